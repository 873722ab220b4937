"""
The tenant: one customer's whole instance, checked as a whole.
"""

import operator
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol, Self, TypeVar

import attrs

from ._notebooks import ShownInNotebooks
from ._validation import Check, checked, found, known, none_blank, not_blank, require_type, unique, zone_name
from ._wording import Hints
from .accounts import Account, Journey, JourneyEntry, Opportunity, Person
from .activities import Activity
from .conditions.personas import MAX_PERSONA_ATTRIBUTES_IN_ALL, MAX_PERSONAS, Persona
from .engagement.weighting import (
    DEFAULT_WEIGHTING_MODEL,
    WeightingModel,
    WeightingModelStatus,
)
from .errors import InvalidTenantError
from .groups import BuyingGroup, SolutionInterest
from .intent.signal_model import DEFAULT_SIGNAL_MODEL, SignalModel
from .intent.taxonomy import Taxonomy, TaxonomyStatus
from .roles import DEFAULT_ROLES, MAX_ROLES, RolesTemplate
from .stages import StageModel
from .tenant_checks import problems


__all__ = ["Tenant"]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def _by_id(items: Iterable[T]) -> dict[str, T]:
    return {item.id: item for item in items}


def _not_default(roles: tuple[str, ...]) -> bool:
    return not set(roles) & set(DEFAULT_ROLES)


def _few_enough(roles: tuple[str, ...]) -> bool:
    return len(roles) <= MAX_ROLES - len(DEFAULT_ROLES)


def _name_of(persona: Persona) -> str:
    return persona.name


def _few_attributes(personas: tuple[Persona, ...]) -> bool:
    return len({item.attribute for each in personas for item in each.attributes}) <= MAX_PERSONA_ATTRIBUTES_IN_ALL


@attrs.frozen(kw_only=True, repr=False, field_transformer=checked)
class Tenant(ShownInNotebooks):
    """
    One customer's whole instance: accounts, people, groups, activities and what they refer to.

    A tenant is a snapshot. Its parts are checked as a whole on construction, so that everything that is referred to
    exists. Scores are comparable within one tenant only.

    Attributes
    ----------
    name : str
        Name.
    time_zone : str
        IANA name of the zone whose calendar days are meant; UTC by default.
    custom_roles : tuple of str
        Roles beside the six defaults; at most 14, so that 20 exist in all.
    personas : tuple of Persona
        The personas that conditions refer to; at most 20, with at most 10 different attributes in all.
    accounts, people, opportunities, journeys, journey_entries : tuple
        The accounts, and what belongs to them.
    roles_templates, stage_models, solution_interests, buying_groups : tuple
        The groups, and what they are made by.
    weighting_models : tuple of WeightingModel
        Exactly one of them is active.
    taxonomy : Taxonomy or None
        Which keywords tell of which product; with an approved one, signals of intent are computed.
    signal_model : SignalModel
        How activities become signals of intent.
    activities : tuple of Activity
        What the people did, in any order. An activity that is given twice with one id counts once.

    Raises
    ------
    InvalidTenantError
        When parts do not fit together; lists every fault with where it is.

    Examples
    --------
    >>> from buying_groups.accounts import Account, Person
    >>> tenant = Tenant(
    ...     name="Example",
    ...     accounts=[Account(id="a1", name="Account 1")],
    ...     people=[Person(id="p1", account_id="a1", last_name="Berg")],
    ... )
    >>> tenant
    <Tenant 'Example': 1 account, 1 person, 0 buying groups, 0 activities>
    >>> Tenant(name="Example", people=[Person(id="p1", account_id="a2")])
    Traceback (most recent call last):
    ...
    buying_groups.errors.InvalidTenantError: the tenant has 1 problem:
      $.people[0].account_id: there is no account 'a2'
    """

    name: str = attrs.field(validator=not_blank)
    time_zone: str = attrs.field(default="UTC", validator=zone_name)
    custom_roles: tuple[str, ...] = attrs.field(
        default=(),
        converter=tuple[str, ...],
        validator=[
            unique("name", str),
            none_blank,
            Check(_not_default, "without the default roles", {"not": {"contains": {"enum": list(DEFAULT_ROLES)}}}),
            Check(
                _few_enough,
                f"at most {MAX_ROLES - len(DEFAULT_ROLES)} roles, {MAX_ROLES} with the defaults",
                {"maxItems": MAX_ROLES - len(DEFAULT_ROLES)},
            ),
        ],
    )
    personas: tuple[Persona, ...] = attrs.field(
        default=(),
        converter=tuple[Persona, ...],
        validator=[
            unique("name", _name_of),
            Check(
                lambda items: len(items) <= MAX_PERSONAS, f"at most {MAX_PERSONAS} personas", {"maxItems": MAX_PERSONAS}
            ),
            Check(_few_attributes, f"personas of at most {MAX_PERSONA_ATTRIBUTES_IN_ALL} different attributes in all"),
        ],
    )
    accounts: tuple[Account, ...] = attrs.field(default=(), converter=tuple[Account, ...])
    people: tuple[Person, ...] = attrs.field(default=(), converter=tuple[Person, ...])
    opportunities: tuple[Opportunity, ...] = attrs.field(default=(), converter=tuple[Opportunity, ...])
    journeys: tuple[Journey, ...] = attrs.field(default=(), converter=tuple[Journey, ...])
    journey_entries: tuple[JourneyEntry, ...] = attrs.field(default=(), converter=tuple[JourneyEntry, ...])
    roles_templates: tuple[RolesTemplate, ...] = attrs.field(default=(), converter=tuple[RolesTemplate, ...])
    stage_models: tuple[StageModel, ...] = attrs.field(default=(), converter=tuple[StageModel, ...])
    solution_interests: tuple[SolutionInterest, ...] = attrs.field(default=(), converter=tuple[SolutionInterest, ...])
    buying_groups: tuple[BuyingGroup, ...] = attrs.field(default=(), converter=tuple[BuyingGroup, ...])
    weighting_models: tuple[WeightingModel, ...] = attrs.field(
        default=(DEFAULT_WEIGHTING_MODEL,), converter=tuple[WeightingModel, ...]
    )
    taxonomy: Taxonomy | None = None
    signal_model: SignalModel = DEFAULT_SIGNAL_MODEL
    activities: tuple[Activity, ...] = attrs.field(default=(), converter=tuple[Activity, ...])

    def __attrs_post_init__(self) -> None:
        found = tuple(problems(self, self._index))
        if found:
            raise InvalidTenantError(found)

    def __repr__(self) -> str:
        counts = (
            (len(self.accounts), "account", "accounts"),
            (len(self.people), "person", "people"),
            (len(self.buying_groups), "buying group", "buying groups"),
            (len(self.activities), "activity", "activities"),
        )
        return f"<Tenant {self.name!r}: {', '.join(f'{n} {one if n == 1 else many}' for n, one, many in counts)}>"

    @cached_property
    def _index(self) -> "TenantIndex":
        return TenantIndex(self)

    def account(self, id: str) -> Account:
        """Return an account by its id; raise `UnknownIdError` if there is none."""
        return found("account", id, self._index.accounts)

    def person(self, id: str) -> Person:
        """Return a person by their id; raise `UnknownIdError` if there is none."""
        return found("person", id, self._index.people)

    def journey(self, id: str) -> Journey:
        """Return a journey by its id; raise `UnknownIdError` if there is none."""
        return found("journey", id, self._index.journeys)

    def persona(self, name: str) -> Persona:
        """Return a persona by its name; raise `UnknownIdError` if there is none."""
        names = [persona.name for persona in self.personas]
        return self.personas[names.index(known("persona", name, names))]

    def roles_template(self, id: str) -> RolesTemplate:
        """Return a roles template by its id; raise `UnknownIdError` if there is none."""
        return found("roles template", id, self._index.roles_templates)

    def stage_model(self, id: str) -> StageModel:
        """Return a stage model by its id; raise `UnknownIdError` if there is none."""
        return found("stage model", id, self._index.stage_models)

    def solution_interest(self, id: str) -> SolutionInterest:
        """Return a solution interest by its id; raise `UnknownIdError` if there is none."""
        return found("solution interest", id, self._index.solution_interests)

    def buying_group(self, id: str) -> BuyingGroup:
        """Return a buying group by its id; raise `UnknownIdError` if there is none."""
        return found("buying group", id, self._index.buying_groups)

    def weighting_model(self, id: str) -> WeightingModel:
        """Return a weighting model by its id; raise `UnknownIdError` if there is none."""
        return found("weighting model", id, _by_id(self.weighting_models))

    @property
    def active_weighting_model(self) -> WeightingModel:
        """The weighting model that scores are computed with."""
        return next(model for model in self.weighting_models if model.status is WeightingModelStatus.ACTIVE)

    @property
    def has_signals(self) -> bool:
        """Whether signals of intent can be computed: there is an approved taxonomy."""
        return self.taxonomy is not None and self.taxonomy.status is TaxonomyStatus.APPROVED

    def groups_of(self, account_id: str) -> tuple[BuyingGroup, ...]:
        """Return the buying groups of an account, in the tenant's order; raise `UnknownIdError` if there is none."""
        known("account", account_id, self._index.accounts)
        return tuple(group for group in self.buying_groups if group.account_id == account_id)

    def activities_of(self, person_id: str) -> tuple[Activity, ...]:
        """Return what one person did, in order of time; raise `UnknownIdError` if there is no such person."""
        known("person", person_id, self._index.people)
        return tuple(self._index.activities.get(person_id, ()))

    def template_of(self, group: BuyingGroup) -> RolesTemplate:
        """Return the roles template that a group should fill."""
        require_type("group", group, BuyingGroup)
        return self.roles_template(self.solution_interest(group.solution_interest_id).roles_template_id)

    def stage_model_of(self, group: BuyingGroup) -> StageModel | None:
        """Return the stage model that a group goes through, if any."""
        require_type("group", group, BuyingGroup)
        id = self.solution_interest(group.solution_interest_id).stage_model_id
        return None if id is None else self.stage_model(id)

    def group_name(self, group: BuyingGroup) -> str:
        """Return a group's name; by default "<solution interest> for <account>"."""
        require_type("group", group, BuyingGroup)
        if group.name is not None:
            return group.name
        return f"{self.solution_interest(group.solution_interest_id).name} for {self.account(group.account_id).name}"

    def activate_weighting_model(self, id: str) -> Self:
        """
        Return the tenant with another active weighting model; the former one is archived.

        Raises
        ------
        UnknownIdError
            When there is no model with the id.
        StatusError
            When the model is not a draft.
        """
        activated = self.weighting_model(id).activate()
        models = (
            model.archive() if model.status is WeightingModelStatus.ACTIVE else model for model in self.weighting_models
        )
        return attrs.evolve(self, weighting_models=tuple(activated if model.id == id else model for model in models))

    def with_buying_group(self, group: BuyingGroup) -> Self:
        """
        Return the tenant with a buying group in the place of the one that has its id.

        Raises
        ------
        UnknownIdError
            When there is no group with the id.
        InvalidTenantError
            When the group does not fit; lists every fault.
        """
        require_type("group", group, BuyingGroup)
        self.buying_group(group.id)
        return attrs.evolve(
            self, buying_groups=tuple(group if other.id == group.id else other for other in self.buying_groups)
        )

    def only_account(self, id: str) -> Self:
        """
        Return the part of the tenant that the pages of one account's groups need beside the stored scales.

        That is the account with its people and their activities, its opportunities, journeys and groups, and what these
        refer to.

        Raises
        ------
        UnknownIdError
            When there is no account with the id.
        """
        account = self.account(id)
        people = {person.id: person for person in self.people if person.account_id == id}
        return attrs.evolve(
            self,
            accounts=(account,),
            people=tuple(people.values()),
            opportunities=tuple(opportunity for opportunity in self.opportunities if opportunity.account_id == id),
            journey_entries=tuple(entry for entry in self.journey_entries if entry.account_id == id),
            buying_groups=self.groups_of(id),
            activities=tuple(activity for activity in self.activities if activity.person_id in people),
        )


class TenantIndex:
    """
    The parts of a tenant by their ids.
    """

    def __init__(self, tenant: Tenant) -> None:
        self.accounts = _by_id(tenant.accounts)
        self.people = _by_id(tenant.people)
        self.journeys = _by_id(tenant.journeys)
        self.roles_templates = _by_id(tenant.roles_templates)
        self.stage_models = _by_id(tenant.stage_models)
        self.solution_interests = _by_id(tenant.solution_interests)
        self.buying_groups = _by_id(tenant.buying_groups)
        self.hint = Hints()
        self.activities: dict[str, list[Activity]] = {}
        for activity in sorted(tenant.activities, key=operator.attrgetter("occurred_at")):
            self.activities.setdefault(activity.person_id, []).append(activity)
