# /// script
# requires-python = ">=3.11"
# dependencies = ["buying-groups[html]"]
# ///
"""
Make scores, and a page for each buying group, of the CSV files that a CRM exports.

    python crm_export.py hubspot FOLDER
    python crm_export.py salesforce FOLDER

The pages are written to FOLDER/pages. You adapt what stands in capital letters, and the function that reads your CRM.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import buying_groups as bg
from buying_groups.conditions import PersonFacts, first_role
from buying_groups.engagement import ActivityWeight
from buying_groups.importers import RefusedRow, plain
from buying_groups.intent import Taxonomy, TaxonomyCategory, TaxonomyProduct
from buying_groups.roles import DEFAULT_ROLES
from buying_groups.rounding import round_half_up


TIME_ZONE = "Europe/Stockholm"  # of times that are written without one, and of the days on which activities are counted

# The stages of deals that are closed, in small letters: a lost deal makes no group, a won one is not shown as open.
LOST_STAGES = {"closed lost", "closedlost", "lost"}
WON_STAGES = {"closed won", "closedwon", "won"}

# Your products, as the deals name them, with the words by which content is about them.
PRODUCTS = {"Gateway": ["gateway", "api management"], "Insight": ["insight", "dashboards"]}

# The most important role first. Who has none gets the first role whose `condition` holds, where you give one.
TEMPLATE = bg.RolesTemplate(
    id="standard",
    name="Standard",
    roles=(
        bg.TemplateRole(role="Decision Maker", weighting=100),
        bg.TemplateRole(role="Budget Holder", weighting=100),
        bg.TemplateRole(role="Executive Sponsor", weighting=80, required=False),
        bg.TemplateRole(role="Champion", weighting=80),
        bg.TemplateRole(role="Influencer", weighting=60),
        bg.TemplateRole(role="End User", weighting=40, required=False),
        bg.TemplateRole(role="Legal & Compliance", weighting=40, required=False),
        bg.TemplateRole(role="Other", weighting=20, required=False),
    ),
).publish()

# What your CRM says, where it is not the name of a role; "" is nothing.
ROLES = {
    "": "Other",
    "Blocker": "Other",
    "Business User": "End User",
    "Economic Buyer": "Budget Holder",
    "Economic Decision Maker": "Budget Holder",
    "Evaluator": "Influencer",
    "Technical Buyer": "Influencer",
}

# What your CRM calls the default types, and the weights of types of your own.
ACTIVITY_TYPES = {
    "Page view": "page_views",
    "Web Visit": "page_views",
    "Email Open": "email_opened",
    "Marketing email open": "email_opened",
    "Marketing email click": "email_clicked",
    "Form submission": "form_filled_out",
    "Webinar": "attend_event",
    "Webinar attended": "attend_event",
    "Webinar registration": "register_for_event",
}
WEIGHTS = {"Call": 60, "Content Download": 40, "Meeting": 80}  # a choice of ours, beside 40 for a page view: make yours


class Export(NamedTuple):
    """
    Rows of all files, whose columns are named as the library and this program name them.
    """

    accounts: list[bg.Account]
    contacts: list[dict[str, str]]
    activities: list[dict[str, str]]  # of a contact by id or by email address
    deals: list[dict[str, str]]
    named: set[tuple[str, str]]  # a deal, and a contact that it names
    roles: list[tuple[str, str, str]]  # a deal, a contact, and what the CRM says of the role


def hubspot(folder: Path) -> Export:
    """Read contacts with a role of their own, and deals that list their contacts."""
    contacts = rows(
        folder / "contacts.csv",
        {
            "Record ID": "person_id",
            "Associated Company": "account_id",
            "Email": "email",
            "Unsubscribed from all email": "unsubscribed",
            "Create Date": "created_at",
            "Buying Role": "role",
        },
        needed={"person_id", "account_id"},
    )
    activities = rows(
        folder / "activities.csv",
        {
            "Contact ID": "person_id",
            "Activity Type": "activity_type",
            "Activity date": "occurred_at",
            "Page title or Campaign": "title",
        },
        needed={"person_id", "activity_type", "occurred_at"},
    )
    deals = rows(
        folder / "deals.csv",
        {
            "Record ID": "id",
            "Deal Name": "name",
            "Deal Stage": "stage",
            "Associated Company": "account_id",
            "Associated Contacts": "contacts",
            "Product": "product",
            "Create Date": "created_at",
        },
        needed={"id", "account_id", "product", "created_at"},
    )
    ids = ids_by_address(contacts)
    named = {
        (deal["id"], ids.get(address.casefold(), address))
        for deal in deals
        for address in re.findall(r"[^\s;,:()<>]+@[^\s;,:()<>]+", deal.get("contacts", ""))
    }
    roles = [
        (deal["id"], contact["person_id"], contact.get("role", "").split(";")[0].strip())  # of several, the first
        for deal in deals
        for contact in contacts
        if contact["account_id"] == deal["account_id"]
    ]
    names = sorted({row["account_id"] for row in (*contacts, *deals)})
    accounts = [bg.Account(id=name, name=name) for name in names]
    return Export(accounts, contacts, activities, deals, named, roles)


def salesforce(folder: Path) -> Export:
    """Read contacts, and opportunities with a table of who has which role in them."""
    accounts = rows(folder / "Account.csv", {"Id": "id", "Name": "name"}, needed={"id"})
    contacts = rows(
        folder / "Contact.csv",
        {
            "Id": "person_id",
            "AccountId": "account_id",
            "Email": "email",
            "HasOptedOutOfEmail": "unsubscribed",
            "CreatedDate": "created_at",
        },
        needed={"person_id", "account_id"},
    )
    activities = rows(
        folder / "activities.csv",
        {"WhoId": "person_id", "Type": "activity_type", "ActivityDate": "occurred_at", "Subject": "title"},
        needed={"person_id", "activity_type", "occurred_at"},
    )
    deals = rows(
        folder / "Opportunity.csv",
        {
            "Id": "id",
            "AccountId": "account_id",
            "Name": "name",
            "StageName": "stage",
            "Product__c": "product",
            "CreatedDate": "created_at",
        },
        needed={"id", "account_id", "product", "created_at"},
    )
    roles = rows(
        folder / "OpportunityContactRole.csv",
        {"OpportunityId": "deal_id", "ContactId": "person_id", "Role": "role"},
        needed={"deal_id", "person_id"},
    )
    return Export(
        [bg.Account(id=row["id"], name=row["name"], industry=row.get("Industry") or None) for row in accounts],
        contacts,
        activities,
        deals,
        {(role["deal_id"], role["person_id"]) for role in roles},
        [(role["deal_id"], role["person_id"], role["role"]) for role in roles],
    )


def rows(path: Path, names: dict[str, str], *, needed: set[str]) -> list[dict[str, str]]:
    """Return the rows of a file, with other names for some of its columns; print which are refused."""
    read: list[dict[str, str]] = []
    refused: list[tuple[str, str]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file, restkey="too many", restval="")
        columns = table.fieldnames or []
        if missing := [column for column in names if column not in columns]:
            no, has = (", ".join(map(repr, some)) for some in (missing, columns))
            raise SystemExit(f"{path.name} has no column {no}; it has: {has}")
        for row in table:
            cells = {names.get(key, key): value.strip() for key, value in row.items() if key != "too many"}
            place = f"{path.name}, line {table.line_num}"
            blank = [column for column, name in names.items() if name in needed and not cells[name]]
            if "too many" in row:
                refused.append(("there are more values than columns", place))
            elif blank:
                refused.append((f"{blank[0]!r} is blank", place))
            elif not is_moment(cells.get("created_at", "")):
                refused.append(("its date is not like 2026-01-31 09:30", f"{place}, {cells['created_at']!r}"))
            else:
                read.append(cells | {"place": place})
    say(refused)
    return read


def say(refused: list[tuple[str, str]]) -> None:
    """Print why rows were refused: each reason once, with the first of the places."""
    for reason, number in Counter(reason for reason, _ in refused).items():
        print(f"refused: {number} x {reason}, first: {next(place for why, place in refused if why == reason)}")


def say_import(refused: Sequence[RefusedRow], given: list[dict[str, str]]) -> None:
    """Print why an importer refused rows, with their places in the file."""
    parts = [(given[row.index]["place"], str(row.problems[0]).partition(", got ")) for row in refused]
    say([(reason, f"{place}, {got}" if got else place) for place, (reason, _, got) in parts])


def moment(text: str) -> datetime:
    """Return a moment, in your zone where the text names none."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(TIME_ZONE))


def is_moment(text: str) -> bool:
    """Return whether `moment` reads a text; blank is not known, and no mistake."""
    try:
        return not text or bool(moment(text))
    except ValueError:
        return False


def ids_by_address(contacts: list[dict[str, str]]) -> dict[str, str]:
    """Return which contact has an email address; of several, the one whose id comes first."""
    ids = sorted(((row.get("email", "").casefold(), row["person_id"]) for row in contacts), reverse=True)
    return {address: person_id for address, person_id in ids if address}


def members_of(export: Export, people: dict[str, bg.Person]) -> dict[tuple[str, str], list[bg.Member]]:
    """
    Return the members of each account and product that has a deal which is not lost.

    Whom several deals on a product name has the most important of the roles, from the first of the deals on.
    """
    deals = {deal["id"]: deal for deal in export.deals}
    created = {row["person_id"]: row["created_at"] for row in export.contacts if row.get("created_at")}
    priority = {role.role: place for place, role in enumerate(TEMPLATE.roles)}
    members: dict[tuple[str, str], list[bg.Member]] = {
        (deal["account_id"], deal["product"]): [] for deal in export.deals if not is_lost(deal)
    }
    known: dict[tuple[str, str, str], list[bg.Member]] = {}
    for deal_id, person_id, written in export.roles:
        deal, person = deals.get(deal_id), people.get(person_id)
        if deal and person and not is_lost(deal) and person.account_id == deal["account_id"]:
            role = written or first_role(TEMPLATE, PersonFacts(person=person)).role or ""
            if role or (deal_id, person_id) in export.named:
                joined = max(moment(deal["created_at"]), moment(created.get(person_id, deal["created_at"])))
                member = bg.Member(person_id=person_id, role=ROLES.get(role, role), joined_at=joined)
                known.setdefault((deal["account_id"], deal["product"], person_id), []).append(member)
    for (account_id, product, person_id), several in known.items():
        role = min((member.role for member in several), key=lambda role: (priority.get(role, len(priority)), role))
        joined = min(member.joined_at for member in several)
        members[account_id, product].append(bg.Member(person_id=person_id, role=role, joined_at=joined))
    return members


def is_lost(deal: dict[str, str]) -> bool:
    """Return whether a deal is lost: it makes no group."""
    return deal["stage"].casefold() in LOST_STAGES


def compare(export: Export, people: dict[str, bg.Person]) -> None:
    """Print how well deals and people fit: what does not makes wrong scores without an error."""
    companies = {account.id: account.name for account in export.accounts}
    known = {person.account_id for person in people.values()}
    lines: list[str] = []
    number_named = number_found = 0
    for deal in export.deals:
        named = sorted(person_id for deal_id, person_id in export.named if deal_id == deal["id"])
        found = [one for one in named if one in people and people[one].account_id == deal["account_id"]]
        number_named, number_found = number_named + len(named), number_found + len(found)
        if deal["account_id"] not in known:
            company = companies.get(deal["account_id"], deal["account_id"])
            lines.append(f"{deal['place']}: no contact is of its company, {company!r}")
        elif named and not found:
            lines.append(f"{deal['place']}: none of its contacts is found there: {', '.join(map(repr, named))}")
        elif len(found) < len(named):
            strangers = ", ".join(repr(one) for one in named if one not in found)
            lines.append(f"{deal['place']}: not found among the contacts of its company: {strangers}")
    print(
        f"deals: {len(export.deals)}, contacts named: {number_named}, found at the company of the deal: {number_found}"
    )
    print(*lines, sep="\n", end="\n" if lines else "")
    lost = [deal for deal in export.deals if is_lost(deal)]
    without = {deal["account_id"] for deal in lost} - {deal["account_id"] for deal in export.deals if not is_lost(deal)}
    no_group = f"; no group for: {', '.join(sorted(companies.get(one, one) for one in without))}" if without else ""
    print(f"lost deals: {len(lost)}{no_group}")


def activities_of(export: Export, people: dict[str, bg.Person]) -> list[bg.Activity]:
    """Return the activities of the people, and print which were left out."""
    ids = ids_by_address(export.contacts)
    given = [row | {"person_id": ids.get(row["person_id"].casefold(), row["person_id"])} for row in export.activities]
    imported = plain.import_activities(
        given, activity_types=ACTIVITY_TYPES | {name: name for name in WEIGHTS}, naive_time_zone=TIME_ZONE
    )
    say_import(imported.refused, given)
    for unknown in imported.unknown_types:
        print("counts nothing:", unknown)
    activities = [one for one in imported.activities if one.person_id in people]
    strangers = {one.person_id for one in imported.activities} - set(people)
    if strangers:
        left_out = len(imported.activities) - len(activities)
        print(f"left out: {left_out} activities of others than these people, for example of {min(strangers)!r}")
    if not activities:
        shown = [f"{row['place']} has {row['person_id']!r}" for row in (*export.activities[:1], *export.contacts[:1])]
        raise SystemExit(f"no activity belongs to a contact by id or email address: {'; '.join(shown)}")
    return activities


def tenant_of(export: Export) -> bg.Tenant:
    """Return everything that was exported, and print what was left out."""
    imported = plain.import_people(export.contacts)
    say_import(imported.refused, export.contacts)
    known = {person.id: person for person in imported.people}
    activities = activities_of(export, known)
    print(f"{len(known)} people, {len(activities)} activities")
    compare(export, known)
    model = bg.DEFAULT_WEIGHTING_MODEL.duplicate(id="ours", name="Ours").with_weights(
        *(ActivityWeight(activity_type=name, weight=weight) for name, weight in WEIGHTS.items())
    )
    products = [TaxonomyProduct(name=name, keywords=keywords) for name, keywords in PRODUCTS.items()]
    return bg.Tenant(
        name="Ours",
        time_zone=TIME_ZONE,
        custom_roles=[role.role for role in TEMPLATE.roles if role.role not in DEFAULT_ROLES],
        roles_templates=[TEMPLATE],
        weighting_models=[model.activate()],
        taxonomy=Taxonomy(categories=[TaxonomyCategory(name="Products", products=products)]).approve(),
        accounts=export.accounts,
        people=imported.people,
        activities=activities,
        opportunities=[
            bg.Opportunity(
                id=deal["id"],
                account_id=deal["account_id"],
                name=deal["name"],
                opened_at=moment(deal["created_at"]),
                solution_interest_id=deal["product"],
            )
            for deal in export.deals
            if deal["stage"].casefold() not in LOST_STAGES | WON_STAGES  # pages show the open ones
        ],
        solution_interests=[
            bg.SolutionInterest(id=name, name=name, roles_template_id=TEMPLATE.id)
            for name in sorted({deal["product"] for deal in export.deals})
        ],
        buying_groups=[
            bg.BuyingGroup(
                id=f"{product}-{account_id}", account_id=account_id, solution_interest_id=product, members=members
            )
            for (account_id, product), members in sorted(members_of(export, known).items())
        ],
    )


def main(crm: str, folder: Path) -> None:
    """Print the scores, and write the pages."""
    tenant = tenant_of({"hubspot": hubspot, "salesforce": salesforce}[crm](folder))
    as_of = max(activity.occurred_at for activity in tenant.activities)  # an export is as of its last activity
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    lines: list[tuple[float, str, float, str, str]] = []
    for group in tenant.buying_groups:
        details = bg.buying_group_details(tenant, group.id, as_of=as_of)
        path = pages / (re.sub(r"\W+", "-", details.group.name) + ".html")
        path.write_text(bg.html.document(details), encoding="utf-8")
        engagement, completeness = details.group.engagement.score, details.group.completeness
        active = [(-one.engagement.score, one.name or one.person_id) for one in details.members if one.engagement.score]
        top = min(active)[1] if active else "nobody"
        missing = ", ".join(role.role for role in completeness.missing_roles) or "none"
        lines.append((-engagement, details.group.name, completeness.score, top, missing))
    first = max(len("buying group"), *(len(line[1]) for line in lines), 0)
    second = max(len("top person"), *(len(line[3]) for line in lines), 0)
    print(f"engagement  completeness  {'buying group':{first}}  {'top person':{second}}  missing roles")
    for engagement, name, score, top, missing in sorted(lines):
        print(f"{round_half_up(-engagement):10}  {round_half_up(score):11}%  {name:{first}}  {top:{second}}  {missing}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm", choices=["hubspot", "salesforce"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    main(arguments.crm, arguments.folder)
