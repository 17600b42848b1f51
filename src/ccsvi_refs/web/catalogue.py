"""The citation styles that can be asked for by name, and those that a few typed letters may mean."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ccsvi_refs import rendering
from ccsvi_refs.rendering.aliases import ALIASES, official

#: Styles that are offered for what was typed.
_MOST = 20


@cache
def _titles() -> dict[str, str]:
    return dict(rendering.style_names())


@cache
def _names() -> dict[str, str]:
    return {title.lower(): name for name, title in reversed(_titles().items())}


def known(name: str) -> str:
    """Return the name of the style that is called so, empty where there is none; it is never taken for a path."""
    found = official(name)
    return found if found in _titles() else _names().get(" ".join(name.lower().split()), "")


def title(name: str) -> str:
    """Return the title of a style that is known."""
    return _titles()[name]


def suggested(word: str) -> list[tuple[str, str]]:
    """Return names and titles of styles for what was typed, those that begin so first."""
    typed = word.strip().lower()
    if not typed:
        return []
    found = dict.fromkeys(_ranked(typed))
    return [(name, _titles()[name]) for name in list(found)[:_MOST]]


def _ranked(typed: str) -> Iterator[str]:
    if name := known(typed):
        yield name
    yield from (name for alias, name in sorted(ALIASES.items()) if alias.startswith(typed) and name in _titles())
    rest = sorted(_titles().items(), key=lambda row: len(row[0]))
    yield from (name for name, title in rest if name.startswith(typed) or title.lower().startswith(typed))
    words = typed.split()
    yield from (name for name, title in rest if all(word in name or word in title.lower() for word in words))
