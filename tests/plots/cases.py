"""
What is plotted: the sample tenant, tenants at the edges, and one of every display.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    Member,
    Person,
    RolesTemplate,
    SolutionInterest,
    Stage,
    StageKind,
    StageModel,
    StageMove,
    TemplateRole,
    Tenant,
    plots,
)
from buying_groups.documents import loads
from buying_groups.intent.sureness import Sureness


if TYPE_CHECKING:
    from matplotlib.axes import Axes


SAMPLE = loads(files("buying_groups").joinpath("samples/open_source.json").read_bytes(), Tenant)
NOW = max(activity.occurred_at for activity in SAMPLE.activities)
EMPTY = Tenant(name="Empty", time_zone="Asia/Tokyo")

LONG = "Vice President of Everything That Anybody Could Ever Think Of, Northern and Southern Hemispheres " * 3
HOSTILE = ("$x^2$", "$\\frac{1}{0}$", "50% of_$it", "line\nbreak\ttab", "\x00\x1b[31m\u202ered", "a\\b{c}~#&", "-", "$")
AT = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)


def tenant_of(
    names: list[str],
    *,
    active: int | None = None,
    group: str | None = None,
    role: str = "Influencer",
    stage: str = "Aware",
) -> Tenant:
    """Return a tenant with one group whose members have names; the first so many of them are active."""
    count = len(names)
    people = [Person(id=f"p{place:03}", account_id="a", last_name=name) for place, name in enumerate(names)]
    template = RolesTemplate(
        id="t", name="Template", roles=(TemplateRole(role="Decision Maker", weighting=100), TemplateRole(role=role))
    )
    first = Stage(name=stage, kind=StageKind.ENTRY, next_stages=("Won",))
    model = StageModel(id="m", name="Stages", stages=(first, Stage(name="Won", kind=StageKind.SUCCESS)))
    return Tenant(
        name="Edge",
        time_zone="Asia/Tokyo",
        custom_roles=() if role == "Influencer" else (role,),
        accounts=(Account(id="a", name=(group or "Acme")[:255]),),
        people=tuple(people),
        roles_templates=(template.publish(),),
        stage_models=(model.publish(),),
        solution_interests=(
            SolutionInterest(id="s", name=group or "Gateway", roles_template_id="t", stage_model_id="m"),
        ),
        buying_groups=tuple(
            BuyingGroup(
                id=id,
                account_id="a",
                solution_interest_id="s",
                name=group,
                members=tuple(
                    Member(person_id=person.id, role=role if place else "Decision Maker", joined_at=AT - timedelta(80))
                    for place, person in enumerate(people)
                ),
                stage_moves=(StageMove(stage=stage, moved_at=AT - timedelta(40)),),
            )
            for id in ("g", "h")
        ),
        activities=tuple(
            Activity(person_id=person.id, activity_type=kind, occurred_at=AT - timedelta(days=day))
            for place, person in enumerate(people[: count if active is None else active])
            for kind in ("page_views", "email_opened", "attend_event")
            for day in range(0, 70, 1 + place % 7)
        ),
    )


def predictions(
    seed: int = 0, size: int = 800
) -> tuple[np.ndarray[Any, np.dtype[np.bool_]], np.ndarray[Any, np.dtype[np.float64]]]:
    """Return labels and probabilities, which are a little too high."""
    rng = np.random.default_rng(seed)
    probabilities = rng.beta(0.8, 1.5, size)
    return rng.random(size) < probabilities**1.2, probabilities


SURENESS = Sureness(high=0.72, medium=0.45, low=0.15)


Make = Callable[["Axes | None"], plots.Display]


def of_insights(tenant: Tenant, as_of: datetime) -> dict[str, Make]:
    """Return the displays of a tenant's insights, by name."""
    return {
        "coverage": lambda ax: plots.ContactCoverageDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "distributions": lambda ax: plots.ScoreDistributionsDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "overlap": lambda ax: plots.ContactOverlapDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "flow": lambda ax: plots.StageFlowDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "by stage": lambda ax: plots.GroupsByStageDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "most engaged": lambda ax: plots.HighlightsDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "fast": lambda ax: plots.HighlightsDisplay.from_tenant(tenant, which="high_velocity", as_of=as_of, ax=ax),
        "stagnant": lambda ax: plots.HighlightsDisplay.from_tenant(tenant, which="stagnant", as_of=as_of, ax=ax),
        "trends": lambda ax: plots.AccountTrendsDisplay.from_tenant(tenant, as_of=as_of, ax=ax),
        "roles": lambda ax: plots.RolesOverTimeDisplay.from_tenant(tenant, as_of=as_of, periods=3, ax=ax),
        "engagement of roles": lambda ax: plots.RolesOverTimeDisplay.from_tenant(
            tenant, measure="mean_engagement", as_of=as_of, periods=3, ax=ax
        ),
    }


def of_tenant(tenant: Tenant, as_of: datetime, person: str, group: str) -> dict[str, Make]:
    """Return every display of a tenant, by name."""
    over_time, waterfall = plots.EngagementOverTimeDisplay, plots.ScoreWaterfallDisplay
    return {
        "engagement of a person": lambda ax: over_time.from_person(tenant, person, as_of=as_of, ax=ax),
        "raw of a person": lambda ax: over_time.from_person(tenant, person, as_of=as_of, measure="raw", ax=ax),
        "engagement of a group": lambda ax: over_time.from_group(tenant, group, as_of=as_of, ax=ax),
        "raw of a group": lambda ax: over_time.from_group(tenant, group, as_of=as_of, measure="raw", by="role", ax=ax),
        "waterfall of a person": lambda ax: waterfall.from_person(tenant, person, as_of=as_of, ax=ax),
        "waterfall of a group": lambda ax: waterfall.from_group(tenant, group, as_of=as_of, ax=ax),
        **of_insights(tenant, as_of),
    }


def of_intent(name: str | None = "IntentDetector") -> dict[str, Make]:
    """Return the displays of intent, by name."""
    y, p = predictions()
    missing = np.where(np.arange(len(p)) % 9, p, np.nan)
    some = attrs.evolve(SURENESS, medium=None)
    reliability = plots.IntentReliabilityDisplay
    return {
        "reliability": lambda ax: reliability.from_predictions(y, p, sureness=SURENESS, name=name, as_of=NOW, ax=ax),
        "reliability with gaps": lambda ax: reliability.from_predictions(y, missing, sureness=some, name=name, ax=ax),
        "reliability alone": lambda ax: reliability.from_predictions(y, p, n_bins=3, ax=ax),
    }


def cases() -> dict[str, Make]:
    """Return every display of every tenant, by name."""
    tenants = {
        "sample": (SAMPLE, NOW, "p0015", "cortex-account-2"),
        "forty": (tenant_of([f"Person {place}" for place in range(40)]), AT, "p000", "g"),
        "one": (tenant_of(["Ada"]), AT, "p000", "g"),
        "silent": (tenant_of(["Ada", "Bo"], active=0), AT, "p000", "g"),
        "long": (tenant_of([LONG] * 9, group=LONG, role=LONG, stage=LONG), AT, "p000", "g"),
        "unbroken": (tenant_of(["x" * 300] * 9, group="y" * 300, role="z" * 300, stage="w" * 300), AT, "p000", "g"),
        "hostile": (tenant_of([*HOSTILE], group=HOSTILE[1], role=HOSTILE[2], stage=HOSTILE[4]), AT, "p001", "g"),
    }
    found = {f"{name}: {of}": make for of, each in tenants.items() for name, make in of_tenant(*each).items()}
    found |= {f"{name}: empty": make for name, make in of_insights(EMPTY, AT).items()}
    found |= {f"{name}: named": make for name, make in of_intent().items()}
    return found | {f"{name}: hostile": make for name, make in of_intent(HOSTILE[1]).items()}


CASES = cases()
