"""reStructuredText to blocks, its links by docutils' rules: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html.

White space inside an address is dropped and a backslash takes itself away; comments, code and literals hold no links.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from ccsvi_refs.location import Location
from ccsvi_refs.model import Link
from ccsvi_refs.pages import plain, resources
from ccsvi_refs.pages.blocks import Block, Line
from ccsvi_refs.text import addresses

_EXPLICIT = re.compile(r"(\s*)\.\.(?:\s+|$)(.*)")
_TARGET = re.compile(
    r"(?:_(?P<name>`[^`]+`|(?![ `])[^:\\]*(?:\\.[^:\\]*)*):(?:\s+|$)|(?P<anonymous>__:)(?:\s+|$))(?P<to>.*)", re.DOTALL
)
_SHORT_ANONYMOUS = re.compile(r"\s*__\s+(?=\S)")
_DIRECTIVE = re.compile(r"(?:\|[^|]+\|\s+)?(?P<name>[\w:.+-]+)::(?:\s+(?P<argument>\S[^\n]*))?")
_NOTE = re.compile(r"\[(?:\d+|#[\w-]*|\*|[\w.-]+)\]\s")
_IMAGES = frozenset({"image", "figure"})
#: Directives whose content is not read as text.
_VERBATIM = frozenset(
    "code code-block sourcecode raw math literalinclude parsed-literal highlight doctest testcode testoutput "
    "prompt graphviz mermaid csv-table include jinja ipython".split()
)
_SIGNED = re.compile(r"(?:--|—)\s*\S")
_OPTION = re.compile(r"^[ \t]*:target:[ \t]*(\S.*)$", re.MULTILINE)
_LITERAL = re.compile(r"``.+?``(?!`)", re.DOTALL)
_EMBEDDED = re.compile(r"`(?P<label>(?:[^`<\\]|\\.)*)(?<!\\)<(?P<to>[^`<>]+)>`__?(?!\w)", re.DOTALL)
_NAMED = re.compile(r"`(?P<phrase>[^`<>]+)`_(?![\w_])|(?<![\w`:/.#-])(?P<word>\w(?:[\w.+-]*\w)?)_(?![\w_`])")
_ROLE = re.compile(r":(?P<role>doi|rfc|pep):`(?P<value>[^`<>]+)`")
#: https://docutils.sourceforge.io/docs/ref/rst/roles.html; ``doi`` is the usual name of one that projects define.
_ROLES = {
    "doi": "https://doi.org/{}",
    "rfc": "https://datatracker.ietf.org/doc/html/rfc{}",
    "pep": "https://peps.python.org/pep-{:0>4}",
}
_ESCAPE = re.compile(r"\\(\s|.)", re.DOTALL)


@dataclass(slots=True)
class _Source:
    """The lines to read as text (blank where markup stood), targets by name, and the links of markup itself."""

    lines: list[str]
    targets: dict[str, tuple[str, int]] = field(default_factory=dict)
    links: list[tuple[str, int]] = field(default_factory=list)


def read(text: str, path: str) -> list[Block]:
    """Return the blocks of a reStructuredText page."""
    source = _Source(text.split("\n"))
    _take_markup(source)
    named = {name: url for name, (url, _) in source.targets.items()}
    used: set[str] = set()
    lines = list(_lines("\n".join(source.lines), path, named, used))
    unused = [(url, line) for name, (url, line) in source.targets.items() if name not in used]
    rest = [
        Link(url, "", Location(path, line, 1)) for url, line in sorted(source.links + unused, key=lambda one: one[1])
    ]
    return [*_quoting(plain.blocks(lines)), *([resources.block(rest)] if rest else [])]


def _quoting(found: list[Block]) -> Iterator[Block]:
    """Yield the blocks, those set in above a line that says whose words they are as quotations, and it as a paragraph.

    https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#block-quotes
    """
    signs = [bool(_SIGNED.match(block.text)) and all(line.indent for line in block.lines) for block in found]
    for block, is_sign, is_signed in zip(found, signs, [*signs, False][1:], strict=True):
        is_set_in = block.kind == "paragraph" and all(line.indent and not line.mark for line in block.lines)
        shown = replace(block, kind="paragraph") if is_sign else block
        yield replace(shown, quoted=True) if is_signed and is_set_in else shown


def _take_markup(source: _Source) -> None:
    """Take explicit markup and literal blocks out of the lines."""
    at = 0
    while at < len(source.lines):
        line = source.lines[at]
        indent = len(line) - len(line.lstrip())
        if explicit := _EXPLICIT.match(line):
            end = _end(source.lines, at, indent)
            _explicit(source, at, end, explicit[2])
            at = end if not source.lines[at].strip() else at + 1
        elif _SHORT_ANONYMOUS.match(line):
            _keep(source, "", line.strip()[2:], at)
            source.lines[at] = ""
            at += 1
        elif line.rstrip().endswith("::"):
            end = _end(source.lines, at, indent)
            _blank(source.lines, at + 1, end)
            at = end
        else:
            at += 1


def _end(lines: list[str], start: int, indent: int) -> int:
    """Return where the lines end that are indented more than the one at ``start``, blank ones between them included."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        stripped = lines[number].lstrip()
        if stripped and len(lines[number]) - len(stripped) <= indent:
            break
        if stripped:
            end = number + 1
    return end


def _explicit(source: _Source, at: int, end: int, first: str) -> None:
    """Take one explicit markup block: a target, an image or code; notes and other directives keep their text."""
    content = "\n".join([first, *source.lines[at + 1 : end]])
    if target := _TARGET.match(content):
        _keep(source, target["name"] or "", target["to"], at)
        _blank(source.lines, at, end)
    elif _NOTE.match(first):
        return
    elif directive := _DIRECTIVE.match(first):
        if directive["name"] in _IMAGES:
            to = [directive["argument"] or "", *_OPTION.findall(content)]
            source.links += [(url, at + 1) for one in to if (url := _address(one))]
        if directive["name"] in _IMAGES | _VERBATIM:
            _blank(source.lines, at, end)
        else:
            kept = directive["argument"] or ""
            source.lines[at] = " " * (len(source.lines[at]) - len(kept)) + kept
    else:
        _blank(source.lines, at, end)


def _blank(lines: list[str], start: int, end: int) -> None:
    lines[start:end] = [""] * (end - start)


def _keep(source: _Source, name: str, to: str, at: int) -> None:
    url = _address(to)
    if url and name:
        source.targets[_name(name.strip("`"))] = url, at + 1
    elif url:
        source.links.append((url, at + 1))


def _address(written: str) -> str:
    """Return the address that a target or an embedded one stands for, empty where it is none."""
    bare = written.strip()
    if bare.endswith("_") and not bare.endswith("\\_"):
        return ""  # the name of another target
    return addresses.absolute(_ESCAPE.sub(r"\1", re.sub(r"(?<!\\)\s+", "", bare)))


def _name(text: str) -> str:
    return " ".join(_ESCAPE.sub(r"\1", text).split()).casefold()


def _lines(text: str, path: str, targets: Mapping[str, str], used: set[str]) -> Iterator[Line]:
    """Yield the lines with their links: a link stands in the line in which its markup begins."""
    text = _LITERAL.sub(lambda match: _veiled(match[0]), text)
    found: dict[int, list[tuple[int, Link]]] = {}
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def note(url: str, label: str, offset: int) -> None:
        line = bisect_right(starts, offset) - 1
        place = Location(path, line + 1, offset - starts[line] + 1)
        found.setdefault(line, []).append((offset, Link(url, " ".join(label.split()), place)))

    def embedded(match: re.Match[str]) -> str:
        if url := _address(match["to"]):
            note(url, match["label"], match.start())
        return _shown(match, match["label"].rstrip())

    def role(match: re.Match[str]) -> str:
        note(_ROLES[match["role"]].format(quote(match["value"].strip(), safe="/:;()._-#")), "", match.start())
        return _shown(match, match["value"])

    def named(match: re.Match[str]) -> str:
        name = _name(match["phrase"] or match["word"])
        if name not in targets:
            return match[0]
        used.add(name)
        note(targets[name], match["phrase"] or match["word"], match.start())
        return _shown(match, match["phrase"] or match["word"])

    plain_text = _NAMED.sub(named, _ROLE.sub(role, _EMBEDDED.sub(embedded, text)))
    for number, raw in enumerate(plain_text.split("\n")):
        if not raw.strip("\x01 ") and number not in found:
            yield Line("", Location(path, number + 1))
            continue
        line = plain.line(raw.rstrip(), number + 1, path)
        own = [link for _, link in sorted(found.get(number, []), key=lambda one: one[0])]
        yield Line(_unveiled(line.text), line.location, (*own, *line.links), line.mark, line.indent)


#: Where the characters of literals are kept while links are looked for.
_VEIL = 0xF0000


def _veiled(text: str) -> str:
    return "".join(char if char == "\n" or ord(char) > 0xFFFF else chr(_VEIL + ord(char)) for char in text)


def _unveiled(text: str) -> str:
    """Return a line's text with its literals, and without the characters that only kept its length."""
    return "".join(
        chr(ord(char) - _VEIL) if ord(char) >= _VEIL and ord(char) < _VEIL + 0x10000 else char
        for char in text.replace("\x01", "")
    )


def _shown(match: re.Match[str], label: str) -> str:
    """Return what is seen of markup, with its line ends and (as characters to be dropped) its length kept."""
    lines = match[0].count("\n") - label.count("\n")
    return label + "\x01" * max(0, len(match[0]) - len(label) - lines) + "\n" * lines
