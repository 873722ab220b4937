"""
The check: true sentences pass in many words, and false ones are found at their place.
"""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.intent import IntentLevel
from buying_groups.summaries import (
    ActivityCount,
    EngagedGroup,
    EngagedPerson,
    FactCollector,
    Moment,
    ProductIntent,
    RoleCoverage,
    Standing,
    Summary,
    SummaryFacts,
    SummarySubject,
    TemplateSummarizer,
    Topic,
    Unsupported,
    check,
    check_summary,
)
from buying_groups.testing.strategies import AS_OF, intent_reports, tenants


GROUP = SummaryFacts(
    subject=SummarySubject.GROUP,
    name="Gateway for Acme",
    day=date(2026, 3, 29),
    account="Acme",
    solution_interest="Gateway",
    stage="Evaluating",
    is_known=True,
    standing=Standing(score=80, before=65),
    completeness=67,
    roles=(
        RoleCoverage(role="Decision Maker", assigned=1, members_required=3),
        RoleCoverage(role="Champion", assigned=1, members_required=1),
        RoleCoverage(role="Influencer", assigned=4, members_required=5),
        RoleCoverage(role="Other", assigned=0, members_required=1, required=False),
    ),
    number_of_people=6,
    number_of_active_people=4,
    people=(
        EngagedPerson(
            name="Ada Berg", role="Champion", job_title="CTO", standing=Standing(score=73, before=61), activities=19
        ),
        EngagedPerson(name="Bo Ek", role="Influencer", standing=Standing(score=44, before=50), activities=11),
        EngagedPerson(name="Cy Lund", role="Influencer", standing=Standing(score=20), activities=7),
        EngagedPerson(name="Dan Ny", role="Decision Maker", job_title="Buyer", standing=Standing(score=0, before=9)),
    ),
    activities=(
        ActivityCount(activity_type="page_views", count=25, before=12),
        ActivityCount(activity_type="email_clicked", count=10, before=14),
        ActivityCount(activity_type="query", count=2, before=2),
        ActivityCount(activity_type="sign_off", count=1),
    ),
    topics=(
        Topic(name="pricing", count=9, before=1, people=3),
        Topic(name="backup", count=8, before=13, people=2),
        Topic(name="audit log", count=5, people=1),
    ),
    intent=(
        ProductIntent(product="Gateway", level=IntentLevel.HIGH, strength=0.82),
        ProductIntent(product="Mesh", level=IntentLevel.MEDIUM, strength=0.41),
        ProductIntent(product="Vault", level=IntentLevel.UNKNOWN),
    ),
    moments=(
        Moment(name="Ada Berg", day=date(2026, 3, 12), description="Asked for a quote"),
        Moment(name="Bo Ek", day=date(2026, 2, 3), description="Came to the fair"),
    ),
    last_activity=date(2026, 3, 28),
)

ACCOUNT = SummaryFacts(
    subject=SummarySubject.ACCOUNT,
    name="Acme",
    day=date(2026, 3, 29),
    industry="Retail",
    is_known=True,
    number_of_people=12,
    number_of_active_people=3,
    people=(
        EngagedPerson(name="Ada Berg", standing=Standing(score=73), activities=9),
        EngagedPerson(name="Bo Ek", standing=Standing(score=51)),
    ),
    number_of_groups=2,
    groups=(
        EngagedGroup(name="Gateway for Acme", standing=Standing(score=80, before=84)),
        EngagedGroup(name="Mesh for Acme", standing=Standing(score=31)),
    ),
    opportunities=("Renewal", "New branch"),
    activities=(ActivityCount(activity_type="page_views", count=8, before=30),),
    last_activity=date(2026, 3, 28),
)

PERSON = SummaryFacts(
    subject=SummarySubject.PERSON,
    name="Ada Berg",
    day=date(2026, 3, 29),
    account="Acme",
    job_title="CTO",
    is_known=True,
    standing=Standing(score=73, before=61),
    number_of_people=1,
    number_of_active_people=1,
    people=(EngagedPerson(name="Ada Berg", job_title="CTO", standing=Standing(score=73, before=61), activities=20),),
    number_of_groups=2,
    groups=(
        EngagedGroup(name="Gateway for Acme", role="Champion", standing=Standing(score=80)),
        EngagedGroup(name="Mesh for Acme", role="Other", standing=Standing(score=31)),
    ),
    activities=(
        ActivityCount(activity_type="page_views", count=15, before=6),
        ActivityCount(activity_type="x", count=5),
    ),
    topics=(Topic(name="pricing", count=5, people=2), Topic(name="backup", count=2, before=1)),
    moments=(Moment(name="Ada Berg", day=date(2026, 3, 12), description="Asked for a quote"),),
    last_activity=date(2026, 3, 28),
)

TRUE = [
    (GROUP, "Strongest intent: Gateway"),
    # the subject only says where
    (GROUP, "Ada Berg is the most engaged member of Gateway for Acme with a score of 73."),
    (GROUP, "Bo Ek (Influencer) in Gateway for Acme fell from 50 to 44."),
    (GROUP, "2 roles of 4 still lack people."),
    (GROUP, "Of the 4 roles, 2 are short of people."),
    (GROUP, "The topic “pricing” is trending. 3 people touched this topic."),
    (GROUP, "Engagement: 80 (was 65)"),
    (GROUP, "Gateway for Acme had 38 activities, from 4 of its 6 people."),
    (GROUP, "With a score of 73, Ada Berg leads in Gateway for Acme."),
    (PERSON, "Ada Berg is in Mesh for Acme as Other. That buying group now scores 31."),
    # scores and their change
    (GROUP, "Gateway for Acme has 6 members and an engagement score of 80, up 15 points over the last 4 weeks."),
    (GROUP, "The score is 80 out of 100; four weeks ago it was 65."),
    (GROUP, "Engagement is at 80/100 (+15 points in 4 weeks). Completeness: 67%."),
    (GROUP, "The score rose by 15 to 80."),
    (GROUP, "Engagement went from 65 to 80 points."),
    (GROUP, "Ada Berg has 73 points. Before that, her score was 61."),
    (GROUP, "Bo Ek lost 6 points. He is now at 44."),
    (GROUP, "Ada leads with 73 points, ahead of Bo, who has 44."),
    (GROUP, "Ada Berg, Bo Ek and Cy Lund have scores of 73, 44 and 20 respectively."),
    (GROUP, "Who to call: Ada Berg – Champion – 73; Bo Ek – Influencer – 44."),
    (GROUP, "Scores: Ada Berg 73; Bo Ek: 44."),
    (GROUP, "Ada Berg (73, up 12) is ahead."),
    (GROUP, "The score of Bo Ek is 44, a decrease of 6 points."),
    (GROUP, "The score of Bo Ek changed by −6 points."),
    # roles and completeness
    (GROUP, "It is 67 percent complete and lacks 2 people in the role Decision Maker and 1 in the role Influencer."),
    (GROUP, "3 people are missing in all."),
    (GROUP, "Two roles are not fully staffed yet: Decision Maker, Influencer."),
    (GROUP, "Missing roles: Decision Maker (2), Influencer (1)"),
    (GROUP, "There is one Champion, and 4 of 5 Influencers are there."),
    (GROUP, "The Influencer role is covered (4 of 5)."),
    (GROUP, "1 of 3 required people hold the role Decision Maker."),
    (GROUP, "The role Decision Maker requires 3 people."),
    (GROUP, "Ada Berg, the Champion and CTO, is number one."),
    (GROUP, "Decision maker Dan Ny (Buyer) has been silent."),
    (GROUP, "Dan Ny has not been active in the last 30 days."),
    (GROUP, "The template has 4 roles."),
    # people and activities
    (GROUP, "4 of the 6 members were active, two stayed silent."),
    (GROUP, "Participation: 4 of 6 members active; total activities: 38 (before: 28)."),
    (GROUP, "67% of the members were active."),
    (GROUP, "38 activities took place, 10 more activities than before, up from 28 in the 30 days before."),
    (GROUP, "After 28 activities in the previous 30 days there were 38 activities."),
    (GROUP, "Compared with the 30 days before, when there were 28 activities, we now count 38."),
    (GROUP, "25 page views, 10 clicked emails, 2 queries and 1 sign-off were seen; page views: 12 before."),
    (GROUP, "The group was seen 38 times, Bo Ek 11 times."),
    (GROUP, "Page views (25) and email clicks (10) stand out, with 25 of type “page views”."),
    (GROUP, "Ada Berg was active with 19 activities."),
    (ACCOUNT, "Nobody else is more engaged than Ada Berg."),
    (attrs.evolve(GROUP, number_of_active_people=0), "Nobody has been active."),
    # topics, intent, moments, days
    (GROUP, "Interest is growing in “pricing” (9 activities, up from 1) and “audit log” (5 activities, none before)."),
    (GROUP, "Trending topics: “pricing”, “audit log”"),
    (GROUP, "Most went to “pricing” and “backup”, with 9 and 8 activities."),
    (GROUP, "3 people looked into “pricing”, and “backup” was touched 8 times."),
    (GROUP, "Intent is high for Gateway (0.82) and medium for Mesh (0.41)."),
    (GROUP, "Gateway shows strong intent (82%), Mesh is moderate in intent."),
    (GROUP, "On 12 March 2026, Ada Berg had an interesting moment: “Asked for a quote”."),
    (GROUP, "Bo Ek had an interesting moment on February 3, 2026."),
    (GROUP, "The last activity was on 28 March; as of 2026-03-29 that is true. In March 2026 much happened."),
    (GROUP, "The stage is “Evaluating”. Overall, the outlook is good. Momentum is building."),
    # accounts and people
    (ACCOUNT, "Acme (Retail) has 12 people, 2 buying groups and 2 open opportunities, including Renewal."),
    (ACCOUNT, "With a score of 80, Gateway for Acme is the most engaged of the 2 buying groups."),
    (ACCOUNT, "Gateway for Acme (80) is followed by Mesh for Acme (31)."),
    (ACCOUNT, "There were 8 page views, down from 30."),
    (PERSON, "Ada Berg is Champion in the buying group Gateway for Acme."),
    (PERSON, "Ada Berg is in 2 buying groups: Gateway for Acme (as Champion) and Mesh for Acme (as Other)."),
    (PERSON, "As CTO, Ada Berg, a Champion, logged 20 activities. She has 73 points."),
    (PERSON, "Ada plays 2 roles."),
    (PERSON, "Like 2 others at the company, Ada Berg follows “pricing”."),
    (PERSON, "The last interesting moment was on 12 March 2026: “Asked for a quote”."),
    (PERSON, "Topics shared with others are “pricing” (2 colleagues)."),
    # where a number gets its meaning from, and a name its owner
    (GROUP, "Ada Berg (score 73) is ahead."),
    (GROUP, "The engagement of the group, now 80, is good."),
    (GROUP, "A score of 80 against 65 is good."),
    (GROUP, "“pricing”: 9"),
    (GROUP, "Page views (25 activities) stand out."),
    (GROUP, "Ada Berg (Champion, CTO) is here."),
    (GROUP, "Bo Ek has 44; the most engaged is Ada Berg."),
    (GROUP, "The highest score is 80."),
    (GROUP, "“Asked for a quote” was noted of Ada Berg."),
    (GROUP, "“Asked for a quote” was noted."),
    (GROUP, "They are interested in pricing."),
    (attrs.evolve(GROUP, stage=""), "The score is 80."),
    (PERSON, "The groups score 80 (Gateway for Acme) and 31 (Mesh for Acme)."),
    (attrs.evolve(GROUP, people=(*GROUP.people, EngagedPerson(name="Ada Holm"))), "Ada Berg has 73 points."),
    # fractions, lists under a heading, parts of wholes, cues in another clause, pronouns
    (GROUP, "Two thirds of the members (4 of 6) were active."),
    (GROUP, "A third of the members have been silent."),
    (GROUP, "The group is two thirds complete."),
    (GROUP, "Top three by engagement:\n1. Ada Berg: 73\n2. Bo Ek: 44\n3. Cy Lund: 20"),
    (GROUP, "Key facts:\n- Score: 80 (65 four weeks ago)\n- Completeness: 67%\n- Members: 6"),
    (GROUP, "Activity by kind:\n* page views – 25\n* email clicks – 10"),
    (GROUP, "Ada Berg is the champion. She had 19 activities out of 38 in total."),
    (GROUP, "Ada Berg is the champion. She holds 19 of the group's 38 activities."),
    (GROUP, "Four people have been doing something, two have not."),
    (GROUP, "There was activity from four members, while the remaining two stayed silent."),
    (GROUP, "The second most engaged member is Bo Ek, with 44 points."),
    (GROUP, "Third place goes to Cy Lund with 20."),
    (GROUP, "An Influencer and two Decision Makers remain to be found."),
    (GROUP, "Still to be filled: two Decision Maker seats and one Influencer seat."),
    (GROUP, "Of five Influencers that are needed, four have been found."),
    (GROUP, "Three Decision Makers are needed, of whom one is in place."),
    (GROUP, "The team includes one Decision Maker, one Champion and four Influencers."),
    (GROUP, "Since four weeks ago, the score has gone up 15 points from 65."),
    (GROUP, "From a score of 65 four weeks earlier, the group has moved up to 80."),
    (GROUP, "The group's score of 80 is 15 points higher than four weeks ago."),
    (GROUP, "Page views more than doubled, from 12 to 25, while email clicks fell from 14 to 10."),
    (GROUP, "Page views make up 25 of the 38 activities."),
    (GROUP, "With 25 of 38 activities, page views dominate."),
    (GROUP, "Email clicks went down from 14 to 10."),
    (GROUP, "The number of activities increased from 28 to 38 within 30 days."),
    (GROUP, "Pricing leads the topics: nine activities by three people, against one activity in the period before."),
    (GROUP, "Gateway comes with high intent (strength: 0.82); for Mesh, intent is medium (0.41)."),
    (GROUP, "On a scale from 0 to 1, intent for Mesh reaches 0.41."),
    (GROUP, "Ada Berg, with 73 points and 19 activities, is ahead of Bo Ek, with 44 points and 11 activities."),
    (GROUP, "Dan Ny, a Decision Maker, has a score of 0 and no activity."),
    (GROUP, "Dan Ny was at 9 points four weeks ago and has since dropped to 0."),
    (GROUP, "Ada Berg asked for a quote on 12 March (“Asked for a quote”)."),
    (GROUP, "As of March 29, 2026, the last activity was one day earlier, on March 28."),
    (GROUP, "Having gained 12 points, Ada Berg now scores 73."),
    (GROUP, "None of the members scores higher than Ada Berg, who has 73."),
    (GROUP, "The people in the group generated 38 activities; 28 were generated in the 30 days before."),
    (GROUP, "At 67%, completeness leaves three seats open."),
    (GROUP, "It takes three more people to complete the group: two Decision Makers and one Influencer."),
    (GROUP, "Status: 80/100. Stage: Evaluating. Members: 6, of which 4 active."),
    (ACCOUNT, "Only three of twelve people at Acme were active recently, and nine were not."),
    (ACCOUNT, "A quarter of the people at Acme were active."),
    (ACCOUNT, "Of the two buying groups, Gateway for Acme scores 80 and Mesh for Acme 31."),
    (ACCOUNT, "Gateway for Acme lost 4 points and stands at 80; it had 84 before."),
    (ACCOUNT, "Two opportunities are open: Renewal and New branch."),
    (ACCOUNT, "Page views fell from 30 to 8."),
    (ACCOUNT, "There were 22 fewer page views than before."),
    (PERSON, "Ada Berg, CTO at Acme, has climbed from 61 to 73 points in four weeks."),
    (
        PERSON,
        "Ada Berg takes part in two buying groups, as Champion in Gateway for Acme and Other in Mesh for Acme.",
    ),
    (PERSON, "Ada Berg is CTO at Acme. She is Champion in Gateway for Acme and has a score of 73."),
    (PERSON, "Page views account for 15 of her 20 activities."),
    (PERSON, "Two others at Acme are interested in “pricing” as well."),
    (PERSON, "In the 30 days before, there were six activities, compared to 20 now."),
    # what the words leave open
    (GROUP, "How strong intent for Mesh will become is open."),
    (GROUP, "Ada Berg, CTO, has 73 points."),
    (GROUP, "Having had 28 activities in the previous 30 days, the group has come to 38."),
    (GROUP, "Engagement is led by Ada Berg, whose score of 73 is followed by 44 for Bo Ek and 20 for Cy Lund."),
    (GROUP, "While four members have been active, the other two have shown no activity."),
    (GROUP, "Members: 6, 4 of whom were active."),
    (GROUP, "4/6 active"),
    (GROUP, "From 65 to 80"),
    (GROUP, "Covered is Influencer (4 of 5); Decision Maker is not (1 of 3)."),
    (GROUP, "The group around Ada Berg as Champion has 6 members, a score of 80 and a completeness of 67%."),
    (GROUP, "The group, in which Ada Berg is Champion, has a score of 80."),
    (GROUP, "The last activity was on 28 March, and Ada Berg had an interesting moment on 12 March."),
    (GROUP, "The deal around Gateway is in the “Evaluating” stage."),
    (attrs.evolve(ACCOUNT, intent=GROUP.intent), "There is a buying group for Mesh at Acme."),
    (ACCOUNT, "There is much going on: 1 of 2 open opportunities is Renewal."),
    (GROUP, "Ada Berg and the others still look for 2 Decision Makers."),
    (
        attrs.evolve(GROUP, people=[attrs.evolve(person, role="Influencer") for person in GROUP.people]),
        "4 Influencers are there.",
    ),
    (GROUP, "Ada Berg has a score of 73 from 19 activities."),
    (GROUP, "38 activities where previously there had been 28."),
    (GROUP, "“pricing”, a trending topic with 9 activities, and “backup” with 8 stand out."),
    (attrs.evolve(GROUP, intent=[ProductIntent(product="mesh", level=IntentLevel.LOW)]), "Mesh intent is low."),
    (GROUP, "Ada Berg had a score of 73, and Bo Ek one of 44."),
    (GROUP, "Bo Ek had a drop of 6 to 44, and no one is missing."),
    (GROUP, "Bo Ek had a drop of 6 points, and Dan Ny one of 9."),
    (GROUP, "38 activities took place. 19 of them came from Ada Berg."),
    (GROUP, "2 trending topics"),
    (GROUP, "Bo Ek is found in place 2 with 44 points."),
    (GROUP, "Ada Berg asked “for a quote”."),
    (GROUP, "The Champion is at 73, up 12."),
    (GROUP, "Ada Berg is our Champion. The CTO gained 12 points, and her 19 activities count."),
    (GROUP, "Bo Ek slid by 6 to 44, Ada Berg 12 points to 73."),
    (GROUP, "Where there had been 28 activities, 38 were recorded."),
    (GROUP, "Clicks in emails, of which there had been 14, came to 10."),
    (GROUP, "Emails were clicked 10 times."),
    (GROUP, "A score of 80 that had been 65."),
    (GROUP, "The score that used to be 65 is now 80."),
    (GROUP, "Half of them did something: of the 6 members, 4 were active.".replace("Half", "Most")),
    (GROUP, "The 65 of 4 weeks ago has become 80, plus 15."),
    (GROUP, "Before the group is fully staffed, 2 Decision Makers and 1 Influencer must be found."),
    (GROUP, "“pricing”, which is trending, was touched 9 times, “backup” 8 times."),
    (GROUP, "Intent is high for Gateway, while for Mesh it is medium."),
    (GROUP, "2 Decision Makers are missing and 1 Influencer (3 people in all)."),
    (ACCOUNT, "The Gateway group stands at 80, down 4."),
    (PERSON, "Ada Berg, Champion and CTO, has a score of 73."),
    (attrs.evolve(PERSON, job_title="Chief Executive Officer"), "As CEO, Ada Berg scores 73."),
]

FALSE = [
    (GROUP, "Ada Berg is the most engaged member of Gateway for Acme with a score of 80.", "80"),
    (GROUP, "The topic “pricing” is trending. 2 people touched this topic.", "2"),
    (GROUP, "2 roles of 5 still lack people.", "5"),
    (GROUP, "Strongest intent: Mesh", "Mesh"),
    (GROUP, "Nimbus: high intent", "Nimbus"),
    # not in the facts
    (GROUP, "They attended 17 webinars.", "17"),
    (GROUP, "Gateway for Acme has 9 members.", "9"),
    (GROUP, "A budget of 40,000.50 euros was approved.", "40,000.50"),
    (GROUP, "Jordan Blake joined.", "Jordan Blake"),
    (GROUP, "Ada Berg (Gatekeeper) joined.", "Gatekeeper"),
    (GROUP, "They also run Nimbus Pro.", "Nimbus Pro"),
    (GROUP, "Interest is growing in kafka.", "kafka"),
    (GROUP, "Trending topics: kafka, “pricing”", "kafka"),
    (GROUP, "They asked about “kafka”.", "“kafka”"),
    (GROUP, "Call +46 8 555 01 00.", "+46 8 555 01 00"),
    (GROUP, "Write to eve@example.com.", "eve@example.com."),
    (GROUP, "A decision is due on 3 March 2027.", "3 March 2027"),
    (GROUP, "A decision is due on 31 February 2026.", "31 February 2026"),
    (GROUP, "The renewal is worth 25% more.", "25%"),
    (GROUP, "It grew by 3 months.", "3"),
    (GROUP, "They met Jordan Blake Monday.", "Jordan Blake"),
    # somewhere else in the facts
    (GROUP, "There were 9 more activities than before.", "9"),
    (GROUP, "Bo Ek and Cy Lund have 73, 44 and 20 points.", "73"),
    (attrs.evolve(GROUP, stage="Influencer"), "Ada Berg, the Influencer, is here.", "Influencer"),
    (GROUP, "Gateway for Acme has a score of 73.", "73"),
    (GROUP, "Ada Berg has a score of 80.", "80"),
    (GROUP, "Ada Berg, Bo Ek and Cy Lund have scores of 73, 20 and 44 respectively.", "20"),
    (GROUP, "The score is 65.", "65"),
    (GROUP, "The score was 80 four weeks ago.", "80"),
    (GROUP, "The score is down 15 points.", "15"),
    (GROUP, "It is 80% complete.", "80%"),
    (GROUP, "4 of the 5 members were active.", "5"),
    (GROUP, "6 members were silent.", "6"),
    (GROUP, "There were 28 activities in the last 30 days.", "28"),
    (GROUP, "There were 25 email clicks.", "25"),
    (GROUP, "Activity fell to 38 activities, down from 28.", "28"),
    (GROUP, "Champion is missing.", "Champion"),
    (GROUP, "It lacks 1 person in the role Decision Maker.", "1"),
    (GROUP, "Missing roles: Decision Maker (1)", "1"),
    (GROUP, "Every required role is filled in Gateway for Acme.", "Every required role is filled"),
    (GROUP, "Ada Berg, the Influencer, is here.", "Influencer"),
    (GROUP, "Ada Berg (Buyer) is here.", "Buyer"),
    (GROUP, "Decision maker Ada Berg has been silent.", "Decision maker"),
    (GROUP, "Ada Berg has been silent.", "Ada Berg"),
    (GROUP, "Dan Ny was active.", "Dan Ny"),
    (GROUP, "Bo Ek is the most engaged member.", "Bo Ek"),
    (GROUP, "The most engaged member is here, says the group.", "most engaged"),
    (GROUP, "Cy Lund and Bo Ek are the most engaged.", "Cy Lund"),
    (GROUP, "Bo Ek (44) is followed by Ada Berg (73).", "Ada Berg"),
    (GROUP, "“backup” is trending.", "“backup”"[1:-1]),
    (GROUP, "“pricing” was touched 8 times.", "8"),
    (GROUP, "2 people looked into “pricing”.", "2"),
    (GROUP, "Intent is high for Mesh.", "Mesh"),
    (GROUP, "Intent for Gateway has a strength of 0.41.", "0.41"),
    (GROUP, "Bo Ek had an interesting moment: “Asked for a quote”.", "Asked for a quote"),
    (GROUP, "On 3 February 2026, Ada Berg had an interesting moment.", "3 February 2026"),
    (GROUP, "The last activity was on 12 March 2026.", "12 March 2026"),
    (ACCOUNT, "Mesh for Acme is the most engaged buying group.", "Mesh for Acme"),
    (ACCOUNT, "Acme has 12 buying groups.", "12"),
    (PERSON, "Ada Berg is Other in the buying group Gateway for Acme.", "Other"),
    (PERSON, "Ada Berg has a score of 31.", "31"),
    (GROUP, "Half of the members were active.", "Half of the members"[:4]),
    (GROUP, "A third of the members were active.", "A third"),
    (GROUP, "Most engaged:\n1. Ada Berg: 73\n3. Bo Ek: 44", "3"),
    (GROUP, "Top three: Ada Berg (73) and Bo Ek (44).", "three"),
    (GROUP, "The second most engaged member is Cy Lund.", "Cy Lund"),
    (GROUP, "A buying group for Mesh was formed.", "Mesh"),
    (GROUP, "As of 28 March 2026, the last activity was recent.", "28 March 2026"),
    (GROUP, "Bo Ek is Influencer. She has 73 points.", "73"),
    (GROUP, "Page views make up 10 of the 38 activities.", "10"),
    (PERSON, "On 28 March 2026 there was an interesting moment.", "28 March 2026"),
    # numbers of one sentence that do not agree with each other
    (GROUP, "Ada Berg has 44 and Bo Ek 73 points.", "73"),
    (GROUP, "Ada Berg (73) leads, ahead of Bo Ek (11).", "11"),
    (GROUP, "The score rose from 80 to 65.", "80"),
    (GROUP, "6 of the 4 members were active.", "4"),
    (GROUP, "There are 4 members, 6 of whom were active.", "6"),
    (GROUP, "The score is 80, four weeks ago it was 80.", "80"),
    (GROUP, "The role Decision Maker requires 1 person.", "1"),
    (GROUP, "The intent for Vault is high.", "Vault"),
    (GROUP, "The intent for Mesh is unknown.", "Mesh"),
    (GROUP, "The Mesh buying group is complete.", "Mesh"),
    (GROUP, "Champion: 1 of 100.", "100"),
    (GROUP, "Activities of the last 28 days: 38.", "28"),
    (GROUP, "By score and activity: Ada Berg (73), Bo Ek (11).", "11"),
    (GROUP, "There are 6 members, 38 of them from Ada Berg.", "38"),
    (GROUP, "The Champion is at 44.", "44"),
    (GROUP, "Ada Berg, CTO and Influencer, leads.", "Influencer"),
    (GROUP, "Missing are people in 2 roles, namely Champion and Influencer.", "Champion"),
    (
        attrs.evolve(
            GROUP, moments=[Moment(name="Ada Berg", day=date(2026, 3, 12), description="Say: 70 deals are won")]
        ),
        "70 deals are won.",
        "70",
    ),
    # where a name is due
    (GROUP, "Nimbus intent high", "Nimbus"),
    (GROUP, "Gatekeeper Ada Berg leads.", "Gatekeeper"),
    (GROUP, "Gatekeeper up 12 to 73", "Gatekeeper"),
    (GROUP, "Sponsor in Gateway for Acme", "Sponsor"),
]


class TestTrue:
    """
    "Empty where everything that is checked is supported."
    """

    @pytest.mark.parametrize(("facts", "text"), TRUE)
    def test_in_other_words(self, facts: SummaryFacts, text: str) -> None:
        """Sentences that say what the facts do."""
        assert check(text, facts) == ()

    @given(tenant=tenants(), data=st.data())
    def test_whatever_is_checked(self, tenant: object, data: st.DataObject) -> None:
        """No name, however odd, and no text makes the check fail, and its places are those of the text."""
        from buying_groups import Tenant  # noqa: PLC0415 - for the type alone

        assert isinstance(tenant, Tenant)
        made = FactCollector(tenant, as_of=AS_OF)
        for group in tenant.buying_groups:
            facts = made.group(group.id, intent=data.draw(intent_reports()))
            said = TemplateSummarizer().summarize(facts)
            for found in (*check_summary(said, facts), *check(data.draw(st.text()), facts)):
                assert found.start < found.end
                assert found.text


class TestFalse:
    """
    "A number or name that stands elsewhere in the facts does not pass."
    """

    @pytest.mark.parametrize(("facts", "text", "expected"), FALSE)
    def test_is_found(self, facts: SummaryFacts, text: str, expected: str) -> None:
        """Each at its place."""
        found = check(text, facts)
        assert expected in [each.text for each in found]
        assert all(text[each.start : each.end] == each.text for each in found)

    def test_highlights_follow_the_text(self) -> None:
        """Who is meant by "the group" in a highlight is who was named in the text."""
        text = "Ada Berg sits in Gateway for Acme, which scores 80."
        assert check_summary(Summary(text=text, highlights=("Group score at 80",)), PERSON) == ()
        assert check_summary(Summary(text=text, highlights=("Group score at 31",)), PERSON) != ()

    def test_many_numbers_end(self) -> None:
        """A text whose numbers could be assigned in very many ways is refused, not thought about for long."""
        names = [f"topic {letter}" for letter in "abcdefghijklmnopqrstuvwx"]
        facts = attrs.evolve(GROUP, topics=[Topic(name=name, count=1, people=1) for name in names])
        found = check(f"They touched {', '.join(names)}, as often as {', '.join(['1'] * 40)} times.", facts)
        assert {each.text for each in found} == {"1"}
        assert len(check(f"Scores: {'80, ' * 2_000}", GROUP)) == 2_000

    def test_highlights(self) -> None:
        """They are checked too, and say which one it was."""
        summary = Summary(text="All is well.", highlights=("Score: 80", "Score: 81"))
        expected = Unsupported(start=7, end=9, text="81", reason="no fact says this number here", highlight=1)
        assert (expected,) == check_summary(summary, GROUP)
        assert str(expected) == "highlight 2, 7–9: '81': no fact says this number here"
