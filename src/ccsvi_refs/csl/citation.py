"""One citation: what the document asks for, and how a cite opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, TypedDict

from ccsvi_refs.csl.collapse import Rendered
from ccsvi_refs.csl.item import MOST_DIGITS, digits, identifier
from ccsvi_refs.csl.locators import ENGLISH, Heads
from ccsvi_refs.csl.output import WORDS, Node, Piece, first_tagged, plain, without
from ccsvi_refs.csl.position import Request
from ccsvi_refs.csl.textcase import capitalize_first
from ccsvi_refs.errors import ItemError, meant, shown


@dataclass(frozen=True, slots=True)
class Handle:
    """Names one citation of one document; another document does not know it."""

    number: int
    document: object = field(default=None, repr=False)


class WrongHandleError(ItemError, KeyError, ValueError):
    """A handle is of no citation of the document, or does not come once where each has to."""


class Manner(TypedDict, total=False):
    """How a sentence takes a citation in.

    ``mode`` is ``composite`` for a narrative citation, "Doe (2019, p. 3)", ``author-only`` for the names alone,
    ``suppress-author`` for the rest; ``infix`` are words that a narrative citation has after the names. ``prefix`` and
    ``suffix`` stand around all its cites, inside what the layout has around them, whatever their order. Without
    ``ends`` the full stop that the layout closes with is left out, for a citation amid a note; without ``sorts`` the
    cites stay in the order given.
    """

    mode: str
    infix: str
    prefix: str
    suffix: str
    ends: bool
    sorts: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation: the number of the note it stands in, 0 for none, its cites, and how a sentence takes them in."""

    handle: Handle
    note: int
    cites: tuple[Request, ...]
    mode: str = ""
    infix: str = ""
    prefix: str = ""
    suffix: str = ""
    ends: bool = True
    sorts: bool = True


_MANNER = {"mode": str, "infix": str, "prefix": str, "suffix": str, "ends": bool, "sorts": bool}
MODES = ("", "author-only", "composite", "suppress-author")


def read_citation(handle: Handle, note: int, cites: tuple[Request, ...], manner: Manner) -> Citation:
    """Return a citation; ItemError for a mode that there is not."""
    for name, value in manner.items():
        if (kind := _MANNER.get(name)) is None:
            raise ItemError(f"a citation has no {name!r}{meant(name, _MANNER)}", "")
        if not isinstance(value, kind):
            raise ItemError(f"the {name} of a citation is a {kind.__name__}, not {shown(value)}", "")
    check_note(note)
    if (mode := manner.get("mode", "")) not in MODES:
        raise ItemError(f"a citation has no mode {mode!r}; there are {', '.join(MODES[1:])}", "")
    return Citation(handle, note, cites, **manner)


def check_note(note: Any) -> None:
    """Raise ItemError for what is no number of a note."""
    if not isinstance(note, int) or isinstance(note, bool) or not 0 <= note < 10**MOST_DIGITS:
        raise ItemError(f"the note of a citation is its number, or 0, not {shown(note)}", "")


def in_mode(cites: Sequence[Request], mode: str) -> list[Request]:
    """Return the cites as a mode has them: all by their authors, or the first without."""
    if mode == "author-only":
        return [replace(one, author_only=True, suppress_author=False) for one in cites]
    if mode and cites:
        return [replace(cites[0], author_only=False, suppress_author=True), *cites[1:]]
    return list(cites)


def in_order(
    citation: Citation,
    cites: Sequence[Request],
    names: Callable[[Request], str],
    by_style: Callable[[Sequence[Request]], list[Request]],
) -> list[Request]:
    """Return cites as they are printed: sorted by the style, but those by whom the sentence names before the others.

    ``names`` returns what a cite says of its authors, empty where it names none.
    """
    if citation.mode == "author-only" or not citation.sorts:
        return list(cites)
    said = names(cites[0]) if citation.mode and len(cites) > 1 else ""
    if not said:
        return by_style(cites)
    rest: list[Request] = []
    theirs = [cites[0]]
    for one in cites[1:]:
        (theirs if names(one) == said else rest).append(one)
    front = by_style(theirs)
    if front[0] is not cites[0]:  # the first of them is the one that does not say again who wrote it
        front = [replace(one, suppress_author=False) if one is cites[0] else one for one in front]
        front[0] = replace(front[0], author_only=False, suppress_author=True)
    return [*front, *by_style(rest)]


def names_in(pieces: Sequence[Piece], own: str) -> str:
    """Return what a cite says of its authors, empty for none.

    Works without authors have none in common: where a word such as "Anonymous" stands for them, it is ``own``.
    """
    names = first_tagged(list(pieces), "names")
    if names is None:
        return ""
    return own if names.value == WORDS else plain(names.kids)


_KEYS = frozenset(
    "id locator label prefix suffix suppress-author author-only near-note position itemData uris uri infix mode "
    "composite first-reference-note-number".split()
)
"""What a cite may have: ours, and what citation items of other programs bring along."""


def read_request(cite: Mapping[str, Any] | str | int, heads: Heads = ENGLISH) -> Request:
    """Return the cite of a CSL-JSON citation item, or of a bare item id; ItemError where it says what no cite has.

    ``heads`` are the words for labels that its locator may begin with.
    https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-citation.json
    """
    if isinstance(cite, str | int | float) and not isinstance(cite, bool):
        return Request(identifier(cite, "a cite"))
    if not isinstance(cite, Mapping) or cite.get("id") is None:
        raise ItemError("a cite needs the id of an item", "")
    _check(cite)
    located = heads.read(_text(cite.get("locator")).strip(), _text(cite.get("label")))
    position, near = cite.get("position"), cite.get("near-note")
    return Request(
        id=identifier(cite["id"], "a cite"),
        locator=located.locator,
        label=located.label,
        symbol=located.symbol,
        prefix=_text(cite.get("prefix")),
        suffix=_text(cite.get("suffix")),
        suppress_author=bool(cite.get("suppress-author")),
        author_only=bool(cite.get("author-only")),
        near_note=None if near is None else bool(near),
        position=None if position is None else int(position),
    )


_TEXTS, _TRUTHS = frozenset(("locator", "label", "prefix", "suffix")), frozenset(("suppress-author", "author-only"))


def _check(cite: Mapping[str, Any]) -> None:
    known = identifier(cite["id"], "a cite")
    for name, value in cite.items():
        if name not in _KEYS:
            near = get_close_matches(str(name), _KEYS, 1)
            raise ItemError(f"a cite has no {name!r}" + (f"; is {near[0]!r} meant?" if near else ""), known)
        if value is not None and (wanted := _wanted(name, value)):
            raise ItemError(f"the {name} of a cite is {wanted}, not {shown(value)} ({type(value).__name__})", known)


def _wanted(name: str, value: Any) -> str:
    """Return what a cite has under a name, where the value is something else."""
    is_truth = isinstance(value, bool)
    if name in _TEXTS:
        is_number = isinstance(value, int | float) and digits(value) != ""
        return "a text" if is_truth or not (isinstance(value, str) or is_number) else ""
    if name in _TRUTHS or name == "near-note":
        return "true or false" if not (is_truth or value in (0, 1)) else ""
    if name == "position":
        return "a number from 0 to 3" if is_truth or value not in (0, 1, 2, 3) else ""
    return ""


def _text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return digits(value)
    return value if isinstance(value, str) else ""


def spaced(prefix: list[Piece], suffix: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return a cite's own affixes, with a space where the user left it out between words."""
    before, after = plain(prefix), plain(suffix)
    if before and (before[-1].isalnum() or before[-1] in ".,;:!?…)]”»&§¶" or ("‘" in before and before[-1] == "’")):
        prefix = [*prefix, " "]
    quotes = after[:1] in tuple("“«„") or (after[:1] == "‘" and "’" in after)
    if after and (after[0].isalnum() or after[0] in "([&§¶" or quotes) and not _is_raised(suffix[0]):
        suffix = [" ", *suffix]
    return prefix, suffix


def _is_raised(piece: Piece) -> bool:
    """Tell whether a piece stands above or below the line, right behind what it belongs to."""
    return isinstance(piece, Node) and piece.fmt is not None and piece.fmt.vertical_align in ("sup", "sub")


def nested(text: str, depth: int, least: int) -> tuple[str, int]:
    """Return a text that stands so deep in parentheses, with brackets for every second pair, and how deep it ends.

    One that closes none, such as that of ``1)``, is no pair; those outside, ``least``, are the layout's to close.
    """
    if "(" not in text and ")" not in text:
        return text, depth
    out = ""
    for letter in text:
        if letter == "(":
            letter = "[" if depth % 2 else letter
            depth += 1
        elif letter == ")" and depth > least:
            depth -= 1
            letter = "]" if depth % 2 else letter
        out += letter
    return out, depth


def opening(cite: Rendered, first: bool, ahead: Sequence[Piece]) -> Rendered:
    """Return a note's cite with a term in upper case where it opens a sentence; ``ahead`` stands before the citation.

    Fixtures ``magic_CapitalizeFirstOccurringTerm``, ``bugreports_CapsAfterOneWordPrefix``.
    """
    before = plain([*ahead, *cite.prefix]).strip().rstrip("”’\"'")
    if before:
        if not before.endswith((".", "!", "?")) or " " not in before:
            return cite
    elif not first:
        return cite
    return replace(cite, pieces=raised(cite.pieces))


def _is_number(piece: Node) -> bool:
    """Tell whether a node holds the number of a work and nothing else, so that the text begins behind it."""
    if piece.tag == "citation-number":
        return True
    if first_tagged(piece.kids, "citation-number") is None:
        return False
    rest = without([piece], lambda node: node.tag == "citation-number")
    return not any(map(str.isalnum, plain(rest)))


def _is_prefix(pieces: list[Piece], place: int) -> bool:
    """Tell whether a text is the prefix that a style gives the term behind it: ``see Note 3``."""
    term = pieces[place + 1] if place + 1 < len(pieces) else ""
    return isinstance(term, Node) and term.tag == "term" and term.value == pieces[place]


def raised(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with a term that opens them in upper case, behind the number of the work and its own prefix."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            if any(map(str.isalnum, piece)) and not _is_prefix(pieces, place):
                return pieces
        elif piece.kids and _is_number(piece):
            continue
        elif piece.tag == "term":
            return [*pieces[:place], piece.with_kids(capitalize_first(piece.kids)), *pieces[place + 1 :]]
        elif piece.kids:
            kids = raised(piece.kids)
            return pieces if kids is piece.kids else [*pieces[:place], piece.with_kids(kids), *pieces[place + 1 :]]
    return pieces
