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

import math
from collections.abc import Mapping
from datetime import datetime

import attrs

from .._moments import as_of_moment
from .._notebooks import ShownInNotebooks
from .._reprs import brief
from .._validation import require_tenant
from ..engagement.scoring import EngagementScores, score_tenant
from ..tenant import Tenant
from .changes import Trend, dispersion, judge, require_rate, window_ends
from .columns import Columns, as_columns, fields_of


__all__ = ["AccountTrend", "AccountTrends", "account_trends", "trends_rule"]


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
class AccountTrends(ShownInNotebooks):
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
        return trends_rule(self.window_days, self.false_discovery_rate, self.dispersion, has_baseline=self.has_baseline)

    def columns(self) -> Columns:
        """Return the rows as columns, for a data frame."""
        return as_columns(self.rows, fields_of(AccountTrend))


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
    require_rate(false_discovery_rate)
    require_tenant(tenant)
    as_of = as_of_moment(as_of)
    days = tenant.active_weighting_model.look_back_days
    before, baseline = window_ends(as_of, days)
    earlier, recent = (_windows(score_tenant(tenant, as_of=moment)) for moment in (before, as_of))
    pairs = [(earlier.get(id, _NOTHING)[0], recent.get(id, _NOTHING)[0]) for id in sorted({*earlier, *recent})]
    has_baseline = any(activity.occurred_at <= baseline for activity in tenant.activities)
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
                p_value=None,
                adjusted_p_value=None,
            )
        )
    changes = [(row.earlier_days, row.recent_days) for row in rows]
    judged = [
        attrs.evolve(row, trend=change.trend, p_value=change.p_value, adjusted_p_value=change.adjusted_p_value)
        for row, change in zip(rows, judge(changes, ratio if has_baseline else None, false_discovery_rate), strict=True)
    ]
    return AccountTrends(
        as_of=as_of,
        window_days=days,
        false_discovery_rate=float(false_discovery_rate),
        dispersion=ratio,
        has_baseline=has_baseline,
        rows=tuple(sorted(judged, key=lambda row: (row.p_value is None, row.p_value or 0.0))),
    )


_NOTHING = (0, 0.0)


def _windows(scores: EngagementScores) -> Mapping[str, tuple[int, float]]:
    return {person.person_id: (len({part.day for part in person.parts}), person.raw) for person in scores.people}


def trends_rule(window_days: int, false_discovery_rate: float, dispersion: float, *, has_baseline: bool) -> str:
    """Return what surging and at risk are, in words."""
    if not has_baseline:
        return (
            f"No account is compared: the tenant's activities do not reach back over two windows of {window_days} days."
        )
    return (
        f"Active days (a person and a day) in the last {window_days} days against the {window_days} days before, by "
        f"account. Surging has more, at risk has fewer, by more than chance: a two-sided test that lets active days "
        f"vary {dispersion:.1f} times as much as independent events, as people's do in this tenant, with false "
        f"discoveries over all accounts controlled at {100 * false_discovery_rate:g} %."
    )
