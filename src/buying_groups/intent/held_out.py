"""
Held-out interest: labelled pairs made of a log that has no later part to label them by.

Some activities are taken out of the log, and the question is whether they would be found again: each pair that loses
one is an example of interest, and products drawn at random are examples of none. Either may have been met before.
"""

# scipy has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from scipy import sparse

from .._reprs import brief
from ..errors import InvalidValueError
from .codes import encode, locate
from .history import starts_of
from .universe import Universe


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from .activity_log import ActivityLog


__all__ = ["HeldOut", "hold_out"]

_DRAWS = 20


@attrs.frozen(kw_only=True, eq=False, field_transformer=brief)
class HeldOut:
    """
    Pairs with labels, and the log without the activities that the labels 1 stand for.

    Attributes
    ----------
    activities : ActivityLog
        What is left of the log.
    pairs : ndarray of object, shape (n_pairs, 2)
        Subjects and products; each example of interest is followed by those of none.
    labels : ndarray of int64, shape (n_pairs,)
        1 for pairs of which an activity was taken out, 0 for others.
    """

    activities: ActivityLog
    pairs: NDArray[np.object_]
    labels: NDArray[np.int64]


def hold_out(
    activities: ActivityLog,
    *,
    subjects: Iterable[Any],
    members: Any = None,
    products: Iterable[Any] = (),
    n_splits: int = 4,
    n_per_subject: int = 12,
    n_negatives: int = 10,
    also_related: float | None = None,
    rng: np.random.Generator,
) -> Iterator[HeldOut]:
    """
    Take out the activities of some subjects, one part after the other.

    For logs without dates, or too short for dates: where there is a later part, its activities are the better labels.

    Parameters
    ----------
    activities : ActivityLog
        All activities.
    subjects : iterable
        Ids of the subjects whose activities are taken out: groups, or people.
    members : table or iterable of pairs, default=None
        Who belongs to which group, as of `IntentFeatures`.
    products : iterable, default=()
        All products that there are. Those of the log are among them anyway; give the others where the log is sparse.
        Among products of which each has been met, one that nobody has met any longer is known to be held out.
    n_splits : int, default=4
        Into how many parts each subject's activities are divided at random; at least 2.
    n_per_subject : int, default=12
        At most so many pairs of a subject become examples in each part, so that busy subjects do not outweigh the
        others; at least 1. The rest of the part is taken out too.
    n_negatives : int, default=10
        How many products, drawn at random among those of which the subject loses nothing, follow each interest; at
        least 1.
    also_related : float, default=None
        In which share of the cases a member of the group (a group of the person) that has met the product loses it too,
        one at random; in [0, 1]. Where a group's activities are those of its members, each is recorded twice, and what
        is left in one place would tell of the other. The default is decided by the log, see Notes.
    rng : Generator
        Chance.

    Returns
    -------
    iterable of HeldOut
        Part after part; the same for the same log and generator, whatever the order of the subjects.

    Raises
    ------
    InvalidValueError
        When a parameter is out of its range.

    Notes
    -----
    Examples have to look like the pairs that will be asked for.

    Does what is related still have what the subject lacks? A log in which no member has what the group has not met says
    no: there a group's unknown interests are unknown of its members too, so with all that is held out a member's record
    goes (a share of 1). Where records of related subjects stand alone, unknown interests may be recorded there or not,
    and no log can say how often. So both are shown equally often (1/2), to learn what to make of either. Between
    these: with b records that stand alone in the log, and c more when the part is taken out, 1 − min(1, b / c) / 2.

    Examples
    --------
    >>> import numpy as np
    >>> from datetime import UTC, datetime
    >>> from buying_groups.activities import Activity
    >>> from buying_groups.intent import ActivityLog
    >>> from buying_groups.intent import hold_out
    >>> visits = [
    ...     Activity(person_id=person, activity_type=product, occurred_at=datetime(2026, 1, 1, tzinfo=UTC))
    ...     for person, product in [("Ann", "backup"), ("Ann", "storage"), ("Bob", "mail")]
    ... ]
    >>> log = ActivityLog.from_activities(visits, lambda visit: [visit.activity_type])
    >>> first, second = hold_out(log, subjects=["Ann"], n_splits=2, n_negatives=1, rng=np.random.default_rng(0))
    >>> first.pairs.tolist(), first.labels.tolist(), len(first.activities)
    ([['Ann', 'storage'], ['Ann', 'backup']], [1, 0], 2)
    """
    for name, value, least in (
        ("n_splits", n_splits, 2),
        ("n_per_subject", n_per_subject, 1),
        ("n_negatives", n_negatives, 1),
    ):
        if value < least:
            raise InvalidValueError(name, value, f"at least {least}")
    if also_related is not None and not 0 <= also_related <= 1:
        raise InvalidValueError("also_related", also_related, "in [0, 1]")
    return _parts(
        activities,
        Universe(activities, members, {"": dict.fromkeys(products, ())}),
        subjects,
        n_splits=n_splits,
        n_per_subject=n_per_subject,
        n_negatives=n_negatives,
        also_related=also_related,
        rng=rng,
    )


def _parts(
    activities: ActivityLog,
    universe: Universe,
    subjects: Iterable[Any],
    *,
    n_splits: int,
    n_per_subject: int,
    n_negatives: int,
    also_related: float | None,
    rng: np.random.Generator,
) -> Iterator[HeldOut]:
    m = universe.n_products
    products = np.append(universe.log_products, -1)[activities.product]
    subject = universe.log_subjects[activities.subject].astype(np.int64)
    cell = np.where(products < 0, -1, subject * m + products)
    met = _unique(cell[cell >= 0])
    chosen = np.zeros(universe.n_subjects, dtype=np.bool_)
    chosen[locate(encode(list(subjects), "subjects"), universe.subjects, "subjects")] = True
    mine = np.flatnonzero(chosen[subject] & (cell >= 0))
    mine = mine[np.lexsort((rng.random(len(mine)), subject[mine]))]
    part = (_places(subject[mine]) + subject[mine]) % n_splits  # also subjects with one activity are in different parts
    related = None if universe.members is None else (universe.members + universe.members.T).tocsr()
    for at in range(n_splits):
        rows = mine[part == at]
        stays = np.ones(len(cell), dtype=np.bool_)
        stays[rows] = False
        taken = _unique(cell[rows])
        if related is not None:
            share = also_related
            if share is None:
                before, after = (_lone(each, chosen, related, m) for each in (met, _unique(cell[stays & (cell >= 0)])))
                share = 1 - min(1.0, before / max(after - before, 1)) / 2
            also = taken[rng.random(len(taken)) < share]
            stays &= ~np.isin(cell, _of_one_related(also, related, met, m, rng))
        order = taken[np.lexsort((rng.random(len(taken)), taken // m))]
        examples = order[_places(order // m) < n_per_subject]
        keys = np.column_stack([examples, _drawn(examples // m, n_negatives, taken, m, rng)]).ravel()
        labels = np.tile(np.append(1, np.zeros(n_negatives, np.int64)), len(examples))
        right = (labels == 1) | ~np.isin(keys, taken)  # a subject that loses nearly all has fewer examples of none
        keys, labels = keys[right], labels[right]
        pairs = np.empty((len(keys), 2), dtype=object)
        pairs[:, 0] = np.array([*universe.subjects, None], dtype=object)[keys // m]
        pairs[:, 1] = np.array([*universe.products, None], dtype=object)[keys % m]
        yield HeldOut(activities=activities.take(stays), pairs=pairs, labels=labels)


def _lone(cells: NDArray[np.int64], chosen: NDArray[np.bool_], related: Any, n_products: int) -> int:
    """Return how many products have been met by somebody related to chosen subjects, but by none of these subjects."""
    met = sparse.csr_matrix(
        (np.ones(len(cells), np.float32), (cells // n_products, cells % n_products)), (len(chosen), n_products)
    )
    to_chosen = related @ sparse.diags(chosen.astype(np.float32))
    rows = np.flatnonzero(np.asarray(to_chosen.sum(axis=1)))
    theirs = met[rows] > 0
    both = theirs.multiply((to_chosen @ met)[rows] > 0)
    return int(theirs.nnz - both.nnz)


def _of_one_related(
    taken: NDArray[np.int64], related: Any, met: NDArray[np.int64], n_products: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return, for each cell, that of one of the related subjects which have met the product, where there are any."""
    whose = related[taken // n_products].tocoo()
    of, cells = whose.row.astype(np.int64), whose.col.astype(np.int64) * n_products + (taken % n_products)[whose.row]
    there = np.isin(cells, met)
    of, cells = of[there], cells[there]
    order = np.lexsort((rng.random(len(of)), of))
    result: NDArray[np.int64] = cells[order][starts_of(of[order])]
    return result


def _unique(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    cells = np.sort(cells)
    return cells[starts_of(cells)]


def _places(owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each thing among those of its owner, where these stand together."""
    starts = starts_of(owner)
    return np.arange(len(owner)) - np.repeat(starts, np.diff(np.append(starts, len(owner))))


def _drawn(
    subject: NDArray[np.int64], n_negatives: int, taken: NDArray[np.int64], n_products: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return cells of products that were drawn for the subjects, again where these lose them, up to a limit."""
    base = np.repeat(subject[:, None] * n_products, n_negatives, axis=1)
    drawn = base + rng.integers(n_products - 1, size=base.shape)
    for _ in range(_DRAWS):
        wrong = np.isin(drawn, taken)
        drawn[wrong] = base[wrong] + rng.integers(n_products - 1, size=int(wrong.sum()))
    return drawn
