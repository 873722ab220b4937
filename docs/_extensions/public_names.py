"""
The reference: which names are public, on which page each of them stands, and what a name in a docstring means.

The modules are those that `docs/reference/index.md` lists, the names those of their `__all__`. A name that several
modules export has one home: the module in which it is defined, or the package that this module belongs to. The others
mention it, with a link. At the end of a build the names that Sphinx really described are compared with all these.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import re
import tomllib
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
from numpydoc.validate import validate
from sphinx.util import logging
from sphinx.util.nodes import make_refnode


if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


PACKAGE = "buying_groups"
INDEX = Path(__file__).parents[1] / "reference" / "index.md"
# Where a name in a docstring may come from that is not ours: it is checked, and not linked.
FOREIGN = (
    "builtins", "typing", "collections.abc", "datetime", "numpy", "numpy.random", "hypothesis.strategies",
    "matplotlib.axes", "matplotlib.figure",
    "sklearn.exceptions", "sklearn.model_selection", "sklearn.pipeline",
)  # fmt: skip
DIMENSION = re.compile(r"n_[a-z_]+")  # of an array, in its shape
KINDS = ("Classes", "Functions", "Errors and warnings", "Constants", "Modules")
SCIKIT_LEARNS = re.compile(r"set_\w+_request|get_metadata_routing")  # methods that it gives to every estimator
# What pyproject.toml switches off for methods and values, but not for functions: these have nobody to share with.
OF_FUNCTIONS = frozenset({"EX01", "PR01", "RT01"})
DRAWN = f"{PACKAGE}.testing.strategies."  # strategies need no example: what they draw is random
LONG = 200  # the longest value of a constant that is shown
SHORT = 40  # the longest default of a field

logger = logging.getLogger(__name__)


class Name(NamedTuple):
    """
    A name of a module's `__all__`.
    """

    name: str
    value: object
    home: str
    kind: str


@cache
def modules() -> tuple[str, ...]:
    """Return the public modules, in the order of the reference."""
    return tuple(re.findall(rf"^ *({PACKAGE}[\w.]*)$", INDEX.read_text(encoding="utf-8"), flags=re.MULTILINE))


def _kind(value: object) -> str:
    if inspect.ismodule(value):
        return "Modules"
    if inspect.isclass(value):
        return "Errors and warnings" if issubclass(value, Exception) else "Classes"
    return "Functions" if inspect.isroutine(value) else "Constants"


def _home(module: str, name: str, value: object) -> str:
    exporting = [one for one in modules() if name in importlib.import_module(one).__all__]
    exporting = [one for one in exporting if getattr(importlib.import_module(one), name) is value]
    origin = getattr(value, "__module__", "") or ""
    above = [one for one in exporting if f"{origin}.".startswith(f"{one}.")]
    return max(above or [one for one in exporting if one != PACKAGE] or [module], key=len)


@cache
def names(module: str) -> tuple[Name, ...]:
    """Return what a module exports, in alphabetical order."""
    loaded = importlib.import_module(module)
    values = [(name, getattr(loaded, name)) for name in sorted(loaded.__all__, key=str.casefold)]
    return tuple(Name(name, value, _home(module, name, value), _kind(value)) for name, value in values)


@cache
def _all() -> tuple[Name, ...]:
    return tuple(one for module in modules() for one in names(module) if one.kind != "Modules")


def at_home(module: str) -> dict[str, list[str]]:
    """Return the names whose page belongs to a module, by kind."""
    here = [one for one in names(module) if one.home == module and one.kind != "Modules"]
    kinds = {kind: [one.name for one in here if one.kind == kind] for kind in KINDS}
    return {kind: listed for kind, listed in kinds.items() if listed}


def elsewhere(module: str) -> list[str]:
    """Return the full names of what a module exports too, but others describe."""
    others = [one for one in names(module) if one.home != module or one.kind == "Modules"]
    return [one.value.__name__ if one.kind == "Modules" else f"{one.home}.{one.name}" for one in others]


@cache
def _documented() -> dict[int, str]:
    """Return the full name of each public class and function, by identity."""
    return {id(one.value): f"{one.home}.{one.name}" for one in _all() if one.kind != "Constants"}


def _import(path: str) -> tuple[object, list[object]]:
    """Return what a dotted path means, and the objects on the way to it."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        way = [found]
        for part in parts[length:]:
            fields = getattr(found, "__annotations__", {})
            if not hasattr(found, part) and part not in fields:
                raise LookupError(path)
            found = getattr(found, part, None)
            way.append(found)
        return found, way
    raise LookupError(path)


def _origin(page: str) -> str:
    """Return the module in which what a page describes is defined."""
    try:
        return str(getattr(_import(page)[0], "__module__", ""))
    except LookupError:
        return ""


@cache
def _words() -> set[str]:
    """Return the names that docstrings use without a prefix: those of parameters and of fields."""
    found: set[str] = set()
    for one in _all():
        members = [one.value]
        if inspect.isclass(one.value):
            members += vars(one.value).values()
            found |= {*dir(one.value), *re.findall(r"^ *(\w+) : ", inspect.getdoc(one.value) or "", flags=re.MULTILINE)}
        for member in members:
            with suppress(TypeError, ValueError):  # a constant; a function without a signature
                found |= set(inspect.signature(inspect.unwrap(getattr(member, "__func__", member))).parameters)
    return found


def _resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, text: nodes.TextElement) -> nodes.Node | None:
    """Link a name that is not described under the very path that it is written with."""
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"].removeprefix("~").removesuffix("()")
    page = node.get("refdoc", "").rpartition("/")[2]
    described = env.domains["py"].objects
    classname, module = node.get("py:class") or "", node.get("py:module") or ""
    prefixes = [f"{module}.{classname}", page, module, page.rpartition(".")[0], _origin(page), PACKAGE]
    prefixes += [one.rpartition(".")[0] for one in modules() if one.endswith(f".{target}")]
    prefixes += [*sorted({one.home for one in _all() if one.name == target.partition(".")[0]}), *FOREIGN]
    for prefix in ["", *dict.fromkeys(prefixes)]:
        try:
            _, way = _import(f"{prefix}.{target}".strip("."))
        except LookupError:
            continue
        for one, rest in zip(reversed(way), range(len(way)), strict=True):
            name = one.__name__ if inspect.ismodule(one) else _documented().get(id(one))
            name = name or f"{getattr(one, '__module__', '')}.{getattr(one, '__qualname__', '')}"
            tail = target.split(".")[-rest:] if rest else []
            for candidate in (".".join([name, *tail]), name):
                if candidate in described:
                    entry = described[candidate]
                    return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, text, candidate)
        return text  # exists, but is another project's, or none of our public names
    return text if target in _words() or DIMENSION.fullmatch(target) else None


def _public_bases(_app: Sphinx, _name: str, _value: type, _options: object, bases: list[type]) -> None:
    """Leave out bases that nobody can import from a public module."""
    bases[:] = [base for base in bases if id(base) in _documented() or not base.__module__.startswith(PACKAGE)]


def _skip(_app: Sphinx, _what: str, name: str, _value: object, _skip: bool, _options: object) -> bool | None:  # noqa: FBT001 - so calls Sphinx
    """Leave out what scikit-learn gives every estimator for the routing of metadata."""
    return True if SCIKIT_LEARNS.fullmatch(name) else None


def _shown(default: Any) -> str:
    """Return a default of a field as a signature shows it: by the name of a constant, if it has one."""
    for one in _all():
        if one.kind == "Constants" and one.value is default and not isinstance(default, str | int | float):
            return one.name
    if isinstance(default, enum.Enum):
        return f"{type(default).__name__}.{default.name}"
    text = repr(default)
    return text if len(text) <= SHORT and "<" not in text and not isinstance(default, attrs.Factory) else "..."


def _defaults(
    _app: Sphinx, what: str, _name: str, value: object, _options: object, signature: str | None, returned: str | None
) -> tuple[str, str | None] | None:
    """Show the defaults of the fields of a value, where attrs' own code would stand in the signature."""
    if what != "class" or signature is None or not attrs.has(value):
        return None
    for field in attrs.fields(value):
        written = rf"\b{field.alias}=(?:attr_dict\['{field.name}'\]\.default|NOTHING)"
        signature = re.sub(written, lambda _, field=field: f"{field.alias}={_shown(field.default)}", signature)
    return signature, returned


def _of_its_class(_app: Sphinx, what: str, _name: str, value: object, _options: object, lines: list[str]) -> None:
    """Leave out what autodoc takes for the docstring of a constant, and is that of its class."""
    if what == "data" and "\n".join(lines).strip() == (inspect.getdoc(type(value)) or "").strip():
        lines.clear()


def _compare(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each public name that is described nowhere or more than once."""
    described = env.domains["py"].objects
    expected = {f"{one.home}.{one.name}" for one in _all()}
    for name in sorted(expected - set(described)):
        logger.warning("%s is public, and the reference does not describe it", name)
    entries = [name for name, entry in described.items() if entry.objtype != "module" and not entry.aliased]
    values = Counter(id(_import(name)[0]) for name in entries if id(_import(name)[0]) in _documented())
    for value, count in values.items():
        if count > 1:
            logger.warning("%s is described %d times in the reference", _documented()[value], count)


def _docstrings() -> Iterator[str]:
    """Yield the paths of all public classes and functions and of their methods, where they are defined."""
    for one in _all():
        path = f"{one.value.__module__}.{one.value.__qualname__}" if one.kind != "Constants" else ""
        if path and "<locals>" not in path:  # what a decorator made cannot be found there
            yield path
            if inspect.isclass(one.value):
                for name, member in vars(one.value).items():
                    method = inspect.isroutine(member) or isinstance(member, property | classmethod | staticmethod)
                    if method and not name.startswith("_") and not SCIKIT_LEARNS.fullmatch(name):
                        yield f"{path}.{name}"


def _is_of_a_module(path: str) -> bool:
    return inspect.ismodule(_import(path.rpartition(".")[0])[0])


def _validate(_app: Sphinx, _env: BuildEnvironment) -> None:
    """Warn of what numpydoc finds in public docstrings, but for the checks that pyproject.toml switches off."""
    project = tomllib.loads((INDEX.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    off = set(project["tool"]["numpydoc_validation"]["checks"]) - {"all"}
    for path in dict.fromkeys(_docstrings()):
        on = OF_FUNCTIONS if inspect.isfunction(_import(path)[0]) and _is_of_a_module(path) else frozenset[str]()
        on -= {"EX01"} if path.startswith(DRAWN) else set()
        for code, message in validate(path)["errors"]:
            if code in on or code not in off:
                logger.warning("%s: %s %s", path, code, message)


def _forget(_app: Sphinx, _config: object) -> None:
    """Remove generated pages of names that are no longer public."""
    pages = {*modules(), *(f"{one.home}.{one.name}" for one in _all() if one.kind != "Constants")}
    for path in INDEX.with_name("generated").glob("*.rst"):
        if path.stem not in pages:
            path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Give the templates what they list, and compare at the end."""
    app.config.autosummary_context = {
        "at_home": {module: at_home(module) for module in modules()},
        "elsewhere": {module: elsewhere(module) for module in modules()},
        "long": [f"{one.home}.{one.name}" for one in _all() if one.kind == "Constants" and len(repr(one.value)) > LONG],
    }
    app.connect("config-inited", _forget)
    app.connect("missing-reference", _resolve)
    app.connect("autodoc-process-bases", _public_bases)
    app.connect("autodoc-skip-member", _skip)
    app.connect("autodoc-process-signature", _defaults)
    app.connect("autodoc-process-docstring", _of_its_class, priority=100)  # before numpydoc puts it into another form
    app.connect("env-check-consistency", _compare)
    app.connect("env-check-consistency", _validate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
