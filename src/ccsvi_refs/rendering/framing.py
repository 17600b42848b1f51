"""A bibliography's entries as a text of their target that can be used as it is: indented, spaced, each with an anchor.

What a style asks for (hanging indent, the number in the margin, the space between entries) is set by what the target
has for it. For LaTeX that are the commands whose names Pandoc's documents define, defined here where they are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccsvi_refs.csl.writers import Writer
    from ccsvi_refs.rendering.engines import Entries, Layout

#: What stands before an item's id in its entry's anchor.
ANCHOR = "ref-"
_TAGS = re.compile("<[^>]*>")
#: A noncharacter that the writer puts behind a text from right to left.
FROM_RIGHT = "\ufdd2"
#: How far a hanging indent goes in, in em, and how wide a letter of the number in the margin is taken to be.
HANGING, _LETTER, _GAP = 2.0, 0.6, 0.6


def indent(layout: Layout) -> float:
    """Return how far all lines but the first stand in, in em: as wide as the numbers where those stand apart."""
    if layout.second_field_align and layout.max_offset:
        return round(layout.max_offset * _LETTER + _GAP, 1)
    return HANGING if layout.hanging_indent else 0.0


def writer(to: str) -> Writer:
    """Return the writer of a target whose entries are framed: what stands in the margin has a command of its own."""
    from ccsvi_refs.csl.writers import WRITERS, latex
    from ccsvi_refs.csl.writers.direction import telling, wrapped

    one = WRITERS[to]
    if to == "latex":
        one = replace(one, finish=latex.laid)
    if to in ("html", "rtf", "typst"):
        one = telling(one, lambda run: wrapped("", run, FROM_RIGHT))
    return replace(one, marks={**one.marks, **_MARKS[to]}) if to in _MARKS else one


def _told(found: Entries) -> Iterator[tuple[str, str, bool]]:
    """Return the id and the text of each entry, and whether it runs from right to left."""
    for key, text in found.entries:
        yield key, text, key in found.from_right


def anchor(identifier: str) -> str:
    """Return the name of an entry's anchor: letters, digits and marks that mean nothing to any target."""
    from ccsvi_refs.csl.writers.base import anchor_name

    return anchor_name(ANCHOR + identifier)


def entry_id(identifier: str) -> str:
    """Return the id of an entry in a page, to which the links of its cites lead."""
    from ccsvi_refs.csl.writers.base import page_anchor

    return page_anchor(ANCHOR + identifier)


def turned(text: str) -> str:
    """Return the attribute that an entry from right to left has amid Markdown, by its text in HTML or Markdown.

    Pandoc makes of ``rtl`` what LaTeX does not know unless the whole document has a direction; ``auto`` it lets be.
    """
    from ccsvi_refs.csl.writers.direction import is_right_to_left

    return ' dir="auto"' if is_right_to_left(_TAGS.sub("", text)) else ""


def framed(found: Entries, to: str) -> str:
    """Return a target's text of a whole bibliography, empty where it has no entries."""
    return _FRAMES[to](found) if found.entries else ""


def _text(found: Entries) -> str:
    texts = [text for _, text in found.entries]
    return ("\n\n" if any("\n" in text for text in texts) else "\n").join(texts) + "\n"


def _markdown(found: Entries) -> str:
    """Return the entries in the divisions that Pandoc knows, which CommonMark reads as HTML around Markdown."""
    layout = found.layout
    classes = "references csl-bib-body" + (" hanging-indent" if layout.hanging_indent else "")
    spacing = f'data-entry-spacing="{layout.entry_spacing}" data-line-spacing="{layout.line_spacing}"'
    rows = [f'<div id="refs" class="{classes}" {spacing} role="list">']
    for key, text in found.entries:
        rows.append(f'<div id="{entry_id(key)}" class="csl-entry"{turned(text)} role="listitem">\n\n{text}\n\n</div>')
    return "\n\n".join((*rows, "</div>")) + "\n"


def _html(found: Entries) -> str:
    layout, inset = found.layout, indent(found.layout)
    rules = []
    hangs = inset and not layout.second_field_align
    if hangs:
        rules.append(f"padding-left:{inset:g}em;text-indent:-{inset:g}em")
    if layout.line_spacing > 1:
        rules.append(f"line-height:{layout.line_spacing}")
    if layout.entry_spacing:
        rules.append(f"display:grid;row-gap:{layout.entry_spacing}em")
    style = f' style="{";".join(rules)}"' if rules else ""
    turned = f' dir="rtl" style="margin-left:-{inset:g}em;padding-right:{inset:g}em"' if hangs else ' dir="rtl"'
    rows = "\n".join(
        f'<div id="{entry_id(key)}" class="csl-entry"{turned if rtl else ""}>{_columns(text, inset, rtl)}</div>'
        for key, text, rtl in _told(found)
    )
    return f'<div class="csl-bib-body"{style}>\n{rows}\n</div>\n'


def _columns(text: str, inset: float, rtl: bool) -> str:
    """Return an entry, its number in a column of its own; a field's text holds no tag, so these are the writer's."""
    side = "right" if rtl else "left"
    margin = f'<div class="csl-left-margin" style="float:{side};min-width:{inset:g}em">'
    inline = f'<div class="csl-right-inline" style="margin-{side}:{inset:g}em">'
    return text.replace('<div class="csl-left-margin">', margin).replace('<div class="csl-right-inline">', inline)


_LATEX = r"""\providecommand{\href}[2]{#2}
\providecommand{\hypertarget}[2]{#2}
\providecommand{\CSLLeftMargin}[1]{\makebox[\leftmargin][l]{#1}}
\providecommand{\CSLRightInline}[1]{#1}
\begin{list}{}{\setlength{\leftmargin}{%sem}\setlength{\itemindent}{-\leftmargin}\setlength{\labelwidth}{0pt}%%
  \setlength{\labelsep}{0pt}\setlength{\parsep}{0pt}\setlength{\itemsep}{%s\baselineskip}}
%s
\end{list}
"""


def _latex(found: Entries) -> str:
    from ccsvi_refs.csl.writers.latex import DIRECTIONS

    rows = (rf"\item \hypertarget{{{anchor(key)}}}{{}}{text}" for key, text in found.entries)
    turned = DIRECTIONS if any(r"\RL{" in text for _, text in found.entries) else ""
    return turned + _LATEX % (f"{indent(found.layout):g}", found.layout.entry_spacing, "\n".join(rows))


def _typst(found: Entries) -> str:
    inset = f"{indent(found.layout):g}em"
    turned = "#block(width: 100%)[#set text(dir: rtl);"
    margin = f"#let csl-left-margin(body) = box(width: {inset}, body)"
    rows = "\n\n".join(
        f'{turned if rtl else "#block["}#par(hanging-indent: {inset})[{text}]] #label("{anchor(key)}")'
        for key, text, rtl in _told(found)
    )
    return f"#[\n{margin}\n#set block(spacing: {0.65 + found.layout.entry_spacing:g}em)\n\n{rows}\n]\n"


def _rtf(found: Entries) -> str:
    twips = round(indent(found.layout) * 240)  # an em of twelve points has 240 twentieths of one
    after, lines = found.layout.entry_spacing * 240, found.layout.line_spacing * 240
    spacing = f"\\sa{after}" + (f"\\sl{lines}\\slmult1" if lines > 240 else "")
    inset = f"\\fi-{twips}\\li{twips}\\tx{twips}" if twips else ""
    turned = f"\\rtlpar\\fi-{twips}\\ri{twips}\\tx{twips}" if twips else "\\rtlpar"
    rows = "".join(
        f"{{\\pard{turned if rtl else inset}{spacing} {{\\*\\bkmkstart {name}}}{{\\*\\bkmkend {name}}}{text}\\par}}\n"
        for name, text, rtl in ((anchor(key), text, rtl) for key, text, rtl in _told(found))
    )
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\n{rows}}}\n"


_FRAMES: Mapping[str, Callable[[Entries], str]] = {
    "text": _text, "html": _html, "markdown": _markdown, "latex": _latex, "rtf": _rtf, "typst": _typst,
}  # fmt: skip
_MARKS: Mapping[str, Mapping[tuple[str, str], tuple[str, str]]] = {
    "latex": {
        ("display", "left-margin"): (r"\CSLLeftMargin{", "}"),
        ("display", "right-inline"): (r"\CSLRightInline{", "}"),
    },
    "typst": {("display", "left-margin"): ("#csl-left-margin[", "];")},
}
