"""
Narwhals: enters by this file where a whole module needs it, so that its absence is said in one way.
"""

from __future__ import annotations

from ._extras import of_an_extra


with of_an_extra():
    import narwhals.stable.v2 as nw


__all__ = ["nw"]
