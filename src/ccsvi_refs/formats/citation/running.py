"""A citation string in which the parts follow one another without marks: authors, title and container, locator."""

from __future__ import annotations

import re
from dataclasses import replace

from ccsvi_refs.formats.citation import bodies, places, titles
from ccsvi_refs.formats.citation import names as people
from ccsvi_refs.formats.citation.draft import Draft
from ccsvi_refs.formats.citation.names import Names
from ccsvi_refs.formats.citation.opening import authors, title_first
from ccsvi_refs.formats.citation.settling import settle
from ccsvi_refs.model import Name
from ccsvi_refs.text import months
from ccsvi_refs.text.letters import LOWER, UPPER
from ccsvi_refs.text.patterns import when_used

_INNER_DATE = when_used(rf"[;,.]\s(?P<date>{months.DATE})(?=\s?[;,.]|$)", re.IGNORECASE)
#: A meeting named by its year and nothing before it, where a style prints no titles: "2011 IEEE 13th Conference on".
_MEETING_OF_YEAR = re.compile(
    r"[\s,.]*(?:(?P<volume>Proceedings)\sof\s|(?:19|20)\d\d\s(?=[A-Z0-9]))(?:[^\s.,]{1,20}\s){0,8}"
    r"(?i:Conference|Symposium|Congress|Workshops?|Meeting|Exposition)\b"
)
#: A journal's short name and what it is: QJM: An International Journal of Medicine.
_SERIAL = re.compile(
    r"[A-Z][\w&]{1,15}\s?:\s(?:an?|the)\s(?:[\w-]+\s){0,3}(?:journal|magazine|quarterly|bulletin)\b", re.IGNORECASE
)
#: A year in brackets that closes the title, where the citation has no other: Heme in blood. (1977). Brain.
_TITLE_OF_YEAR = re.compile(rf"(?<=\w)[.,]?\s\((?P<date>{months.YEAR})\)\.?$")
_GAP = re.compile(r"[\s.,:;]*")
#: A family name without any initial, then the title; not the first word of a title in two sentences.
_ALONE = re.compile(
    rf"(?!(?:Abstract|Background|Comment|Commentary|Correction|Correspondence|Corrigendum|Editorial|Errat|Foreword|Introduction|Letter"
    rf"|News|Preface|Reply|Response|Retract|Review)\w*\.)(?P<family>[{UPPER}][{LOWER}’'-]{{2,20}})\.\s(?=[{UPPER}“])"
)


def read(text: str, draft: Draft) -> None:
    """Read a citation in which only order and full stops tell the parts."""
    first = ""
    found, year = authors(text)
    if draft.repeated and found.shape not in ("Family I", "Family, I."):
        found, year = Names(), None
    elif found.shape in ("", "body"):
        first, found, year = title_first(text) or ("", found, year)
    start = year.end() if year else found.end
    if year:
        draft.date(year.group())
    gap = _GAP.match(text, start)
    begin = gap.end() if gap else start
    commas = "," in text[start:begin] and found.shape in ("I. Family", "I Family", "Given Family")
    middle = places.middle(text[begin:], draft, commas=commas, dated=year is not None)
    found = _as_serial(text, _branch(text, found, middle), middle)
    _with_year(middle)
    if first:
        middle.put(first, middle.container or middle.title)
    elif (
        _may_be_title(found, year) and not _is_own(text, found, year, middle) and middle.is_untitled(text[: found.end])
    ):
        middle.put(titles.title(text[: found.end]), middle.container or middle.title)
        middle.margin, found = 0.3, Names()
    if found.shape == "body" and _is_unplaced(middle) and "DOI" not in draft.fields:
        _own(middle, draft)
    if found.names and (meeting := _MEETING_OF_YEAR.match(text, year.start() if year else begin)):
        _as_meeting(middle, is_volume=bool(meeting["volume"]), published="publisher" in draft.fields)
    if not middle.title and not middle.container and len(found.names) == 1 and "Given" in found.shape:
        middle.put(titles.title(text[: found.end]), "")
        found = Names()
    draft.names(found if found.names else _alone(middle))
    draft.put("title", middle.title, 0.6 + 0.38 * middle.margin)
    draft.put("container-title", middle.container, 0.7 + 0.29 * middle.margin)
    draft.locator(middle.source)
    settle(middle.after, draft)
    if "issued" not in draft.fields:
        _date_inside(text, draft)


def _date_inside(text: str, draft: Draft) -> None:
    """Read the date of a citation that has none where dates stand: between commas, or in brackets behind the title."""
    title = str(draft.fields.get("title") or "")
    if date := _INNER_DATE.search(text):
        draft.date(date["date"])
    elif date := _TITLE_OF_YEAR.search(title):
        draft.date(date["date"])
        draft.fields["title"] = titles.title(title[: date.start()])


def _as_meeting(middle: places.Middle, *, is_volume: bool, published: bool) -> None:
    """Make the name of a meeting the container; its proceedings are a work where a journal or publisher has them."""
    if not is_volume or not (middle.container or published):
        middle.put("", middle.container or middle.title)


def _as_serial(text: str, found: Names, middle: places.Middle) -> Names:
    """Return the authors without a journal's short name, and make a journal named with what it is the container."""
    alone = middle.title or middle.container
    if middle.title and middle.container:
        return found
    if _SERIAL.match(alone):
        middle.put("", alone)
    elif found.shape == "body" and text[found.end : found.end + 2] == ": ":
        whole = f"{text[: found.end]}: {alone}"
        if _SERIAL.match(whole):
            middle.put("", whole)
            return Names()
    return found


def _with_year(middle: places.Middle) -> None:
    """Give a year that was read as a volume back to the title that ends with it: Atlas of mental health 2016."""
    volume = middle.source.volume
    if middle.title and not middle.container and _is_unplaced(middle) and re.fullmatch(months.YEAR, volume):
        middle.put(f"{middle.title} {volume}", "")
        middle.source = replace(middle.source, volume="")


def _alone(middle: places.Middle) -> Names:
    """Return the one family name that opens a title behind which a volume stands, taken off it; none is no names."""
    alone = _ALONE.match(middle.title) if middle.source.volume else None
    if alone is None:
        return Names()
    middle.title = middle.title[alone.end() :]
    return Names((Name(family=alone["family"]),), shape="Family")


def _branch(text: str, found: Names, middle: places.Middle) -> Names:
    """Return one person who is a body by the name, "Age UK", as that; with pages behind, it may be a person."""
    is_body = len(found.names) == 1 and _is_unplaced(middle) and bodies.is_branch(text[: found.end])
    return people.literal(text[: found.end]) if is_body else found


def _is_unplaced(middle: places.Middle) -> bool:
    """Return whether neither issue nor page say that the work stands in a journal."""
    return not middle.source.page and not middle.source.issue


def _is_own(text: str, found: Names, year: re.Match[str] | None, middle: places.Middle) -> bool:
    """Return whether a body stands before a year in brackets as the author of what is in no journal."""
    bracketed = year is not None and year.group().lstrip(" .,")[:1] in ("(", "[")
    return bracketed and _is_unplaced(middle) and bodies.names_body(text[: found.end])


def _own(middle: places.Middle, draft: Draft) -> None:
    """Read what a body has published itself: a title, perhaps the series and its number in that, and no journal."""
    volume = middle.source.volume
    if not middle.title and not middle.container and "publisher" in draft.fields:
        middle.put(titles.title(str(draft.fields.pop("publisher"))), "")
    elif not middle.title and not volume:
        middle.put(titles.title(middle.container), "")
    elif bodies.is_series(middle.container) and middle.title:
        draft.put("genre", middle.container, 0.8)
        middle.put(middle.title, "")
        _as_report(middle, draft)
    elif not middle.title and middle.container and not bodies.SERIAL.search(middle.container):
        whole = middle.container if not volume.isdigit() else f"{middle.container} {volume}"
        middle.put(titles.title(whole), "")
        _as_report(middle, draft)
    elif not middle.container and volume and not volume.isdigit():
        _as_report(middle, draft)


def _as_report(middle: places.Middle, draft: Draft) -> None:
    """Take what was read as a volume for a report's number, unless it is a part of the title."""
    volume, middle.source = middle.source.volume, replace(middle.source, volume="")
    if volume and not middle.title.endswith(volume):
        draft.put("number", volume, 0.8)
    draft.told = draft.told or "report"


def _may_be_title(found: Names, year: re.Match[str] | None) -> bool:
    return found.shape == "body" or (year is not None and found.shape == "Given Family" and len(found.names) == 1)
