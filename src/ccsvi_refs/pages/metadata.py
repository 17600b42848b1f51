"""What the head of a page says of its bibliography: YAML as Pandoc reads it (https://pandoc.org/MANUAL.html#citations)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Problem
from ccsvi_refs.pages.document import Named

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
#: Longer metadata are not looked at.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Head:
    """The bibliographies a page names, the references it holds, and whether it takes all of them in."""

    bibliographies: tuple[Named, ...] = ()
    everything: bool = False
    hidden: tuple[str, ...] = ()
    records: Bibliography | None = None
    problems: tuple[Problem, ...] = ()


def read(text: str, path: str) -> Head:
    """Return what the YAML before a page says; YAML that cannot be read is a problem where it names a bibliography."""
    match = _FRONT.match(text)
    if not match or len(match["yaml"]) > _LONGEST:
        return Head()
    try:
        data = _load(match["yaml"])
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        concerned = "bibliography" in match["yaml"] or "references:" in match["yaml"]
        message = f"the metadata before the page are no YAML: {str(error).splitlines()[0]}"
        return Head(problems=(Problem(message, Location(path, 1)),) if concerned else ())
    if not isinstance(data, Mapping):
        return Head()
    nocite = str(data.get("nocite") or "")
    hidden = tuple(key for key in re.findall(r"@([\w:.#$%&+?<>~/-]*[\w])", nocite))
    records, problems = _records(data.get("references"), match["yaml"], path)
    return Head(_named(data, text), "@*" in nocite, hidden, records, problems)


def mapping(text: str) -> Mapping[str, Any]:
    """Return the YAML before a page, empty where there is none or none that can be read."""
    match = _FRONT.match(text)
    if not match or len(match["yaml"]) > _LONGEST:
        return {}
    try:
        data = _load(match["yaml"])
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return data if isinstance(data, Mapping) else {}


def _load(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe


def _named(data: Mapping[str, Any], text: str) -> tuple[Named, ...]:
    said = data.get("bibliography")
    said = list(said.values()) if isinstance(said, Mapping) else said
    paths = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    return tuple(Named(one, _line(text, one)) for one in paths if isinstance(one, str) and one.strip())


def _line(text: str, words: str) -> int:
    found = text.find(words)
    return text.count("\n", 0, found) + 1 if found >= 0 else 1


def _records(said: object, source: str, path: str) -> tuple[Bibliography | None, tuple[Problem, ...]]:
    if not isinstance(said, list) or not said:
        return None, ()
    try:
        found = formats.read(yaml.safe_dump({"references": said}), "csl-yaml", path)
    except InputError as error:
        return None, (Problem(error.message, Location(path, 1), source[:500]),)
    return found, found.problems
