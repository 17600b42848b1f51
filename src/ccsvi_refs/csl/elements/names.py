"""cs:names: the roles, their labels, and what stands in for names that are not there.

https://docs.citationstyles.org/en/stable/specification.html#names
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ccsvi_refs.csl.cite import Cite
from ccsvi_refs.csl.combining import NOTHING, Render
from ccsvi_refs.csl.elements.attributes import Emit, as_it_is, emitter, language_of
from ccsvi_refs.csl.elements.label import label_words
from ccsvi_refs.csl.elements.name import NameStyle, name_writer, read_name_style
from ccsvi_refs.csl.elements.name_list import ListStyle, list_writer, names_shown, read_list_style
from ccsvi_refs.csl.extra import NAMES
from ccsvi_refs.csl.names import PersonalName
from ccsvi_refs.csl.output import EMPTY, FOUND, WORDS, Node, Piece, first_tagged
from ccsvi_refs.csl.scope import NAME_ATTRIBUTES, Scope
from ccsvi_refs.csl.textcase import TURKIC
from ccsvi_refs.csl.wrapping import Wrapping, wrapping
from ccsvi_refs.csl.xml import Element
from ccsvi_refs.errors import StyleError

_OWN = frozenset((*NAME_ATTRIBUTES, "form", "delimiter"))


def compile_names(element: Element, scope: Scope) -> Render:
    """Return the rendering of name variables, or of what stands in for them where they are all empty."""
    element = _inheriting(element, scope.substitute, scope.strict)
    own = _variables(element, scope)
    substitutes = _substitutes(element, scope)
    if not substitutes:
        return own

    def render(cite: Cite, out: list[Piece]) -> int:
        if own(cite, out) == FOUND:
            return FOUND
        outer = cite.standing_in
        for substitute, final in substitutes:
            before = len(out)
            cite.standing_in = used = set(outer) if outer else set()
            found = substitute(cite, out)
            if found == FOUND or len(out) > before or final:
                cite.standing_in = outer
                if len(out) > before and not (isinstance(out[-1], Node) and out[-1].tag == "names"):
                    _stand_in(cite, out, before, "" if len(used) > len(outer or ()) else WORDS)
                _use_up(cite, used)
                return found or EMPTY  # a word in place of names leaves the names empty
        cite.standing_in = outer
        return EMPTY

    scope.known.asking.add(render)
    return scope.known.like(render, *(substitute for substitute, _final in substitutes))


def _use_up(cite: Cite, variables: set[str]) -> None:
    """Let variables that have stood in for names print no more, from the end of what they stand in."""
    if cite.standing_in is not None:
        cite.standing_in |= variables
    elif variables:
        cite.suppressed = cite.suppressed | variables if cite.suppressed else variables


def _stand_in(cite: Cite, out: list[Piece], start: int, value: str) -> None:
    """Mark what stands in for names as names, so that it is hidden, grouped and substituted as they are."""
    content = out[start:]
    if first_tagged(content, "names") is not None:
        return
    del out[start:]
    if cite.hide_names:
        cite.hide_names = False
        return
    out.append(Node([Node(content, tag="name")], tag="names", value=value))


def _inheriting(element: Element, parent: Element | None, strict: bool) -> Element:
    """Return the element; one without children inside cs:substitute takes over what the cs:names around it has.

    Official styles rely on it that affixes and formatting of its own do not count: ``Doe (ed.) ed.``.
    https://docs.citationstyles.org/en/stable/specification.html#substitute
    """
    if parent is None or any(child.name in ("name", "et-al", "label") for child in element.children):
        return element
    inherited = tuple(child for child in parent.children if child.name != "substitute")
    attrs = {name: value for name, value in parent.attrs.items() if name != "variable"}
    own = element.attrs if strict else {"variable": element.attrs.get("variable", "")}
    return element._replace(attrs={**attrs, **own}, children=(*inherited, *element.children))


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
        (render, final)
        for render, term in zip(renders, terms, strict=True)
        if (final := term is not None and scope.locale.term(term) is not None) or render not in NOTHING[:FOUND]
    ]


def _variables(element: Element, scope: Scope) -> Render:
    """Return the rendering of the element's own variables."""
    parts = {child.name: child for child in element.children}
    variables = element.attrs.get("variable", "").split()
    if not variables and "substitute" not in parts:
        raise StyleError("<names> needs a variable", element.location)
    variables = [one for one in variables if one not in NAMES or not scope.lacks(one)]
    if not variables:
        return NOTHING[EMPTY]
    name = parts.get("name")
    own_options = {k: v for k, v in name.attrs.items() if k in _OWN} if name else {}
    options = {**scope.names, **own_options, **scope.limits}
    style = read_list_style(options, name, parts.get("et-al"), scope)
    roles = _roles(variables, bool(scope.locale.term("editortranslator")))
    emit = emitter({**element.attrs, "variable": ""}, scope, quotes=False)  # each role is wrapped on its own
    if options.get("form") == "count":
        return _count(roles, style, emit)
    name_style = read_name_style(options, name, scope)
    writer = _by_language(style, name_style, name, scope)
    write = _role_writer(element, writer, parts.get("label"), scope)
    if len(variables) == 1 and variables[0] in NAMES - {_JOINT}:
        return scope.known.variable(_one(variables[0], write, emit))
    between = element.attrs.get("delimiter", scope.names.get("names-delimiter", ""))

    def render(cite: Cite, out: list[Piece]) -> int:
        content: list[Piece] = []
        status = EMPTY
        for role, names in roles(cite):
            status = FOUND
            written = write(cite, role, names)
            if between and content and written:
                content.append(between)
            content += written
        if cite.hide_names and status == FOUND:
            cite.hide_names = False
        elif content:
            emit(cite, content, out)
        return status

    return scope.known.variable(render)


def _one(variable: str, write: RoleWriter, emit: Emit) -> Render:
    """Return the rendering of the one variable that most elements have; what it prints is as with several."""
    bare = emit is as_it_is

    def render(cite: Cite, out: list[Piece]) -> int:
        names = cite.item.names(variable)
        standing_in = cite.standing_in
        if not names or variable in cite.suppressed or (standing_in is not None and variable in standing_in):
            return EMPTY
        if standing_in is not None:
            standing_in.add(variable)
        content = write(cite, variable, names)
        if cite.hide_names:
            cite.hide_names = False
        elif bare:
            out += content
        elif content:
            emit(cite, content, out)
        return FOUND

    return render


ListWriter = Callable[[Cite, Sequence[PersonalName]], list[Piece]]
RoleWriter = Callable[[Cite, str, Sequence[PersonalName]], list[Piece]]


def _by_language(style: ListStyle, name_style: NameStyle, name: Element | None, scope: Scope) -> ListWriter:
    """Return what writes lists of names; Turkish capitals are not for works in other languages."""
    own = list_writer(style, name_style, name_writer(name_style, name, scope))
    language = scope.locale.language
    if language not in TURKIC or not (name_style.family.case or name_style.given.case):
        return own
    family, given = (replace(part, language="en") for part in (name_style.family, name_style.given))
    usual = replace(name_style, family=family, given=given)
    others = list_writer(style, usual, name_writer(usual, name, scope))

    def write(cite: Cite, names: Sequence[PersonalName]) -> list[Piece]:
        return (own if language_of(cite, language) in TURKIC else others)(cite, names)

    return write


#: Editors who are the translators too, and the two roles that they are printed for.
_JOINT, _JOINED = "editor-translator", frozenset(("editor", "translator"))
Roles = Callable[[Cite], list[tuple[str, Sequence[PersonalName]]]]


def _roles(variables: Sequence[str], has_term: bool) -> Roles:
    """Return what finds the roles that are filled; editors who are the translators too have one role."""
    both = [variable for variable in variables if variable in ("editor", "translator")]
    joint = _JOINT in variables
    pair = both if len(both) == 2 and has_term else None

    def roles(cite: Cite) -> list[tuple[str, Sequence[PersonalName]]]:
        item = cite.item
        found: list[tuple[str, Sequence[PersonalName]]] = [
            (variable, names) for variable in variables if (names := item.names(variable))
        ]
        if cite.standing_in is not None or cite.suppressed:
            found = [row for row in found if not cite.used_up(row[0])]
        if cite.standing_in is not None:
            cite.standing_in.update(variable for variable, _ in found)
        if joint and any(variable == _JOINT for variable, _ in found) and _JOINT not in item.data:
            # official styles have the joint role before the two, as if data had either
            cite.suppressed = cite.suppressed | _JOINED
        if pair and len(found) > 1 and item.names(pair[0]) == item.names(pair[1]):
            return [("editortranslator" if v == pair[0] else v, names) for v, names in found if v != pair[1]]
        return found

    return roles


def _role_writer(
    element: Element,
    write: ListWriter,
    label_element: Element | None,
    scope: Scope,
) -> RoleWriter:
    """Return what writes the names of one role with their label."""
    label = _label(label_element, scope)
    around = _wrapped(element, scope)
    if label is None and not around:
        return lambda cite, _role, names: (
            [Node(written, None, False, "names")] if (written := write(cite, names)) else written
        )
    label_first = _label_first(element)

    def write_role(cite: Cite, role: str, names: Sequence[PersonalName]) -> list[Piece]:
        written = write(cite, names)
        if not written:
            return written
        node: Piece = Node(written, None, False, "names")
        if role in around:
            (node,) = around[role](cite, [node])
        if label is None:
            return [node]
        words = label(role, len(names) > 1)
        return [*words, node] if label_first else [node, *words]

    return write_role


def _wrapped(element: Element, scope: Scope) -> dict[str, Wrapping]:
    """Return what the caller puts around the names of each role."""
    if not scope.wraps or scope.sorting:
        return {}
    roles = (*element.attrs.get("variable", "").split(), "editortranslator")
    return {role: wrap for role in roles if (wrap := wrapping(role, scope.wraps)) is not None}


def _label_first(element: Element) -> bool:
    """Tell whether the label stands before the names."""
    order = [child.name for child in element.children if child.name in ("name", "label")]
    return "label" in order and "name" in order and order.index("label") < order.index("name")


def _label(element: Element | None, scope: Scope) -> Callable[[str, bool], list[Piece]] | None:
    if element is None or scope.sorting:
        return None
    plural, words = element.attrs.get("plural", "contextual"), label_words(element.attrs, scope)
    return lambda role, several: words(role, plural == "always" or (plural == "contextual" and several))


def _count(roles: Roles, style: ListStyle, emit: Emit) -> Render:
    """Return the rendering of the number of names that would be shown."""

    def render(cite: Cite, out: list[Piece]) -> int:
        count = sum(names_shown(cite, style, len(names)) for _role, names in roles(cite))
        if not count:
            return EMPTY
        if cite.sorting:
            out.append(f"{count:08d}")
        else:
            emit(cite, [str(count)], out)
        return FOUND

    return render
