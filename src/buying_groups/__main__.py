"""
``python -m buying_groups``: the details page of a buying group, from a sample tenant or a document.

This is the only module that reads or prints.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from . import documents, html
from ._moments import as_of_moment, time_zone
from .assignment import plan_assignment
from .conditions import PersonFacts
from .details import buying_group_details
from .engagement.scoring import score_tenant
from .errors import BuyingGroupsError, DataError, InvalidValueError, UnknownIdError
from .intent import Signals
from .rounding import round_half_up
from .tenant import Tenant
from .text import assignment, page, printable, table


if TYPE_CHECKING:
    from collections.abc import Sequence

    from .assignment import AssignmentPlan
    from .details import BuyingGroupSummary
    from .engagement.scoring import EngagementScores
    from .groups import BuyingGroup


_PROGRAM = "python -m buying_groups"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SAMPLES = {"open-source": "open_source.json", "worked-example": "worked_example.json"}
_DESCRIPTION = "Show the details page of a buying group: scores, roles, members, and what made the score."
_MORE = """\
More: python -m buying_groups --list              all groups of the tenant
      python -m buying_groups --group NAME        another group, by name or id
      python -m buying_groups --as-of TIME        as it was at another time, e.g. 2026-01-15T12:00:00Z
      python -m buying_groups --plan              what the daily job would do to the group, and why
      python -m buying_groups --html              the page as HTML
      python -m buying_groups --json              the page as JSON
      python -m buying_groups FILE                your own tenant document (- for standard input)
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command.

    Parameters
    ----------
    arguments : sequence of str or None
        The command line's arguments; by default those of the process.

    Returns
    -------
    int
        Exit status: 0, or 2 for wrong input.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.html and options.list:
        parser.error("argument --html: not allowed with argument --list")
    if options.plan and options.list:
        parser.error("argument --plan: not allowed with argument --list")
    try:
        text = _answer(options)
    except (BuyingGroupsError, OSError) as error:
        return _refuse(error)
    try:
        _print(text, as_utf_8=options.json or options.html)
    except BrokenPipeError:  # the reader had enough, for example ``head``
        _print_no_more()
    except OSError as error:
        _print_no_more()
        return _refuse(error)
    return 0


def _print(text: str, *, as_utf_8: bool) -> None:
    stream = sys.stdout
    if stream is None:
        raise OSError("standard output is closed")
    if as_utf_8 and hasattr(stream, "buffer"):  # a document is UTF-8, whatever the terminal is
        stream.buffer.write(text.encode())
    else:
        stream.write(_in_encoding_of(stream, text))
    stream.flush()


def _print_no_more() -> None:
    if sys.stdout is not None:  # the interpreter flushes it once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_encoding_of(stream: TextIO, text: str) -> str:
    encoding = stream.encoding or "utf-8"  # a notebook's stream has none
    return text.encode(encoding, errors="replace").decode(encoding)


def _refuse(error: BuyingGroupsError | OSError) -> int:
    message = str(error)
    if isinstance(error, OSError) and error.strerror:
        message = ": ".join(filter(None, (error.strerror, error.filename)))
    first, *more = (printable(line.strip()) for line in message.splitlines())
    if sys.stderr is not None:
        text = f"{_PROGRAM}: {' '.join([first, '; '.join(more)]).strip()}\n"
        sys.stderr.write(_in_encoding_of(sys.stderr, text))
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=_PROGRAM, description=_DESCRIPTION)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("document", nargs="?", help="a tenant as JSON: a path, or - for standard input")
    samples = ", ".join(_SAMPLES)
    source.add_argument(
        "--sample",
        metavar="NAME",
        type=_sample,
        default="open-source",
        help=f"which sample tenant, if no document: {samples} (default: %(default)s)",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--list", action="store_true", help="list the tenant's buying groups with their scores")
    shown.add_argument("--group", metavar="NAME", help="the group to show, by name or id (default: the most engaged)")
    parser.add_argument(
        "--as-of", metavar="TIME", help="a time with a zone, in ISO 8601 (default: the tenant's last activity)"
    )
    parser.add_argument("--plan", action="store_true", help="show what the daily job would do to the group, and why")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON instead of text")
    form.add_argument("--html", action="store_true", help="print an HTML document instead of text")
    return parser


def _sample(name: str) -> str:
    if name not in _SAMPLES:
        raise argparse.ArgumentTypeError(str(UnknownIdError("sample", name, _SAMPLES)))
    return name


def _answer(options: argparse.Namespace) -> str:
    tenant = documents.loads(_read(options), Tenant)
    as_of = _as_of(options.as_of, tenant)
    scores = score_tenant(tenant, as_of=as_of)
    if options.list:
        groups = [
            buying_group_details(
                tenant, group.id, as_of=as_of, scale=scores.scale, with_signals=False, summarizer=None
            ).group
            for group in sorted(tenant.buying_groups, key=lambda group: (-scores.group(group.id).score, group.id))
        ]
        return documents.dumps(groups, indent=2) + "\n" if options.json else _list(groups, tenant, as_of)
    group = _group(options.group, tenant, scores)
    if options.plan:
        plan = _plan(group, tenant, scores)
        if options.html:
            return html.document(plan)
        return documents.dumps(plan, indent=2) + "\n" if options.json else assignment(plan, tenant)
    details = buying_group_details(tenant, group.id, as_of=as_of)
    if options.html:
        return html.document(details)
    if options.json:
        return documents.dumps(details, indent=2) + "\n"
    return page(details) + (f"\n{_MORE}" if options.document is None else "")


def _read(options: argparse.Namespace) -> bytes:
    if options.document is None:
        return resources.files("buying_groups").joinpath("samples", _SAMPLES[options.sample]).read_bytes()
    if options.document == "-":
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return sys.stdin.buffer.read()
    return Path(options.document).read_bytes()


def _as_of(text: str | None, tenant: Tenant) -> datetime:
    if text is not None:
        try:
            return as_of_moment(datetime.fromisoformat(text), "--as-of")
        except ValueError:
            day = _DAY.match(text)
            example = f"{day[0] if day else '2026-01-31'}T09:30:00Z"
            raise InvalidValueError("--as-of", text, f"a time with a zone in ISO 8601, such as {example}") from None
    last = max((activity.occurred_at for activity in tenant.activities), default=None)
    if last is None:
        raise InvalidValueError("--as-of", text, "given where a tenant has no activity")
    return as_of_moment(last)


def _group(name: str | None, tenant: Tenant, scores: EngagementScores) -> BuyingGroup:
    groups = tenant.buying_groups
    if name is not None:
        groups = tuple(group for group in groups if group.id == name) or tuple(
            group for group in groups if tenant.group_name(group).casefold() == name.casefold()
        )
        if len(groups) > 1:
            ids = ", ".join(sorted(group.id for group in groups))
            raise InvalidValueError("--group", name, f"an id where several groups have the name ({ids})")
    if name is not None and not groups:
        raise UnknownIdError("buying group", name, map(tenant.group_name, tenant.buying_groups))
    if not groups:
        raise DataError("the tenant has no buying group")
    return min(groups, key=lambda group: (-scores.group(group.id).score, group.id))


def _plan(group: BuyingGroup, tenant: Tenant, scores: EngagementScores) -> AssignmentPlan:
    at, template = scores.scale.as_of, tenant.template_of(group)
    signals = Signals(tenant, as_of=at) if tenant.has_signals else None
    known = {person.person_id: person.score for person in scores.people if person.is_known}
    facts = [
        PersonFacts(
            person=person,
            engagement_score=known.get(person.id),
            intent=None if signals is None else signals.person(person.id).report,
        )
        for person in tenant.people
        if person.account_id == group.account_id
    ]
    return plan_assignment(group, facts, template=template, at=at, personas=tenant.personas)


def _list(groups: Sequence[BuyingGroupSummary], tenant: Tenant, as_of: datetime) -> str:
    head = ("Buying group", "Id", "Members", "Engagement", "Completeness", "Stage")
    rows = [
        (
            group.name,
            group.id,
            str(group.number_of_members),
            str(round_half_up(group.engagement.score)) if group.engagement.is_known else "–",
            f"{round_half_up(group.completeness.score)}%",
            group.stage or "–",
        )
        for group in groups
    ]
    when = as_of.astimezone(time_zone(tenant.time_zone)).strftime("%Y-%m-%d %H:%M")
    lines = [f"{tenant.name}, as of {when} ({tenant.time_zone})", "", *table([head, *rows], right=[2, 3, 4])]
    return "\n".join(line.rstrip() for line in lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
