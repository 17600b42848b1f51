"""Where in its container a cited work is: year, volume, issue and pages at the end of a citation string."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ccsvi_refs.text import labels
from ccsvi_refs.text.letters import DASH
from ccsvi_refs.text.locator_tokens import TO, Token, stretches
from ccsvi_refs.text.months import YEAR

_YEAR = re.compile(rf"({YEAR})(?:[a-z]|年|\s?г)?(?:[/{DASH}](?:{YEAR}|\d\d))?")


@dataclass(slots=True)
class Locator:
    """What a citation string says of year, volume, issue and pages, from ``start`` to ``end`` of the string.

    ``sure`` names the fields that a label or an unmistakable pattern gave; the others were told by their order.
    ``colon`` says that the volume follows the year after a colon, where every style has a semicolon.
    """

    start: int
    end: int
    year: str = ""
    month: str = ""
    day: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    chapter: str = ""
    colon: bool = False
    sure: set[str] = field(default_factory=set)


def read(text: str, start: int = 0, *, year_known: bool = False, year: str = "") -> Locator | None:
    """Return the last locator behind ``start``, None where there is none; ``year_known`` finds no year in it.

    ``year`` is the one that is known: where a style repeats it, it is no volume.
    """
    runs = [run for run in stretches(text, start) if _is_locator(run, text)]
    if not runs:
        return None
    run = max(runs, key=lambda run: (min(_weight(run), 3), run[0].start))
    while len(run) > 1 and (run[0].kind == "supplement" and not re.search(r"\d", run[0].text)):
        run = run[1:]  # "Journal of Environmental Health, Part A, 53(6)"
    if len(run) == 2 and run[0].text == run[1].text and _is_year(run[0]):
        run = run[1:]  # Annual report for 2017. 2017.
    if year_known and _begins_with_name(run):
        run = run[1:]
    locator = Locator(run[0].start, run[-1].end)
    rest = _labelled(_with_year(_without_date(run, year, locator), year_known), locator)
    if year_known:
        locator.month = locator.month or next((token.text for token in rest if token.kind == "month"), "")
        rest = [token for token in rest if token.kind != "month"]
    else:
        rest = _dated(rest, locator)
    _positions(rest, locator)
    return locator


_COUNTED = frozenset({"volume", "issue", "page", "article", "range", "number", "dotted"})


def _begins_with_name(run: list[Token]) -> bool:
    """Return whether the first number is the end of the container's name: Fluid Dynamics 2000, 523-528."""
    if len(run) < 2 or run[0].kind != "number" or not _YEAR.fullmatch(run[0].text):
        return False
    return not run[0].before.strip() and run[1].before.startswith(",")


def _with_year(run: list[Token], year_known: bool) -> list[Token]:
    """Return the run with the year taken out of "British volume 2010, 92": a label cannot be before the only year."""
    others = [token for token in run if token.kind == "number"]
    if year_known or not others or any(_YEAR.fullmatch(token.text) for token in others):
        return run
    return [
        replace(token, kind="number", text=token.text[-4:])
        if token.kind == "volume" and _YEAR.fullmatch(token.text[-4:])
        else token
        for token in run
    ]


def _without_date(run: list[Token], year: str, locator: Locator) -> list[Token]:
    """Return the run without a repetition of the date: ACM's 80, 4 (April 2009), ISO 690's 3 November 2014. Vol. 12."""
    labelled = any(token.kind in ("volume", "issue", "page") for token in run)
    for i, token in enumerate(run if year else ()):
        if token.kind != "number" or token.text[:4] != year or not _YEAR.fullmatch(token.text):
            continue
        first = i - 1 if i and run[i - 1].kind == "month" else i
        bracketed = run[first].before.endswith("(") and (i + 1 == len(run) or run[i + 1].before.startswith(")"))
        if not bracketed and not labelled and first == i:
            return run
        if first < i:
            locator.month = run[first].text
            if first and _is_day(run[first - 1]) and run[first].before == " ":
                first -= 1
                locator.day = run[first].text
        return run[:first] + run[i + 1 :]
    return run


def _is_locator(run: list[Token], text: str) -> bool:
    """Return whether a run is at the end of the text, or is punctuated as nothing but a locator is."""
    if not re.search(r"[^\W_]{2}", text[run[-1].end :]):
        return any(token.kind in _COUNTED or token.kind == "undated" for token in run)
    marks = {mark for token in run[1:] for mark in token.before} & set(":;")
    labelled = any(token.kind == "page" for token in run)
    if labelled and len(run) == 1 and "," in run[0].before and re.search(r"\d\D+\d", run[0].text):
        return True
    return _weight(run) > 1 and bool(marks or labelled or run[-1].kind == "range")


def _weight(run: list[Token]) -> int:
    return sum(token.kind in _COUNTED for token in run)


def _labelled(run: list[Token], locator: Locator) -> list[Token]:
    """Take in what carries a label (vol., no., pp., Suppl) and return the other tokens."""
    rest = []
    for token in run:
        name = "page" if token.kind == "article" else token.kind
        if token.kind in ("volume", "issue", "page", "article") and not getattr(locator, name):
            setattr(locator, name, _bare(token.text))
            locator.sure.add(name)
        elif token.kind == "chapter":
            locator.chapter = re.sub(r"\D", "", token.text)
        elif token.kind in ("supplement", "bracketed"):
            locator.issue = f"{locator.issue} {token.text.strip('() ')}".strip()
        else:
            rest.append(token)
    return rest


def _bare(text: str) -> str:
    """Return the value of a labelled token: 37 of "v. 37", "第37巻" or "37. Jg.", 4–9 of "pages 4 to 9"."""
    text = re.sub(rf"(?<=\d)\s{TO}\s(?=\d)", "–", text, flags=re.IGNORECASE)
    return re.sub(r"\.\s\D*$", "", labels.SIGN.sub("", labels.LABEL.sub("", text.lstrip("第"), count=1))).strip()


def _dated(rest: list[Token], locator: Locator) -> list[Token]:
    """Take in year, month and day and return the other tokens."""
    index = _year_index(rest)
    if index is None:
        return [token for token in rest if token.kind != "month"]
    year = rest[index]
    locator.year = "" if year.kind == "undated" else year.text
    left, right = (
        [other for other in part if other.text != year.text or len(rest) < 4] for part in _around(rest, index)
    )
    if right and right[0].kind == "month":
        locator.month = right.pop(0).text
        if right and right[0].before == " " and _is_day(right[0]):
            locator.day = right.pop(0).text
    elif left and left[-1].kind != "month" and _is_day(left[-1]) and len(left) > 1 and left[-2].kind == "month":
        locator.day, locator.month = left.pop().text, left.pop().text
    elif left and left[-1].kind == "month":
        locator.month = left.pop().text
        if left and _is_day(left[-1]) and year.before.strip(" ") == "" and rest[index - 1].before in (" ", ". "):
            locator.day = left.pop().text
    if len(right) > 1 and not left and right[0].before in ("(", " (") and ":" in right[1].before and not locator.issue:
        locator.issue, locator.page = right.pop(0).text, right.pop(0).text  # GB/T 7714: 1993(1): 83-103
        if right and right[0].before.strip() == ",":
            locator.page += f", {right.pop(0).text}"
        locator.sure |= {"issue", "page"}
    if right and not left and right[0].before.strip() == ":" and (len(right) > 1 or locator.page):
        locator.colon = True
        right[0] = Token(right[0].kind, right[0].text, right[0].start, right[0].end, ";")
    return [token for token in left + right if token.kind != "month"]


def _around(rest: list[Token], index: int) -> tuple[list[Token], list[Token]]:
    return rest[:index], rest[index + 1 :]


def _is_year(token: Token) -> bool:
    return token.kind in ("number", "range") and bool(_YEAR.fullmatch(token.text))


def _is_day(token: Token) -> bool:
    return token.text.isdecimal() and 1 <= int(token.text) <= 31


def _year_index(rest: list[Token]) -> int | None:
    """Return which token is the year: in brackets, beside a month or a semicolon, else first or last."""
    years = [i for i, token in enumerate(rest) if token.kind == "undated" or _is_year(token)]
    if not years:
        return None

    def rank(i: int) -> tuple[int, bool, int]:
        following = rest[i + 1] if i + 1 < len(rest) else None
        bracketed = rest[i].before.endswith("(") and (following is None or ")" in following.before[:1])
        month = (following is not None and following.kind == "month") or (i > 0 and rest[i - 1].kind == "month")
        semicolon = following is not None and ";" in following.before
        plain = rest[i].kind != "range"
        return (4 * bracketed + 2 * semicolon + month or (i == 0) or (i == len(rest) - 1), plain, -i)

    return max(years, key=rank)


def _positions(rest: list[Token], locator: Locator) -> None:
    """Tell volume, issue and pages from the order and punctuation of what carries no label."""
    plain: list[Token] = []
    for token in rest:
        if token.kind == "dotted":
            locator.volume, locator.issue = token.text.split(".")
        elif token.before.endswith(("(", "[")) and (plain or "," in token.before) and "issue" not in locator.sure:
            locator.issue = f"{token.text} {locator.issue}".strip()
            locator.sure |= {"issue"}
        elif ":" in token.before and plain and not locator.page:
            locator.page = token.text
            locator.sure |= {"page"}
        else:
            plain.append(token)
    slots = [name for name in ("volume", "issue", "page") if not getattr(locator, name)]
    for name, token in zip(_slots(slots, plain, locator), plain, strict=False):
        setattr(locator, name, token.text)


def _slots(slots: list[str], plain: list[Token], locator: Locator) -> list[str]:
    if len(plain) == 1 and "page" in slots and "volume" in slots and not locator.issue:
        after_year = plain[0].start > locator.start
        return ["page"] if plain[0].kind == "range" or after_year else ["volume"]
    if len(plain) < len(slots) and "issue" in slots:
        slots.remove("issue")
    return slots
