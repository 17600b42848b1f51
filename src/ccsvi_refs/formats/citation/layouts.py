"""Citation strings whose marks say where the title is: quotation marks, GB/T 7714's [J], GOST's two strokes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ccsvi_refs.formats.citation import names, titles
from ccsvi_refs.text import months
from ccsvi_refs.text.patterns import when_used

#: GB/T 7714-2015, appendix B, and the preprints of its edition of 2025: what is cited → CSL type.
_MARKS = {
    "J": "article-journal", "M": "book", "C": "paper-conference", "D": "thesis", "R": "report",
    "N": "article-newspaper", "S": "standard", "P": "patent", "A": "document", "PP": "article", "EB": "webpage",
    "DB": "dataset", "CP": "software", "G": "book", "Z": "document", "K": "book", "CM": "map", "DS": "dataset",
    "MR": "document",
}  # fmt: skip
_MARK = re.compile(rf"\s?\[(?P<mark>{'|'.join(sorted(_MARKS, key=len, reverse=True))})(?:/(?:OL|CD|MT|DK))?\]\s?\.?")
#: What stands in a book where the mark is followed by two strokes.
_BOOKS = frozenset({"M", "C", "G", "K", "A"})
#: The parties of a case: Roe v. Wade.
_VERSUS = re.compile(r"\sv\.\s[A-Z]")
_NUMBER_LAST = re.compile(r":\s?(?P<number>(?=[^:]*\d{3})[\w./,()–—-]{4,40}(?:\s[\w./–—-]{1,14})?)\s*$")
_NUMBER_FIRST = re.compile(
    r"(?P<number>[A-Z]{2,8}(?:[/ -][A-Z]{1,8}){0,3}[ -]?[A-Z]?-?\d[\d.]*(?:[-–—:]\d{1,4})*(?:\([a-z]{2}\))?)\s+(?=\S)"
)
_CLOSERS = {
    "“": "”“",
    "„": "“”",
    "«": "»",
    "‘": "’",
    '"': '"',
    "《": "》",
    "「": "」",
    "『": "』",
    "‚": "‘’",
    "”": "”",
    "»": "«",
    "``": "''",
}
_OPENER = re.compile("(?<!\\w)”(?=\\w)|[“„«‘\"《「『‚»]|``|(?<!\\w)'(?=\\S)")
_AFTER = re.compile(r"\s?(?:[.,;:(\[—–<『《]|$)|\s(?:[Ii]n|em|en|dans|w|v|в)\b")
#: OSCOLA: ‘Title’ Proceedings of the Meeting (Press 2014)
_NAME_AFTER = re.compile(r"\s(?:[A-Z][\w.]+\s|\d{4}\s[A-Z])")
_UNDATED = r"n\.\s?d\.|s\.\s?f\.|o\.\s?J\."
#: A date at the end of what stands before the title: in brackets, or the year alone ("Jan" is a given name as well).
YEAR_LAST = when_used(
    rf"[\s.,]*(?:[(\[](?:c\.?\s?)?(?P<date>{months.DATE}|{months.YEAR}[a-z]?|{_UNDATED})(?:[a-z]|年)?[)\]]"
    rf"|(?<=[\s.,])(?P<plain>{months.YEAR}[a-z]?年?|{_UNDATED}))\s?[.,:;]*\s*$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 600
#: Who wrote, where a date follows and nothing shows whether it is a person or a body: Puppet labs (2013-11-28).
_SHORT_HEAD = re.compile(r"\W{0,2}[^\W\da-z][\w.'’&-]*(?:\s[\w.'’&-]+){0,4}[\s.,]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """A citation string in its parts: authors and perhaps the date, title, number, and the rest.

    ``type`` is said by a mark; ``quoted`` is set where the title stands in quotation marks.
    """

    head: str
    title: str
    number: str
    rest: str
    type: str = ""
    quoted: bool = False


def find(text: str) -> Layout | None:
    """Return the parts of a citation string whose title is marked, None where it is not."""
    return _marked(text) or _stroked(text) or _quoted(text)


def _marked(text: str) -> Layout | None:
    """Return the parts of GB/T 7714's ``Authors. Title[J]. Journal, 2012, 52(11): 1518-1523``."""
    mark = _MARK.search(text)
    if mark is None or mark.start() < 2:
        return None
    head, title = _parted(text[: mark.start()])
    rest, kind = text[mark.end() :], _MARKS[mark["mark"]]
    if rest.lstrip().startswith("//") and mark["mark"] in _BOOKS:
        kind = "paper-conference" if mark["mark"] == "C" else "chapter"
    if kind in ("document", "webpage") and _VERSUS.search(title):
        kind = "legal_case"
    return Layout(head, *_numbered(title, kind), rest, kind)


def _numbered(title: str, kind: str) -> tuple[str, str]:
    """Return title and number of a patent, report or standard: Brake: CN201220158825.2, ISO 80079:2016 Atmospheres."""
    if kind == "standard" and (first := _NUMBER_FIRST.match(title)):
        return title[first.end() :], first["number"]
    if kind in ("patent", "report", "standard") and (last := _NUMBER_LAST.search(title)):
        return title[: last.start()], last["number"]
    return title, ""


def _stroked(text: str) -> Layout | None:
    """Return the parts of GOST R 7.0.5's ``Authors Title // Journal. 2012. Т. 17. № 3. С. 24–29``."""
    before, strokes, after = text.partition(" // ")
    if not strokes or len(before) < 3 or "://" in before[-8:]:
        return None
    described, slash, responsible = before.partition(" / ")
    head, title = _parted(described)
    if slash and not head and names.read(responsible).names:
        head = responsible
    return Layout(head, title, "", after)


def _parted(text: str) -> tuple[str, str]:
    """Return authors and title of the stretch before a mark."""
    if _VERSUS.search(text):
        return "", text
    found = names.read(text)
    if found.names and text[found.end :].strip(" .,:") and not (found.shape == "eastern" and text[found.end] == ":"):
        return text[: found.end], text[found.end :].lstrip(" .,:")
    body = names.read_body(text)
    if body.names and text[body.end :].strip(" .,:"):
        return text[: body.end], text[body.end :].lstrip(" .,:")
    first, stop, rest = text.partition(". ")
    if stop and rest.strip() and names.zone(first).names:
        return first, rest
    return "", text


def _quoted(text: str) -> Layout | None:
    """Return the parts of ``Authors. “Title.” Journal 80 (4): 392–99``."""
    opened = _OPENER.search(text, 0, 700)
    if opened is None:
        return None
    end = _closing(text, opened)
    if not end:
        return None
    size = 2 if opened.group() == "``" else 1
    inside, rest = text[opened.end() : end], text[end + size :]
    if not _is_whole(inside, rest):
        return None
    head = text[: opened.start()]
    date = YEAR_LAST.search(head)
    bare = head[: date.start()] if date else head
    if bare.strip(" .,:;()[]") and not names.zone(bare).names and not (date and _SHORT_HEAD.fullmatch(bare)):
        return None
    return Layout(head, titles.title(inside.strip(" ,")), "", rest, quoted=True)


def _closing(text: str, opened: re.Match[str]) -> int:
    """Return where the quotation ends, 0 where it does not."""
    opener = opened.group()
    closers = _CLOSERS.get(opener, "'")
    depth, perhaps = 0, 0
    for place in range(opened.end(), min(len(text), opened.end() + _LONGEST_TITLE)):
        char = text[place]
        if opener == "``":
            if text.startswith("''", place):
                return place
        elif char == opener and char not in closers:
            depth += 1
        elif char in closers:
            if char in "’'" and not _AFTER.match(text, place + 1):
                perhaps = perhaps or (place if _NAME_AFTER.match(text, place + 1) else 0)
                continue
            if not depth:
                return place
            depth -= 1
    return perhaps


def _is_whole(inside: str, rest: str) -> bool:
    """Return whether a quotation is the whole title: what follows begins something new."""
    if len(inside.strip()) < 3:
        return False
    if not rest.strip() or _AFTER.match(rest) or inside.rstrip()[-1] in ".,?!":
        return True
    return len(inside.split()) > 3 and rest.lstrip()[:1].isupper()
