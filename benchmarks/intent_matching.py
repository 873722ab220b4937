"""
How fast keywords are found in content, beside an Aho-Corasick automaton and one regular expression.

Run it from the root of the repository, with the package (or ``PYTHONPATH=src``) and, for the peer, pyahocorasick:

    python benchmarks/intent_matching.py --texts 20000 --rounds 7

Keywords are phrases of one to three words, and titles of four to fourteen, drawn from one made-up vocabulary with
Zipf's frequencies; each title names a few keywords. Every way has to find the same keywords, which is checked before
anything is timed (the regular expression finds only the longest at each place). All read the same folded words
(`words_of`), whose time stands in a column of its own: what is left is the search. The automaton searches the words
joined with spaces, with a space before and after every keyword; the regular expression looks for an alternation of
them. The candidates take turns, so that a busy moment of the machine meets all alike, and the figures are medians, in
microseconds per title. The last line is the same as JSON.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import random
import re
import statistics
import time
from typing import TYPE_CHECKING, Any

from buying_groups.intent import KeywordMatcher
from buying_groups.intent.matching import words_of


if TYPE_CHECKING:
    from collections.abc import Callable

    Finder = Callable[[str], set[str]]


def made_up(keywords: int, texts: int) -> tuple[list[str], list[str]]:
    """Return keywords and titles; the same for the same arguments."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = sorted({"".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(20_000)})
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    chance.shuffle(vocabulary)

    def words(count: int) -> list[str]:
        return chance.choices(vocabulary, weights, k=count)

    phrases: dict[str, None] = {}
    while len(phrases) < keywords:
        phrases[" ".join(chance.choices(vocabulary, k=chance.randint(1, 3)))] = None
    known = list(phrases)
    titles = [
        " ".join([*words(chance.randint(4, 14)), *chance.choices(known, k=chance.randint(0, 2))]).title()
        for _ in range(texts)
    ]
    return known, titles


def by_automaton(keywords: list[str]) -> Finder | None:
    """Return a search by pyahocorasick, if it is installed."""
    try:
        library: Any = importlib.import_module("ahocorasick")
    except ImportError:
        return None
    automaton = library.Automaton()
    for keyword in keywords:
        automaton.add_word(f" {' '.join(words_of(keyword))} ", keyword)
    automaton.make_automaton()
    return lambda text: {keyword for _, keyword in automaton.iter(f" {' '.join(words_of(text))} ")}


def by_expression(keywords: list[str]) -> Finder:
    """Return a search by one regular expression; looking ahead finds what overlaps, and the longest at each place."""
    meant = {" ".join(words_of(keyword)): keyword for keyword in keywords}
    longest_first = "|".join(map(re.escape, sorted(meant, key=len, reverse=True)))
    pattern = re.compile(rf"(?<= )(?=({longest_first}) )")
    return lambda text: {meant[found] for found in pattern.findall(f" {' '.join(words_of(text))} ")}


def timed(ways: dict[str, Callable[[str], Any]], titles: list[str], rounds: int) -> dict[str, float]:
    """Return the median time of each way, in microseconds per title."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            begin = time.perf_counter()
            for title in titles:
                way(title)
            times[name].append((time.perf_counter() - begin) / len(titles) * 1e6)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    """Check, time, and report."""
    parser = argparse.ArgumentParser(description="Time the search for keywords in titles.")
    parser.add_argument("--keywords", type=int, nargs="+", default=[100, 1_000, 5_000, 20_000])
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--expression-texts", type=int, default=50, help="titles that the regular expression searches")
    options = parser.parse_args()
    results: list[dict[str, Any]] = []
    print(f"Python {platform.python_version()}, {options.texts:,} titles, medians of {options.rounds} rounds")
    print("keywords  words only  KeywordMatcher  automaton  expression   building   (µs per title, but for building)")
    for count in options.keywords:
        keywords, titles = made_up(count, options.texts)
        begin = time.perf_counter()
        matcher = KeywordMatcher({keyword: keyword for keyword in keywords})
        building = time.perf_counter() - begin
        automaton, expression = by_automaton(keywords), by_expression(keywords)

        def by_matcher(text: str, matcher: KeywordMatcher = matcher) -> set[str]:
            return set(matcher.keywords_in_text(text))

        if automaton is not None and any(by_matcher(title) != automaton(title) for title in titles):
            raise SystemExit("the automaton finds something else")
        if not all(expression(title) <= by_matcher(title) for title in titles[: options.expression_texts]):
            raise SystemExit("the expression finds what the others do not")
        ways: dict[str, Callable[[str], Any]] = {"words": words_of, "matcher": by_matcher}
        if automaton is not None:
            ways["automaton"] = automaton
        row = timed(ways, titles, options.rounds)
        row |= timed({"expression": expression}, titles[: options.expression_texts], 3)
        results.append({"keywords": count, "building_ms": building * 1e3, **row})
        shown = f"{row['automaton']:>9.1f}" if automaton is not None else f"{'–':>9}"
        print(
            f"{count:>8,}  {row['words']:>10.1f}  {row['matcher']:>14.1f}  {shown}  {row['expression']:>10.1f}  "
            f"{building * 1e3:>6.1f} ms"
        )
    print(json.dumps(results))


if __name__ == "__main__":
    main()
