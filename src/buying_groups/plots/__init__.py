"""
Plots: scores, groups and insights as pictures, by the convention of scikit-learn's displays.

Every class method ``from_…`` computes and plots; what was drawn is in the display's attributes, and `plot` draws it
again, on axes of the caller's. Needs the extra ``plots``; Matplotlib is imported when something is plotted.
"""

from .account_trends import AccountTrendsDisplay
from .contacts import ContactCoverageDisplay, ContactOverlapDisplay
from .display import Display
from .distributions import ScoreDistributionsDisplay
from .engagement import EngagementOverTimeDisplay
from .over_time import RolesOverTimeDisplay
from .reliability import IntentReliabilityDisplay
from .stages import GroupsByStageDisplay, StageFlowDisplay, StageTransition
from .standings import HighlightsDisplay
from .waterfall import ScorePart, ScoreWaterfallDisplay


__all__ = [
    "AccountTrendsDisplay",
    "ContactCoverageDisplay",
    "ContactOverlapDisplay",
    "Display",
    "EngagementOverTimeDisplay",
    "GroupsByStageDisplay",
    "HighlightsDisplay",
    "IntentReliabilityDisplay",
    "RolesOverTimeDisplay",
    "ScoreDistributionsDisplay",
    "ScorePart",
    "ScoreWaterfallDisplay",
    "StageFlowDisplay",
    "StageTransition",
]
