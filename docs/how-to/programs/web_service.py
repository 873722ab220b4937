# /// script
# requires-python = ">=3.11"
# dependencies = ["buying-groups", "fastapi", "psycopg[binary]", "sqlalchemy>=2", "uvicorn[standard]"]
# ///
"""
A web service over the library: pages of buying groups, their members, and email to them.

    python web_service.py load TENANT.json      makes the tables and fills them
    python web_service.py rescale               the nightly job: the scales of the scores as of now
    python web_service.py serve --workers 2     serves http://127.0.0.1:8000, with the API's description at /docs

The database is that of DATABASE_URL, by default the file buying_groups.sqlite. EMAIL_GATEWAY names what sends email, as
module:function; the function takes nothing and returns an `EmailGateway`.
"""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import attrs
import sqlalchemy as sa
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from buying_groups import (
    Account,
    Activity,
    BuyingGroup,
    BuyingGroupDetails,
    DataError,
    Opportunity,
    Person,
    Scale,
    Source,
    Tenant,
    buying_group_details,
    documents,
    score_tenant,
)
from buying_groups.accounts import JourneyEntry
from buying_groups.activities import INTERESTING_MOMENT
from buying_groups.details import MemberDetails
from buying_groups.email import (
    ApprovedEmail,
    DeliveryRecord,
    DeliveryStatus,
    EmailPlan,
    EmailResult,
    plan_email,
    send,
)
from buying_groups.errors import InvalidSelectionError, ProblemsError, StatusError, UnknownIdError
from buying_groups.membership import MembershipResult, assign_members, edit_roles, remove_members
from buying_groups.summaries import CHANGE_DAYS, TemplateSummarizer


if TYPE_CHECKING:
    from collections.abc import Iterable

    from buying_groups.email import EmailGateway
    from buying_groups.summaries import Summarizer

SUMMARIZER = TemplateSummarizer()  # writes the summaries of a page
LARGEST_BODY = 1_000_000  # bytes
CHANGE = timedelta(days=CHANGE_DAYS)  # over which a summary tells how scores have changed

# --- the database -----------------------------------------------------------------------------------------------------

metadata = sa.MetaData()


def table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """Return a table of documents, with the columns that they are found by."""
    return sa.Table(name, metadata, *columns, sa.Column("document", sa.Text, nullable=False))


settings = table("settings", sa.Column("name", sa.Text, primary_key=True))  # the rest of the tenant; the scale
accounts = table("accounts", sa.Column("id", sa.Text, primary_key=True))
people = table("people", sa.Column("id", sa.Text, primary_key=True), sa.Column("account_id", sa.Text, index=True))
opportunities = table(
    "opportunities", sa.Column("id", sa.Text, primary_key=True), sa.Column("account_id", sa.Text, index=True)
)
journey_entries = table(
    "journey_entries", sa.Column("number", sa.Integer, primary_key=True), sa.Column("account_id", sa.Text, index=True)
)
buying_groups = table(
    "buying_groups", sa.Column("id", sa.Text, primary_key=True), sa.Column("account_id", sa.Text, index=True)
)
activities = table(
    "activities",
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, unique=True),
    sa.Column("person_id", sa.Text, nullable=False),
    sa.Column(
        "occurred_at", sa.Float, nullable=False
    ),  # seconds since 1970 in UTC, which every database compares alike
    sa.Column("is_moment", sa.Boolean, nullable=False),
)
sa.Index("activities_of_people", activities.c.person_id, activities.c.occurred_at)
orders = table("orders", sa.Column("key", sa.Text, primary_key=True))  # what an idempotency key was used for
deliveries = table(
    "deliveries",
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("plan_key", sa.Text, nullable=False, index=True),
    sa.Column("intended", sa.Text, unique=True),  # key and attempt: one process makes each attempt
)


@cache
def database() -> sa.Engine:
    """Return the engine of the database."""
    url = os.environ.get("DATABASE_URL", "sqlite:///buying_groups.sqlite")
    engine = sa.create_engine(url, pool_size=10, max_overflow=30)
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def connected(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # transactions begin where we say so
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 30000"):
                connection.execute(f"PRAGMA {pragma}")

        @sa.event.listens_for(engine, "begin")
        def begun(connection: sa.Connection) -> None:
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@cache
def reading() -> sa.Engine:
    """Return the engine for transactions that only read: each sees the database as it was when it began."""
    if database().dialect.name == "sqlite":
        return database()
    return database().execution_options(isolation_level="REPEATABLE READ")


@cache
def writing() -> sa.Engine:
    """Return the engine for transactions that write. They lock the rows that they read; SQLite locks the file."""
    return database().execution_options(writes=True)


@lru_cache(maxsize=100_000)
def read(document: str, kind: type[Any]) -> Any:
    """Return the value of a document; those that come again and again are read once, since values do not change."""
    return documents.loads(document, kind)


def found(connection: sa.Connection, source: sa.Table, kind: type[Any], *where: Any) -> tuple[Any, ...]:
    """Return the values of those rows of a table for which conditions hold."""
    return tuple(read(document, kind) for (document,) in connection.execute(sa.select(source.c.document).where(*where)))


def setting(connection: sa.Connection, name: str, kind: type[Any]) -> Any:
    """Return the value of a setting."""
    values = found(connection, settings, kind, settings.c.name == name)
    if not values:
        raise HTTPException(503, f"the database has no {name}; run: python web_service.py load TENANT.json")
    return values[0]


def store(connection: sa.Connection, name: str, value: Any) -> None:
    """Set a setting."""
    connection.execute(settings.delete().where(settings.c.name == name))
    connection.execute(settings.insert().values(name=name, document=documents.dumps(value)))


def load(tenant: Tenant) -> None:
    """Make the tables, and fill them with a tenant."""
    metadata.create_all(writing())
    rows: dict[sa.Table, list[dict[str, Any]]] = {
        accounts: [{"id": item.id} | stored(item) for item in tenant.accounts],
        people: [{"id": item.id} | of_account(item) for item in tenant.people],
        opportunities: [{"id": item.id} | of_account(item) for item in tenant.opportunities],
        journey_entries: [of_account(item) for item in tenant.journey_entries],
        buying_groups: [{"id": item.id} | of_account(item) for item in tenant.buying_groups],
        activities: [
            {
                "id": item.id,
                "person_id": item.person_id,
                "occurred_at": item.occurred_at.timestamp(),
                "is_moment": item.activity_type == INTERESTING_MOMENT,
            }
            | stored(item)
            for item in tenant.activities
        ],
    }
    rest = attrs.evolve(tenant, **{source.name: () for source in rows})
    with writing().begin() as connection:
        store(connection, "tenant", rest)
        for source, values in rows.items():
            if values:
                connection.execute(source.insert(), values)
    rescale(datetime.now(UTC))


def stored(value: Any) -> dict[str, str]:
    """Return the column that holds a value's document."""
    return {"document": documents.dumps(value)}


def of_account(value: Any) -> dict[str, str]:
    """Return the columns of what belongs to an account."""
    return {"account_id": value.account_id} | stored(value)


def rescale(as_of: datetime) -> None:
    """
    Compute the scales from the whole tenant, as of a moment and of four weeks before, and store them.

    It reads every activity of both windows into memory; beyond some millions, compute it in the database, with
    `buying_groups.engagement.lazy`.
    """
    with reading().connect() as connection:
        rest: Tenant = setting(connection, "tenant", Tenant)
        since = as_of - CHANGE - timedelta(days=rest.active_weighting_model.look_back_days)
        window = sa.select(activities.c.document).where(activities.c.occurred_at > since.timestamp())
        tenant = attrs.evolve(
            rest,
            accounts=found(connection, accounts, Account),
            people=found(connection, people, Person),
            buying_groups=found(connection, buying_groups, BuyingGroup),
            activities=tuple(documents.loads(row.document, Activity) for row in connection.execute(window)),
        )
    scales = {
        "scale": score_tenant(tenant, as_of=as_of).scale,
        "scale_before": score_tenant(tenant, as_of=as_of - CHANGE).scale,
    }
    with writing().begin() as connection:
        for name, scale in scales.items():
            store(connection, name, scale)


# --- what the service knows -------------------------------------------------------------------------------------------


def group_and_people(
    connection: sa.Connection, group_id: str, *, lock: bool = False
) -> tuple[BuyingGroup, tuple[Person, ...]]:
    """Return a group, and the people of its account; with `lock`, nobody else changes the group meanwhile."""
    query = sa.select(buying_groups.c.document).where(buying_groups.c.id == group_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise HTTPException(404, f"there is no buying group {group_id!r}")
    group: BuyingGroup = read(row.document, BuyingGroup)
    return group, found(connection, people, Person, people.c.account_id == group.account_id)


def activities_of(
    connection: sa.Connection, person_ids: Iterable[str], rest: Tenant, now: datetime
) -> tuple[Activity, ...]:
    """
    Return what a page shows of people, and what its summaries tell of them.

    That is the activities of this window and the one before, and of that of four weeks earlier; the last two, now and
    four weeks earlier; the last three interesting moments. With a taxonomy, also all of which signals are made.
    """
    window = timedelta(days=rest.active_weighting_model.look_back_days)
    history = timedelta(days=rest.signal_model.history_days if rest.has_signals else 0)
    since = now - max(2 * window, window + CHANGE, history)
    newest_first = activities.c.occurred_at.desc()
    is_later = activities.c.occurred_at > (now - CHANGE).timestamp()
    numbered = (
        sa.select(
            activities.c.document,
            activities.c.occurred_at,
            activities.c.is_moment,
            sa.func.rank().over(partition_by=[activities.c.person_id, is_later], order_by=newest_first).label("place"),
            sa.func.rank()
            .over(partition_by=[activities.c.person_id, activities.c.is_moment], order_by=newest_first)
            .label("place_of_kind"),
        )
        .where(activities.c.person_id.in_(list(person_ids)))
        .subquery()
    )
    wanted = sa.or_(
        numbered.c.occurred_at > since.timestamp(),
        numbered.c.place <= 2,  # noqa: PLR2004 - the number of recent activities that a page shows
        sa.and_(numbered.c.is_moment, numbered.c.place_of_kind <= 3),  # noqa: PLR2004 - that of moments in a summary
    )
    rows = connection.execute(sa.select(numbered.c.document).where(wanted))
    return tuple(read(row.document, Activity) for row in rows)


def details_of(group_id: str, summarizer: Summarizer | None = SUMMARIZER) -> BuyingGroupDetails:
    """
    Return the page of a group as of now.

    Its scores stand on the scales of the last `rescale`: what makes 100 stays as it was then.
    """
    now = datetime.now(UTC)
    with reading().connect() as connection:
        group, of_the_account = group_and_people(connection, group_id)
        id = group.account_id
        rest: Tenant = setting(connection, "tenant", Tenant)
        scale, before = (setting(connection, name, Scale) for name in ("scale", "scale_before"))
        groups = found(connection, buying_groups, BuyingGroup, buying_groups.c.account_id == id)
        part = attrs.evolve(
            rest,
            accounts=found(connection, accounts, Account, accounts.c.id == id),
            people=of_the_account,
            opportunities=found(connection, opportunities, Opportunity, opportunities.c.account_id == id),
            journey_entries=found(connection, journey_entries, JourneyEntry, journey_entries.c.account_id == id),
            buying_groups=groups,
            activities=activities_of(connection, (person.id for person in of_the_account), rest, now),
        )
    return buying_group_details(
        part,
        group_id,
        as_of=now,
        scale=attrs.evolve(scale, as_of=now),
        scale_before=attrs.evolve(before, as_of=now - CHANGE),
        summarizer=summarizer,
    )


def change_members(group_id: str, change: Any) -> MembershipResult:
    """Change a group's members in one transaction: when the answer is sent, it is on the disk."""
    with writing().begin() as connection:
        group, of_the_account = group_and_people(connection, group_id, lock=True)
        rest: Tenant = setting(connection, "tenant", Tenant)
        last = max((item.changed_at for item in group.last_changes.values()), default=None)
        now = datetime.now(UTC)
        at = now if last is None else max(now, last)  # the clocks of two machines may differ a little
        result: MembershipResult = change(group, of_the_account, rest.template_of(group), at)
        if result.changes:
            update = buying_groups.update().where(buying_groups.c.id == group_id)
            connection.execute(update.values(document=documents.dumps(result.group)))
        return result


# --- email ------------------------------------------------------------------------------------------------------------


@cache
def gateway() -> EmailGateway:
    """Return what sends email."""
    if "EMAIL_GATEWAY" not in os.environ:
        raise HTTPException(503, "EMAIL_GATEWAY is not set: this service sends no email")
    module, _, function = os.environ["EMAIL_GATEWAY"].partition(":")
    made: EmailGateway = getattr(import_module(module), function)()
    return made


def record(item: DeliveryRecord) -> bool:
    """Store what is known of an attempt; it is on the disk when this returns."""
    is_intention = item.status is DeliveryStatus.INTENDED
    row = deliveries.insert().values(
        plan_key=item.plan_key,
        intended=f"{item.key} {item.attempt}" if is_intention else None,
        document=documents.dumps(item),
    )
    try:
        with writing().begin() as connection:
            connection.execute(row)
    except sa.exc.IntegrityError:  # another request makes this attempt
        if not is_intention:
            raise
        return False
    return True


@attrs.frozen(kw_only=True)
class Order:
    """
    An order to send an email.

    Attributes
    ----------
    email_id : str
        The email, one of the approved ones of the workspace.
    workspace : str
        The workspace.
    person_ids : tuple of str
        The selected members.
    resend : tuple of str
        Those to whom it is to be sent again if their outcome is unknown.
    """

    email_id: str
    workspace: str
    person_ids: tuple[str, ...]
    resend: tuple[str, ...] = ()


def plan_of(connection: sa.Connection, group_id: str, order: Order, key: str) -> EmailPlan:
    """Return the plan of an order, from what is known of the people now."""
    group, of_the_account = group_and_people(connection, group_id)
    approved = gateway().approved_emails(order.workspace)
    return plan_email(group, order.person_ids, people=of_the_account, email=order.email_id, approved=approved, key=key)


def keep_order(connection: sa.Connection, group_id: str, order: Order, key: str) -> None:
    """Remember what a key stands for; raise if it stands for something else."""
    document = documents.dumps(attrs.evolve(order, person_ids=tuple(sorted(set(order.person_ids))), resend=()))
    document = f"{group_id} {document}"
    if connection.dialect.name == "postgresql":  # two requests with one new key: the second waits for the first
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(key))))
    known = connection.execute(sa.select(orders.c.document).where(orders.c.key == key)).scalar()
    if known is None:
        connection.execute(orders.insert().values(key=key, document=document))
    elif known != document:
        raise HTTPException(409, f"the key {key!r} was used for another order; take a new one")


# --- the service ------------------------------------------------------------------------------------------------------

app = FastAPI(title="Buying groups", version="1")


@attrs.frozen(kw_only=True)
class Assignment:
    """
    A person and the role that the person is to have.
    """

    person_id: str
    role: str


@attrs.frozen(kw_only=True)
class Assignments:
    """
    Who is to have which role, and why.
    """

    assignments: tuple[Assignment, ...]
    reason: str | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The assignments as pairs."""
        return [(item.person_id, item.role) for item in self.assignments]


@attrs.frozen(kw_only=True)
class Removal:
    """
    Who is to be removed, and why.
    """

    person_ids: tuple[str, ...]
    reason: str | None = None


async def body(request: Request) -> bytes:
    """Return the body of a request, if it is not too large."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > LARGEST_BODY:
            raise HTTPException(413, f"the body is larger than {LARGEST_BODY:,} bytes")
    return bytes(content)


Body = Annotated[bytes, Depends(body)]
Key = Annotated[str, Header(alias="Idempotency-Key", description="Chosen anew for each order; the same in a retry.")]


def answer(value: Any) -> Response:
    """Return a value as a document."""
    return Response(documents.dumps(value), media_type="application/json")


def described(answered: Any, asked: type[Any] | None = None) -> dict[str, Any]:
    """Return what the API's description says of a request and its answer: the schemas of their documents."""
    content = {"application/json": {"schema": schema_of(answered)}}
    said: dict[str, Any] = {"responses": {200: {"content": content}, 422: {"description": "What is wrong, and where"}}}
    if asked is not None:
        wanted = {"application/json": {"schema": schema_of(asked)}}
        said["openapi_extra"] = {"requestBody": {"required": True, "content": wanted}}
    return said


schemas: dict[str, Any] = {}


def schema_of(kind: Any) -> dict[str, Any]:
    """Return the schema of a document, with its parts among those of the whole description."""
    if isinstance(kind, list):
        return {"type": "array", "items": schema_of(kind[0])}
    schema = moved(documents.json_schema(kind))
    schemas.update(schema.pop("$defs"))
    schema.pop("$schema")
    return schema


def moved(schema: Any) -> Any:
    """Return a schema whose references point to where OpenAPI keeps schemas."""
    if isinstance(schema, dict):
        return {
            key: item.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else moved(item)
            for key, item in schema.items()
        }
    return [moved(item) for item in schema] if isinstance(schema, list) else schema


def openapi() -> dict[str, Any]:
    """Return the description of the API, with the schemas of the library's documents."""
    if app.openapi_schema is None:
        description = FastAPI.openapi(app)
        description.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
        app.openapi_schema = description
    return app.openapi_schema


app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend the description


@app.exception_handler(DataError)
def wrong_data(_: Request, error: DataError) -> JSONResponse:
    """Answer what is wrong, and where; the library's errors name it."""
    content: dict[str, Any] = {"detail": str(error)}
    if isinstance(error, ProblemsError):
        content["problems"] = [{"path": item.path, "message": item.message} for item in error.problems]
    if isinstance(error, InvalidSelectionError):
        content["person_ids"] = list(error.person_ids)
    status = 404 if isinstance(error, UnknownIdError) else 409 if isinstance(error, StatusError) else 422
    return JSONResponse(content, status)


@app.get("/health")
def health() -> dict[str, str]:
    """Say that the service runs and reaches its database."""
    with reading().connect() as connection:
        connection.execute(sa.select(1))
    return {"status": "ok"}


@app.get("/buying-groups/{group_id}", **described(BuyingGroupDetails))
def get_details(group_id: str) -> Response:
    """Return the details page of a buying group as of now."""
    return answer(details_of(group_id))


@app.get("/buying-groups/{group_id}/members", **described([MemberDetails]))
def get_members(group_id: str) -> Response:
    """Return the members of a buying group, in the order of ranking."""
    return answer(list(details_of(group_id, summarizer=None).members))


@app.post("/buying-groups/{group_id}/members", **described(MembershipResult, Assignments))
def post_members(group_id: str, content: Body) -> Response:
    """Assign people to a buying group. Whoever is a member already gets the role."""
    order = documents.loads(content, Assignments)

    def change(group: BuyingGroup, known: Any, template: Any, at: datetime) -> MembershipResult:
        return assign_members(
            group, order.pairs, people=known, template=template, source=Source.MANUAL, at=at, reason=order.reason
        )

    return answer(change_members(group_id, change))


@app.patch("/buying-groups/{group_id}/members", **described(MembershipResult, Assignments))
def patch_members(group_id: str, content: Body) -> Response:
    """Give 1 to 50 members of a buying group other roles."""
    order = documents.loads(content, Assignments)

    def change(group: BuyingGroup, known: Any, template: Any, at: datetime) -> MembershipResult:
        return edit_roles(
            group, order.pairs, people=known, template=template, source=Source.MANUAL, at=at, reason=order.reason
        )

    return answer(change_members(group_id, change))


@app.post("/buying-groups/{group_id}/members/removal", **described(MembershipResult, Removal))
def post_removal(group_id: str, content: Body) -> Response:
    """Remove 1 to 50 people from a buying group."""
    order = documents.loads(content, Removal)

    def change(group: BuyingGroup, known: Any, _: Any, at: datetime) -> MembershipResult:
        return remove_members(group, order.person_ids, people=known, source=Source.MANUAL, at=at, reason=order.reason)

    return answer(change_members(group_id, change))


@app.get("/workspaces/{workspace}/emails", **described([ApprovedEmail]))
def get_emails(workspace: str) -> Response:
    """Return the approved emails of a workspace."""
    return answer(list(gateway().approved_emails(workspace)))


@app.post("/buying-groups/{group_id}/email-plans", **described(EmailPlan, Order))
def post_plan(group_id: str, content: Body) -> Response:
    """Say who would get an email, and who would not and why; nothing happens."""
    order = documents.loads(content, Order)
    with reading().connect() as connection:
        return answer(plan_of(connection, group_id, order, key="plan"))


@app.post("/buying-groups/{group_id}/emails", **described(EmailResult, Order))
def post_email(group_id: str, content: Body, key: Key) -> Response:
    """
    Send an approved email to 1 to 50 members, once to each.

    The same order with the same key sends only what failed and may be retried, and what was never tried.
    """
    order = documents.loads(content, Order)
    with reading().connect() as connection:
        plan = plan_of(connection, group_id, order, key)
    with writing().begin() as connection:
        keep_order(connection, group_id, order, plan.key)
        former = found(connection, deliveries, DeliveryRecord, deliveries.c.plan_key == plan.key)
    return answer(send(plan, gateway(), record=record, former=former, resend=order.resend))


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("load").add_argument("tenant", type=Path)
    commands.add_parser("rescale")
    serve = commands.add_parser("serve")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if options.command == "load":
        load(documents.loads(options.tenant.read_bytes(), Tenant))
    elif options.command == "rescale":
        rescale(datetime.now(UTC))
    else:
        app_dir = str(Path(__file__).parent)
        uvicorn.run(
            f"{Path(__file__).stem}:app",
            app_dir=app_dir,
            host=options.host,
            port=options.port,
            workers=options.workers,
            log_level="warning",
        )


if __name__ == "__main__":
    main()
