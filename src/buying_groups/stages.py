"""
Stages: the named steps of a purchase, and which of them may follow which.
"""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from ._notebooks import ShownInNotebooks
from ._validation import checked, identifier, known, none_blank, not_blank, unique
from ._wording import Hints
from .errors import InvalidStageModelError, Problem
from .publication import PublicationStatus, require_draft


__all__ = ["Stage", "StageKind", "StageModel"]


class StageKind(enum.StrEnum):
    """
    What a stage is in its model.
    """

    ENTRY = "entry"
    INTERMEDIATE = "intermediate"
    SUCCESS = "success"
    FAILURE = "failure"

    @property
    def is_destination(self) -> bool:
        """Whether a group may end in such a stage."""
        return self in {StageKind.SUCCESS, StageKind.FAILURE}


@attrs.frozen(kw_only=True, field_transformer=checked)
class Stage:
    """
    One named step, and where a group may go from it.

    Attributes
    ----------
    name : str
        Name, unique in the model.
    kind : StageKind
        Entry, intermediate, success or failure; the last two are the destinations.
    next_stages : tuple of str
        Names of the stages that may follow. A failure stage may have some (a dormant deal that revives), the success
        stage has none.
    """

    name: str = attrs.field(validator=not_blank)
    kind: StageKind = StageKind.INTERMEDIATE
    next_stages: tuple[str, ...] = attrs.field(
        default=(), converter=tuple[str, ...], validator=[unique("name", str), none_blank]
    )

    @property
    def is_destination(self) -> bool:
        """Whether a group may end here."""
        return self.kind.is_destination


def _name_of(stage: Stage) -> str:
    return stage.name


def _check_live(
    instance: "StageModel",
    attribute: "attrs.Attribute[PublicationStatus]",  # noqa: ARG001 - the form in which attrs calls
    value: PublicationStatus,
) -> None:
    problems = instance.problems() if value is PublicationStatus.LIVE else ()
    if problems:
        raise InvalidStageModelError(problems)


@attrs.frozen(kw_only=True, field_transformer=checked)
class StageModel(ShownInNotebooks):
    """
    The stages that the groups of a solution interest go through.

    Attributes
    ----------
    id : str
        Identifier, unique among the stage models of a tenant.
    name : str
        Name.
    stages : tuple of Stage
        The stages, in the order in which they are shown.
    status : PublicationStatus
        Draft or live. A live model has no fault (see `problems`) and does not change.

    Examples
    --------
    >>> model = StageModel(
    ...     id="s1",
    ...     name="New business",
    ...     stages=[
    ...         Stage(name="Aware", kind=StageKind.ENTRY, next_stages=["Evaluating"]),
    ...         Stage(name="Evaluating", next_stages=["Won"]),
    ...         Stage(name="Won", kind=StageKind.SUCCESS),
    ...     ],
    ... )
    >>> model.allows(None, "Aware"), model.allows("Aware", "Won")
    (True, False)
    >>> model.publish().status.value
    'live'
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)
    stages: tuple[Stage, ...] = attrs.field(default=(), converter=tuple[Stage, ...], validator=unique("name", _name_of))
    status: PublicationStatus = attrs.field(default=PublicationStatus.DRAFT, validator=_check_live)

    @property
    def stage_names(self) -> tuple[str, ...]:
        """The names of the stages, in the order in which they are shown."""
        return tuple(stage.name for stage in self.stages)

    def stage(self, name: str) -> Stage:
        """
        Return a stage by its name.

        Raises
        ------
        UnknownIdError
            When the model has none of that name.
        """
        known(f"stage of stage model {self.name!r}", name, self.stage_names)
        return next(stage for stage in self.stages if stage.name == name)

    def next_stages(self, current: str | None) -> tuple[str, ...]:
        """
        Return the names of the stages that a group may move to.

        Parameters
        ----------
        current : str or None
            Where the group is; ``None`` for a group without a stage, which may only move to an entry stage.

        Raises
        ------
        UnknownIdError
            When the model has no such stage.
        """
        if current is None:
            return tuple(stage.name for stage in self.stages if stage.kind is StageKind.ENTRY)
        return self.stage(current).next_stages

    def allows(self, current: str | None, target: str) -> bool:
        """
        Return whether a group may move from one stage to another.

        Parameters
        ----------
        current : str or None
            Where the group is; ``None`` for a group without a stage.
        target : str
            Where it would go.

        Raises
        ------
        UnknownIdError
            When the model has no such stage.
        """
        return self.stage(target).name in self.next_stages(current)

    def problems(self) -> tuple[Problem, ...]:
        """
        Return every fault that keeps the model from being published, with where it is; none if it is sound.
        """
        places = {name: f"$.stages[{index}]" for index, name in enumerate(self.stage_names)}
        following = {stage.name: [name for name in stage.next_stages if name in places] for stage in self.stages}
        preceding = {name: [other for other, names in following.items() if name in names] for name in places}
        entries = [stage.name for stage in self.stages if stage.kind is StageKind.ENTRY]
        destinations = [stage.name for stage in self.stages if stage.is_destination]
        reached, ending = _closure(entries, following), _closure(destinations, preceding)
        found, hint = self._problems_of_kinds(), Hints()
        for stage in self.stages:
            place = places[stage.name]
            found += [
                Problem(
                    f"{place}.next_stages[{index}]",
                    f"{name!r} is not a stage of the model{hint(name, places)}: {', '.join(places)}",
                )
                for index, name in enumerate(stage.next_stages)
                if name not in places
            ]
            if stage.name in stage.next_stages:
                found.append(Problem(place, f"{stage.name!r} allows itself as next stage; a move leads to another one"))
            if stage.kind is StageKind.SUCCESS and stage.next_stages:
                found.append(Problem(place, f"{stage.name!r} allows next stages; success is final"))
            if entries and stage.name not in reached:
                found.append(Problem(place, f"{stage.name!r} cannot be reached from an entry stage"))
            if not stage.is_destination and not stage.next_stages:
                found.append(Problem(place, f"{stage.name!r} allows no next stage; only a destination may"))
            elif destinations and stage.name not in ending:
                found.append(Problem(place, f"no success or failure stage can be reached from {stage.name!r}"))
        return tuple(found)

    def _problems_of_kinds(self) -> list[Problem]:
        count = Counter(stage.kind for stage in self.stages)
        found: list[Problem] = []
        if not count[StageKind.ENTRY]:
            found.append(Problem("$.stages", "needs at least one entry stage, has none"))
        if count[StageKind.SUCCESS] != 1:
            found.append(Problem("$.stages", f"needs exactly one success stage, has {count[StageKind.SUCCESS]}"))
        return found

    def to_mermaid(self) -> str:
        """
        Return the model as a Mermaid state diagram, which many viewers of Markdown draw.

        Returns
        -------
        str
            Lines of ``stateDiagram-v2``: every stage under an alias, every allowed move, from the start to the entry
            stages, and from the destinations to the end. A next stage that a draft names but does not have is drawn
            with the word "missing".

        Notes
        -----
        Of a name, letters, digits and spaces are written as they are, all else as numeric entity codes: no name ends
        its label, starts a comment or becomes HTML.

        References
        ----------
        Mermaid documentation, "State diagrams" and "Flowcharts", entity codes to escape characters (2026-08).

        Examples
        --------
        >>> model = StageModel(
        ...     id="s1",
        ...     name="New business",
        ...     stages=[
        ...         Stage(name="Aware", kind=StageKind.ENTRY, next_stages=["Closed (won)"]),
        ...         Stage(name="Closed (won)", kind=StageKind.SUCCESS),
        ...     ],
        ... )
        >>> print(model.to_mermaid())
        stateDiagram-v2
            state "Aware" as stage1
            state "Closed #40;won#41;" as stage2
            [*] --> stage1
            stage1 --> stage2
            stage2 --> [*] : success
        """
        moves = [(stage.name, name) for stage in self.stages for name in stage.next_stages]
        names = dict.fromkeys((*self.stage_names, *(name for _, name in moves)))
        aliases = {name: f"stage{number}" for number, name in enumerate(names, 1)}
        missing = names.keys() - set(self.stage_names)
        lines = (
            *(f'state "{_label(name)}{" missing" * (name in missing)}" as {alias}' for name, alias in aliases.items()),
            *(f"[*] --> {aliases[name]}" for name in self.next_stages(None)),
            *(f"{aliases[name]} --> {aliases[following]}" for name, following in moves),
            *(f"{aliases[stage.name]} --> [*] : {stage.kind.value}" for stage in self.stages if stage.is_destination),
        )
        return "\n    ".join(("stateDiagram-v2", *lines))

    def publish(self) -> Self:
        """
        Return the model as live.

        Raises
        ------
        StatusError
            When it is live already.
        InvalidStageModelError
            When it has faults; lists every one.
        """
        require_draft(f"stage model {self.name!r}", self.status, "publish")
        return attrs.evolve(self, status=PublicationStatus.LIVE)

    def with_stages(self, *stages: Stage) -> Self:
        """
        Return the draft with other stages.

        Raises
        ------
        StatusError
            When the model is live.
        """
        require_draft(f"stage model {self.name!r}", self.status, "change the stages of")
        return attrs.evolve(self, stages=stages)

    def duplicate(self, *, id: str, name: str) -> Self:
        """Return a draft with the same stages, to be changed."""
        return attrs.evolve(self, id=id, name=name, status=PublicationStatus.DRAFT)


def _label(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter == " " else f"#{ord(letter)};" for letter in name)


def _closure(start: Iterable[str], following: Mapping[str, Iterable[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(following[name])
    return reached
