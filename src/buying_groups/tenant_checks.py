"""
Tenant checks: whether the parts of a tenant fit together, so that everything that is referred to exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._wording import shorten
from .conditions.references import HasPersona
from .engagement.weighting import WeightingModelStatus
from .errors import Problem
from .publication import PublicationStatus
from .roles import DEFAULT_ROLES


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ._wording import Hints
    from .activities import Activity
    from .groups import BuyingGroup, Member, MembershipChange, SolutionInterest
    from .roles import RolesTemplate, TemplateRole
    from .stages import StageModel
    from .tenant import Tenant, TenantIndex


__all__ = ["problems"]


def problems(tenant: Tenant, index: TenantIndex) -> Iterator[Problem]:
    """Yield everything that does not fit, with where it is."""
    yield from _repeated_ids(tenant)
    yield from _broken_accounts(tenant, index)
    yield from _broken_groups(tenant, index)
    yield from _broken_activities(tenant, index)
    active = [model.name for model in tenant.weighting_models if model.status is WeightingModelStatus.ACTIVE]
    if len(active) != 1:
        names = f" ({', '.join(repr(name) for name in active)})" if active else ""
        yield Problem("$.weighting_models", f"exactly one must be active, {len(active) or 'none'} is{names}")


def _repeated_ids(tenant: Tenant) -> Iterator[Problem]:
    for field in (
        "accounts",
        "people",
        "opportunities",
        "journeys",
        "roles_templates",
        "stage_models",
        "solution_interests",
        "buying_groups",
        "weighting_models",
    ):
        seen: dict[str, int] = {}
        for index, item in enumerate(getattr(tenant, field)):
            first = seen.setdefault(item.id, index)
            if first != index:
                yield Problem(f"$.{field}[{index}].id", f"{item.id!r} is the id of $.{field}[{first}] too")


def _missing(path: str, kind: str, id: str | None, among: Mapping[str, Any], hint: Hints) -> Iterator[Problem]:
    if id is not None and id not in among:
        yield Problem(path, f"there is no {kind} {id!r}{hint(id, among)}")


def _broken_accounts(tenant: Tenant, index: TenantIndex) -> Iterator[Problem]:
    hint = index.hint
    for position, person in enumerate(tenant.people):
        yield from _missing(f"$.people[{position}].account_id", "account", person.account_id, index.accounts, hint)
    for position, opportunity in enumerate(tenant.opportunities):
        path = f"$.opportunities[{position}]"
        yield from _missing(f"{path}.account_id", "account", opportunity.account_id, index.accounts, hint)
        interest, interests = opportunity.solution_interest_id, index.solution_interests
        yield from _missing(f"{path}.solution_interest_id", "solution interest", interest, interests, hint)
    for position, entry in enumerate(tenant.journey_entries):
        path = f"$.journey_entries[{position}]"
        yield from _missing(f"{path}.account_id", "account", entry.account_id, index.accounts, hint)
        yield from _missing(f"{path}.journey_id", "journey", entry.journey_id, index.journeys, hint)


def _broken_groups(tenant: Tenant, index: TenantIndex) -> Iterator[Problem]:
    roles = {*DEFAULT_ROLES, *tenant.custom_roles}
    for position, template in enumerate(tenant.roles_templates):
        for place, item in enumerate(template.roles):
            if item.role not in roles:
                path = f"$.roles_templates[{position}].roles[{place}].role"
                message = f"there is no role {item.role!r}{index.hint(item.role, roles)} in the tenant"
                known = ", ".join(map(repr, sorted(roles)))
                yield Problem(path, f"{message}: {known}; custom_roles of the tenant takes roles of your own")
            path = f"$.roles_templates[{position}].roles[{place}].condition"
            yield from _unknown_personas(item, path, [persona.name for persona in tenant.personas], index.hint)
    for position, interest in enumerate(tenant.solution_interests):
        path = f"$.solution_interests[{position}]"
        template_id, templates = interest.roles_template_id, index.roles_templates
        yield from _not_live(f"{path}.roles_template_id", "roles template", template_id, templates, index.hint)
        model_id, models = interest.stage_model_id, index.stage_models
        yield from _not_live(f"{path}.stage_model_id", "stage model", model_id, models, index.hint)
    for position, group in enumerate(tenant.buying_groups):
        yield from _broken_group(index, group, f"$.buying_groups[{position}]")


def _unknown_personas(item: TemplateRole, path: str, names: list[str], hint: Hints) -> Iterator[Problem]:
    for place, condition in item.condition.walk(path) if item.condition is not None else ():
        if isinstance(condition, HasPersona) and condition.persona not in names:
            persona = shorten(condition.persona) + hint(condition.persona, names)
            message = f"there is no persona {persona} in the tenant, which has {shorten(names)}"
            yield Problem(f"{place}.persona", message)


def _not_live(
    path: str,
    kind: str,
    id: str | None,
    among: Mapping[str, RolesTemplate] | Mapping[str, StageModel],
    hint: Hints,
) -> Iterator[Problem]:
    yield from _missing(path, kind, id, among, hint)
    found = among.get(id) if id is not None else None
    if found is not None and found.status is PublicationStatus.DRAFT:
        yield Problem(path, f"{kind} {id!r} is a draft; publish it first")


def _broken_group(index: TenantIndex, group: BuyingGroup, path: str) -> Iterator[Problem]:
    yield from _missing(f"{path}.account_id", "account", group.account_id, index.accounts, index.hint)
    interest_id, interests = group.solution_interest_id, index.solution_interests
    yield from _missing(f"{path}.solution_interest_id", "solution interest", interest_id, interests, index.hint)
    interest = interests.get(interest_id)
    template = index.roles_templates.get(interest.roles_template_id) if interest is not None else None
    for position, member in enumerate(group.members):
        yield from _broken_membership(index, group, template, member, f"{path}.members[{position}]")
    for position, change in enumerate(group.history):
        yield from _broken_membership(index, group, template, change, f"{path}.history[{position}]")
    if interest is not None:
        yield from _broken_moves(index, group, interest, path)


def _broken_membership(
    index: TenantIndex, group: BuyingGroup, template: RolesTemplate | None, item: Member | MembershipChange, path: str
) -> Iterator[Problem]:
    yield from _missing(f"{path}.person_id", "person", item.person_id, index.people, index.hint)
    person = index.people.get(item.person_id)
    if person is not None and person.account_id != group.account_id:
        message = f"person {person.id!r} is of account {person.account_id!r}, not of the group's {group.account_id!r}"
        yield Problem(f"{path}.person_id", message)
    if template is not None and item.role is not None and item.role not in template.role_names:
        names = template.role_names
        message = f"roles template {template.id!r} has no role {item.role!r}{index.hint(item.role, names)}"
        yield Problem(f"{path}.role", f"{message}: {', '.join(map(repr, names))}")


def _broken_moves(index: TenantIndex, group: BuyingGroup, interest: SolutionInterest, path: str) -> Iterator[Problem]:
    if interest.stage_model_id is None:
        if group.stage_moves:
            yield Problem(f"{path}.stage_moves", f"solution interest {interest.id!r} has no stage model")
        return
    model = index.stage_models.get(interest.stage_model_id)
    for position, move in enumerate(group.stage_moves):
        if model is not None and move.stage not in model.stage_names:
            names = model.stage_names
            message = f"stage model {model.id!r} has no stage {move.stage!r}{index.hint(move.stage, names)}"
            yield Problem(f"{path}.stage_moves[{position}].stage", f"{message}: {', '.join(map(repr, names))}")


def _broken_activities(tenant: Tenant, index: TenantIndex) -> Iterator[Problem]:
    seen: dict[str, Activity] = {}
    for position, activity in enumerate(tenant.activities):
        path = f"$.activities[{position}]"
        yield from _missing(f"{path}.person_id", "person", activity.person_id, index.people, index.hint)
        if activity.id is not None:
            first = seen.setdefault(activity.id, activity)
            differences = activity.differences_from(first)
            if differences:
                message = f"{activity.id!r} was given before with another {', '.join(differences)}"
                yield Problem(f"{path}.id", message)
