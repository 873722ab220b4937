"""
Stages: how buying groups moved between the stages of a stage model, and where they are.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self

import attrs
import numpy as np

from .._moments import as_of_moment
from .._reprs import brief
from ..errors import InvalidValueError
from ..insights.distributions import GroupsByStage, StageRow, groups_by_stage
from ..stages import StageKind
from .display import Display
from .grid import draw_grid
from .marks import BLUE, GREEN, GREY, ORANGE, RED, SKY
from .texts import ABSENT, PLAIN, plural, room, wrapped


if TYPE_CHECKING:
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..stages import StageModel
    from ..tenant import Tenant
    from .grid import Floats


__all__ = ["GroupsByStageDisplay", "StageFlowDisplay", "StageTransition"]

_NO_STAGE = "no stage yet"
_COLOURS = {
    StageKind.ENTRY: SKY,
    StageKind.INTERMEDIATE: "#DDDDDD",
    StageKind.SUCCESS: GREEN,
    StageKind.FAILURE: ORANGE,
    None: "none",
}
_BOX = 0.4  # half of its width, where stages are 1 apart
_HIGH = 0.34  # half of its height
_ASIDE = 0.16  # from the middle of a box to where moves leave and arrive
_RISE = 0.42  # of an arc, for each stage that it spans
_THICK = 6.0
_NARROWEST = 6


@attrs.frozen(kw_only=True, field_transformer=brief)
class StageTransition:
    """
    The moves from one stage to another.

    Attributes
    ----------
    source : str or None
        Where they began; ``None`` before the first stage.
    target : str
        Where they led.
    moves : int
        How many there were, of all groups; a group may move there several times.
    is_allowed : bool
        Whether the stage model allows them.
    """

    source: str | None
    target: str
    moves: int
    is_allowed: bool


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class StageFlowDisplay(Display):
    """
    How buying groups moved between the stages of a stage model, and how many are in each now.

    Made by `from_tenant`.

    Attributes
    ----------
    model : StageModel or None
        The stage model; ``None`` where the tenant has none.
    solution_interest : str or None
        Name of the solution interest whose groups are counted; ``None`` for those of all that have the stage model.
    stages : tuple of str
        The stages, in the model's order.
    groups : tuple of int
        How many groups are in each now.
    without_stage : int
        How many are in none yet.
    transitions : tuple of StageTransition
        The moves that were made, and those that the model allows and nobody made yet: from the start, and then in the
        model's order.
    as_of, time_zone, ax_, figure_
        As of every `Display`.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from matplotlib.figure import Figure
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> display = StageFlowDisplay.from_tenant(tenant, as_of=as_of, ax=Figure().subplots())
    >>> dict(zip(display.stages, display.groups))
    {'Identified': 1, 'Evaluating': 5, 'Negotiating': 3, 'Won': 1, 'Lost': 1}
    >>> [(move.source, move.target, move.moves) for move in display.transitions[:2]]
    [(None, 'Identified', 11), ('Identified', 'Evaluating', 9)]
    """

    model: StageModel | None
    solution_interest: str | None
    stages: tuple[str, ...]
    groups: tuple[int, ...]
    without_stage: int
    transitions: tuple[StageTransition, ...]

    _width = 8.4

    @classmethod
    def from_tenant(
        cls,
        tenant: Tenant,
        *,
        as_of: datetime,
        stage_model_id: str | None = None,
        solution_interest_id: str | None = None,
        ax: Axes | None = None,
    ) -> Self:
        """
        Compute and plot the moves of a tenant's groups.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The moment for which it holds, time-zone aware. Later moves do not exist yet.
        stage_model_id : str or None
            The stage model; where neither it nor a solution interest is given, the only one that the tenant has.
        solution_interest_id : str or None
            The solution interest to whose groups, and whose stage model, it is narrowed down.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        UnknownIdError
            When the tenant has no such stage model or solution interest.
        InvalidValueError
            When `as_of` is not valid, or which stage model is meant is not clear.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        as_of = as_of_moment(as_of)
        interests = tenant.solution_interests
        name = None
        if solution_interest_id is not None:
            interest = tenant.solution_interest(solution_interest_id)
            interests, name = (interest,), interest.name
            if stage_model_id not in {None, interest.stage_model_id}:
                raise InvalidValueError("stage_model_id", stage_model_id, f"that of {solution_interest_id!r}")
            stage_model_id = interest.stage_model_id
        elif stage_model_id is None:
            ids = sorted(model.id for model in tenant.stage_models)
            if len(ids) > 1:
                raise InvalidValueError("stage_model_id", None, f"one of {', '.join(map(repr, ids))}")
            stage_model_id = ids[0] if ids else None
        model = None if stage_model_id is None else tenant.stage_model(stage_model_id)
        among = {interest.id for interest in interests if model is not None and interest.stage_model_id == model.id}
        groups = [group for group in tenant.buying_groups if group.solution_interest_id in among]
        now = Counter(group.stage_at(as_of) for group in groups)
        taken: Counter[tuple[str | None, str]] = Counter()
        for group in groups:
            stages = [None, *(move.stage for move in group.stage_moves if move.moved_at <= as_of)]
            taken.update((source, target) for source, target in pairwise(stages) if target is not None)
        names = () if model is None else model.stage_names
        return cls(
            as_of=as_of,
            time_zone=tenant.time_zone,
            model=model,
            solution_interest=name,
            stages=names,
            groups=tuple(now[stage] for stage in names),
            without_stage=now[None],
            transitions=() if model is None else _transitions(model, taken),
        ).plot(ax)

    def _subject(self) -> str:
        if self.model is None:
            return "Stages" if self.solution_interest is None else f"Stages of {self.solution_interest}"
        of = self.model.name if self.solution_interest is None else f"{self.solution_interest} ({self.model.name})"
        groups = plural(sum(self.groups) + self.without_stage, "buying group")
        return f"Stages of {of}: {groups}, {plural(sum(each.moves for each in self.transitions), 'move')}"

    def _nothing(self) -> str | None:
        return None if self.model is not None and self.stages else "There is no stage model, so there are no stages."

    def _draw(self, ax: Axes) -> None:
        places: dict[str | None, int] = {name: place for place, name in enumerate((None, *self.stages), -1)}
        most = max((each.moves for each in self.transitions), default=0)
        for each in sorted(self.transitions, key=lambda each: each.moves):
            _arc(ax, places[each.source], places[each.target], each, most)
        columns = max(_NARROWEST, int(1.3 * room(ax) * 2 * _BOX / len(places)))
        counts = (self.without_stage, *self.groups)
        for (name, place), count in zip(places.items(), counts, strict=True):
            kind = None if self.model is None or name is None else self.model.stage(name).kind
            _box(ax, place, wrapped(name or _NO_STAGE, columns), kind, count)
        spans = [places[each.target] - places[each.source] for each in self.transitions]
        ax.set_xlim(-1.5, len(self.stages) - 0.5)
        ax.set_ylim(min([0, *spans]) * _RISE - _HIGH - 0.25, max([0, *spans]) * _RISE + _HIGH + 0.25)
        ax.set_axis_off()
        ax.plot([], [], color=BLUE, linewidth=3, label="moves, and how many")
        ax.plot([], [], color=GREY, linewidth=1, linestyle=":", label="allowed, no move yet")
        if not all(each.is_allowed for each in self.transitions):
            ax.plot([], [], color=RED, linewidth=2, linestyle="--", label="not allowed by the model")
        ax.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=3, frameon=False, fontsize="small")


def _transitions(model: StageModel, taken: Counter[tuple[str | None, str]]) -> tuple[StageTransition, ...]:
    names: tuple[str | None, ...] = (None, *model.stage_names)
    return tuple(
        StageTransition(
            source=source, target=target, moves=taken[source, target], is_allowed=model.allows(source, target)
        )
        for source in names
        for target in model.stage_names
        if taken[source, target] or model.allows(source, target)
    )


def _box(ax: Axes, place: int, name: str, kind: StageKind | None, count: int) -> None:
    line = "--" if kind is None else "-"
    fill = _COLOURS[kind]
    ax.barh(0, 2 * _BOX, 2 * _HIGH, left=place - _BOX, color=fill, edgecolor=GREY, linestyle=line, zorder=3)
    look: dict[str, Any] = {
        "ha": "center",
        "color": ax.xaxis.label.get_color() if kind is None else "black",
        "zorder": 4,
        **PLAIN,
    }
    text = name if kind in {None, StageKind.INTERMEDIATE} else f"{name}\n({kind})"
    ax.text(place, 0.1, text, va="center", fontsize="small", **look)
    ax.text(place, 0.04 - _HIGH, f"{count:,} now", va="bottom", fontsize="small", fontweight="bold", **look)


def _arc(ax: Axes, start: int, end: int, each: StageTransition, most: int) -> None:
    side = 1 if end > start else -1
    left, right = start + side * _ASIDE, end - side * _ASIDE
    angle = np.linspace(np.pi, 0, 60)
    x = (left + right) / 2 + (right - left) / 2 * np.cos(angle)
    y = side * (_HIGH + (abs(end - start) * _RISE) * np.sin(angle))
    if not each.moves:
        ax.plot(x, y, color=GREY, linewidth=1, linestyle=":", zorder=1)
        return
    color, line = (BLUE, "-") if each.is_allowed else (RED, "--")
    width = 1 + (_THICK - 1) * each.moves / most
    ax.plot(x, y, color=color, linewidth=width, linestyle=line, alpha=0.6, zorder=2, solid_capstyle="butt")
    ax.annotate(
        "", (x[-1], y[-1]), (x[-4], y[-4]), zorder=2,
        arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 0, "mutation_scale": 10 + 2 * width},
    )  # fmt: skip
    box: dict[str, Any] = {"facecolor": ax.get_facecolor(), "edgecolor": "none", "pad": 1}
    middle = len(x) // 2
    ax.text(x[middle], y[middle], f"{each.moves:,}", ha="center", va="center", fontsize="small", bbox=box, zorder=5)


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class GroupsByStageDisplay(Display):
    """
    How many buying groups of each solution interest are in each stage.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    by_stage : GroupsByStage
        What is drawn.
    solution_interests : tuple of str
        Their names, a row each.
    stages : tuple of str
        A column each: first the groups in no stage, then the stages in the order of their models, each with what it is
        where it is a destination.
    groups : ndarray of shape (n_solution_interests, n_stages)
        How many groups there are; NaN where the stage model of the solution interest does not have the stage.
    as_of, time_zone, ax_, figure_
        As of every `Display`.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from matplotlib.figure import Figure
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> display = GroupsByStageDisplay.from_tenant(tenant, as_of=as_of, ax=Figure().subplots())
    >>> display.stages[:2], display.groups[0, :2].tolist()
    (('no stage yet', 'Identified'), [0.0, 1.0])
    """

    by_stage: GroupsByStage
    solution_interests: tuple[str, ...]
    stages: tuple[str, ...]
    groups: Floats

    @classmethod
    def from_tenant(cls, tenant: Tenant, *, as_of: datetime, ax: Axes | None = None) -> Self:
        """
        Compute and plot a tenant's groups by solution interest and stage.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The moment for which it holds, time-zone aware.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When `as_of` is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        return cls.from_insight(groups_by_stage(tenant, as_of=as_of), time_zone=tenant.time_zone, ax=ax)

    @classmethod
    def from_insight(cls, by_stage: GroupsByStage, *, time_zone: str = "UTC", ax: Axes | None = None) -> Self:
        """
        Plot groups by stage that were computed before.

        Parameters
        ----------
        by_stage : GroupsByStage
            The groups by solution interest and stage.
        time_zone : str
            IANA name of the zone in which their moment is shown.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        interests = {row.solution_interest_id: row.solution_interest for row in by_stage.rows}
        labels = [*dict.fromkeys(_column(row) for row in by_stage.rows)]
        groups = np.full((len(interests), len(labels)), np.nan)
        places = {id: place for place, id in enumerate(interests)}
        for row in by_stage.rows:
            groups[places[row.solution_interest_id], labels.index(_column(row))] = row.groups
        return cls(
            as_of=by_stage.as_of,
            time_zone=time_zone,
            by_stage=by_stage,
            solution_interests=tuple(interests.values()),
            stages=tuple(_NO_STAGE if stage is None else f"{stage}{note}" for stage, note in labels),
            groups=groups,
        ).plot(ax)

    def _subject(self) -> str:
        return "Buying groups by solution interest and stage"

    def _rows(self) -> int:
        return 2 + round(1.4 * len(self.solution_interests))

    def _nothing(self) -> str | None:
        return None if self.by_stage.rows else "The tenant has no solution interest."

    def _draw(self, ax: Axes) -> None:
        texts = [[ABSENT if np.isnan(count) else f"{count:.0f}" for count in row] for row in self.groups.tolist()]
        draw_grid(ax, self.groups, texts, self.solution_interests, self.stages)
        missing = f"\n{ABSENT} the stage model does not have the stage" if np.isnan(self.groups).any() else ""
        ax.set_xlabel(f"buying groups{missing}", fontsize="small")


def _column(row: StageRow) -> tuple[str | None, str]:
    """Return in which column a row is: where a stage is no destination, that of all stages of the name."""
    return row.stage, f" ({row.kind})" if row.kind is not None and row.kind.is_destination else ""
