"""
Account trends: which accounts are surging or at risk, told apart from chance.

Two windows of the same length are compared, the look-back of the weighting model and the one before: an account is its
own baseline. What is counted is active days: pairs of a person and a day on which that person did something that
counts. A day on which somebody views forty pages is one.

Active days still come in bursts: somebody evaluates for two weeks, and then is away. A test for independent events
would take such bursts for news. So the model is over-dispersed: the difference between the windows has the variance
``dispersion · active days``, where the dispersion is estimated from all people of the tenant::

    dispersion = Σ (recent - earlier)² / Σ (recent + earlier), at least 1

over people, with an account's days then divided between the windows by a beta-binomial distribution of that variance
and mean one half (a binomial one where the dispersion is 1). The p-value is two-sided, and false discoveries are
controlled over all accounts with any active day by the procedure of Benjamini and Hochberg.

What this assumes: people act independently of each other, so that an account's event for everybody counts as news,
which it is; the dispersion is the same for all; and nothing moves the whole tenant, as a holiday does, which appears as
many accounts at risk. Real changes raise the dispersion, too, so that the test errs towards finding less.
"""
# scipy has no types.
# mypy: disable-error-code="import-untyped"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import enum
import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from .._moments import as_of_moment, days_before
from .._reprs import brief
from .._validation import require_tenant
from ..engagement.scoring import EngagementScores, score_tenant
from ..errors import InvalidValueError
from ..tenant import Tenant


__all__ = ["AccountTrend", "AccountTrends", "Trend", "account_trends"]


class Trend(enum.StrEnum):
    """
    Where the engagement of an account goes.
    """

    SURGING = "surging"
    AT_RISK = "at_risk"
    WITHIN_CHANCE = "within_chance"
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True, field_transformer=brief)
class AccountTrend:
    """
    The change of one account's engagement between two windows.

    Attributes
    ----------
    account_id, name : str
        Id and name of the account.
    trend : Trend
        Surging or at risk where the change is more than chance; within chance where it may be none; unknown where there
        is nothing to compare.
    earlier_days, recent_days : int
        Active days in the windows: pairs of a person and a calendar day in the tenant's time zone.
    earlier_raw, recent_raw : float
        Σ capped count × weight in the windows, over the account's people: raw engagement, which no scale moves.
    p_value : float or None
        Probability of a change at least as large by chance, in [0, 1]; ``None`` where nothing is compared.
    adjusted_p_value : float or None
        The same after Benjamini and Hochberg, to be compared with the false discovery rate.
    """

    account_id: str
    name: str
    trend: Trend
    earlier_days: int
    recent_days: int
    earlier_raw: float
    recent_raw: float
    p_value: float | None
    adjusted_p_value: float | None

    @property
    def explanation(self) -> str:
        """The same in words."""
        change = f"{self.earlier_days} active days before, {self.recent_days} now"
        if self.adjusted_p_value is None:
            return f"{change}: nothing to compare"
        return f"{change}: {self.trend.value.replace('_', ' ')} (adjusted p {self.adjusted_p_value:.2g})"


@attrs.frozen(kw_only=True, field_transformer=brief)
class AccountTrends:
    """
    The changes of all accounts' engagement between two windows.

    Attributes
    ----------
    as_of : datetime
        The end of the recent window.
    window_days : int
        The length of either window, in days of 24 hours.
    false_discovery_rate : float
        The share of false ones among those called surging or at risk that is allowed, in expectation.
    dispersion : float
        How many times more than chance the active days of people vary between the windows; at least 1.
    has_baseline : bool
        Whether the tenant's activities reach back to the first 24 hours of the earlier window, or further. Where they
        do not, no account has a baseline and all are unknown.
    rows : tuple of AccountTrend
        One for each account: the lowest p-value first, unknown ones last; then by name and id.
    """

    as_of: datetime
    window_days: int
    false_discovery_rate: float
    dispersion: float
    has_baseline: bool
    rows: tuple[AccountTrend, ...]

    @property
    def surging(self) -> tuple[AccountTrend, ...]:
        """The accounts with more engagement than before, beyond chance."""
        return tuple(row for row in self.rows if row.trend is Trend.SURGING)

    @property
    def at_risk(self) -> tuple[AccountTrend, ...]:
        """The accounts with less engagement than before, beyond chance."""
        return tuple(row for row in self.rows if row.trend is Trend.AT_RISK)

    @property
    def rule(self) -> str:
        """What surging and at risk are, in words."""
        if not self.has_baseline:
            return (
                f"No account is compared: the tenant's activities do not reach back over two windows of "
                f"{self.window_days} days."
            )
        return (
            f"Active days (a person and a day) in the last {self.window_days} days against the {self.window_days} days "
            f"before, by account. Surging has more, at risk has fewer, by more than chance: a two-sided test that lets "
            f"active days vary {self.dispersion:.1f} times as much as independent events, as people's do in this "
            f"tenant, with false discoveries over all accounts controlled at {100 * self.false_discovery_rate:g} %."
        )


def account_trends(tenant: Tenant, *, as_of: datetime, false_discovery_rate: float = 0.1) -> AccountTrends:
    """
    Return which accounts are surging or at risk, by the change of engagement between two windows.

    Parameters
    ----------
    tenant : Tenant
        The whole tenant. All people of an account count, in a group or not.
    as_of : datetime
        The end of the recent window, time-zone aware. Later activities do not exist yet.
    false_discovery_rate : float
        The share of false ones among those called surging or at risk that is allowed, in expectation; in (0, 1).

    Returns
    -------
    AccountTrends
        A row for each account; `AccountTrends.rule` says in words what they are.

    Raises
    ------
    InvalidValueError
        When `as_of` or `false_discovery_rate` is not valid, or the calendar does not reach back over two windows.
    ConflictingActivityError
        When an activity id comes back with another person, type or time.

    Notes
    -----
    The opening of this module says what is tested, and what that assumes. How often it is wrong, asked for a false
    discovery rate of 0.1 (``benchmarks/account_trends.py 500``): on the library's sample with everybody's windows
    swapped at random, 0.010 and 0.036 at two moments, where a binomial test of the same active days has 0.89 and
    0.37; on simulated tenants of 300 accounts 0.130 where none changed (a little above what is asked for, since
    people's bursts are not all alike) and 0.052 where a fifth changed five-fold, of which it finds 0.19.

    An account whose active days, in both windows together, are not above the dispersion has less than one burst to be
    told by: its p-value is 1.

    References
    ----------
    Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57
    (1995), 289-300. P. McCullagh and J. A. Nelder, "Generalized Linear Models", 2nd edition (1989), section 4.5, for
    the dispersion.

    Examples
    --------
    >>> from datetime import UTC
    >>> account_trends(Tenant(name="Empty"), as_of=datetime(2026, 1, 31, tzinfo=UTC)).rule
    "No account is compared: the tenant's activities do not reach back over two windows of 30 days."
    """
    if not 0 < false_discovery_rate < 1:
        raise InvalidValueError("false_discovery_rate", false_discovery_rate, "above 0 and below 1")
    require_tenant(tenant)
    as_of = as_of_moment(as_of)
    days = tenant.active_weighting_model.look_back_days
    before = days_before(as_of, days, "look_back_days")
    start = days_before(before, days, "look_back_days")
    earlier, recent = (_windows(score_tenant(tenant, as_of=moment)) for moment in (before, as_of))
    pairs = [(earlier.get(id, _NOTHING)[0], recent.get(id, _NOTHING)[0]) for id in sorted({*earlier, *recent})]
    has_baseline = any(activity.occurred_at <= start + timedelta(days=1) for activity in tenant.activities)
    ratio = dispersion(pairs)

    rows: list[AccountTrend] = []
    for account in sorted(tenant.accounts, key=lambda account: (account.name.casefold(), account.id)):
        people = [person.id for person in tenant.people if person.account_id == account.id]
        then, now = ([each.get(id, _NOTHING) for id in people] for each in (earlier, recent))
        one, other = sum(found for found, _ in then), sum(found for found, _ in now)
        rows.append(
            AccountTrend(
                account_id=account.id,
                name=account.name,
                trend=Trend.UNKNOWN,
                earlier_days=one,
                recent_days=other,
                earlier_raw=math.fsum(raw for _, raw in then),
                recent_raw=math.fsum(raw for _, raw in now),
                p_value=change_p_value(one, other, ratio) if has_baseline and one + other else None,
                adjusted_p_value=None,
            )
        )
    return AccountTrends(
        as_of=as_of,
        window_days=days,
        false_discovery_rate=float(false_discovery_rate),
        dispersion=ratio,
        has_baseline=has_baseline,
        rows=_judged(rows, false_discovery_rate),
    )


_NOTHING = (0, 0.0)
_NEARLY_ONE = 1.0001  # nearer to 1, the beta-binomial distribution is the binomial one, but loses its digits


def _windows(scores: EngagementScores) -> Mapping[str, tuple[int, float]]:
    return {person.person_id: (len({part.day for part in person.parts}), person.raw) for person in scores.people}


def dispersion(pairs: Sequence[tuple[int, int]]) -> float:
    """
    Return how many times more than chance people's counts vary between two windows; at least 1.

    Examples
    --------
    >>> dispersion([(0, 6), (4, 0), (1, 1)])
    4.333333333333333
    """
    total = sum(one + other for one, other in pairs)
    return max(1.0, sum((one - other) ** 2 for one, other in pairs) / total) if total else 1.0


def change_p_value(one: int, other: int, ratio: float) -> float:
    """
    Return the two-sided p-value of two counts of one rate that vary `ratio` times more than chance.

    Parameters
    ----------
    one, other : int
        The counts; one of them at least is above 0.
    ratio : float
        The dispersion; at least 1.

    Examples
    --------
    >>> change_p_value(1, 9, 1.0)
    0.021484375
    >>> round(change_p_value(1, 9, 3.0), 3)
    0.241
    """
    from scipy.stats import betabinom, binom  # noqa: PLC0415 - heavy, and needed by few

    # Counts of one rate are as likely this way round as the other, and small probabilities are exact at the lower end.
    total, smaller = one + other, min(one, other)
    if ratio < _NEARLY_ONE:
        tail = float(binom.cdf(smaller, total, 0.5))
    elif total <= ratio:
        return 1.0
    else:
        shape = (total - ratio) / (ratio - 1) / 2  # the variance is then ratio · total / 4
        tail = float(betabinom.cdf(smaller, total, shape, shape))
    return min(1.0, 2 * tail)


def _judged(rows: list[AccountTrend], rate: float) -> tuple[AccountTrend, ...]:
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - heavy, and needed by few

    found = [(row, row.p_value) for row in rows if row.p_value is not None]
    adjusted = false_discovery_control([p_value for _, p_value in found]).tolist() if found else []
    judged = [
        attrs.evolve(row, trend=_trend(row, p_value, rate), adjusted_p_value=p_value)
        for (row, _), p_value in zip(found, adjusted, strict=True)
    ]
    judged.sort(key=lambda row: row.p_value or 0.0)
    return (*judged, *(row for row in rows if row.p_value is None))


def _trend(row: AccountTrend, adjusted_p_value: float, rate: float) -> Trend:
    if adjusted_p_value > rate:
        return Trend.WITHIN_CHANCE
    return Trend.SURGING if row.recent_days > row.earlier_days else Trend.AT_RISK
