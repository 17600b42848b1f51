"""What stands on a page: citation strings, links, statements, and what could not be read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from ccsvi_refs.location import Location

#: Words of labels that only say what a click does: ``Read online``, ``View the full text at the publisher's page``.
_CLICKS = frozenset(
    "a abstract access article at available click download find free from full get go guidance here html in it link"
    " more of on online open page paper pdf publisher read report s see site source study text the this to version view"
    " web website summary guideline link pubmed hier lesen volltext zusammenfassung zum artikel lire ici résumé texte"
    " intégral aquí leer resumen texto completo leggi qui testo".split()
)
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """An external link on a page; ``url`` is empty where only the label survived; ``reference`` is an id or empty."""

    url: str
    label: str = ""
    location: Location | None = None
    reference: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return ``{"url", "label", "location", "reference"}``; what is unknown is null."""
        return {
            "url": self.url or None,
            "label": self.label,
            "location": self.location.as_json() if self.location else None,
            "reference": self.reference or None,
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation string as a page prints it, with its place and the links that belong to it.

    ``number`` is the page's own for it, as it stands there (``[17]``, ``17.``), empty where it gives none.
    """

    text: str
    location: Location | None = None
    links: tuple[Link, ...] = ()
    number: str = ""

    @property
    def citation(self) -> str:
        """The text without the labels of links at its end that say nothing of the work: ``Read online``, ``PDF``."""
        labels = {link.label.strip() for link in self.links if _only_clicks(link.label)}
        left = self.text.rstrip()
        while label := next((each for each in labels if left.endswith(each)), ""):
            before = left.removesuffix(label)
            if not before.strip() or before[-1].isalnum():
                break
            left = before.rstrip(" |·,;[(\n")
        return left


def _only_clicks(label: str) -> bool:
    words = re.findall(r"[^\W_]+", label.lower())
    return 0 < len(words) <= _MOST_WORDS and _CLICKS.issuperset(words)


#: What a problem is about: a record of a file, an item of a list of references that could not be read as a work, or
#: a file that the page names and that was not read.
ProblemKind = Literal["unreadable-record", "unread-entry", "unread-bibliography"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that could not be read, kept as data: what is wrong, where, and the raw text.

    ``reference`` is the id under which an unread entry stands among the references, with its raw text alone.
    """

    message: str
    location: Location | None = None
    raw: str = ""
    kind: ProblemKind = "unreadable-record"
    reference: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return ``{"kind", "message", "location", "raw", "reference"}``; what is unknown is null."""
        return {
            "kind": self.kind,
            "message": self.message,
            "location": self.location.as_json() if self.location else None,
            "raw": self.raw,
            "reference": self.reference or None,
        }

    def __str__(self) -> str:
        """Return ``place: message``."""
        return f"{self.location}: {self.message}" if self.location else self.message


#: How a page cites in its text: by number ([7]), by key ([@brown2015]) or by name and year (Brown, 2015).
CitingKind = Literal["number", "key", "name"]


@dataclass(frozen=True, slots=True)
class InTextCitation:
    """One work cited in the running text of a page.

    ``text`` is what the page prints, ``label`` what of it names the work (``7``, ``brown2015``, ``Brown 2015``);
    ``references`` are the ids of the entries it means: none where the list has no such entry, several where the list
    does not decide. ``near`` are entries that differ from it in the author or the year alone.
    """

    kind: CitingKind
    text: str
    label: str
    location: Location | None = None
    references: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a page prints as somebody else's, without the quotation marks, and their place."""

    text: str
    location: Location | None = None


#: What ties a sentence to a reference: a citation in it, a name in it, the sentence before it, or where it stands.
TieKind = Literal["citation", "name", "following", "layout"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A sentence, or a part of one, that says something of a cited work.

    ``text`` is what the page prints, ``claim`` the same without quotations and citations; ``references`` are the ids of
    the entries it may be about, several where the page does not decide between them.
    """

    text: str
    references: tuple[str, ...]
    by: TieKind
    location: Location | None = None
    quotations: tuple[Quotation, ...] = ()
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Uncited:
    """An entry, by its id or key and its place, that no citation in the running text names."""

    id: str
    location: Location | None = None


#: What can be wrong with the numbers that a list of references gives its entries.
SlipKind = Literal["number-used-twice", "number-left-out"]


@dataclass(frozen=True, slots=True)
class Slip:
    """A number of a list of references that two entries have, or that is left out before one."""

    kind: SlipKind
    number: int
    location: Location | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a file that is no reference, kept so that writing the same format loses nothing.

    A comment, a definition, or (``is_broken``) an entry that could not be read.
    """

    format: str
    text: str
    location: Location | None = None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A factual statement of a page, in our own words, and what the reference behind it says.

    ``support`` is ``supported``, ``differs``, ``imprecise`` or ``not-checked``; ``source`` says in our words what the
    source says, and ``note`` where that was read. ``references`` are ids, empty where no cited work supports it.
    """

    text: str
    references: tuple[str, ...]
    support: str
    source: str = ""
    note: str = ""
