"""
Buying groups: the people of one account who decide on one solution interest.
"""

import enum
import itertools
from datetime import datetime

import attrs

from ._validation import Check, checked, identifier, longest, not_blank, unique


__all__ = ["BuyingGroup", "Member", "SolutionInterest", "Source", "StageMove"]


class Source(enum.StrEnum):
    """
    Who put a member into a group. The earlier in this list, the more it decides.
    """

    MANUAL = "manual"
    JOURNEY = "journey"
    SYSTEM = "system"


@attrs.frozen(kw_only=True, field_transformer=checked)
class SolutionInterest:
    """
    What is being sold: a product or a bundle.

    Attributes
    ----------
    id : str
        Identifier, unique among the solution interests of a tenant.
    name : str
        Name.
    roles_template_id : str
        The live roles template that its buying groups should fill.
    stage_model_id : str or None
        The live stage model that its buying groups go through, if any.
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)
    roles_template_id: str = attrs.field(validator=identifier)
    stage_model_id: str | None = attrs.field(default=None, validator=identifier)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Member:
    """
    A person in a buying group, with exactly one role there.

    Attributes
    ----------
    person_id : str
        The person.
    role : str
        The role, one of the group's roles template.
    source : Source
        Who put the person there.
    joined_at : datetime
        When.
    """

    person_id: str = attrs.field(validator=identifier)
    role: str = attrs.field(validator=not_blank)
    source: Source = Source.MANUAL
    joined_at: datetime


@attrs.frozen(kw_only=True, field_transformer=checked)
class StageMove:
    """
    A group's move to a stage of its stage model.

    Attributes
    ----------
    stage : str
        Name of the stage that it moved to.
    moved_at : datetime
        When.
    """

    stage: str = attrs.field(validator=not_blank)
    moved_at: datetime


def _person_of(member: Member) -> str:
    return member.person_id


def _in_order(moves: tuple[StageMove, ...]) -> bool:
    return all(earlier.moved_at <= later.moved_at for earlier, later in itertools.pairwise(moves))


@attrs.frozen(kw_only=True, field_transformer=checked)
class BuyingGroup:
    """
    The people of one account who decide on one solution interest.

    Attributes
    ----------
    id : str
        Identifier, unique among the buying groups of a tenant.
    account_id : str
        The account; only its people may be members.
    solution_interest_id : str
        What they decide on.
    name : str or None
        A name of its own; where absent, `Tenant.group_name` gives "<solution interest> for <account>".
    members : tuple of Member
        The members, each person at most once.
    status : str or None
        Free text, at most 50 characters.
    stage_moves : tuple of StageMove
        The moves through the stages, in order of time.
    """

    id: str = attrs.field(validator=identifier)
    account_id: str = attrs.field(validator=identifier)
    solution_interest_id: str = attrs.field(validator=identifier)
    name: str | None = attrs.field(default=None, validator=not_blank)
    members: tuple[Member, ...] = attrs.field(default=(), validator=unique("person", _person_of))
    status: str | None = attrs.field(default=None, validator=longest(50))
    stage_moves: tuple[StageMove, ...] = attrs.field(default=(), validator=Check(_in_order, "in order of time"))

    def members_at(self, as_of: datetime) -> tuple[Member, ...]:
        """Return the members who had joined by a moment."""
        return tuple(member for member in self.members if member.joined_at <= as_of)

    def stage_at(self, as_of: datetime) -> str | None:
        """Return the stage that the group was in at a moment; ``None`` before its first move."""
        stages = [move.stage for move in self.stage_moves if move.moved_at <= as_of]
        return stages[-1] if stages else None

    def updated_at(self, as_of: datetime) -> datetime | None:
        """Return when a member joined or the stage changed for the last time up to a moment; ``None`` if never."""
        moments = [member.joined_at for member in self.members] + [move.moved_at for move in self.stage_moves]
        return max((moment for moment in moments if moment <= as_of), default=None)
