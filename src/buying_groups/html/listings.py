"""
Listings: results that are facts and tables. Of very many rows the first are shown, and how many more there are.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import attrs
from htpy import Node, fragment, p, section

from .elements import facts, heading, plural, shown, table
from .piece import Piece


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


__all__ = ["MOST_ROWS", "Listing", "listing"]

MOST_ROWS = 100  # a notebook keeps its outputs; whoever wants them all has the value


@attrs.frozen
class Listing:
    """
    One table of a result.

    Attributes
    ----------
    title : str
        What it shows; the heading, but for a result of one table without one.
    head : sequence of str
        The names of the columns; the first names the row.
    rows : iterable of sequence of Node
        The cells.
    width : int or None
        The least width in pixels, as that of `table`.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Node]]
    width: int | None = None

    def to_node(self, depth: int) -> Node:
        """Return the table under its heading; that there is nothing, if so."""
        rows = list(self.rows)
        more = len(rows) - MOST_ROWS
        return [
            heading(self.title, depth),
            table(self.title, self.head, islice(rows, MOST_ROWS), width=self.width) if rows else p["None."],
            more > 0 and p(".buying-part.buying-muted")[f"{plural(more, 'more row')}, not shown."],
        ]


def listing(
    depth: int,
    *listings: Listing,
    title: str,
    subtitle: Node = None,
    known: Sequence[tuple[str, Node]] = (),
    rule: str | None = None,
) -> Piece:
    """
    Return a result as what is known of it, tables, and the rule by which they were made.

    Parameters
    ----------
    depth : int
        The level of the title's heading.
    *listings : Listing
        The tables.
    title : str
        What it is.
    subtitle : Node
        What belongs below the title.
    known : sequence of tuple of str and Node
        Facts, by name.
    rule : str or None
        What the rows are, in words.
    """
    return Piece(
        title=title,
        subtitle=subtitle,
        content=fragment[
            bool(rule) and p(".buying-part.buying-muted")[shown(rule)],
            bool(known) and section[facts(known)],
            (section[each.to_node(depth + 1)] for each in listings),
        ],
    )
