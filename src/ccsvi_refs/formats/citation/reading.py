"""The parts of a citation string put together: authors, then title and container, then the locator."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ccsvi_refs.formats.citation import asides, dates, imprint, locator, names, titles
from ccsvi_refs.formats.citation.letters import DASH, LOWER, MONTH, UPPER, YEAR
from ccsvi_refs.formats.citation.locator import Locator
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.model import Mention, Name, Reference, Value, freeze

#: No citation string is longer; what follows is kept in the mention but not read.
_LONGEST = 5000

#: What numbers or marks a reference in a list: [1] (1) 1. 1) 1 •
_LABEL = re.compile(
    rf"\s*(?:[\^↑](?:\s[a-z]\b)*\s|\[\w{{1,6}}\]|\(\d{{1,4}}\)|\d{{1,4}}[.)](?=\s|[{UPPER}])|[•·▪*–-]\s|\d{{1,3}}\s(?=[{UPPER}])"
    rf"|\d{{1,3}}(?=[{UPPER}](?:[{LOWER}]{{2}}|\s?\.)))\s*"
)
_WRAP = re.compile(rf"(?<=[{LOWER}])-\s*\n\s*(?=[{LOWER}])")
_HYPHEN_WRAP = re.compile(rf"(?<=[{LOWER}]-)\s*\n\s*(?=[{UPPER}])")
_NUMBER_WRAP = re.compile(rf"(?<=\d[{DASH}])\s*\n\s*(?=\d)")

#: The year of publication after the authors: (2009), (2017, Nov 18), (n.d.), or 2008. between full stops.
_YEAR_AFTER_NAMES = re.compile(
    rf"[.,]*\s*[(\[](?P<before>(?:\d{{1,2}}\s)?{MONTH}\s)?(?P<year>{YEAR}[a-z]?(?:[/–-]\d{{2,4}})?|n\.\s?d\.)(?P<rest>,?\s(?:{MONTH})(?:\s\d{{1,2}})?)?[)\]]"
    rf"|[.,]*\s+(?P<plain>{YEAR}[a-z]?)(?=\s?[.:]\s?\S|,?\s[‘'“\"]|\s(?-i:[{UPPER}]))",
    re.IGNORECASE,
)
_BRACKETED_YEAR = re.compile(
    rf"[.,]?\s?\((?P<before>(?:\d{{1,2}}\s)?{MONTH}\s)?(?P<year>{YEAR}[a-z]?|n\.\s?d\.)(?P<rest>,?\s{MONTH}(?:\s\d{{1,2}})?)?\)",
    re.IGNORECASE,
)
#: What is said of an identifier, and of no work.
_FILLER = re.compile(
    r"(?:\b(?:available|retrieved|accessed|from|at|on|see|also|online|link|full text|free|article|pubmed(?: central)?"
    r"|medline|crossref|google scholar|doi|pmid|pmcid|arxiv|isbn|url|https?|and|or|as)\b|[\W_])*",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s.,:;]*")


@dataclass(slots=True)
class _Draft:
    """The CSL-JSON fields read so far and how sure each is."""

    fields: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Any] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)

    def put(self, name: str, value: Any, confidence: float) -> None:
        if value:
            self.fields[name] = value
            self.confidence[name] = round(confidence, 2)


def read(text: str) -> Reference:
    """Return the reference a citation string describes, with the fields that could be told; its source is ``cited``."""
    lines = _unwrapped(text[:_LONGEST])
    if lines and (label := _LABEL.match(lines[0])):
        lines[0] = lines[0][label.end() :]
    draft = _Draft()
    aside = asides.cut("\n".join(lines))
    for name, value in aside.fields.items():
        if name == "custom":
            draft.custom |= value
        else:
            draft.put(name, value, 0.98)
    rest = "" if aside.fields and _FILLER.fullmatch(aside.text) else aside.text
    parts = [" ".join(line.split()) for line in rest.split("\n") if line.strip(" .;,")]
    if not _lines(parts, draft):
        _sentence(" ".join(parts), draft)
    return _reference(text, draft)


def _unwrapped(text: str) -> list[str]:
    """Return the lines that hold something, words and numbers that a line break divided put together."""
    whole = _NUMBER_WRAP.sub("", _HYPHEN_WRAP.sub("", _WRAP.sub("", text)))
    return [" ".join(line.split()) for line in whole.split("\n") if line.strip()]


def _lines(parts: list[str], draft: _Draft) -> bool:
    """Read authors, title and source that stand on lines of their own; False where they do not."""
    if len(parts) < 3 or not all(part.endswith((".", "?", "!")) for part in parts[:-1]):
        return False
    found = names.read(parts[0])
    if not found.names and names.read(parts[1]).shape in ("Family I", "Family, I."):
        parts = [parts[1], parts[0], *parts[2:]]
        found = names.read(parts[0])
    source = locator.read(parts[-1])
    whole = found.names and not parts[0][found.end :].strip(" .,")
    if source is None or parts[-1][source.end :].strip(" .)") or not titles.container(parts[-1][: source.start]):
        return False
    if not whole and (len(parts) > 3 or re.search(r"\d", parts[0])):
        return False
    _put_names(found if whole else Names((Name(literal=parts[0].rstrip(". ")),)), draft)
    title = " ".join(parts[1:-1])
    draft.put("title", title if title.endswith(("?", "!", "...")) else title.rstrip("."), 0.95)
    draft.put("container-title", titles.container(parts[-1][: source.start]), 0.95)
    _put_locator(source, draft)
    return True


def _sentence(text: str, draft: _Draft) -> None:
    """Read a citation in which the parts follow one another."""
    first = ""
    found, year = _authors(text)
    if found.shape in ("", "body"):
        first, found, year = _title_first(text) or ("", found, year)
    start = year.end() if year else found.end
    if year:
        _put_year(year, draft)
    begin = _past_marks(text, start)
    book = imprint.cut(text[begin:])
    for name, value in book.fields.items():
        draft.put(name, value, 0.85)
    source = locator.read(book.text, book.sold, year_known=year is not None) or Locator(len(book.text), len(book.text))
    commas = found.shape in ("I. Family", "I Family", "Given Family") and "," in text[start:begin]
    middle = _middle(book, source, commas=commas, titled=year is not None)
    if first:
        middle = titles.Split(first, middle.container or middle.title, middle.margin)
    elif (found.shape == "body" or (year and found.shape == "Given Family" and len(found.names) == 1)) and _is_untitled(
        middle, text[: found.end], source
    ):
        found, middle = Names(), titles.Split(titles.title(text[: found.end]), middle.container or middle.title, 0.3)
    _put_names(found, draft)
    draft.put("title", middle.title, 0.6 + 0.38 * middle.margin)
    draft.put("container-title", middle.container, 0.7 + 0.29 * middle.margin)
    _put_locator(source, draft)


def _title_first(text: str) -> tuple[str, Names, re.Match[str] | None] | None:
    """Return title, authors and year of a citation in PubMed's order, None where several authors follow no title."""
    for stop in islice(re.finditer(r"[.?!]\s", text[:500]), 4):
        found = names.read(text, stop.end())
        if found.shape in ("Family I", "Family, I.", "Family I.") and (len(found.names) > 1 or found.others):
            return titles.title(text[: stop.start() + 1]), found, _YEAR_AFTER_NAMES.match(text, found.end)
    return None


def _middle(book: imprint.Imprint, source: Locator, *, commas: bool, titled: bool) -> titles.Split:
    """Return the title and container: parted by "In", or a book's title alone, or told apart by what they look like."""
    text = book.text[: source.start]
    before, after = book.inside
    if before and after < len(text):
        return titles.Split(titles.title(text[:before]), titles.container(text[after:]), 0.8)
    if "publisher" in book.fields and not source.volume:
        return titles.Split(titles.title(text), "", 0.6)
    return titles.split(text, commas=commas, located=bool(source.volume or source.page), titled=titled)


def _past_marks(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return gap.end() if gap else start


def _authors(text: str) -> tuple[Names, re.Match[str] | None]:
    """Return the authors at the start and the year right after them, if one is there."""
    found = names.read(text)
    year = _YEAR_AFTER_NAMES.match(text, found.end) if found.names else None
    if year:
        return found, year
    if not found.names and (body := names.read_body(text)).names:
        return body, _YEAR_AFTER_NAMES.match(text, body.end)
    later = _BRACKETED_YEAR.search(text, found.end, found.end + 300)
    if not later or not re.search(r"[^\W\d_]{2}", text[later.end() :]) or later.start() < 2:
        return found, None
    if not found.names:
        return Names((Name(literal=text[: later.start()].strip(" .,")),), later.start(), "body"), later
    between = text[found.end : later.start()]
    return (names.resumed(text, found, later.start()), later) if _is_list_rest(between) else (found, None)


def _is_list_rest(between: str) -> bool:
    """Return whether the text between the names read and the year is more of the list of authors, not a title."""
    return between.lstrip()[:1] in (",", ";", "&") and ". " not in re.sub(r"\b\w{1,2}\.\s", "", between)


def _is_untitled(middle: titles.Split, before: str, source: Locator) -> bool:
    """Return whether what stands before the year is the title, because nothing else can be it."""
    if middle.title and middle.container:
        return False
    return bool(source.page or source.volume) or not names.is_body(before)


def _put_names(found: Names, draft: _Draft) -> None:
    sure = 0.5 if found.shape == "body" else 0.75 if "Given" in found.shape else 0.97
    field_name = "editor" if found.editors else "author"
    draft.put(field_name, [name.to_csl() for name in found.names], sure)
    if found.others:
        draft.custom["et-al"] = [field_name]


def _put_year(match: re.Match[str], draft: _Draft) -> None:
    groups = match.groupdict()
    parsed = dates.parse("".join(groups.get(part) or "" for part in ("before", "year", "plain", "rest")))
    if parsed:
        draft.put("issued", {"date-parts": [list(parsed)]}, 0.98)


def _put_locator(source: Locator, draft: _Draft) -> None:
    date = dates.parse(f"{source.day} {source.month} {source.year}") if source.year else ()
    if date and "issued" not in draft.fields:
        draft.put("issued", {"date-parts": [list(date)]}, 0.97)
    for name in ("volume", "issue", "page"):
        draft.put(name, getattr(source, name), 0.98 if name in source.sure else 0.95)
    if source.colon:
        draft.custom["volume-separator"] = ":"


def _reference(text: str, draft: _Draft) -> Reference:
    fields = {"type": _type(draft.fields), **draft.fields}
    provenance = {name: (Value("cited", value),) for name, value in draft.fields.items()}
    custom = draft.custom | ({"confidence": draft.confidence} if draft.confidence else {})
    if custom:
        fields["custom"] = custom
    return Reference(freeze(fields), Mention(text), freeze(provenance))


def _type(fields: dict[str, Any]) -> str:
    if "genre" in fields:
        return "thesis"
    if "publisher" in fields and "volume" not in fields:
        return (
            "chapter"
            if "container-title" in fields
            else "webpage"
            if "URL" in fields and "ISBN" not in fields
            else "book"
        )
    if "container-title" in fields:
        return "article-journal"
    return "webpage" if "URL" in fields and "volume" not in fields else "document"
