"""
How much of what is false in a summary `check_summary` catches, and how much of what is true it refuses.

Run ``python benchmarks/summary_check.py``. True summaries come from the template summarizer on the sample tenants as of
several days, with a made-up intent report. Each is corrupted at random places, once by something that the facts do not
have, once by something that stands elsewhere in them: a changed number, a swapped name (of a person, role, topic,
product or group), an added claim. A swap that leaves the text true is not made, also where the sentence gives no number
in which the two differ. True summaries in other words come from sets of forms: `summary_paraphrases.py` and
`summary_earlier_paraphrases.py`, short, and `summary_model_forms_*.py`, as long as a language model's; and from
`summary_model_texts.json`, which language models wrote one by one from ``to_prompt(facts)``, each set in a manner that
they were asked for. Each set but the first was counted before anybody looked at what was refused of it; what became of
the figures is told in ``docs/explanation/summaries.md``. The last line is JSON.
"""

# ruff: noqa: C901, D103, PLR0911, PLR0912, PLR2004, S311 - a program of cases and limits, with chance that is no secret
from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from summary_earlier_paraphrases import EARLIER
from summary_model_forms_blind import BLIND
from summary_model_forms_later import LATER
from summary_model_forms_varied import VARIED
from summary_model_forms_worked import WORKED
from summary_paraphrases import TUNED

from buying_groups import Tenant
from buying_groups.documents import loads
from buying_groups.intent import CategoryIntent, IntentLevel, IntentReport, IntentSignal
from buying_groups.summaries import FactCollector, Summary, SummaryFacts, SummarySubject, TemplateSummarizer, readings
from buying_groups.summaries.grounding import check_summary
from buying_groups.summaries.grounding.lexicon import NUMBER_WORDS


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ABSENT = {
    "person": ["Jordan Blake", "Priscilla Oakes", "Tomás Ferreira", "Yuki Tan", "Ola Nordmann"],
    "role": ["Gatekeeper", "Budget Holder", "Legal Counsel", "Sponsor"],
    "topic": ["kafka", "pricing", "edge-cache", "sidecar"],
    "product": ["Nimbus", "Orion Suite", "Kestrel", "Data Lake"],
    "group": ["Nimbus for Initech", "Orion Suite for Globex", "Kestrel rollout"],
}
ADDED_ABSENT = [
    "They also attended 17 webinars.",
    "A budget of 40,000 euros has been approved.",
    "Jordan Blake has joined the talks.",
    "A decision is expected on 3 March 2027.",
    "The renewal is worth 25% more than last year.",
    "Interest in Nimbus is growing.",
    "Priscilla Oakes asked for a quote.",
    "A competitor, Globex, is also in the race.",
]


def collect() -> list[SummaryFacts]:
    """Return the facts of everything in the sample tenants, as of several days."""
    found: list[SummaryFacts] = []
    for sample, days in (("open_source", (0, 9, 17, 30, 45)), ("worked_example", (0,))):
        tenant = loads(files("buying_groups").joinpath(f"samples/{sample}.json").read_bytes(), Tenant)
        last = max(activity.occurred_at for activity in tenant.activities)
        chance = random.Random(1)
        for day in days:
            collector = FactCollector(tenant, as_of=last - timedelta(days=day))
            found += [collector.group(group.id, intent=report(tenant, chance)) for group in tenant.buying_groups]
            found += [collector.account(account.id, intent=report(tenant, chance)) for account in tenant.accounts]
            found += [collector.person(person.id, intent=report(tenant, chance)) for person in tenant.people]
    return found


def report(tenant: Tenant, chance: random.Random) -> IntentReport | None:
    """Return a made-up intent report in two of three cases."""
    names = [interest.name for interest in tenant.solution_interests]
    if chance.random() < 1 / 3:
        return None
    products: list[IntentSignal] = []
    for name in chance.sample(names, min(4, len(names))):
        strength = round(chance.random(), 2)
        level = IntentLevel.LOW if strength <= 0.2 else IntentLevel.MEDIUM if strength <= 0.6 else IntentLevel.HIGH
        unknown = chance.random() < 0.15
        products.append(
            IntentSignal(
                name=name, level=IntentLevel.UNKNOWN if unknown else level, strength=None if unknown else strength
            )
        )
    return IntentReport(
        categories=(CategoryIntent(name="Infrastructure", level=IntentLevel.MEDIUM, products=tuple(products)),)
    )


def names(facts: SummaryFacts) -> dict[str, list[str]]:
    """Return the names in the facts, by kind."""
    return {
        "person": [person.name for person in facts.people],
        "role": list(
            dict.fromkeys([role.role for role in facts.roles] + [group.role for group in facts.groups if group.role])
        ),
        "topic": [topic.name for topic in facts.topics],
        "product": [item.product for item in facts.intent],
        "group": [group.name for group in facts.groups],
    }


def occurrences(text: str, name: str) -> Iterator[re.Match[str]]:
    yield from re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)


def parts(summary: Summary) -> list[str]:
    return [summary.text, *summary.highlights]


def with_part(summary: Summary, index: int, text: str) -> Summary:
    if index == 0:
        return attrs.evolve(summary, text=text)
    highlights = list(summary.highlights)
    highlights[index - 1] = text
    return attrs.evolve(summary, highlights=tuple(highlights))


def number_places(facts: SummaryFacts, text: str) -> list[re.Match[str]]:
    """Return the numbers of a text that are no part of a name, a quotation or a date."""
    taken = [
        found.span()
        for found in re.finditer(
            r"“[^”]*”|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d|[A-Z][a-z]+ \d{4}", text
        )
    ]
    everything = [
        facts.name,
        facts.account or "",
        *facts.opportunities,
        *(n for kind in names(facts).values() for n in kind),
    ]
    for name in filter(None, everything):
        taken += [found.span() for found in occurrences(text, name)]
    return [
        found
        for found in re.finditer(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)", text)
        if not any(start <= found.start() < end for start, end in taken)
    ]


def all_numbers(facts: SummaryFacts) -> list[float]:
    return [abs(fact.value) for fact in readings(facts) if isinstance(fact.value, int | float)]


def shown(value: float, like: str) -> str:
    return f"{value:.2f}" if "." in like else f"{round(value):,}"


def change_number(facts: SummaryFacts, summary: Summary, chance: random.Random, *, elsewhere: bool) -> Summary | None:
    places = [(index, found) for index, text in enumerate(parts(summary)) for found in number_places(facts, text)]
    if not places:
        return None
    index, found = chance.choice(places)
    old = float(found[0].replace(",", ""))
    known = all_numbers(facts)
    if elsewhere:
        kinds = [n for n in known if ("." in found[0]) == (n != round(n)) and shown(n, found[0]) != found[0]]
        if not kinds:
            return None
        new = chance.choice(sorted(set(kinds)))
    else:
        taken = {shown(n, found[0]) for n in known}
        options = (
            [old + step for step in (1, -1, 2, -2, 3, 5, 10, 20, -10)]
            if "." not in found[0]
            else [min(old + 0.13, 0.99), max(old - 0.21, 0.01)]
        )
        options = [n for n in options if n >= 0 and shown(n, found[0]) not in taken]
        if not options:
            return None
        new = chance.choice(options)
    text = parts(summary)[index]
    return with_part(summary, index, text[: found.start()] + shown(new, found[0]) + text[found.end() :])


def exchange_numbers(facts: SummaryFacts, summary: Summary, chance: random.Random) -> Summary | None:
    """Exchange two different numbers of one sentence, of which neither has decimals or a percent sign alone."""
    pairs: list[tuple[int, re.Match[str], re.Match[str]]] = []
    for index, text in enumerate(parts(summary)):
        places = number_places(facts, text)
        pairs += [
            (index, one, other)
            for position, one in enumerate(places)
            for other in places[position + 1 :]
            if one[0] != other[0]
            and ("." in one[0]) == ("." in other[0])
            and not re.search(r"[.!?]\s", text[one.end() : other.start()])
        ]
    if not pairs:
        return None
    index, one, other = chance.choice(pairs)
    text = parts(summary)[index]
    between = text[one.end() : other.start()]
    return with_part(summary, index, text[: one.start()] + other[0] + between + one[0] + text[other.end() :])


def stays_true(facts: SummaryFacts, kind: str, old: str, new: str, sentence: str) -> bool:
    """Return whether a swap would leave the sentence true, or say nothing that can be false."""
    if kind == "topic":
        topics = {topic.name: topic for topic in facts.topics}
        one, other = topics[old], topics[new]
        if "shared" in sentence.casefold():
            return one.people == other.people
        if "touched most" in sentence:
            return one.count == other.count
        if re.search("trend|growing|rise|picking up|radar", sentence, re.IGNORECASE) and not other.is_trending:
            return False
        return says_the_same(sentence, one, other, "count", "before", "people")
    if kind == "role":
        roles = {role.role: role for role in facts.roles}
        if roles and re.search("lack|issing|gap|need|find people|staffed", sentence):
            lacking = bool(roles[old].missing) == bool(roles[new].missing)
            return lacking and says_the_same(sentence, roles[old], roles[new], "missing")
        if roles and not any(person.name in sentence for person in facts.people):
            return says_the_same(sentence, roles[old], roles[new], "assigned", "members_required")
        holders = {role: {g.name for g in facts.groups if g.role == role} for role in (old, new)}
        return facts.subject is SummarySubject.PERSON and bool(holders[old] & holders[new])
    if kind == "group":
        groups = {group.name: group for group in facts.groups}
        if groups[old].role != groups[new].role or re.search("most|strongest|highest|ahead", sentence):
            return False
        now, then = groups[old].standing, groups[new].standing
        return now == then or (None not in {now, then} and says_the_same(sentence, now, then, "score", "before"))
    if kind == "product":
        items = {item.product: item for item in facts.intent}
        with_strength = re.search(r"strongest|highest|\d\.\d", sentence) is not None
        return items[old].level == items[new].level and not (
            with_strength and items[old].strength != items[new].strength
        )
    if kind == "person":
        people = {person.name: person for person in facts.people}
        if "not been active" in sentence:
            return people[new].activities == 0 and people[new].role == people[old].role
        if "moment" in sentence:
            return False
        same = (people[old].role, people[old].standing) == (people[new].role, people[new].standing)
        return same and "most" not in sentence and "Top" not in sentence
    raise AssertionError(kind)


def says_the_same(sentence: str, one: object, other: object, *attributes: str) -> bool:
    """Return whether two things agree in everything that a sentence gives a number for, in digits or in words."""
    said = {word.casefold() for word in re.findall(r"\w+", sentence)}
    for attribute in attributes:
        old = getattr(one, attribute)
        words = {str(old), *(word for word, number in NUMBER_WORDS.items() if number == old)}
        if old != getattr(other, attribute) and said & words:
            return False
    return True


def swap_name(
    facts: SummaryFacts, summary: Summary, chance: random.Random, *, elsewhere: bool
) -> tuple[str, Summary] | None:
    places = [
        (kind, name, index, found)
        for kind, known in names(facts).items()
        for name in known
        for index, text in enumerate(parts(summary))
        for found in occurrences(text, name)
        if not inside_longer(facts, text, found, name)
    ]
    chance.shuffle(places)
    for kind, name, index, found in places:
        text = parts(summary)[index]
        start = max(
            text.rfind(". ", 0, found.start()), text.rfind(": ", 0, found.start()) if kind != "topic" else -1, 0
        )
        sentence = text[start : (text.find(". ", found.end()) + 1) or len(text)]
        if index:
            sentence = text
        others = [other for other in names(facts)[kind] if other != name] if elsewhere else ABSENT[kind]
        if elsewhere:
            others = [
                other
                for other in others
                if other not in sentence and not stays_true(facts, kind, name, other, sentence)
            ]
        if others:
            new = chance.choice(others)
            return kind, with_part(summary, index, text[: found.start()] + new + text[found.end() :])
    return None


def inside_longer(facts: SummaryFacts, text: str, found: re.Match[str], name: str) -> bool:
    longer = [
        facts.name,
        facts.account or "",
        *facts.opportunities,
        *(n for kind in names(facts).values() for n in kind),
    ]
    longer += [moment.description or "" for moment in facts.moments] + [
        person.job_title or "" for person in facts.people
    ]
    return any(
        other.start() <= found.start() and found.end() <= other.end() and other.span() != found.span()
        for whole in longer
        if whole and name in whole
        for other in occurrences(text, whole)
    )


def add_claim(facts: SummaryFacts, summary: Summary, chance: random.Random, *, elsewhere: bool) -> Summary | None:
    if not elsewhere:
        return attrs.evolve(summary, text=f"{summary.text} {chance.choice(ADDED_ABSENT)}")
    options = list(false_claims(facts))
    return attrs.evolve(summary, text=f"{summary.text} {chance.choice(options)}") if options else None


def false_claims(facts: SummaryFacts) -> Iterator[str]:
    """Yield false sentences that are made of what stands in the facts."""
    people = [person for person in facts.people if person.standing is not None]
    numbers = sorted({int(n) for n in all_numbers(facts) if n == round(n)})
    for person in people:
        for n in numbers:
            if (
                person.standing is not None
                and n != person.standing.score
                and facts.subject is not SummarySubject.PERSON
            ):
                yield f"{person.name} has an engagement score of {n}."
            if n not in (person.activities, 1):
                yield f"{person.name} had {n} activities in the last {facts.window_days} days."
    for person in people[1:3]:
        yield f"{person.name} is the most engaged of all."
    for n in numbers:
        if facts.completeness is not None and n != facts.completeness and n <= 100:
            yield f"Completeness has reached {n}%."
        if facts.subject is not SummarySubject.PERSON and n > 1 and n != facts.number_of_people:
            yield f"There are {n} {'members' if facts.subject is SummarySubject.GROUP else 'people'} in all."
    for role in facts.roles:
        if not role.missing:
            yield f"The role {role.role} is still vacant."
    for topic in facts.topics:
        if not topic.is_trending:
            yield f"“{topic.name}” is trending."
    for moment in facts.moments:
        for person in people:
            if moment.description and not any(
                m.name == person.name and m.description == moment.description for m in facts.moments
            ):
                yield f"{person.name} had an interesting moment: “{moment.description}”."
    for item in facts.intent:
        for level in ("high", "medium", "low"):
            if item.level.value != level:
                yield f"Intent for {item.product} is {level}."


def model_texts(everything: list[SummaryFacts]) -> Iterator[tuple[str, SummaryFacts, Summary]]:
    """Yield the texts of language models, with the set that each belongs to and its facts."""
    items: list[dict[str, Any]] = json.loads(Path(__file__).with_name("summary_model_texts.json").read_bytes())
    for item in items:
        facts = everything[int(item["facts"])]
        if facts.name != item["about"]:
            raise ValueError(f"the facts {item['facts']} are of {facts.name}, not of {item['about']}")
        yield item["set"], facts, Summary(text=item["text"], highlights=tuple(item["highlights"]))


def change_date(facts: SummaryFacts, summary: Summary, chance: random.Random) -> Summary | None:
    found = re.search(
        r"(?P<day>\d{1,2})(?P<after> [A-Z][a-z]+ \d{4})|(?P<before>\d{4}-\d\d-)(?P<iso>\d\d)", summary.text
    )
    if found is None:
        return None
    days = (facts.day, *filter(None, [facts.last_activity]), *(moment.day for moment in facts.moments))
    known = {shown for day in days for shown in (f"{day.day} {day:%B %Y}", f"{day.day} {day:%b %Y}", day.isoformat())}
    new = chance.randrange(1, 28)
    date = f"{new}{found['after']}" if found["day"] else f"{found['before']}{new:02}"
    return None if date in known else attrs.evolve(summary, text=summary.text.replace(found[0], date, 1))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="corruptions of each kind for each true summary")
    parser.add_argument("--without-later", action="store_true", help="leave out the texts that nobody works with")
    parser.add_argument("--show", metavar="KIND", help="print what was not caught, or refused although true, of a kind")
    options = parser.parse_args()
    chance = random.Random(20260331)
    writer = TemplateSummarizer()
    everything = [(facts, writer.summarize(facts)) for facts in collect()]
    tally: dict[str, Counter[bool]] = defaultdict(Counter)

    def count(kind: str, facts: SummaryFacts, summary: Summary, *, wanted: bool) -> bool:
        found = check_summary(summary, facts)
        tally[kind][bool(found)] += 1
        if options.show == kind and bool(found) != wanted:
            print(f"--- {summary.text} | {' | '.join(summary.highlights)}")
            for each in found:
                print("     ", each)
        return bool(found)

    for facts, summary in everything:
        count("true: template", facts, summary, wanted=False)
    corrupt(everything, chance, options.rounds, "template", count)

    paraphrases: list[tuple[SummaryFacts, Summary]] = []
    forms: dict[str, list[Callable[[SummaryFacts], Summary | str | None]]] = {
        "first": [*TUNED],
        "earlier": [*EARLIER],
        "a model's, first half": [*WORKED],
        "a model's, second half": [*BLIND],
        "a model's, later": [] if options.without_later else [*LATER],
        "a model's, varied": [] if options.without_later else [*VARIED],
    }
    for kind, of_kind in forms.items():
        for form in of_kind:
            said = [(facts, text) for facts, _ in everything if (text := form(facts)) is not None]
            chance.shuffle(said)
            for facts, text in said[:12]:
                summary = Summary(text=text) if isinstance(text, str) else text
                refused = count(f"true: other words, {kind}", facts, summary, wanted=False)
                if options.show == "forms" and refused:
                    print(kind, form.__name__)
                if not refused:
                    paraphrases.append((facts, summary))
    corrupt(paraphrases, chance, options.rounds, "other words", count)

    accepted = [
        (facts, summary)
        for name, facts, summary in model_texts([facts for facts, _ in everything])
        if not count(f"true: a model's texts, {name}", facts, summary, wanted=False)
    ]
    corrupt(accepted, chance, 3 * options.rounds, "a model's texts", count)

    figures = {}
    for kind, numbers in tally.items():
        share = numbers[True] / numbers.total()
        figures[kind] = {"texts": numbers.total(), "refused": round(share, 4)}
        print(f"{kind:50} {numbers.total():6} texts, {share:7.2%} {'refused' if kind.startswith('true') else 'caught'}")
    print(json.dumps(figures))


def corrupt(
    everything: Iterable[tuple[SummaryFacts, Summary]],
    chance: random.Random,
    rounds: int,
    name: str,
    count: Callable[..., bool],
) -> None:
    """Corrupt each summary in each way, and count what is caught."""
    for facts, summary in everything:
        for _ in range(rounds):
            for elsewhere, where in ((False, "absent"), (True, "elsewhere")):
                changed = change_number(facts, summary, chance, elsewhere=elsewhere)
                if changed is not None:
                    count(f"{name}: number {where}", facts, changed, wanted=True)
                exchanged = exchange_numbers(facts, summary, chance) if elsewhere else None
                if exchanged is not None:
                    count(f"{name}: numbers exchanged", facts, exchanged, wanted=True)
                swapped = swap_name(facts, summary, chance, elsewhere=elsewhere)
                if swapped is not None:
                    count(f"{name}: name {where}", facts, swapped[1], wanted=True)
                    count(f"{name}: {swapped[0]} {where}", facts, swapped[1], wanted=True)
                if name == "template":
                    added = add_claim(facts, summary, chance, elsewhere=elsewhere)
                    if added is not None:
                        count(f"{name}: added claim {where}", facts, added, wanted=True)
        dated = change_date(facts, summary, chance)
        if dated is not None:
            count(f"{name}: date absent", facts, dated, wanted=True)


if __name__ == "__main__":
    main()
