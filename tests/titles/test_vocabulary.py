"""
Vocabulary: terms, how they are found, and how a caller extends them.
"""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.titles import DEFAULT_VOCABULARY, Function, Seniority, Standing, Term, Vocabulary


if TYPE_CHECKING:
    import random


def vocabulary(*texts: str) -> Vocabulary:
    """Make a vocabulary of German terms that name a level."""
    return Vocabulary(terms=tuple(Term(text=text, seniority=Seniority.LEAD, language="de") for text in texts))


def term(**fields: Any) -> Term:
    """Make a term of what a document or a careless caller may give."""
    return Term(**fields)


def found(title: str, *texts: str) -> list[str]:
    """Return the texts of the terms that are found in a title."""
    return [each.term.text for each in vocabulary(*texts).find(title)]


class TestTerm:
    """
    "Words with single spaces between them, in any case, with or without accents."
    """

    @pytest.mark.parametrize(
        "text", ["ceo", "Vice President", "Geschäftsführer", "-leiter", "einkauf-", "-vertrieb-", "r d"]
    )
    def test_valid(self, text: str) -> None:
        """Words, and words of at least four letters with hyphens."""
        assert text == Term(text=text).text

    @pytest.mark.parametrize(
        "text",
        ["", " ", "-", "two  spaces", " ceo", "r&d", "-ceo", "-vice president", "--leiter", "e-commerce", "head at x"],
    )
    def test_invalid(self, text: str) -> None:
        """Blank, punctuation, too short for a part of a word, an employer's preposition."""
        expected = "words with a space between, or one of at least 4 letters with a hyphen at its side"
        with pytest.raises(InvalidValueError, match=rf"^text must be {expected}, got {re.escape(repr(text))}$"):
            Term(text=text)

    @pytest.mark.parametrize("name", ["seniority_confidence", "function_confidence"])
    @pytest.mark.parametrize("value", [-0.1, 1.1])
    def test_confidence_out_of_range(self, name: str, value: float) -> None:
        """In [0, 1]."""
        with pytest.raises(InvalidValueError, match=rf"^{name} must be in \[0, 1\], got {value}$"):
            term(**{"text": "ceo", name: value})

    def test_unknown_label(self) -> None:
        """A label that does not exist is named, with those that do."""
        with pytest.raises(InvalidValueError, match=r"^function must be one of 'marketing', .*, got 'fun'$"):
            term(text="clown", function="fun")

    def test_labels_from_text(self) -> None:
        """As they stand in a document."""
        ceo = term(text="ceo", seniority="executive", function="legal", standing="yields")
        assert (Seniority.EXECUTIVE, Function.LEGAL, Standing.YIELDS) == (ceo.seniority, ceo.function, ceo.standing)


class TestFind:
    """
    "Words are compared as words; only a term that says so is found at the beginning or at the end of a longer one."
    """

    @pytest.mark.parametrize(
        ("title", "terms", "expected"),
        [
            pytest.param("Director", ["cto"], [], id="no-substring"),
            pytest.param("CTO", ["cto"], ["cto"], id="word"),
            pytest.param("Vice President", ["president", "vice president"], ["vice president"], id="longest-phrase"),
            pytest.param("vice, president", ["president", "vice president"], ["president"], id="not-across-a-comma"),
            pytest.param("Vice-President", ["vice president"], ["vice president"], id="hyphen"),
            pytest.param("Leiter", ["-leiter"], ["-leiter"], id="part-alone"),
            pytest.param("Vertriebsleiter", ["-leiter"], ["-leiter"], id="end"),
            pytest.param("Leiterplatte", ["-leiter"], [], id="not-at-the-beginning"),
            pytest.param("Einkaufsleitung", ["einkauf-"], ["einkauf-"], id="beginning"),
            pytest.param("Zentraleinkauf", ["einkauf-"], [], id="not-at-the-end"),
            pytest.param("Zentraleinkauf", ["-einkauf-"], ["-einkauf-"], id="both"),
            pytest.param("Vertriebsleiter", ["-leiter", "-vertrieb-"], ["-vertrieb-", "-leiter"], id="joined-by-s"),
            pytest.param("Regionalvertriebsleiter", ["-leiter", "-vertrieb-"], ["-vertrieb-", "-leiter"], id="within"),
            pytest.param("Kundenberater", ["-berater", "-kunde"], ["-kunde", "-berater"], id="joined-by-n"),
            pytest.param("Begleiter", ["-leiter", "-begleiter"], ["-begleiter"], id="longest-part"),
            pytest.param("Schulbegleiter", ["-leiter", "schulbegleiter"], ["schulbegleiter"], id="whole-before-part"),
            pytest.param("Leiterin", ["-leiter"], ["-leiter"], id="feminine"),
            pytest.param("Bereichsleiterinnen", ["-leiter"], ["-leiter"], id="feminine-plural-end"),
            pytest.param("Geschaeftsfuehrerin", ["Geschäftsführer"], ["Geschäftsführer"], id="spelling"),
            pytest.param("CEO CEO", ["ceo"], ["ceo", "ceo"], id="twice"),
            pytest.param("CEO", [], [], id="empty-vocabulary"),
            pytest.param("ab", ["-leiter"], [], id="short-word"),
        ],
    )
    def test_known_answers(self, title: str, terms: list[str], expected: list[str]) -> None:
        """Worked out by hand."""
        assert expected == found(title, *terms)

    @pytest.mark.parametrize(
        ("language", "text", "title"),
        [
            pytest.param("de", "berater", "Beraterin", id="de"),
            pytest.param("", "manager", "Managerin", id="shared"),
            pytest.param("en", "analyst", "Analystin", id="en"),
            pytest.param("es", "consultor", "consultora", id="es-or"),
            pytest.param("es", "abogado", "abogada", id="es-o"),
            pytest.param("fr", "acheteur", "acheteuse", id="fr-eur"),
            pytest.param("fr", "directeur", "directrice", id="fr-teur"),
            pytest.param("fr", "infirmier", "infirmière", id="fr-ier"),
            pytest.param("fr", "technicien", "technicienne", id="fr-ien"),
            pytest.param("fr", "consultant", "consultante", id="fr-t"),
            pytest.param("it", "direttore", "direttrice", id="it-tore"),
            pytest.param("it", "impiegato", "impiegata", id="it-o"),
            pytest.param("pt", "engenheiro", "engenheira", id="pt"),
        ],
    )
    def test_feminine_forms(self, language: str, text: str, title: str) -> None:
        """By the rule of the term's language; only where the term names a level, so that it is for a person."""
        for level, expected in ((Seniority.PROFESSIONAL, 1), (None, 0)):
            one = Term(text=text, language=language, seniority=level, function=Function.SALES)
            assert expected == len(Vocabulary(terms=(one,)).find(title))

    def test_a_term_is_stronger_than_a_form(self) -> None:
        """What a rule would make of another term does not take the place of a term."""
        woman = Term(text="leiterin", function=Function.SALES)
        terms = (*vocabulary("leiter").terms, woman)
        assert [woman] == [each.term for each in Vocabulary(terms=terms).find("Leiterin")]

    def test_other_languages_have_no_rule(self) -> None:
        """Swedish words are the same for women and men."""
        cook = Term(text="kock", language="sv", seniority=Seniority.PROFESSIONAL)
        assert [] == Vocabulary(terms=(cook,)).find("kockin")

    def test_roles(self) -> None:
        """A term says which post of the title it stands in."""
        assert [0, 1, 1] == [
            each.role for each in vocabulary("ceo", "-leiter", "einkauf-").find("CEO / Einkaufsleiter")
        ]


class TestExtension:
    """
    "A team adds its own terms, or takes terms away, and gets a new vocabulary."
    """

    def test_with_terms(self) -> None:
        """A new term is added; one with the words of an old term takes its place."""
        ours = vocabulary("ceo", "-leiter")
        new = Term(text="leiter", function=Function.LEGAL)
        more = ours.with_terms(new, Term(text="clown"))
        assert ["ceo", "leiter", "clown"] == [term.text for term in more.terms]
        assert [new] == [each.term for each in more.find("Leiter")]
        assert ["ceo", "-leiter"] == [term.text for term in ours.terms]

    def test_without(self) -> None:
        """Named in any spelling."""
        assert ["ceo"] == [
            term.text for term in vocabulary("ceo", "-geschäftsführer").without("Geschaeftsfuehrer").terms
        ]

    def test_without_what_is_not_there(self) -> None:
        """The error names it and what there is."""
        with pytest.raises(UnknownIdError, match=r"^unknown term 'boss'; known: '-leiter', 'ceo'$"):
            vocabulary("ceo", "-leiter").without("ceo", "boss")

    def test_two_of_the_same(self) -> None:
        """Case, accents and hyphens do not make another word."""
        with pytest.raises(InvalidValueError, match=r"^terms must be without two of the same words .+, got \("):
            vocabulary("-leiter", "LEITER")

    def test_repr_is_short(self) -> None:
        """A default argument of thousands of terms would fill the help."""
        assert "Vocabulary(terms=<2 terms>)" == repr(vocabulary("ceo", "-leiter"))

    def test_survives_pickling(self) -> None:
        """Also when it has been used."""
        used = vocabulary("ceo")
        used.find("CEO")
        again = pickle.loads(pickle.dumps(used))  # noqa: S301 - our own bytes
        assert used == again
        assert ["ceo"] == [each.term.text for each in again.find("CEO")]


class TestOrder:
    """
    "In any order".
    """

    @given(st.randoms(use_true_random=False), st.sampled_from(["de", "it", "es"]))
    def test_does_not_matter(self, chance: random.Random, language: str) -> None:
        """Also where two terms have one feminine form by their languages' rules."""
        terms = [
            Term(text="operario", language=language, seniority=Seniority.LEAD),
            Term(text="operarior", language="es", seniority=Seniority.JUNIOR),
            Term(text="operari", language="de", seniority=Seniority.SENIOR),
            Term(text="-operator", language="it", seniority=Seniority.OWNER),
        ]
        titles = ["operaria", "operariora", "operarin", "operatorin", "Weboperator"]
        expected = [Vocabulary(terms=tuple(terms)).find(title) for title in titles]
        chance.shuffle(terms)
        assert expected == [Vocabulary(terms=tuple(terms)).find(title) for title in titles]


class TestDefaultVocabulary:
    """
    "Words and phrases of eight languages."
    """

    def test_languages(self) -> None:
        """Shared words, and each language's own."""
        assert {"", "de", "en", "es", "fr", "it", "nl", "pt", "sv"} == {
            term.language for term in DEFAULT_VOCABULARY.terms
        }

    def test_every_label_has_words(self) -> None:
        """No level and no function is one that no title can have."""
        assert set(Seniority) == {term.seniority for term in DEFAULT_VOCABULARY.terms} - {None}
        assert set(Function) == {term.function for term in DEFAULT_VOCABULARY.terms} - {None}

    def test_terms_are_found_in_titles_of_themselves(self) -> None:
        """No term is shadowed by how titles are split or by another term."""
        for term in DEFAULT_VOCABULARY.terms:
            assert [term] == [each.term for each in DEFAULT_VOCABULARY.find(term.text.strip("-").upper())]

    def test_phrases_keep_the_level_of_their_words(self) -> None:
        """A "relationship manager" is a manager: a phrase that only names a field has no leading word but these."""
        levels = {
            "manager",
            "director",
            "head",
            "chief",
            "lead",
            "leader",
            "leiter",
            "leitung",
            "senior",
            "junior",
            "assistant",
        }
        phrases = {
            term.text
            for term in DEFAULT_VOCABULARY.terms
            if term.seniority is None and " " in term.text and levels & set(term.text.split())
        }
        no_level = {"head office", "head start", "lead free", "lead gen", "lead generation", "lead management"}
        assert no_level | {"lead nurturing", "lead time"} == phrases
