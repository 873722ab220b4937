"""
Lazy: names of a package that are loaded when they are first asked for, and what is said of names that it lacks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._wording import did_you_mean


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


__all__ = ["attribute", "names"]

_ASIDE = {"completeness_tables", "testing"}  # cannot be imported without libraries that not everybody has installed


def attribute(
    package: str, name: str, *, modules: Collection[str] = (), members: Mapping[str, str] | None = None
) -> Any:
    """
    Return a name of a package that is not loaded yet; what the package's ``__getattr__`` does.

    Parameters
    ----------
    package : str
        The package.
    name : str
        What is asked for.
    modules : collection of str
        Modules of the package that are loaded late.
    members : mapping of str to str or None
        Other names that are, each with the module that it is in.

    Raises
    ------
    AttributeError
        When there is none of the name; names one that is spelled nearly like it, or the module where it is.
    """
    found = (members or {}).get(name)
    if found is not None:
        return getattr(import_module(f"{package}.{found}"), name)
    if name in modules:
        return import_module(f"{package}.{name}")
    hint = "" if name.startswith("_") else _hint(package, name, modules)
    raise AttributeError(f"module {package!r} has no attribute {name!r}{hint}", name=name)


def _hint(package: str, name: str, modules: Collection[str]) -> str:
    for module in modules:
        path = f"{package}.{module}"
        if module not in _ASIDE and name in import_module(path).__all__:
            return f"; it is in {path}"
    return did_you_mean(name, [*import_module(package).__all__, *modules])


def names(package: str, *, modules: Collection[str] = ()) -> list[str]:
    """
    Return the public names of a package, loaded or not; what its ``__dir__`` does.

    ``help()`` and completion ask for every one, so those that some installations cannot import are left out.
    """
    module = import_module(package)
    own = (name for name in vars(module) if name.startswith("__"))
    return sorted({*own, *module.__all__, *modules} - _ASIDE)
