"""
Ids become numbers: exactly, whatever they are and however their fingerprints fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ways import pa

from buying_groups.engagement.columns import IdColumn, Numbered, number
from buying_groups.engagement.identities import alike
from buying_groups.engagement.ids import Ids, integers
from buying_groups.engagement.table_counting import each_piece


if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


# Texts that are alike but not the same: one begins as the other, zero bytes at the end, lengths around words and
# limits.
TEXTS = st.one_of(
    st.text(),
    st.tuples(st.integers(0, 300).map("x".__mul__), st.sampled_from(["", "\0", "\0\0", "y", "é"])).map("".join),
    st.sampled_from(["", "a", "a\0", "b", "ab", "\uffff", "\U0001f600", "\ue000"]),
)
INTEGERS = st.one_of(st.integers(-5, 40), st.integers(-(2**63), 2**63 - 1))


def series(values: list[Any], kind: Any) -> Any:
    """Return a column, in two chunks."""
    half = len(values) // 2
    chunks = [pa.array(values[:half], kind), pa.array(values[half:], kind)]
    return nw.from_native(pa.chunked_array(chunks), series_only=True).alias("id")


def numbered(*columns: Any) -> Numbered:
    """Return columns whose ids are numbered."""
    return number(columns, ["activities", "members"][: len(columns)], each_piece("ids", None))


def assert_identified(columns: list[list[Any]], kind: Any) -> None:
    """Check that equal ids have equal numbers, others others, that every number's id is found, and their order."""
    found = numbered(*(series(values, kind) for values in columns))
    identities = found.identities
    every = [value for values in columns for value in values]
    codes = np.concatenate(identities.codes).tolist()
    used = sorted(set(codes))
    assert [codes.index(code) for code in codes] == [every.index(value) for value in every]
    assert found.values(np.array(used, np.int64)).to_list() == [every[codes.index(code)] for code in used]
    in_order = identities.order[identities.rows[identities.order] >= 0]
    assert found.values(in_order).to_list() == sorted(set(every))
    assert identities.order[identities.rank].tolist() == list(range(len(identities.rows)))


def all_alike(ids: Ids) -> NDArray[np.uint64]:
    """Return the same for every id."""
    return np.zeros(len(ids), np.uint64)


def few_different(ids: Ids) -> NDArray[np.uint64]:
    """Return one of four numbers for each id."""
    return (ids.words[0] & np.uint64(3)) << np.uint64(62)


KINDS = [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]


class TestExact:
    """
    "Fingerprints decide how long it takes, never what comes out."
    """

    @pytest.mark.parametrize("kind", KINDS, ids=str)
    @given(columns=st.lists(st.lists(TEXTS.filter(str.strip)), min_size=1, max_size=2))
    def test_text(self, kind: Any, columns: list[list[str]]) -> None:
        """Any text is an id."""
        assert_identified(columns, kind)

    @pytest.mark.parametrize("kind", [pa.int64(), pa.dictionary(pa.int32(), pa.int64())], ids=str)
    @given(columns=st.lists(st.lists(INTEGERS), min_size=1, max_size=2))
    @example(columns=[[-(2**63)], [2**63 - 1]])
    @example(columns=[[-128, 127], [0]])
    def test_integers(self, kind: Any, columns: list[list[int]]) -> None:
        """Any whole number is an id, near to others or far from them."""
        assert_identified(columns, kind)

    @pytest.mark.parametrize(
        ("kind", "values"),
        [
            pytest.param(pa.int8(), [-128, 127, 0, 127], id="int8"),
            pytest.param(pa.uint64(), [2**64 - 1, 0, 2**63, 2**64 - 1], id="uint64-far"),
            pytest.param(pa.uint64(), [2**64 - 1, 2**64 - 2, 2**64 - 1], id="uint64-near"),
        ],
    )
    def test_widths(self, kind: Any, values: list[int]) -> None:
        """No type of numbers overflows."""
        assert_identified([values, values[1:]], kind)

    @pytest.mark.parametrize("mixed", [all_alike, few_different])
    @given(columns=st.lists(st.lists(TEXTS.filter(str.strip)), min_size=1, max_size=2))
    def test_colliding_fingerprints(self, mixed: Callable[[Ids], NDArray[np.uint64]], columns: list[list[str]]) -> None:
        """Where all fingerprints are equal, or many, ids are told apart all the same."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Ids, "fingerprints", mixed)
            assert_identified(columns, pa.string())
            assert_identified([[len(text) * 10**12 for text in texts] for texts in columns], pa.int64())

    def test_unused_entries_of_a_dictionary(self) -> None:
        """Categories that nobody has are no ids, even blank or missing ones; the same category twice is one."""
        entries = pa.array(["b", " ", None, "a", "b"])
        column = pa.DictionaryArray.from_arrays(pa.array([4, 3, 0], pa.int8()), entries)
        found = numbered(nw.from_native(pa.chunked_array([column]), series_only=True).alias("id"))
        assert len(found.identities.rows) == 2
        assert found.values(found.identities.order).to_list() == ["a", "b"]


class TestAlike:
    """
    "Rows whose id may occur more than once (all that do, and few others), and those whose id is blank."
    """

    @given(texts=st.lists(TEXTS))
    def test_all_that_do(self, texts: list[str]) -> None:
        """Every row whose id is found twice is among them, and only blank ids are blank."""
        rows, blank = alike(IdColumn(series(texts, pa.string()), {}), each_piece("ids", None))
        assert rows.tolist() == sorted(set(rows.tolist()))
        assert {row for row, text in enumerate(texts) if texts.count(text) > 1} <= set(rows.tolist())
        assert blank.tolist() == [row for row, text in enumerate(texts) if not text.strip()]

    def test_few_others(self) -> None:
        """Of ten thousand different numbers none looks like another."""
        rows, blank = alike(IdColumn(series(list(range(10_000)), pa.int32()), {}), each_piece("ids", None))
        assert (len(rows), len(blank)) == (0, 0)


class TestFingerprints:
    """
    "Equal for equal ids, and different for most that differ."
    """

    def test_few_collide(self) -> None:
        """Numbers in a row, far apart or differing in their upper bits only have fingerprints with other upper bits."""
        for step in (1, 10**9, 2**40):
            ids = integers(np.arange(100_000, dtype=np.int64) * step)
            upper = ids.fingerprints() >> np.uint64(24)
            assert len(np.unique(upper)) >= 99_990
