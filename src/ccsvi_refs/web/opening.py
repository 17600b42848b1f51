"""What a visitor names → what that is and holds: a file, a pasted text, a page at an address, or works."""

from __future__ import annotations

from dataclasses import dataclass

from ccsvi_refs.errors import EmptyInput, InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import addressed, loading
from ccsvi_refs.text import naming
from ccsvi_refs.web.outcome import Task

#: A pasted text that is longer is no list of identifiers.
_SHORT = 200_000


@dataclass(frozen=True, slots=True)
class Opened:
    """What a task named: its bytes, empty where works were named; what it is (empty likewise), and what it holds."""

    name: str
    data: bytes
    kind: str
    page: Bibliography


def opened(task: Task) -> Opened:
    """Return what a task names; InputError where that cannot be read, ServiceError where its site cannot be asked."""
    text = task.name if task.way == "address" else task.data[:_SHORT].decode("utf-8", "replace")
    if task.way != "file" and len(task.data) < _SHORT and (found := naming.works(text)):
        return Opened(task.name, b"", "", Bibliography(naming.references(found), path=task.name))
    try:
        if task.way == "address":
            return _fetched(task)
        return read(task.name, task.data, loading.told(task.data, task.name if task.way == "file" else "-"))
    except EmptyInput as error:
        raise InputError("there is not a word in it", error.location) from None


def _fetched(task: Task) -> Opened:
    from ccsvi_refs.transport import documents

    if problem := naming.problem(task.name):
        raise InputError(problem, Location(task.name))
    fetched = documents.fetch(task.name, task.settings)
    if addressed.is_sitemap(fetched.content):
        raise InputError("is a list of a site's pages; give the address of one of them", Location(task.name))
    content = addressed.content(fetched)
    return read(task.name, content, loading.told(content, task.name, addressed.kind(fetched)))


def read(name: str, data: bytes, kind: str) -> Opened:
    """Return what a file of some kind holds; InputError where it cannot be read."""
    return Opened(name, data, kind, loading.read(data, name, kind))
