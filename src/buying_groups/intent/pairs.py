"""
Pairs: the (subject, product) pairs, and the moments, that features are asked for.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from .._moments import as_of_moment
from ..engagement.columns import frame_of
from ..errors import InvalidValueError
from .activity_log import microseconds
from .codes import Codes, column, encode, instants


if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


__all__ = ["COLUMNS", "Pairs"]

COLUMNS = ("subject", "product", "as_of")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXPECTED = "pairs of subject and product, with as_of as a third column or as the parameter of that name"


@attrs.frozen(kw_only=True, eq=False)
class Pairs:
    """
    Pairs, coded.

    Attributes
    ----------
    subject, product : Codes
        Of each pair.
    moments : tuple of datetime
        The moments that occur, ascending.
    moment : ndarray of int32, shape (n_pairs,)
        The place of each pair's moment in `moments`.
    names : tuple of str or None
        The names of the columns, where they have some.
    n_columns : int
        2 or 3.
    """

    subject: Codes
    product: Codes
    moments: tuple[datetime, ...]
    moment: NDArray[np.int32]
    names: tuple[str, ...] | None
    n_columns: int

    @classmethod
    def read(cls, X: Any, as_of: datetime | None) -> Pairs:  # noqa: N803 - scikit-learn's name
        """
        Return the pairs of a frame with the columns ``subject``, ``product``, ``as_of``, or of an array in that order.

        Raises
        ------
        InvalidValueError
            When they are not pairs, or the moment is missing or has no time zone.
        TableError
            When a frame lacks a column, or has nulls.
        """
        if hasattr(X, "columns") or hasattr(X, "column_names"):
            return cls._of_frame(X, as_of)
        array = X if isinstance(X, np.ndarray) else _objects(X)
        if array.ndim != 2 or array.shape[1] not in (2, 3):  # noqa: PLR2004 - subject and product, and as_of
            raise InvalidValueError("X", f"an array of shape {array.shape}", _EXPECTED)
        columns = [array[:, at] if array.dtype != object else array[:, at].tolist() for at in range(array.shape[1])]
        for name, values in zip(COLUMNS, columns, strict=False):
            if any(value is None for value in values):
                raise InvalidValueError(f"{name} of X", None, "there in each row")
        times = Codes((), np.zeros(0, np.int32))
        if len(columns) == len(COLUMNS):
            places: dict[Any, int] = {}
            codes = [places.setdefault(value, len(places)) for value in columns[2]]
            found = np.array([microseconds(as_of_moment(value, "as_of of X")) for value in places], np.int64)
            unique, inverse = np.unique(found, return_inverse=True)
            times = Codes(tuple(unique.tolist()), inverse[codes].astype(np.int32))
        return cls._made(encode(columns[0], "subject of X"), encode(columns[1], "product of X"), times, as_of, None)

    @classmethod
    def _of_frame(cls, X: Any, as_of: datetime | None) -> Pairs:  # noqa: N803
        frame = frame_of(X, "X")
        there = tuple(frame.columns)
        if set(there) - set(COLUMNS):
            raise InvalidValueError("X", f"a frame with the columns {', '.join(there)}", _EXPECTED)
        subject, product = (encode(column(frame, name, "X"), name) for name in COLUMNS[:2])
        times = Codes((), np.zeros(0, np.int32))
        if COLUMNS[2] in there:
            found = instants(column(frame, COLUMNS[2], "X"), "X")
            unique, inverse = np.unique(found, return_inverse=True)
            times = Codes(tuple(unique.tolist()), inverse.astype(np.int32))
        return cls._made(subject, product, times, as_of, there)

    @classmethod
    def _made(
        cls, subject: Codes, product: Codes, times: Codes, as_of: datetime | None, names: tuple[str, ...] | None
    ) -> Pairs:
        if times.ids or (names is not None and COLUMNS[2] in names):
            moments = tuple(_EPOCH + timedelta(microseconds=value) for value in times.ids)
            return cls(subject=subject, product=product, moments=moments, moment=times.codes, names=names, n_columns=3)
        if as_of is None:
            raise InvalidValueError("as_of", None, "a datetime with a time zone, since X has no such column")
        moments, moment = (as_of_moment(as_of),), np.zeros(len(subject.codes), np.int32)
        return cls(subject=subject, product=product, moments=moments, moment=moment, names=names, n_columns=2)

    def __len__(self) -> int:
        return len(self.moment)

    def by_moment(self) -> Iterator[tuple[datetime, NDArray[np.int64]]]:
        """Yield each moment, with the places of its pairs."""
        for at, moment in enumerate(self.moments):
            yield moment, np.flatnonzero(self.moment == at)


def _objects(X: Any) -> NDArray[Any]:  # noqa: N803
    rows = [tuple(row) for row in X]
    width = len(rows[0]) if rows else 2
    if any(len(row) != width for row in rows):
        raise InvalidValueError("X", X, _EXPECTED)
    array = np.empty((len(rows), width), dtype=object)
    for at, row in enumerate(rows):
        array[at] = row
    return array
