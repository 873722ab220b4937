"""
Hypothesis strategies for the values of the domain.

Everything is drawn close together: few ids, few types, moments within weeks of `AS_OF` and often on the edges of its
window, so that repeats, ties, caps and edges are met often.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from ..accounts import Account, Journey, JourneyEntry, Opportunity, Person
from ..activities import INTERESTING_MOMENT, PAGE_VIEWS, Activity, Content
from ..conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Between,
    Condition,
    Contains,
    GreaterThan,
    HasIntent,
    HasPersona,
    In,
    IntentSubject,
    Is,
    IsEmpty,
    LessThan,
    Not,
    Persona,
    PersonaAttribute,
    PersonFacts,
    StartsWith,
)
from ..engagement.weighting import ActivityWeight, Normalization, WeightingModel, WeightingModelStatus
from ..groups import BuyingGroup, Member, SolutionInterest, Source, StageMove
from ..intent.report import (
    SIGNALS,
    CategoryIntent,
    IntentBasis,
    IntentBasisKind,
    IntentLevel,
    IntentReport,
    IntentSignal,
)
from ..intent.signal_model import SignalModel, SignalWeight
from ..intent.taxonomy import KeywordCluster, Taxonomy, TaxonomyCategory, TaxonomyProduct
from ..roles import DEFAULT_ROLES, RolesTemplate, TemplateRole
from ..stages import Stage, StageKind, StageModel
from ..tenant import Tenant
from ..titles.labels import Seniority


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy


__all__ = [
    "AS_OF",
    "activities",
    "activity_lists",
    "buying_groups",
    "conditions",
    "intent_reports",
    "moments",
    "names",
    "people",
    "person_facts",
    "personas",
    "roles_templates",
    "signal_models",
    "stage_models",
    "taxonomies",
    "tenants",
    "time_zones",
    "weighting_models",
]

AS_OF = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)  # in Stockholm, the day on which the clocks go forward

# Of these, many are the same text to a condition, in whole, from the start, in a part, or as words.
_TEXTS = (
    "CTO",
    "cto",
    "C\u200bTO",
    "Director",
    "Chief Officer",
    "chief  officer",
    "Chief-Officer, C++",
    "c++/c#",
    "Stra\N{LATIN SMALL LETTER SHARP S}e",
    "STRASSE",
    "\N{LATIN CAPITAL LETTER A WITH DIAERESIS}rztin",
    "A\N{COMBINING DIAERESIS}rztin",
    "SE",
    "1",
    "true",
)
_NUMBERS = (-1.0, 0.0, 1.0, 49.5, 50.0, 100.0)
_SUBJECTS = ("CRM", "crm", "Analytics", "email marketing")

# What content is about: keywords, other spellings of theirs, and what only contains their letters.
_KEYWORDS = ("email marketing", "CRM", "lead score", "Stra\N{LATIN SMALL LETTER SHARP S}e", "c++", "webinars")
_ABOUT = (*_KEYWORDS, "E-Mail: Marketing", "a CRM for the STRASSE", "scrmx", "lead-score c++", "leads score")
_URLS = ("https://crm.example/", "https://a.example/x/lead%20score.html?q=crm#webinars", "/email/marketing", "http://[")

_TYPES = ("attend_event", INTERESTING_MOMENT, PAGE_VIEWS, "whistling")
_EDGES = tuple(timedelta(days=days, microseconds=microseconds) for days in (-30, -1, 0) for microseconds in (-1, 0, 1))


def names() -> SearchStrategy[str]:
    """Return a strategy of short names, in any script, that are not blank."""
    alphabet = st.characters(exclude_categories=["Cs"])
    return st.text(alphabet, min_size=1, max_size=12).filter(lambda text: bool(text.strip()))


def time_zones() -> SearchStrategy[str]:
    """Return a strategy of time zones: with and without summer time, far east and far west, odd offsets."""
    return st.sampled_from(
        ("UTC", "Europe/Stockholm", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago")
    )


def moments(around: datetime = AS_OF) -> SearchStrategy[datetime]:
    """
    Return a strategy of moments up to some weeks before and days after a moment, in UTC.

    Parameters
    ----------
    around : datetime
        The moment; its window's edges of 1 and 30 days are met often, to the microsecond.
    """
    anywhere = st.timedeltas(min_value=timedelta(days=-40), max_value=timedelta(days=3))
    coarse = st.integers(-40 * 24, 3 * 24).map(lambda hours: timedelta(hours=hours))
    return st.one_of(st.sampled_from(_EDGES), coarse, anywhere).map(lambda distance: around + distance)


def weighting_models() -> SearchStrategy[WeightingModel]:
    """Return a strategy of active weighting models over some of the types that `activities` draws."""
    weights = st.one_of(st.just(0.0), st.sampled_from((20.0, 60.0)), st.floats(0.001, 1e6))
    caps = st.integers(1, 4)

    def model(types: list[tuple[str, float, int]], normalization: Normalization, days: int) -> WeightingModel:
        return WeightingModel(
            id="model",
            name="Model",
            weights=tuple(
                ActivityWeight(activity_type=name, weight=weight, daily_cap=cap) for name, weight, cap in types
            ),
            normalization=normalization,
            look_back_days=days,
            status=WeightingModelStatus.ACTIVE,
        )

    types = st.lists(st.tuples(st.sampled_from(_TYPES), weights, caps), unique_by=lambda item: item[0])
    return st.builds(model, types, st.sampled_from(Normalization), st.sampled_from((1, 2, 30)))


@st.composite
def taxonomies(draw: DrawFn) -> Taxonomy:
    """
    Draw an approved taxonomy over the keywords that `activities` touch; a product may stand in several categories.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    """
    keywords = st.lists(st.sampled_from(_KEYWORDS), unique=True, max_size=3).map(tuple)
    products = [
        TaxonomyProduct(name=f"product {number}", keywords=words)
        for number, words in enumerate(draw(st.lists(keywords, max_size=3)))
    ]
    products.append(TaxonomyProduct(name="another product", keywords=(draw(st.sampled_from(_KEYWORDS)),)))
    some = st.lists(st.sampled_from(products), unique=True).map(tuple)
    categories = [
        TaxonomyCategory(name=f"category {number}", products=chosen)
        for number, chosen in enumerate(draw(st.lists(some, max_size=2)))
    ]
    everything = TaxonomyCategory(name="everything", products=tuple(products))
    draft = Taxonomy(categories=(*categories, everything))
    spelled = draw(st.booleans()) and "email marketing" in draft.keywords
    cluster = KeywordCluster(keyword="email marketing", spellings=("e-mail marketing",), similarity=1.0)
    return draft.with_clusters(*([cluster] if spelled else [])).approve()


def signal_models() -> SearchStrategy[SignalModel]:
    """Return a strategy of signal models over some of the types that `activities` draws; some count against."""
    weights = st.sampled_from((-3.0, -0.5, 0.0, 0.25, 1.0, 2.0)) | st.floats(-10, 10)
    typed = st.builds(SignalWeight, activity_type=st.sampled_from(_TYPES), weight=weights)
    return st.builds(
        SignalModel,
        weights=st.lists(typed, unique_by=lambda item: item.activity_type).map(tuple),
        half_life_days=st.sampled_from((1.0, 30.0, 90.0)) | st.floats(0.001, 1e4),
        history_days=st.sampled_from((1, 30, 548)),
        half_strength=st.sampled_from((1.0, 4.0)) | st.floats(0.001, 1e3),
        activities_required=st.integers(1, 3),
        co_member_share=st.sampled_from((0.0, 0.25, 1.0)),
    )


@st.composite
def activities(draw: DrawFn, person_ids: Sequence[str], around: datetime = AS_OF) -> Activity:
    """
    Draw an activity without an id.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    person_ids : sequence of str
        Who may have done it.
    around : datetime
        When, roughly.
    """
    about = st.sampled_from(_ABOUT) | names()
    content = st.builds(
        Content,
        title=st.none() | about,
        url=st.none() | st.sampled_from(_URLS) | names(),
        keywords=st.lists(about, max_size=2).map(tuple),
    )
    return Activity(
        person_id=draw(st.sampled_from(person_ids)),
        activity_type=draw(st.sampled_from(_TYPES)),
        occurred_at=draw(moments(around)),
        content=draw(st.none() | content),
        description=draw(st.none() | names()),
    )


@st.composite
def activity_lists(
    draw: DrawFn, person_ids: Sequence[str], around: datetime = AS_OF, max_size: int = 30
) -> tuple[Activity, ...]:
    """
    Draw activities, some with ids and some of those repeated; no id is in conflict.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    person_ids : sequence of str
        Who may have done them; may be empty.
    around : datetime
        When, roughly.
    max_size : int
        How many at the most, before repeats.
    """
    if not person_ids:
        return ()
    found = draw(st.lists(activities(person_ids, around), max_size=max_size))
    with_ids = [
        attrs.evolve(activity, id=f"activity {index}") if draw(st.booleans()) else activity
        for index, activity in enumerate(found)
    ]
    repeatable = [activity for activity in with_ids if activity.id is not None]
    repeats = draw(st.lists(st.sampled_from(repeatable), max_size=5)) if repeatable else []
    return tuple(draw(st.permutations([*with_ids, *repeats])))


@st.composite
def people(draw: DrawFn, account_ids: Sequence[str], max_size: int = 6) -> tuple[Person, ...]:
    """
    Draw people whose ids are "p0", "p1" and so on.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    account_ids : sequence of str
        Their accounts; may be empty.
    max_size : int
        How many at the most.
    """
    if not account_ids:
        return ()
    known = _known_of_people()
    return tuple(
        Person(id=f"p{index}", account_id=draw(st.sampled_from(account_ids)), **draw(known))
        for index in range(draw(st.integers(0, max_size)))
    )


@cache  # making a strategy takes longer than drawing from it
def _known_of_people() -> SearchStrategy[dict[str, Any]]:
    text = st.sampled_from(_TEXTS) | names()
    custom = {
        "text": text,
        "number": st.sampled_from(_NUMBERS) | st.floats(allow_nan=False, allow_infinity=False),
        "flag": st.booleans(),
    }
    texts = ("first_name", "last_name", "job_title", "email", "phone", "mobile_phone", "city", "state", "postal_code")
    return st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys((*texts, "country", "inferred_state_region"), text),
            **dict.fromkeys(("unsubscribed", "email_invalid", "email_suspended"), st.booleans()),
            "custom_fields": st.fixed_dictionaries({}, optional=custom),
        },
    )


def intent_reports() -> SearchStrategy[IntentReport]:
    """Return a strategy of intent reports over few names, so that a product often stands in several categories."""
    fields = {"name": st.sampled_from(_SUBJECTS), "level": st.sampled_from(IntentLevel)}
    signals = st.lists(st.builds(IntentSignal, **fields), max_size=3).map(tuple)
    categories = st.lists(st.builds(CategoryIntent, **fields, products=signals), max_size=3).map(tuple)
    detector = IntentBasis(kind=IntentBasisKind.DETECTOR, name="Detector")
    basis = st.sampled_from((None, SIGNALS, detector))
    return st.builds(IntentReport, categories=categories, keywords=signals, basis=basis, keywords_basis=basis)


def person_facts(id: str = "p0") -> SearchStrategy[PersonFacts]:
    """
    Return a strategy of what is known of a person.

    Parameters
    ----------
    id : str
        The person's id.
    """
    scores = st.none() | st.sampled_from([number for number in _NUMBERS if number >= 0]) | st.floats(0, 100)
    people = _known_of_people().map(lambda known: Person(id=id, account_id="a0", **known))
    return st.builds(PersonFacts, person=people, engagement_score=scores, intent=st.none() | intent_reports())


_TEXT_ATTRIBUTES = (
    "city",
    "country",
    "email",
    "first_name",
    "inferred_state_region",
    "job_title",
    "last_name",
    "mobile_phone",
    "phone",
    "postal_code",
    "state",
    "custom_fields.text",
    "custom_fields.number",
)
_NUMBER_ATTRIBUTES = ("person_engagement_score", "custom_fields.number", "custom_fields.flag")
_FLAGS = ("email_invalid", "email_suspended", "custom_fields.flag", "custom_fields.text")


def _condition_texts() -> SearchStrategy[str]:
    latin = st.characters(codec="latin-1", exclude_categories=["Cc", "Cf"], exclude_characters="µ")  # a Greek letter
    anything = st.text(latin, min_size=1, max_size=6).filter(lambda text: bool(text.strip()))
    return st.sampled_from(_TEXTS).map(lambda text: text.replace("\u200b", "")) | anything


def _condition_numbers() -> SearchStrategy[float]:
    return st.sampled_from(_NUMBERS) | st.floats(allow_nan=False, allow_infinity=False)


@cache
def _questions(persona_names: tuple[str, ...]) -> SearchStrategy[Condition]:
    texts, numbers = _condition_texts(), _condition_numbers()
    of_text, of_number = st.sampled_from(_TEXT_ATTRIBUTES), st.sampled_from(_NUMBER_ATTRIBUTES)
    custom = st.sampled_from(("custom_fields.text", "custom_fields.number", "custom_fields.flag", "custom_fields.none"))

    def text_condition(kind: type[StartsWith | Contains]) -> SearchStrategy[Condition]:
        def condition(attribute: str, value: str, *, words: bool) -> Condition:
            return kind(attribute=attribute, value=value, words=words and any(map(str.isalnum, value)))

        return st.builds(condition, of_text, texts, words=st.booleans())

    def between(attribute: str, limits: list[float]) -> Condition:
        return Between(attribute=attribute, lowest=limits[0], highest=limits[1])

    ordered = st.tuples(numbers, numbers).map(sorted)
    questions: list[SearchStrategy[Condition]] = [
        st.builds(Is, attribute=of_text, value=texts),
        st.builds(Is, attribute=of_number, value=numbers),
        st.builds(Is, attribute=st.sampled_from(_FLAGS), value=st.booleans()),
        st.builds(In, attribute=of_text, values=st.lists(texts, min_size=1, max_size=12).map(tuple)),
        st.builds(In, attribute=of_number, values=st.lists(numbers, min_size=1, max_size=3).map(tuple)),
        st.builds(
            In, attribute=custom, values=st.lists(texts | numbers | st.booleans(), min_size=1, max_size=4).map(tuple)
        ),
        text_condition(StartsWith),
        text_condition(Contains),
        st.builds(IsEmpty, attribute=of_text | of_number | custom),
        *(st.builds(kind, attribute=of_number, value=numbers) for kind in (GreaterThan, AtLeast, LessThan, AtMost)),
        st.builds(between, of_number, ordered),
        st.builds(Is, attribute=st.just("seniority"), value=st.sampled_from([member.value for member in Seniority])),
        st.builds(
            HasIntent,
            of=st.sampled_from(IntentSubject),
            name=st.sampled_from(_SUBJECTS),
            levels=st.lists(st.sampled_from(IntentLevel), min_size=1, unique=True).map(tuple),
        ),
    ]
    if persona_names:
        questions.append(st.builds(HasPersona, persona=st.sampled_from(persona_names)))
    return st.one_of(questions)


def conditions(persona_names: Iterable[str] = (), max_leaves: int = 8) -> SearchStrategy[Condition]:
    """
    Return a strategy of conditions of every kind, nested in one another.

    Parameters
    ----------
    persona_names : iterable of str
        The personas that they may refer to.
    max_leaves : int
        About how many questions one asks at the most.
    """
    return _conditions(tuple(persona_names), max_leaves)


@cache
def _conditions(persona_names: tuple[str, ...], max_leaves: int) -> SearchStrategy[Condition]:
    def several(inner: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(AllOf, conditions=parts) | st.builds(AnyOf, conditions=parts) | st.builds(Not, condition=inner)

    return st.recursive(_questions(persona_names), several, max_leaves=max_leaves)


@st.composite
def personas(draw: DrawFn, max_size: int = 3) -> tuple[Persona, ...]:
    """
    Draw personas whose names are "persona 0", "persona 1" and so on.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    max_size : int
        How many at the most.
    """
    texts = st.lists(_condition_texts(), min_size=1, max_size=4).map(tuple)
    attributes = st.lists(st.sampled_from(("job_title", "country", "city")), min_size=1, max_size=2, unique=True)
    return tuple(
        Persona(
            name=f"persona {index}",
            attributes=tuple(PersonaAttribute(attribute=name, values=draw(texts)) for name in draw(attributes)),
        )
        for index in range(draw(st.integers(0, max_size)))
    )


@st.composite
def roles_templates(draw: DrawFn, id: str = "template", persona_names: Sequence[str] = ()) -> RolesTemplate:
    """
    Draw a live roles template over some of the default roles.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    id : str
        Its id.
    persona_names : sequence of str
        The personas that the roles' conditions may refer to.
    """
    roles = draw(st.lists(st.sampled_from(DEFAULT_ROLES), min_size=1, unique=True))
    return RolesTemplate(
        id=id,
        name=draw(names()),
        roles=tuple(
            TemplateRole(
                role=role,
                weighting=draw(st.sampled_from((20, 60, 100)) | st.floats(0.001, 1e6)),
                required=draw(st.booleans()),
                members_required=draw(st.integers(1, 3)),
                condition=draw(st.none() | conditions(persona_names, max_leaves=3)),
            )
            for role in roles
        ),
    ).publish()


def stage_models(id: str = "stages") -> SearchStrategy[StageModel]:
    """
    Return a strategy of live stage models: a path from entry to success, and perhaps a failure stage on the way.

    Parameters
    ----------
    id : str
        The id of the models.
    """

    def model(length: int, *, can_fail: bool) -> StageModel:
        steps = [f"stage {index}" for index in range(length)]
        lost = ["lost"] if can_fail else []
        stages = [
            Stage(
                name=step,
                kind=StageKind.ENTRY if index == 0 else StageKind.INTERMEDIATE,
                next_stages=(following, *lost),
            )
            for index, (step, following) in enumerate(zip(steps, [*steps[1:], "won"], strict=True))
        ]
        ends = [Stage(name="won", kind=StageKind.SUCCESS), *(Stage(name=name, kind=StageKind.FAILURE) for name in lost)]
        return StageModel(id=id, name="Stages", stages=(*stages, *ends)).publish()

    return st.builds(model, st.integers(1, 3), can_fail=st.booleans())


@st.composite
def buying_groups(  # noqa: PLR0917 - Hypothesis passes on by position
    draw: DrawFn,
    id: str,
    interest_id: str,
    template: RolesTemplate,
    staff: Sequence[Person],
    stages: Sequence[str] = (),
) -> BuyingGroup:
    """
    Draw a buying group of one account.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    id, interest_id : str
        Ids of the group and of its solution interest.
    template : RolesTemplate
        The roles that members may have.
    staff : sequence of Person
        People, of one or several accounts; the group is of the first one's.
    stages : sequence of str
        Names of the stages that the group may have moved to.
    """
    account_id = staff[0].account_id
    colleagues = [person.id for person in staff if person.account_id == account_id]
    chosen = draw(st.lists(st.sampled_from(colleagues), unique=True))
    moves = draw(st.lists(st.builds(StageMove, stage=st.sampled_from(stages), moved_at=moments()))) if stages else []
    return BuyingGroup(
        id=id,
        account_id=account_id,
        solution_interest_id=interest_id,
        name=draw(st.none() | names()),
        members=tuple(
            Member(
                person_id=person_id,
                role=draw(st.sampled_from(template.role_names)),
                source=draw(st.sampled_from(Source)),
                joined_at=draw(moments()),
            )
            for person_id in chosen
        ),
        status=draw(st.none() | names()),
        stage_moves=tuple(sorted(moves, key=lambda move: move.moved_at)),
    )


@st.composite
def tenants(draw: DrawFn) -> Tenant:
    """
    Draw a tenant: empty, or with a few of everything.

    Parameters
    ----------
    draw : DrawFn
        Given by Hypothesis.
    """
    accounts = tuple(Account(id=f"a{n}", name=draw(names())) for n in range(draw(st.integers(0, 2))))
    account_ids = [account.id for account in accounts]
    staff = draw(people(account_ids))
    known_personas = draw(personas())
    template = draw(roles_templates(persona_names=[persona.name for persona in known_personas]))
    stage_model = draw(stage_models())
    interests = (
        SolutionInterest(id="s0", name=draw(names()), roles_template_id=template.id, stage_model_id=stage_model.id),
        SolutionInterest(id="s1", name=draw(names()), roles_template_id=template.id),
    )
    groups: list[BuyingGroup] = []
    for index in range(draw(st.integers(0, 3)) if staff else 0):
        interest = draw(st.sampled_from(interests))
        stages: Sequence[str] = stage_model.stage_names if interest.stage_model_id else ()
        others = draw(st.permutations(staff))
        groups.append(draw(buying_groups(f"g{index}", interest.id, template, others, stages)))
    journeys = tuple(Journey(id=f"j{n}", name=draw(names())) for n in range(4))
    entered = [
        JourneyEntry(journey_id=journey.id, account_id=account_id, entered_at=draw(moments()))
        for account_id in account_ids
        for journey in draw(st.lists(st.sampled_from(journeys), max_size=4))
    ]
    opportunities = [
        Opportunity(id=f"o{n}", account_id=account_id, name=draw(names()), opened_at=draw(moments()))
        for n, account_id in enumerate(account_ids)
    ]
    return Tenant(
        name=draw(names()),
        time_zone=draw(time_zones()),
        personas=known_personas,
        accounts=accounts,
        people=staff,
        opportunities=tuple(opportunities),
        journeys=journeys,
        journey_entries=tuple(entered),
        roles_templates=(template,),
        stage_models=(stage_model,),
        solution_interests=interests,
        buying_groups=tuple(groups),
        weighting_models=(draw(weighting_models()),),
        taxonomy=draw(st.none() | taxonomies()),
        signal_model=draw(signal_models()),
        activities=draw(activity_lists([person.id for person in staff])),
    )
