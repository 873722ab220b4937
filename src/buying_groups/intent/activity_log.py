"""
Activity log: who did what for which product, and when, in columns that features are computed from.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from ..engagement.columns import frame_of
from ..errors import InvalidValueError
from .codes import Codes, column, encode, instants, numbers


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from ..activities import Activity


__all__ = ["ActivityLog", "microseconds"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PER_DAY = 86_400_000_000


def microseconds(moment: datetime) -> int:
    """Return a moment as microseconds since 1970, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ActivityLog:
    """
    Activities in columns, in an order of their own, so that the order in which they came changes no result.

    Make one with `from_table` or `from_activities`. It is never changed, so that copies of estimators share it.

    Attributes
    ----------
    subjects, people, products, activity_types, keywords : tuple
        The ids and names that occur, in their order; the columns below hold places in these.
    subject : ndarray of int32, shape (n_activities,)
        Whose activity it is: a person, a group or an account.
    person : ndarray of int32, shape (n_activities,)
        Who acted.
    product : ndarray of int32, shape (n_activities,)
        Which product it was for; −1 for none.
    activity_type : ndarray of int32, shape (n_activities,)
        What was done.
    occurred_at : ndarray of int64, shape (n_activities,)
        When, in microseconds since 1970 (UTC).
    weight : ndarray of float64, shape (n_activities,)
        How much it counts; at least 0.
    seniority : ndarray of float64, shape (n_activities,), or None
        How high the position of who acted stands; any finite numbers, more is higher.
    keyword : ndarray of int32, shape (n_mentions,)
        The keywords that the activities touched, activity by activity.
    keyword_count : ndarray of int64, shape (n_activities,)
        How many of them each activity touched.
    """

    subjects: tuple[Any, ...]
    people: tuple[Any, ...]
    products: tuple[Any, ...]
    activity_types: tuple[str, ...]
    keywords: tuple[str, ...]
    subject: NDArray[np.int32]
    person: NDArray[np.int32]
    product: NDArray[np.int32]
    activity_type: NDArray[np.int32]
    occurred_at: NDArray[np.int64]
    weight: NDArray[np.float64]
    seniority: NDArray[np.float64] | None
    keyword: NDArray[np.int32]
    keyword_count: NDArray[np.int64]

    @classmethod
    def from_table(
        cls,
        activities: Any,
        *,
        subject: str = "person_id",
        person: str = "person_id",
        product: str = "product",
        activity_type: str | None = "activity_type",
        occurred_at: str = "occurred_at",
        weight: str | None = None,
        seniority: str | None = None,
        keywords: str | None = None,
        separator: str = "|",
    ) -> ActivityLog:
        """
        Return the log of a table's rows.

        Needs the extra ``tables``. The table is of pandas, polars (in memory) or pyarrow, or of another library that
        Narwhals reads; it is not changed.

        Parameters
        ----------
        activities : table
            One row for each activity and product that it was for, in any order.
        subject, person : str
            Columns of whole numbers or text: whose activity it is (a person's, a group's, an account's), and who acted.
        product : str
            Column of whole numbers or text; null where an activity was for none.
        activity_type : str or None
            Column of text; ``None`` where all activities are of one type.
        occurred_at : str
            Column of instants with a time zone.
        weight : str or None
            Column of numbers, at least 0: how much an activity counts. By default each counts 1.
        seniority : str or None
            Column of finite numbers: how high the position of who acted stands.
        keywords : str or None
            Column of text: the keywords that an activity touched, joined by `separator`; empty or null for none.
        separator : str
            What joins keywords.

        Returns
        -------
        ActivityLog
            The same whatever the order of the rows.

        Raises
        ------
        MissingLibraryError
            When Narwhals or pyarrow is not installed.
        TableError
            When the table is lazy, lacks a column, has nulls or another type of column than it should.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> import polars as pl
        >>> from buying_groups.intent import ActivityLog
        >>> table = pl.DataFrame(
        ...     {
        ...         "person_id": ["Ann", "Bob"],
        ...         "product": ["backup", None],
        ...         "activity_type": ["page_views", "email_opened"],
        ...         "occurred_at": [datetime(2026, 1, 31, tzinfo=UTC)] * 2,
        ...     }
        ... )
        >>> ActivityLog.from_table(table)
        <ActivityLog: 2 activities, 2 subjects, 1 product>
        """
        frame = frame_of(activities, "activities")
        n = len(frame)
        subjects = encode(column(frame, subject, "activities"), subject)
        people = subjects if person == subject else encode(column(frame, person, "activities"), person)
        types = (
            Codes(("activity",), np.zeros(n, np.int32))
            if activity_type is None
            else encode(column(frame, activity_type, "activities"), activity_type)
        )
        return cls._ordered(
            subjects=subjects,
            people=people,
            products=encode(column(frame, product, "activities", nulls=True), product),
            types=types,
            occurred_at=instants(column(frame, occurred_at, "activities"), "activities"),
            weight=np.ones(n) if weight is None else numbers(column(frame, weight, "activities"), weight, least=0.0),
            seniority=None if seniority is None else numbers(column(frame, seniority, "activities"), seniority),
            mentions=None
            if keywords is None
            else _split(encode(column(frame, keywords, "activities", nulls=True), keywords), separator),
        )

    @classmethod
    def from_activities(
        cls,
        activities: Iterable[Activity],
        products_of: Callable[[Activity], Iterable[str]],
        *,
        weights: Mapping[str, float] | None = None,
        seniority_of: Callable[[str], float] | None = None,
    ) -> ActivityLog:
        """
        Return the log of activities; the subjects are the people.

        Parameters
        ----------
        activities : iterable of Activity
            The activities, in any order. An id that comes again counts once for each product.
        products_of : callable
            From an activity to the products that it was for; there may be none. The matching of content to a taxonomy
            is one.
        weights : mapping of str to float or None
            How much an activity of each type counts, at least 0; types that are not named count nothing. By default
            each counts 1.
        seniority_of : callable or None
            From a person's id to how high their position stands, as a finite number.

        Returns
        -------
        ActivityLog
            The same whatever the order of the activities. Keywords are those of the activities' content.

        Raises
        ------
        InvalidValueError
            When a weight is below 0 or not finite, or a seniority is not finite.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> from buying_groups.activities import Activity
        >>> from buying_groups.intent import ActivityLog
        >>> visit = Activity(person_id="Ann", activity_type="page_views", occurred_at=datetime(2026, 1, 31, tzinfo=UTC))
        >>> ActivityLog.from_activities([visit], lambda activity: ["backup"])
        <ActivityLog: 1 activity, 1 subject, 1 product>
        """
        rows: list[tuple[Activity, str | None]] = []
        seen: set[tuple[str, str | None]] = set()
        for activity in activities:
            products: list[str | None] = [*sorted(set(products_of(activity)))]
            for product in products or [None]:
                if activity.id is not None:
                    if (activity.id, product) in seen:
                        continue
                    seen.add((activity.id, product))
                rows.append((activity, product))
        of_type = [1.0 if weights is None else weights.get(activity.activity_type, 0.0) for activity, _ in rows]
        senior = None if seniority_of is None else [seniority_of(activity.person_id) for activity, _ in rows]
        people = encode([activity.person_id for activity, _ in rows], "person_id")
        return cls._ordered(
            subjects=people,
            people=people,
            products=encode([product for _, product in rows], "product"),
            types=encode([activity.activity_type for activity, _ in rows], "activity_type"),
            occurred_at=np.array([microseconds(activity.occurred_at) for activity, _ in rows], np.int64),
            weight=numbers(of_type, "weights", least=0.0),
            seniority=None if senior is None else numbers(senior, "seniority_of"),
            mentions=[activity.content.keywords if activity.content else () for activity, _ in rows],
        )

    @classmethod
    def _ordered(
        cls,
        *,
        subjects: Codes,
        people: Codes,
        products: Codes,
        types: Codes,
        occurred_at: NDArray[np.int64],
        weight: NDArray[np.float64],
        seniority: NDArray[np.float64] | None,
        mentions: list[tuple[str, ...]] | None,
    ) -> ActivityLog:
        count = np.zeros(len(weight), np.int64)
        said = Codes((), np.zeros(0, np.int32))
        if mentions is not None:
            count = np.fromiter(map(len, mentions), np.int64, len(mentions))
            said = encode(list(chain.from_iterable(mentions)), "keywords")
        log = cls(
            subjects=subjects.ids,
            people=people.ids,
            products=products.ids,
            activity_types=types.ids,
            keywords=said.ids,
            subject=subjects.codes,
            person=people.codes,
            product=products.codes,
            activity_type=types.codes,
            occurred_at=occurred_at,
            weight=weight,
            seniority=seniority,
            keyword=said.codes,
            keyword_count=count,
        )
        # Sums of floating-point numbers depend on the order of adding, so there is one order. What is alike in all of
        # these may still differ in seniority and keywords, of which no rounded sums are made across activities.
        return log.take(
            np.lexsort((log.weight, log.activity_type, log.occurred_at, log.person, log.product, log.subject))
        )

    def take(self, rows: NDArray[np.integer[Any]] | NDArray[np.bool_]) -> ActivityLog:
        """
        Return the log of some of the rows, by their places or a mask; the ids stay known.
        """
        keyword = self.keyword
        if len(keyword):
            ends = np.cumsum(self.keyword_count)
            counts = self.keyword_count[rows]
            starts = (ends - self.keyword_count)[rows]
            keyword = keyword[np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())]
        return attrs.evolve(
            self,
            subject=self.subject[rows],
            person=self.person[rows],
            product=self.product[rows],
            activity_type=self.activity_type[rows],
            occurred_at=self.occurred_at[rows],
            weight=self.weight[rows],
            seniority=None if self.seniority is None else self.seniority[rows],
            keyword=keyword,
            keyword_count=self.keyword_count[rows],
        )

    def before(self, as_of: datetime, history_days: float) -> ActivityLog:
        """
        Return the log of what occurred up to a moment, and less than so many days before it.
        """
        age = microseconds(as_of) - self.occurred_at
        return self.take((age >= 0) & (age < history_days * _PER_DAY))

    def ages(self, as_of: datetime) -> NDArray[np.float64]:
        """Return how many days before a moment each activity occurred, of shape (n_activities,)."""
        days: NDArray[np.float64] = (microseconds(as_of) - self.occurred_at) / _PER_DAY
        return days

    def __len__(self) -> int:
        return len(self.subject)

    def __repr__(self) -> str:
        counts = ((len(self), "activity"), (len(self.subjects), "subject"), (len(self.products), "product"))
        return f"<ActivityLog: {', '.join(_counted(count, noun) for count, noun in counts)}>"

    def __copy__(self) -> ActivityLog:
        return self

    def __deepcopy__(self, memo: object) -> ActivityLog:
        return self


def _counted(count: int, noun: str) -> str:
    many = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else many}"


def _split(joined: Codes, separator: str) -> list[tuple[str, ...]]:
    if not separator:
        raise InvalidValueError("separator", separator, "text that is not empty")
    words = [tuple(word for word in str(text).split(separator) if word) for text in joined.ids]
    words.append(())  # of null
    return [words[code] for code in joined.codes.tolist()]
