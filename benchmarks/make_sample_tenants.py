"""
Make the samples that ship in ``buying_groups/samples``; the README there says what is in them, and from where.

    python benchmarks/make_sample_tenants.py --data oss_engagement

The folder has ``activities.csv.gz`` of the open-source engagement data: activity_id, person_id, account, activity_type,
occurred_at, product, and keywords joined with ``|``; and ``taxonomy.json``: each product's keywords by category. The
result depends on these files and on this script alone.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import itertools
import json
import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    Content,
    Journey,
    JourneyEntry,
    Member,
    Opportunity,
    Person,
    RolesTemplate,
    SolutionInterest,
    Source,
    Stage,
    StageModel,
    StageMove,
    TemplateRole,
    Tenant,
    WeightingModel,
)
from buying_groups.activities import EMAIL_CLICKED, INTERESTING_MOMENT, PAGE_VIEWS
from buying_groups.conditions import AnyOf, Condition, attribute, engagement_score
from buying_groups.documents import dumps
from buying_groups.engagement import ActivityWeight, WeightingModelStatus
from buying_groups.intent import SignalModel, SignalWeight, Taxonomy, TaxonomyCategory, TaxonomyProduct
from buying_groups.intent.matching import words_of
from buying_groups.publication import PublicationStatus
from buying_groups.roles import (
    CHAMPION,
    DECISION_MAKER,
    EXECUTIVE_STEERING_COMMITTEE,
    INFLUENCER,
    OTHER,
    PRACTITIONER,
)
from buying_groups.stages import StageKind


if TYPE_CHECKING:
    from collections.abc import Iterator


SAMPLES = Path(__file__).resolve().parents[1] / "src" / "buying_groups" / "samples"

TELEPHONE_NUMBERS = 100  # 555-0100 to 555-0199 (North American Numbering Plan)
FIRST_DAY, LAST_DAY = "2025-11-01", "2026-01-31"  # three months: a look-back window, and two more to compare it with
SMALL_ACCOUNT = 350  # activities in all: the accounts up to here have a tenth of the data's activities together

MANUAL, JOURNEY, SYSTEM = Source.MANUAL, Source.JOURNEY, Source.SYSTEM
PROCUREMENT = "Procurement"
RELEASE = "release"
NOBODY = "nobody/"

Row = dict[str, str]
Part = tuple[
    str, str, str | None, dict[str, Any]
]  # made-up name, country, job title, and further attributes of a person

WEIGHTING_MODEL = WeightingModel(
    id="open-source",
    name="Open source",
    weights=tuple(
        ActivityWeight(activity_type=activity_type, weight=weight)
        for activity_type, weight in (
            (RELEASE, 80),
            ("proposal", 60),
            ("commit", 40),
            ("docs", 40),
            ("test", 40),
            ("co_author", 20),
            ("merge", 20),
            ("sign_off", 20),
            (INTERESTING_MOMENT, 0),  # they are made up, and no score is to rest on what is made up
        )
    ),
    status=WeightingModelStatus.ACTIVE,
)

SIGNAL_MODEL = SignalModel(  # a commit is 1, and the others are to it as they are in the weighting model
    weights=tuple(
        SignalWeight(activity_type=item.activity_type, weight=item.weight / 40)
        for item in WEIGHTING_MODEL.weights
        if item.weight
    )
)

STAGE_MODEL = StageModel(
    id="new-business",
    name="New business",
    stages=(
        Stage(name="Identified", kind=StageKind.ENTRY, next_stages=("Evaluating", "Lost")),
        Stage(name="Evaluating", next_stages=("Negotiating", "Lost")),
        Stage(name="Negotiating", next_stages=("Won", "Lost")),
        Stage(name="Won", kind=StageKind.SUCCESS),
        Stage(name="Lost", kind=StageKind.FAILURE, next_stages=("Evaluating",)),
    ),
    status=PublicationStatus.LIVE,
)

TITLE = attribute("job_title")


def titled(*words: str) -> Condition:
    """Return the condition that a job title contains one of some words or phrases."""
    return AnyOf(conditions=tuple(TITLE.contains(word, words=True) for word in words))


DECIDES = titled("Head", "VP", "Director", "Directeur", "CTO", "Chief Technology Officer", "Leiter")
ADVISES = titled("Architect", "Principal", "Architecte")
PRACTISES = titled("Engineer", "Developer") & engagement_score.at_least(10)

ROLES_TEMPLATES = (
    RolesTemplate(
        id="enterprise",
        name="Enterprise agreement",
        roles=(
            TemplateRole(role=DECISION_MAKER, weighting=100, members_required=2, condition=DECIDES),
            TemplateRole(role=EXECUTIVE_STEERING_COMMITTEE, weighting=80),
            TemplateRole(role=CHAMPION, weighting=80),
            TemplateRole(role=INFLUENCER, weighting=60, members_required=2, condition=ADVISES),
            TemplateRole(role=PRACTITIONER, weighting=40, members_required=4, condition=PRACTISES),
            TemplateRole(role=PROCUREMENT, weighting=20),
        ),
        status=PublicationStatus.LIVE,
    ),
    RolesTemplate(
        id="platform",
        name="Platform team",
        roles=(
            TemplateRole(role=DECISION_MAKER, weighting=100, condition=DECIDES),
            TemplateRole(role=CHAMPION, weighting=80),
            TemplateRole(role=INFLUENCER, weighting=60, condition=ADVISES),
            TemplateRole(role=PRACTITIONER, weighting=60, members_required=3, condition=PRACTISES),
            TemplateRole(role=PROCUREMENT, weighting=40),
        ),
        status=PublicationStatus.LIVE,
    ),
    RolesTemplate(
        id="team",
        name="Single team",
        roles=(
            TemplateRole(role=DECISION_MAKER, weighting=100),
            TemplateRole(role=PRACTITIONER, weighting=60, members_required=2),
            TemplateRole(role=OTHER, weighting=20, required=False),
        ),
        status=PublicationStatus.LIVE,
    ),
)

PROJECTS = {
    "alertmanager": "Alertmanager",
    "argo-cd": "Argo CD",
    "argo-workflows": "Argo Workflows",
    "containerd": "containerd",
    "cortex": "Cortex",
    "etcd": "etcd",
    "external-secrets": "External Secrets",
    "fluent-bit": "Fluent Bit",
    "helm": "Helm",
    "istio": "Istio",
    "knative-serving": "Knative Serving",
    "kyverno": "Kyverno",
    "opentelemetry-collector": "OpenTelemetry Collector",
    "prometheus": "Prometheus",
    "rook": "Rook",
    "strimzi": "Strimzi",
    "thanos": "Thanos",
}

CATEGORIES = {
    "ci-cd-and-gitops": "Delivery",
    "data-and-messaging": "Data and messaging",
    "networking-and-service-mesh": "Networking",
    "observability": "Observability",
    "runtime-and-scaling": "Runtime",
    "security-and-policy": "Security",
}

TEMPLATE_OF = {  # what is sold
    "etcd": "platform",
    "cortex": "enterprise",
    "thanos": "team",
    "fluent-bit": "team",
    "istio": "platform",
    "opentelemetry-collector": "platform",
    "containerd": "platform",
    "helm": "team",
}

JOURNEYS = {
    "welcome": "Welcome of new accounts",
    "observability": "Observability webinars",
    "mesh": "Service mesh workshop",
    "briefing": "Executive briefing",
    "spring": "Spring offer 2026",
    "win-back": "Win back",
}


@attrs.frozen
class Plan:
    """
    One account as it is to be in the sample.

    People are written ``project/n``: the n-th most active of the account in that project; ``nobody/n`` has no
    counterpart in the data.

    Attributes
    ----------
    digest : str
        Start of the SHA-256 of the account in the data, so that the repository does not say which company it is.
    industry : str
        Made up.
    cast : dict
        By person: under which name, and as what.
    groups : dict
        By project: members (person, role, source, day of joining), stage moves (stage, day), further attributes.
    opportunities : tuple
        Project, name, day of opening, day of closing or ``None``.
    journeys : tuple
        Journey, day of entering, day of leaving or ``None``.
    moments : tuple
        Person, moment, and what is said to have happened.
    """

    digest: str
    industry: str
    cast: dict[str, Part]
    groups: dict[str, tuple[list[tuple[str, str, Source, str]], list[tuple[str, str]], dict[str, Any]]]
    opportunities: tuple[tuple[str, str, str, str | None], ...] = ()
    journeys: tuple[tuple[str, str, str | None], ...] = ()
    moments: tuple[tuple[str, str, str], ...] = ()


PLANS = (
    Plan(
        digest="d4c9d902",
        industry="Financial services",
        cast={
            "etcd/1": ("Ingrid Sjögren", "Sweden", "Principal Engineer", {}),
            "etcd/2": ("Tunde Balogun", "Nigeria", "Senior Software Engineer", {}),
            "etcd/3": ("Wesley Carver", "United States", "Enterprise Architect", {"phone": None}),
            "etcd/4": ("Haruka Okada", "Japan", "Site Reliability Engineer", {}),
            "cortex/1": ("Karthik Deshpande", "India", "VP Platform Engineering", {}),
            "containerd/1": ("Marta Wójcik", "Poland", "Lead Platform Engineer", {"unsubscribed": True}),
            "istio/1": ("Siobhan Tierney", "Ireland", "Network Engineer", {}),
            "istio/2": ("Vikram Gokhale", "India", "Network Architect", {}),
            "argo-cd/1": ("Katrin Ebner", "Austria", "Head of Software Delivery", {}),
            "kyverno/1": ("Thiago Cabral", "Brazil", "Cloud Security Lead", {"phone": None}),
            "nobody/1": ("Heike Lorenz", "Germany", "Einkaufsleiterin", {}),
        },
        groups={
            "etcd": (
                [
                    ("etcd/1", CHAMPION, MANUAL, "2025-11-05"),
                    ("etcd/2", PRACTITIONER, MANUAL, "2025-12-18"),
                    ("etcd/3", INFLUENCER, SYSTEM, "2025-11-05"),
                    ("etcd/4", PRACTITIONER, SYSTEM, "2026-01-26"),
                    ("cortex/1", DECISION_MAKER, MANUAL, "2025-12-16"),
                    ("containerd/1", PRACTITIONER, JOURNEY, "2025-12-16"),
                    ("nobody/1", PROCUREMENT, MANUAL, "2026-01-20"),
                ],
                [("Identified", "2025-12-01"), ("Evaluating", "2025-12-16"), ("Negotiating", "2026-01-20")],
                {"status": "Draft contract sent"},
            ),
            "istio": (
                [
                    ("istio/1", PRACTITIONER, SYSTEM, "2025-11-06"),
                    ("istio/2", INFLUENCER, SYSTEM, "2025-11-06"),
                    ("argo-cd/1", DECISION_MAKER, MANUAL, "2025-11-20"),
                    ("kyverno/1", CHAMPION, JOURNEY, "2025-11-20"),
                    ("nobody/1", PROCUREMENT, MANUAL, "2025-12-04"),
                ],
                [("Identified", "2025-11-06"), ("Evaluating", "2025-11-20"), ("Lost", "2025-12-19")],
                {"status": "Chose to wait a year"},
            ),
        },
        opportunities=(
            ("etcd", "etcd support for all regions", "2025-12-16", None),
            ("istio", "Istio pilot", "2025-11-20", "2025-12-19"),
        ),
        journeys=(("welcome", "2025-11-05", "2025-12-19"), ("briefing", "2026-01-12", None)),
        moments=(
            ("cortex/1", "2026-01-19T14:00:00Z", "Asked for a contract draft with three years' support"),
            ("etcd/1", "2026-01-14T09:30:00Z", "Described the migration plan in a call with our architects"),
        ),
    ),
    Plan(
        digest="b19511d5",
        industry="Retail",
        cast={
            "cortex/1": ("Naomi Osborne", "United States", "Staff Software Engineer", {}),
            "cortex/2": ("Mathieu Garnier", "France", "Directeur technique", {}),
            "cortex/3": ("Meera Kulkarni", "India", "Senior Site Reliability Engineer", {}),
            "cortex/4": ("Rodrigo Salcedo", "Mexico", "Solutions Architect", {"email_invalid": True}),
            "cortex/5": ("Paweł Krawczyk", "Poland", "Platform Engineer", {}),
            "cortex/6": ("Anneliese Vogt", "Germany", "Head of Infrastructure", {}),
            "cortex/7": ("Kenji Okabe", "Japan", "Chief Architect", {"email": None}),
            "cortex/8": ("Larissa Barros", "Brazil", "Software Engineer", {}),
            "cortex/9": ("Omar Haddad", "Jordan", "Security Architect", {"phone": None}),
            "cortex/10": ("Elin Hedman", "Sweden", "DevOps Engineer", {"unsubscribed": True}),
            "fluent-bit/1": ("Sanjay Chatterjee", "India", "Observability Engineer", {}),
            "fluent-bit/2": ("Camille Roussel", "France", "Ingénieure DevOps", {"marketing_suspended": True}),
        },
        groups={
            "cortex": (
                [
                    ("cortex/1", CHAMPION, MANUAL, "2025-11-10"),
                    ("cortex/2", DECISION_MAKER, MANUAL, "2025-11-10"),
                    ("cortex/3", PRACTITIONER, SYSTEM, "2025-11-12"),
                    ("cortex/4", INFLUENCER, SYSTEM, "2025-11-12"),
                    ("cortex/5", PRACTITIONER, JOURNEY, "2025-12-15"),
                    ("cortex/6", DECISION_MAKER, MANUAL, "2025-12-02"),
                    ("cortex/7", INFLUENCER, MANUAL, "2025-12-09"),
                    ("cortex/8", PRACTITIONER, SYSTEM, "2026-01-15"),
                    ("cortex/9", INFLUENCER, JOURNEY, "2026-01-08"),
                    ("cortex/10", PRACTITIONER, SYSTEM, "2025-11-24"),
                ],
                [("Identified", "2025-11-10"), ("Evaluating", "2025-12-02"), ("Negotiating", "2026-01-13")],
                {"status": "Security review passed"},
            ),
            "thanos": (
                [
                    ("cortex/2", DECISION_MAKER, MANUAL, "2025-11-17"),
                    ("cortex/4", PRACTITIONER, SYSTEM, "2025-11-18"),
                    ("cortex/10", PRACTITIONER, SYSTEM, "2025-11-26"),
                    ("cortex/1", OTHER, MANUAL, "2025-11-17"),
                ],
                [
                    ("Identified", "2025-11-17"),
                    ("Evaluating", "2025-11-27"),
                    ("Negotiating", "2025-12-18"),
                    ("Won", "2026-01-22"),
                ],
                {},
            ),
            "fluent-bit": (
                [
                    ("cortex/6", DECISION_MAKER, JOURNEY, "2026-01-19"),
                    ("fluent-bit/1", PRACTITIONER, MANUAL, "2025-11-20"),
                    ("fluent-bit/2", PRACTITIONER, SYSTEM, "2025-11-20"),
                    ("cortex/4", OTHER, SYSTEM, "2025-11-20"),
                ],
                [("Identified", "2025-11-20"), ("Lost", "2025-12-12"), ("Evaluating", "2026-01-19")],
                {"status": "Back after the budget round"},
            ),
        },
        opportunities=(
            ("cortex", "Cortex for the whole company", "2025-12-02", None),
            ("thanos", "Thanos for one team", "2025-11-27", "2026-01-22"),
            ("fluent-bit", "Fluent Bit, first attempt", "2025-11-20", "2025-12-12"),
            ("fluent-bit", "Fluent Bit, second attempt", "2026-01-19", None),
        ),
        journeys=(
            ("welcome", "2025-11-10", "2025-12-08"),
            ("observability", "2025-11-24", None),
            ("briefing", "2025-12-09", None),
            ("win-back", "2026-01-07", None),
            ("spring", "2026-01-26", None),
        ),
        moments=(
            ("cortex/2", "2026-01-21T15:15:00Z", "Named Thanos as the team's choice and asked for the invoice"),
            ("cortex/1", "2026-01-12T13:00:00Z", "Invited us to show the roadmap to the whole platform team"),
            ("cortex/6", "2025-12-02T10:45:00Z", "Asked who else runs this at the same size"),
        ),
    ),
    Plan(
        digest="24299f39",
        industry="Telecommunications",
        cast={
            "istio/1": ("Jonas Reuter", "Germany", "Lead Network Engineer", {}),
            "istio/2": ("Chiamaka Eze", "Nigeria", "Director of Platform Engineering", {}),
            "istio/3": ("Lucía Ibáñez", "Spain", "Arquitecta de soluciones", {}),
            "istio/4": ("Derek Hollis", "United Kingdom", "Principal Site Reliability Engineer", {"phone": None}),
            "istio/5": ("Hyejin Kwon", "South Korea", "Senior Software Engineer", {}),
            "istio/6": ("Gustavo Moura", "Brazil", "Network Operations Specialist", {}),
            "containerd/1": ("Zofia Zając", "Poland", "Platform Engineer", {}),
            "containerd/2": ("Joost Verhagen", "Netherlands", "Enterprise Architect", {}),
            "containerd/3": ("Sanna Korpela", "Finland", "Director of Cloud Infrastructure", {}),
            "containerd/4": ("Kwame Ofori", "Ghana", "DevOps Engineer", {"unsubscribed": True}),
            "nobody/1": ("Terrence Sandoval", "United States", "Procurement Manager", {}),
        },
        groups={
            "istio": (
                [
                    ("istio/1", CHAMPION, MANUAL, "2025-11-03"),
                    ("istio/2", DECISION_MAKER, MANUAL, "2025-11-03"),
                    ("istio/3", INFLUENCER, SYSTEM, "2025-11-04"),
                    ("istio/4", PRACTITIONER, SYSTEM, "2025-11-04"),
                    ("istio/5", PRACTITIONER, JOURNEY, "2025-12-10"),
                    ("istio/6", PRACTITIONER, JOURNEY, "2025-12-10"),
                    ("nobody/1", PROCUREMENT, MANUAL, "2025-11-14"),
                ],
                [("Identified", "2025-11-03"), ("Evaluating", "2025-11-14")],
                {"status": "Waiting for their security review"},
            ),
            "containerd": (
                [
                    ("containerd/1", PRACTITIONER, SYSTEM, "2026-01-12"),
                    ("containerd/2", INFLUENCER, SYSTEM, "2026-01-12"),
                    ("containerd/3", DECISION_MAKER, JOURNEY, "2026-01-12"),
                    ("containerd/4", CHAMPION, SYSTEM, "2026-01-12"),
                ],
                [("Identified", "2026-01-12")],
                {},
            ),
        },
        opportunities=(
            ("istio", "Istio in twelve data centres", "2025-11-14", None),
            ("containerd", "containerd long-term support", "2026-01-12", None),
        ),
        journeys=(("mesh", "2025-11-10", None),),
        moments=(("istio/1", "2026-01-22T08:20:00Z", "Brought four colleagues to the service mesh workshop"),),
    ),
    Plan(
        digest="09c17fb8",
        industry="Insurance",
        cast={
            "opentelemetry-collector/1": ("Divya Bhat", "India", "Senior Observability Engineer", {}),
            "opentelemetry-collector/2": ("Étienne Marchand", "France", "Ingénieur plateforme", {}),
            "opentelemetry-collector/3": ("Faith Wambui", "Kenya", "Site Reliability Engineer", {}),
            "opentelemetry-collector/4": ("Axel Norén", "Sweden", "Plattformsarkitekt", {}),
            "opentelemetry-collector/5": ("Minseo Bae", "South Korea", "Software Engineer", {"email": None}),
            "opentelemetry-collector/8": ("Agnieszka Pawlak", "Poland", None, {"phone": None}),
            "nobody/1": ("Kerstin Dahlberg", "Sweden", "Inköpschef", {}),
        },
        groups={
            "opentelemetry-collector": (
                [
                    ("opentelemetry-collector/1", CHAMPION, MANUAL, "2025-11-18"),
                    ("opentelemetry-collector/2", INFLUENCER, MANUAL, "2025-11-18"),
                    ("opentelemetry-collector/3", PRACTITIONER, SYSTEM, "2025-11-19"),
                    ("opentelemetry-collector/4", INFLUENCER, JOURNEY, "2025-12-05"),
                    ("opentelemetry-collector/5", PRACTITIONER, SYSTEM, "2025-12-05"),
                    ("opentelemetry-collector/8", PRACTITIONER, SYSTEM, "2026-01-14"),
                    ("nobody/1", PROCUREMENT, MANUAL, "2026-01-09"),
                ],
                [("Identified", "2025-11-18"), ("Evaluating", "2026-01-09")],
                {"status": "Who decides?"},
            ),
        },
        opportunities=(("opentelemetry-collector", "Collector support contract", "2026-01-09", None),),
        journeys=(("observability", "2025-12-05", None), ("welcome", "2025-11-18", None)),
        moments=(
            ("opentelemetry-collector/2", "2026-01-09T11:10:00Z", "Asked for a comparison with what they run now"),
        ),
    ),
    Plan(
        digest="706d1c65",
        industry="Manufacturing",
        cast={
            "rook/1": ("Rohan Joshi", "India", "Principal Storage Engineer", {}),
            "containerd/1": ("Wenjing Luo", "China", "Container Platform Lead", {}),
            "containerd/2": ("Rafaela Pires", "Brazil", "IT Director", {}),
            "containerd/3": ("Youssef Mansour", "Egypt", "Software Engineer", {"unsubscribed": True}),
            "containerd/4": ("Nils Lindqvist", "Sweden", "Systemutvecklare", {}),
        },
        groups={
            "containerd": (
                [
                    ("containerd/1", CHAMPION, MANUAL, "2025-11-13"),
                    ("containerd/2", DECISION_MAKER, MANUAL, "2025-11-13"),
                    ("containerd/3", PRACTITIONER, SYSTEM, "2025-11-27"),
                    ("containerd/4", PRACTITIONER, SYSTEM, "2026-01-20"),
                    ("rook/1", INFLUENCER, JOURNEY, "2025-12-22"),
                ],
                [("Identified", "2025-11-13"), ("Evaluating", "2025-11-27"), ("Negotiating", "2025-12-15")],
                {"status": "Budget holder has gone quiet"},
            ),
        },
        opportunities=(("containerd", "containerd in the plants", "2025-11-27", None),),
        journeys=(("briefing", "2025-12-15", None), ("spring", "2026-01-26", None)),
    ),
    Plan(
        digest="505aadec",
        industry="Software",
        cast={
            "containerd/1": ("Seojun Noh", "South Korea", "Principal Software Engineer", {}),
            "thanos/1": ("Kavita Reddy", "India", "Engineering Manager", {}),
            "nobody/1": ("Matthias Seidel", "Germany", "Leiter IT-Infrastruktur", {"email_suspended": True}),
        },
        groups={
            "containerd": (
                [
                    ("containerd/1", PRACTITIONER, MANUAL, "2026-01-09"),
                    ("thanos/1", CHAMPION, JOURNEY, "2026-01-16"),
                    ("nobody/1", DECISION_MAKER, MANUAL, "2026-01-27"),
                ],
                [("Identified", "2026-01-09"), ("Evaluating", "2026-01-27")],
                {"status": "One enthusiast so far"},
            ),
        },
        journeys=(("observability", "2025-12-19", None),),
        moments=(("containerd/1", "2026-01-09T16:40:00Z", "Wrote to us after the talk at the community day"),),
    ),
    Plan(
        digest="d0173bdd",
        industry="Media",
        cast={
            "cortex/1": ("Aurélie Lefèvre", "France", "Directrice infrastructure", {}),
            "cortex/2": ("Tobias Kühn", "Germany", "Softwareentwickler", {}),
            "argo-workflows/1": ("Ximena Castaño", "Mexico", "DevOps Lead", {}),
            "nobody/1": ("Graham Pettifer", "United Kingdom", "Chief Information Officer", {"email": None}),
            "nobody/2": ("Nadia Farouk", "Egypt", "Release Manager", {}),
            "nobody/3": ("Oskar Hedlund", "Sweden", "Head of Platform", {"phone": None}),
        },
        groups={
            "cortex": (
                [
                    ("cortex/1", DECISION_MAKER, MANUAL, "2025-11-11"),
                    ("cortex/2", PRACTITIONER, SYSTEM, "2025-11-12"),
                    ("argo-workflows/1", CHAMPION, MANUAL, "2025-11-11"),
                    ("nobody/1", EXECUTIVE_STEERING_COMMITTEE, MANUAL, "2025-12-08"),
                ],
                [("Identified", "2025-11-11"), ("Evaluating", "2025-12-08")],
                {"status": "No answer since December"},
            ),
            "helm": (
                [
                    ("nobody/2", PRACTITIONER, JOURNEY, "2026-01-28"),
                    ("nobody/3", DECISION_MAKER, JOURNEY, "2026-01-28"),
                ],
                [],
                {"name": "Helm pilot in the release team"},
            ),
        },
        opportunities=(("cortex", "Cortex for the newsroom", "2025-12-08", None),),
        journeys=(("win-back", "2026-01-21", None), ("welcome", "2025-11-11", "2025-12-23")),
        moments=(("cortex/1", "2025-12-08T13:30:00Z", "Asked us to call again in the new year"),),
    ),
)

OTHERS = (  # who is in no group
    ("Solène Perrin", "France"),
    ("Marek Bednarz", "Poland"),
    ("Emeka Adeyemi", "Nigeria"),
    ("Daichi Mori", "Japan"),
    ("Latasha Boone", "United States"),
    ("Bastien Vidal", "France"),
    ("Ananya Iyer", "India"),
    ("Haoran Tan", "China"),
    ("Maja Wallin", "Sweden"),
    ("Ngozi Okonkwo", "Nigeria"),
    ("Yui Shimada", "Japan"),
    ("Layla Saleh", "Jordan"),
    ("Callum Frith", "United Kingdom"),
    ("Sunita Rawat", "India"),
    ("Piotr Gajda", "Poland"),
    ("Iker Zabala", "Spain"),
    ("Xiulan Fang", "China"),
    ("Brianna Mercer", "United States"),
    ("Renata Barrera", "Mexico"),
    ("Florian Achterberg", "Germany"),
    ("Zihan Gao", "China"),
    ("Dilan Yavuz", "Türkiye"),
    ("Priyanka Sawant", "India"),
    ("Henrik Tveit", "Norway"),
    ("Giulia Ferrante", "Italy"),
    ("Mandla Khoza", "South Africa"),
    ("Jiwoo Seong", "South Korea"),
    ("Clément Aubry", "France"),
    ("Teresa Lobato", "Portugal"),
    ("Shira Peled", "Israel"),
    ("Nathan Eberly", "United States"),
    ("Álvaro Quintero", "Spain"),
)
OTHER_TITLES = (
    "Software Engineer",
    "Site Reliability Engineer",
    "Senior Software Engineer",
    "DevOps Engineer",
    None,
    "Cloud Architect",
    "Engineering Manager",
    "Technical Writer",
)

# The worked example of an engagement score in Adobe Journey Optimizer B2B Edition's documentation (2026-08): who, role,
# and for each type how often on the first and on the second day.
PUBLICATION_DOWNLOADED = "publication_downloaded"
WORKED_EXAMPLE = (
    ("Adam", DECISION_MAKER, {PAGE_VIEWS: (37, 15), EMAIL_CLICKED: (1, 1)}),
    ("Mark", DECISION_MAKER, {PAGE_VIEWS: (5, 3), EMAIL_CLICKED: (1, 1), PUBLICATION_DOWNLOADED: (3, 2)}),
    ("John", INFLUENCER, {PAGE_VIEWS: (19, 9)}),
    ("Bob", PRACTITIONER, {EMAIL_CLICKED: (1, 1)}),
    ("Paul", PRACTITIONER, {EMAIL_CLICKED: (1, 1)}),
    ("Calvin", PRACTITIONER, {EMAIL_CLICKED: (1, 1), PAGE_VIEWS: (1, 7), PUBLICATION_DOWNLOADED: (1, 2)}),
)


def read_rows(data: Path) -> dict[str, list[Row]]:
    """
    Return the rows of the three months of each account, by the account's digest.
    """
    rows: dict[str, list[Row]] = {plan.digest: [] for plan in PLANS}
    with gzip.open(data / "activities.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            digest = hashlib.sha256(row["account"].encode()).hexdigest()[:8]
            if digest in rows and FIRST_DAY <= row["occurred_at"][:10] <= LAST_DAY:
                rows[digest].append(row)
    missing = [digest for digest, found in rows.items() if not found]
    if missing:
        raise SystemExit(f"{data} has no activities of the accounts with the digests {', '.join(missing)}")
    return rows


def read_taxonomy(data: Path) -> Taxonomy:
    """
    Return the taxonomy of the sample's projects: the name of each, and those of its keywords that no other one has.
    """
    found = json.loads((data / "taxonomy.json").read_text(encoding="utf-8"))["categories"]
    own = {
        id: {words_of(PROJECTS[id]): PROJECTS[id]} for products in found.values() for id in products if id in PROJECTS
    }
    names = {words_of(name) for name in PROJECTS.values()}
    for products in found.values():
        for id in own.keys() & products.keys():
            own[id] |= {words_of(word): word for word in products[id] if words_of(word) not in names}
    shared = Counter(words for keywords in own.values() for words in keywords)
    return Taxonomy(
        categories=tuple(
            TaxonomyCategory(
                name=CATEGORIES[category],
                products=tuple(
                    TaxonomyProduct(
                        name=PROJECTS[id],
                        keywords=tuple(word for words, word in own[id].items() if shared[words] == 1),
                    )
                    for id in sorted(own.keys() & products.keys())
                ),
            )
            for category, products in found.items()
        )
    ).approve()


def people_by_activity(rows: list[Row]) -> dict[str, str]:
    """
    Return the id in the data of each ``project/n``, the n-th most active person in a project.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["product"]][row["person_id"]] += 1
    return {
        f"{product}/{place}": person_id
        for product, people in counts.items()
        for place, (person_id, _) in enumerate(sorted(people.items(), key=lambda item: (-item[1], item[0])), start=1)
    }


def at(day: str) -> datetime:
    """
    Return nine o'clock UTC of a day.
    """
    return datetime.combine(date.fromisoformat(day), time(9), UTC)


def email_of(name: str, account: int) -> str:
    """
    Return a made-up address in a domain that RFC 2606 reserves for examples.
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@account{account}.example.{('com', 'org', 'net')[account % 3]}"


def person(number: int, account: int, part: Part) -> Person:
    """
    Return the person with a number, from 1 on, under a made-up name.
    """
    if number > TELEPHONE_NUMBERS:
        raise SystemExit(f"only {TELEPHONE_NUMBERS} telephone numbers are reserved for made-up people")
    name, country, job_title, further = part
    first_name, _, last_name = name.partition(" ")
    attributes: dict[str, Any] = {"email": email_of(name, account), "phone": f"+1-202-555-01{number - 1:02}", **further}
    return Person(
        id=f"p{number:04}",
        account_id=f"account-{account}",
        first_name=first_name,
        last_name=last_name,
        job_title=job_title,
        country=country,
        **attributes,
    )


def cast_people(rows: dict[str, list[Row]]) -> tuple[list[Person], list[dict[str, str]]]:
    """
    Return everybody under made-up names, and for each plan the new ids: by the id in the data, and as written in it.
    """
    people: list[Person] = []
    new_ids: list[dict[str, str]] = []
    others: Iterator[Part] = (
        (name, country, job_title, {})
        for (name, country), job_title in zip(OTHERS, itertools.cycle(OTHER_TITLES), strict=False)
    )
    for account, plan in enumerate(PLANS, start=1):
        places = people_by_activity(rows[plan.digest])
        cast = {places[who]: part for who, part in plan.cast.items() if not who.startswith(NOBODY)}
        if len(cast) < sum(not who.startswith(NOBODY) for who in plan.cast):
            raise SystemExit(f"somebody stands twice in the cast of account {account}")
        ids: dict[str, str] = {}
        for person_id in sorted({row["person_id"] for row in rows[plan.digest]}):  # salted hashes: as good as shuffled
            people.append(person(len(people) + 1, account, cast.get(person_id) or next(others)))
            ids[person_id] = people[-1].id
        new_ids.append(ids | {who: ids[person_id] for who, person_id in places.items()})
    for account, (plan, ids) in enumerate(zip(PLANS, new_ids, strict=True), start=1):
        for who in filter(lambda who: who.startswith(NOBODY), plan.cast):
            people.append(person(len(people) + 1, account, plan.cast[who]))
            ids[who] = people[-1].id
    return people, new_ids


def open_source(rows: dict[str, list[Row]], taxonomy: Taxonomy) -> Tenant:
    """
    Return the tenant with real activity under made-up names.
    """
    people, new_ids = cast_people(rows)
    plans = [
        (f"account-{number}", plan, ids) for number, (plan, ids) in enumerate(zip(PLANS, new_ids, strict=True), start=1)
    ]
    return Tenant(
        name="Open source (sample: real activity, made-up names)",
        time_zone="Europe/Stockholm",
        custom_roles=(PROCUREMENT,),
        accounts=tuple(
            Account(id=id, name=f"Account {number}", industry=plan.industry)
            for number, (id, plan, _) in enumerate(plans, start=1)
        ),
        people=tuple(people),
        opportunities=tuple(
            Opportunity(
                id=f"opportunity-{account_id}-{number}",
                account_id=account_id,
                name=name,
                opened_at=at(opened),
                closed_at=at(closed) if closed else None,
                solution_interest_id=project,
            )
            for account_id, plan, _ in plans
            for number, (project, name, opened, closed) in enumerate(plan.opportunities, start=1)
        ),
        journeys=tuple(Journey(id=id, name=name) for id, name in JOURNEYS.items()),
        journey_entries=tuple(
            JourneyEntry(
                journey_id=journey,
                account_id=account_id,
                entered_at=at(entered),
                left_at=at(left) if left else None,
            )
            for account_id, plan, _ in plans
            for journey, entered, left in plan.journeys
        ),
        roles_templates=ROLES_TEMPLATES,
        stage_models=(STAGE_MODEL,),
        solution_interests=tuple(
            SolutionInterest(id=id, name=PROJECTS[id], roles_template_id=template, stage_model_id=STAGE_MODEL.id)
            for id, template in TEMPLATE_OF.items()
        ),
        buying_groups=tuple(
            BuyingGroup(
                id=f"{project}-{account_id}",
                account_id=account_id,
                solution_interest_id=project,
                members=tuple(
                    Member(person_id=ids[who], role=role, source=source, joined_at=at(joined))
                    for who, role, source, joined in members
                ),
                stage_moves=tuple(StageMove(stage=stage, moved_at=at(moved)) for stage, moved in moves),
                **further,
            )
            for account_id, plan, ids in plans
            for project, (members, moves, further) in plan.groups.items()
        ),
        weighting_models=(WEIGHTING_MODEL,),
        taxonomy=taxonomy,
        signal_model=SIGNAL_MODEL,
        activities=(*real_activities(rows, new_ids), *moments(new_ids)),
    )


def real_activities(rows: dict[str, list[Row]], new_ids: list[dict[str, str]]) -> list[Activity]:
    """
    Return the activities of the data, renumbered in the order of time.
    """
    found = [
        (row, ids[row["person_id"]]) for plan, ids in zip(PLANS, new_ids, strict=True) for row in rows[plan.digest]
    ]
    found.sort(key=lambda item: (item[0]["occurred_at"], int(item[0]["activity_id"])))
    return [
        Activity(
            person_id=person_id,
            activity_type=row["activity_type"],
            occurred_at=datetime.fromisoformat(row["occurred_at"]),
            id=f"a{number:04}",
            content=Content(title=PROJECTS[row["product"]], keywords=tuple(filter(None, row["keywords"].split("|")))),
            description=f"Tagged a release of {PROJECTS[row['product']]}" if row["activity_type"] == RELEASE else None,
        )
        for number, (row, person_id) in enumerate(found, start=1)
    ]


def moments(new_ids: list[dict[str, str]]) -> list[Activity]:
    """
    Return the made-up interesting moments, in the order of time.
    """
    found = sorted(
        (moment, ids[who], text) for plan, ids in zip(PLANS, new_ids, strict=True) for who, moment, text in plan.moments
    )
    return [
        Activity(
            person_id=person_id,
            activity_type=INTERESTING_MOMENT,
            occurred_at=datetime.fromisoformat(moment),
            id=f"moment-{number}",
            description=text,
        )
        for number, (moment, person_id, text) in enumerate(found, start=1)
    ]


def history(data: Path) -> tuple[list[Row], Taxonomy]:
    """
    Return everything that the small accounts of the data did, and the taxonomy of all projects.

    The accounts of the tenant above are left out, and the others numbered on from theirs, so that neither tells of the
    other. The new numbers follow the ids of people in the data, which are salted hashes: as good as shuffled.
    """
    with gzip.open(data / "activities.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    digests = {plan.digest for plan in PLANS}
    sizes = Counter(row["account"] for row in rows)
    small = {
        account
        for account, size in sizes.items()
        if size <= SMALL_ACCOUNT and hashlib.sha256(account.encode()).hexdigest()[:8] not in digests
    }
    people = sorted({(row["person_id"], row["account"]) for row in rows if row["account"] in small})
    accounts = dict.fromkeys(account for _, account in people)
    new_accounts = {account: f"Account {number}" for number, account in enumerate(accounts, start=len(PLANS) + 1)}
    new_people = {person: f"h{number:03}" for number, person in enumerate(people, start=1)}
    found = sorted(
        (row for row in rows if row["account"] in small), key=lambda row: (row["occurred_at"], int(row["activity_id"]))
    )
    kept = [
        {
            "account": new_accounts[row["account"]],
            "person_id": new_people[row["person_id"], row["account"]],
            **{name: row[name] for name in ("activity_type", "occurred_at", "product", "keywords")},
        }
        for row in found
    ]
    categories = json.loads((data / "taxonomy.json").read_text(encoding="utf-8"))["categories"]
    taxonomy = Taxonomy(
        categories=tuple(
            TaxonomyCategory(
                name=category,
                products=tuple(TaxonomyProduct(name=name, keywords=words) for name, words in products.items()),
            )
            for category, products in categories.items()
        )
    )
    return kept, taxonomy.approve()


def write_history(rows: list[Row], taxonomy: Taxonomy) -> None:
    """
    Write the history and its taxonomy into the package, and say how large they are.
    """
    table = io.StringIO()
    writer = csv.DictWriter(table, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file = SAMPLES / "open_source_history.csv.gz"
    file.write_bytes(gzip.compress(table.getvalue().encode(), mtime=0))  # no time: the same bytes tomorrow
    print(f"{file.name}: {file.stat().st_size:,} bytes, {len(rows):,} activities")
    file = SAMPLES / "open_source_history_taxonomy.json"
    file.write_text(dumps(taxonomy) + "\n", encoding="utf-8", newline="\n")
    print(f"{file.name}: {file.stat().st_size:,} bytes")


def worked_example() -> Tenant:
    """
    Return the documentation's worked example of an engagement score as a tenant.
    """
    days = [datetime(2026, 1, 30, 8, tzinfo=UTC), datetime(2026, 1, 31, 8, tzinfo=UTC)]
    done = [
        (day + timedelta(minutes=10 * number), name, activity_type)
        for name, _, types in WORKED_EXAMPLE
        for activity_type, counts in types.items()
        for day, count in zip(days, counts, strict=True)
        for number in range(count)
    ]
    return Tenant(
        name="Worked example of an engagement score",
        accounts=(Account(id="account", name="Account"),),
        people=tuple(Person(id=name.lower(), account_id="account", first_name=name) for name, _, _ in WORKED_EXAMPLE),
        roles_templates=(
            RolesTemplate(
                id="template",
                name="Roles template",
                roles=(
                    TemplateRole(role=DECISION_MAKER, weighting=100),
                    TemplateRole(role=INFLUENCER, weighting=80),
                    TemplateRole(role=PRACTITIONER, weighting=60),
                ),
                status=PublicationStatus.LIVE,
            ),
        ),
        solution_interests=(SolutionInterest(id="product", name="Product", roles_template_id="template"),),
        buying_groups=(
            BuyingGroup(
                id="group",
                account_id="account",
                solution_interest_id="product",
                members=tuple(
                    Member(person_id=name.lower(), role=role, joined_at=days[0].replace(hour=0))
                    for name, role, _ in WORKED_EXAMPLE
                ),
            ),
        ),
        weighting_models=(
            WeightingModel(
                id="ones",
                name="Every weight 1",
                weights=tuple(
                    ActivityWeight(activity_type=activity_type, weight=1)
                    for activity_type in (PAGE_VIEWS, EMAIL_CLICKED, PUBLICATION_DOWNLOADED)
                ),
                status=WeightingModelStatus.ACTIVE,
            ),
        ),
        activities=tuple(
            Activity(person_id=name.lower(), activity_type=activity_type, occurred_at=moment, id=f"a{number:03}")
            for number, (moment, name, activity_type) in enumerate(sorted(done), start=1)
        ),
    )


def main() -> None:
    """
    Write the samples into the package, and say how large they are.
    """
    parser = argparse.ArgumentParser(description="Make the samples that ship in the package.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the open-source engagement data")
    data = parser.parse_args().data
    tenants = {"open_source": open_source(read_rows(data), read_taxonomy(data)), "worked_example": worked_example()}
    for name, tenant in tenants.items():
        file = SAMPLES / f"{name}.json"
        file.write_text(dumps(tenant) + "\n", encoding="utf-8", newline="\n")
        print(f"{file.name}: {file.stat().st_size:,} bytes, {tenant}")
    write_history(*history(data))


if __name__ == "__main__":
    main()
