"""
Contacts: which roles people are known for, and who is in several buying groups at once.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs
import numpy as np

from ..errors import InvalidValueError
from ..insights.contacts import ContactCoverage, ContactOverlap, SharedContact, contact_coverage, contact_overlap
from ..insights.over_time import roles_in_order
from .display import Display
from .grid import Floats, draw_grid
from .marks import MOST, legend_beside, legend_text, look
from .rows import name_rows
from .texts import ABSENT, PLAIN, wrapped


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["ContactCoverageDisplay", "ContactOverlapDisplay"]

_NAME = 22
_FEW = 4  # so many groups have room for two lines each
_IN_ALL = 66  # letters in a row


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class ContactCoverageDisplay(Display):
    """
    How many people have each role, by solution interest.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    coverage : ContactCoverage
        What is drawn.
    solution_interests : tuple of str
        Their names, a row each, in the order of the coverage.
    roles : tuple of str
        The roles, a column each: the default ones first and then the others by name.
    people : ndarray of shape (n_solution_interests, n_roles)
        How many different people have the role; NaN where the roles template does not have it, or where the solution
        interest has no group.
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
    >>> display = ContactCoverageDisplay.from_tenant(tenant, as_of=as_of, ax=ax)
    >>> display.solution_interests[0], display.roles[0], int(display.people[0, 0])
    ('containerd', 'Decision Maker', 3)
    """

    coverage: ContactCoverage
    solution_interests: tuple[str, ...]
    roles: tuple[str, ...]
    people: Floats

    @classmethod
    def from_tenant(cls, tenant: Tenant, *, as_of: datetime, ax: Axes | None = None) -> Self:
        """
        Compute and plot the contact coverage of a tenant.

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
        return cls.from_insight(contact_coverage(tenant, as_of=as_of), time_zone=tenant.time_zone, ax=ax)

    @classmethod
    def from_insight(cls, coverage: ContactCoverage, *, time_zone: str = "UTC", ax: Axes | None = None) -> Self:
        """
        Plot a contact coverage that was computed before.

        Parameters
        ----------
        coverage : ContactCoverage
            The coverage.
        time_zone : str
            IANA name of the zone in which its moment is shown.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        interests = {row.solution_interest_id: row.solution_interest for row in coverage.rows}
        roles = tuple(roles_in_order({row.role for row in coverage.rows}))
        people = np.full((len(interests), len(roles)), np.nan)
        places = {id: place for place, id in enumerate(interests)}
        for row in coverage.rows:
            if row.groups:
                people[places[row.solution_interest_id], roles.index(row.role)] = row.people
        return cls(
            as_of=coverage.as_of,
            time_zone=time_zone,
            coverage=coverage,
            solution_interests=tuple(interests.values()),
            roles=roles,
            people=people,
        ).plot(ax)

    def _subject(self) -> str:
        return "Contact coverage: people by solution interest and role"

    def _rows(self) -> int:
        return 2 + round(1.7 * len(self.solution_interests))

    def _nothing(self) -> str | None:
        return None if self.coverage.rows else "The tenant has no solution interest with roles."

    def _draw(self, ax: Axes) -> None:
        interests = [*dict.fromkeys(row.solution_interest_id for row in self.coverage.rows)]
        texts = [[ABSENT] * len(self.roles) for _ in interests]
        for row in self.coverage.rows:
            if row.groups:
                text = f"{row.people}\nin {row.groups_with} of {row.groups}"
                texts[interests.index(row.solution_interest_id)][self.roles.index(row.role)] = text
        draw_grid(ax, self.people, texts, self.solution_interests, self.roles, outlined=self.people == 0)
        notes = "people, and in how many of the buying groups\n"
        none = f"{ABSENT} the roles template does not have the role, or there is no buying group"
        ax.set_xlabel(f"{notes}framed: nobody;  {none}", fontsize="small")


@attrs.define(kw_only=True, eq=False, repr=False, slots=False)
class ContactOverlapDisplay(Display):
    """
    The people who are in more than one buying group, with their role in each.

    Made by `from_tenant` and `from_insight`.

    Attributes
    ----------
    overlap : ContactOverlap
        What is drawn.
    rows : tuple of SharedContact
        Those who are drawn: who is in most groups first.
    names : dict of str to str
        Names of the groups by their ids, where they are known.
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
    >>> display = ContactOverlapDisplay.from_tenant(tenant, as_of=as_of, ax=Figure().subplots())
    >>> len(display.rows), [display.names[id] for id in display.rows[0].group_ids][0]
    (6, 'Cortex for Account 2')
    """

    overlap: ContactOverlap
    rows: tuple[SharedContact, ...]
    names: Mapping[str, str]

    _width = 8.4

    @classmethod
    def from_tenant(cls, tenant: Tenant, *, as_of: datetime, most: int = 25, ax: Axes | None = None) -> Self:
        """
        Compute and plot the contact overlap of a tenant.

        Parameters
        ----------
        tenant : Tenant
            The whole tenant.
        as_of : datetime
            The moment for which it holds, time-zone aware.
        most : int
            How many people to draw; at least 1.
        ax : matplotlib Axes or None
            Where to plot.

        Raises
        ------
        InvalidValueError
            When `as_of` or `most` is not valid.
        MissingLibraryError
            When the extra ``plots`` is not installed.
        """
        found = contact_overlap(tenant, as_of=as_of)
        names = {group.id: tenant.group_name(group) for group in tenant.buying_groups}
        return cls.from_insight(found, names=names, time_zone=tenant.time_zone, most=most, ax=ax)

    @classmethod
    def from_insight(
        cls,
        overlap: ContactOverlap,
        *,
        names: Mapping[str, str] | None = None,
        time_zone: str = "UTC",
        most: int = 25,
        ax: Axes | None = None,
    ) -> Self:
        """
        Plot a contact overlap that was computed before.

        Parameters
        ----------
        overlap : ContactOverlap
            The overlap.
        names : mapping of str to str, or None
            Names of the groups by their ids; where one is missing, the id is shown.
        time_zone : str
            IANA name of the zone in which its moment is shown.
        most : int
            How many people to draw; at least 1.
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
        return cls(
            as_of=overlap.as_of,
            time_zone=time_zone,
            overlap=overlap,
            rows=overlap.rows[:most],
            names=dict(names or {}),
        ).plot(ax)

    def _subject(self) -> str:
        found = self.overlap
        share = "" if found.share is None else f" of {found.people:,} ({found.share:.0f} %)"
        return f"People in more than one buying group: {len(found.rows):,}{share}"

    def _note(self) -> str | None:
        more = len(self.overlap.rows) - len(self.rows)
        return f"The {len(self.rows)} who are in most; {more} more are not drawn" if more else None

    def _rows(self) -> int:
        return max(3, round(1.3 * len(self.rows)))

    def _nothing(self) -> str | None:
        return None if self.rows else "Nobody is in more than one buying group."

    def _draw(self, ax: Axes) -> None:
        roles = roles_in_order({role for row in self.rows for role in row.roles})
        widest = max(len(row.group_ids) for row in self.rows)
        for place, row in enumerate(self.rows):
            for group, (id, role) in enumerate(zip(row.group_ids, row.roles, strict=True)):
                index = min(roles.index(role), MOST)
                ax.barh(place + 0.22, 0.96, 0.24, left=group, **look(ax, index))
                columns = max(4, int(_IN_ALL / widest))
                name = wrapped(self.names.get(id, id), columns, lines=1 if widest > _FEW else 2)
                ax.text(group + 0.48, place + 0.06, name, ha="center", va="bottom", fontsize="x-small", **PLAIN)
        ax.set_xlim(0, widest)
        ax.set_xticks([])
        ax.set_xlabel("Buying groups of each person, above the role in it", fontsize="small")
        name_rows(ax, [row.name or row.person_id for row in self.rows])
        ax.spines["bottom"].set_visible(False)
        for index, role in enumerate(roles):
            ax.barh(0, 0, label=legend_text(role, _NAME), **look(ax, index))
        legend_beside(ax, "role", stacked=False)
