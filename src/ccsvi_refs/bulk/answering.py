"""Lines → answers: what one process does with a piece of a long file. All of it can be sent to another process."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit
from zlib import crc32

from ccsvi_refs import api, examining, formats, links
from ccsvi_refs.bulk.reading import MOST, Line
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Link, Mention, Problem, Reference
from ccsvi_refs.pages import strings
from ccsvi_refs.settings import Settings
from ccsvi_refs.text import addresses
from ccsvi_refs.text.printing import escaped
from ccsvi_refs.text.values import is_deep, mended

#: What is done with each line.
Work = Literal["resolve", "audit", "links"]


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with the lines of a file: the settings, and the registries to ask."""

    work: Work
    settings: Settings
    registries: tuple[str, ...] = ()
    path: str = "-"


Read = Reference | Problem


def read(line: Line, path: str) -> Read:
    """Return the reference of a line, ``{"id", "text"}`` or a CSL-JSON item; a Problem where it is neither."""
    place = Location(path, line.number)
    if line.data is None:
        return Problem(f"has more than {MOST:,} bytes", place)
    text = line.data.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    found = strings.entry(text, place)
    return found if isinstance(found, Reference) else _item(text, place) or found


def _item(text: str, place: Location) -> Reference | None:
    """Return the reference of a line that holds a CSL-JSON item, None where it holds none."""
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(item, dict) or is_deep(item) or "text" in item or not isinstance(item.get("type"), str):
        return None
    try:
        found = formats.read(text, "csl-json", place.path)
    except InputError:
        return None
    if found.problems or len(found) != 1:
        return None
    given = mended(item.get("id"))
    named = found.references[0].with_fields(id=str(given) if isinstance(given, (str, int)) else f"line-{place.line}")
    return replace(named, mention=Mention("", place))


def answered(task: Task, several: Sequence[Line]) -> list[str]:
    """Return the answers to some lines, one JSON object each, in their order; links are not checked here."""
    found = [read(line, task.path) for line in several]
    references = [one for one in found if isinstance(one, Reference)]
    resolutions = api.resolve(references, settings=task.settings, registries=task.registries)
    if task.work == "resolve":
        said = iter([resolution.as_json() for resolution in resolutions])
        return _told(several, found, said)
    pages = [Bibliography((reference,), path=task.path) for reference in references]
    texts = api.with_texts(pages, [[one] for one in resolutions], settings=task.settings, registries=task.registries)
    job = examining.Job(task.settings, task.registries, links=False)
    audited = (
        examining.weighed(page, examining.Facts(known, ()), job) for page, known in zip(pages, texts, strict=True)
    )
    said = (
        {
            "id": part.resolutions[0].id,
            "line": _line(part.bibliography.references[0]),
            "status": part.resolutions[0].status,
            "findings": [finding.as_json() for finding in part.findings if finding.rule not in _OF_PAGES],
        }
        for part in audited
    )
    return _told(several, found, said)


#: What only a whole page can be found to have.
_OF_PAGES = frozenset({"no-references"})


def _line(reference: Reference) -> int:
    place = reference.mention.location if reference.mention else None
    return place.line if place else 0


def _told(several: Sequence[Line], found: Sequence[Read], said: Iterator[dict[str, Any]]) -> list[str]:
    """Return an answer for each line: what was said of it, or what is wrong with it."""
    rows = (
        next(said) if isinstance(one, Reference) else {"id": None, "line": line.number, "problem": one.as_json()}
        for line, one in zip(several, found, strict=True)
    )
    return [escaped(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows]


@dataclass(frozen=True, slots=True)
class Linked:
    """Links of some lines that lead to the same hosts, each with the place of its line among those at work."""

    places: tuple[int, ...]
    links: tuple[Link, ...]
    references: tuple[Reference, ...]


def by_hosts(task: Task, several: Sequence[Line], parts: int) -> tuple[list[Read], list[Linked]]:
    """Return what the lines hold, and their links in at most so many parts, those to one host always in one.

    A host is asked by one process alone then, which keeps its pace; the part is chosen by the host's name, so that it
    is the same for the lines that come after.
    """
    found = [read(line, task.path) for line in several]
    held: dict[int, list[tuple[int, Link, Reference]]] = defaultdict(list)
    for place, one in enumerate(found):
        if isinstance(one, Reference):
            for link in _links(one):
                held[_part(link.url, parts)].append((place, link, one))
    return found, [Linked(*map(tuple, zip(*rows, strict=True))) for _, rows in sorted(held.items())]


def _part(url: str, parts: int) -> int:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    domain = ".".join(host.rsplit(".", 2)[-2:])
    return crc32(domain.encode("utf-8", "replace")) % parts


def _links(reference: Reference) -> Iterator[Link]:
    """Yield the links of a line: the addresses in its text, or those of its fields where it has none."""
    mention = reference.mention
    place = mention.location if mention else None
    printed = [address.url for address in addresses.find(mention.text)] if mention and mention.text else []
    doi = reference.identifier("doi")
    fields = [f"https://doi.org/{doi}" if doi else "", reference.text("URL")]
    for url in dict.fromkeys(printed or filter(None, fields)):
        yield Link(url, "", place, reference.id)


def shared(task: Task, workers: int) -> Task:
    """Return the task of one of several processes, which ask a host less each: redirections may lead all to it."""
    own = task.settings.links
    links = replace(
        own, concurrency=max(1, own.concurrency // workers), spacing=own.spacing * workers,
        hosts=tuple(
            replace(
                host, concurrency=host.concurrency and max(1, host.concurrency // workers),
                spacing=host.spacing and host.spacing * workers,
            ) for host in own.hosts
        ),
    )  # fmt: skip
    return replace(task, settings=replace(task.settings, links=links))


def checked(task: Task, part: Linked) -> list[dict[str, Any]]:
    """Return the status of each link of a part, in its order, as JSON."""
    page = Bibliography(part.references, links=part.links, path=task.path)
    (statuses,) = links.check_all([page], task.settings)
    return [status.as_json() for status in statuses]


def joined(several: Sequence[Line], found: Sequence[Read], parts: Sequence[Linked], said: Sequence[Any]) -> list[str]:
    """Return the answers to lines whose links were checked in parts."""
    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part, statuses in zip(parts, said, strict=True):
        for place, status in zip(part.places, statuses, strict=True):
            rows[place].append(status)
    told = (
        {"id": one.id, "line": several[place].number, "links": rows[place]}
        for place, one in enumerate(found)
        if isinstance(one, Reference)
    )
    return _told(several, found, told)
