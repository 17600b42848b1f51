"""cs:name: one name in its order, with its parts and initials.

https://docs.citationstyles.org/en/stable/specification.html#name
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ccsvi_refs.csl import markup, textcase
from ccsvi_refs.csl.cite import NO_CITE
from ccsvi_refs.csl.collation import KEY_BREAK
from ccsvi_refs.csl.elements.attributes import as_it_is, emitter, read_format
from ccsvi_refs.csl.initials import initials, tidy_initials
from ccsvi_refs.csl.names import PersonalName
from ccsvi_refs.csl.output import Format, Node, Piece, joined, plain
from ccsvi_refs.csl.scope import NameWriter, Scope
from ccsvi_refs.csl.xml import Element

_WHOLE_WORDS = ("de'", "de’", "dei'", "dei’", "ne'", "ne’", "co'", "co’")
"""Italian particles that end in an apostrophe of their own, for a letter left out at their end: ``de’ Medici``."""
_SPACES = re.compile(" {2,}")
_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def _parsed(text: str) -> tuple[Piece, ...]:
    return tuple(markup.parse(text))


_UNBROKEN = frozenset(("cs", "fr", "ru"))
_NO_BREAK = "\u00a0"
"""In these languages no line ends behind a particle, nor behind initials that a style keeps together."""


@dataclass(frozen=True, slots=True)
class NameStyle:
    """The attributes of cs:name that shape a single name; ``articles``: those of English do not count in sorting.

    ``particle_space`` stands behind a particle, ``initial_space`` between initials and a family name.
    """

    form: str
    initialize: bool
    initialize_with: str | None
    hyphen: bool
    demote: str
    separator: str
    sorting: bool
    articles: bool
    particle_space: str
    initial_space: str
    family: Part
    given: Part


@dataclass(frozen=True, slots=True)
class Part:
    """The attributes of one cs:name-part."""

    fmt: Format | None = None
    case: str = ""
    prefix: str = ""
    suffix: str = ""
    language: str = "en"

    def write(self, text: str) -> list[Piece]:
        """Return the text of a name part, formatted; affixes are not among it."""
        pieces: list[Piece] = [text] if text.isalpha() else list(_parsed(text))
        if not pieces:
            return pieces
        if self.case:
            pieces = textcase.apply(pieces, self.case, self.language)
        return [Node(pieces, self.fmt)] if self.fmt else pieces

    def wrap(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces between the part's affixes."""
        if not pieces or not (self.prefix or self.suffix):
            return pieces
        return [self.prefix, *pieces, self.suffix]


def read_part(element: Element | None, name: str, language: str) -> Part:
    """Return what the cs:name-part child of this name asks for."""
    for child in element.children if element else ():
        if child.name == "name-part" and child.attrs.get("name") == name:
            attrs = child.attrs
            return Part(
                read_format(attrs),
                attrs.get("text-case", ""),
                attrs.get("prefix", ""),
                attrs.get("suffix", ""),
                language,
            )
    return Part()


def read_name_style(options: Mapping[str, str], element: Element | None, scope: Scope) -> NameStyle:
    """Return the shape of single names from the options in force."""
    particle_space = _NO_BREAK if scope.locale.language in _UNBROKEN and not scope.sorting else " "
    keeps = _NO_BREAK in options.get("initialize-with", "")
    return NameStyle(
        form=options.get("form", "long"),
        initialize=options.get("initialize", "true") != "false",
        initialize_with=options.get("initialize-with"),
        hyphen=scope.style.get("initialize-with-hyphen", "true") != "false",
        demote=scope.style.get("demote-non-dropping-particle", "display-and-sort"),
        separator=_SPACES.sub(" ", options.get("sort-separator", ", ")),
        sorting=scope.sorting,
        articles=scope.sorting and scope.locale.language == "en",
        particle_space=particle_space,
        initial_space=particle_space if keeps else " ",
        family=read_part(element, "family", scope.locale.language),
        given=read_part(element, "given", scope.locale.language),
    )


def start_level(style: NameStyle) -> int:
    """Return how much of a given name the style shows: 0 nothing, 1 initials, 2 all."""
    if style.form == "short":
        return 0
    return 1 if style.initialize_with is not None and style.initialize else 2


def raised_levels(style: NameStyle) -> tuple[int, ...]:
    """Return the levels above the first to which disambiguation can raise a given name."""
    start = start_level(style)
    if start:
        return () if start == 2 else (2,)
    return (1, 2) if style.initialize_with is not None else (2,)


def name_writer(style: NameStyle, element: Element | None, scope: Scope) -> NameWriter:
    """Return what writes single names in a style; what it has written it remembers, for people return."""
    attrs = element.attrs if element else {}
    key = (style, *sorted(attrs.items()))
    if key not in scope.name_writers:
        scope.name_writers[key] = _remembering(style, attrs, scope)
    return scope.name_writers[key]


def _remembering(style: NameStyle, attrs: Mapping[str, str], scope: Scope) -> NameWriter:
    emit, fmt = emitter(attrs, scope), read_format(attrs)
    simple = emit is as_it_is and style.family == style.given == Part(language=style.family.language)
    simple = simple and style.separator in _QUIET

    @lru_cache(maxsize=4096)
    def write(name: PersonalName, inverted: bool, level: int) -> list[Piece]:
        if simple and (usual := _usual(name, style, inverted, level)):
            return [usual]
        pieces = write_name(name, style, inverted, level)
        if name.literal:
            return [Node(pieces, fmt)] if fmt else pieces
        out: list[Piece] = []
        emit(NO_CITE, pieces, out)
        return joined(out)

    return write


_QUIET = (", ", " ", ",")
_NO_MORE = PersonalName()[2:]
"""What a name has besides a family and a given name, where it has nothing."""


def _usual(name: PersonalName, style: NameStyle, inverted: bool, level: int) -> str:
    """Return a name of letters alone as ``write_name`` has it, in one text; empty where it is any other name."""
    family = name.family
    if name[2:] != _NO_MORE or not family.isalpha() or (level == 1 and style.initial_space != " "):
        return ""
    if not level:
        return family
    given = _given(name, style, level)
    if not given.replace(".", "").replace(" ", "").replace("-", "").isalpha() or not given[0].isalpha():
        return ""
    if style.sorting:
        return f"{family}{KEY_BREAK}{KEY_BREAK}{given}"
    return f"{family}{style.separator}{given}" if inverted else f"{given} {family}"


def write_name(name: PersonalName, style: NameStyle, inverted: bool, level: int) -> list[Piece]:
    """Return one name; ``level`` says how much of the given name is shown: 3 is all of it as it is in the data."""
    if name.literal:
        literal = name.short if name.short and style.form == "short" and not style.sorting else name.literal
        return style.family.write(_ARTICLE.sub("", literal) if style.articles else literal)
    given = _given(name, style, level)
    if not name.romanesque:
        return _in_fixed_order(name, given, style, "") if level else style.family.write(name.family)
    if style.sorting:
        return _sort_parts(name, given if level else "", style)
    if not level and inverted and name.demoted and style.demote == "display-and-sort":
        family = style.family.wrap(style.family.write(name.family))
        return _joined(style.separator, family, style.family.write(name.demoted))
    if not level:
        return style.family.wrap(_glued(style, (name.demoted, name.family)))
    if name.static:
        return _in_fixed_order(name, given, style, " ")
    if inverted:
        return _inverted(name, given, style)
    particles = _glued(style, (name.dropping, name.demoted, name.family), dropping=bool(name.dropping))
    family = style.family.wrap(_suffixed(particles, name, style))
    space = style.initial_space if level == 1 else " "
    return _joined(space, style.given.wrap(style.given.write(given)), family)


def _in_fixed_order(name: PersonalName, given: str, style: NameStyle, space: str) -> list[Piece]:
    """Return a name whose family name always comes first, as in Chinese and Hungarian, with all that belongs to it."""
    family = _glued(style, (name.demoted, name.family))
    whole = _joined(space, family, style.given.write(given))
    return _joined(" ", whole, style.family.write(name.dropping), markup.parse(name.suffix))


def _sort_parts(name: PersonalName, given: str, style: NameStyle) -> list[Piece]:
    """Return the parts by which a name is sorted, one after the other: family name, particles, given name, suffix.

    https://docs.citationstyles.org/en/stable/specification.html#name-part-order
    """
    kept = style.demote == "never"
    family = f"{name.demoted} {name.family}" if kept else name.family
    parts = (family, name.dropping if kept else f"{name.dropping} {name.demoted}", given, name.suffix)
    shown = parts if given else parts[:2]
    return [KEY_BREAK.join([_bare(part.strip()) for part in shown]).rstrip(KEY_BREAK)]


def _bare(text: str) -> str:
    """Return a text without its markup."""
    return text if not text or text.isalpha() else plain(markup.parse(text))


def _given(name: PersonalName, style: NameStyle, level: int) -> str:
    if style.initialize_with is None or not level:
        return name.given
    if level > 2 or (level > 1 and style.initialize):
        return name.given
    make = initials if style.initialize else tidy_initials
    if "<" not in name.given:
        return make(name.given, style.initialize_with, style.hyphen)
    return _between_tags(name.given, lambda text: make(text, str(style.initialize_with), style.hyphen))


def _between_tags(text: str, change: Callable[[str], str]) -> str:
    parts = re.split(r"(<[^<>]*>)", text)
    out = []
    for place, part in enumerate(parts):
        head = part[: len(part) - len(part.lstrip(" -"))] if place % 2 == 0 else ""
        out.append(part if place % 2 else head + change(part.strip(" -")))
    return "".join(out)


def _suffix(name: PersonalName, style: NameStyle) -> list[Piece]:
    """Return the suffix; where given names are made initials, a single letter takes their mark, as in citeproc-js."""
    if style.initialize_with is None or not name.suffix:
        return markup.parse(name.suffix)
    return markup.parse(tidy_initials(name.suffix, style.initialize_with))


def _suffixed(pieces: list[Piece], name: PersonalName, style: NameStyle) -> list[Piece]:
    if not name.suffix:
        return pieces
    return [*pieces, ", " if name.comma_suffix else " ", *_suffix(name, style)]


def _inverted(name: PersonalName, given: str, style: NameStyle) -> list[Piece]:
    demoted = style.demote == "display-and-sort"
    family = _glued(style, ("" if demoted else name.demoted, name.family))
    first = style.given.write(given)
    if name.dropping:
        first = _joined(" ", first, style.given.write(name.dropping))
    if demoted and name.demoted:
        first = _joined(" ", first, style.family.write(name.demoted))
    out = _joined(style.separator, style.family.wrap(family), style.given.wrap(first))
    return _joined(style.separator, out, _suffix(name, style)) if name.suffix else out


def _glued(style: NameStyle, parts: tuple[str, ...], dropping: bool = False) -> list[Piece]:
    """Return particles and family name with a space between them, but none after an apostrophe or hyphen."""
    if not any(parts[:-1]):  # most people have no particle
        return style.family.write(parts[-1])
    out: list[Piece] = []
    last = ""
    for place, part in enumerate(parts):
        if not part:
            continue
        if last and (last[-1] not in "'’-" or last.lower().endswith(_WHOLE_WORDS)):
            out.append(style.particle_space)
        written = (style.given if dropping and place == 0 else style.family).write(part)
        out += written
        last = part
    return out


def _joined(separator: str, *parts: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for part in filter(None, parts):
        out += [separator, *part] if out and separator else part
    return out
