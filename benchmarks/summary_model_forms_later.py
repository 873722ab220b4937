"""
More true summaries in the words of a language model, which the check of summaries was not worked on.

They were written when the check had been worked on with the two other halves, by the same hand, and committed before
the check first ran on any. See `summary_model_forms.py`, and `summary_check.py`, which counts them.
"""

# pyright: basic, reportArgumentType=false, reportOptionalMemberAccess=false, reportOptionalOperand=false
# ruff: noqa: D103, E501, PLR2004 - each form is its own documentation, in one line where it can, with its numbers
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summary_model_forms import forms, kind, listed, n, noun, say, were

from buying_groups.summaries import SummarySubject


if TYPE_CHECKING:
    from buying_groups.summaries import Summary


def n01(t: Any) -> Summary:
    a = t.scored(1)[0]
    return say(
        f"{t.name} currently stands at an engagement score of {t.score}, with {n(t.people, 'member')} in the group. Engagement is strongest with {a.name} ({a.role}), whose score is {a.standing.score}.",
        f"Key contact: {a.name}",
    )


def n02(t: Any) -> Summary:
    t.need(t.change < 0 and t.acts != 1)
    return say(
        f"Over the last 4 weeks, {t.name} lost {n(-t.change, 'point')} of engagement and is now at {t.score}. {t.acts} activities were recorded in the last {t.window} days, against {t.acts_before} in the preceding {t.window} days.",
        f"Engagement: {t.score} (was {t.before})",
    )


def n03(t: Any) -> Summary:
    t.need(t.missing)
    return say(
        f"The buying group {t.name} has gaps in {listed([r.role for r in t.missing])}. Completeness is {t.percent}% and the current stage is {t.stage}.",
        f"{t.percent}% complete",
    )


def n04(t: Any) -> Summary:
    a, b = t.scored(2)
    return say(
        f"{a.name} and {b.name} are the 2 most engaged members of {t.name}, with engagement scores of {a.standing.score} and {b.standing.score}. Both belong to {t.account}."
    )


def n05(t: Any) -> Summary:
    a = t.scored(1)[0]
    t.need(a.job_title and a.activities > 1)
    return say(
        f"With {a.activities} activities in the last {t.window} days and a score of {a.standing.score}, {a.name} is the most engaged member of {t.name}. {a.name} is {a.job_title}.",
        f"{a.name}: {a.activities} activities",
    )


def n06(t: Any) -> Summary:
    x = t.trending[0]
    return say(
        f"Interest in “{x.name}” is growing in {t.name}: there were {n(x.count, 'activity', 'activities')} on this topic in the last {t.window} days, up from {x.before}.",
        f"Growing topic: “{x.name}” ({x.count})",
    )


def n07(t: Any) -> Summary:
    p = t.products[0]
    return say(
        f"The strength of intent for {p.product} in {t.name} is {p.strength:.2f}, a {p.level.value} level. As of {t.day}, the group is in the {t.stage} stage with {n(t.people, 'member')}."
    )


def n08(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"{t.name} is {t.percent}% complete and scores {t.score} on engagement. A recent interesting moment: “{m.description}”, by {m.name} on {m.day}.",
        f"Moment on {m.day}",
    )


def n09(t: Any) -> Summary:
    t.need(t.active < t.people and t.active > 0)
    return say(
        f"Only {t.active} of the {t.people} members of {t.name} showed activity in the last {t.window} days; {t.silent} did not. In total, {n(t.acts, 'activity', 'activities')} {were(t.acts)} recorded.",
        f"{t.active} of {t.people} members active",
    )


def n10(t: Any) -> Summary:
    dm = t.silent_makers[0]
    t.need(dm.job_title)
    return say(
        f"Decision Maker {dm.name} ({dm.job_title}) has been silent in the last {t.window} days. The engagement score of {t.name} as a whole is {t.score}.",
        f"Silent: {dm.name}",
    )


def n11(t: Any) -> Summary:
    r = [r for r in t.roles if r.required and r.assigned > r.members_required]
    t.need(r)
    return say(
        f"{t.name} has {r[0].assigned} members in the role {r[0].role}, where {r[0].members_required} {'is' if r[0].members_required == 1 else 'are'} required. The group has {n(t.people, 'member')} altogether."
    )


def n12(t: Any) -> Summary:
    r = t.missing[0]
    return say(
        f"To be complete, {t.name} needs {n(r.missing, 'more person', 'more people')} in the role {r.role}.",
        f"{r.role}: {r.missing} missing",
    )


def n13(t: Any) -> Summary:
    t.need(t.change > 0)
    return say(
        f"{t.name}: engagement score {t.score}, up {t.change} from {t.before} 4 weeks ago; completeness {t.percent}%; {n(t.people, 'member')}, {t.active} active in the last {t.window} days.",
        f"Up {t.change} points" if t.change != 1 else "Up 1 point",
    )


def n14(t: Any) -> Summary:
    a, b = t.kinds(2)
    return say(f"Recent activity in {t.name} includes {kind(a)} ({a[0]}) and {kind(b)} ({b[0]}).", f"{noun(a)}")


def n15(t: Any) -> Summary:
    rest = [
        p
        for p in t.everyone
        if p.standing and p.standing.before is not None and p.standing.score == 0 < p.standing.before
    ]
    t.need(rest)
    return say(
        f"{rest[0].name}, who had a score of {rest[0].standing.before} 4 weeks ago, has fallen to 0. The score of {t.name} is {t.score}."
    )


def n16(t: Any) -> Summary:
    x, y = t.topics[:2]
    t.need(x.people != 1)
    return say(
        f"In {t.name}, {x.people} people touched “{x.name}”, and {n(y.people, 'person', 'people')} touched “{y.name}”. The group had {n(t.acts, 'activity', 'activities')} in the last {t.window} days."
    )


def n17(t: Any) -> Summary:
    p = [q for q in t.products if q.level.value == "high"]
    t.need(p)
    return say(
        f"{t.name} shows high intent for {listed([q.product for q in p])}. Its engagement score is {t.score} out of 100.",
        f"High intent: {listed([q.product for q in p])}",
    )


def n18(t: Any) -> Summary:
    t.need(not t.missing and t.percent == 100 and t.roles)
    return say(
        f"No roles are missing in {t.name}, which has reached the {t.stage} stage. {t.active} of {n(t.people, 'member')} {were(t.active)} active in the last {t.window} days.",
        "All roles covered",
    )


def n19(t: Any) -> Summary:
    g = t.groups(1)[0]
    a = t.scored(1)[0]
    return say(
        f"{t.name} ({t.industry}) has {n(t.groups_n, 'buying group')}; the most engaged is {g.name} with a score of {g.standing.score}. Among its {n(t.people, 'person', 'people')}, {a.name} has the highest score, {a.standing.score}.",
        f"Most engaged group: {g.name}",
    )


def n20(t: Any) -> Summary:
    t.need(t.opportunities)
    return say(
        f"{n(len(t.opportunities), 'open opportunity', 'open opportunities').capitalize()} at {t.name}: {listed(t.opportunities)}.",
        f"Open opportunities: {len(t.opportunities)}",
    )


def n21(t: Any) -> Summary:
    t.need(t.acts > 1)
    return say(
        f"{t.name} generated {t.acts} activities in the last {t.window} days ({t.acts_before} in the {t.window} days before), from {t.active} of its {t.people} people."
    )


def n22(t: Any) -> Summary:
    g, h = t.groups(2)
    t.need(g.standing.change is not None and g.standing.change < 0)
    return say(
        f"Engagement of {g.name}, the top group at {t.name}, has dropped {n(-g.standing.change, 'point')} to {g.standing.score}; {h.name} follows with {h.standing.score}.",
        f"{g.name}: {g.standing.score}",
        f"{h.name}: {h.standing.score}",
    )


def n23(t: Any) -> Summary:
    x = t.trending[0]
    t.need(x.people > 1)
    return say(
        f"“{x.name}” is a trending topic at {t.name}, with {x.count} activities by {x.people} people. Before, there were {x.before}.",
        f"Trending: “{x.name}”",
    )


def n24(t: Any) -> Summary:
    a, b, c = t.scored(3)
    return say(
        f"The 3 most engaged people at {t.name}:\n1. {a.name} ({a.standing.score})\n2. {b.name} ({b.standing.score})\n3. {c.name} ({c.standing.score})"
    )


def n25(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description and t.opportunities)
    return say(
        f"{m.name} had the latest interesting moment at {t.name}, on {m.day}: “{m.description}”. The account has {n(len(t.opportunities), 'open opportunity', 'open opportunities')} and {n(t.groups_n, 'buying group')}."
    )


def n26(t: Any) -> Summary:
    t.need(t.change is not None and t.change < 0 and t.acts > 1)
    return say(
        f"{t.name}'s engagement has dropped by {n(-t.change, 'point')} in 4 weeks to {t.score}, with {t.acts} activities in the last {t.window} days versus {t.acts_before} previously.",
        f"Score: {t.before} → {t.score}",
    )


def n27(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.role and t.acts > 1)
    return say(
        f"In {g.name}, {t.name} acts as {g.role}. {t.name} recorded {t.acts} activities in the last {t.window} days and has a score of {t.score}.",
        f"Role: {g.role}",
    )


def n28(t: Any) -> Summary:
    t.need(t.acts == 0 and t.acts_before > 1)
    return say(
        f"{t.name} has gone quiet: 0 activities in the last {t.window} days, after {t.acts_before} in the {t.window} days before. The last activity was on {t.last}.",
        "No recent activity",
    )


def n29(t: Any) -> Summary:
    x = t.topics[0]
    t.need(x.people == 0)
    return say(
        f"{t.name} touched “{x.name}” in {n(x.count, 'activity', 'activities')}; 0 other people at {t.account} did."
    )


def n30(t: Any) -> Summary:
    p = t.products[0]
    return say(
        f"{t.title} {t.name} shows {p.level.value} intent for {p.product} ({p.strength:.2f}).",
        f"{p.product}: {p.strength:.2f}",
    )


def n31(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description and t.score > 0)
    return say(
        f"On {m.day}, {t.name} had an interesting moment (“{m.description}”). The engagement score of {t.name} is {t.score}, and the last activity took place on {t.last}."
    )


def n32(t: Any) -> Summary:
    g, h = t.groups(2)
    t.need(g.role and h.role)
    return say(
        f"{t.name} belongs to {n(t.groups_n, 'buying group')}. The most engaged of these is {g.name} (score {g.standing.score}), where {t.name} has the role {g.role}.",
        f"{g.name}: {g.role}",
        f"{h.name}: {h.role}",
    )


def n33(t: Any) -> Summary:
    x, y = t.trending[:2]
    return say(
        f"For {t.name}, the topics “{x.name}” and “{y.name}” are on the rise, with {x.count} and {n(y.count, 'activity', 'activities')} respectively in the last {t.window} days.",
        f"Rising: “{x.name}”, “{y.name}”",
    )


def n34(t: Any) -> Summary:
    t.need(t.known and t.acts)
    return say(
        f"{t.name} was last active on {t.last}. {n(t.acts, 'activity', 'activities')} {were(t.acts)} seen in the {t.window} days up to {t.day}."
    )


def n35(t: Any) -> Summary:
    p, q = t.products[:2]
    t.need(p.strength > q.strength)
    return say(
        f"{p.product} leads in intent for {t.name} with {p.strength:.2f}, followed by {q.product} with {q.strength:.2f}.",
        f"Top product: {p.product}",
    )


def n36(t: Any) -> Summary:
    k = t.kinds(1)[0]
    t.need(t.acts > k[0] > 1)
    return say(
        f"Of the {t.acts} activities of {t.name} in the last {t.window} days, {k[0]} were of the type {kind(k)}.",
        f"Mostly {kind(k)}",
    )


LATER = [
    *forms(
        SummarySubject.GROUP, n01, n02, n03, n04, n05, n06, n07, n08, n09, n10, n11, n12, n13, n14, n15, n16, n17, n18
    ),
    *forms(SummarySubject.ACCOUNT, n19, n20, n21, n22, n23, n24, n25),
    *forms(SummarySubject.PERSON, n26, n27, n28, n29, n30, n31, n32),
    *forms(None, n33, n34, n35, n36),
]
