"""
How long `import buying_groups` takes, beside what it cannot do without.

Run it from the root of the repository, with the package installed or ``PYTHONPATH=src``:

    python benchmarks/import_time.py --runs 30

Every run is a fresh interpreter that times one import statement from inside: starting Python is not part of the
figure. The candidates take turns, so that a busy moment of the machine meets all alike. The bytecode is compiled
in a round that does not count.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
from importlib.metadata import version


OURS = "import buying_groups"
BASELINE = "import attrs, cattrs, numpy"
CANDIDATES = {"Python alone": "pass", "dependencies": BASELINE, "buying_groups": OURS}

_TIMED = "from time import perf_counter\nstart = perf_counter()\n{}\nprint(perf_counter() - start)"
_COST = re.compile(r"^import time:\s+(?P<own>\d+) \|\s+(?P<cumulative>\d+) \|\s*(?P<module>\S+)$", re.MULTILINE)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter that may keep its bytecode."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True)


def milliseconds(statement: str) -> float:
    """Return how long a fresh interpreter takes for an import statement."""
    return 1_000 * float(run("-c", _TIMED.format(statement)).stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time `import buying_groups` beside its dependencies.")
    parser.add_argument("--runs", type=int, default=30, help="fresh interpreters per candidate (30)")
    parser.add_argument("--top", type=int, default=15, help="modules to list, by what they cost themselves (15)")
    arguments = parser.parse_args()

    for statement in CANDIDATES.values():
        milliseconds(statement)
    times: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for _ in range(arguments.runs):
        for name, statement in CANDIDATES.items():
            times[name].append(milliseconds(statement))

    packages = ", ".join(f"{name} {version(name)}" for name in ("attrs", "cattrs", "numpy"))
    print(f"Python {platform.python_version()}, {packages}; {arguments.runs} runs each, milliseconds\n")
    print(f"{'':<14}{'median':>8}{'lowest':>8}{'highest':>9}")
    for name, taken in times.items():
        print(f"{name:<14}{statistics.median(taken):>8.1f}{min(taken):>8.1f}{max(taken):>9.1f}")
    ratio = statistics.median(times["buying_groups"]) / statistics.median(times["dependencies"])
    print(f"\n`{OURS}` takes {ratio:.2f} times as long as `{BASELINE}` (ratio of the medians)")

    costs = [
        (int(found["own"]), int(found["cumulative"]), found["module"])
        for found in _COST.finditer(run("-X", "importtime", "-c", OURS).stderr)
    ]
    print(f"\nOne run under -X importtime (which slows it): {len(costs)} modules; the {arguments.top} dearest by")
    print(f"their own time, in milliseconds\n\n{'own':>7}{'with imports':>14}  module")
    for own, cumulative, module in sorted(costs, reverse=True)[: arguments.top]:
        print(f"{own / 1_000:>7.1f}{cumulative / 1_000:>14.1f}  {module}")


if __name__ == "__main__":
    main()
