"""
Signals: intent without labels, from what people did and which keywords that touched.

Whose evidence (`buying_groups.intent.evidence`) counts, and by what: that of a group is the sum of its members'
evidence, each weighed by the role; that of an account the sum of its people's; to that of a person, co-members'
evidence is added, weighed by their roles and the model's share.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from .._moments import as_of_moment, days_before
from .._validation import require_tenant
from ..errors import InvalidValueError
from .evidence import IntentEvidence, PersonEvidence, Touch


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from ..activities import Activity, Content
    from ..groups import BuyingGroup
    from ..tenant import Tenant
    from .report import IntentReport


__all__ = ["Signals", "intent_of_account", "intent_of_group", "intent_of_person"]

_FULL = 100  # the weighting of a role, Vital, whose members' evidence counts in full


class Signals:
    """
    The signals of a tenant at one moment; what one person did is read once, whoever's signals it counts in.

    Parameters
    ----------
    tenant : Tenant
        The tenant, with an approved taxonomy, and the signal model that counts.
    as_of : datetime
        The moment, time-zone aware. What is later does not exist yet.

    Raises
    ------
    InvalidValueError
        When the tenant has no taxonomy.
    StatusError
        When its taxonomy is a draft.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from buying_groups import Account, Activity, Content, Person, Tenant
    >>> from buying_groups.intent import Taxonomy, TaxonomyCategory, TaxonomyProduct
    >>> noon = datetime(2026, 1, 31, 12, tzinfo=UTC)
    >>> crm = TaxonomyProduct(name="CRM", keywords=("pipeline",))
    >>> viewed = Content(title="See your pipeline")
    >>> tenant = Tenant(
    ...     name="Example",
    ...     accounts=[Account(id="a1", name="Account 1")],
    ...     people=[Person(id="ada", account_id="a1")],
    ...     taxonomy=Taxonomy(categories=[TaxonomyCategory(name="Sales", products=[crm])]).approve(),
    ...     activities=[
    ...         Activity(person_id="ada", activity_type="page_views", occurred_at=noon, content=viewed)
    ...         for _ in range(4)
    ...     ],
    ... )
    >>> explanation = Signals(tenant, as_of=noon).person("ada").explain("product", "CRM")
    >>> explanation.signal
    IntentSignal(name='CRM', level='medium', strength=0.5)
    >>> [part.points for part in explanation.parts]
    [0.125, 0.125, 0.125, 0.125]
    """

    def __init__(self, tenant: Tenant, *, as_of: datetime) -> None:
        require_tenant(tenant)
        if tenant.taxonomy is None:
            raise InvalidValueError("taxonomy", None, "given where signals are asked for")
        tenant.taxonomy.require_approved("compute signals by")
        self._tenant = tenant
        self._taxonomy = tenant.taxonomy
        self._model = tenant.signal_model
        self._as_of = as_of_moment(as_of)
        self._start = days_before(self._as_of, self._model.history_days, "history_days")
        self._read: dict[str, PersonEvidence] = {}
        self._groups: dict[str, list[dict[str, float]]] = {}
        self._found: dict[Content, frozenset[str]] = {}

    def __repr__(self) -> str:
        return f"<Signals of {self._tenant.name!r} as of {self._as_of.isoformat()}>"

    def person(self, person_id: str) -> IntentEvidence:
        """
        Return what is known of a person's intent.

        It is known from the person's own activities; where these suffice, those of co-members in the account's groups
        count too, by the highest weighting of the roles that they have in common groups.
        """
        person = self._tenant.person(person_id)
        weights: dict[str, float] = {}
        for members in self._groups_of(person.account_id):
            if person_id in members:
                for other, weight in members.items():
                    weights[other] = max(weight, weights.get(other, 0.0))
        share = self._model.co_member_share
        others = {other: share * weight for other, weight in weights.items() if share}
        return self._evidence(others | {person_id: 1.0}, deciding=[person_id])

    def group(self, group_id: str) -> IntentEvidence:
        """
        Return what is known of a group's intent, from the activities of its members at the moment.

        Each counts by the weighting of the role over 100, whatever other roles are present.
        """
        weights = self._weights(self._tenant.buying_group(group_id))
        return self._evidence(weights, deciding=weights)

    def account(self, account_id: str) -> IntentEvidence:
        """Return what is known of an account's intent; everybody there counts in full, in a group or not."""
        account = self._tenant.account(account_id)
        people = self._people_by_account.get(account.id, [])
        return self._evidence(dict.fromkeys(people, 1.0), deciding=people)

    @cached_property
    def _people_by_account(self) -> dict[str, list[str]]:
        people: defaultdict[str, list[str]] = defaultdict(list)
        for person in self._tenant.people:
            people[person.account_id].append(person.id)
        return people

    def _groups_of(self, account_id: str) -> list[dict[str, float]]:
        if account_id not in self._groups:
            self._groups[account_id] = [self._weights(group) for group in self._tenant.groups_of(account_id)]
        return self._groups[account_id]

    def _weights(self, group: BuyingGroup) -> dict[str, float]:
        template = self._tenant.template_of(group)
        return {
            member.person_id: template.role(member.role).weighting / _FULL for member in group.members_at(self._as_of)
        }

    def _evidence(self, weights: Mapping[str, float], *, deciding: Iterable[str]) -> IntentEvidence:
        people = {person_id: (weight, self._of_person(person_id)) for person_id, weight in weights.items()}
        return IntentEvidence(self._taxonomy, self._model, people, deciding)

    def _of_person(self, person_id: str) -> PersonEvidence:
        if person_id not in self._read:
            self._read[person_id] = PersonEvidence(self._touches(person_id), self._taxonomy)
        return self._read[person_id]

    def _touches(self, person_id: str) -> Iterator[Touch]:
        weights, half_life = self._model.counted, self._model.half_life_days * 86_400
        with_ids: dict[str, tuple[Activity, frozenset[str]]] = {}
        found: list[tuple[Activity, frozenset[str]]] = []
        for activity in self._tenant.activities_of(person_id):
            if activity.activity_type in weights and self._start < activity.occurred_at <= self._as_of:
                keywords = self._keywords(activity.content)
                if activity.id is None:
                    found.append((activity, keywords))
                else:  # of several records of one activity, each may know a part of what it touched
                    _, others = with_ids.get(activity.id, (activity, frozenset[str]()))
                    with_ids[activity.id] = activity, keywords | others
        for activity, keywords in (*found, *with_ids.values()):
            if keywords:
                age = (self._as_of - activity.occurred_at).total_seconds()
                yield Touch(activity, keywords, weights[activity.activity_type] * 2.0 ** (-age / half_life))

    def _keywords(self, content: Content | None) -> frozenset[str]:
        if content is None:
            return frozenset()
        if content not in self._found:
            self._found[content] = self._taxonomy.matcher.keywords_in(content)
        return self._found[content]


def intent_of_person(tenant: Tenant, person_id: str, *, as_of: datetime) -> IntentReport:
    """
    Return the intent of a person by signals; `Signals.person` says what counts.

    Parameters
    ----------
    tenant : Tenant
        The tenant, with an approved taxonomy.
    person_id : str
        The person.
    as_of : datetime
        The moment, time-zone aware.

    Returns
    -------
    IntentReport
        The strength, in [0, 1], and the level of categories, products and keywords, as far as they are known.

    Raises
    ------
    UnknownIdError
        When the tenant has no such person.
    InvalidValueError
        When it has no taxonomy.
    StatusError
        When its taxonomy is a draft.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> report = intent_of_person(tenant, "p0038", as_of=as_of)
    >>> [(product.name, round(product.strength, 2)) for product in report.categories[0].products if product.strength]
    [('Cortex', 0.87), ('Thanos', 0.34), ('Prometheus', 0.09)]
    """
    return Signals(tenant, as_of=as_of).person(person_id).report


def intent_of_group(tenant: Tenant, group_id: str, *, as_of: datetime) -> IntentReport:
    """
    Return the intent of a buying group by signals; `Signals.group` says what counts.

    Parameters
    ----------
    tenant : Tenant
        The tenant, with an approved taxonomy.
    group_id : str
        The group.
    as_of : datetime
        The moment, time-zone aware.

    Returns
    -------
    IntentReport
        The strength, in [0, 1], and the level of categories, products and keywords, as far as they are known.

    Raises
    ------
    UnknownIdError
        When the tenant has no such group.
    InvalidValueError
        When it has no taxonomy.
    StatusError
        When its taxonomy is a draft.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> report = intent_of_group(tenant, "cortex-account-2", as_of=as_of)
    >>> [(product.name, round(product.strength, 2)) for product in report.categories[0].products if product.strength]
    [('Cortex', 0.9), ('Thanos', 0.37), ('Alertmanager', 0.23), ('Prometheus', 0.11)]
    """
    return Signals(tenant, as_of=as_of).group(group_id).report


def intent_of_account(tenant: Tenant, account_id: str, *, as_of: datetime) -> IntentReport:
    """
    Return the intent of an account by signals; `Signals.account` says what counts.

    Parameters
    ----------
    tenant : Tenant
        The tenant, with an approved taxonomy.
    account_id : str
        The account.
    as_of : datetime
        The moment, time-zone aware.

    Returns
    -------
    IntentReport
        The strength, in [0, 1], and the level of categories, products and keywords, as far as they are known.

    Raises
    ------
    UnknownIdError
        When the tenant has no such account.
    InvalidValueError
        When it has no taxonomy.
    StatusError
        When its taxonomy is a draft.

    Examples
    --------
    >>> from importlib.resources import files
    >>> from buying_groups import Tenant
    >>> from buying_groups.documents import loads
    >>> tenant = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
    >>> as_of = max(activity.occurred_at for activity in tenant.activities)
    >>> report = intent_of_account(tenant, "account-2", as_of=as_of)
    >>> [(product.name, round(product.strength, 2)) for product in report.categories[0].products if product.strength]
    [('Cortex', 0.92), ('Fluent Bit', 0.77), ('Alertmanager', 0.43), ('Thanos', 0.4), ('Prometheus', 0.16)]
    """
    return Signals(tenant, as_of=as_of).account(account_id).report
