"""
Plots: scores, groups and insights as pictures, by the convention of scikit-learn's displays.

Every class method ``from_…`` computes and plots; what was drawn is in the display's attributes, and `plot` draws it
again, on axes of the caller's. Needs the extra ``plots``; Matplotlib is imported when something is plotted.
"""

from .contacts import ContactCoverageDisplay
from .display import Display
from .distributions import ScoreDistributionsDisplay
from .engagement import EngagementOverTimeDisplay
from .reliability import IntentReliabilityDisplay
from .waterfall import ScorePart, ScoreWaterfallDisplay


__all__ = [
    "ContactCoverageDisplay",
    "Display",
    "EngagementOverTimeDisplay",
    "IntentReliabilityDisplay",
    "ScoreDistributionsDisplay",
    "ScorePart",
    "ScoreWaterfallDisplay",
]
