"""One file, what its references resolved to and what was found → the file put right, and what of it was not."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from ccsvi_refs import auditing, formats
from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import changes as making
from ccsvi_refs.correcting import originals, pages, records, rereading, styled
from ccsvi_refs.correcting.changes import Change, Choice
from ccsvi_refs.correcting.originals import Original
from ccsvi_refs.correcting.pages import Found, Wishes, word
from ccsvi_refs.correcting.pages.markup import MARKUPS
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography
from ccsvi_refs.pages import kinds, loading

if TYPE_CHECKING:
    from ccsvi_refs.rendering import Style
    from ccsvi_refs.resolving import Resolution

#: Who changes a Word document whose changes are tracked.
AUTHOR = "ccsvi-refs"
#: What is only read, and in what form its own program can save it to be written back.
_INSTEAD = {"odt": ".docx", "rtf": ".docx", "mhtml": ".html", "pubmed": ".nbib", "wos": ".ris", "zotero-rdf": ".bib"}


@dataclass(frozen=True, slots=True)
class Fix:
    """A file put right.

    ``before`` and ``after`` are its bytes, ``changes`` what was changed, in order; ``doubtful`` are changes that wait
    to be asked for, ``left`` the findings whose corrections have no sure place, ``unusual`` those about what no entry
    of the page has, identifiers or issues: they are made where their rule is named. ``old`` and ``new`` are its text,
    of a Word document that of its paragraphs; ``encoding`` is what a diff of them is written in.
    """

    path: str
    before: bytes
    after: bytes
    old: str
    new: str
    changes: tuple[Change, ...] = ()
    doubtful: tuple[Change, ...] = ()
    left: tuple[Finding, ...] = ()
    unusual: tuple[Finding, ...] = ()
    encoding: str = "utf-8"

    @property
    def text(self) -> str:
        """The text put right."""
        return self.new.removeprefix("\ufeff")

    def diff(self) -> str:
        """Return a unified diff, empty where nothing changes."""
        name = self.path.lstrip("/").removeprefix("./")
        shown = difflib.unified_diff(_lines(self.old), _lines(self.new), f"a/{name}", f"b/{name}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in shown)


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their ends; only a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return [*lines[:-1], *([last] if (last := lines[-1][:-1]) else [])]


Judge = Callable[[Bibliography, Sequence["Resolution"]], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class How:
    """What of a file is to be changed, and how: in a Word document tracked, works marked that are retracted.

    ``judge`` says what is wrong with the file when it is read again; ``style`` returns the style that it is in.
    """

    choice: Choice = field(default_factory=Choice)
    tracked: bool = False
    mark_retracted: bool = False
    judge: Judge = auditing.audit
    style: Callable[[], Style | None] | None = None

    @property
    def wishes(self) -> Wishes:
        """What is wanted beside the corrections."""
        return Wishes(self.mark_retracted, self.choice.rules, self.choice.unsafe, self.style)


def refusal(kind: str) -> str:
    """Return why a file of some kind is not written back, empty where it can be."""
    if kind in pages.WRITTEN or kind in records.FORMATS:
        return ""
    suffixes = [suffix for name in pages.WRITTEN for suffix in kinds.KINDS[name].suffixes]
    suffixes += [suffix for suffix, name in formats.SUFFIXES.items() if name in records.FORMATS]
    able = ", ".join(sorted(suffixes))
    instead = f"; save it as {_INSTEAD[kind]} and name that" if kind in _INSTEAD else ""
    return f"{kind} is read, but not written back{instead}; what can be are {able}"


def fix(
    data: bytes, path: str, kind: str, resolutions: Sequence[Resolution], findings: Sequence[Finding], how: How
) -> Fix:
    """Return a file put right; InputError where its kind is only read, or its bytes cannot be written back."""
    if reason := refusal(kind):
        raise InputError(reason, Location(path))
    if how.tracked and kind != "docx":
        raise InputError("changes are tracked in Word documents alone", Location(path))
    listed = [each for each in findings if how.choice.covers(each)]
    style = cache(how.style or (lambda: styled.of_page(resolutions)))
    how = replace(how, style=style)  # what is put right is in the style that it was in
    if kind == "docx":
        return _document(data, path, resolutions, listed, how)
    original = originals.read(data, path)
    found = _found(original, kind, resolutions, listed, how)
    made, doubtful = making.wanted(found.changes, how.choice)

    def put(some: Sequence[Change]) -> bytes:
        return originals.written(original, some)

    made, unsound = _tested(made, resolutions, findings, how, put, path, kind)
    after = put(made) if made else data
    said = original.encoded.declared
    encoding = "utf-8" if said.startswith(("utf-16", "utf-32")) else said
    old, new = (originals.read(each, path).whole for each in (data, after))
    left = (*found.left, *_behind(unsound, listed))
    return Fix(path, data, after, old, new, tuple(made), tuple(doubtful), left, tuple(found.unusual), encoding)


def _tested(
    made: Sequence[Change],
    resolutions: Sequence[Resolution],
    findings: Sequence[Finding],
    how: How,
    put: Callable[[Sequence[Change]], bytes],
    path: str,
    kind: str,
) -> tuple[list[Change], list[Change]]:
    """Return the changes after which the file is read as right, and the others."""

    def read(some: Sequence[Change]) -> Bibliography:
        return loading.read(put(some), path, kind)

    def change(some: Sequence[Change], now: Sequence[Resolution], judged: Sequence[Finding]) -> Sequence[Change]:
        before = {new.id: old.id for old, new in zip(resolutions, now, strict=True)}
        listed = [
            each
            for each in judged
            if (not how.choice.rules or each.rule in how.choice.rules)
            and (before.get(each.reference, ""), each.rule) not in how.choice.refused
        ]
        if kind == "docx":
            found = pages.changes(word.read(put(some), path).text, word.MARKUP, now, listed, how.wishes)
        else:
            found = _found(originals.read(put(some), path), kind, now, listed, how)
        return making.wanted(found.changes, replace(how.choice, references=frozenset(), refused=frozenset()))[0]

    again = rereading.Again(read, how.judge, change)
    if kind in pages.WRITTEN:
        return rereading.sound(made, resolutions, findings, again)
    good = rereading.holding(made, resolutions, read)
    return good, [each for each in made if each not in good]


def _behind(changes: Sequence[Change], findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that asked for changes."""
    asked = {(change.reference, change.rule) for change in changes}
    return [finding for finding in findings if (finding.reference, finding.rule) in asked]


def _found(
    original: Original, kind: str, resolutions: Sequence[Resolution], findings: Sequence[Finding], how: How
) -> Found:
    """Return the changes in a page or data file."""
    if kind in MARKUPS:
        unnamed = kind == "html" and original.text.isascii() and "charset" not in original.text[:4096].lower()
        writes = str.isascii if unnamed else original.writes  # browsers take what names no encoding for an old one
        return pages.changes(original.text, MARKUPS[kind], resolutions, findings, how.wishes, writes)
    found, left = records.changes(
        original.text, kind, resolutions, findings, writes=original.writes, mark_retracted=how.mark_retracted
    )
    return Found(found, left, [])


def _document(data: bytes, path: str, resolutions: Sequence[Resolution], findings: Sequence[Finding], how: How) -> Fix:
    package = word.read(data, path)
    found = pages.changes(package.text, word.MARKUP, resolutions, findings, how.wishes)
    made, doubtful = making.wanted(found.changes, how.choice)

    def put_plainly(some: Sequence[Change]) -> bytes:
        return word.written(package, word.settled(package.text, some))

    made, unsound = _tested(made, resolutions, findings, how, put_plainly, path, "docx")
    old = "\n".join(word.paragraphs(package.text))
    new = "\n".join(word.paragraphs(making.applied(package.text, made)))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    put = word.tracked(package.text, made, AUTHOR, now) if how.tracked else word.settled(package.text, made)
    after = word.written(package, put) if made else data
    left = (*found.left, *_behind(unsound, findings))
    return Fix(path, data, after, old, new, tuple(made), tuple(doubtful), left, tuple(found.unusual))
