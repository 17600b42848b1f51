"""Runs of WordprocessingML, ECMA-376 part 1, 17.3.2: each text with all the formatting that holds for it.

Word nests no formatting: a run has its own properties, so what encloses it is written out with each. Links are fields,
which need no list of relationships beside the text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from zlib import crc32

from ccsvi_refs.csl.runs import Token
from ccsvi_refs.csl.writers.base import Writer, anchor_name, safe_url
from ccsvi_refs.csl.writers.direction import directed, joined, runs_from_right
from ccsvi_refs.csl.writers.text import on_one_line

_LONGEST = 40
"""Word's names of bookmarks have at most so many letters."""
_NO_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
_BREAK, _TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"
#: Complex scripts, Thai as well as Arabic, have properties of their own for bold and italic: ECMA-376 part 1, 17.3.2.2,
#: 17.3.2.17.
_COMPLEX = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua980-\uabff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
_BOLD_OR_ITALIC = re.compile(r'<w:([bi])( w:val="0")?/>')
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
        rtl = runs_from_right(run)
        for token in joined(run):
            if isinstance(token, str):
                parts.append(self._run(token, held, rtl))
                continue
            kind, name, value = token
            if name == "wrap":
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
        if rtl or (wanted and _COMPLEX.search(text)):
            wanted = _BOLD_OR_ITALIC.sub(r"\g<0><w:\1Cs\2/>", wanted)
        wanted += "<w:rtl/>" if rtl else ""
        properties = f"<w:rPr>{wanted}</w:rPr>" if wanted else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{self.escape(text)}</w:t></w:r>'


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
