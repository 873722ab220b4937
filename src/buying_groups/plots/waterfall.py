"""
Waterfall: a score as the sum of its parts.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, Self

import attrs

from .._reprs import brief
from ..engagement import GroupScore, PersonScore, score_tenant
from ..errors import InvalidValueError
from ..rounding import round_half_up
from .display import Display
from .marks import GREY, MOST, legend_beside, legend_text, look
from .texts import ABSENT, PLAIN, day_text, words, wrapped


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["ScorePart", "ScoreWaterfallDisplay"]

_NAME = 26


@attrs.frozen(kw_only=True, field_transformer=brief)
class ScorePart:
    """
    One step of the waterfall.

    Attributes
    ----------
    label : str
        What made it: an activity type and a day; a member.
    kind : str
        What it is told apart by: the activity type; the role.
    points : float
        The part of the score, in [0, 100].
    """

    label: str
    kind: str
    points: float


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class ScoreWaterfallDisplay(Display):
    """
    An engagement score as the sum of its parts: a person's by activity type and day, a buying group's by member.

    Made by `from_person`, `from_group` and `from_score`.

    Attributes
    ----------
    subject : str
        Name of the person or the group.
    of : {"person", "buying group"}
        What it is the score of.
    score : float
        The score, in [0, 100], unrounded.
    is_known : bool
        Whether any activity is known; where none is, a score of 0 says nothing.
    is_clipped : bool
        Whether the score is that of a stored scale, which it is above.
    parts : tuple of ScorePart
        All parts above 0, the largest first; their points add up to the score.
    without : int
        How many parts add nothing: of a person, where the scale's lower end is the lightest type; of a group, members.
    most : int
        How many of the parts are drawn by themselves; the rest is one step, "others".
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
    >>> display = ScoreWaterfallDisplay.from_group(tenant, "cortex-account-2", as_of=as_of, ax=ax)
    >>> [(part.label, round(part.points, 1)) for part in display.parts[:2]]
    [('Naomi Osborne', 34.0), ('Mathieu Garnier', 27.4)]
    """

    subject: str
    of: Literal["person", "buying group"]
    score: float
    is_known: bool
    is_clipped: bool
    parts: tuple[ScorePart, ...]
    without: int
    most: int = 12

    @classmethod
    def from_person(
        cls, tenant: Tenant, person_id: str, *, as_of: datetime, most: int = 12, ax: Axes | None = None
    ) -> Self:
        """
        Compute and plot the engagement score of one person.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant: a score is relative to it.
        person_id : str
            The person.
        as_of : datetime
            The moment for which it holds, time-zone aware.
        most : int
            How many parts to draw by themselves; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        UnknownIdError
            When the tenant has no such person, or the person has no activities and is in no group.
        InvalidValueError
            When `as_of` or `most` is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        names = {person_id: tenant.person(person_id).full_name}
        score = score_tenant(tenant, as_of=as_of).person(person_id)
        return cls.from_score(score, names=names, as_of=as_of, time_zone=tenant.time_zone, most=most, ax=ax)

    @classmethod
    def from_group(
        cls, tenant: Tenant, group_id: str, *, as_of: datetime, most: int = 12, ax: Axes | None = None
    ) -> Self:
        """
        Compute and plot the engagement score of one buying group.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant: a score is relative to it.
        group_id : str
            The group.
        as_of, most, ax
            As in `from_person`.

        Raises
        ------
        UnknownIdError
            When the tenant has no such group.
        InvalidValueError
            When `as_of` or `most` is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        group = tenant.buying_group(group_id)
        score = score_tenant(tenant, as_of=as_of).group(group_id)
        names = {part.person_id: tenant.person(part.person_id).full_name for part in score.parts}
        return cls.from_score(
            score,
            names=names,
            subject=tenant.group_name(group),
            as_of=as_of,
            time_zone=tenant.time_zone,
            most=most,
            ax=ax,
        )

    @classmethod
    def from_score(
        cls,
        score: PersonScore | GroupScore,
        *,
        names: Mapping[str, str | None] | None = None,
        subject: str | None = None,
        as_of: datetime | None = None,
        time_zone: str = "UTC",
        most: int = 12,
        ax: Axes | None = None,
    ) -> Self:
        """
        Plot a score that was computed before.

        Parameters
        ----------
        score : PersonScore or GroupScore
            The score, which explains itself.
        names : mapping of str to str, or None
            The names of people by their ids; where one is missing, the id is shown.
        subject : str or None
            Name of the person or group; where absent, that in `names`, or the id.
        as_of : datetime or None
            The moment for which it holds, to be shown.
        time_zone : str
            IANA name of the zone in which it is shown.
        most : int
            How many parts to draw by themselves; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When `most` is below 1.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        if most < 1:
            raise InvalidValueError("most", most, "at least 1")
        known: Mapping[str, str | None] = {} if names is None else names
        if isinstance(score, PersonScore):
            id = score.person_id
            keyed = [
                ((part.day, part.activity_type), f"{words(part.activity_type)}, {day_text(part.day)}", part)
                for part in score.parts
            ]
            parts = [
                ScorePart(label=label, kind=words(part.activity_type), points=part.points)
                for _, label, part in sorted(keyed, key=lambda item: (-item[2].points, item[0]))
                if part.points > 0
            ]
        else:
            id = score.group_id
            parts = [
                ScorePart(label=known.get(part.person_id) or part.person_id, kind=part.role, points=part.points)
                for part in sorted(score.parts, key=lambda part: (-part.points, part.person_id))
                if part.points > 0
            ]
        return cls(
            as_of=as_of,
            time_zone=time_zone,
            subject=subject or known.get(id) or id,
            of="person" if isinstance(score, PersonScore) else "buying group",
            score=score.score,
            is_known=score.is_known,
            is_clipped=score.is_clipped,
            parts=tuple(parts),
            without=len(score.parts) - len(parts),
            most=most,
        ).plot(ax)

    def _subject(self) -> str:
        score = str(round_half_up(self.score)) if self.is_known else f"{ABSENT} (not known)"
        return f"Engagement score of {self.subject}: {score}"

    def _rows(self) -> int:
        return len(self._steps()) + 1

    def _nothing(self) -> str | None:
        if not self.is_known:
            whom = "this person" if self.of == "person" else "any member"
            return f"No activity of {whom} is known: the score is not known, which is not 0."
        return None if self.parts else "Nothing in the look-back window adds to it: the score is 0."

    def _steps(self) -> list[ScorePart]:
        found = [*self.parts]
        rest = found[self.most :]
        if len(rest) > 1:
            points = math.fsum(part.points for part in rest)
            found[self.most :] = [ScorePart(label=f"{len(rest)} others", kind="", points=points)]
        return found

    def _draw(self, ax: Axes) -> None:
        steps = self._steps()
        totals: dict[str, float] = {}
        for part in self.parts:
            totals[part.kind] = totals.get(part.kind, 0.0) + part.points
        kinds = sorted(totals, key=lambda kind: (-totals[kind], kind))[:MOST]
        left = 0.0
        for place, step in enumerate(steps):
            index = kinds.index(step.kind) if step.kind in kinds else MOST
            ax.barh(place, step.points, 0.7, left=left, **look(ax, index))
            ax.plot([left + step.points] * 2, [place - 0.35, place + 1.35], color=GREY, linewidth=0.8, zorder=0)
            left += step.points
            _number(ax, left, place, f"+{step.points:.1f}")
        ax.barh(len(steps), self.score, 0.7, color=ax.xaxis.label.get_color(), alpha=0.8)
        _number(ax, self.score, len(steps), f"{self.score:.1f}")
        labels = [*(wrapped(step.label, _NAME, lines=1) for step in steps), "Score"]
        ax.set_yticks(range(len(labels)), labels, fontsize="small", **PLAIN)
        ax.set_ylim(len(labels) - 0.4, -0.6)
        ax.set_xlim(0, self.score * 1.12)
        noun = "parts" if self.of == "person" else "members"
        notes = [
            "Points of the engagement score (0–100)",
            *([f"{self.without} of {self.without + len(self.parts)} {noun} add nothing"] if self.without else []),
            *(["100 is shown for what is above the largest of the stored scale"] if self.is_clipped else []),
        ]
        ax.set_xlabel("\n".join(notes), fontsize="small")
        ax.spines[["top", "right"]].set_visible(False)
        shown = [*kinds, *(["other kinds"] if len(totals) > len(kinds) else [])]
        for index, kind in enumerate(shown):
            ax.barh(0, 0, label=legend_text(kind, 22), **look(ax, index))
        legend_beside(ax, "activity type" if self.of == "person" else "role", stacked=False)


def _number(ax: Axes, x: float, y: float, text: str) -> None:
    ax.annotate(text, (x, y), (4, 0), textcoords="offset points", va="center", fontsize="small")
