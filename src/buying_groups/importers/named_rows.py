"""
Rows with names: names are compared by their letters and digits alone, for no two systems spell them alike.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .rows import Cell, Row, is_empty, step


if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["PERSON_FIELDS", "PERSON_FLAGS", "NamedRow", "letters"]

_MARK_MISREAD = "ï»¿"  # a byte-order mark, read as if it were Latin-1

PERSON_FIELDS = {
    "first_name": ("firstName",),
    "last_name": ("lastName",),
    "job_title": ("title", "jobTitle"),
    "email": ("email", "emailAddress"),
    "phone": ("phone", "phoneNumber"),
    "mobile_phone": ("mobilePhone", "mobilePhoneNumber"),
    "city": ("city",),
    "state": ("state",),
    "postal_code": ("postalCode",),
    "country": ("country",),
    "inferred_state_region": ("inferredStateRegion",),
}
PERSON_FLAGS = {
    "unsubscribed": ("unsubscribed",),
    "marketing_suspended": ("marketingSuspended",),
    "email_invalid": ("emailInvalid",),
    "email_suspended": ("emailSuspended",),
}


class NamedRow(Row):
    """
    A row whose values are found under their names, however these are spelled.
    """

    def __init__(self, given: Mapping[Any, Any]) -> None:
        super().__init__(given)
        self._cells: dict[str, Cell] = {}
        self.hold_all("$", given)

    def find(self, name: str) -> Cell | None:
        """Return what the row holds under a name, however it is spelled."""
        return self._cells.get(letters(name))

    def place(self, name: str) -> str:
        """Return the path at which a name is expected."""
        return step("$", name)

    def hold_all(self, path: str, values: Mapping[Any, Any]) -> None:
        """Hold values under their names."""
        for name, value in values.items():
            if isinstance(name, str):
                self.hold(name, Cell(step(path, name.lstrip("\ufeff")), value))
            else:  # csv.DictReader puts what is beyond the last column under None
                self.refuse(path, "must have a name for every value: is there more in the row than it has columns?")

    def hold(self, name: str, cell: Cell) -> None:
        """Hold one value; of two under the same name, the first that is not empty."""
        known = self._cells.get(letters(name))
        if known is None or is_empty(known.value):
            self._cells[letters(name)] = cell


@lru_cache(maxsize=4096)
def letters(name: str) -> str:
    """Return a name's letters and digits, in lower case."""
    return "".join(filter(str.isalnum, name.removeprefix(_MARK_MISREAD))).casefold()
