"""The form that a visitor sends → a task, or a sentence on what is wrong with it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from ccsvi_refs import files, formats
from ccsvi_refs.settings import Settings
from ccsvi_refs.text import naming
from ccsvi_refs.text.printing import one_line
from ccsvi_refs.web.outcome import Task, Way

#: Bytes of a form: what is read of a file, and a little for the rest.
MOST = files.MOST + 64 * 1024
#: Seconds in which a form has to arrive.
PATIENCE = 60.0
#: Bytes of a form that is too large which are read on, so that the browser hears why.
_HEARD_OUT = 8 * MOST
#: Bytes of the form that says which corrections are wanted: some hundred thousand of them.
_MOST_CHOSEN = 4 * 1024 * 1024
_LONGEST_NAME, _LONGEST_ADDRESS = 255, 4_000
#: A page, and the bibliographies that it names.
_MOST_FILES = 6
#: Files of a form that are taken in, so that it can be said that they are too many.
_MOST_SENT = 1000
_PASTED = "pasted text"


@dataclass(frozen=True, slots=True)
class Form:
    """What a visitor has filled in."""

    text: str = ""
    address: str = ""
    name: str = ""
    data: bytes = b""
    beside: tuple[tuple[str, bytes], ...] = ()
    links: bool = True
    offline: bool = False

    @property
    def ways(self) -> list[Way]:
        """The ways in which something was given."""
        given: dict[Way, str] = {"file": self.name, "address": self.address.strip(), "text": self.text.strip()}
        return [way for way, value in given.items() if value]


class Unusable(Exception):  # noqa: N818 - what the form is
    """A form that cannot be used: a sentence for the visitor, an HTTP status, and the form as far as it was read."""

    def __init__(self, reason: str, status: int = 400, form: Form | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.form = form or Form()


class _InMemory(MultiPartParser):
    """Reads a form without writing any of it to the disk."""

    spool_max_size = MOST + 1


class _TooLarge(Exception):  # noqa: N818 - what the form is
    pass


async def form(request: Request) -> Form:
    """Return what a visitor has sent; Unusable where that is too large, too slow or no form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Unusable("What was sent is not the form of this page.", 415)
    try:
        async with asyncio.timeout(PATIENCE):
            parser = _InMemory(
                request.headers, _bounded(request), max_files=_MOST_SENT, max_fields=8, max_part_size=MOST
            )
            fields = await parser.parse()
            try:
                return await _filled(fields)
            finally:
                await fields.close()
    except _TooLarge:
        raise Unusable(
            f"This is larger than {files.MOST // 1024**2} MB, which is the most that is read.", 413
        ) from None
    except TimeoutError:
        raise Unusable("It took too long to arrive. Please try again.", 408) from None
    except (MultiPartException, ClientDisconnect, ValueError, KeyError):
        raise Unusable("What was sent could not be read. Please try again.") from None


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read <= MOST:
            yield chunk
        elif read > _HEARD_OUT:
            break
    if read > MOST:
        raise _TooLarge


async def _filled(fields: FormData) -> Form:
    sent = [file for file in fields.getlist("file") if isinstance(file, UploadFile) and file.filename]
    read = [(_name(file.filename or ""), await file.read()) for file in sent]
    (name, data), *beside = _page_first(read) if read else [("", b"")]
    given = {name: value for name, value in fields.items() if isinstance(value, str)}
    return Form(
        given.get("text", ""),
        given.get("address", ""),
        name,
        data,
        tuple(beside),
        "links" in given,
        "offline" in given,
    )


def _page_first(read: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the files of a form, the page first; Unusable where they are no page with its bibliographies."""
    pages = [one for one in read if not formats.by_suffix(one[0])]
    if len(read) == 1:
        return read
    if len(read) > _MOST_FILES:
        raise Unusable(f"Please give at most {_MOST_FILES - 1} lists of references with a page.")
    if len(pages) != 1 or len({name for name, _ in read}) < len(read):
        raise Unusable("Please give one file at a time, or one page with the lists of references that it names.")
    return [*pages, *(one for one in read if one not in pages)]


async def chosen(request: Request) -> dict[str, list[str]]:
    """Return the fields of the form that says which corrections are wanted; Unusable where it is none."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise Unusable("What was sent is not the form of this page.", 415)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > _MOST_CHOSEN:
                    raise Unusable("This is more than can be chosen.", 413)
        return parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_CHOSEN // 8)
    except TimeoutError:
        raise Unusable("It took too long to arrive. Please try again.", 408) from None
    except (ClientDisconnect, ValueError):
        raise Unusable("What was sent could not be read. Please try again.") from None


def task(given: Form, settings: Settings, registries: tuple[str, ...]) -> Task:
    """Return the task that a form asks for; Unusable where it asks for none, or for several."""
    ways = given.ways
    if not ways:
        raise Unusable("There is nothing to check yet: choose a file, give an address, or paste a text.", form=given)
    if len(ways) > 1:
        raise Unusable("Please give one thing at a time: a file, an address or a text.", form=given)
    chosen = settings.with_values({"offline": True}, "form") if given.offline else settings
    way = ways[0]
    name, data = _given(given, way)
    return Task(way, name, data, given.links, chosen, registries, given.beside)


def _given(given: Form, way: Way) -> tuple[str, bytes]:
    """Return the name of what was given, and its bytes."""
    if way == "file":
        return given.name, given.data
    if way == "text":
        return _PASTED, given.text.replace("\r\n", "\n").encode("utf-8", "replace")
    return _address(given), b""


def _address(given: Form) -> str:
    """Return the address, or the works, that a visitor names."""
    text = one_line(given.address)
    if len(text) > _LONGEST_ADDRESS:
        raise Unusable("This address is too long.", form=given)
    if naming.works(text) or naming.problem(text):
        return text
    if "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+(:\d+)?(/|$)", text):
        text = f"https://{text}"
    if not re.match(r"https?://[^\s/]", text, re.IGNORECASE) or " " in text:
        raise Unusable("This is no address of a page: one begins with https:// or http://.", form=given)
    return text


def _name(given: str) -> str:
    """Return a file's own name, without folders and what cannot be seen; its ending stays."""
    name = one_line(re.split(r"[\\/]", given)[-1]).strip() or "file"
    path = PurePosixPath(name)
    suffix = path.suffix[:12]
    return f"{path.stem[:_LONGEST_NAME]}{suffix}" if len(name) > _LONGEST_NAME else name


def saved_name(name: str, suffix: str, addition: str = "") -> str:
    """Return the name under which something about a page is saved, made of harmless characters alone."""
    base = urlsplit(name).path.rstrip("/").rpartition("/")[2] if "://" in name else name
    path = PurePosixPath(base)
    stem = path.stem if path.suffix else base
    clean = re.sub(r"[^\w() -]+", "-", stem).strip("- ")[:80] or "page"
    return f"{clean}{addition}{suffix}"


def corrected_name(task: Task, name: str, suffix: str) -> str:
    """Return the name under which a corrected file is saved: a file's own ending stays."""
    own = PurePosixPath(name).suffix if task.way == "file" else ""
    return saved_name(name, own if re.fullmatch(r"\.\w+", own) else suffix, "-corrected")
