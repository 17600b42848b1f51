"""cs:names: name lists, et-al, labels and substitution.

https://docs.citationstyles.org/en/stable/specification.html#names
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ccsvi_refs.csl.cite import SUBSEQUENT, Cite, NameList
from ccsvi_refs.csl.elements.attributes import Emit, emitter, read_format
from ccsvi_refs.csl.elements.name import NameStyle, read_name_style, raised_levels, start_level, write_name
from ccsvi_refs.csl.locale import Locale
from ccsvi_refs.csl.names import PersonalName
from ccsvi_refs.csl.output import EMPTY, FOUND, Format, Node, Piece, first_tagged, plain
from ccsvi_refs.csl.scope import NAME_ATTRIBUTES, Render, Scope
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_OWN = frozenset((*NAME_ATTRIBUTES, "form", "delimiter"))


@dataclass(frozen=True, slots=True)
class ListStyle:
    """The attributes in force that shape a list of names."""

    delimiter: str
    conjunction: str
    before_last: str
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


def compile_names(element: Element, scope: Scope) -> Render:
    """Return the rendering of name variables, or of what stands in for them where they are all empty."""
    element = _inheriting(element, scope.substitute)
    own = _variables(element, scope)
    substitutes = _substitutes(element, scope)
    if not substitutes:
        return own

    def render(cite: Cite, out: list[Piece]) -> int:
        status = own(cite, out)
        if status == FOUND:
            return status
        outer, cite.substituting = cite.substituting, True
        for substitute, final in substitutes:
            before = len(out)
            found = substitute(cite, out)
            if len(out) > before or found == FOUND or final:
                cite.substituting = outer
                _stand_in(cite, out, before)
                return found
        cite.substituting = outer
        return EMPTY

    return render


def _stand_in(cite: Cite, out: list[Piece], start: int) -> None:
    """Mark what stands in for names as names, so that it is hidden, grouped and substituted as they are."""
    content = out[start:]
    if not content or first_tagged(content, "names") is not None:
        return
    del out[start:]
    if cite.hide_names:
        cite.hide_names = False
        return
    out.append(Node([Node(content, tag="name")], tag="names"))


def _inheriting(element: Element, parent: Element | None) -> Element:
    """Return the element; one without children inside cs:substitute takes over what the cs:names around it has.

    https://docs.citationstyles.org/en/stable/specification.html#substitute
    """
    if parent is None or any(child.name in ("name", "et-al", "label") for child in element.children):
        return element
    inherited = tuple(child for child in parent.children if child.name != "substitute")
    attrs = {name: value for name, value in parent.attrs.items() if name != "variable"}
    return replace(element, attrs={**attrs, **element.attrs}, children=(*inherited, *element.children))


def _substitutes(element: Element, scope: Scope) -> list[tuple[Render, bool]]:
    """Return what stands in for the names, each with whether it ends the search even where it prints nothing.

    An empty term does so: fixture ``substitute_SubstituteOnlyOnceTermEmpty``.
    """
    substitute = element.first("substitute")
    if substitute is None:
        return []
    outer, scope.substitute = scope.substitute, element
    terms = [child.attrs.get("term") for child in substitute.children]
    renders = scope.within("", substitute)
    scope.substitute = outer
    return [
        (render, term is not None and scope.locale.term(term) is not None)
        for render, term in zip(renders, terms, strict=True)
    ]


def _variables(element: Element, scope: Scope) -> Render:
    parts = {child.name: child for child in element.children}
    variables = element.attrs.get("variable", "").split()
    if not variables:
        raise StyleError("<names> needs a variable", element.location)
    name = parts.get("name")
    options = {**scope.names, **({k: v for k, v in name.attrs.items() if k in _OWN} if name else {})}
    style = read_name_style(options, name, scope)
    if options.get("form") == "count":
        return _count(variables, _list_style(options, name, parts.get("et-al"), scope), style)
    write = _list_writer(_list_style(options, name, parts.get("et-al"), scope), style)
    label = _label(parts.get("label"), scope)
    label_first = _label_first(element)
    emit = emitter(element.attrs, scope, quotes=False)
    between = element.attrs.get("delimiter", scope.names.get("names-delimiter", ""))
    pair = _pair(variables)

    def render(cite: Cite, out: list[Piece]) -> int:
        item = cite.item
        content: list[Piece] = []
        status = EMPTY
        merged = pair is not None and _merges(cite, pair, scope.locale)
        for variable in variables:
            names = item.names(variable)
            if not names or variable in cite.suppressed:
                continue
            if merged and pair is not None and variable == pair[1]:
                continue
            status = FOUND
            if cite.substituting:
                cite.suppressed = {*cite.suppressed, variable}
            term = "editortranslator" if merged else variable
            written = write(cite, names)
            if not written:
                continue
            node = Node(written, tag="names", value=(variable, names))
            labelled = _labelled(node, label(cite, term, len(names) > 1) if label else [], label_first)
            if between and content:
                content.append(between)
            content += labelled
        if cite.hide_names and status == FOUND:
            cite.hide_names = False
            return FOUND
        if content:
            emit(cite, content, out)
        return status

    return render


def _labelled(names: Piece, label: list[Piece], first: bool) -> list[Piece]:
    return [*label, names] if first else [names, *label]


def _label_first(element: Element) -> bool:
    """Tell whether the label stands before the names."""
    order = [child.name for child in element.children if child.name in ("name", "label")]
    return "label" in order and "name" in order and order.index("label") < order.index("name")


def _pair(variables: Sequence[str]) -> tuple[str, str] | None:
    both = [variable for variable in variables if variable in ("editor", "translator")]
    return (both[0], both[1]) if len(both) == 2 else None


def _merges(cite: Cite, pair: tuple[str, str], locale: Locale) -> bool:
    """Tell whether editors and translators are the same people, with a term for both roles."""
    first = cite.item.names(pair[0])
    return bool(first) and first == cite.item.names(pair[1]) and bool(locale.term("editortranslator"))


def _label(element: Element | None, scope: Scope) -> Callable[[Cite, str, bool], list[Piece]] | None:
    if element is None:
        return None
    attrs = element.attrs
    form, plural = attrs.get("form", "long"), attrs.get("plural", "contextual")
    emit = emitter(attrs, scope, of_item=False)
    if scope.sorting:
        return None

    def label(cite: Cite, variable: str, several: bool) -> list[Piece]:
        many = plural == "always" or (plural == "contextual" and several)
        term = scope.locale.term(variable, form, many)
        out: list[Piece] = []
        if term:
            emit(cite, [term], out)
        return out

    return label


def _number(options: Mapping[str, str], name: str) -> int:
    """Return an attribute that is a whole number, -1 where it is not there."""
    text = options.get(name, "").strip()
    return int(text) if text.isdecimal() else -1


def _list_style(options: Mapping[str, str], name: Element | None, et_al: Element | None, scope: Scope) -> ListStyle:
    minimum, first = _number(options, "et-al-min"), _number(options, "et-al-use-first")
    return ListStyle(
        delimiter=options.get("delimiter", ", "),
        conjunction="" if scope.sorting else _conjunction(options.get("and", ""), scope),
        before_last=options.get("delimiter-precedes-last", "contextual"),
        before_et_al=options.get("delimiter-precedes-et-al", "contextual"),
        minimum=minimum,
        first=first,
        use_last=options.get("et-al-use-last") == "true",
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
    return (scope.locale.term("and", "symbol") or "&") if value == "symbol" else ""


def _et_al(element: Element | None, scope: Scope) -> Callable[[Cite], list[Piece]]:
    attrs = element.attrs if element else {}
    term = scope.locale.term(attrs.get("term", "et-al")) or ""
    emit = emitter(attrs, scope)

    def write(cite: Cite) -> list[Piece]:
        out: list[Piece] = []
        if term:
            emit(cite, [term], out)
        return out

    return write


def _shown(cite: Cite, style: ListStyle, total: int) -> int:
    """Return how many names are shown before et-al; all where there is no et-al."""
    later = cite.position >= SUBSEQUENT and not cite.bibliography
    minimum, first = (style.later_minimum, style.later_first) if later else (style.minimum, style.first)
    return first if 0 < minimum <= total and 0 <= first < total else total


def _count(variables: Sequence[str], style: ListStyle, _name: NameStyle) -> Render:
    def render(cite: Cite, out: list[Piece]) -> int:
        count = 0
        for variable in variables:
            if variable not in cite.suppressed:
                count += _shown(cite, style, len(cite.item.names(variable)))
        if not count:
            return EMPTY
        out.append(f"{count:08d}" if cite.sorting else str(count))
        return FOUND

    return render


def _list_writer(style: ListStyle, name_style: NameStyle) -> Callable[[Cite, Sequence[PersonalName]], list[Piece]]:
    level = start_level(name_style)
    levels = raised_levels(name_style)

    def write(cite: Cite, names: Sequence[PersonalName]) -> list[Piece]:
        total = len(names)
        shown = base = _shown(cite, style, total)
        hints = cite.hints
        place = len(cite.lists)
        if place < len(hints.names):
            shown = max(shown, min(hints.names[place], total))
        wanted = hints.givens[place] if place < len(hints.givens) else ()
        cite.lists.append(NameList(base, names, level, levels))
        written = [
            _one(
                cite,
                names[number],
                style,
                name_style,
                number,
                max(level, *(3 if one > 1 else one for one in wanted[number : number + 1]), 0),
            )
            for number in range(shown)
        ]
        if shown == total:
            return _all(written, style, _precedes_last(style, names))
        last = total - 1
        if style.use_last and total - shown > 1:
            end = _one(cite, names[last], style, name_style, last, level)
            return [*_delimited(written, style.delimiter), style.delimiter, "… ", *end]
        return _abbreviated(written, style, style.et_al(cite), _is_inverted(style, shown - 1, names))

    return write


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
    return [Node(out, tag="name", value=number)] if style.tag_names else out


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

    Before an organisation it depends on the number of names alone, as it does in citeproc-js.
    """
    if len(names) > 1 and names[-1].literal:
        return len(names) > 2
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
    return character in "&+.,;" or (character.isalnum() and character != "ו" and not "\u2e80" <= character <= "\u9fff")


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
    elif _takes_space(plain(et_al)[:1] or " "):
        out.append(" ")
    return [style.prefix, *out, *et_al, style.suffix] if style.prefix or style.suffix else [*out, *et_al]
