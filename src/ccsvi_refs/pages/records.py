"""Records that a page prints as code among its references."""

from __future__ import annotations

from dataclasses import replace

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Mention, Problem, Reference
from ccsvi_refs.pages.entry import PageEntry


def read(entry: PageEntry, path: str) -> Bibliography:
    """Return the references of BibTeX that stands in a page, at their places in it."""
    text = "\n".join(line.text for line in entry.lines)
    try:
        page = formats.read(text, "bibtex", path)
    except InputError as error:
        return Bibliography(problems=(Problem(error.message, entry.location, text[:500]),), path=path)
    above = entry.location.line - 1
    references = tuple(_moved(reference, above) for reference in page)
    problems = tuple(replace(problem, location=_placed(problem.location, above)) for problem in page.problems)
    return Bibliography(references, problems=problems, path=path)


def _moved(reference: Reference, above: int) -> Reference:
    mention = reference.mention or Mention("")
    links = tuple(replace(link, location=_placed(link.location, above), reference="") for link in mention.links)
    return replace(reference, mention=replace(mention, location=_placed(mention.location, above), links=links))


def _placed(location: Location | None, above: int) -> Location | None:
    return replace(location, line=location.line + above) if location and location.line else location
