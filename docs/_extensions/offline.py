"""
The site works without a network: a page that loads anything from another host is a warning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx.util import logging


if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


# What a browser fetches by itself, unlike a link, which a reader follows.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*\b(?:src|data|srcset)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b(?![^>]*rel=["'](?:canonical|next|prev|search|index|author)["'])[^>]*\bhref\s*=\s*["']?((?:https?:)?//[^"'\s>]+)"""
    r"""|(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)"""
)

logger = logging.getLogger(__name__)


def loads_from_elsewhere(path: Path) -> list[str]:
    """Return the addresses on other hosts from which a page or a style sheet loads something."""
    text = path.read_text(encoding="utf-8")
    return sorted({next(filter(None, found)) for found in LOADED.findall(text)})


def _check(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html":
        for path in sorted(app.outdir.rglob("*")):
            if path.suffix in {".css", ".html"}:
                for address in loads_from_elsewhere(path):
                    logger.warning("%s loads %s", path.relative_to(app.outdir), address)


def setup(app: Sphinx) -> dict[str, Any]:
    """Look at every page after it was written."""
    app.connect("build-finished", _check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
