"""
Contacts: which roles people are known for, and who is in several buying groups at once.
"""

# Matplotlib leaves the types of its keyword arguments out.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import attrs
import numpy as np

from ..insights.contacts import ContactCoverage, contact_coverage
from ..roles import DEFAULT_ROLES
from .display import Display
from .grid import Floats, draw_grid
from .texts import ABSENT


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from matplotlib.axes import Axes

    from ..tenant import Tenant


__all__ = ["ContactCoverageDisplay", "roles_in_order"]


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
        roles = roles_in_order(row.role for row in coverage.rows)
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
        return 2 + 2 * len(self.solution_interests) if self.coverage.rows else 2

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


def roles_in_order(roles: Iterable[str]) -> tuple[str, ...]:
    """
    Return different roles: the default ones in their order, and then the others by name.
    """
    found = set(roles)
    return (*(role for role in DEFAULT_ROLES if role in found), *sorted(found - set(DEFAULT_ROLES)))
