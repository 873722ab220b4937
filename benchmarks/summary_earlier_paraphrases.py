"""
True summaries in other words for `summary_check.py`, on which the check of summaries was counted blind, and then worked on.

Each form takes facts and returns a text that says only what is in them, or nothing where the facts do not have what it
would say. All were written, and committed, before the check was first run on any of them, and are not changed.
"""

# mypy: disable-error-code="union-attr, operator"
# pyright: basic, reportOptionalMemberAccess=false, reportOptionalOperand=false
# ruff: noqa: D103, E501, PLR2004 - each form is its own documentation, in one line where it can, with its numbers
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from buying_groups.summaries import SummaryFacts, SummarySubject


if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP, ACCOUNT, PERSON = SummarySubject.GROUP, SummarySubject.ACCOUNT, SummarySubject.PERSON

_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_FRACTIONS = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "a third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "a quarter",
    Fraction(3, 4): "three quarters",
    Fraction(1, 5): "one fifth",
    Fraction(2, 5): "two fifths",
}


def _word(n: int) -> str:
    return _WORDS[n] if n < len(_WORDS) else str(n)


def _many(n: int, noun: str, plural: str = "") -> str:
    return f"{n} {noun if n == 1 else plural or noun + 's'}"


def _acts(n: int) -> str:
    return _many(n, "activity", "activities")


def _listed(items: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))


def _scored(f: SummaryFacts, least: int) -> list[Any]:
    people = [person for person in f.people[:5] if person.standing is not None and person.standing.score > 0]
    return people if len(people) >= least else []


def _kinds(f: SummaryFacts, least: int) -> list[tuple[int, str]]:
    kinds = [
        (k.count, k.activity_type.replace("_", " ") + ("" if k.count == 1 or k.activity_type.endswith("s") else "s"))
        for k in f.activities
        if k.count
    ]
    return kinds if len(kinds) >= least else []


def b01(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.standing is None:
        return None
    return f"Overview: {f.name} scores {f.standing.score} points for engagement and is {f.completeness}% complete, with {_many(f.number_of_people, 'member')} assigned."


def b02(f: SummaryFacts) -> str | None:
    share = _FRACTIONS.get(Fraction(f.number_of_active_people, max(f.number_of_people, 1)))
    if f.subject is not GROUP or share is None:
        return None
    return f"About {share} of the members ({f.number_of_active_people} of {f.number_of_people}) have been active in the last {f.window_days} days."


def b03(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or not f.is_known or f.number_of_active_people or f.number_of_people < 2:
        return None
    return f"None of the {_word(f.number_of_people)} members has shown any activity in the past {f.window_days} days."


def b04(f: SummaryFacts) -> str | None:
    people = _scored(f, 3)
    if f.subject is not GROUP or not people:
        return None
    rows = "\n".join(f"{i}. {p.name} ({p.role}): {p.standing.score}" for i, p in enumerate(people[:3], 1))
    return f"Most engaged members:\n{rows}"


def b05(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.standing is None or not f.standing.change:
        return None
    s = f.standing
    return f"Engagement, which was at {s.before} four weeks ago, has {'climbed' if s.change > 0 else 'dropped'} to {s.score}."


def b06(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or not f.missing_roles:
        return None
    gaps = _listed([f"{_word(r.missing)} {r.role}{'s' if r.missing > 1 else ''}" for r in f.missing_roles])
    return f"To fill the template, {gaps} must still be found."


def b07(f: SummaryFacts) -> str | None:
    full = [r.role for r in f.roles if r.assigned == r.members_required]
    if f.subject is not GROUP or not full:
        return None
    return f"Fully covered so far: {_listed(full)}."


def b08(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.number_of_activities < 2 or not f.is_known:
        return None
    return f"A total of {f.number_of_activities} activities were recorded between members and us during the last {f.window_days} days, versus {f.number_of_activities_before} in the preceding period."


def b09(f: SummaryFacts) -> str | None:
    people = _scored(f, 1)
    if f.subject is not GROUP or not people or people[0].activities < 2:
        return None
    p = people[0]
    return f"{p.name} is the main driver. In the role of {p.role}, they account for {p.activities} of the group's {_acts(f.number_of_activities)}."


def b10(f: SummaryFacts) -> str | None:
    people = _scored(f, 2)
    if f.subject is not GROUP or not people:
        return None
    a, b = people[:2]
    return f"Engagement is led by {a.name}, {a.role}, at {a.standing.score}; in second place is {b.name}, {b.role}, at {b.standing.score}."


def b11(f: SummaryFacts) -> str | None:
    silent = f.silent_decision_makers
    if f.subject is not GROUP or not f.is_known or not silent:
        return None
    return f"The decision makers need attention: {_listed([p.name for p in silent])} {'has' if len(silent) == 1 else 'have'} not engaged at all in the last {f.window_days} days."


def b12(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or not f.trending_topics:
        return None
    t = f.trending_topics[0]
    return f"What members care about has shifted towards “{t.name}”, which was touched {t.count} times, after {t.before} in the period before."


def b13(f: SummaryFacts) -> str | None:
    topics = [t for t in f.topics if t.count]
    if f.subject is not GROUP or len(topics) < 3:
        return None
    return "Topics of interest:\n" + "\n".join(f"- {t.name}: {_acts(t.count)}" for t in topics[:3])


def b14(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.last_activity is None:
        return None
    return f"The group was last active on {f.last_activity:%b} {f.last_activity.day}, {f.last_activity.year}."


def b15(f: SummaryFacts) -> str | None:
    moments = [m for m in f.moments if m.description]
    if f.subject is not GROUP or not moments:
        return None
    m = moments[0]
    return f"An interesting moment was recorded for {m.name} on {m.day.isoformat()}: “{m.description}”."


def b16(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or len(f.roles) < 2 or not f.missing_roles:
        return None
    covered = len(f.roles) - len(f.missing_roles)
    if covered != sum(r.assigned >= r.members_required for r in f.roles) or not covered:
        return None
    return f"Of the {len(f.roles)} roles in the template, {_word(len(f.missing_roles))} {'is' if len(f.missing_roles) == 1 else 'are'} still short of people: {_listed([r.role for r in f.missing_roles])}."


def b17(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.stage is None or f.standing is None:
        return None
    return f"Currently in the “{f.stage}” stage, {f.name} shows an engagement score of {f.standing.score} and completeness of {f.completeness} percent."


def b18(f: SummaryFacts) -> str | None:
    kinds = _kinds(f, 3)
    if f.subject is not GROUP or not kinds:
        return None
    return f"The activity mix consists mainly of {_listed([f'{n} {name}' for n, name in kinds[:3]])}."


def b19(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.standing is None or f.standing.change != 0:
        return None
    return f"Engagement has held steady at {f.standing.score} over the past four weeks."


def b20(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.standing is None or not f.standing.change:
        return None
    n = abs(f.standing.change)
    return f"Compared to four weeks ago, that is {'a gain' if f.standing.change > 0 else 'a loss'} of {_word(n)} point{'s' if n > 1 else ''}, leaving the engagement score at {f.standing.score}."


def b21(f: SummaryFacts) -> str | None:
    people = _scored(f, 1)
    if f.subject is not GROUP or not people or people[0].standing.change in (None, 0):
        return None
    s = people[0].standing
    return f"{people[0].name}'s score has {'risen' if s.change > 0 else 'fallen'} by {abs(s.change)} points to {s.score}, which makes them the most engaged member."


def b22(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or not f.roles or not f.missing_roles:
        return None
    r = f.missing_roles[0]
    return f"The template asks for {_many(r.members_required, 'person', 'people')} in the {r.role} role, but only {_word(r.assigned)} {'has' if r.assigned == 1 else 'have'} been assigned."


def b23(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or not f.is_known or f.number_of_active_people != 1 or f.number_of_people < 3:
        return None
    active = [p for p in f.people if p.activities]
    if len(active) != 1:
        return None
    return f"Only {active[0].name} has been active; the other {f.number_of_people - 1} members have been silent."


def b24(f: SummaryFacts) -> str | None:
    if f.subject is not ACCOUNT or not f.is_known or not f.number_of_groups:
        return None
    return f"Account summary: {_many(f.number_of_people, 'person', 'people')}, {_word(f.number_of_active_people)} of them active, spread across {_many(f.number_of_groups, 'buying group')}."


def b25(f: SummaryFacts) -> str | None:
    groups = [g for g in f.groups if g.standing is not None]
    if f.subject is not ACCOUNT or len(groups) < 2:
        return None
    a, b = groups[:2]
    return f"The buying group with the highest engagement is {a.name} ({a.standing.score}), followed by {b.name} ({b.standing.score})."


def b26(f: SummaryFacts) -> str | None:
    groups = [g for g in f.groups if g.standing is not None and g.standing.before is not None]
    if f.subject is not ACCOUNT or not groups:
        return None
    g = groups[0]
    return f"{g.name} went from {g.standing.before} points four weeks ago to {g.standing.score} points today."


def b27(f: SummaryFacts) -> str | None:
    people = _scored(f, 2)
    if f.subject is not ACCOUNT or not people:
        return None
    return f"Two contacts are worth a call: {people[0].name}, whose score is {people[0].standing.score}, and {people[1].name}, whose score is {people[1].standing.score}."


def b28(f: SummaryFacts) -> str | None:
    if f.subject is not ACCOUNT or not f.is_known or f.number_of_activities <= f.number_of_activities_before:
        return None
    n = f.number_of_activities - f.number_of_activities_before
    return f"Activity at {f.name} increased by {n}, reaching {f.number_of_activities} in the last {f.window_days} days."


def b29(f: SummaryFacts) -> str | None:
    if f.subject is not ACCOUNT or not f.opportunities or not f.is_known:
        return None
    n = len(f.opportunities)
    return f"With {_word(n)} open {'opportunity' if n == 1 else 'opportunities'} ({_listed(list(f.opportunities))}), {f.name} remains in play."


def b30(f: SummaryFacts) -> str | None:
    if f.subject is not ACCOUNT or not f.is_known or f.number_of_people < 2:
        return None
    share = int(100 * f.number_of_active_people / f.number_of_people + 0.5)
    return f"{share} percent of the {f.number_of_people} known contacts at {f.name} were active during the past {f.window_days} days."


def b31(f: SummaryFacts) -> str | None:
    topics = [t for t in f.topics if t.count and t.people > 1]
    if f.subject is not ACCOUNT or not topics:
        return None
    t = topics[0]
    return f"“{t.name}” attracted {_word(t.people)} people and {_acts(t.count)}."


def b32(f: SummaryFacts) -> str | None:
    if f.subject is not ACCOUNT or not f.is_known or f.industry is None or f.last_activity is None:
        return None
    return f"{f.name} is a {f.industry} company. Its most recent activity took place on {f.last_activity.day} {f.last_activity:%b} {f.last_activity.year}."


def b33(f: SummaryFacts) -> str | None:
    items = [i for i in f.intent if i.strength is not None]
    if f.subject is not ACCOUNT or len(items) < 2:
        return None
    return "Buying intent:\n" + "\n".join(f"* {i.product}: {i.level.value} ({i.strength:.2f})" for i in items)


def b34(f: SummaryFacts) -> str | None:
    items = [i for i in f.intent if i.level.value == "high"]
    if f.subject is PERSON or not items:
        return None
    return f"Their intent to buy {items[0].product} is rated as high."


def b35(f: SummaryFacts) -> str | None:
    items = [i for i in f.intent if i.strength is not None]
    if not items:
        return None
    return f"{items[0].product} shows the strongest intent signal, which stands at {items[0].strength:.2f} on a scale from 0 to 1."


def b36(f: SummaryFacts) -> str | None:
    if f.subject is not PERSON or f.standing is None or f.job_title is None or not f.groups:
        return None
    return f"{f.name} is {f.job_title} at {f.account}. They play the {f.groups[0].role} role in {f.groups[0].name} and have an engagement score of {f.standing.score}."


def b37(f: SummaryFacts) -> str | None:
    if f.subject is not PERSON or len(f.groups) < 2 or f.number_of_groups != len(f.groups):
        return None
    return (
        f"{f.name} is a member of the following buying groups: "
        + "; ".join(f"{g.name} – {g.role}" for g in f.groups)
        + "."
    )


def b38(f: SummaryFacts) -> str | None:
    kinds = _kinds(f, 1)
    if f.subject is not PERSON or not kinds:
        return None
    return f"Recent behavior includes {_listed([f'{name} ({n})' for n, name in kinds[:3]])}."


def b39(f: SummaryFacts) -> str | None:
    if f.subject is not PERSON or not f.is_known or f.number_of_activities or not f.number_of_activities_before:
        return None
    return f"{f.name} has gone quiet: there has been no activity in the last {f.window_days} days, whereas the {f.window_days} days before that saw {f.number_of_activities_before}."


def b40(f: SummaryFacts) -> str | None:
    moments = [m for m in f.moments if m.description]
    if f.subject is not PERSON or not moments:
        return None
    m = moments[0]
    return f"Most notably, “{m.description}” was recorded as an interesting moment on the {m.day.day}{'th' if 4 <= m.day.day <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(m.day.day % 10, 'th')} of {m.day:%B}."


def b41(f: SummaryFacts) -> str | None:
    if f.subject is not PERSON or f.standing is None or f.standing.change is None:
        return None
    s = f.standing
    trend = "unchanged" if not s.change else f"{abs(s.change)} points {'higher' if s.change > 0 else 'lower'}"
    return f"At {s.score}, {f.name}'s engagement score is {trend} {'compared with' if not s.change else 'than'} four weeks ago."


def b42(f: SummaryFacts) -> str | None:
    shared = [t for t in f.topics if t.count and t.people]
    if f.subject is not PERSON or not shared:
        return None
    t = shared[0]
    return f"Interest in “{t.name}” is shared by {_word(t.people)} other{'s' if t.people > 1 else ''} at {f.account}."


def b43(f: SummaryFacts) -> str | None:
    if f.subject is not PERSON or not f.groups or f.groups[0].standing is None:
        return None
    g = f.groups[0]
    return (
        f"The buying group {g.name}, in which {f.name} acts as {g.role}, has an engagement score of {g.standing.score}."
    )


def b44(f: SummaryFacts) -> str | None:
    if f.subject is not PERSON or f.standing is None or f.number_of_activities < 2:
        return None
    return f"{f.number_of_activities} activities in {f.window_days} days have earned {f.name} a score of {f.standing.score} out of 100."


def b45(f: SummaryFacts) -> str | None:
    topics = f.trending_topics
    if f.subject is not PERSON or not topics:
        return None
    return f"{f.name} is increasingly interested in {_listed([f'“{t.name}”' for t in topics[:3]])}."


def b46(f: SummaryFacts) -> str | None:
    people = _scored(f, 2)
    if f.subject is PERSON or not people or people[0].activities < 2:
        return None
    return f"By number of activities in the last {f.window_days} days: {people[0].name} has {people[0].activities}, {people[1].name} has {people[1].activities}."


def b47(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or f.missing_roles or not f.roles:
        return None
    return f"No roles are missing, so the buying group is {f.completeness}% complete."


def b48(f: SummaryFacts) -> str | None:
    if f.subject is not GROUP or not f.people or f.people[0].job_title is None or f.people[0].standing is None:
        return None
    p = f.people[0]
    return (
        f"Start with {p.name}, the {p.job_title} who fills the {p.role} role and currently scores {p.standing.score}."
    )


EARLIER = [form for name, form in sorted(globals().items()) if name[0] == "b" and name[1:].isdigit()]
