"""
True summaries in the words of a language model, which the check of summaries was not worked on.

See `summary_model_forms.py`, and `summary_check.py`, which counts them.
"""

# pyright: basic, reportArgumentType=false, reportOptionalMemberAccess=false, reportOptionalOperand=false
# ruff: noqa: D103, E501, PLR2004 - each form is its own documentation, in one line where it can, with its numbers
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summary_model_forms import forms, kind, listed, n, noun, say, were

from buying_groups.summaries import SummarySubject


if TYPE_CHECKING:
    from buying_groups.summaries import Summary


def m002(t: Any) -> Summary:
    t.need(t.change > 0)
    return say(
        f"The {t.name} buying group has {n(t.people, 'member')} and an engagement score of {t.score}. That is up from {t.before}, a gain of {n(t.change, 'point')} over 4 weeks. The group is {t.percent}% complete.",
        f"Engagement up {n(t.change, 'point')}",
        f"{t.percent}% complete",
    )


def m004(t: Any) -> Summary:
    r = t.missing[0]
    return say(
        f"{t.name} is currently in the {t.stage} stage and is {t.percent}% complete. The role of {r.role} still needs {n(r.missing, 'person', 'people')}.",
        f"Missing role: {r.role}",
    )


def m006(t: Any) -> Summary:
    x = t.trending[0]
    return say(
        f"The topic “{x.name}” is trending in {t.name}, with {n(x.count, 'activity', 'activities')} compared with {x.before} before. {n(x.people, 'person', 'people').capitalize()} touched this topic.",
        f"Trending topic: “{x.name}”",
    )


def m008(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"The latest interesting moment in {t.name} came from {m.name} on {m.day}: “{m.description}”. The group's engagement score stands at {t.score}.",
        f"Interesting moment: {m.name}",
    )


def m010(t: Any) -> Summary:
    a, b = t.kinds(2)
    return say(
        f"In the last {t.window} days, {t.name} logged {n(t.acts, 'activity', 'activities')}, including {noun(a)} and {noun(b)}. In the period before, it logged {t.acts_before}."
    )


def m012(t: Any) -> Summary:
    t.need(t.acts > t.acts_before > 0)
    return say(
        f"Activity in {t.name} picked up, rising from {t.acts_before} to {n(t.acts, 'activity', 'activities')} over the last {t.window} days.",
        f"{t.acts} activities, up from {t.acts_before}",
    )


def m013(t: Any) -> Summary:
    t.need(t.change == 0 and t.score > 0)
    return say(
        f"The engagement score of {t.name} is {t.score}, the same as 4 weeks earlier. Completeness is at {t.percent}%.",
        f"Stable engagement at {t.score}",
    )


def m015(t: Any) -> Summary:
    dm = t.role("Decision Maker")
    t.need(dm.assigned >= 1)
    return say(
        f"{t.name} has {dm.assigned} of {dm.members_required} required Decision Makers assigned. The overall completeness is {t.percent}%, and the group sits in the “{t.stage}” stage."
        if dm.members_required > 1
        else f"{t.name} has {n(dm.assigned, 'Decision Maker')} assigned, where {dm.members_required} is required. The overall completeness is {t.percent}%, and the group sits in the “{t.stage}” stage."
    )


def m016(t: Any) -> Summary:
    a, b, c = t.scored(3)
    return say(
        f"The top 3 engaged members of {t.name} are {a.name} with {a.standing.score}, {b.name} with {b.standing.score}, and {c.name} with {c.standing.score}.",
        f"Top members: {a.name}, {b.name}, {c.name}",
    )


def m017(t: Any) -> Summary:
    r, s = t.missing[:2]
    t.need(len(t.missing) == 2)
    return say(f"{t.name} has 2 roles that lack people: {r.role} and {s.role}.", f"Missing: {r.role}, {s.role}")


def m020(t: Any) -> Summary:
    silent = t.silent_makers[0]
    return say(
        f"{silent.name}, a Decision Maker in {t.name}, had 0 activities in the last {t.window} days. The group's completeness stands at {t.percent}%.",
        f"Silent Decision Maker: {silent.name}",
    )


def m022(t: Any) -> Summary:
    t.need(not t.known)
    return say(
        f"No activity is known for {t.name}, so there is no engagement score. The buying group belongs to {t.account} and has {n(t.people, 'member')}."
    )


def m025(t: Any) -> Summary:
    filled = [r for r in t.roles if r.required and r.assigned >= r.members_required]
    t.need(len(filled) >= 1 and t.missing)
    r = t.missing[0]
    return say(
        f"In {t.name}, the {filled[0].role} role is filled with {n(filled[0].assigned, 'member')}, while the {r.role} role has {r.assigned} of the {r.members_required} required.",
        f"Open role: {r.role}",
    )


def m029(t: Any) -> Summary:
    m, o = t.moments[:2]
    t.need(m.description and o.description and m.name != o.name and m.day != o.day)
    t.need(len(t.moments) == 2)
    return say(
        f"Two interesting moments stand out in {t.name}. On {m.day}, {m.name} had “{m.description}”, and on {o.day}, {o.name} had “{o.description}”."
    )


def m030(t: Any) -> Summary:
    u = t.unknown[0]
    p = t.products[0]
    return say(
        f"For {t.name}, the intent for {p.product} is {p.level.value} at {p.strength:.2f}, while the intent level for {u.product} is unknown.",
        f"{p.product} intent: {p.level.value}",
    )


def m035(t: Any) -> Summary:
    t.need(t.change < 0 and t.acts < t.acts_before)
    return say(
        f"{t.name} is losing engagement. Its score went down by {n(-t.change, 'point')} to {t.score} over the last 4 weeks, and activities decreased from {t.acts_before} to {t.acts}.",
        f"Down {n(-t.change, 'point')}",
    )


def m036(t: Any) -> Summary:
    roles = [r for r in t.roles if r.assigned]
    t.need(len(roles) >= 2)
    return say(
        f"The members of {t.name} fill these roles: {listed([f'{r.role} ({r.assigned})' for r in roles])}. The group is in the {t.stage} stage."
    )


def m041(t: Any) -> Summary:
    r = t.missing[0]
    t.need(len(t.missing) == 1)
    return say(
        f"The only role with missing people in {t.name} is {r.role}, which lacks {n(r.missing, 'person', 'people')}. The group's completeness is {t.percent}%.",
        f"1 missing role: {r.role}",
    )


def m043(t: Any) -> Summary:
    m = t.moments[0]
    a = t.scored(1)[0]
    t.need(m.description and m.name != a.name)
    return say(
        f"{a.name} is the top engaged member of {t.name} at {a.standing.score}. On {m.day}, {m.name} triggered an interesting moment described as “{m.description}”."
    )


def m044(t: Any) -> Summary:
    x = t.trending[0]
    p = t.products[0]
    return say(
        f"For the solution interest {t.interest}, {t.name} shows a trending topic, “{x.name}” ({x.count} activities), and {p.level.value} intent for {p.product} ({p.strength:.2f}).",
        f"“{x.name}” trending",
        f"{p.level.value.capitalize()} intent: {p.product}",
    )


def m045(t: Any) -> Summary:
    t.need(t.before is None and t.score > 0)
    return say(
        f"The engagement score of {t.name} is {t.score}. The group belongs to {t.account} and has {n(t.people, 'member')}, {t.active} of whom {were(t.active)} active in the last {t.window} days."
    )


def m046(t: Any) -> Summary:
    a, b = t.kinds(2)
    t.need(a[0] > b[0] and (len(t.kinds_all) < 3 or b[0] > t.kinds_all[2][0]))
    return say(
        f"The most frequent activity type in {t.name} was {kind(a)} with {a[0]}, followed by {kind(b)} with {b[0]}, over the last {t.window} days."
    )


def m047(t: Any) -> Summary:
    champion = [p for p in t.everyone if p.role == "Champion" and p.standing]
    t.need(champion)
    c = champion[0]
    return say(
        f"{c.name} serves as Champion in {t.name} and has an engagement score of {c.standing.score}. The group as a whole scores {t.score} and is {t.percent}% complete.",
        f"Champion: {c.name} ({c.standing.score})",
    )


def m050(t: Any) -> Summary:
    t.need(t.change is not None and t.change != 0)
    verb = "increased" if t.change > 0 else "decreased"
    return say(
        f"{t.name} ({t.account}) {verb} its engagement score by {n(abs(t.change), 'point')} to {t.score} over 4 weeks. {n(t.people, 'person', 'people').capitalize()} belong to the group, and {t.active} {were(t.active)} active."
        if t.people != 1
        else f"{t.name} ({t.account}) {verb} its engagement score by {n(abs(t.change), 'point')} to {t.score} over 4 weeks.",
        f"Score {t.score} ({t.change:+d})",
    )


def m051(t: Any) -> Summary:
    return say(
        f"{t.name} is an account in the {t.industry} industry with {n(t.people, 'person', 'people')} and {n(t.groups_n, 'buying group')}. {t.active} of those people {were(t.active)} active in the last {t.window} days.",
        f"{n(t.groups_n, 'buying group')}",
    )


def m053(t: Any) -> Summary:
    g, h = t.groups(2)
    t.need(g.standing.score > h.standing.score)
    return say(
        f"Among the {n(t.groups_n, 'buying group')} of {t.name}, {g.name} leads with an engagement score of {g.standing.score}, ahead of {h.name} with {h.standing.score}.",
        f"Leading group: {g.name}",
    )


def m054(t: Any) -> Summary:
    t.need(len(t.opportunities) >= 2)
    t.need(t.acts != 1)
    return say(
        f"{t.name} has {len(t.opportunities)} open opportunities: {listed([f'“{o}”' for o in t.opportunities])}. There were {n(t.acts, 'activity', 'activities')} in the last {t.window} days.",
        f"{len(t.opportunities)} open opportunities",
    )


def m055(t: Any) -> Summary:
    t.need(len(t.opportunities) == 1)
    return say(
        f"There is 1 open opportunity at {t.name}, {t.opportunities[0]}. The account has {n(t.people, 'person', 'people')} in total.",
        "1 open opportunity",
    )


def m057(t: Any) -> Summary:
    t.need(t.acts > t.acts_before > 0)
    t.need(t.people > 1)
    return say(
        f"Activity at {t.name} grew to {t.acts} activities in the last {t.window} days, compared to {t.acts_before} previously. {t.active} out of {n(t.people, 'person', 'people')} took part.",
        f"Activities up: {t.acts_before} to {t.acts}",
    )


def m059(t: Any) -> Summary:
    x = t.trending[0]
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"At {t.name}, “{x.name}” is a trending topic touched by {n(x.people, 'person', 'people')}. The most recent interesting moment, on {m.day}, belongs to {m.name}: “{m.description}”.",
        f"Trending: “{x.name}”",
    )


def m060(t: Any) -> Summary:
    p = t.products[0]
    return say(
        f"{t.name} shows its strongest intent for {p.product}, at {p.strength:.2f} ({p.level.value}). The account operates in {t.industry}.",
        f"Intent for {p.product}: {p.strength:.2f}",
    )


def m064(t: Any) -> Summary:
    a = t.scored(1)[0]
    t.need(a.job_title and t.opportunities)
    return say(
        f"{a.name} ({a.job_title}) has the highest engagement score at {t.name}, {a.standing.score}, based on {n(a.activities, 'activity', 'activities')} in the last {t.window} days. The account currently has {n(len(t.opportunities), 'open opportunity', 'open opportunities')}."
    )


def m065(t: Any) -> Summary:
    x, y = t.topics[:2]
    t.need(x.count > 1)
    return say(
        f"People at {t.name} paid attention to “{x.name}” with {x.count} activities and to “{y.name}” with {y.count}. In total, {t.acts} activities were recorded in the last {t.window} days.",
        f"Topics: “{x.name}” and “{y.name}”",
    )


def m066(t: Any) -> Summary:
    t.need(t.groups_n and t.opportunities)
    return say(
        f"As of {t.day}, {t.name} counts {n(t.people, 'person', 'people')}, {n(t.groups_n, 'buying group')} and {n(len(t.opportunities), 'open opportunity', 'open opportunities')}.",
        f"{n(t.people, 'person', 'people')} at {t.name}",
    )


def m068(t: Any) -> Summary:
    p, q = t.products[:2]
    t.need(p.level == q.level)
    return say(
        f"Intent at {t.name} is {p.level.value} for both {p.product} ({p.strength:.2f}) and {q.product} ({q.strength:.2f}).",
        f"{p.level.value.capitalize()} intent: {p.product} and {q.product}",
    )


def m069(t: Any) -> Summary:
    g = [g for g in t.groups(1) if g.standing.change is not None and g.standing.change > 0]
    t.need(g)
    t.need(t.groups_n > 1)
    return say(
        f"{g[0].name}, one of the {t.groups_n} buying groups at {t.name}, climbed from {g[0].standing.before} to {g[0].standing.score} over 4 weeks.",
        f"Rising group: {g[0].name}",
    )


def m071(t: Any) -> Summary:
    t.need(t.change > 0)
    return say(
        f"{t.name} works at {t.account} as {t.title}. {t.name}'s engagement score is {t.score}, up {n(t.change, 'point')} from {t.before} 4 weeks earlier.",
        f"Score {t.score}, up {t.change}",
    )


def m072(t: Any) -> Summary:
    t.need(t.change < 0)
    return say(
        f"{t.name} ({t.title}) at {t.account} has an engagement score of {t.score}, compared with {t.before} four weeks ago. This is a drop of {n(-t.change, 'point')}.",
        f"Engagement down from {t.before} to {t.score}",
    )


def m073(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.role and t.groups_n == 1)
    return say(
        f"{t.name} has the role of {g.role} in {g.name}, a buying group with an engagement score of {g.standing.score}.",
        f"{g.role} in {g.name}",
    )


def m077(t: Any) -> Summary:
    x = t.topics[0]
    t.need(x.people > 0)
    t.need(x.count > 1)
    return say(
        f"{t.name} touched the topic “{x.name}” {x.count} times in the last {t.window} days, and {n(x.people, 'other person', 'other people')} at {t.account} did so too.",
        f"Shared topic: “{x.name}”",
    )


def m082(t: Any) -> Summary:
    p = t.products[0]
    t.need(t.groups_n)
    return say(
        f"{t.name}'s intent for {p.product} is {p.level.value} ({p.strength:.2f}). {t.name} is part of {n(t.groups_n, 'buying group')} at {t.account}.",
        f"Intent: {p.product} ({p.level.value})",
    )


def m083(t: Any) -> Summary:
    t.need(t.acts > t.acts_before)
    return say(
        f"{t.name} has become more active: {n(t.acts, 'activity', 'activities')} in the last {t.window} days, compared with {t.acts_before} in the {t.window} days before.",
        f"More active: {t.acts} vs. {t.acts_before}",
    )


def m085(t: Any) -> Summary:
    a, b = t.kinds(2)
    return say(
        f"In the last {t.window} days, {t.name} was responsible for {noun(a)} and {noun(b)}. {t.name}'s engagement score is {t.score}."
        if len(t.kinds_all) == 2
        else f"In the last {t.window} days, {t.name} was responsible for {noun(a)} and {noun(b)}, among other activities."
    )


def m088(t: Any) -> Summary:
    t.need(t.before is None and t.score > 0)
    return say(
        f"{t.name} currently has an engagement score of {t.score}, with {n(t.acts, 'activity', 'activities')} in the last {t.window} days. No earlier score is available.",
        f"Engagement score: {t.score}",
    )


def m090(t: Any) -> Summary:
    u = t.unknown[0]
    return say(
        f"The intent of {t.name} for {u.product} is unknown. {t.name} had {n(t.acts, 'activity', 'activities')} in the last {t.window} days."
    )


def m092(t: Any) -> Summary:
    return say(
        f"As of {t.day}, {t.name} has a score of {t.score} and {n(t.acts, 'activity', 'activities')} to their name in the last {t.window} days. They work as {t.title} at {t.account}.",
        f"{t.title} at {t.account}",
    )


def m094(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.standing.change is not None and g.standing.change != 0 and g.role)
    way = "gained" if g.standing.change > 0 else "lost"
    return say(
        f"{t.name} belongs to {g.name} as {g.role}. That buying group {way} {n(abs(g.standing.change), 'point')} over 4 weeks and now scores {g.standing.score}.",
        f"{g.name} {way} {n(abs(g.standing.change), 'point')}",
    )


def m097(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description)
    return say(f"Latest interesting moment for {t.name}: “{m.description}” ({m.name}, {m.day}).", f"“{m.description}”")


def m099(t: Any) -> Summary:
    p = t.products[0]
    x = t.topics[0]
    t.need(
        (len(t.products) == 1 or t.products[1].strength < p.strength)
        and (len(t.topics) == 1 or t.topics[1].count < x.count)
    )
    return say(
        f"{t.name} is most interested in {p.product}, where the strength of intent is {p.strength:.2f}. The topic with the highest activity count is “{x.name}” with {x.count}.",
        f"{p.product} ({p.strength:.2f})",
    )


BLIND = [
    *forms(
        SummarySubject.GROUP,
        m002,
        m004,
        m006,
        m008,
        m010,
        m012,
        m013,
        m015,
        m016,
        m017,
        m020,
        m022,
        m025,
        m029,
        m030,
        m035,
        m036,
        m041,
        m043,
        m044,
        m045,
        m046,
        m047,
        m050,
    ),
    *forms(SummarySubject.ACCOUNT, m051, m053, m054, m055, m057, m059, m060, m064, m065, m066, m068, m069),
    *forms(SummarySubject.PERSON, m071, m072, m073, m077, m082, m083, m085, m088, m090, m092, m094),
    *forms(None, m097, m099),
]
