"""
Publication: drafts change freely, what is live never changes.
"""

import enum

from .errors import StatusError


__all__ = ["PublicationStatus"]


class PublicationStatus(enum.StrEnum):
    """
    Where a roles template or a stage model stands.
    """

    DRAFT = "draft"
    LIVE = "live"


def require_draft(what: str, status: PublicationStatus, operation: str) -> None:
    """Raise `StatusError` unless the status is draft."""
    if status is not PublicationStatus.DRAFT:
        raise StatusError(what, status.value, operation, "duplicate it and change the draft")


def require_live(what: str, status: PublicationStatus, operation: str) -> None:
    """Raise `StatusError` unless the status is live."""
    if status is not PublicationStatus.LIVE:
        raise StatusError(what, status.value, operation, "publish it first")
