"""
Priority: the first role of a template whose condition holds.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups import Person, RolesTemplate, TemplateRole
from buying_groups.conditions import ConsideredRole, PersonFacts, attribute, explain, first_role, has_persona, holds
from buying_groups.errors import UnknownIdError
from buying_groups.testing.strategies import person_facts, personas, roles_templates


TITLE = attribute("job_title")
IS_CHIEF, IS_OFFICER = TITLE.contains("chief", words=True), TITLE.contains("officer", words=True)
TEMPLATE = RolesTemplate(
    id="t",
    name="T",
    roles=(
        TemplateRole(role="Other"),
        TemplateRole(role="Decision Maker", condition=IS_CHIEF),
        TemplateRole(role="Influencer", condition=IS_OFFICER),
        TemplateRole(role="Champion", condition=TITLE.is_not_empty()),
    ),
)


def titled(title: str | None) -> PersonFacts:
    """Return somebody with a job title."""
    return PersonFacts(person=Person(id="p", account_id="a", job_title=title))


class TestFirstRole:
    """
    "A person who meets several conditions gets the first."
    """

    @pytest.mark.parametrize(
        ("title", "expected", "considered"),
        [
            ("Chief Officer", "Decision Maker", ["Decision Maker"]),
            ("Police Officer", "Influencer", ["Decision Maker", "Influencer"]),
            ("Clerk", "Champion", ["Decision Maker", "Influencer", "Champion"]),
            (None, None, ["Decision Maker", "Influencer", "Champion"]),
        ],
    )
    def test_of(self, title: str | None, expected: str | None, considered: list[str]) -> None:
        """In order of priority; "a role without a condition is nobody's automatically"."""
        choice = first_role(TEMPLATE, titled(title))
        assert expected == choice.role
        assert considered == [each.role for each in choice.considered]
        assert [False] * (len(considered) - 1) == [each.explanation.holds for each in choice.considered[:-1]]

    def test_explains(self) -> None:
        """The role "that was chosen and, just as much, why it was none of those before it"."""
        officer = titled("Police Officer")
        choice = first_role(TEMPLATE, officer)
        assert explain(IS_OFFICER, officer) == choice.explanation
        assert ConsideredRole(role="Decision Maker", explanation=explain(IS_CHIEF, officer)) == choice.considered[0]
        assert first_role(TEMPLATE, titled(None)).explanation is None

    def test_personas(self) -> None:
        """Conditions refer to the personas that are given."""
        template = RolesTemplate(id="t", name="T", roles=(TemplateRole(role="Other", condition=has_persona("P")),))
        with pytest.raises(UnknownIdError, match=r"^unknown persona 'P'; known: none$"):
            first_role(template, titled("CTO"))

    @given(st.data())
    def test_is_the_first_that_holds(self, data: st.DataObject) -> None:
        """Whatever the template."""
        known = data.draw(personas())
        template = data.draw(roles_templates(persona_names=[persona.name for persona in known]))
        person = data.draw(person_facts())
        fitting = [
            item.role
            for item in template.roles
            if item.condition is not None and holds(item.condition, person, personas=known)
        ]
        assert (fitting[0] if fitting else None) == first_role(template, person, personas=known).role
