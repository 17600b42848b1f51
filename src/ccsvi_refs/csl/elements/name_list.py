"""Lists of names: delimiters, conjunction, et-al.

https://docs.citationstyles.org/en/stable/specification.html#name
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ccsvi_refs.csl.cite import SUBSEQUENT, Cite, NameList
from ccsvi_refs.csl.elements.attributes import Emit, emitter, read_format
from ccsvi_refs.csl.elements.name import NameStyle, raised_levels, start_level, write_name
from ccsvi_refs.csl.names import PersonalName
from ccsvi_refs.csl.output import Format, Node, Piece, plain
from ccsvi_refs.csl.scope import Scope
from ccsvi_refs.csl.xml import Element

#: A list whose last name is this literal goes on unnamed: it ends in the style's et-al, however short it is.
UNFINISHED = "et al."


@dataclass(frozen=True, slots=True)
class ListStyle:
    """The attributes in force that shape a list of names."""

    delimiter: str
    conjunction: str
    before_last: str
    before_organisation: str
    before_et_al: str
    minimum: int
    first: int
    use_last: bool
    later_minimum: int
    later_first: int
    inverted: str
    et_al: Callable[[Cite], list[Piece]]
    emit: Emit
    fmt: Format | None
    prefix: str
    suffix: str
    tag_names: bool


def _number(options: Mapping[str, str], name: str) -> int:
    """Return an attribute that is a whole number, -1 where it is not there."""
    text = options.get(name, "").strip()
    return int(text) if text.isdecimal() else -1


def read_list_style(options: Mapping[str, str], name: Element | None, et_al: Element | None, scope: Scope) -> ListStyle:
    """Return the shape of a list of names from the options in force."""
    minimum, first = _number(options, "et-al-min"), _number(options, "et-al-use-first")
    use_last = options.get("et-al-use-last") == "true"
    if use_last and first > minimum - 2 >= 1:  # the last name is shown only where it leaves out at least one other
        first = minimum - 2
    return ListStyle(
        delimiter=options.get("delimiter", ", "),
        conjunction="" if scope.sorting else _conjunction(options.get("and", ""), scope),
        before_last=options.get("delimiter-precedes-last", "contextual"),
        before_organisation=scope.names.get("delimiter-precedes-last", ""),
        before_et_al=options.get("delimiter-precedes-et-al", "contextual"),
        minimum=minimum,
        first=first,
        use_last=use_last,
        later_minimum=later_minimum if (later_minimum := _number(options, "et-al-subsequent-min")) > 0 else minimum,
        later_first=later_first if (later_first := _number(options, "et-al-subsequent-use-first")) >= 0 else first,
        inverted="all" if scope.sorting else options.get("name-as-sort-order", ""),
        et_al=_et_al(et_al, scope),
        emit=emitter(name.attrs if name else {}, scope),
        fmt=read_format(name.attrs) if name else None,
        prefix=name.attrs.get("prefix", "") if name else "",
        suffix=name.attrs.get("suffix", "") if name else "",
        tag_names=scope.area == "bibliography" and not scope.sorting,
    )


def _conjunction(value: str, scope: Scope) -> str:
    if value == "text":
        return scope.locale.term("and") or ""
    if value == "symbol":
        own = scope.locale.terms.get(("and", "symbol", ""))
        return own.single if own else "&"
    return ""


def _et_al(element: Element | None, scope: Scope) -> Callable[[Cite], list[Piece]]:
    attrs = element.attrs if element else {}
    term = "" if scope.sorting else scope.locale.term(attrs.get("term", "et-al")) or ""
    emit = emitter(attrs, scope)

    def write(cite: Cite) -> list[Piece]:
        out: list[Piece] = []
        if term:
            emit(cite, [term], out)
        return out

    return write


def names_shown(cite: Cite, style: ListStyle, total: int) -> int:
    """Return how many names are shown before et-al; all where there is no et-al."""
    later = cite.position >= SUBSEQUENT and not cite.bibliography
    minimum, first = (style.later_minimum, style.later_first) if later else (style.minimum, style.first)
    return first if 0 < minimum <= total and 0 <= first < total else total


def list_writer(style: ListStyle, name_style: NameStyle) -> Callable[[Cite, Sequence[PersonalName]], list[Piece]]:
    """Return what writes a list of names, as the style and the cite's hints have it."""
    level = start_level(name_style)
    levels = raised_levels(name_style)

    def write(cite: Cite, names: Sequence[PersonalName]) -> list[Piece]:
        unfinished = len(names) > 1 and names[-1].literal == UNFINISHED
        shown = base = names_shown(cite, style, len(names))
        if unfinished:
            names = names[:-1]
            shown = base = min(shown, len(names))
        total = len(names)
        names_wanted, givens_wanted = cite.hints.names, cite.hints.givens
        place = len(cite.lists)
        if place < len(names_wanted):
            shown = max(shown, min(names_wanted[place], total))
        wanted = givens_wanted[place] if place < len(givens_wanted) else ()
        cite.lists.append(NameList(base, names, level, levels))
        written = [
            _one(cite, names[number], style, name_style, number, _level(level, wanted, number))
            for number in range(shown)
        ]
        if shown == total and not unfinished:
            return _all(written, style, _precedes_last(style, names))
        if style.use_last and total - shown > 1 and not unfinished:
            end = _one(cite, names[-1], style, name_style, total - 1, level)
            return [*_delimited(written, style.delimiter), style.delimiter, "… ", *end]
        return _abbreviated(written, style, style.et_al(cite), _is_inverted(style, shown - 1, names))

    return write


def _level(level: int, wanted: Sequence[int], number: int) -> int:
    """Return how much of a given name is shown; one that disambiguation spells out stands as the data has it."""
    if number >= len(wanted):
        return level
    return 3 if wanted[number] > 1 else max(level, wanted[number])


def _one(
    cite: Cite, name: PersonalName, style: ListStyle, name_style: NameStyle, number: int, level: int
) -> list[Piece]:
    inverted = style.inverted == "all" or (style.inverted == "first" and number == 0)
    out: list[Piece] = []
    if name.literal:
        out = write_name(name, name_style, inverted, level)
        out = [Node(out, style.fmt)] if style.fmt else out
    else:
        style.emit(cite, write_name(name, name_style, inverted, level), out)
    return [Node(out, tag="name", value=(name.literal or name.family, name.given))] if style.tag_names else out


def _delimited(written: list[list[Piece]], delimiter: str) -> list[Piece]:
    out: list[Piece] = []
    for place, one in enumerate(written):
        if place:
            out.append(delimiter)
        out += one
    return out


def _is_inverted(style: ListStyle, number: int, names: Sequence[PersonalName]) -> bool:
    """Tell whether the name at this place is printed with the family name first."""
    if number < 0 or names[number].literal or not names[number].given:
        return False
    return style.inverted == "all" or (style.inverted == "first" and number == 0)


def _precedes_last(style: ListStyle, names: Sequence[PersonalName]) -> bool:
    """Tell whether the delimiter stands before the conjunction.

    Before an organisation it depends on the number of names, whatever cs:name has, as it does in citeproc-js; what
    cs:bibliography, cs:citation or cs:style forbids is left out there too.
    """
    if len(names) > 1 and names[-1].literal:
        return len(names) > 2 and style.before_organisation != "never"
    return _precedes(style.before_last, len(names) > 2, _is_inverted(style, len(names) - 2, names))


def _all(written: list[list[Piece]], style: ListStyle, delimited: bool) -> list[Piece]:
    if len(written) < 2 or not style.conjunction:
        return _delimited(written, style.delimiter)
    out = _delimited(written[:-1], style.delimiter)
    if delimited:
        out.append(style.delimiter)
    elif _takes_space(style.conjunction[0]):
        out.append(" ")
    out.append(style.conjunction + (" " if _takes_space(style.conjunction[-1]) else ""))
    return [*out, *written[-1]]


def _takes_space(character: str) -> bool:
    """Tell whether a term that begins or ends so is set off from names by a space; CJK and the Hebrew vav are not."""
    return not (character.isspace() or character == "ו" or "\u2e80" <= character <= "\u9fff")


def _precedes(value: str, several: bool, previous_inverted: bool) -> bool:
    if value == "contextual":
        return several
    return value == "always" or (value == "after-inverted-name" and previous_inverted)


def _abbreviated(written: list[list[Piece]], style: ListStyle, et_al: list[Piece], inverted: bool) -> list[Piece]:
    out = _delimited(written, style.delimiter)
    if not et_al or not out:
        return out
    if _precedes(style.before_et_al, len(written) > 1, inverted):
        out.append(style.delimiter)
    elif (plain(et_al)[:1].isalpha() or plain(et_al)[:1] == "&") and _takes_space(plain(et_al)[0]):
        out.append(" ")
    return [style.prefix, *out, *et_al, style.suffix] if style.prefix or style.suffix else [*out, *et_al]
