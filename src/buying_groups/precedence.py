"""
Precedence: which decisions about the members of a buying group are carried out, and which a higher source keeps out.

For each person the group's history remembers what was decided last, a role or a removal, and by which source. A
decision changes what an equal or a lower source decided, never what a higher one did: these people are kept out, and
the result says so. What a higher source finds to be as it orders becomes its own decision, so that lower ones do not
change it later.
"""

import operator
from collections.abc import Iterable

import attrs

from ._reprs import brief
from .errors import InvalidValueError
from .groups import BuyingGroup, MembershipChange


__all__ = ["KeptOut", "MembershipResult", "decide"]


@attrs.frozen(kw_only=True, field_transformer=brief)
class KeptOut:
    """
    Somebody whom an operation left as a higher source wants it.

    Attributes
    ----------
    person_id : str
        The person.
    role : str or None
        The role that the operation would have given; ``None`` if it would have removed the person.
    decision : MembershipChange
        What the higher source decided, and when and why: it stands.
    """

    person_id: str
    role: str | None
    decision: MembershipChange

    def __str__(self) -> str:
        decision = self.decision
        kept = "removed" if decision.role is None else repr(decision.role)
        reason = "" if decision.reason is None else f", {decision.reason!r}"
        return f"{self.person_id!r} stays {kept}: {decision.source.value}, {decision.changed_at.isoformat()}{reason}"


@attrs.frozen(kw_only=True, field_transformer=brief)
class MembershipResult:
    """
    What an operation did; each selected person is in exactly one of its lists, in order of the ids.

    Attributes
    ----------
    group : BuyingGroup
        The group afterwards; the very same object if nothing changed.
    changes : tuple of MembershipChange
        What was decided anew; the end of the group's history.
    unchanged : tuple of str
        Ids of the people with whom it was so before.
    kept_out : tuple of KeptOut
        Those whom a higher source wants otherwise.
    """

    group: BuyingGroup
    changes: tuple[MembershipChange, ...]
    unchanged: tuple[str, ...]
    kept_out: tuple[KeptOut, ...]


def decide(group: BuyingGroup, decisions: Iterable[MembershipChange]) -> MembershipResult:
    """
    Carry out decisions as far as precedence allows; that they fit account and template has been seen to.

    Parameters
    ----------
    group : BuyingGroup
        The group.
    decisions : iterable of MembershipChange
        One for each person, all of one moment.

    Returns
    -------
    MembershipResult
        The group, what changed, and who was kept out.

    Raises
    ------
    InvalidValueError
        When the moment is before the group's last change of members.
    """
    last_changes = group.last_changes
    latest = max((change.changed_at for change in last_changes.values()), default=None)
    changes: list[MembershipChange] = []
    unchanged: list[str] = []
    kept_out: list[KeptOut] = []
    for decision in sorted(decisions, key=_person_of):
        if latest is not None and decision.changed_at < latest:
            expected = f"not before the last change of the group's members ({latest.isoformat()})"
            raise InvalidValueError("at", decision.changed_at.isoformat(), expected)
        last = last_changes.get(decision.person_id)
        is_so = decision.role == (None if last is None else last.role)
        if last is not None and last.source.outranks(decision.source) and not is_so:
            kept_out.append(KeptOut(person_id=decision.person_id, role=decision.role, decision=last))
        elif is_so and (last is None or not decision.source.outranks(last.source)):
            unchanged.append(decision.person_id)
        else:
            changes.append(decision)
    return MembershipResult(
        group=group.with_changes(*changes) if changes else group,
        changes=tuple(changes),
        unchanged=tuple(unchanged),
        kept_out=tuple(kept_out),
    )


_person_of = operator.attrgetter("person_id")
