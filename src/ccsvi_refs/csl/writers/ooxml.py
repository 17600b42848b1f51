"""Runs of WordprocessingML, ECMA-376 part 1, 17.3.2: each text with all the formatting that holds for it.

Word nests no formatting: a run has its own properties, so what encloses it is written out with each. Links are fields,
which need no list of relationships beside the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from zlib import crc32

from ccsvi_refs.csl.punctuation import Token
from ccsvi_refs.csl.writers.base import Writer, anchor_name, safe_url
from ccsvi_refs.csl.writers.text import on_one_line

_LONGEST = 40
"""Word's names of bookmarks have at most so many letters."""
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: Letters of these scripts have properties of their own for bold and italic: ECMA-376 part 1, 17.3.2.2, 17.3.2.17.
_BOLD_OR_ITALIC = re.compile(r'<w:([bi])( w:val="0")?/>')
_BREAK, _TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
#: What each property asks for; later ones in the order that the schema wants.
_PROPERTIES = {
    ("font-weight", "bold"): "<w:b/>",
    ("font-weight", "normal"): '<w:b w:val="0"/>',
    ("font-style", "italic"): "<w:i/>",
    ("font-style", "oblique"): "<w:i/>",
    ("font-style", "normal"): '<w:i w:val="0"/>',
    ("font-variant", "small-caps"): "<w:smallCaps/>",
    ("font-variant", "normal"): '<w:smallCaps w:val="0"/>',
    ("text-decoration", "underline"): '<w:u w:val="single"/>',
    ("text-decoration", "none"): '<w:u w:val="none"/>',
    ("vertical-align", "sup"): '<w:vertAlign w:val="superscript"/>',
    ("vertical-align", "sub"): '<w:vertAlign w:val="subscript"/>',
    ("vertical-align", "baseline"): '<w:vertAlign w:val="baseline"/>',
}
_BLOCKS = {
    ("display", "block"): (_BREAK, _BREAK),
    ("display", "left-margin"): ("", _TAB),
    ("display", "indent"): (_BREAK + _TAB, _BREAK),
}


@dataclass(frozen=True, slots=True)
class RunWriter(Writer):
    """A writer whose marks are properties of runs: what opens last holds, in the order of ``marks``."""

    def write(self, run: list[Token]) -> str:
        """Return the run of text and marks as runs of WordprocessingML."""
        parts: list[str] = []
        held: list[tuple[str, str]] = []
        rtl = is_right_to_left("".join(token for token in run if isinstance(token, str)))
        for token in run:
            if isinstance(token, str):
                parts.append(self._run(token, held, rtl))
                continue
            kind, name, value = token
            if name == "quote":
                parts.append(self._run(value, held, rtl))
            elif name == "wrap":
                parts.append(value)
            elif name == "link":
                parts.append(self.link(value)[kind == "close"])
            elif name == "display":
                parts.append(_BLOCKS.get((name, value), ("", ""))[kind == "close"])
            elif kind == "open":
                held.append((name, value))
            elif (name, value) in held:
                held.remove((name, value))
        return self.finish("".join(parts))

    def _run(self, text: str, held: list[tuple[str, str]], rtl: bool) -> str:
        holds = dict(held)
        wanted = "".join(opening for (name, value), (opening, _) in self.marks.items() if holds.get(name) == value)
        return "".join(self._in_one_direction(part, wanted, turned) for part, turned in directed(text, rtl))

    def _in_one_direction(self, text: str, wanted: str, rtl: bool) -> str:
        wanted = _BOLD_OR_ITALIC.sub(r"\g<0><w:\1Cs\2/>", wanted) + "<w:rtl/>" if rtl else wanted
        properties = f"<w:rPr>{wanted}</w:rPr>" if wanted else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{self.escape(text)}</w:t></w:r>'


_LEFT, _RIGHT = frozenset(("L",)), frozenset(("R", "AL"))


def directed(text: str, rtl: bool) -> list[tuple[str, bool]]:
    """Return the parts of a text, each with whether it runs from right to left, as the whole does where ``rtl``.

    Marks and numbers go with the letters of the other direction that they stand between, else with the whole. Word sets
    a run from right to left only if it is told: ECMA-376 part 1, 17.3.2.30.
    """
    if not rtl and not _RIGHT_TO_LEFT.search(text):
        return [(text, False)] if text else []
    parts: list[tuple[str, bool]] = []
    last = 0
    for start, end in _turned(text, *((_LEFT, _RIGHT) if rtl else (_RIGHT, _LEFT))):
        parts += [(text[last:start], rtl), (text[start:end], not rtl)]
        last = end
    return [part for part in (*parts, (text[last:], rtl)) if part[0]]


def _turned(text: str, turning: frozenset[str], breaking: frozenset[str]) -> list[tuple[int, int]]:
    """Return where the parts in one direction begin and end, which letters of the other break."""
    runs: list[tuple[int, int]] = []
    broken = True
    for place, letter in enumerate(text):
        direction = unicodedata.bidirectional(letter)
        if direction in turning or (direction == "NSM" and runs and runs[-1][1] == place):
            runs.append((place, place + 1) if broken else (runs.pop()[0], place + 1))
            broken = False
        elif direction in breaking:
            broken = True
    return runs


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left: https://www.unicode.org/reports/tr9/#P2."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    found = (unicodedata.bidirectional(letter) for letter in text)
    return next((one != "L" for one in found if one in ("L", "R", "AL")), False)


def bookmark(text: str) -> str:
    """Return the name of a bookmark: one too long for Word ends in a digest, so that no two are one."""
    name = anchor_name(text)
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 9]}_{crc32(name.encode()):08x}"


def _escape(text: str) -> str:
    return html.escape(_NO_XML.sub("", on_one_line(text)), quote=False)


def _link(url: str) -> tuple[str, str]:
    if url.startswith("#"):
        return f'<w:hyperlink w:anchor="{bookmark(url[1:])}">', "</w:hyperlink>"
    field = f'HYPERLINK "{safe_url(url)}"'
    from xml.sax.saxutils import quoteattr  # brings an HTTP client, which the other writers do without

    return f"<w:fldSimple w:instr={quoteattr(field)}>", "</w:fldSimple>"


def _finish(text: str) -> str:
    """Return the runs without a line break at either end."""
    while text.startswith(_BREAK):
        text = text.removeprefix(_BREAK)
    while text.endswith(_BREAK):
        text = text.removesuffix(_BREAK)
    return text


OOXML = RunWriter(
    name="ooxml",
    escape=_escape,
    link=_link,
    finish=_finish,
    marks={key: (opening, "") for key, opening in _PROPERTIES.items()},
)
