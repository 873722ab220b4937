"""
Completeness: the tables of the domain, and the mean over required roles.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buying_groups.completeness import completeness, role_completeness
from buying_groups.errors import InvalidValueError, UnknownIdError
from buying_groups.roles import RolesTemplate, TemplateRole
from buying_groups.rounding import round_half_up
from buying_groups.testing.strategies import roles_templates


class TestRoleCompleteness:
    """Role completeness = min(assigned / members required, 1) · 100."""

    @pytest.mark.parametrize(
        ("required", "shown"),
        [
            pytest.param(3, [0, 33, 67, 100, 100], id="3 required"),
            pytest.param(5, [0, 20, 40, 60, 80, 100, 100], id="5 required"),
        ],
    )
    def test_tables(self, required: int, shown: list[int]) -> None:
        """As shown, for 0 assigned and upwards."""
        assert [round_half_up(role_completeness(n, required)) for n in range(len(shown))] == shown

    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_is_a_percentage_that_one_more_never_lowers(self, assigned: int, required: int) -> None:
        """In [0, 100], exactly 0 for nobody and exactly 100 from the required number on."""
        score = role_completeness(assigned, required)
        assert 0 <= score <= role_completeness(assigned + 1, required) <= 100
        assert (score == 100) == (assigned >= required)
        assert (score == 0) == (assigned == 0)

    def test_bad_input(self) -> None:
        """Numbers out of range are named."""
        with pytest.raises(InvalidValueError, match=r"^assigned must be at least 0, got -1$"):
            role_completeness(-1, 1)
        with pytest.raises(InvalidValueError, match=r"^required must be at least 1, got 0$"):
            role_completeness(0, 0)


def template(*roles: TemplateRole) -> RolesTemplate:
    """Make a template."""
    return RolesTemplate(id="t", name="Deals", roles=roles)


class TestGroupCompleteness:
    """The mean over the roles marked as required; a template that requires none is 100 % complete."""

    def test_by_hand(self) -> None:
        """100 and 2/3, while the empty role that is not required does not count."""
        result = completeness(
            template(
                TemplateRole(role="Decision Maker"),
                TemplateRole(role="Influencer", members_required=3),
                TemplateRole(role="Champion", required=False),
            ),
            {"Influencer": 2, "Decision Maker": 4},
        )
        assert result.score == pytest.approx((100 + 200 / 3) / 2)
        assert [(role.role, role.assigned, round_half_up(role.score)) for role in result.roles] == [
            ("Decision Maker", 4, 100),
            ("Influencer", 2, 67),
            ("Champion", 0, 0),
        ]

    def test_that_requires_none(self) -> None:
        """Nothing is missing from nothing."""
        assert completeness(template(TemplateRole(role="Other", required=False)), {}).score == 100.0
        assert completeness(template(), {}).score == 100.0

    @given(roles_templates(), st.data())
    def test_one_more_member_never_lowers_it(self, roles: RolesTemplate, data: st.DataObject) -> None:
        """And it is 100 just where nothing is missing."""
        assigned = {role: data.draw(st.integers(0, 4)) for role in roles.role_names}
        before = completeness(roles, assigned)
        role = data.draw(st.sampled_from(roles.role_names))
        assert completeness(roles, assigned | {role: assigned[role] + 1}).score >= before.score
        assert (before.score == 100) == (not before.missing_roles)

    def test_of_a_role_that_the_template_lacks(self) -> None:
        """The error names the role and those there are."""
        message = r"^unknown role of roles template 'Deals' 'Janitor'; known: 'Other'$"
        with pytest.raises(UnknownIdError, match=message):
            completeness(template(TemplateRole(role="Other")), {"Janitor": 1})


class TestMissingRoles:
    """Those required and below their threshold, with how many people are missing, in order of priority."""

    def test_in_order_of_priority(self) -> None:
        """The role that is not required is not missing, the full one neither."""
        result = completeness(
            template(
                TemplateRole(role="Practitioner", members_required=5),
                TemplateRole(role="Champion", required=False),
                TemplateRole(role="Other"),
                TemplateRole(role="Decision Maker"),
            ),
            {"Practitioner": 2, "Other": 1},
        )
        assert [(role.role, role.missing) for role in result.missing_roles] == [
            ("Practitioner", 3),
            ("Decision Maker", 1),
        ]


class TestShown:
    """Shown as whole numbers, half up."""

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (75.89999, 76),
            (66.66666666666667, 67),
            (0.5, 1),
            (1.5, 2),
            (2.5, 3),
            (0.49999999999999994, 0),
            (100.0, 100),
            (0, 0),
        ],
    )
    def test_by_hand(self, value: float, shown: int) -> None:
        """Halves go up, and what is a hair below a half does not."""
        assert round_half_up(value) == shown
