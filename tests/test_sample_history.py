"""
The history that ships with the library to train models of intent on: what the samples' README promises.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from importlib.resources import files

import pytest

from buying_groups import Tenant
from buying_groups.documents import dumps, loads
from buying_groups.intent import Taxonomy


SAMPLES = files("buying_groups") / "samples"
LARGEST = 200_000
SMALL_ACCOUNT = 350

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Return the rows of the history."""
    text = gzip.decompress((SAMPLES / "open_source_history.csv.gz").read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    """Return the taxonomy beside it."""
    return loads((SAMPLES / "open_source_history_taxonomy.json").read_bytes(), Taxonomy)


class TestHistory:
    """
    "`account`, `person_id`, `activity_type`, `occurred_at` (UTC), `product` and `keywords` (joined with `|`)."
    """

    def test_columns(self, rows: list[Row]) -> None:
        """Every row has them, and of all but the keywords something in each."""
        columns = ["account", "person_id", "activity_type", "occurred_at", "product", "keywords"]
        assert all(list(row) == columns for row in rows)
        assert all(row[name] for row in rows for name in columns[:-1])

    def test_counts_of_the_readme(self, rows: list[Row]) -> None:
        """The README tells how many of each there are."""
        accounts, people, products = (len({row[name] for row in rows}) for name in ("account", "person_id", "product"))
        days = sorted(row["occurred_at"][:10] for row in rows)
        sentence = (
            f"{len(rows):,} activities of {people} people of {accounts} accounts in {products} projects, "
            f"from {days[0]} to {days[-1]}:"
        )
        assert sentence in (SAMPLES / "README.md").read_text(encoding="utf-8")

    def test_in_the_order_of_time(self, rows: list[Row]) -> None:
        """The moments are in UTC, and one after the other."""
        moments = [row["occurred_at"] for row in rows]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment) for moment in moments)
        assert moments == sorted(moments)

    def test_accounts_and_people_are_numbers(self, rows: list[Row]) -> None:
        """Nobody is named, and nobody is at two accounts."""
        accounts = {row["account"] for row in rows}
        people = {row["person_id"] for row in rows}
        assert accounts == {f"Account {number}" for number in range(8, 8 + len(accounts))}
        assert people == {f"h{number:03}" for number in range(1, 1 + len(people))}
        assert len({(row["person_id"], row["account"]) for row in rows}) == len(people)

    def test_apart_from_the_tenant(self, rows: list[Row]) -> None:
        """Nobody stands in both, so that no number of the one means somebody else in the other."""
        tenant = loads((SAMPLES / "open_source.json").read_bytes(), Tenant)
        assert not {row["account"] for row in rows} & {account.name for account in tenant.accounts}
        assert not {row["person_id"] for row in rows} & {person.id for person in tenant.people}

    def test_accounts_are_small(self, rows: list[Row]) -> None:
        """It is accounts "with at most 350 activities in all"."""
        assert max(Counter(row["account"] for row in rows).values()) <= SMALL_ACCOUNT

    def test_taxonomy(self, rows: list[Row], taxonomy: Taxonomy) -> None:
        """It is approved, and knows every project and every keyword of it that occurs."""
        taxonomy.require_approved("compute features by")
        keywords = {product.name: set(product.keywords) for each in taxonomy.categories for product in each.products}
        assert {row["product"] for row in rows} == set(keywords)
        assert all(set(filter(None, row["keywords"].split("|"))) <= keywords[row["product"]] for row in rows)

    def test_taxonomy_is_as_dumps_writes_it(self, taxonomy: Taxonomy) -> None:
        """Reading and writing again gives the same text."""
        assert (SAMPLES / "open_source_history_taxonomy.json").read_text(encoding="utf-8") == dumps(taxonomy) + "\n"

    def test_is_small(self) -> None:
        """Nobody pays much for a sample that they do not use."""
        names = ("open_source_history.csv.gz", "open_source_history_taxonomy.json")
        assert sum(len((SAMPLES / name).read_bytes()) for name in names) < LARGEST
