"""A file of Crossref works: one work, an API answer, a list, or one a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ccsvi_refs.formats import jsontext
from ccsvi_refs.formats.limits import limited
from ccsvi_refs.formats.records import crossref
from ccsvi_refs.location import LineIndex
from ccsvi_refs.model import Bibliography, Mention, Problem, Reference


def read(text: str, path: str = "-") -> Bibliography:
    """Return the works as references with Crossref as their source; what is no work is a problem with its line."""
    index = LineIndex(text, path)
    found: list[Reference] = []
    problems: list[Problem] = []
    for value in limited(jsontext.values(text, path, ("items",)), problems, path):
        if isinstance(value, Problem):
            problems.append(value)
            continue
        place = index.locate(value.start)
        for item in limited(crossref.items(value.data), problems, path):
            if isinstance(item, Mapping) and (item.get("DOI") or item.get("title")):
                found.append(replace(crossref.reference(item), mention=Mention("", place)))
            else:
                problems.append(Problem("is no Crossref work: it has neither DOI nor title", place, str(item)[:500]))
    return Bibliography(tuple(found), problems=tuple(problems), path=path)
