# pyright: basic, reportMissingImports=false
# The libraries that this file puts side by side come without types.
"""
Ids of text as numbers: by sorting fingerprints, as `score_tables` does it, against Arrow's dictionary and sort.

    python benchmarks/engagement_identities.py --rows 10_000_000 --ids 1_000_000 --repeats 5

Both give each row a number, and the different ids in their order. They run in turns, in one process and one thread.
Printed are the medians of wall time and of processor time, and the median of the ratios of processor time.
"""

from __future__ import annotations

import argparse
import statistics
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np

from buying_groups.engagement.columns import number
from buying_groups.engagement.table_counting import each_piece


if TYPE_CHECKING:
    from collections.abc import Callable


pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")


def by_fingerprints(column: Any) -> list[str]:
    """Return the first ids in order, once all are numbered."""
    series = nw.from_native(pa.chunked_array([column]), series_only=True).alias("person_id")
    numbered = number([series], ["activities"], each_piece("ids", None))
    first: list[str] = numbered.values(numbered.identities.order).to_list()[:3]
    return first


def by_dictionary(column: Any) -> list[str]:
    """Return the first ids in order, once all are numbered."""
    encoded = column.dictionary_encode()
    order = pc.array_sort_indices(encoded.dictionary)
    ids = encoded.dictionary.take(order)
    first: list[str] = ids.to_pylist()[:3]
    return first


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--ids", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()

    rng = np.random.default_rng(1)
    busy = np.cumsum(rng.lognormal(sigma=1.5, size=options.ids))
    rows: Any = np.searchsorted(busy, rng.random(options.rows) * busy[-1])
    numbers = pc.utf8_lpad(pa.array(rng.permutation(options.ids)[rows]).cast(pa.string()), 8, "0")
    column = pc.binary_join_element_wise("0032E00", numbers, "QAK", "").cast(pa.large_string())

    contenders: dict[str, Callable[[Any], list[str]]] = {"fingerprints": by_fingerprints, "dictionary": by_dictionary}
    wall: dict[str, list[float]] = {name: [] for name in contenders}
    used: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(options.repeats):
        results: list[list[str]] = []
        for name, contender in contenders.items():
            begin, before = time.perf_counter(), time.process_time()
            results.append(contender(column))
            wall[name].append(time.perf_counter() - begin)
            used[name].append(time.process_time() - before)
        if results[0] != results[1]:
            raise SystemExit("they differ")
    print(f"{options.rows:,} rows, {len(np.unique(rows)):,} different ids of 18 characters")
    for name in contenders:
        print(f"{name:14}{statistics.median(wall[name]):8.2f} s {statistics.median(used[name]):8.2f} s of processor")
    ratios = [one / other for one, other in zip(used["fingerprints"], used["dictionary"], strict=True)]
    print(f"ratio of processor time {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
