"""cs:date: https://docs.citationstyles.org/en/stable/specification.html#date."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ccsvi_refs.csl import markup
from ccsvi_refs.csl.cite import NO_CITE, Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.dates import DateValue, Day
from ccsvi_refs.csl.elements.attributes import Emit, as_it_is, bracketed, emitter
from ccsvi_refs.csl.elements.date_part import Part, read_part
from ccsvi_refs.csl.elements.variable import Content, of_variable
from ccsvi_refs.csl.extra import DATES
from ccsvi_refs.csl.output import EMPTY, FOUND, Node, Piece, first_tagged, joined
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_YEAR = re.compile(r"\A\d+")
_ORDER = ("year", "month", "day")
_PARTS = {"year": ("year",), "year-month": ("year", "month"), "year-month-day": _ORDER}
"""What ``date-parts`` may be; other rows of parts, ``month-day``, are said to be unknown and read as they stand."""


def compile_date(element: Element, scope: Scope) -> Render:
    """Return the rendering of a date variable."""
    variable = element.attrs.get("variable")
    if not variable:
        raise StyleError("<date> needs a variable", element.location)
    if variable in DATES and scope.lacks(variable):
        return NOTHING[EMPTY]
    parts, delimiter = _read_parts(element, scope)
    if scope.sorting:
        return _sort_key(variable, {part.name for part in parts})
    render = of_variable(variable, _content(element, variable, parts, delimiter, scope), as_it_is, scope)
    return render if variable != "accessed" else scope.known.around(_left_out_of_comparison(render), render)


def _content(element: Element, variable: str, parts: list[Part], delimiter: str, scope: Scope) -> Content:
    """Return what a date holds for a cite: remembered where it depends on the date alone."""
    emit = emitter(bracketed(element.attrs, scope), scope)
    suffixed = not scope.suffix_variable
    # What a locale's form has before its year joins it to a month: "de 2009".
    year = next((part.emit for part in parts if part.name == "year" and "form" not in element.attrs), None)
    has_year = any(part.name == "year" for part in parts)
    # text case goes by the language of an item: no date is the same in all
    remembers = (
        "text-case" not in element.attrs and not any(part.cased for part in parts) and variable not in scope.wraps
    )

    def written(cite: Cite, date: DateValue) -> list[Piece]:
        if date.start is not None:
            pieces = _write(cite, date.start, date, parts, delimiter, suffixed)
        else:  # stands where the year would, or every cs:date of the variable would repeat it
            pieces = _literal(cite, date, year) if has_year else []
        if not pieces:
            return []
        done: list[Piece] = []
        emit(cite, pieces, done)
        return [Node(done, tag="date", value=variable)]

    @lru_cache(maxsize=1024)
    def known(date: DateValue) -> list[Piece]:
        pieces = written(NO_CITE, date)
        return joined(_untagged(pieces)) if scope.area == "bibliography" else pieces

    def content(cite: Cite) -> list[Piece]:
        date = cite.item.date(variable)
        if date is None:
            return []
        if not remembers or (suffixed and cite.hints.year_suffix and not cite.suffix_done):
            return written(cite, date)
        return known(date)

    return content


def _untagged(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces of a date without the tags that cites are collapsed by."""
    out: list[Piece] = []
    for piece in pieces:
        out += _untagged(piece.kids) if isinstance(piece, Node) and piece.tag in ("date", "year") else [piece]
    return out


def _left_out_of_comparison(render: Render) -> Render:
    """Return a rendering that tells no two works apart: disambiguation looks past it."""

    def shown(cite: Cite, out: list[Piece]) -> int:
        return render(cite, [] if cite.compared else out)

    return shown


def _sort_key(variable: str, wanted: set[str]) -> Render:
    def render(cite: Cite, out: list[Piece]) -> int:
        date = cite.item.date(variable)
        if date is None:
            return EMPTY
        out.append(sort_text(date, wanted))
        return FOUND

    return render


def sort_text(date: DateValue, wanted: set[str]) -> str:
    """Return a text that sorts as the date does, with zeros for parts not wanted.

    Years before 1 come first; seasons and words for a date do not count.
    https://docs.citationstyles.org/en/stable/specification.html#sorting
    """
    if date.start is None:
        return ""
    return "-".join(_day_key(day, wanted) for day in (date.start, date.end) if day is not None)


def _day_key(day: Day, wanted: set[str]) -> str:
    values = (("year", day.year + 100_000, 6), ("month", day.month, 2), ("day", day.day, 2))
    return "".join(f"{value if name in wanted else 0:0{width}d}" for name, value, width in values)


_FORMS = ("text", "numeric")


def _read_parts(element: Element, scope: Scope) -> tuple[list[Part], str]:
    form = element.attrs.get("form")
    own = [child for child in element.children if child.name == "date-part"]
    if form is not None and form not in _FORMS:  # misspelt, as is said elsewhere
        form = None if own else "text"
    if form is None:
        return [read_part(child.attrs, scope, element) for child in own], element.attrs.get("delimiter", "")
    pattern = scope.locale.dates.get(form)
    if pattern is None:
        raise StyleError(f"the locale has no date form {form!r}", element.location)
    asked = element.attrs.get("date-parts", "year-month-day")
    wanted = _wanted(asked)
    changes = {child.attrs.get("name", ""): child.attrs for child in element.children}
    kept = [child for child in pattern.children if child.attrs.get("name", "") in wanted]
    parts = []
    for child in kept:
        own_attrs = {k: v for k, v in changes.get(child.attrs["name"], {}).items() if k not in ("prefix", "suffix")}
        attrs = {**child.attrs, **own_attrs}
        if wanted is not _ORDER and asked not in _PARTS:  # what joined them to the parts left out
            attrs.pop("prefix" if child is kept[0] else "", None)
            attrs.pop("suffix" if child is kept[-1] else "", None)
        parts.append(read_part(attrs, scope, child))
    return parts, pattern.attrs.get("delimiter", element.attrs.get("delimiter", ""))


def _wanted(named: str) -> tuple[str, ...]:
    """Return the parts that a localized date prints."""
    row = tuple(named.split("-"))
    return _PARTS.get(named, row if set(row) <= set(_ORDER) else _ORDER)


def _write(cite: Cite, start: Day, date: DateValue, parts: list[Part], delimiter: str, suffixed: bool) -> list[Piece]:
    present = [part for part in parts if part.text(start) or (date.end is not None and part.text(date.end))]
    if date.end is None:
        out = _run(cite, start, present, delimiter, suffixed)
        return [*out, "–"] if date.open_ended and out else out
    return _range(cite, start, date.end, present, delimiter, suffixed)


def _literal(cite: Cite, date: DateValue, year: Emit | None) -> list[Piece]:
    """Return the words of a date, with what the style sets around a year; a year suffix goes behind years alone.

    https://docs.citationstyles.org/en/stable/specification.html#disambiguation
    """
    words = markup.parse(date.literal)
    if year is None or not words:
        return words
    out: list[Piece] = []
    year(cite, words, out)
    return out


def _run(cite: Cite, day: Day, parts: list[Part], delimiter: str, suffixed: bool, bare: str = "") -> list[Piece]:
    """Return the parts of one day; ``bare`` leaves out the affix where a range is joined."""
    out: list[Piece] = []
    for place, part in enumerate(parts):
        text = part.text(day)
        if not text:
            continue
        if out and delimiter:
            out.append(delimiter)
        content: list[Piece] = [text]
        if part.name == "year":
            content += _year_suffix(cite, suffixed)
        emit = part.emit_season if part.name == "month" and not day.month else part.emit
        if bare == "end" and place == len(parts) - 1:
            emit = part.bare_start
        elif bare == "start" and place == 0:
            emit = part.bare_end
        written: list[Piece] = []
        emit(cite, content, written)
        if len(content) > 1 and (suffix := first_tagged(written, "year-suffix")) is not None:
            suffix.nocase = True  # what cs:date does to its months is not for the letter that cite and entry share
        out += [Node(written, tag="year")] if part.name == "year" else written
    return out


def _year_suffix(cite: Cite, suffixed: bool) -> list[Piece]:
    suffix = cite.hints.year_suffix
    if not suffixed or not suffix or cite.suffix_done:
        return []
    cite.suffix_done = True
    return [Node([suffix], tag="year-suffix", value=suffix)]


def _range(cite: Cite, start: Day, end: Day, parts: list[Part], delimiter: str, suffixed: bool) -> list[Piece]:
    """Return a range: what differs is printed for both days, what they share once."""
    names = [part.name for part in parts]
    differing = next((name for name in _ORDER if name in names and _value(start, name) != _value(end, name)), None)
    if differing is None:
        return _run(cite, start, parts, delimiter, suffixed)
    repeated = set(_ORDER[_ORDER.index(differing) :])
    places = [place for place, name in enumerate(names) if name in repeated]
    first, last = places[0], places[-1] + 1
    joint = next(part.range_delimiter for part in parts if part.name == differing)
    before, middle, after = parts[:first], parts[first:last], parts[last:]
    halves = (
        _run(cite, start, _before_era(middle, start, end), delimiter, suffixed and "year" not in repeated, "end"),
        _run(cite, end, middle, delimiter, suffixed, "start"),
    )
    out = _run(cite, start, before, delimiter, suffixed)
    for piece in ([*halves[0], joint, *halves[1]], _run(cite, start, after, delimiter, suffixed)):
        if out and piece and delimiter:
            out.append(delimiter)
        out += piece
    return out


def _before_era(parts: list[Part], start: Day, end: Day) -> list[Part]:
    """Return the parts of a range's first half: one of bare years has its era behind the last, ``500–450 BC``."""
    alone = [part for part in parts if part.text(start)]
    if len(alone) != 1 or alone[0].name != "year":
        return parts
    first, last = (_YEAR.sub("", alone[0].text(day)) for day in (start, end))
    return [replace(alone[0], text=_without_era)] if first and first == last else parts


def _without_era(day: Day) -> str:
    return str(abs(day.year))


def _value(day: Day, name: str) -> int:
    return day.year if name == "year" else day.day if name == "day" else day.month or 20 + day.season
