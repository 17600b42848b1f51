"""Lists of names: delimiters, conjunction, et-al.

https://docs.citationstyles.org/en/stable/specification.html#name
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import cast

from ccsvi_refs.csl.cite import FIRST, NO_CITE, NO_HINTS, SUBSEQUENT, Cite, NameList
from ccsvi_refs.csl.elements.attributes import emitter, read_format
from ccsvi_refs.csl.elements.name import NameStyle, raised_levels, start_level
from ccsvi_refs.csl.names import OTHERS, PersonalName
from ccsvi_refs.csl.output import Format, Node, Piece, edge, joined
from ccsvi_refs.csl.scope import NameWriter, Scope
from ccsvi_refs.csl.xml import Element


@dataclass(frozen=True, slots=True)
class ListStyle:
    """The attributes in force that shape a list of names."""

    delimiter: str
    conjunction: str
    before_last: str
    before_organisation: str | None
    before_et_al: str
    minimum: int
    first: int
    use_last: bool
    later_minimum: int
    later_first: int
    inverted: str
    et_al: list[Piece]
    prefix: str
    suffix: str
    fmt: Format | None
    tag_names: bool


def _number(options: Mapping[str, str], name: str) -> int:
    """Return an attribute that is a whole number, -1 where it is not there."""
    text = options.get(name, "").strip()
    return int(text[:9]) if text.isdecimal() else -1


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
        before_organisation=None if scope.strict else scope.names.get("delimiter-precedes-last", ""),
        before_et_al=options.get("delimiter-precedes-et-al", "contextual"),
        minimum=minimum,
        first=first,
        use_last=use_last,
        later_minimum=later_minimum if (later_minimum := _number(options, "et-al-subsequent-min")) > 0 else minimum,
        later_first=later_first if (later_first := _number(options, "et-al-subsequent-use-first")) >= 0 else first,
        inverted="all" if scope.sorting else options.get("name-as-sort-order", ""),
        et_al=_et_al(et_al, scope),
        prefix=name.attrs.get("prefix", "") if name else "",
        suffix=name.attrs.get("suffix", "") if name else "",
        fmt=read_format(name.attrs) if name and not scope.sorting else None,
        tag_names="subsequent-author-substitute" in scope.style and not scope.sorting,
    )


def _conjunction(value: str, scope: Scope) -> str:
    if value == "text":
        return scope.locale.term("and") or ""
    if value == "symbol":
        own = scope.locale.terms.get(("and", "symbol", ""))
        return own.single if own else "&"
    return ""


def _et_al(element: Element | None, scope: Scope) -> list[Piece]:
    attrs = element.attrs if element else {}
    term = "" if scope.sorting else scope.locale.term(attrs.get("term", "et-al")) or ""
    out: list[Piece] = []
    if term:
        emitter(attrs, scope)(NO_CITE, [term], out)
    return out


def names_shown(cite: Cite, style: ListStyle, total: int) -> int:
    """Return how many names are shown before et-al; all where there is no et-al."""
    later = cite.position >= SUBSEQUENT and not cite.bibliography
    minimum, first = (style.later_minimum, style.later_first) if later else (style.minimum, style.first)
    return first if 0 < minimum <= total and 0 <= first < total else total


def list_writer(
    style: ListStyle, name_style: NameStyle, one: NameWriter
) -> Callable[[Cite, Sequence[PersonalName]], list[Piece]]:
    """Return what writes a list of names, as the style and the cite's hints have it."""
    level = start_level(name_style)
    levels = raised_levels(name_style)
    first, others = style.inverted in ("all", "first"), style.inverted == "all"
    plainly, constantly = repeat(level), repeat(others)
    tags = style.tag_names
    joints, quiet, space = _joints(style), _is_quiet(style), _space_before(style.et_al)

    def write(cite: Cite, names: Sequence[PersonalName]) -> list[Piece]:
        total = len(names)
        unfinished = total > 1 and not names[-1].given and _is_others(names[-1])  # however short, it ends in et-al
        shown = base = names_shown(cite, style, total)
        if unfinished:
            names = names[:-1]
            total -= 1
            shown = base = min(shown, total)
        raised: Iterable[int] = plainly
        hints = cite.hints
        if hints is not NO_HINTS and (hints.names or hints.givens or hints.first_givens):
            shown, wanted = _wished(cite, shown, total, level)
            raised = chain(wanted, plainly) if wanted else plainly
        cite.lists_begun += 1
        if cite.lists is not None:
            cite.lists.append(NameList(base, names, level, levels))
        inverted = constantly if first == others else chain((first,), constantly)
        written = list(map(one, names if shown == total else names[:shown], inverted, raised))
        if tags:
            written = [_tagged(*row) for row in zip(names, written, strict=False)]
        if shown == total and not unfinished:
            out = _all(written, style, names, joints)
        elif style.use_last and total - shown > 1 and not unfinished:
            end = one(names[-1], others if total > 1 else first, level)
            end = _tagged(names[-1], end) if tags else end
            out = [*_delimited(written, style.delimiter), style.delimiter, "… ", *end]
        else:
            out = _abbreviated(written, style, _is_inverted(style, shown - 1, names), space)
        if tags or cite.compared or cite.sorting:
            return out
        return (quiet and max(map(len, written), default=0) == 1 and _in_one(out)) or joined(out)

    return write


def _is_others(name: PersonalName) -> bool:
    return (name.literal or name.family) in OTHERS


def _is_quiet(style: ListStyle) -> bool:
    """Tell whether commas and spaces stand between names, and words without marks before the last: nothing meets."""
    words = [style.conjunction, *(piece if isinstance(piece, str) else "\0" for piece in style.et_al[:1])]
    usual = all(not word or word == "&" or (word.isascii() and word[0].isalpha()) for word in words)
    return usual and style.delimiter == ", " and not (style.prefix or style.suffix)


def _in_one(pieces: list[Piece]) -> list[Piece]:
    """Return a quiet list of names of one text each in one text.

    Nothing is returned where a name has formatting, or ends in what meets the comma behind.
    """
    if len(pieces) < 2:
        return pieces
    try:
        text = "".join(cast("list[str]", pieces))
    except TypeError:
        return []
    return [] if ",," in text or ";," in text or ":," in text or "  " in text else [text]


def _wished(cite: Cite, shown: int, total: int, level: int) -> tuple[int, Sequence[int]]:
    """Return how many names of the next list disambiguation shows, and how much of the first ones' given names.

    One that disambiguation spells out stands as the data has it.
    """
    place, names, givens = cite.lists_begun, cite.hints.names, cite.hints.givens
    if cite.hints.first_givens and cite.position == FIRST and not cite.bibliography:
        givens = cite.hints.first_givens
    if place < len(names):
        shown = max(shown, min(names[place], total))
    wanted = givens[place] if place < len(givens) else ()
    return shown, [3 if one > 1 else max(level, one) for one in wanted[:shown]]


def _tagged(name: PersonalName, written: list[Piece]) -> list[Piece]:
    return [Node(written, tag="name", value=(name.literal or name.family, name.given))]


def _delimited(written: list[list[Piece]], delimiter: str) -> list[Piece]:
    if len(written) == 1:
        return written[0].copy()
    out: list[Piece] = []
    for one in written:
        out += one
        out.append(delimiter)
    if out:
        out.pop()
    return out


def _is_inverted(style: ListStyle, number: int, names: Sequence[PersonalName]) -> bool:
    """Tell whether the name at this place is printed with the family name first."""
    if number < 0 or names[number].literal or not names[number].given:
        return False
    return style.inverted == "all" or (style.inverted == "first" and number == 0)


def _precedes_last(style: ListStyle, names: Sequence[PersonalName]) -> bool:
    """Tell whether the delimiter stands before the conjunction.

    Before an organisation official styles rely on its depending on the number of names, whatever cs:name has; what
    cs:bibliography, cs:citation or cs:style forbids or asks for always, and what is asked for behind inverted names,
    holds there too. https://docs.citationstyles.org/en/stable/specification.html#name, ``delimiter-precedes-last``
    """
    several, inverted = len(names) > 2, _is_inverted(style, len(names) - 2, names)
    organisation = len(names) > 1 and names[-1].literal and style.before_organisation is not None
    if organisation and not (inverted and style.before_last == "after-inverted-name"):
        return style.before_organisation == "always" or (several and style.before_organisation != "never")
    return _precedes(style.before_last, several, inverted)


def _joints(style: ListStyle) -> tuple[list[Piece], list[Piece]]:
    """Return what stands before the last name: the conjunction, without the delimiter and with it."""
    words = style.conjunction
    if not words:
        return [style.delimiter], [style.delimiter]
    if not any(map(str.isalnum, words)) and "&" not in words:  # a dash or a plus joins by itself
        return [words], [style.delimiter, words] if style.before_last == "always" else [words]
    last = words + (" " if _takes_space(words[-1]) else "")
    return [" ", last] if _takes_space(words[0]) and words[0] not in ",;:." else [last], [style.delimiter, last]


def _all(
    written: list[list[Piece]],
    style: ListStyle,
    names: Sequence[PersonalName],
    joints: tuple[list[Piece], list[Piece]],
) -> list[Piece]:
    if len(written) < 2:
        return written[0].copy() if written else []
    out = _delimited(written[:-1], style.delimiter)
    out += joints[_precedes_last(style, names)]
    out += written[-1]
    return out


def _takes_space(character: str) -> bool:
    """Tell whether a term that begins or ends so is set off from names by a space; CJK and the Hebrew vav are not."""
    return not (character.isspace() or character == "ו" or "\u2e80" <= character <= "\u9fff")


def _precedes(value: str, several: bool, previous_inverted: bool) -> bool:
    if value == "contextual":
        return several
    return value == "always" or (value == "after-inverted-name" and previous_inverted)


def _space_before(et_al: list[Piece]) -> bool:
    """Tell whether a term for et-al is set off from the names before it."""
    start = edge(et_al, 0)
    return (start.isalpha() or start == "&") and _takes_space(start)


def _abbreviated(written: list[list[Piece]], style: ListStyle, inverted: bool, space: bool) -> list[Piece]:
    """Return names and et-al; what cs:name has for formatting and affixes stands around both, as around each name."""
    out, et_al = _delimited(written, style.delimiter), style.et_al
    if not et_al or not out:
        return out
    if _precedes(style.before_et_al, len(written) > 1, inverted):
        out.append(style.delimiter)
    elif space:
        out.append(" ")
    out = [*out, *et_al]
    formatted: list[Piece] = out if style.fmt is None else [Node(out, style.fmt)]
    return [style.prefix, *formatted, style.suffix] if style.prefix or style.suffix else formatted
