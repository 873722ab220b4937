"""
Rules: what titles say, by hand and for any text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.errors import InvalidValueError
from buying_groups.titles import (
    DEFAULT_VOCABULARY,
    Function,
    FunctionFinding,
    Seniority,
    SeniorityFinding,
    Standing,
    Term,
    TitleUnderstanding,
    Vocabulary,
    understand_title,
)


if TYPE_CHECKING:
    import random

S, F = Seniority, Function

TITLES: list[tuple[str, Seniority | None, Function | None]] = [
    # words, not substrings
    ("Director", S.DIRECTOR, None),
    ("CTO", S.EXECUTIVE, F.INFORMATION_TECHNOLOGY),
    ("Intern", S.TRAINEE, None),
    ("Internal Auditor", S.PROFESSIONAL, F.FINANCE),
    ("International Sales Manager", S.MANAGER, F.SALES),
    ("Interne Revision", S.PROFESSIONAL, F.FINANCE),
    ("Begleiter", None, None),
    ("Halbleiter", None, None),
    ("Networker", None, None),
    # the longest phrase
    ("President", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Vice President", S.VICE_PRESIDENT, None),
    ("Vicepresident Finance", S.VICE_PRESIDENT, F.FINANCE),
    ("Lead Engineer", S.LEAD, F.ENGINEERING),
    ("Lead Generation Specialist", S.PROFESSIONAL, F.MARKETING),
    ("Owner", S.OWNER, F.GENERAL_MANAGEMENT),
    ("Product Owner", S.PROFESSIONAL, F.PRODUCT_MANAGEMENT),
    ("Partner", S.OWNER, F.GENERAL_MANAGEMENT),
    ("HR Business Partner", S.PROFESSIONAL, F.HUMAN_RESOURCES),
    ("Managing Director", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Head Chef", S.LEAD, F.OTHER),
    ("Personal Trainer", S.PROFESSIONAL, F.OTHER),
    # punctuation
    ("VP, Finance", S.VICE_PRESIDENT, F.FINANCE),
    ("P/CEO", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("C.E.O.", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Co-Founder & CEO", S.OWNER, F.GENERAL_MANAGEMENT),
    ("Director R&D", S.DIRECTOR, F.RESEARCH),
    ("Head of Sales EMEA", S.LEAD, F.SALES),
    ("Sales @ Director AG", S.PROFESSIONAL, F.SALES),
    # somebody else's level
    ("Assistant to the CEO", S.JUNIOR, F.ADMINISTRATION),
    ("CEO Assistant", S.JUNIOR, F.ADMINISTRATION),
    ("Assistentin der Geschäftsführung", S.JUNIOR, F.ADMINISTRATION),
    ("Sekretariat / Assistenz Vorstand / Geschäftsleitung", S.JUNIOR, F.ADMINISTRATION),
    ("Referentin der Geschäftsführung", S.PROFESSIONAL, F.GENERAL_MANAGEMENT),
    ("Junior Sales Manager", S.JUNIOR, F.SALES),
    ("Junior SAP Berater / Anwendungsentwickler", S.JUNIOR, F.INFORMATION_TECHNOLOGY),
    ("Working student Head of Sales office", S.TRAINEE, F.SALES),
    ("Assistant Manager", S.MANAGER, None),
    ("Assistant Vice President", S.VICE_PRESIDENT, None),
    ("Deputy Head of Procurement", S.LEAD, F.PURCHASING),
    # several posts
    ("Junior Consultant / Team Lead", S.LEAD, F.CONSULTING),
    ("CEO / Sales Engineer", S.EXECUTIVE, F.SALES),
    ("Vertriebsleiter / Prokurist", S.LEAD, F.SALES),
    ("Prokurist", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Steuerberater / Geschäftsleitung", S.EXECUTIVE, F.FINANCE),
    # German
    ("Geschäftsführer", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Geschaeftsfuehrerin", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Geschäftsführer Vertrieb", S.EXECUTIVE, F.SALES),
    ("Vertriebsleiter", S.LEAD, F.SALES),
    ("Regionalvertriebsleiterin", S.LEAD, F.SALES),
    ("Bereichsleiterin", S.LEAD, None),
    ("Einkaufsleitung", S.LEAD, F.PURCHASING),
    ("Leiter*in Marketing", S.LEAD, F.MARKETING),
    ("Mitarbeiter (m/w/d) Vertrieb", S.PROFESSIONAL, F.SALES),
    ("Kaufmännischer Leiter", S.LEAD, F.FINANCE),
    ("Wissenschaftlicher Mitarbeiter", S.PROFESSIONAL, F.RESEARCH),
    ("Werkstudentin Personal", S.TRAINEE, F.HUMAN_RESOURCES),
    ("Ausbildung zum Mechatroniker", S.TRAINEE, F.PRODUCTION),
    ("Leiter Ausbildung", S.LEAD, F.HUMAN_RESOURCES),
    ("Krankenschwester", S.PROFESSIONAL, F.HEALTHCARE),
    # French
    ("Directeur commercial", S.DIRECTOR, F.SALES),
    ("Directrice Générale", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Responsable achats", S.MANAGER, F.PURCHASING),
    ("Chef de produit", S.MANAGER, F.PRODUCT_MANAGEMENT),
    ("Ingénieure d'affaires", S.PROFESSIONAL, F.SALES),
    ("Stagiaire en communication", S.TRAINEE, F.MARKETING),
    # Spanish
    ("Consejera delegada", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Jefe de ventas", S.LEAD, F.SALES),
    ("Directora de Recursos Humanos", S.DIRECTOR, F.HUMAN_RESOURCES),
    ("Abogada", S.PROFESSIONAL, F.LEGAL),
    # Swedish
    ("VD", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Inköpschef", S.LEAD, F.PURCHASING),
    ("Projektledare", S.LEAD, F.PROJECT_MANAGEMENT),
    ("Systemutvecklare", S.PROFESSIONAL, F.INFORMATION_TECHNOLOGY),
    # Italian, Dutch, Portuguese
    ("Amministratore delegato", S.EXECUTIVE, F.GENERAL_MANAGEMENT),
    ("Direttrice vendite", S.DIRECTOR, F.SALES),
    ("Hoofd inkoop", S.LEAD, F.PURCHASING),
    ("Verkoopmedewerker", S.PROFESSIONAL, F.SALES),
    ("Gerente de vendas", S.MANAGER, F.SALES),
    ("Advogada", S.PROFESSIONAL, F.LEGAL),
    # nothing that is known
    ("Happiness wizard", None, None),
    ("💼", None, None),
]


class TestKnownTitles:
    """
    "A title is words, not substrings."
    """

    @pytest.mark.parametrize(
        ("title", "seniority", "function"), [pytest.param(*row, id=row[0].replace(" ", "-")) for row in TITLES]
    )
    def test_known_answers(self, title: str, seniority: Seniority | None, function: Function | None) -> None:
        """Worked out by hand."""
        understood = understand_title(title)
        assert (seniority, function) == (understood.seniority.value, understood.function.value)


def vocabulary(*terms: Term) -> Vocabulary:
    """Make a small vocabulary around some terms."""
    return Vocabulary(terms=terms)


CLOWN = Term(
    text="clown", seniority=S.PROFESSIONAL, seniority_confidence=0.6, function=F.OTHER, function_confidence=0.8
)
BOSS = Term(text="boss", seniority=S.LEAD, seniority_confidence=0.7)
CHIEF = Term(text="chief", seniority=S.EXECUTIVE, seniority_confidence=0.8)
NOVICE = Term(text="novice", seniority=S.JUNIOR, seniority_confidence=0.5, standing=Standing.DECIDES)
PUPIL = Term(text="pupil", seniority=S.TRAINEE, seniority_confidence=0.9, standing=Standing.DECIDES)
BOARD = Term(text="board", seniority=S.EXECUTIVE, seniority_confidence=0.4, standing=Standing.YIELDS)
SALES = Term(text="sales", function=F.SALES, function_confidence=0.8)
SHOP = Term(text="shop", function=F.SALES, function_confidence=0.5)
LAW = Term(text="law", function=F.LEGAL, function_confidence=0.8)
OURS = vocabulary(CLOWN, BOSS, CHIEF, NOVICE, PUPIL, BOARD, SALES, SHOP, LAW)


class TestSeniority:
    """
    "The highest level that counts is the person's."

    "Unless a word decides that somebody else is meant." "And who has an occupation but no level is a professional."
    """

    @pytest.mark.parametrize(
        ("title", "value", "confidence", "because"),
        [
            pytest.param("boss", S.LEAD, 0.7, ("boss",), id="one"),
            pytest.param("boss chief", S.EXECUTIVE, 0.8, ("chief",), id="highest"),
            pytest.param("chief / boss", S.EXECUTIVE, 0.8, ("chief",), id="highest-post"),
            pytest.param("novice chief", S.JUNIOR, 0.5, ("novice",), id="decides"),
            pytest.param("chief novice", S.JUNIOR, 0.5, ("novice",), id="decides-behind"),
            pytest.param("novice / boss", S.LEAD, 0.7, ("boss",), id="decides-in-its-own-post"),
            pytest.param("novice pupil", S.TRAINEE, 0.9, ("pupil",), id="lowest-that-decides"),
            pytest.param("novice / clown", S.JUNIOR, 0.5, ("novice",), id="decides-over-an-occupation"),
            pytest.param("novice / board", S.JUNIOR, 0.5, ("novice",), id="decides-over-a-body"),
            pytest.param("boss board", S.LEAD, 0.7, ("boss",), id="yields"),
            pytest.param("board", S.EXECUTIVE, 0.4, ("board",), id="yields-to-nothing"),
            pytest.param("clown board", S.PROFESSIONAL, 0.6, ("clown",), id="body-in-the-post-of-an-occupation"),
            pytest.param("clown / board", S.EXECUTIVE, 0.4, ("board",), id="body-in-a-post-of-its-own"),
            pytest.param("clown", S.PROFESSIONAL, 0.6, ("clown",), id="occupation"),
            pytest.param("clown boss", S.LEAD, 0.7, ("boss",), id="occupation-gives-way"),
            pytest.param("sales", S.PROFESSIONAL, 0.4, ("sales",), id="field-only"),
            pytest.param("boss, boss", S.LEAD, 0.7, ("boss",), id="twice"),
            pytest.param("wizard", None, 0.0, (), id="unknown"),
        ],
    )
    def test_known_answers(
        self, title: str, value: Seniority | None, confidence: float, because: tuple[str, ...]
    ) -> None:
        """Worked out by hand, from a vocabulary of nine words."""
        expected = SeniorityFinding(value=value, confidence=confidence, because=because)
        assert expected == understand_title(title, vocabulary=OURS).seniority


class TestFunction:
    """
    "For the field, the surest word wins." The confidence is ``(surest + 1 - rival) / 2``.
    """

    @pytest.mark.parametrize(
        ("title", "value", "confidence", "because", "also"),
        [
            pytest.param("sales", F.SALES, 0.9, ("sales",), (), id="alone"),
            pytest.param("shop clown", F.OTHER, 0.65, ("clown",), (F.SALES,), id="surest"),
            pytest.param("law sales", F.SALES, 0.5, ("sales",), (F.LEGAL,), id="tie-in-the-order-of-the-functions"),
            pytest.param("shop / sales", F.SALES, 0.9, ("shop", "sales"), (), id="one-field-twice"),
            pytest.param("clown law shop", F.LEGAL, 0.5, ("law",), (F.OTHER, F.SALES), id="three"),
            pytest.param("boss", None, 0.0, (), (), id="unknown"),
        ],
    )
    def test_known_answers(
        self,
        title: str,
        value: Function | None,
        confidence: float,
        because: tuple[str, ...],
        also: tuple[Function, ...],
    ) -> None:
        """Worked out by hand, from a vocabulary of nine words."""
        found = understand_title(title, vocabulary=OURS).function
        assert pytest.approx(confidence) == found.confidence
        assert (value, because, also) == (found.value, found.because, found.also)


class TestBadInput:
    """
    "None and blank text are understood as unknown"; what is not text is an error.
    """

    @pytest.mark.parametrize("title", [None, "", "  \n"])
    def test_no_title(self, title: str | None) -> None:
        """Nothing is known, and that is no error."""
        assert TitleUnderstanding() == understand_title(title)

    @pytest.mark.parametrize("title", [float("nan"), 7, b"CEO", ["CEO"], True])
    def test_not_text(self, title: Any) -> None:
        """The error names the value and what would be valid."""
        expected = f"title must be text, or None where it is not known, got {title!r}"
        with pytest.raises(InvalidValueError, match=rf"^{re.escape(expected)}$"):
            understand_title(title)

    @pytest.mark.parametrize("finding", [SeniorityFinding, FunctionFinding])
    def test_confidence_out_of_range(self, finding: Any) -> None:
        """A finding that was not computed here is checked too."""
        with pytest.raises(InvalidValueError, match=r"^confidence must be in \[0, 1\], got 1\.5$"):
            finding(confidence=1.5)


class TestAnyText:
    """
    "Unknown is a result and not an error."
    """

    @given(st.text() | st.text(st.sampled_from("aeioulmnrstk -/,(*)")) | st.sampled_from([row[0] for row in TITLES]))
    def test_what_always_holds(self, title: str) -> None:
        """Confidences are in [0, 1] and 0 just for unknown; whatever is known is known because of terms."""
        understood = understand_title(title)
        texts = {term.text for term in DEFAULT_VOCABULARY.terms}
        for finding in (understood.seniority, understood.function):
            assert 0 <= finding.confidence <= 1
            assert (finding.value is None) == (finding.confidence == 0) == (not finding.because)
            assert texts >= set(finding.because)
        assert understood.function.value not in understood.function.also
        assert understood.seniority.value is not None or understood.function.value is None

    @given(st.text())
    def test_unknown_stays_unknown(self, title: str) -> None:
        """Where no term is found, nothing is known."""
        if not OURS.find(title):
            assert TitleUnderstanding() == understand_title(title, vocabulary=OURS)

    @given(st.lists(st.sampled_from([row[0] for row in TITLES]), min_size=1, max_size=3), st.booleans())
    def test_case_does_not_matter(self, titles: list[str], upper: bool) -> None:  # noqa: FBT001 - Hypothesis' choice
        """Nor do punctuation and space around the title."""
        title = " / ".join(titles)
        changed = title.upper() if upper else title.lower()
        assert understand_title(title) == understand_title(f" ** „{changed}“! ")

    @given(st.randoms(use_true_random=False), st.sampled_from([row[0] for row in TITLES]))
    def test_the_vocabularys_order_does_not_matter(self, chance: random.Random, title: str) -> None:
        """The terms of a title, in any order, with the rest of the vocabulary or without."""
        terms = list({found.term.letters: found.term for found in DEFAULT_VOCABULARY.find(title)}.values())
        chance.shuffle(terms)
        assert understand_title(title) == understand_title(title, vocabulary=Vocabulary(terms=tuple(terms)))

    @pytest.mark.parametrize(
        "title",
        [
            pytest.param("leiter" * 10**6, id="one-long-word"),
            pytest.param("a/" * 10**6, id="many-posts"),
            pytest.param("head of " * 10**6, id="many-words"),
            pytest.param("(" * 10**6, id="brackets"),
            pytest.param("m/w/" * 10**6, id="genders"),
            pytest.param("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 10**6, id="a-character-that-grows"),
        ],
    )
    def test_hostile_length(self, title: str) -> None:
        """What a title says beyond its first characters changes nothing; so the time is bounded."""
        assert understand_title(title[:300]) == understand_title(title)

    def test_a_value(self) -> None:
        """Equal, hashable and unchangeable."""
        one, other = understand_title("Head of Sales"), understand_title("HEAD OF SALES")
        assert {one} == {other}
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            one.seniority = SeniorityFinding()  # type: ignore[misc]
