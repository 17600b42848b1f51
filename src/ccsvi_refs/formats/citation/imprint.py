"""Books and chapters: edition, publisher and place, pages in brackets, the book a chapter is in and its editors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ccsvi_refs.formats.citation import names
from ccsvi_refs.text.letters import DASH, UPPER
from ccsvi_refs.text.months import YEAR

#: A word that makes the name of a publisher.
_PUBLISHER = re.compile(
    r"\b(?:press|publi(?:sh\w*|cations?)|verlag|books|elsevier|springer|wiley|routledge|sage|blackwell|mcgraw|pearson"
    r"|academic|universit\w+|éditions|editorial|editora|sons|prentice hall|heinemann|kluwer|thieme|karger|lippincott"
    r"|saunders|mosby|churchill|norton|macmillan|palgrave|penguin|harper\w*|crc|up|organi[sz]ation|agency|office|council|college"
    r"|foundation|nice|who|oecd|nhs|government|ministry|institute|inc|ltd|gmbh|& co)\b",
    re.IGNORECASE,
)
#: A word that makes the name of a serial, whatever else is in it.
_SERIAL = re.compile(
    r"\b(?:journal|proceedings|transactions|annals|archives?|bulletin|reviews?|letters|conference|symposium|workshop|lectures?"
    r"|dictionary|encyclop\w+|magazine|acta|zeitschrift|reports)\b",
    re.IGNORECASE,
)
_CITIES = frozenset(
    """
    amsterdam atlanta baltimore barcelona basel basingstoke beijing berkeley berlin bern bethesda bonn boston bristol
    brussels cambridge canberra chicago chichester copenhagen dordrecht dublin edinburgh florence frankfurt geneva
    glasgow göttingen hamburg heidelberg helsinki hoboken kyoto leiden leipzig lisbon london louvain maidenhead madrid
    manchester melbourne milan moscow munich münchen nottingham oslo ottawa oxford paris philadelphia prague rockville
    rome rotterdam stockholm stuttgart sydney tokyo toronto tübingen utrecht vienna warsaw washington wien wiesbaden
    zurich zürich
    """.split()
) | {"new york", "san francisco", "los angeles", "new haven", "boca raton", "thousand oaks", "hong kong", "new delhi"}

_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.|second|third|fourth|fifth|sixth|rev(?:ised|\.)?)"
_EDITION = re.compile(
    rf"[(,.]?\s?\b(?P<edition>{_ORDINAL})\s(?:rev\.\s)?(?:ed(?:ition|n)?|aufl(?:age)?)\b\.?(?:,\s)?\)?", re.I
)
_PAGES = re.compile(
    rf"\(?(?:(?:vol\.?|volume)\s(?P<volume>\w{{1,8}}),\s)?\bpp?\.?\s?(?P<page>[\dA-Za-z]{{1,8}}(?:\s?[{DASH}]\s?[\dA-Za-z]{{1,8}})?)\)",
    re.I,
)
_PAGES_BEFORE = re.compile(
    rf",\s(?:pp?\.?|S\.)\s?(?P<page>[\dA-Za-z]{{1,8}}(?:\s?[{DASH}]\s?[\dA-Za-z]{{1,8}})?)(?=[.,;]\s)"
)
_EXTENT = re.compile(r"(?P<extent>\d{1,4})\s(?:pp|pages|p|S)\b\.?(?=\W*$)")
_LETTER = r"(?:[^:;()?!.\d]|(?<=[A-Z])\.)"
_FOLLOW = rf"(?=\s{{0,3}}(?:[;,.]?\s{{0,3}}[(\[]?(?:c|©)?\s?{YEAR}|[,.]\s{{0,3}}(?:pp?\b|S\.)|[.,;)]{{0,2}}\s{{0,3}}$))"
_PLACE_FIRST = re.compile(
    rf"(?:^|(?<=[.?!,)(]\s)|(?<=\())(?P<place>[{UPPER}][^:;()?!.\d]{{1,40}}):\s{{0,2}}(?P<publisher>[{UPPER}]{_LETTER}{{1,70}}?){_FOLLOW}"
)
_PLACE_LAST = re.compile(
    rf"(?<=[.?!)]\s)(?P<publisher>[{UPPER}]{_LETTER}{{2,60}}?),\s(?P<place>[{UPPER}][^:;()?!\d,]{{2,30}}(?:,\s[{UPPER}]\w{{1,20}})?){_FOLLOW}"
)
_ALONE = re.compile(rf"(?<=[.?!)]\s)(?P<publisher>[{UPPER}][^.:;()?!\d]{{2,60}}(?:\s[{UPPER}]\.)?){_FOLLOW}")
_IN = re.compile(r"(?:(?<=[.?!,”\"’']\s)|^)[Ii]n(?::\s?|\s)(?=\S)")


_THESIS = re.compile(
    r"[\[(](?P<genre>[^\[\]()]{0,30}(?:thesis|dissertation|diss\.))(?:,\s(?P<publisher>[^\[\]()]{3,80}))?[\])]",
    re.IGNORECASE,
)


_CSL_NAME = {"place": "publisher-place", "extent": "number-of-pages"}


@dataclass(slots=True)
class Imprint:
    """A description without what concerns the book, that as CSL fields, and where "In" and the publisher stood or 0."""

    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    inside: tuple[int, int] = (0, 0)
    sold: int = 0

    def take(self, match: re.Match[str], instead: str = ". ") -> None:
        """Take a match out of the text; a full stop stays where it was, so that the parts beside it stay apart."""
        self.fields |= {
            _CSL_NAME.get(name, name): value.strip(" ,") for name, value in match.groupdict().items() if value
        }
        self.text = " ".join((self.text[: match.start()] + instead + self.text[match.end() :]).split())


def cut(text: str) -> Imprint:
    """Return the description without edition, publisher, place, bracketed pages and editors, and these as fields."""
    imprint = Imprint(text)
    for pattern in (_THESIS, _EDITION, _PAGES, _EXTENT):
        if match := pattern.search(imprint.text):
            imprint.take(match)
    if match := _publisher(imprint.text):
        imprint.sold = match.start()
        imprint.take(match)
        if pages := _PAGES_BEFORE.search(imprint.text, 0, imprint.sold + 1):
            imprint.sold -= len(pages.group())
            imprint.take(pages)
    _divide(imprint)
    return imprint


def _publisher(text: str) -> re.Match[str] | None:
    """Return the first of place and publisher, publisher and place, and publisher alone that is really one."""
    for match in _PLACE_FIRST.finditer(text):
        sold = re.match(rf"\s?;\s?(?:c|©)?{YEAR}", text[match.end() :]) and not _SERIAL.search(match["publisher"])
        if sold or _is_place(match["place"]) or _is_publisher(match["publisher"]):
            return match
    for match in _PLACE_LAST.finditer(text):
        if _is_publisher(match["publisher"]) or (_is_place(match["place"]) and not _SERIAL.search(match["publisher"])):
            return match
    return next((match for match in _ALONE.finditer(text) if _is_publisher(match["publisher"])), None)


def _is_place(text: str) -> bool:
    return re.split(r"[,/&]| and ", text)[0].strip(" .").lower() in _CITIES


def _is_publisher(text: str) -> bool:
    return bool(_PUBLISHER.search(text)) and not _SERIAL.search(text)


def _divide(imprint: Imprint) -> None:
    """Find "In: Brown C, editor. Title" or "In C. Brown (Ed.), Title" and take the editors in."""
    for match in _IN.finditer(imprint.text):
        found = names.read(imprint.text, match.end())
        if found.names and found.editors:
            imprint.fields["editor"] = [name.to_csl() for name in found.names]
            imprint.inside = (match.start(), match.end())
            imprint.text = imprint.text[: match.end()] + imprint.text[found.end :]
            imprint.sold = max(0, imprint.sold - (found.end - match.end()))
            return
        if ":" in match.group() and match.start():
            imprint.inside = (match.start(), match.end())
            return
