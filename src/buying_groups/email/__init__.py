"""
Email: who gets an approved email, who does not and why, and sending it once.

`plan_email` gives a value that says before anything happens who gets the email. `send` carries it out through an
`EmailGateway`, the port to whatever delivers; what became of each person is in its result.
"""

from .approved import ApprovedEmail
from .gateway import (
    AsyncEmailGateway,
    AsyncRecordDelivery,
    Delivery,
    DeliveryRecord,
    DeliveryReply,
    DeliveryStatus,
    EmailGateway,
    RecordDelivery,
)
from .plan import EmailPlan, Recipient, SkippedPerson, SkipReason, plan_email
from .sending import EmailResult, send, send_async


__all__ = [
    "ApprovedEmail",
    "AsyncEmailGateway",
    "AsyncRecordDelivery",
    "Delivery",
    "DeliveryRecord",
    "DeliveryReply",
    "DeliveryStatus",
    "EmailGateway",
    "EmailPlan",
    "EmailResult",
    "Recipient",
    "RecordDelivery",
    "SkipReason",
    "SkippedPerson",
    "plan_email",
    "send",
    "send_async",
]
