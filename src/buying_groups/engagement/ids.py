"""
Ids as arrays: whole numbers or text, put into words of 64 bits so that they can be told apart quickly and exactly.

An id is a record of one or more words, and two ids are equal if and only if their records are. The record of a whole
number is that number. The record of a text holds the length in its first byte and then the text in UTF-8, with zeros
behind it. A text of more than 254 bytes, of which none is expected, is looked up in a dictionary instead, and its
record says which one it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np


if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


__all__ = ["Ids", "integers", "texts"]

_MIX = 0x9E3779B97F4A7C15  # the golden ratio's digits: odd, so that multiplying loses nothing, and without a pattern
_HALF = np.uint64(32)
_ALL = np.uint64(2**64 - 1)
_SIGN = np.uint64(1 << 63)
_FIRST = np.uint64(0xFF)  # where the first word of a text's record has the length
_LONG = 255  # in place of the length
_OF_SPACES = np.zeros(256, np.bool_)  # the bytes that begin a character which Python takes for space
_OF_SPACES[[chr(code).encode()[0] for code in range(0x3001) if chr(code).isspace()]] = True


class Ids:
    """
    Some ids.

    Parameters
    ----------
    words : sequence of array of uint64
        The first word of each record, the second, and so on; words behind a record's end are 0.
    long : dict of bytes to int or None
        The long texts with their numbers; ``None`` if ids are whole numbers.
    """

    def __init__(self, words: Sequence[NDArray[np.uint64]], long: dict[bytes, int] | None) -> None:
        self.words = words
        self.long = long

    def __len__(self) -> int:
        return len(self.words[0])

    def fingerprints(self) -> NDArray[np.uint64]:
        """Return 64 bits for each id, equal for equal ids, and different for most that differ."""
        mixed = np.zeros(len(self), np.uint64)
        factor = 1
        for word in self.words:
            factor = factor * _MIX % 2**64
            mixed += word * np.uint64(factor)  # nothing for a word behind the record's end
        mixed ^= mixed >> _HALF
        mixed *= np.uint64(_MIX)
        return mixed

    def records(self) -> NDArray[np.uint64]:
        """Return the records, one in each row."""
        return np.stack(self.words, axis=1)

    def differ(self, records: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which ids are not those of the records in the same places."""
        differ = np.zeros(len(self), np.bool_)
        for number in range(max(len(self.words), records.shape[1])):
            mine = self.words[number] if number < len(self.words) else np.uint64(0)
            other = records[:, number] if number < records.shape[1] else np.uint64(0)
            differ |= mine != other
        return differ

    def ascending(self) -> NDArray[np.int64]:
        """Return the rows in the order of their ids, which must all be different; text goes by its characters."""
        if self.long:
            every = self._texts(slice(None))
            return np.array(sorted(range(len(every)), key=every.__getitem__), np.int64)
        if self.long is None:
            keys = list(self.words)
        else:  # from the first character on, and what is only longer comes later
            keys = [(self.words[0] & ~_FIRST).byteswap(), *(word.byteswap() for word in self.words[1:])]
            keys.append(self.words[0] & _FIRST)
        order = np.empty(len(self), np.int64)
        rows, slots = np.arange(len(order)), np.arange(len(order))  # not in place yet, and the places that are free
        tie = np.zeros(len(order), np.int64)  # the same for rows that are equal so far
        for key in keys:
            word = key[rows]
            by = np.lexsort((word, tie)) if len(tie) and tie[0] != tie[-1] else np.argsort(word)
            rows, word, tie = rows[by], word[by], tie[by]
            new = np.ones(len(rows) + 1, np.bool_)
            new[1:-1] = (word[1:] != word[:-1]) | (tie[1:] != tie[:-1])
            alone = new[1:] & new[:-1]
            order[slots[alone]] = rows[alone]
            rows, slots, tie = rows[~alone], slots[~alone], np.cumsum(new[:-1], dtype=np.int64)[~alone]
        return order

    def blank(self) -> NDArray[np.int64]:
        """Return the rows whose id is blank text."""
        if self.long is None:
            return np.empty(0, np.int64)
        first = (self.words[0] >> np.uint64(8)).astype(np.uint8)
        rows = np.flatnonzero((self.words[0] == 0) | _OF_SPACES[first] | (self.words[0] & _FIRST == _LONG))
        return rows[[not text.decode().strip() for text in self._texts(rows)]] if len(rows) else rows

    def keys(self) -> list[tuple[int, ...]]:
        """Return the records as keys of a dictionary."""
        return [tuple(record) for record in self.records().tolist()]

    def _texts(self, rows: Any) -> list[bytes]:
        long = list(self.long or ())
        records = np.stack([word[rows] for word in self.words], axis=1).astype("<u8", copy=False)
        return [
            long[int.from_bytes(record[1:8], "little")] if record[0] == _LONG else record[1 : record[0] + 1]
            for record in map(np.ndarray.tobytes, records)
        ]


def integers(values: NDArray[Any]) -> Ids:
    """Return ids that are whole numbers of any type."""
    if values.dtype.kind == "u":
        return Ids([values.astype(np.uint64)], None)
    return Ids([values.astype(np.int64).view(np.uint64) ^ _SIGN], None)  # so that negative numbers come first


def texts(ends: NDArray[Any], data: NDArray[np.uint8], long: dict[bytes, int]) -> Ids:
    """
    Return ids that are text.

    Parameters
    ----------
    ends : array of int
        Where the first text begins, and where each ends.
    data : array of uint8
        The texts in UTF-8, one behind the other.
    long : dict of bytes to int
        The long texts that are known, to which others are added.
    """
    begin, size = int(ends[0]), int(ends[-1] - ends[0])
    buffer = np.empty(size + 9, np.uint8)  # a byte in front for the first length, and a word behind: all can be read
    buffer[:1], buffer[size + 1 :] = 0, 0
    buffer[1 : size + 1] = data[begin : begin + size]
    starts, lengths = ends[:-1].astype(np.int64) - begin, np.diff(ends).astype(np.int64)
    beyond = np.flatnonzero(lengths >= _LONG)
    numbers = [
        long.setdefault(buffer[1 + start : 1 + start + length].tobytes(), len(long))
        for start, length in zip(starts[beyond].tolist(), lengths[beyond].tolist(), strict=True)
    ]
    lengths[beyond] = 0
    words = _words(buffer, starts, lengths)
    words[0] |= lengths.view(np.uint64)
    words[0][beyond] = np.array(numbers, np.uint64) << np.uint64(8) | np.uint64(_LONG)
    return Ids(words, long)


def _words(
    buffer: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> list[NDArray[np.uint64]]:
    """
    Return the words of texts that begin one byte behind `starts`, with zeros in place of that byte and behind the end.
    """
    shortest, longest = int(lengths.min(initial=254)), int(lengths.max(initial=0))
    words: list[NDArray[np.uint64]] = []
    for place in range(0, longest + 1, 8):
        if shortest == longest:
            word = np.ndarray(starts.shape, "<u8", buffer, place, (longest,)).astype(np.uint64)
            word &= _ALL >> np.uint64(8 * max(place + 7 - longest, 0))
        else:
            reach = slice(None) if place <= shortest else np.flatnonzero(lengths >= place)
            behind = np.maximum(place + 7 - lengths[reach], 0)
            word = np.zeros(starts.shape, np.uint64)
            word[reach] = np.ndarray((len(buffer) - 7,), "<u8", buffer, 0, (1,))[starts[reach] + place]
            word[reach] &= _ALL >> (8 * behind).view(np.uint64)
        words.append(word)
    words[0] &= ~_FIRST
    return words
