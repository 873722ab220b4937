"""
Roles, and the templates that say which of them a buying group should fill.
"""

from typing import Self

import attrs

from ._validation import at_least, checked, found, identifier, not_blank, unique, weight_above
from .conditions.language import Condition
from .errors import InvalidValueError
from .publication import PublicationStatus, require_draft


__all__ = [
    "CHAMPION",
    "DECISION_MAKER",
    "DEFAULT_ROLES",
    "DEFAULT_WEIGHT_BANDS",
    "EXECUTIVE_STEERING_COMMITTEE",
    "INFLUENCER",
    "MAX_ROLES",
    "OTHER",
    "PRACTITIONER",
    "RolesTemplate",
    "TemplateRole",
    "WeightBand",
]

DECISION_MAKER = "Decision Maker"
INFLUENCER = "Influencer"
PRACTITIONER = "Practitioner"
EXECUTIVE_STEERING_COMMITTEE = "Executive Steering Committee"
CHAMPION = "Champion"
OTHER = "Other"

DEFAULT_ROLES = (DECISION_MAKER, INFLUENCER, PRACTITIONER, EXECUTIVE_STEERING_COMMITTEE, CHAMPION, OTHER)
MAX_ROLES = 20  # in a tenant, the defaults included (Adobe Journey Optimizer B2B Edition documentation, 2026-08)


@attrs.frozen(kw_only=True, field_transformer=checked)
class WeightBand:
    """
    A named weight, for people who choose weights by name.

    Attributes
    ----------
    name : str
        Name of the band, for example Vital.
    value : float
        Its weight; dimensionless, finite, above 0.
    """

    name: str = attrs.field(validator=not_blank)
    value: float = attrs.field(validator=weight_above(0))


DEFAULT_WEIGHT_BANDS = (
    WeightBand(name="Trivial", value=20.0),
    WeightBand(name="Minor", value=40.0),
    WeightBand(name="Normal", value=60.0),
    WeightBand(name="Important", value=80.0),
    WeightBand(name="Vital", value=100.0),
)


@attrs.frozen(kw_only=True, field_transformer=checked)
class TemplateRole:
    """
    One role that a complete buying group has to fill.

    Attributes
    ----------
    role : str
        The role, for example Decision Maker.
    weighting : float
        Relative importance in the engagement score; dimensionless, finite, above 0. Normal by default.
    required : bool
        Whether the role counts for completeness; false for one that nobody has to fill.
    members_required : int
        How many members fill the role completely; at least 1.
    condition : Condition or None
        Whom the role is for; None where nobody gets it automatically.

    Examples
    --------
    >>> TemplateRole(role=DECISION_MAKER, weighting=100, members_required=2).weighting
    100.0
    """

    role: str = attrs.field(validator=not_blank)
    weighting: float = attrs.field(default=60.0, validator=weight_above(0))
    required: bool = True
    members_required: int = attrs.field(
        default=1, validator=at_least(1, instead="for a role that nobody has to fill, set required to false")
    )
    condition: Condition | None = None


def _role_of(item: TemplateRole) -> str:
    return item.role


def _live_has_roles(
    instance: "RolesTemplate", attribute: "attrs.Attribute[PublicationStatus]", value: PublicationStatus
) -> None:
    if value is PublicationStatus.LIVE and not instance.roles:
        raise InvalidValueError(attribute.name, value.value, "draft: a live roles template has at least one role")


@attrs.frozen(kw_only=True, field_transformer=checked)
class RolesTemplate:
    """
    The roles that a buying group should fill, in order of priority.

    Attributes
    ----------
    id : str
        Identifier, unique among the roles templates of a tenant.
    name : str
        Name.
    roles : tuple of TemplateRole
        The roles, the most important first; each at most once, at most 20.
    status : PublicationStatus
        Draft or live. A live template has at least one role and does not change.
    """

    id: str = attrs.field(validator=identifier)
    name: str = attrs.field(validator=not_blank)
    roles: tuple[TemplateRole, ...] = attrs.field(
        default=(), converter=tuple[TemplateRole, ...], validator=unique("role", _role_of)
    )
    status: PublicationStatus = attrs.field(default=PublicationStatus.DRAFT, validator=_live_has_roles)

    @property
    def role_names(self) -> tuple[str, ...]:
        """The names of the roles, in order of priority."""
        return tuple(item.role for item in self.roles)

    def role(self, name: str) -> TemplateRole:
        """
        Return the entry of a role.

        Raises
        ------
        UnknownIdError
            When the template lacks the role.
        """
        return found(f"role of roles template {self.name!r}", name, {item.role: item for item in self.roles})

    def publish(self) -> Self:
        """
        Return the template as live.

        Raises
        ------
        StatusError
            When it is live already.
        InvalidValueError
            When it has no role.
        """
        require_draft(f"roles template {self.name!r}", self.status, "publish")
        return attrs.evolve(self, status=PublicationStatus.LIVE)

    def with_roles(self, *roles: TemplateRole) -> Self:
        """
        Return the draft with other roles, in order of priority.

        Raises
        ------
        StatusError
            When the template is live.
        """
        require_draft(f"roles template {self.name!r}", self.status, "change the roles of")
        return attrs.evolve(self, roles=roles)

    def duplicate(self, *, id: str, name: str) -> Self:
        """Return a draft with the same roles, to be changed."""
        return attrs.evolve(self, id=id, name=name, status=PublicationStatus.DRAFT)
