"""
How long it takes to give a million people their roles by a template's conditions, beside filters written for it.

Run it from the root of the repository, with the package, polars and pandas installed, or ``PYTHONPATH=src``:

    python benchmarks/conditions.py --people 1000000 --rounds 7

The template has six roles. "By hand" is what somebody who knows polars writes for this very template: lower case,
regular expressions with word boundaries, and no more. Both have to give every person the same role, which is checked
before anything is timed. The candidates take turns, so that a busy moment of the machine meets all alike, and the
figures are medians. The people are made up: job titles from words that real ones have, a share of them outside of
ASCII (see --unusual), some missing. For single people, `first_role` with its explanation and `holds` are timed for as
many people as --singles says.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import sys
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import polars as pl

from buying_groups import Person, RolesTemplate, TemplateRole
from buying_groups.conditions import PersonFacts, attribute, engagement_score, first_role, holds
from buying_groups.conditions.tables import with_first_role


if TYPE_CHECKING:
    from collections.abc import Callable


TITLE = attribute("job_title")
COUNTRY = attribute("country")
ROLES = {
    "Decision Maker": TITLE.contains("chief", words=True) & ~COUNTRY.is_("SE"),
    "Executive Steering Committee": TITLE.starts_with("VP", words=True) | TITLE.contains("geschäftsführer"),
    "Champion": engagement_score.at_least(80) & COUNTRY.in_("SE", "DE"),
    "Influencer": TITLE.contains("manager", words=True) | TITLE.contains("head of"),
    "Practitioner": TITLE.contains("engineer", words=True) | TITLE.contains("buyer", words=True),
    "Other": TITLE.is_not_empty() & ~attribute("email").contains("@example.com"),
}
TEMPLATE = RolesTemplate(
    id="t1",
    name="Benchmark",
    roles=tuple(TemplateRole(role=role, condition=condition) for role, condition in ROLES.items()),
)

PLAIN = ("Chief", "VP", "Senior", "Junior", "Head of", "Director", "Regional", "Assistant to the Chief")
UNUSUAL = ("Geschäftsführer", "Geschäftsführerin", "Käufer", "Förste", "Главный", "Directeur général,", "営業部長")
FIELDS = ("Financial Officer", "Sales", "IT", "Marketing Manager", "Engineer", "Buyer", "Manager", "Engineering")


def made_up(count: int, unusual: float) -> pl.DataFrame:
    """Return people; the same for the same arguments."""
    chance = random.Random(1)  # noqa: S311 - nothing secret

    def title() -> str | None:
        if chance.random() < 0.05:  # noqa: PLR2004 - one in twenty has none
            return None
        start = chance.choice(UNUSUAL if chance.random() < unusual else PLAIN)
        return f"{start} {chance.choice(FIELDS)} {chance.randrange(2_000)}"

    return pl.DataFrame(
        {
            "job_title": [title() for _ in range(count)],
            "country": chance.choices(("SE", "DE", "US", "se", "Sweden", None), k=count),
            "email": [f"person{number}@{chance.choice(('example.com', 'example.org'))}" for number in range(count)],
            "person_engagement_score": [chance.random() * 100 for _ in range(count)],
        }
    )


def by_hand(people: pl.DataFrame) -> pl.DataFrame:
    """Return the people with their roles, by filters written in polars for this template."""
    title = pl.col("job_title").str.to_lowercase().fill_null("")
    country = pl.col("country").str.to_lowercase().fill_null("")
    email = pl.col("email").str.to_lowercase().fill_null("")
    conditions = (
        title.str.contains(r"\bchief\b") & (country != "se"),
        title.str.contains(r"^vp\b") | title.str.contains("geschäftsführer", literal=True),
        (pl.col("person_engagement_score") >= 80) & country.is_in(["se", "de"]),  # noqa: PLR2004 - the template's
        title.str.contains(r"\bmanager\b") | title.str.contains("head of", literal=True),
        title.str.contains(r"\bengineer\b") | title.str.contains(r"\bbuyer\b"),
        (title != "") & ~email.str.contains("@example.com", literal=True),
    )
    role = pl.lit(None, pl.String)
    for name, condition in reversed(list(zip(ROLES, conditions, strict=True))):
        role = pl.when(condition).then(pl.lit(name)).otherwise(role)
    return people.with_columns(role.alias("role"))


def timed(candidates: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds that each candidate took in each round; a first round does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, candidate in candidates.items():
            start = time.perf_counter()
            candidate()
            if number:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def singles(people: pl.DataFrame) -> None:
    """Print how long single people take, and check that their roles are those of the table."""
    facts = [
        PersonFacts(
            person=Person(
                id=f"p{number}", account_id="a", job_title=row["job_title"], country=row["country"], email=row["email"]
            ),
            engagement_score=row["person_engagement_score"],
        )
        for number, row in enumerate(people.iter_rows(named=True))
    ]
    start = time.perf_counter()
    roles = [first_role(TEMPLATE, each).role for each in facts]
    explained = time.perf_counter() - start
    start = time.perf_counter()
    for each in facts:
        for condition in ROLES.values():
            holds(condition, each)
    asked = time.perf_counter() - start
    if roles != with_first_role(people, TEMPLATE)["role"].to_list():
        sys.exit("single people and tables differ")
    print(f"single people, {len(facts):,}: the same roles")
    print(f"  first_role, explained  {explained / len(facts) * 1e6:8.1f} µs a person")
    print(f"  holds, all six         {asked / len(facts) * 1e6:8.1f} µs a person")


def main() -> None:
    """Check, time and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000, help="how many (default: %(default)s)")
    parser.add_argument(
        "--unusual", type=float, default=0.1, help="share of titles outside ASCII (default: %(default)s)"
    )
    parser.add_argument("--rounds", type=int, default=7, help="how many count (default: %(default)s)")
    parser.add_argument("--singles", type=int, default=20_000, help="people evaluated singly (default: %(default)s)")
    arguments = parser.parse_args()
    people = made_up(arguments.people, arguments.unusual)
    pandas = people.to_pandas()
    ours, theirs = with_first_role(people, TEMPLATE)["role"], by_hand(people)["role"]
    if not ours.equals(theirs, null_equal=True):
        sys.exit(f"{(ours != theirs).sum()} people have other roles by hand")
    print(
        f"Python {platform.python_version()}, polars {version('polars')}, pandas {version('pandas')}, "
        f"{pl.thread_pool_size()} threads"
    )
    print(
        f"{arguments.people:,} people, {arguments.unusual:.0%} of titles outside ASCII; the same roles for all of them"
    )
    candidates: dict[str, Callable[[], Any]] = {
        "polars by hand": lambda: by_hand(people),
        "with_first_role, polars": lambda: with_first_role(people, TEMPLATE),
        "with_first_role, pandas": lambda: with_first_role(pandas, TEMPLATE),
    }
    seconds = timed(candidates, arguments.rounds)
    base = statistics.median(seconds["polars by hand"])
    for name, taken in seconds.items():
        median = statistics.median(taken)
        spread = f"{min(taken):.2f} to {max(taken):.2f}"
        print(f"  {name:24} {median:6.2f} s (of {len(taken)} rounds, {spread})  {median / base:5.2f} × by hand")
    singles(people.head(arguments.singles))


if __name__ == "__main__":
    main()
