"""
True summaries in the words of a language model, with the constructions that the other forms have least of.

Subordinate clauses, the passive, enumerations after a colon, numbers and spans of time in words, fronted phrases. They
were written from ``to_prompt(facts)`` by a hand that had not read the check's rules, and committed before the check ran
on any. See `summary_model_forms.py`, and `summary_check.py`, which counts them.
"""

# pyright: basic, reportArgumentType=false, reportOptionalMemberAccess=false, reportOptionalOperand=false
# ruff: noqa: D103, E501, PLR2004 - each form is its own documentation, in one line where it can, with its numbers
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summary_model_forms import forms, kind, listed, n, noun, say, were

from buying_groups.summaries import SummarySubject


if TYPE_CHECKING:
    from datetime import date

    from buying_groups.summaries import Summary

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def w(number: int) -> str:
    """Return a number in words, where English style has it so."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def long(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def short(day: date) -> str:
    return f"{day.day} {day:%B}"


def v01(t: Any) -> Summary:
    t.need(t.people > 1 and t.window == 30)
    return say(
        f"Although {t.name} counts {w(t.people)} people, only {w(t.active)} of them did anything in the past month. Its engagement score is {t.score}.",
        f"{t.active} active out of {t.people}",
    )


def v02(t: Any) -> Summary:
    t.need(t.change > 1)
    return say(
        f"{t.name}, which is being pursued at {t.account}, has seen its engagement score climb by {t.change} points to {t.score} in four weeks.",
        f"+{t.change} points in 4 weeks",
    )


def v03(t: Any) -> Summary:
    t.need(t.change < -1)
    return say(
        f"Compared with four weeks ago, when it stood at {t.before}, the engagement score of {t.name} is {-t.change} points lower, at {t.score}. {t.percent}% of the group is complete.",
        f"{t.change} points",
    )


def v04(t: Any) -> Summary:
    t.need(len(t.missing) == 2)
    a, b = t.missing[:2]
    return say(
        f"Two roles still have to be filled before {t.name} is complete: {a.role}, for which {n(a.missing, 'person is', 'people are')} missing, and {b.role}, for which {n(b.missing, 'person is', 'people are')}.",
        f"Open roles: {a.role}, {b.role}",
    )


def v05(t: Any) -> Summary:
    t.need(len(t.missing) == 1 and t.missing[0].missing == 1)
    return say(
        f"The only role not yet covered is {t.missing[0].role}, where one person is still to be found; apart from that, the {t.interest} buying group at {t.account} is staffed as planned.",
        f"Find: {t.missing[0].role}",
    )


def v06(t: Any) -> Summary:
    full = [r for r in t.roles if r.required and r.assigned >= r.members_required]
    t.need(len(full) > 1)
    return say(
        f"Covered so far are {listed([f'{r.role} ({r.assigned} of {r.members_required})' for r in full])}, which puts completeness at {t.percent}%.",
        f"Completeness: {t.percent}%",
    )


def v07(t: Any) -> Summary:
    a, b, c = t.scored(3)
    t.need(a.standing.score > b.standing.score > c.standing.score)
    return say(
        f"Engagement is led by {a.name}, whose score of {a.standing.score} is followed by {b.standing.score} for {b.name} and {c.standing.score} for {c.name}."
    )


def v08(t: Any) -> Summary:
    a = t.scored(1)[0]
    t.need(a.activities > 1 and a.job_title and a.role and t.window == 30)
    article = "an" if a.job_title[0] in "AEIOU" else "a"
    return say(
        f"The person to talk to is {a.name}, {article} {a.job_title} acting as {a.role}, by whom {a.activities} activities were recorded in the last thirty days.",
        f"{a.name}, {a.role}",
    )


def v09(t: Any) -> Summary:
    t.need(t.silent_makers and t.facts.standing)
    d = t.silent_makers[0]
    return say(
        f"Nothing has been heard from {d.name}, who is Decision Maker, in the last {t.window} days, while the group as a whole scores {t.score}.",
        f"Re-engage {d.name}",
    )


def v10(t: Any) -> Summary:
    falling = [p for p in t.everyone if p.standing and p.standing.change is not None and p.standing.change < -1]
    t.need(falling)
    p = falling[0]
    return say(
        f"{p.name} has cooled off: after {p.standing.before} four weeks ago, the score is now {p.standing.score}, which is {-p.standing.change} points less.",
        f"{p.name} down {-p.standing.change}",
    )


def v11(t: Any) -> Summary:
    rising = [p for p in t.everyone if p.role and p.standing and p.standing.change and p.standing.change > 1]
    t.need(rising)
    p = rising[0]
    return say(
        f"Worth noting is the rise of {p.name} ({p.role}), who gained {p.standing.change} points within four weeks and has reached a score of {p.standing.score}."
    )


def v12(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"The most recent interesting moment was recorded on {long(m.day)}, when {m.name} was involved: “{m.description}”. In {t.name}, {w(t.people)} members are known.",
        f"{m.name}, {short(m.day)}",
    )


def v13(t: Any) -> Summary:
    t.need(t.acts > 1 and t.acts_before > 1 and t.acts > t.acts_before)
    return say(
        f"Having recorded {t.acts_before} activities in the previous {t.window} days, {t.name} has now come to {t.acts}.",
        f"{t.acts_before} to {t.acts} activities",
    )


def v14(t: Any) -> Summary:
    a, b = t.kinds(2)
    t.need(a[0] > b[0])
    return say(
        f"What happened in {t.name} within the last {t.window} days was above all {kind(a)} ({a[0]} times), followed by {kind(b)} ({b[0]}).",
        f"{noun(a)}",
    )


def v15(t: Any) -> Summary:
    x, y = t.topics[:2]
    t.need(x.people > 1 and x.count > y.count)
    return say(
        f"Among the topics that {t.name} looked at, “{x.name}” comes first with {x.count} activities, which were spread over {x.people} members. For “{y.name}” the figure is {y.count}.",
        f"Topics: “{x.name}”, “{y.name}”",
    )


def v16(t: Any) -> Summary:
    t.need(t.facts.standing)
    return say(
        f"As of {long(t.facts.day)}, the deal around {t.interest} is in the “{t.stage}” stage; {w(t.people)} members belong to the group, whose engagement is rated {t.score} and whose completeness is rated {t.percent} percent."
    )


def v17(t: Any) -> Summary:
    t.need(t.roles and all(r.required and not r.missing for r in t.roles) and t.percent == 100)
    return say(
        f"With all {w(len(t.roles))} roles looked at, none lacks people, so that {t.name} is fully staffed at 100%.",
        "Fully staffed",
    )


def v18(t: Any) -> Summary:
    t.need(t.silent > 1 and t.active > 1)
    return say(
        f"While {w(t.active)} members of the group have been active, the other {w(t.silent)} have shown no activity in the last {t.window} days.",
        f"{t.silent} silent members",
    )


def v19(t: Any) -> Summary:
    t.need(t.acts > 1 and t.active > 1)
    return say(
        f"{t.acts} touchpoints by {w(t.active)} people at {t.name} were logged during the last {t.window} days; the latest dates from {long(t.last)}."
    )


def v20(t: Any) -> Summary:
    t.need(len(t.opportunities) > 1)
    return say(
        f"At present {w(len(t.opportunities))} opportunities are open with {t.name}, namely {listed([f'“{o}”' for o in t.opportunities])}, and {w(t.groups_n)} buying {'group has' if t.groups_n == 1 else 'groups have'} been set up.",
        f"{len(t.opportunities)} open opportunities",
    )


def v21(t: Any) -> Summary:
    g, h = t.groups(2)
    t.need(g.standing.score > h.standing.score)
    return say(
        f"Of the buying groups at {t.name}, none is more engaged than {g.name}, which scores {g.standing.score}, whereas {h.name} comes to {h.standing.score}.",
        f"Focus on {g.name}",
    )


def v22(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.standing.change is not None and g.standing.change > 1)
    return say(
        f"In four weeks the score of {g.name} went from {g.standing.before} to {g.standing.score}, a gain of {g.standing.change} points.",
        f"{g.name} gains {g.standing.change}",
    )


def v23(t: Any) -> Summary:
    a, b = t.scored(2)
    t.need(a.job_title and b.job_title and a.standing.score > b.standing.score)
    return say(
        f"The strongest contacts are {a.name}, {a.job_title}, with {a.standing.score} points, and {b.name}, {b.job_title}, with {b.standing.score}. {t.name} operates in the {t.industry} industry."
    )


def v24(t: Any) -> Summary:
    t.need(t.silent > 0 and t.people > 1)
    return say(
        f"{t.active} out of {t.people} people known at {t.name} were active over the last {t.window} days, which leaves {t.silent} who {'was' if t.silent == 1 else 'were'} not.",
        f"{t.active}/{t.people} active",
    )


def v25(t: Any) -> Summary:
    t.need(t.acts_before > t.acts > 1)
    return say(
        f"Activity at {t.name} has slowed from {t.acts_before} to {t.acts} activities between one {t.window}-day window and the next.",
        f"Activities down to {t.acts}",
    )


def v26(t: Any) -> Summary:
    x = [x for x in t.trending if x.before]
    t.need(x)
    return say(
        f"Interest is picking up in “{x[0].name}”, a topic touched {x[0].count} times in the last {t.window} days as opposed to {x[0].before} in the same period before.",
        f"“{x[0].name}” picking up",
    )


def v27(t: Any) -> Summary:
    x = [x for x in t.trending if not x.before]
    t.need(x)
    return say(
        f"New on the radar of {t.name} is “{x[0].name}”: it had not been touched in the window before and has now drawn {x[0].count} activities.",
        f"New topic: “{x[0].name}”",
    )


def v28(t: Any) -> Summary:
    p = t.products[0]
    t.need(p.level.value == "high")
    return say(
        f"Intent signals for {p.product} are high, their strength being put at {p.strength:.2f}, so {t.name} may be ready to talk.",
        f"{p.product} intent: high",
    )


def v29(t: Any) -> Summary:
    p, q = t.products[:2]
    t.need(p.strength > q.strength)
    return say(
        f"Where products are concerned, {t.name} is most drawn to {p.product}, with an intent of {p.strength:.2f} ({p.level.value}); {q.product} reaches {q.strength:.2f} ({q.level.value})."
    )


def v30(t: Any) -> Summary:
    u = t.unknown[0]
    return say(f"How strong the intent for {u.product} is cannot be said; it is unknown for {t.name}.")


def v31(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.role)
    return say(
        f"As {g.role} in {g.name}, {t.name} is part of a buying group whose engagement score is {g.standing.score}, and is scored at {t.score} personally.",
        f"{g.role} in {g.name}",
    )


def v32(t: Any) -> Summary:
    t.need(t.acts > 1 and t.acts_before == 0)
    return say(
        f"After no activity at all in the {t.window} days before, {t.name}, who works as {t.title} at {t.account}, has become active with {w(t.acts)} activities.",
        f"Newly active: {t.acts} activities",
    )


def v33(t: Any) -> Summary:
    t.need(t.acts == 0 and t.facts.is_known)
    return say(
        f"It has been quiet around {t.name}: no activities have been registered in the last {t.window} days, the last one having taken place on {long(t.last)}.",
        f"Last seen {short(t.last)}",
    )


def v34(t: Any) -> Summary:
    t.need(t.change == 0 and t.score > 0)
    return say(
        f"The engagement of {t.name} has held steady at {t.score} points for four weeks; the job title given is {t.title}."
    )


def v35(t: Any) -> Summary:
    k = t.kinds_all
    t.need(len(k) > 2)
    return say(
        f"Over the past {t.window} days {t.name} was responsible for {t.acts} activities, made up of {listed([noun(x) for x in k])}.",
        f"{t.acts} activities by {t.name}",
    )


def v36(t: Any) -> Summary:
    x = t.topics[0]
    t.need(x.people > 1 and x.count > max([1, *(y.count for y in [*t.topics][1:])]))
    return say(
        f"“{x.name}” occupied {t.name} most ({x.count} activities), a subject that {w(x.people)} colleagues at {t.account} looked into as well.",
        f"Shared topic: “{x.name}”",
    )


def v37(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"{t.name} was last in touch on {short(t.last)}, having had an interesting moment on {short(m.day)}, described as “{m.description}”."
    )


def v38(t: Any) -> Summary:
    t.need(t.change > 1 and t.acts > 1)
    return say(
        f"A jump from {t.before} to {t.score} within four weeks makes {t.name} one to watch, all the more as {w(t.acts)} activities have been seen since the window of {t.window} days opened.",
        f"From {t.before} to {t.score}",
    )


def v39(t: Any) -> Summary:
    t.need(t.groups_n > 1)
    g, h = t.groups(2)
    t.need(g.role and h.role)
    return say(
        f"{t.name} sits in {w(t.groups_n)} buying groups, among them {g.name}, there as {g.role}, and {h.name}, there as {h.role}."
    )


def v40(t: Any) -> Summary:
    k, other = t.kinds(2)
    t.need(k[0] > other[0])
    return say(
        f"{k[0]} out of {t.acts} activities, the largest share, fall to {kind(k)}.", f"{kind(k).capitalize()}: {k[0]}"
    )


def v41(t: Any) -> Summary:
    t.need(len(t.trending) > 2)
    names = [f"“{x.name}” ({x.count})" for x in t.trending]
    return say(
        f"Several topics are gaining ground with {t.name}, which are, by number of activities, {listed(names)}.",
        f"Gaining ground: “{t.trending[0].name}”",
    )


def v42(t: Any) -> Summary:
    t.need(t.acts)
    return say(
        f"{n(t.acts, 'activity', 'activities').capitalize()} {were(t.acts)} counted for {t.name} by {long(t.facts.day)}, and {t.acts_before} in the window before that.",
        f"Last active {short(t.last)}",
    )


VARIED = [
    *forms(
        SummarySubject.GROUP,
        *(v01, v02, v03, v04, v05, v06, v07, v08, v09, v10, v11, v12, v13, v14, v15, v16, v17, v18),
    ),
    *forms(SummarySubject.ACCOUNT, v19, v20, v21, v22, v23, v24, v25),
    *forms(SummarySubject.PERSON, v31, v32, v33, v34, v35, v36, v37, v38, v39),
    *forms(None, v26, v27, v28, v29, v30, v40, v41, v42),
]
