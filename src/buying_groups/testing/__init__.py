"""
Testing: what this library's own tests are made of, for the tests of those who embed it.

It needs Hypothesis, which the library itself does not.
"""

from __future__ import annotations

from . import embedders, gateways, strategies, summaries


__all__ = ["embedders", "gateways", "strategies", "summaries"]
