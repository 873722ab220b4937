"""
Matching: keywords are words and phrases of content, never parts of words.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Content
from buying_groups.conditions.folding import fold, spaced_words
from buying_groups.intent import KeywordMatcher
from buying_groups.intent.matching import words_of


KEYWORDS = ("email marketing", "marketing", "CRM", "C++", "Straße", "lead", "lead score", "datenschutz grundverordnung")
NOTHING: set[str] = set()
MATCHER = KeywordMatcher({keyword: keyword for keyword in KEYWORDS})


class TestWords:
    """By words and phrases, Unicode- and case-insensitive, never substrings of words."""

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("Email Marketing", {"email marketing", "marketing"}),
            ("EMAIL-MARKETING: nine tips", {"email marketing", "marketing"}),
            ("Email for marketing", {"marketing"}),
            ("Email marketings", NOTHING),
            ("SCRM, CRMs and the crmx", NOTHING),
            ("Is a 'crm' enough?", {"CRM"}),
            ("C and C#", NOTHING),
            ("Moving to c++ (2026)", {"C++"}),
            ("STRASSE, Strasse, straße", {"Straße"}),
            ("Lead\u00ad score \N{FULLWIDTH LATIN CAPITAL LETTER C}RM", {"lead", "lead score", "CRM"}),
            ("mislead, leads, leaders", NOTHING),
            ("lead lead score", {"lead", "lead score"}),
            ("Datenschutz-Grundverordnung", {"datenschutz grundverordnung"}),
            ("", NOTHING),
        ],
    )
    def test_in_titles_and_tags(self, title: str, expected: set[str]) -> None:
        """Longer keywords and the shorter ones in them alike."""
        assert MATCHER.keywords_in(Content(title=title)) == expected
        assert MATCHER.keywords_in(Content(keywords=(title,))) == expected

    def test_phrases_end_with_their_text(self) -> None:
        """Neither two tags nor a title and a tag make a phrase."""
        assert MATCHER.keywords_in(Content(title="email", keywords=("marketing", "lead", "score"))) == {
            "marketing",
            "lead",
        }

    def test_nothing_to_be_found(self) -> None:
        """No content, no keywords, a keyword without words."""
        assert MATCHER.keywords_in(Content()) == frozenset()
        assert KeywordMatcher({}).keywords_in(Content(title="CRM")) == frozenset()
        assert KeywordMatcher({"…": "…"}).keywords_in(Content(title="… CRM …")) == frozenset()

    def test_spellings_are_the_keyword(self) -> None:
        """What is meant is found."""
        matcher = KeywordMatcher({"e-mail marketing": "email marketing", "email marketing": "email marketing"})
        assert matcher.keywords_in(Content(title="E-Mail Marketing")) == {"email marketing"}

    @given(st.text(max_size=30) | st.text("aB1+#_-. é\u0301ß", max_size=30))
    def test_words_are_those_of_conditions(self, text: str) -> None:
        """Of every text, ASCII or not."""
        assert words_of(text) == tuple(spaced_words(fold(text)).split())

    @given(st.lists(st.sampled_from(["email", "marketing", "crm", "lead", "score", "x"]), max_size=8))
    def test_as_searching_for_every_keyword(self, words: list[str]) -> None:
        """The trie finds what looking for each keyword's words between spaces does."""
        text = " ".join(words)
        expected = {keyword for keyword in KEYWORDS if spaced_words(fold(keyword)) in spaced_words(text)}
        assert MATCHER.keywords_in(Content(title=text)) == expected


class TestAddresses:
    """URLs are percent-decoded; path, values of the query, and fragment are read."""

    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            ("https://site.example/email-marketing", {"email marketing", "marketing"}),
            ("https://site.example/email%20marketing/", {"email marketing", "marketing"}),
            ("https://site.example/email/marketing", {"marketing"}),
            ("https://site.example/search?q=lead+score&crm=x", {"lead", "lead score"}),
            ("https://site.example/a?q=lead&r=score", {"lead"}),
            ("https://site.example/#crm", {"CRM"}),
            ("https://crm.example/", NOTHING),
            ("https://site.example/stra%C3%9Fe", {"Straße"}),
            ("https://site.example/c%2B%2B", {"C++"}),
            ("/blog/lead_score.html", {"lead", "lead score"}),
            ("crm", {"CRM"}),
            ("http://[crm/lead", {"CRM", "lead"}),
            ("https://site.example/%zz%ff/crm", {"CRM"}),
        ],
    )
    def test_by_hand(self, url: str, expected: set[str]) -> None:
        """The host, which is the same for all of a site, is not read; neither are the names of the query."""
        assert MATCHER.keywords_in(Content(url=url)) == expected

    def test_what_pages_end_in_is_no_keyword(self) -> None:
        """Nearly every address has it; a path that has the word is about it."""
        matcher = KeywordMatcher({"html": "html", "php": "php"})
        assert matcher.keywords_in(Content(url="https://site.example/a.html")) == frozenset()
        assert matcher.keywords_in(Content(url="https://site.example/A.PHP?x=1")) == frozenset()
        assert matcher.keywords_in(Content(url="https://site.example/html/a.html")) == {"html"}

    @given(st.text(max_size=40))
    def test_any_text_is_taken(self, url: str) -> None:
        """As recorded, it may be no address at all."""
        assert MATCHER.keywords_in(Content(url=url)) <= set(KEYWORDS)
