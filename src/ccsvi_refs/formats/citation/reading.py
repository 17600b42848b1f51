"""The parts of a citation string put together: authors, then title and container, then the locator."""

from __future__ import annotations

import re

from ccsvi_refs.formats.citation import (
    asides,
    bodies,
    cleaning,
    formulas,
    leading,
    norms,
    places,
    publishers,
    running,
    titles,
)
from ccsvi_refs.formats.citation import layouts as marked
from ccsvi_refs.formats.citation import names as people
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.model import Name, Reference
from ccsvi_refs.text import locators, months
from ccsvi_refs.text.letters import UPPER
from ccsvi_refs.text.patterns import when_used

#: No citation string is longer; what follows is kept in the mention but not read.
_LONGEST = 5000

#: Body, Title, Place Date: Age UK, Loneliness and isolation, London 2014.
_COMMAS = when_used(
    rf"(?P<author>[^.,;:()“”\"\d]{{3,80}}),\s(?P<title>[{UPPER}](?:(?!\.\s)[^;“”\"\d]){{5,200}}?)"
    rf"(?:,\s(?P<place>[{UPPER}][\w'’ -]{{2,20}}?))??,?\s(?P<date>{months.DATE})\W*$",
    re.IGNORECASE,
)
#: What is said of an identifier, and of no work.
_FILLER = re.compile(
    r"(?:\b(?:available|retrieved|accessed|from|at|on|see|also|online|link|full text|free|article|pubmed(?: central)?"
    r"|medline|crossref|google scholar|doi|pmid|pmcid|arxiv|isbn|url|https?|and|or|as)\b|[\W_])*",
    re.IGNORECASE,
)
#: What asides leave behind: full stops with nothing between them.
_EMPTY = re.compile(r"(?<!\.)\.\s+(?:[.,;]\s+)*[.,;](?:\s+|$)(?!\.)")
#: Author. Title. Date, and nothing else: WHO. Health for all. 1981.
_THREE = when_used(
    rf"(?P<author>[^.?!:;()\d“”\"]{{2,80}})\.\s(?P<title>.{{6,300}}?)(?P<mark>[.?!]"
    rf"|\.\.\.)\s(?P<date>{months.DATE})\W*$",
    re.IGNORECASE,
)

#: The Bluebook's Jane Roe & John Doe, Title; Jane Roe, John Doe & Ann Poe, Title.
_AUTHORS_FIRST = re.compile(
    r"(?P<head>[^,&]{3,60}(?:,\s(?:Jr|Sr|II)\.?)?(?:(?:,\s[^,&]{3,60}){0,4},?\s&\s[^,&]{3,60})?),\s(?P<title>\S.*)"
)

#: One author alone, whose title has a comma and an ampersand of its own: Jane Roe, Poe & Co., and After.
_AUTHOR_FIRST = re.compile(r"(?P<head>[^,&]{3,60}(?:,\s(?:Jr|Sr|II)\.?)?),\s(?P<title>\S.*)")

#: What names look like that end where their initials do.
_INITIALS_LAST = frozenset({"Family I", "Family I.", "Family, I."})


def read(text: str, *, linked: bool = False) -> Reference:
    """Return the reference a citation string describes, with the fields that could be told; its source is ``cited``.

    ``linked`` says that a link beside the string leads to a DOI or the like, so that it is no book without a number.
    """
    lines = cleaning.lines(text[:_LONGEST])
    draft = Draft(linked=linked)
    if lines:
        lines[0], draft.repeated = cleaning.without_repetition(leading.stripped(lines[0]))
    aside = asides.cut("\n".join(lines))
    draft.custom |= aside.custom
    for name, value in aside.fields.items():
        draft.put(name, value, 0.98)
    parts = [" ".join(line.split()) for line in aside.text.split("\n") if line.strip(" .;,")]
    whole = _EMPTY.sub(". ", " ".join(parts)).strip()
    if (aside.fields and _FILLER.fullmatch(whole)) or not re.search(r"[^\W\d_]{2}", whole):
        return draft.reference(text)
    if not formulas.read(whole, draft) and not _lines(parts, draft):
        _sentence(whole, draft)
    return draft.reference(text)


def _lines(parts: list[str], draft: Draft) -> bool:
    """Read authors, title and source that stand on lines of their own; False where they do not."""
    if len(parts) < 3 or not all(part.endswith((".", "?", "!")) for part in parts[:-1]):
        return False
    found = people.read(parts[0])
    if not found.names and people.read(parts[1]).shape in ("Family I", "Family, I."):
        parts = [parts[1], parts[0], *parts[2:]]
        found = people.read(parts[0])
    source = locators.read(parts[-1])
    whole = found.names and not parts[0][found.end :].strip(" .,")
    if source is None or parts[-1][source.end :].strip(" .)") or not titles.container(parts[-1][: source.start]):
        return False
    if not whole and (len(parts) > 3 or re.search(r"\d", parts[0])):
        return False
    draft.names(found if whole else Names((Name(literal=parts[0].rstrip(". ")),)))
    title = " ".join(parts[1:-1])
    draft.put("title", title if title.endswith(("?", "!", "...")) else title.rstrip("."), 0.95)
    draft.put("container-title", titles.container(parts[-1][: source.start]), 0.95)
    draft.locator(source)
    return True


def _sentence(text: str, draft: Draft) -> None:
    """Read a citation in which the parts follow one another."""
    if layout := marked.find(text):
        _laid_out(layout, draft)
    elif (standard := norms.standard(text)) and not norms.is_within(text, standard):
        draft.told = "standard"
        draft.put("number", standard["number"], 0.95)
        places.rest(text[standard.end() :].lstrip(" .,:;"), draft, titled=False)
        draft.fields.setdefault("title", standard["number"])
    elif (parts := _COMMAS.match(text)) and _is_of_body(parts):
        draft.names(Names((Name(literal=parts["author"].strip()),), shape="body"))
        draft.put("title", parts["title"], 0.7)
        draft.put("publisher-place", parts["place"], 0.7)
        draft.date(parts["date"])
        draft.told = "report"
    elif reviewed := places.BLUEBOOK.search(text):
        _reviewed(text[: reviewed.start()], draft)
        places.journal(reviewed, draft)
    elif three := _three(text):
        draft.names(Names((Name(literal=three["author"].strip()),), shape="body"))
        draft.put("title", three["title"] + three["mark"].strip("."), 0.7)
        draft.date(three["date"])
    else:
        running.read(text, draft)


def _reviewed(text: str, draft: Draft) -> None:
    """Read authors and title before a law review's volume: commas alone part them, unless initials stand last."""
    opened = people.read(text)
    if opened.shape in _INITIALS_LAST:
        draft.names(opened)
        draft.put("title", titles.title(text[opened.end :].lstrip(" .,:")), 0.9)
        return
    for parts in filter(None, (_AUTHORS_FIRST.fullmatch(text), _AUTHOR_FIRST.fullmatch(text))):
        found = people.zone(parts["head"])
        if found.shape not in ("", "body"):
            draft.names(found)
            draft.put("title", titles.title(parts["title"]), 0.9)
            return
    draft.put("title", titles.title(text), 0.9)


def _is_of_body(parts: re.Match[str]) -> bool:
    """Return whether what commas part is a body, the title of a work of its own, and perhaps a city."""
    placed = not parts["place"] or publishers.is_place(parts["place"])
    serial = bodies.names_serial(parts["title"]) and " of " not in parts["title"]
    return placed and not serial and bodies.names_body(parts["author"])


def _three(text: str) -> re.Match[str] | None:
    """Return author, title and date where these are all there is, None where the first sentence is no name."""
    match = _THREE.match(text)
    if not match or not bodies.is_short_name(match["author"]):
        return None
    if people.read(text).names and not bodies.names_body(match["author"]):
        return None
    words = match["title"].split()
    small = sum(word[:1].islower() and len(word) > 1 for word in words)
    is_title = small > 0 and len(words) > 2
    return match if is_title and not bodies.SERIAL.search(match["title"].split(". ")[-1]) else None


def _laid_out(layout: marked.Layout, draft: Draft) -> None:
    """Read a citation whose marks say where the title is."""
    date = marked.YEAR_LAST.search(layout.head)
    head = layout.head[: date.start()] if date else layout.head
    if head.strip(" .,:;()[]"):
        found = people.zone(head)
        if not found.names:
            found = people.read(head.strip())
        draft.names(found if found.names else people.literal(head))
    if date:
        draft.date(date["date"] or date["plain"])
    draft.told, draft.quoted = layout.type, layout.quoted
    draft.put("title", titles.title(layout.title), 0.95)
    draft.put("number", layout.number, 0.95)
    places.rest(layout.rest, draft, titled=True)
