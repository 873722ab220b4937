"""
Personas: their limits, in themselves and in a tenant.
"""

from __future__ import annotations

import re

import pytest

from buying_groups import RolesTemplate, TemplateRole, Tenant, documents
from buying_groups.conditions import Condition, Persona, PersonaAttribute, attribute, custom_field, has_persona
from buying_groups.errors import DocumentError, InvalidTenantError, InvalidValueError, UnknownIdError


def persona(name: str, *attributes: str) -> Persona:
    """Return a persona with one value for each attribute."""
    return Persona(
        name=name, attributes=tuple(PersonaAttribute(attribute=each, values=("x",)) for each in attributes or ("city",))
    )


def template(*conditions: Condition | None) -> RolesTemplate:
    """Return a template with a role for each condition."""
    names = ("Decision Maker", "Influencer", "Practitioner")
    roles = tuple(TemplateRole(role=name, condition=each) for name, each in zip(names, conditions, strict=False))
    return RolesTemplate(id="t", name="T", roles=roles)


class TestPersona:
    """
    "At most 20 personas in a tenant, of at most 5 attributes each and 10 different attributes in all."
    """

    def test_attributes(self) -> None:
        """One to five."""
        five = ("city", "country", "state", "job_title", "custom_fields.a")
        assert 5 == len(persona("P", *five).attributes)
        with pytest.raises(InvalidValueError, match=r"^attributes must be at most 5 attributes, got "):
            persona("P", *five, "custom_fields.b")
        with pytest.raises(InvalidValueError, match=r"^attributes must be at least one, got \(\)$"):
            Persona(name="P", attributes=())
        with pytest.raises(
            InvalidValueError,
            match=r"^attributes must be without two of the same attribute .+, got ",
        ):
            persona("P", "city", "city")

    def test_values(self) -> None:
        """Of the attribute's type, as in conditions."""
        with pytest.raises(InvalidValueError, match=r"^values must be text, as city is, got 5.0$"):
            PersonaAttribute(attribute="city", values=(5,))
        with pytest.raises(InvalidValueError, match=r"^values must be at least one, got \(\)$"):
            PersonaAttribute(attribute="city", values=())
        with pytest.raises(InvalidValueError, match=re.escape("(did you mean 'city'?), got 'citi'")):
            PersonaAttribute(attribute="citi", values=("x",))

    def test_names(self) -> None:
        """Not blank, at most 255 characters."""
        with pytest.raises(InvalidValueError, match=r"^name must be at most 255 characters long, got "):
            persona("x" * 256)
        with pytest.raises(InvalidValueError, match=r"^name must be text that is not blank, got ' '$"):
            persona(" ")

    def test_stands_for_a_condition(self) -> None:
        """All attributes, each one of its values."""
        many = Persona(
            name="P",
            attributes=(
                PersonaAttribute(attribute="job_title", values=("CTO", "CIO")),
                PersonaAttribute(attribute="custom_fields.n", values=(1, True)),
            ),
        )
        expected = attribute("job_title").in_("CTO", "CIO") & custom_field("n").in_(1, True)  # noqa: FBT003 - a value
        assert expected == many.condition


class TestTenant:
    """
    "A condition that refers to a persona that the tenant lacks is a problem of the tenant."
    """

    def test_finds_personas(self) -> None:
        """By their names."""
        tenant = Tenant(name="T", personas=(persona("A"), persona("B")))
        assert persona("B") == tenant.persona("B")
        with pytest.raises(UnknownIdError, match=r"^unknown persona 'C'; known: 'A', 'B'$"):
            tenant.persona("C")

    def test_has_few(self) -> None:
        """At most 20."""
        twenty = [persona(f"P{index}") for index in range(20)]
        assert 20 == len(Tenant(name="T", personas=tuple(twenty)).personas)
        with pytest.raises(InvalidValueError, match=r"^personas must be at most 20 personas, got "):
            Tenant(name="T", personas=(*twenty, persona("P20")))

    def test_has_each_once(self) -> None:
        """By name."""
        with pytest.raises(InvalidValueError, match=r"^personas must be without two of the same name .+, got "):
            Tenant(name="T", personas=(persona("P"), persona("P", "country")))

    def test_has_few_attributes_in_all(self) -> None:
        """At most 10 different ones, however often each."""
        names = [f"custom_fields.{index}" for index in range(10)]
        ten = (persona("A", *names[:5]), persona("B", *names[5:]), persona("C", *names[3:8]))
        assert 3 == len(Tenant(name="T", personas=ten).personas)
        with pytest.raises(
            InvalidValueError, match=r"^personas must be personas of at most 10 different attributes in all"
        ):
            Tenant(name="T", personas=(*ten, persona("D", "city")))

    def test_every_reference_is_checked(self) -> None:
        """Wherever in a condition it stands; each problem has its path."""
        known, unknown = has_persona("A"), has_persona("a")
        deep = attribute("city").is_("x") | ~(known & unknown)
        with pytest.raises(InvalidTenantError) as caught:
            Tenant(name="T", personas=(persona("A"),), roles_templates=(template(unknown, deep, None),))
        assert [str(problem) for problem in caught.value.problems] == [
            (
                "$.roles_templates[0].roles[0].condition.persona: there is no persona 'a' (did you mean 'A'?) in the "
                "tenant, which has ['A']"
            ),
            (
                "$.roles_templates[0].roles[1].condition.conditions[1].condition.conditions[1].persona: "
                "there is no persona 'a' (did you mean 'A'?) in the tenant, which has ['A']"
            ),
        ]

    def test_in_documents(self) -> None:
        """The limits and the references are those of documents too, and of their schema."""
        tenant = Tenant(name="T", personas=(persona("A"),), roles_templates=(template(has_persona("A")),))
        text = documents.dumps(tenant)
        assert tenant == documents.loads(text, Tenant)
        with pytest.raises(DocumentError) as caught:
            documents.loads(text.replace('"persona":"A"', '"persona":"B"'), Tenant)
        assert ["$.roles_templates[0].roles[0].condition.persona"] == [each.path for each in caught.value.problems]
        definitions = documents.json_schema(Tenant)["$defs"]
        assert 20 == definitions["Tenant"]["properties"]["personas"]["maxItems"]
        assert 5 == definitions["Persona"]["properties"]["attributes"]["maxItems"]
