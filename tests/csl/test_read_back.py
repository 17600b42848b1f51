"""What each format's own reader makes of odd titles is what the text format prints."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import lxml.html
import pytest
import typst
from markdown_it import MarkdownIt

from ccsvi_refs.citing.pandoc import program
from ccsvi_refs.csl import Processor
from tests.csl.styles import style

ODD = r"""
*a* b ¶ _a_ b ¶ **a** ¶ __a__ ¶ # head ¶ a # b ¶ > quote ¶ 1. one ¶ 1) one ¶ (1) one ¶ i. one ¶ a. one ¶ A) one
1984. A novel ¶ - item ¶ + item ¶ * item ¶ -- dash --- em ¶ a--b ¶ a---b ¶ ... dots ¶ x... ¶ `code` ¶ a `b ¶ <b>x
<i ¶ a < b > c ¶ <http://x.y> ¶ http://example.org/a_b ¶ https://x.y/a~b?c=d&e*f#g now ¶ www.x.y/a_b ¶ www.example.org ¶ a@b.org ¶ <a@b.org> ¶ [a](b) ¶ [a] ¶ [a]: b
[^1] ¶ ^1 ¶ ![a](b) ¶ !x ¶ ~a~ ¶ ~~a~~ ¶ H~2~O ¶ x^2^ ¶ $x$ ¶ $5 and $6 ¶ \ ¶ \a ¶ a\ ¶ a \\ b ¶ &amp; ¶ &copy; ¶ AT&T
{a} ¶ { ¶ } ¶ {{x}} ¶ % ¶ 50 % of ¶ 100% ¶ snake_case ¶ @cite ¶ #eval ¶ #let x=1 ¶ = head ¶ == head ¶ a = b ¶ / term: x
// comment ¶ a // b ¶ /* c */ ¶ <label> ¶ a <lab> b ¶ -> ¶ 'single' ¶ "double" ¶ don't ¶ 5' 6" ¶ a``b'' ¶ "" ¶ '' ¶ ~ ¶ ^
--- ¶ *** ¶ ___ ¶ === ¶ : def ¶ :smile: ¶ ::: div ¶ | table ¶ |a|b| ¶ %% ¶ \input{x} ¶ \begin{x} ¶ \par ¶ \u1234? ¶ {\b x}
é ß ñ ¶ € £ ¶ × ÷ ¶ – — ¶ “x” ‘y’ ¶ «x» ¶ a…b ¶ 😀 x ¶ 𝒜 ¶ 中文 ¶ עברית ¶ العربية ¶ <!-- c --> ¶ <?php x?> ¶ <script>x</script>
&lt; ¶ javascript:x ¶ 1 ¶ 1. ¶ I. Newton ¶ x+ ¶ _x ¶ x_ ¶ x* ¶ x` ¶ x\ ¶ [x ¶ ]x ¶ x] ¶ (x ¶ {x ¶ x} ¶ 1 < 2 ¶ --x ¶ - ¶ #
10.1000/a_b#c%d ¶ http://x.y/a%20b#c_~d ¶ \(x\) ¶ \[x\] ¶ \% ¶ \& ¶ #x.y ¶ #x(1) ¶ #"x" ¶ #[x] ¶ a;b ¶ a]b ¶ a[b ¶ [[x]]
2*3*4 ¶ a * b ¶ a.b ¶ x..y ¶ - [ ] x ¶ 1986\. x ¶ a,,b ¶ x?‘y ¶ a’’ ¶ ‘‘a ¶ (x)y ¶ x ) y
"""
TITLES = [one.strip() for one in ODD.replace("\n", " ¶ ").split("¶") if one.strip()]
ITEMS = [{"id": str(number), "type": "book", "title": title} for number, title in enumerate(TITLES)]
PLAIN = style(bibliography='<text variable="title"/>')
IN_A_WORD = style(
    bibliography='<text variable="title" font-style="italic"/><text value="in "/>'
    '<text variable="title" font-weight="bold" prefix="x"/><text value="." />'
)


def printed(to: str, styled: bool) -> list[str]:
    return [entry.text for entry in Processor(IN_A_WORD if styled else PLAIN, ITEMS, to=to).bibliography().entries]


def same(found: list[str], styled: bool) -> None:
    wanted = [" ".join(text.split()) for text in printed("text", styled)]
    found = [" ".join(text.split()) for text in found]
    assert {a: b for a, b in zip(wanted, found, strict=True) if a != b} == {}


def text_of(written: str) -> str:
    return lxml.html.fromstring(f"<div>{written}</div>").text_content()


@pytest.mark.parametrize("styled", [False, True])
def test_html_is_read_back(styled: bool):
    same(list(map(text_of, printed("html", styled))), styled)


@pytest.mark.parametrize("styled", [False, True])
@pytest.mark.parametrize("kind", ["commonmark", "gfm-like"])
def test_markdown_is_read_back_as_one_paragraph(kind: str, styled: bool):
    reader = MarkdownIt(kind, {"linkify": False})
    read = [reader.render(text).strip() for text in printed("markdown", styled)]
    assert [one for one in read if not re.fullmatch(r"<p>.*</p>", one, re.DOTALL) or one.count("<p>") > 1] == []
    if not styled:
        assert [one for one in read if re.search(r"<(?!/?p>)", one)] == []
    same(list(map(text_of, read)), styled)


@pytest.mark.parametrize("styled", [False, True])
@pytest.mark.parametrize("kind", ["markdown", "commonmark_x", "gfm+fenced_divs"])
def test_markdown_is_read_back_by_pandoc(kind: str, styled: bool):
    divisions = "\n\n".join(f"::: one\n{text}\n:::" for text in printed("markdown", styled))
    command = [program.find(), "-f", kind, "-t", "html", "--wrap=none"]
    read = subprocess.run(command, input=divisions.encode(), capture_output=True, check=True).stdout.decode()
    found = [one for one in lxml.html.fromstring(f"<div>{read}</div>") if one.get("class") == "one"]
    same([one.text_content() for one in found], styled)


@pytest.mark.parametrize("styled", [False, True])
def test_typst_is_read_back(styled: bool):
    source = "\n\n".join(f"#metadata([x\n\n{text}\n\ny]) <one>" for text in printed("typst", styled))
    read = json.loads(typst.query(source.encode(), "<one>", field="value"))
    texts = [typeset(one) for one in read]
    assert [one for one in texts if not (one.startswith("x¶") and one.endswith("¶y") and one.count("¶") == 2)] == []
    same([one[2:-2] for one in texts], styled)


def typeset(content: dict[str, Any]) -> str:
    """Return the text of Typst's content; what is neither text nor its formatting is shown by its name."""
    known = {"space": " ", "parbreak": "¶", "smartquote": '"' if content.get("double", True) else "'"}
    if (kind := content["func"]) in known:
        return known[kind]
    shown = "" if kind in ("sequence", "text", "styled", "symbol") else f"<{kind}>"
    parts = [content[name] for name in ("child", "body") if name in content] + content.get("children", [])
    return shown + content.get("text", "") + "".join(map(typeset, parts))


_RTF = re.compile(r"\\u(-?\d+)\?|\\([\\{}])|\\[a-z]+-?\d* ?|[{}]")


@pytest.mark.parametrize("styled", [False, True])
def test_rtf_is_read_back(styled: bool):
    same([unescaped(text) for text in printed("rtf", styled)], styled)


def unescaped(written: str) -> str:
    """Return the text of RTF: units of UTF-16, escaped marks, no control words."""
    units = _RTF.sub(lambda one: chr(int(one[1]) % 65536) if one[1] else one[2] or "", written)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


@pytest.mark.parametrize("styled", [False, True])
def test_word_runs_are_read_back(styled: bool):
    same([text_of_runs(text) for text in printed("ooxml", styled)], styled)


def text_of_runs(written: str) -> str:
    return "".join(one.text or "" for one in runs(written).iter("{w}t"))


def runs(written: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<w:p xmlns:w='w' xmlns:xml='http://www.w3.org/XML/1998/namespace'>{written}</w:p>")


def test_latex_prints_every_mark_and_no_ligature_of_marks(tmp_path: Path):
    if not shutil.which("pdflatex"):
        pytest.skip("pdflatex is not installed")
    pdfium = pytest.importorskip("pypdfium2", reason="needs the extra pdf")
    known = [
        (title, text)
        for title, text in zip(printed("text", True), printed("latex", True), strict=True)
        if _in_t1(title)
    ]
    head = r"\documentclass{article}\usepackage[T1]{fontenc}\input{glyphtounicode}\pdfgentounicode=1"
    body = "\n\n".join(f"N: {text}" for _, text in known)
    source = rf"{head}\pagestyle{{empty}}\parindent0pt\raggedright\hyphenpenalty10000 \begin{{document}}{body}\par\end{{document}}"
    (tmp_path / "a.tex").write_text(source, "utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    log = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout.decode("utf-8", "replace")
    assert re.findall(r"^!.*", log, re.MULTILINE) == []
    pages = pdfium.PdfDocument(io.BytesIO((tmp_path / "a.pdf").read_bytes()))
    read = "".join(page.get_textpage().get_text_range() + "\n" for page in pages)
    found = [" ".join(one.translate(_T1).split()) for one in read.split("N: ")[1:]]
    wanted = [" ".join(title.split()) for title, _ in known]
    spaces = str.maketrans("", "", " \n\r")
    assert {a: b for a, b in zip(wanted, found, strict=True) if a.translate(spaces) != b.translate(spaces)} == {}


#: What a reader of the page takes marks of the encoding T1 for.
_T1 = str.maketrans({"\x10": "“", "\x11": "”", "'": "’", "`": "‘", "\x15": "–", "\x16": "—"})


def _in_t1(title: str) -> bool:
    """Tell whether the reader of the page gives a title back: letters and marks of ASCII, but for quotation marks."""
    return title.isascii() and not re.search(r"""['"`]|\d+$""", title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<i>a </i>b", "<em>a </em>b"),
        ("x<i>(a)</i>y", "x<em>(a)</em>y"),
        ("x<i>a</i>y", "x*a*y"),
        ("<i>a</i><b>b</b>", "*a*<strong>b</strong>"),
        ("<b>a <i>b</i></b>", "**a *b***"),
        ("“<i>a</i>”", "“*a*”"),
    ],
)
def test_emphasis_in_markdown_is_html_where_asterisks_would_not_emphasize(title: str, expected: str):
    (entry,) = Processor(PLAIN, [{"id": "a", "title": title}], to="markdown").bibliography().entries
    assert entry.text == expected


def test_arabic_and_hebrew_run_from_right_to_left_in_word():
    title = "<b>שלום 12, <i>עולם</i></b> and x"
    (entry,) = Processor(PLAIN, [{"id": "a", "title": title}], to="ooxml").bibliography().entries
    found = [
        (one.findtext("{w}t"), [part.tag[3:] for part in one.iterfind("{w}rPr/*")])
        for one in runs(entry.text).iter("{w}r")
    ]
    assert found == [
        ("שלום 12, ", ["b", "bCs", "rtl"]),
        ("עולם", ["b", "bCs", "i", "iCs", "rtl"]),
        (" ", ["rtl"]),
        ("and x", []),
    ]


def test_a_word_in_hebrew_turns_no_line_that_begins_with_latin_letters():
    (entry,) = Processor(PLAIN, [{"id": "a", "title": "On שלום, עולם (1999)"}], to="ooxml").bibliography().entries
    assert [("rtl" in ElementTree.tostring(one, "unicode")) for one in runs(entry.text).iter("{w}r")] == [
        False,
        True,
        False,
    ]
