"""
Engagement over time: the score of a person or a buying group at successive moments, and what made it.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, Self

import attrs
import numpy as np

from .._moments import as_of_moment, days_before, time_zone
from .._validation import known
from ..engagement import score_tenant
from ..errors import InvalidValueError
from ..rounding import round_half_up
from .display import Display
from .marks import MOST, legend_beside, legend_text, look
from .texts import ABSENT, days_text, room, words


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["EngagementOverTimeDisplay"]

Floats = np.ndarray[Any, np.dtype[np.float64]]

_TICKS = 8
_SHARE = 0.9  # of the room for a title: what numbers above the bars may take, in a smaller font, beside the legend
_NAME = 24
_MEASURES = ("score", "raw")

_Found = tuple[float, dict[str, float]]
_UNKNOWN: _Found = (math.nan, {})


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class EngagementOverTimeDisplay(Display):
    """
    The engagement of a person or a buying group at successive moments, stacked by what made it.

    Made by `from_person` and `from_group`.

    Attributes
    ----------
    subject : str
        Name of the person or the group.
    of : {"person", "buying group"}
        Whose engagement it is.
    by : {"activity type", "member", "role"}
        What made it.
    measure : {"score", "raw"}
        The score, which is relative to the tenant at each moment, or the raw engagement, which no scale moves.
    moments : tuple of datetime
        When it was computed, the earliest first; the last is `as_of`.
    values : ndarray of shape (n_moments,)
        The engagement, unrounded; NaN where none is known. A score is in [0, 100].
    labels : tuple of str
        What made it: the name of each part, the largest in all first.
    parts : ndarray of shape (n_parts, n_moments)
        What each of them made of it; a column adds up to the value.
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
    >>> ax = Figure().subplots()
    >>> display = EngagementOverTimeDisplay.from_group(tenant, "cortex-account-2", as_of=as_of, moments=3, ax=ax)
    >>> display.values.round().tolist(), display.labels[0]
    ([100.0, 96.0, 100.0], 'Naomi Osborne')
    """

    subject: str
    of: Literal["person", "buying group"]
    by: Literal["activity type", "member", "role"]
    measure: Literal["score", "raw"] = "score"
    moments: tuple[datetime, ...]
    values: Floats
    labels: tuple[str, ...]
    parts: Floats

    @classmethod
    def from_person(
        cls,
        tenant: Tenant,
        person_id: str,
        *,
        as_of: datetime,
        measure: Literal["score", "raw"] = "score",
        moments: int = 13,
        every_days: int = 7,
        ax: Axes | None = None,
    ) -> Self:
        """
        Compute and plot the engagement of one person, by type of activity.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant: a score is relative to it.
        person_id : str
            The person.
        as_of : datetime
            The last moment, time-zone aware.
        measure : {"score", "raw"}
            The engagement score; or Σ capped count × weight, which does not move when others get busier.
        moments : int
            How many; at least 1.
        every_days : int
            How far they are from each other, in days of 24 hours; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Returns
        -------
        EngagementOverTimeDisplay
            Every moment is scored anew, with the weighting model of today.

        Raises
        ------
        UnknownIdError
            When the tenant has no such person, or `measure` is something else.
        InvalidValueError
            When a number or the moment is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        name = tenant.person(person_id).full_name or person_id
        known("measure", measure, _MEASURES)
        whens = _moments(as_of, moments, every_days)
        weights = tenant.active_weighting_model.counted
        found: list[_Found] = []
        for scores in (score_tenant(tenant, as_of=when) for when in whens):
            score = next((score for score in scores.people if score.person_id == person_id), None)
            if score is None or not score.is_known:
                found.append(_UNKNOWN)
            elif measure == "score":
                found.append((score.score, _added((part.activity_type, part.points) for part in score.parts)))
            else:
                counts = _added((part.activity_type, part.counted) for part in score.parts)
                found.append((score.raw, {name: count * weights[name].weight for name, count in counts.items()}))
        labels, parts = _series([each for _, each in found], {})
        return cls(
            as_of=whens[-1],
            time_zone=tenant.time_zone,
            subject=name,
            of="person",
            by="activity type",
            measure=measure,
            moments=whens,
            values=np.array([value for value, _ in found]),
            labels=tuple(map(words, labels)),
            parts=parts,
        ).plot(ax)

    @classmethod
    def from_group(
        cls,
        tenant: Tenant,
        group_id: str,
        *,
        as_of: datetime,
        by: Literal["member", "role"] = "member",
        measure: Literal["score", "raw"] = "score",
        moments: int = 13,
        every_days: int = 7,
        ax: Axes | None = None,
    ) -> Self:
        """
        Compute and plot the engagement of one buying group, by member or role.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant: a score is relative to it.
        group_id : str
            The group.
        as_of, moments, every_days, ax
            As in `from_person`.
        by : {"member", "role"}
            What to stack.
        measure : {"score", "raw"}
            The engagement score; or the raw engagement of the members, Σ capped count × weight over all of them,
            which neither a scale nor a role's weighting moves.

        Returns
        -------
        EngagementOverTimeDisplay
            Every moment is scored anew, with the members of then, and the weighting model and roles template of today.

        Raises
        ------
        UnknownIdError
            When the tenant has no such group, or `by` or `measure` is something else.
        InvalidValueError
            When a number or the moment is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        group = tenant.buying_group(group_id)
        known("part", by, ("member", "role"))
        known("measure", measure, _MEASURES)
        whens = _moments(as_of, moments, every_days)
        found: list[_Found] = []
        for scores in (score_tenant(tenant, as_of=when) for when in whens):
            score = scores.group(group_id)
            points = {part.person_id: part.points for part in score.parts}
            if measure == "raw":
                points = {id: scores.person(id).raw for id in points}
            keys = {part.person_id: part.person_id if by == "member" else part.role for part in score.parts}
            parts = _added((keys[id], value) for id, value in points.items())
            value = score.score if measure == "score" else math.fsum(points.values())
            found.append((value, parts) if score.is_known else _UNKNOWN)
        names = {person.id: person.full_name or person.id for person in tenant.people} if by == "member" else {}
        labels, series = _series([each for _, each in found], names)
        return cls(
            as_of=whens[-1],
            time_zone=tenant.time_zone,
            subject=tenant.group_name(group),
            of="buying group",
            by=by,
            measure=measure,
            moments=whens,
            values=np.array([value for value, _ in found]),
            labels=tuple(names.get(label, label) for label in labels),
            parts=series,
        ).plot(ax)

    def _subject(self) -> str:
        raw = "Raw engagement" if self.measure == "raw" else "Engagement"
        return f"{raw} of {self.subject} by {self.by}"

    def _nothing(self) -> str | None:
        if np.isnan(self.values).all():
            whom = "this person" if self.of == "person" else "any member of this buying group"
            return f"No activity of {whom} is known at any of these moments: that is not known, and no 0."
        return None

    def _draw(self, ax: Axes) -> None:
        x = np.arange(len(self.moments))
        bottom = np.zeros(len(x))
        for index, (label, heights) in enumerate(self._shown()):
            ax.bar(x, heights, 0.8, bottom=bottom, label=legend_text(label, _NAME), **look(ax, index))
            bottom += heights
        numbers = [ABSENT if math.isnan(value) else f"{round_half_up(value):,}" for value in self.values.tolist()]
        step = math.ceil(len(x) * (max(map(len, numbers)) + 1) / (_SHARE * room(ax)))
        for place in range(len(x) - 1, -1, -step):
            top = (place, float(np.nan_to_num(self.values[place])))
            ax.annotate(numbers[place], top, (0, 2), textcoords="offset points", ha="center", fontsize="small")
        zone = time_zone(self.time_zone)
        ticks = [*range(len(x) - 1, -1, -math.ceil(len(x) / _TICKS))][::-1]
        ax.set_xticks(ticks, days_text(self.moments[tick].astimezone(zone).date() for tick in ticks), fontsize="small")
        ax.set_xlim(-0.6, len(x) - 0.4)
        ax.margins(y=0.08)
        if self.measure == "score":
            ax.set_ylim(0, 108)
            ax.set_yticks(range(0, 101, 20))
        raw = "Raw engagement\n(capped count × weight)"
        ax.set_ylabel(raw if self.measure == "raw" else "Engagement score (0–100)")
        ax.set_xlabel("\n".join(self._notes()), fontsize="small")
        ax.spines[["top", "right"]].set_visible(False)
        legend_beside(ax, self.by)

    def _notes(self) -> list[str]:
        relative = "person" if self.of == "person" else "buying group"
        return [
            *([f"100 is the tenant's most engaged {relative} at each moment"] if self.measure == "score" else []),
            *([f"{ABSENT} not known"] if np.isnan(self.values).any() else []),
        ]

    def _shown(self) -> list[tuple[str, Floats]]:
        found = [*zip(self.labels, self.parts, strict=True)]
        rest = found[MOST:]
        if len(rest) > 1:
            found[MOST:] = [(f"{len(rest)} others", np.sum([heights for _, heights in rest], axis=0))]
        return found


def _moments(as_of: datetime, moments: int, every_days: int) -> tuple[datetime, ...]:
    for field, value in (("moments", moments), ("every_days", every_days)):
        if value < 1:
            raise InvalidValueError(field, value, "at least 1")
    as_of = as_of_moment(as_of)
    return tuple(days_before(as_of, back * every_days, "moments * every_days") for back in range(moments - 1, -1, -1))


def _added(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for key, value in parts:
        found.setdefault(key, []).append(value)
    return {key: math.fsum(values) for key, values in found.items()}


def _series(found: list[dict[str, float]], names: Mapping[str, str]) -> tuple[list[str], Floats]:
    totals = {key: math.fsum(each.get(key, 0.0) for each in found) for each in found for key in each}
    keys = sorted(
        (key for key, total in totals.items() if total > 0), key=lambda key: (-totals[key], names.get(key, key), key)
    )
    return keys, np.array([[each.get(key, 0.0) for each in found] for key in keys]).reshape(len(keys), len(found))
