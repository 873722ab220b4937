"""
The template summarizer: sentences that vary with the facts, without a model.

The same facts give the same text. Each sentence says one thing, and is left out where there is nothing to say.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from ..intent.report import IntentLevel
from .facts import SummarySubject
from .languages.english import ENGLISH
from .port import Summary


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .facts import EngagedGroup, EngagedPerson, Standing, SummaryFacts, Topic
    from .language import Language


__all__ = ["TemplateSummarizer"]

# Chosen here: what a reader takes in at a glance, and what deserves the word "surging".
_LISTED = 3
_SURGE_BY = 10
_SURGE_TIMES = 2


class TemplateSummarizer:
    """
    Writes summaries from templates: no model, no waiting, the same text for the same facts.

    Parameters
    ----------
    language : Language
        What it writes in; English by default. `swedish` returns another one.

    Examples
    --------
    >>> from datetime import date
    >>> from buying_groups.summaries import SummaryFacts, SummarySubject
    >>> facts = SummaryFacts(subject=SummarySubject.GROUP, name="Gateway for Acme", day=date(2026, 1, 31))
    >>> TemplateSummarizer().summarize(facts).text
    'Gateway for Acme has no members yet.'
    """

    def __init__(self, language: Language = ENGLISH) -> None:
        self._language = language

    def __repr__(self) -> str:
        return f"TemplateSummarizer({self._language.code!r})"

    def summarize(self, facts: SummaryFacts, /) -> Summary:
        """
        Return the summary of facts.

        Parameters
        ----------
        facts : SummaryFacts
            The facts of a group, an account or a person.
        """
        writer = _WRITERS[facts.subject](facts, self._language)
        return Summary(text=" ".join(writer.sentences()), highlights=tuple(writer.highlights()))


class _Writer(ABC):
    """
    Writes about one subject; what differs between subjects is below.
    """

    def __init__(self, facts: SummaryFacts, language: Language) -> None:
        self.facts = facts
        self.language = language
        self.say = language.say
        self.days = language.say("days", facts.window_days)

    @abstractmethod
    def sentences(self) -> Iterator[str]:
        """Yield the sentences."""

    @abstractmethod
    def highlights(self) -> Iterator[str]:
        """Yield the highlights."""

    def change(self, standing: Standing) -> str:
        change, weeks = standing.change, self.say("weeks", self.facts.change_days // 7)
        if change is None:
            return self.say("score new")
        if change == 0:
            return self.say("score same", weeks=weeks)
        points = self.say("points", abs(change))
        return self.say("score up" if change > 0 else "score down", points=points, weeks=weeks)

    def number(self, number: int) -> str:
        return self.language.number(number)

    # activity

    def activity(self, noun: str) -> Iterator[str]:
        """
        Yield what was done in the window; `noun` names the phrases that fit the people concerned.
        """
        facts = self.facts
        if not facts.number_of_activities:
            yield self.silence(noun)
            return
        now, before = facts.number_of_activities, facts.number_of_activities_before
        if before and now >= _SURGE_TIMES * before and now - before >= _SURGE_BY:
            yield self.say("surge")
        if before >= _SURGE_TIMES * now and before - now >= _SURGE_BY:
            yield self.say("slump")
        fields = {
            "days": self.days,
            "activities": self.say("activities", now),
            "trend": self.trend(now, before),
            "types": self.types(),
        }
        number, active = facts.number_of_people, facts.number_of_active_people
        if noun == "person":
            yield self.say("person active", **fields)
        elif number == 1:
            yield self.say("only member active" if noun == "members" else "only person active", **fields)
        elif active == number:
            yield self.say(f"all {noun} active", number, **fields)
        else:
            yield self.say(f"{noun} active", active, number=self.number(number), **fields)

    def silence(self, noun: str) -> str:
        facts, before = self.facts, self.facts.number_of_activities_before
        after = self.say("silent still")
        if before:
            after = self.say("silent after", activities=self.say("activities", before), days=self.days)
        what = "nobody active"
        if noun == "person":
            what = "person silent"
        elif noun == "members" and facts.number_of_people == 1:
            what = "only member silent"
        return self.say(what, days=self.days, trend=after, date=self.language.date(facts.last_activity or facts.day))

    def trend(self, now: int, before: int) -> str:
        if not before:
            return self.say("trend new", days=self.days)
        what = "trend same" if now == before else "trend up" if now > before else "trend down"
        return self.say(what, before=self.number(before), days=self.days)

    def types(self) -> str:
        happened = [item for item in self.facts.activities if item.count]
        said = [self.language.how_often(item.activity_type, item.count) for item in happened[:_LISTED]]
        return self.say("types" if len(happened) <= _LISTED else "among types", types=self.language.listed(said))

    # people, groups, topics, intent, moments

    def scored(self, item: EngagedPerson | EngagedGroup, *, with_role: bool = True) -> str:
        score = self.number(item.standing.score if item.standing is not None else 0)
        if item.role is not None and with_role:
            return self.say("scored with role", name=item.name, role=item.role, score=score)
        return self.say("scored", name=item.name, score=score)

    def top(self, what: str, items: Sequence[EngagedPerson | EngagedGroup]) -> Iterator[str]:
        first = [item for item in items if item.standing is not None and item.standing.score > 0][:_LISTED]
        if len(first) == 1:
            yield self.say(what, first=self.scored(first[0]))
        elif first:
            others = self.language.listed([self.scored(item) for item in first[1:]])
            yield self.say(f"{what} and more", first=self.scored(first[0]), others=others)

    def topics(self) -> Iterator[str]:
        rising = self.facts.trending_topics[:_LISTED]
        if rising:
            said = [self.rising(topic) for topic in rising]
            yield self.say("trending", topics=self.language.listed(said))
        else:
            touched = [topic for topic in self.facts.topics if topic.count][:_LISTED]
            if touched and touched[0].count == 1:
                names = self.language.listed([self.language.quoted(topic.name) for topic in touched])
                yield self.say("touched once", len(touched), topics=names)
            elif touched:
                said = [self.touched(topic) for topic in touched]
                yield self.say("touched", len(said), topics=self.language.listed(said))

    def touched(self, topic: Topic) -> str:
        activities = self.say("activities", topic.count)
        return self.say("touched topic", topic=self.language.quoted(topic.name), activities=activities)

    def rising(self, topic: Topic) -> str:
        name, activities = self.language.quoted(topic.name), self.say("activities", topic.count)
        if not topic.before:
            return self.say("new topic", topic=name, activities=activities)
        return self.say("trending topic", topic=name, activities=activities, before=self.number(topic.before))

    def intent(self) -> Iterator[str]:
        if not self.facts.intent:
            return
        levels = [
            self.say("intent level", level=self.say(level.value), products=self.language.listed(products))
            for level in (IntentLevel.HIGH, IntentLevel.MEDIUM, IntentLevel.LOW)
            if (products := list(self.products(level)))
        ]
        yield self.say("intent", levels=self.language.listed(levels)) if levels else self.say("intent unknown")

    def products(self, level: IntentLevel) -> Iterator[str]:
        for item in self.facts.intent:
            if item.level is level:
                name = self.language.named(item.product)
                if item.strength is None:
                    yield name
                else:
                    yield self.say("product", product=name, strength=self.language.decimal(item.strength))

    def moment(self) -> Iterator[str]:
        if not self.facts.moments:
            return
        moment = self.facts.moments[0]
        own = "own " if self.facts.subject is SummarySubject.PERSON else ""
        day = self.language.date(moment.day)
        if moment.description is None:
            yield self.say(f"{own}moment without words", date=day, name=moment.name)
        else:
            words = self.language.quoted(moment.description)
            yield self.say(f"{own}moment", date=day, name=moment.name, description=words)

    # highlights

    def highlight_scores(self, what: str, items: Sequence[EngagedPerson | EngagedGroup]) -> Iterator[str]:
        first = [item for item in items if item.standing is not None and item.standing.score > 0][:_LISTED]
        yield from self.highlight(what, [self.scored(item, with_role=False) for item in first])

    def highlight_topics(self) -> Iterator[str]:
        rising = self.facts.trending_topics[:_LISTED]
        what = "highlight trending" if rising else "highlight topics"
        topics = rising or [topic for topic in self.facts.topics if topic.count][:_LISTED]
        yield from self.highlight(what, [self.language.quoted(topic.name) for topic in topics])

    def highlight(self, what: str, items: Sequence[str]) -> Iterator[str]:
        if items:
            yield self.say(what, items=", ".join(items))


class _GroupWriter(_Writer):
    def sentences(self) -> Iterator[str]:
        facts = self.facts
        yield self.opening()
        yield from self.roles()
        if facts.stage is not None:
            yield self.say("stage", stage=self.language.quoted(facts.stage))
        if facts.is_known and facts.number_of_people:
            yield from self.activity("members")
            yield from self.top("top", facts.people)
            yield from self.silent_decision_makers()
        yield from self.topics()
        yield from self.intent()
        yield from self.moment()

    def opening(self) -> str:
        facts = self.facts
        if not facts.number_of_people:
            return self.say("group empty", name=facts.name)
        members = self.say("members", facts.number_of_people)
        if facts.standing is None:
            return self.say("group unknown", facts.number_of_people, name=facts.name, members=members)
        return self.say(
            "group",
            name=facts.name,
            members=members,
            score=self.number(facts.standing.score),
            change=self.change(facts.standing),
        )

    def roles(self) -> Iterator[str]:
        facts = self.facts
        if facts.completeness is None:
            return
        percent, missing = self.number(facts.completeness), facts.missing_roles
        if len(missing) == 1:
            people = self.say("people", missing[0].missing)
            yield self.say("lacks one role", percent=percent, people=people, role=missing[0].role)
        elif missing:
            yield self.say("lacks roles", percent=percent, roles=self.language.listed(list(self.missing())))
        elif any(role.required for role in facts.roles):
            yield self.say("complete", percent=percent)
        else:
            yield self.say("no roles required", percent=percent)

    def missing(self) -> Iterator[str]:
        for role in self.facts.missing_roles:
            yield self.say("role missing", role.missing, role=role.role)

    def silent_decision_makers(self) -> Iterator[str]:
        silent = self.facts.silent_decision_makers
        if silent and self.facts.number_of_activities:
            names = self.language.listed([person.name for person in silent])
            yield self.say("silent decision makers", len(silent), names=names, days=self.days)

    def highlights(self) -> Iterator[str]:
        yield from self.highlight_scores("highlight people", self.facts.people)
        yield from self.highlight_topics()
        yield from self.highlight("highlight missing", list(self.missing()))


class _AccountWriter(_Writer):
    def sentences(self) -> Iterator[str]:
        facts = self.facts
        parts = [self.say("people", facts.number_of_people), self.say("groups", facts.number_of_groups)]
        if facts.opportunities:
            parts.append(self.say("opportunities", len(facts.opportunities)))
        said = self.language.listed(parts)
        if facts.industry is None:
            yield self.say("account", name=facts.name, parts=said)
        else:
            yield self.say("account in industry", name=facts.name, industry=facts.industry, parts=said)
        if facts.is_known:
            yield from self.activity("people")
            yield from self.top("top group", facts.groups)
            yield from self.top("top person", facts.people)
        elif facts.number_of_people:
            yield self.say("account unknown")
        yield from self.topics()
        yield from self.intent()
        yield from self.moment()

    def highlights(self) -> Iterator[str]:
        yield from self.highlight_scores("highlight groups", self.facts.groups)
        yield from self.highlight_scores("highlight people", self.facts.people)
        yield from self.highlight_topics()


class _PersonWriter(_Writer):
    def sentences(self) -> Iterator[str]:
        facts = self.facts
        who = self.say("who", name=facts.name)
        if facts.job_title is not None:
            who = self.say("who with title", name=facts.name, title=facts.job_title)
        if facts.standing is None:
            yield self.say("person unknown", who=who)
        else:
            score = self.number(facts.standing.score)
            yield self.say("person", who=who, score=score, change=self.change(facts.standing))
        yield from self.groups()
        if facts.is_known:
            yield from self.activity("person")
        yield from self.topics()
        yield from self.shared()
        yield from self.intent()
        yield from self.moment()

    def groups(self) -> Iterator[str]:
        facts = self.facts
        groups = [
            group.name if group.role is None else self.say("group with role", name=group.name, role=group.role)
            for group in facts.groups
        ]
        said = self.language.listed(groups)
        if not groups:
            yield self.say("person in no group", name=facts.name)
        elif facts.number_of_groups == 1:
            group = facts.groups[0]
            what = "person in group" if group.role is None else "person in group with role"
            yield self.say(what, name=facts.name, group=group.name, role=group.role or "")
        elif facts.number_of_groups > len(groups):
            yield self.say("person in more groups", facts.number_of_groups, name=facts.name, groups=said)
        else:
            yield self.say("person in groups", facts.number_of_groups, name=facts.name, groups=said)

    def shared_topics(self) -> Iterable[str]:
        shared = [topic for topic in self.facts.topics if topic.count and topic.people][:_LISTED]
        for topic in shared:
            colleagues = self.say("colleagues", topic.people)
            yield self.say("shared topic", topic=self.language.quoted(topic.name), colleagues=colleagues)

    def shared(self) -> Iterator[str]:
        topics = list(self.shared_topics())
        if topics:
            yield self.say("shared", len(topics), topics=self.language.listed(topics))

    def highlights(self) -> Iterator[str]:
        standing = self.facts.standing
        if standing is not None and standing.change:
            score = self.number(standing.score)
            yield self.say("highlight score", score=score, change=self.change(standing))
        yield from self.highlight_topics()
        yield from self.highlight("highlight shared", list(self.shared_topics()))


_WRITERS: dict[SummarySubject, type[_Writer]] = {
    SummarySubject.GROUP: _GroupWriter,
    SummarySubject.ACCOUNT: _AccountWriter,
    SummarySubject.PERSON: _PersonWriter,
}
