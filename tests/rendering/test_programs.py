"""Bibliographies opened by the programs that they are written for: what they show is what the text target prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ccsvi_refs.model import Reference
from ccsvi_refs.rendering import document, entries, render
from ccsvi_refs.rendering.framing import anchor
from tests.csl.test_read_back import TITLES

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODF = {name: f"{_OASIS}:{name}:1.0" for name in ("office", "text", "style")} | {
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
NUMBERED, HANGING = "nature", "apa"
FOREIGN = {
    "he": ("נס", "זח טי: 68 [כל] מ"),
    "ar": ("القاسم", "تاريخ العلوم 1999"),
    "ru": ("Иванов", "Война и мир"),
    "el": ("Γεωργίου", "Η φλέβα"),
    "vi": ("Nguyễn", "Tĩnh mạch ở Việt Nam"),
    "zh": ("张", "静脉学研究：理论"),
    "ja": ("山田", "静脈の研究"),
    "fr": ("Roe", "Les e\u0301tudes--toutes,,de la <i>veine</i> sur אבג ד"),
}


def work(key: str, family: str, title: str, **more: Any) -> Reference:
    return Reference({"id": key, "type": "book", "title": title, "author": [{"family": family, "given": "A"}], **more})


WORKS = [
    *(work(f"a&{number}", f"Auth{number}", title, DOI=f"10.5555/a_{number}") for number, title in enumerate(TITLES)),
    *(work(key, *names, publisher="Press", language=key) for key, names in FOREIGN.items()),
    work("sc", "Roe", '<span style="font-variant:small-caps;">Caps</span> of H<sub>2</sub>O and <b>x<sup>2</sup></b>'),
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where LibreOffice Writer has put what it reads in .docx and RTF documents, as text and as XML."""
    program = shutil.which("soffice")
    if not program or not Path(program).resolve().with_name("swriter").exists():
        pytest.skip("LibreOffice Writer is not installed: Debian's libreoffice-writer")
    folder = tmp_path_factory.mktemp("opened")
    for style in (NUMBERED, HANGING):
        (folder / f"{style}-docx.docx").write_bytes(document(WORKS, style))
        (folder / f"{style}-rtf.rtf").write_text(render(WORKS, style, "rtf", links=True), "utf-8")
    sources = sorted(str(one) for one in folder.iterdir())
    for form in ("txt:Text", "fodt"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", str(folder), *sources]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
    return folder


@pytest.mark.parametrize("kind", ["docx", "rtf"])
@pytest.mark.parametrize("style", [NUMBERED, HANGING])
def test_libreoffice_shows_every_entry_as_it_is(opened: Path, style: str, kind: str):
    shown = (opened / f"{style}-{kind}.txt").read_text("utf-8-sig").splitlines()
    wanted = render(WORKS, style, "text").splitlines()
    found = zip(spaced(wanted), spaced(shown), strict=True)
    assert {one: other for one, other in found if one != other} == {}


def spaced(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.strip()]


@pytest.mark.parametrize("kind", ["docx", "rtf"])
def test_libreoffice_has_the_indents_the_directions_the_links_and_the_anchors(opened: Path, kind: str):
    hanging, numbered = (etree.parse(opened / f"{style}-{kind}.fodt") for style in (HANGING, NUMBERED))
    assert [layout(hanging, one) for one in paragraphs(hanging)].count(("-0.3335in", "rl-tb")) == 2
    assert {layout(hanging, one)[0] for one in paragraphs(hanging)} == {"-0.3335in"}
    assert hanging.xpath("//text:bookmark/@text:name|//text:bookmark-start/@text:name", namespaces=ODF) == [
        anchor(key) for key, _ in entries(WORKS, HANGING).entries
    ]
    links = hanging.xpath("//text:a/@xlink:href", namespaces=ODF)
    assert set(links) == {f"https://doi.org/10.5555/a_{number}" for number in range(len(TITLES))}
    assert all(len(one.findall(".//text:tab", ODF)) == 1 for one in paragraphs(numbered))


def paragraphs(document: Any) -> list[Any]:
    return document.xpath("//office:text/text:p[.//text()]", namespaces=ODF)


def layout(document: Any, paragraph: Any) -> tuple[str, str]:
    """Return the indent of a paragraph's first line, and which way it is written."""
    name = paragraph.get(f"{{{ODF['text']}}}style-name")
    (found,) = document.xpath(f"//style:style[@style:name='{name}']/style:paragraph-properties", namespaces=ODF)
    return found.get(f"{{{ODF['fo']}}}text-indent"), found.get(f"{{{ODF['style']}}}writing-mode", "")


TEX = r"""\documentclass{article}
\usepackage{fontspec}
\setmainfont{DejaVuSans}[Path=%s/,Extension=.ttf,BoldFont=*-Bold,ItalicFont=*,SmallCapsFont=*%s]
\usepackage{hyperref}
\begin{document}
\hyperlink{ref-he}{there}
%s
\end{document}
"""


@pytest.mark.parametrize(("engine", "renderer"), [("xelatex", ""), ("lualatex", ",Renderer=HarfBuzz")])
def test_letters_of_many_scripts_are_typeset_in_their_direction(tmp_path: Path, engine: str, renderer: str):
    pdfium = pytest.importorskip("pypdfium2", reason="needs the extra pdf")
    if not (shutil.which(engine) and shutil.which("kpsewhich") and known_to_tex("fontspec.sty", "pzdr.tfm")):
        pytest.skip(
            f"{engine} is not installed: Debian's texlive-{engine.removesuffix('latex')}tex, -fonts-recommended"
        )
    fonts = Path("/usr/share/fonts/truetype/dejavu")
    if not (fonts / "DejaVuSans-Bold.ttf").exists():
        pytest.skip("the font is not installed: Debian's fonts-dejavu-core")
    works = [one for one in WORKS if one.id in FOREIGN.keys() - {"zh", "ja"}]
    body = "\n".join(render(works, style, "latex", links=True) for style in (NUMBERED, HANGING))
    (tmp_path / "a.tex").write_text(TEX % (fonts, renderer, body), "utf-8")
    run = subprocess.run([engine, "-interaction=nonstopmode", "a.tex"], cwd=tmp_path, capture_output=True, check=False)
    log = (tmp_path / "a.log").read_text("utf-8", "replace")
    assert (run.returncode, re.findall(r"^!.*|Missing character.*|.*does not exist.*", log, re.MULTILINE)) == (0, [])
    page = pdfium.PdfDocument(tmp_path / "a.pdf")[0].get_textpage()
    text = page.get_text_range()
    for title in ("Война и мир", "Η φλέβα", "Tĩnh mạch ở Việt Nam", "études--toutes,,de la veine"):
        assert title in " ".join(text.split())
    places = {letter: page.get_charbox(text.index(letter))[0] for letter in "אבגדזחטיכלמ68"}
    assert "".join(sorted("אבגד", key=places.get)) == "דגבא"
    assert "".join(sorted("זחטי68כלמ", key=places.get)) == "מלכ68יטחז"


def known_to_tex(*files: str) -> bool:
    return subprocess.run(["kpsewhich", *files], capture_output=True, check=False).stdout.count(b"\n") == len(files)
