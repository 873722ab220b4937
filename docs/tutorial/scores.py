"""
The tutorial's program: from three CSV files to scores, and a page.
"""

import csv
from datetime import datetime
from zoneinfo import ZoneInfo

import buying_groups as bg
from buying_groups import text
from buying_groups.engagement import ActivityWeight
from buying_groups.importers import plain
from buying_groups.intent import Taxonomy, TaxonomyCategory, TaxonomyProduct


# 3. Read the files
def rows(name):
    with open(name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


people = plain.import_people(rows("people.csv"), account_of="Account")
for row in people.refused:
    print(row)

activities = plain.import_activities(
    rows("activities.csv"),
    naive_time_zone="Europe/Stockholm",
    activity_types={"Webinar": "attend_event", "Page view": "page_views"},
)
for row in activities.refused:
    print(row)
for unknown in activities.unknown_types:
    print(unknown)

# 4. Say what a complete group is
template = bg.RolesTemplate(
    id="standard",
    name="Standard",
    roles=(
        bg.TemplateRole(role="Decision Maker", weighting=100),
        bg.TemplateRole(role="Influencer", weighting=80),
        bg.TemplateRole(role="Practitioner", weighting=60, members_required=2),
        bg.TemplateRole(role="Other", weighting=20, required=False),
    ),
).publish()

zone = ZoneInfo("Europe/Stockholm")
members = {}
for row in rows("members.csv"):
    joined = datetime.fromisoformat(row["joined"]).replace(tzinfo=zone)
    member = bg.Member(person_id=row["person_id"], role=row["role"] or "Other", joined_at=joined)
    members.setdefault((row["account"], row["product"]), []).append(member)

# 5. Put it together
default = bg.DEFAULT_WEIGHTING_MODEL.duplicate(id="mine", name="Mine")
model = default.with_weights(ActivityWeight(activity_type="Download", weight=40)).activate()

gateway = TaxonomyProduct(name="Gateway", keywords=["gateway"])
taxonomy = Taxonomy(categories=[TaxonomyCategory(name="Products", products=[gateway])]).approve()

known = {person.id for person in people.people}
tenant = bg.Tenant(
    name="My first tenant",
    time_zone="Europe/Stockholm",
    accounts=[
        bg.Account(id=account, name=account.title())
        for account in sorted({person.account_id for person in people.people})
    ],
    people=people.people,
    activities=[one for one in activities.activities if one.person_id in known],
    roles_templates=[template],
    weighting_models=[model],
    taxonomy=taxonomy,
    solution_interests=[
        bg.SolutionInterest(id=product, name=product, roles_template_id="standard")
        for product in sorted({product for _, product in members})
    ],
    buying_groups=[
        bg.BuyingGroup(id=f"{product}-{account}", account_id=account, solution_interest_id=product, members=its_members)
        for (account, product), its_members in members.items()
    ],
)

# 6. Scores
as_of = datetime(2026, 1, 31, tzinfo=zone)
scores = bg.score_tenant(tenant, as_of=as_of)
for group in scores.groups:
    print(group.group_id, round(group.score, 1))
for person in scores.people:
    print(person.person_id, round(person.score, 1))
print("ignored:", scores.ignored)

# 7. A whole page
details = bg.buying_group_details(tenant, "Gateway-acme", as_of=as_of)
print(text.page(details))
