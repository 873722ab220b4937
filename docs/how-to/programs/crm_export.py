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
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import buying_groups as bg
from buying_groups.engagement import ActivityWeight
from buying_groups.importers import plain
from buying_groups.intent import Taxonomy, TaxonomyCategory, TaxonomyProduct
from buying_groups.roles import DEFAULT_ROLES
from buying_groups.rounding import round_half_up


TIME_ZONE = "Europe/Stockholm"  # of times that are written without one, and of the days on which activities are counted

# Your products, as the deals name them, with the words by which content is about them.
PRODUCTS = {"Gateway": ["gateway", "api management"], "Insight": ["insight", "dashboards"]}

# The most important role first.
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
    "Form submission": "form_filled_out",
    "Webinar": "attend_event",
    "Webinar attended": "attend_event",
}
WEIGHTS = {"Call": 60, "Content Download": 40, "Meeting": 80}  # a choice of ours, beside 40 for a page view: make yours


class Export(NamedTuple):
    """
    Rows of all files, whose columns are named as the library and this program name them.
    """

    accounts: list[bg.Account]
    contacts: list[dict[str, str]]
    activities: list[dict[str, str]]
    deals: list[dict[str, str]]
    roles: list[tuple[str, str, str]]  # a deal, a contact, and what the CRM says of the role


def hubspot(folder: Path) -> Export:
    """Read contacts with a role of their own, and deals that list their contacts."""
    contacts = rows(
        folder / "contacts.csv",
        {
            "Record ID": "person_id",
            "Associated Company": "account_id",
            "Unsubscribed from all email": "unsubscribed",
            "Create Date": "created_at",
        },
    )
    activities = rows(
        folder / "activities.csv",
        {"Contact ID": "person_id", "Activity date": "occurred_at", "Page title or Campaign": "title"},
    )
    deals = rows(
        folder / "deals.csv",
        {
            "Record ID": "id",
            "Deal Name": "name",
            "Deal Stage": "stage",
            "Associated Company": "account_id",
            "Product": "product",
            "Create Date": "created_at",
        },
    )
    roles: list[tuple[str, str, str]] = []
    for deal in deals:
        on_deal = {
            address.casefold() for address in re.findall(r"\(([^()\s]+@[^()\s]+)\)", deal["Associated Contacts"])
        }
        for contact in contacts:
            role = contact["Buying Role"].split(";")[0].strip()  # of several, the first
            is_on_deal = contact["Email"].casefold() in on_deal
            if is_on_deal or (role and contact["account_id"] == deal["account_id"]):
                roles.append((deal["id"], contact["person_id"], role))
    names = sorted({row["account_id"] for row in (*contacts, *deals) if row["account_id"]})
    accounts = [bg.Account(id=name, name=name) for name in names]
    return Export(accounts, contacts, activities, deals, roles)


def salesforce(folder: Path) -> Export:
    """Read contacts, and opportunities with a table of who has which role in them."""
    accounts = rows(folder / "Account.csv", {})
    contacts = rows(
        folder / "Contact.csv",
        {
            "Id": "person_id",
            "AccountId": "account_id",
            "HasOptedOutOfEmail": "unsubscribed",
            "CreatedDate": "created_at",
        },
    )
    activities = rows(
        folder / "activities.csv", {"WhoId": "person_id", "ActivityDate": "occurred_at", "Subject": "title"}
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
    )
    roles = rows(folder / "OpportunityContactRole.csv", {})
    return Export(
        [bg.Account(id=row["Id"], name=row["Name"], industry=row["Industry"] or None) for row in accounts],
        contacts,
        activities,
        deals,
        [(role["OpportunityId"], role["ContactId"], role["Role"].strip()) for role in roles],
    )


def rows(path: Path, names: dict[str, str]) -> list[dict[str, str]]:
    """Return the rows of a file, with other names for some of its columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{names.get(key, key): value for key, value in row.items()} for row in csv.DictReader(file)]


def moment(text: str) -> datetime:
    """Return a moment, in your zone where the text names none."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(TIME_ZONE))


def members_of(export: Export, people: dict[str, bg.Person]) -> dict[tuple[str, str], list[bg.Member]]:
    """
    Return the members of each account and product that has a deal which is not lost.

    Whom several deals on a product name has the most important of the roles, from the first of the deals on.
    """
    deals = {deal["id"]: deal for deal in export.deals}
    created = {contact["person_id"]: moment(contact["created_at"]) for contact in export.contacts}
    priority = {role.role: place for place, role in enumerate(TEMPLATE.roles)}
    members: dict[tuple[str, str], list[bg.Member]] = {
        (deal["account_id"], deal["product"]): [] for deal in export.deals if not is_lost(deal)
    }
    known: dict[tuple[str, str, str], list[bg.Member]] = {}
    for deal_id, person_id, written in export.roles:
        deal, person = deals[deal_id], people.get(person_id)
        if not is_lost(deal) and person is not None and person.account_id == deal["account_id"]:
            joined = max(moment(deal["created_at"]), created[person_id])
            member = bg.Member(person_id=person_id, role=ROLES.get(written, written), joined_at=joined)
            known.setdefault((deal["account_id"], deal["product"], person_id), []).append(member)
    for (account_id, product, person_id), several in known.items():
        role = min((member.role for member in several), key=lambda role: (priority.get(role, len(priority)), role))
        joined = min(member.joined_at for member in several)
        members[account_id, product].append(bg.Member(person_id=person_id, role=role, joined_at=joined))
    return members


def is_lost(deal: dict[str, str]) -> bool:
    """Return whether a deal is lost: it makes no group."""
    return deal["stage"].casefold() == "closed lost"


def tenant_of(export: Export) -> bg.Tenant:
    """Return everything that was exported, and print what was left out."""
    people = plain.import_people(export.contacts)
    activities = plain.import_activities(
        export.activities, activity_types=ACTIVITY_TYPES | {name: name for name in WEIGHTS}, naive_time_zone=TIME_ZONE
    )
    known = {person.id: person for person in people.people}
    strangers = Counter(one.person_id in known for one in activities.activities)[False]
    print(f"{len(known)} people, {len(activities.activities) - strangers} activities")
    for refused in (*people.refused, *activities.refused):
        print("refused:", refused)
    for unknown in activities.unknown_types:
        print("counts nothing:", unknown)
    if strangers:
        print(f"left out: {strangers} activities of people who are not among the contacts")
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
        people=people.people,
        activities=[one for one in activities.activities if one.person_id in known],
        opportunities=[
            bg.Opportunity(
                id=deal["id"],
                account_id=deal["account_id"],
                name=deal["name"],
                opened_at=moment(deal["created_at"]),
                solution_interest_id=deal["product"],
            )
            for deal in export.deals
            if not deal["stage"].casefold().startswith("closed")  # pages show the open ones
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
    lines: list[tuple[Any, ...]] = []
    for group in tenant.buying_groups:
        details = bg.buying_group_details(tenant, group.id, as_of=as_of)
        path = pages / (re.sub(r"\W+", "-", details.group.name) + ".html")
        path.write_text(bg.html.document(details), encoding="utf-8")
        lines.append((-details.group.engagement.score, details.group.name, details.group.completeness.score))
    print("engagement  completeness  buying group")
    for engagement, name, completeness in sorted(lines):
        print(f"{round_half_up(-engagement):10}  {round_half_up(completeness):11}%  {name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm", choices=["hubspot", "salesforce"])
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    main(arguments.crm, arguments.folder)
