"""
True summaries in the words of a language model, with which the check of summaries was worked on.

See `summary_model_forms.py`, and `summary_check.py`, which counts them.
"""

# pyright: basic, reportArgumentType=false, reportOptionalMemberAccess=false, reportOptionalOperand=false
# ruff: noqa: D103, E501, PLR2004 - each form is its own documentation, in one line where it can, with its numbers
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summary_model_forms import forms, n, noun, say, were

from buying_groups.summaries import SummarySubject


if TYPE_CHECKING:
    from buying_groups.summaries import Summary


def m001(t: Any) -> Summary:
    t.need(t.change < 0)
    return say(
        f"{t.name} is a buying group at {t.account} for {t.interest}. Its engagement score is {t.score}, down {-t.change} points from {t.before} 4 weeks ago. {t.active} of its {t.people} members were active in the last {t.window} days.",
        f"Engagement score: {t.score} (down {-t.change})",
    )


def m003(t: Any) -> Summary:
    a, b = t.scored(2)
    return say(
        f"{a.name} ({a.role}) leads engagement in {t.name} with a score of {a.standing.score}. {b.name} ({b.role}) comes next with {b.standing.score}.",
        f"Most engaged: {a.name}",
    )


def m005(t: Any) -> Summary:
    t.need(not t.missing and t.percent == 100)
    return say(
        f"All required roles in {t.name} are filled, and the group is 100% complete. It has {n(t.people, 'member')} and an engagement score of {t.score}.",
        "100% complete",
        "No missing roles",
    )


def m007(t: Any) -> Summary:
    p = t.products[0]
    return say(
        f"{t.name} shows {p.level.value} intent for {p.product}, with a strength of {p.strength:.2f}. The group recorded {n(t.acts, 'activity', 'activities')} in the last {t.window} days.",
        f"{p.product}: {p.level.value} intent",
    )


def m009(t: Any) -> Summary:
    t.need(t.silent > 0 and t.active > 0)
    return say(
        f"Of the {n(t.people, 'member')} in {t.name}, {t.active} {were(t.active)} active and {t.silent} {were(t.silent)} silent during the last {t.window} days. The last activity took place on {t.last}.",
        f"{t.silent} silent {'member' if t.silent == 1 else 'members'}",
    )


def m011(t: Any) -> Summary:
    t.need(t.acts < t.acts_before)
    return say(
        f"Activity in {t.name} has declined: {n(t.acts, 'activity', 'activities')} in the last {t.window} days, compared with {t.acts_before} in the {t.window} days before. Its engagement score is now {t.score}.",
        f"Activities: {t.acts}, down from {t.acts_before}",
    )


def m014(t: Any) -> Summary:
    a = t.scored(1)[0]
    t.need(a.job_title and a.standing.change is not None and a.standing.change < 0)
    return say(
        f"{a.name}, {a.job_title}, is the most engaged member of {t.name} with a score of {a.standing.score}, although this dropped from {a.standing.before}. {a.name} had {n(a.activities, 'activity', 'activities')} in the last {t.window} days."
    )


def m018(t: Any) -> Summary:
    x, y = t.topics[:2]
    return say(
        f"Members of {t.name} engaged most with “{x.name}” ({n(x.count, 'activity', 'activities')}) and “{y.name}” ({n(y.count, 'activity', 'activities')}).",
        f"Key topics: “{x.name}”, “{y.name}”",
    )


def m019(t: Any) -> Summary:
    p, q = t.products[:2]
    return say(
        f"Intent within {t.name} is {p.level.value} for {p.product} (strength {p.strength:.2f}) and {q.level.value} for {q.product} (strength {q.strength:.2f}).",
        f"Strongest intent: {p.product}",
    )


def m021(t: Any) -> Summary:
    t.need(t.acts == 0 and t.known)
    return say(
        f"There was no activity in {t.name} during the last {t.window} days. The last recorded activity dates from {t.last}.",
        "No recent activity",
    )


def m023(t: Any) -> Summary:
    t.need(t.change < 0 and t.score > 0)
    return say(
        f"Engagement in {t.name} has weakened over the past 4 weeks, with the score falling from {t.before} to {t.score}. Despite this, the group is {t.percent}% complete."
        if t.percent == 100
        else f"Engagement in {t.name} has weakened over the past 4 weeks, with the score falling from {t.before} to {t.score}. The group is {t.percent}% complete.",
        f"Score fell from {t.before} to {t.score}",
    )


def m024(t: Any) -> Summary:
    t.need(t.change > 0)
    a = t.scored(1)[0]
    return say(
        f"{t.name} has gained momentum: its engagement score rose {n(t.change, 'point')} to {t.score} within 4 weeks. {a.name} is the most engaged member at {a.standing.score}.",
        f"+{t.change} points in 4 weeks",
    )


def m026(t: Any) -> Summary:
    x = t.topics[0]
    t.need(x.people >= 1 and x.count >= 2)
    t.need(len(t.topics) == 1 or t.topics[1].count < x.count)
    return say(
        f"“{x.name}” is the topic with the most activities in {t.name}: {x.count} from {n(x.people, 'person', 'people')} in the last {t.window} days."
    )


def m027(t: Any) -> Summary:
    a = t.scored(1)[0]
    t.need(a.standing.change is not None and a.standing.change > 0)
    return say(
        f"{a.name}, who holds the {a.role} role, ranks first by engagement in {t.name} with a score of {a.standing.score}, up {n(a.standing.change, 'point')} in 4 weeks.",
        f"{a.name}: {a.standing.score} (+{a.standing.change})",
    )


def m028(t: Any) -> Summary:
    return say(
        f"As of {t.day}, {t.name} consists of {n(t.people, 'member')}, has an engagement score of {t.score} and is {t.percent}% complete. Its current stage is {t.stage}.",
        f"Stage: {t.stage}",
        f"Score: {t.score}",
    )


def m031(t: Any) -> Summary:
    x, y = t.trending[:2]
    return say(
        f"Trending topics in {t.name} include “{x.name}” and “{y.name}”. The topic “{x.name}” accounts for {n(x.count, 'activity', 'activities')}, up from {x.before}."
        if x.before
        else f"Trending topics in {t.name} include “{x.name}” and “{y.name}”. The topic “{x.name}” accounts for {n(x.count, 'activity', 'activities')}, up from none before.",
        f"Trending: “{x.name}”, “{y.name}”",
    )


def m032(t: Any) -> Summary:
    t.need(t.active == t.people > 1)
    return say(
        f"All {t.people} members of {t.name} were active in the last {t.window} days, generating {n(t.acts, 'activity', 'activities')} in total.",
        "Every member active",
    )


def m033(t: Any) -> Summary:
    t.need(t.percent < 100 and t.missing)
    count = len(t.missing)
    return say(
        f"{t.name} is not yet complete: its completeness is {t.percent}%, and {n(count, 'role')} of {len(t.roles)} still {'lacks' if count == 1 else 'lack'} people.",
        f"Completeness: {t.percent}%",
    )


def m034(t: Any) -> Summary:
    a = t.scored(1)[0]
    k = t.kinds(1)[0]
    t.need(t.acts > k[0])
    return say(
        f"With {n(t.acts, 'activity', 'activities')} in the last {t.window} days, {noun(k)} among them, {t.name} reaches an engagement score of {t.score}. {a.name} contributes the highest individual score, {a.standing.score}."
    )


def m037(t: Any) -> Summary:
    p = t.products[0]
    low = [q for q in t.products if q.level.value == "low"]
    t.need(p.level.value != "low" and low)
    t.need(len(t.products) == 1 or t.products[1].strength < p.strength)
    return say(
        f"{p.product} is the product with the strongest intent in {t.name} ({p.strength:.2f}, {p.level.value}), whereas intent for {low[0].product} is low ({low[0].strength:.2f})."
    )


def m038(t: Any) -> Summary:
    t.need(t.silent == t.people > 1)
    return say(
        f"None of the {t.people} members of {t.name} was active in the last {t.window} days. The buying group for {t.interest} remains in the {t.stage} stage.",
        f"0 of {t.people} members active",
    )


def m039(t: Any) -> Summary:
    people = [p for p in t.everyone if p.standing and p.standing.change is not None and p.standing.change > 0]
    t.need(people)
    p = people[0]
    return say(
        f"{p.name} ({p.role}) in {t.name} improved from {p.standing.before} to {p.standing.score} over the past 4 weeks, with {n(p.activities, 'activity', 'activities')} in the last {t.window} days.",
        f"{p.name} up to {p.standing.score}",
    )


def m040(t: Any) -> Summary:
    people = [p for p in t.everyone if p.standing and p.standing.change is not None and p.standing.change < 0]
    t.need(people)
    p = people[-1]
    return say(
        f"{p.name}'s engagement score within {t.name} decreased by {n(-p.standing.change, 'point')} in 4 weeks and is now {p.standing.score}.",
        f"{p.name} down {-p.standing.change}",
    )


def m042(t: Any) -> Summary:
    t.need(t.score == 0 and t.known and t.acts == 0)
    return say(
        f"{t.name} has an engagement score of 0 and recorded 0 activities in the last {t.window} days. Its last activity was on {t.last}.",
        "Engagement score: 0",
    )


def m048(t: Any) -> Summary:
    p = t.products[0]
    t.need(p.product == t.interest)
    return say(
        f"Intent for {p.product}, the solution interest of {t.name}, is {p.level.value} with a strength of {p.strength:.2f} on a scale from 0 to 1. The group's stage is {t.stage}."
    )


def m049(t: Any) -> Summary:
    x = [k for k in t.topics if k.before > k.count > 0]
    t.need(x)
    return say(
        f"Interest in “{x[0].name}” within {t.name} cooled from {x[0].before} to {n(x[0].count, 'activity', 'activities')}. Overall, the group had {n(t.acts, 'activity', 'activities')} in the last {t.window} days."
    )


def m052(t: Any) -> Summary:
    g = t.groups(1)[0]
    return say(
        f"The most engaged buying group at {t.name} is {g.name}, which has an engagement score of {g.standing.score}.",
        f"Top group: {g.name} ({g.standing.score})",
    )


def m056(t: Any) -> Summary:
    a, b = t.scored(2)
    return say(
        f"{a.name} is the most engaged person at {t.name} with a score of {a.standing.score}, followed by {b.name} at {b.standing.score}.",
        f"Most engaged: {a.name}, {b.name}",
    )


def m058(t: Any) -> Summary:
    t.need(t.acts < t.acts_before)
    k = t.kinds(1)[0]
    t.need(k[0] > 1)
    return say(
        f"{t.name} saw {n(t.acts, 'activity', 'activities')} in the last {t.window} days versus {t.acts_before} in the {t.window} days before that. Of these, {noun(k)} were recorded.",
        "Declining activity",
    )


def m061(t: Any) -> Summary:
    t.need(t.acts == 0 and t.known)
    t.need(t.groups_n)
    return say(
        f"{t.name} has been quiet, with no activities in the last {t.window} days. Its most recent activity was on {t.last}, and the account has {n(t.groups_n, 'buying group')}.",
        "No activity in the window",
    )


def m063(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.standing.change is not None and g.standing.change < 0)
    return say(
        f"At {t.name}, the score of {g.name} slipped by {n(-g.standing.change, 'point')}, from {g.standing.before} to {g.standing.score}, over the last 4 weeks.",
        f"{g.name}: down {-g.standing.change}",
    )


def m067(t: Any) -> Summary:
    a, b, c = t.scored(3)
    return say(
        f"Key people at {t.name} by engagement: {a.name} ({a.standing.score}), {b.name} ({b.standing.score}) and {c.name} ({c.standing.score}). The last activity at the account occurred on {t.last}."
    )


def m070(t: Any) -> Summary:
    t.need(t.silent > 0 and t.active > 0 and t.acts > 1)
    return say(
        f"{t.name}, a company in {t.industry}, had {t.acts} activities by {n(t.active, 'active person', 'active people')} in the last {t.window} days. {n(t.silent, 'person', 'people').capitalize()} at the account {were(t.silent)} silent.",
        f"{t.active} active, {t.silent} silent",
    )


def m074(t: Any) -> Summary:
    g, h = t.groups(2)
    t.need(g.role and h.role)
    return say(
        f"{t.name} is a member of {t.groups_n} buying groups at {t.account}, including {g.name} as {g.role} and {h.name} as {h.role}.",
        f"Member of {t.groups_n} buying groups",
    )


def m075(t: Any) -> Summary:
    k = t.kinds(1)[0]
    t.need(t.acts > k[0])
    return say(
        f"{t.name} completed {n(t.acts, 'activity', 'activities')} in the last {t.window} days, including {noun(k)}. The most recent one was on {t.last}.",
        f"Last active: {t.last}",
    )


def m076(t: Any) -> Summary:
    x = t.trending[0]
    return say(
        f"{t.name} is showing growing interest in “{x.name}”, with {x.count} activities on this topic versus {x.before} before.",
        f"Trending interest: “{x.name}”",
    )


def m078(t: Any) -> Summary:
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"{t.name} had an interesting moment on {m.day}: “{m.description}”. {t.name} holds the job title of {t.title}.",
        f"Interesting moment on {m.day}",
    )


def m079(t: Any) -> Summary:
    t.need(t.acts == 0 and t.known and t.score == 0)
    return say(
        f"{t.name}, {t.title} at {t.account}, has not been active in the last {t.window} days and has an engagement score of 0. The last known activity was on {t.last}.",
        "Inactive in the last 30 days" if t.window == 30 else "Inactive",
    )


def m080(t: Any) -> Summary:
    t.need(not t.known)
    return say(f"There is no known activity for {t.name}, who works at {t.account} as {t.title}.", "No known activity")


def m081(t: Any) -> Summary:
    t.need(t.change == 0 and t.score > 0)
    return say(
        f"{t.name}'s engagement score remained at {t.score} over the past 4 weeks. {t.name} had {n(t.acts, 'activity', 'activities')} in the last {t.window} days and {t.acts_before} in the period before.",
        "Unchanged engagement score",
    )


def m084(t: Any) -> Summary:
    t.need(0 < t.acts < t.acts_before)
    return say(
        f"Activity by {t.name} dropped to {t.acts} in the last {t.window} days from {t.acts_before} in the previous period, and the engagement score is {t.score}.",
        "Less active than before",
    )


def m086(t: Any) -> Summary:
    x, y = t.topics[:2]
    return say(
        f"Topics that {t.name} engaged with include “{x.name}” ({x.count}) and “{y.name}” ({y.count}).",
        f"Interests: “{x.name}”, “{y.name}”",
    )


def m087(t: Any) -> Summary:
    g = t.groups(1)[0]
    t.need(g.role and t.change is not None and t.change > 0)
    return say(
        f"As {g.role} in {g.name}, {t.name} raised the engagement score to {t.score} from {t.before} over the last 4 weeks.",
        f"{g.role}, score {t.score}",
    )


def m089(t: Any) -> Summary:
    t.need(t.groups_n == 0)
    return say(f"{t.name}, whose job title is {t.title}, is not part of any buying group at {t.account}.")


def m091(t: Any) -> Summary:
    x = t.trending[0]
    m = t.moments[0]
    t.need(m.description)
    return say(
        f"{t.name} stands out for activity on “{x.name}” ({x.count} activities, {x.before} before) and for an interesting moment on {m.day}, “{m.description}”."
    )


def m093(t: Any) -> Summary:
    p, q = t.products[:2]
    return say(
        f"{t.name} shows {p.level.value} intent toward {p.product} and {q.level.value} intent toward {q.product}, with strengths of {p.strength:.2f} and {q.strength:.2f} respectively."
    )


def m095(t: Any) -> Summary:
    t.need(t.acts > 1 and t.acts == t.acts_before)
    return say(
        f"{t.name} recorded {t.acts} activities in the last {t.window} days, the same number as in the {t.window} days before.",
        "Steady activity",
    )


def m096(t: Any) -> Summary:
    k = t.new_kind()
    return say(
        f"{t.name} recorded {noun(k)} in the last {t.window} days, a type of activity with a count of 0 in the period before."
    )


def m098(t: Any) -> Summary:
    x = t.trending[0]
    t.need(x.before == 0)
    return say(
        f"The topic “{x.name}” is new and trending for {t.name}: it had 0 activities before and {x.count} in the last {t.window} days.",
        f"New topic: “{x.name}”",
    )


def m100(t: Any) -> Summary:
    t.need(t.known)
    return say(
        f"The most recent activity for {t.name} took place on {t.last}, and {n(t.acts, 'activity', 'activities')} {were(t.acts)} counted over the last {t.window} days as of {t.day}.",
        f"Last activity: {t.last}",
    )


WORKED = [
    *forms(
        SummarySubject.GROUP,
        m001,
        m003,
        m005,
        m007,
        m009,
        m011,
        m014,
        m018,
        m019,
        m021,
        m023,
        m024,
        m026,
        m027,
        m028,
        m031,
        m032,
        m033,
        m034,
        m037,
        m038,
        m039,
        m040,
        m042,
        m048,
        m049,
    ),
    *forms(SummarySubject.ACCOUNT, m052, m056, m058, m061, m063, m067, m070),
    *forms(SummarySubject.PERSON, m074, m075, m076, m078, m079, m080, m081, m084, m086, m087, m089, m091, m093),
    *forms(None, m095, m096, m098, m100),
]
