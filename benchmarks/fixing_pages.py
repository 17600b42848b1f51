"""The pages of benchmarks/fixing.py: invented works in real styles, with seeded faults, in six kinds of file."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from random import Random
from typing import Any

STYLES = (
    "nlm-citation-sequence", "american-medical-association", "apa", "chicago-author-date", "modern-language-association",  # noqa: E501
    "harvard-cite-them-right", "elsevier-vancouver", "ieee", "nature", "the-lancet", "springer-basic-author-date",
    "american-sociological-association",
)  # fmt: skip
FORMATS = ("md", "html", "txt", "rst", "tex", "docx")
ENTRIES = 8

_FAMILIES = (
    "Okafor Lindqvist Marlow Ostrander Cradock Mayer Holt Davison Horne Clarke Vesanto Brandt Malagoni Nielsen Quill "
    "Pemberton Sørensen Müller Dvořák García Petrov Yamada Castellan Whitlock Aldous Farrow Granger Hadley Ingram Jessop"  # noqa: E501
).split()
_GIVEN = (
    "Ben Anna Simon Katherine James Rose Aino Nadia Eva Jürgen Paolo Helen Peter Susan Robert Ian Marta Olga".split()
)
_SUBJECTS = (
    "venous drainage",
    "gait in tremor",
    "iron in deep grey matter",
    "sleep after surgery",
    "harp strings",
    "rhythm and recall",
    "forest clearance",
    "attention in long documents",
    "iodine in coastal towns",
    "bone density in climbers",
    "memory for faces",
    "salt and blood pressure",
    "hearing in choirs",
    "balance in older dancers",
    "vitamin D in winter",
    "language after stroke",
)
_SHAPES = (
    "The course of {} over ten years: a cohort study",
    "Does {} change with age? Evidence from a registry",
    "A randomised trial of training for {}",
    "{} and quality of life: a systematic review",
    "Measuring {} at home with a new device",
    "What patients say about {}: a qualitative study",
    "Seasonal patterns of {} in three northern regions",
)
_JOURNALS = (
    ("Journal of Vein Studies", "J Vein Stud"),
    ("Quaternary Horizons", "Quat Horiz"),
    ("Annals of Gait Research", "Ann Gait Res"),
    ("European Review of Neurology", "Eur Rev Neurol"),
    ("Mobility Today", "Mobil Today"),
    ("Archives of Hearing", "Arch Hear"),
)


def works() -> list[dict[str, Any]]:
    """Return the works that pages cite, as CSL-JSON items."""
    return _KNOWN or _invented()


_KNOWN: list[dict[str, Any]] = []


def use(known: list[dict[str, Any]]) -> None:
    """Let pages cite these works."""
    _KNOWN[:] = known


@cache
def _invented() -> list[dict[str, Any]]:
    random = Random(14)
    found = []
    titles = [(shape, subject) for subject in _SUBJECTS for shape in _SHAPES]
    random.shuffle(titles)
    for number, (shape, subject) in enumerate(titles):
        title = shape.format(subject)
        journal, short = random.choice(_JOURNALS)
        first = random.randint(11, 980)
        people = random.sample(_FAMILIES, random.choice((1, 2, 2, 3, 3, 4, 7)))
        found.append(
            {
                "id": f"w{number}", "type": "article-journal", "language": "en", "title": title[0].upper() + title[1:],
                "author": [{"family": name, "given": " ".join(random.sample(_GIVEN, random.choice((1, 1, 2))))} for name in people],  # noqa: E501
                "container-title": journal, "container-title-short": short, "volume": str(random.randint(3, 120)),
                "issue": str(random.randint(1, 12)), "page": f"{first}-{first + random.randint(3, 19)}",
                "issued": {"date-parts": [[random.randint(1994, 2023)]]}, "DOI": f"10.5555/jt.{2000 + number}.{first}",
            }
        )  # fmt: skip
    return found


def registered(path: Any, count: int) -> list[dict[str, Any]]:
    """Return that many articles of Crossref records in a file of JSON lines, evenly drawn, with the record of each."""
    from ccsvi_refs.formats.records import crossref

    kept = (
        "type",
        "title",
        "author",
        "container-title",
        "container-title-short",
        "volume",
        "issue",
        "page",
        "issued",
        "DOI",
    )
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            item = crossref.reference(record).to_csl()
            whole = all(item.get(name) for name in kept[1:4] + kept[5:]) and "-" in item["page"]
            if (
                whole
                and item["type"] == "article-journal"
                and re.fullmatch(r"\d+-\d+", item["page"])
                and item["volume"].isdigit()
                and item["issue"].isdigit()
            ):
                found.append(
                    {"id": f"w{len(found)}", "record": record, **{name: item[name] for name in kept if name in item}}
                )
    return found[:: max(1, len(found) // count)][:count]


def as_crossref(work: dict[str, Any]) -> dict[str, Any]:
    """Return a work as Crossref's API gives it."""
    if "record" in work:
        return work["record"]
    return {
        "DOI": work["DOI"], "type": "journal-article", "title": [work["title"]], "author": work["author"],
        "container-title": [work["container-title"]], "short-container-title": [work["container-title-short"]],
        "volume": work["volume"], "issue": work["issue"], "page": work["page"], "issued": work["issued"],
        "published-print": work["issued"], "publisher": "Tests", "URL": f"https://doi.org/{work['DOI']}",
    }  # fmt: skip


def _other_number(value: str, random: Random) -> str:
    return str(int(value) + random.choice((1, 2, 9, 10)))


def _volume(work: dict[str, Any], random: Random) -> None:
    work["volume"] = _other_number(work["volume"], random)


def _issue(work: dict[str, Any], random: Random) -> None:
    work["issue"] = _other_number(work["issue"], random)


def _year(work: dict[str, Any], random: Random) -> None:
    work["issued"] = {"date-parts": [[work["issued"]["date-parts"][0][0] - random.choice((2, 3, 10))]]}


def _pages(work: dict[str, Any], random: Random) -> None:
    first, last = map(int, work["page"].split("-"))
    moved = random.choice((2, 30, 100))
    work["page"] = f"{first + moved}-{last + moved}"


def _doi(work: dict[str, Any], _: Random) -> None:
    work.pop("DOI")


def _no_issue(work: dict[str, Any], _: Random) -> None:
    work.pop("issue")


def _title(work: dict[str, Any], random: Random) -> None:
    words = work["title"].split()
    long = [at for at, word in enumerate(words) if at > 1 and len(word) > 3 and word.isalpha()]
    if not long:
        return
    at = random.choice(long)
    work["title"] = " ".join(words[:at] + words[at + 1 :])


def _author(work: dict[str, Any], random: Random) -> None:
    name = work["author"][0]
    if len(name.get("family", "")) < 4:
        return
    at = random.randrange(2, len(name["family"]) - 1)
    letters = list(name["family"])
    letters[at] = "x" if letters[at] != "x" else "y"
    name["family"] = "".join(letters)


def _other_doi(work: dict[str, Any], random: Random) -> None:
    work["DOI"] = random.choice([other["DOI"] for other in works() if other["DOI"] != work["DOI"]])


def _initial(work: dict[str, Any], random: Random) -> None:
    name = work["author"][-1]
    if name.get("given"):
        name["given"] = random.choice([given for given in _GIVEN if given[0] != name["given"][0]])


def _author_left_out(work: dict[str, Any], _: Random) -> None:
    if len(work["author"]) > 2:
        del work["author"][1]


def _swapped(work: dict[str, Any], _: Random) -> None:
    if len(work["author"]) > 1:
        work["author"][:2] = work["author"][1::-1]


def _journal(work: dict[str, Any], random: Random) -> None:
    others = [names for names in _JOURNALS if names[0] != work["container-title"]]
    work["container-title"], work["container-title-short"] = random.choice(others)


def _two(work: dict[str, Any], random: Random) -> None:
    _volume(work, random)
    _pages(work, random)


FAULTS = {
    "wrong volume": _volume, "wrong issue": _issue, "wrong year": _year, "wrong pages": _pages, "no DOI": _doi,
    "no issue": _no_issue, "initial wrong": _initial, "author left out": _author_left_out, "authors swapped": _swapped,
    "another journal": _journal, "two faults": _two, "word of title lost": _title, "author misspelt": _author, "another work's DOI": _other_doi,  # noqa: E501
}  # fmt: skip


#: Markup that may stand around a value.
_M = r"(?:</?[a-z]+>|[*_]+|\\\\text[a-z]+\\{|[{}])*"


def _ahead(text: str, work: dict[str, Any]) -> str:
    """Return an entry as it was before the work had a volume, the same where its style's form for that is not known."""
    year, volume, first = work["issued"]["date-parts"][0][0], work["volume"], work["page"].partition("-")[0]
    medical = re.sub(
        rf"{year}(?:[;, ]+[A-Z][a-z]+)?; ?{_M}{volume}{_M} ?(?:\(\d+\))?: ?{first}[–-]+\d+",
        f"{year} Nov 18 [Epub ahead of print]",
        text,
    )
    if medical != text:
        return medical
    engineering = re.sub(rf", vol\. {volume}, no\. \d+, pp\. {first}[–-]+\d+, {year}", ", in press", text)
    if engineering != text:
        return engineering
    return re.sub(rf", {_M}{volume}{_M}\(\d+\), {first}[–-]+\d+\.", ". Advance online publication.", text)


def _slip(text: str, work: dict[str, Any]) -> str:
    year, volume = work["issued"]["date-parts"][0][0], work["volume"]
    return re.sub(rf"{year};( ?{_M}{volume}{_M}(?:\(\d+\))?:)", rf"{year}:\1", text)


#: Faults that are made in the printed text.
IN_TEXT = {"still ahead of print": _ahead, "wrong separator": _slip}


@dataclass(frozen=True, slots=True)
class Page:
    """A page with faults, and what it should be: its entries in both forms, as they stand in the file."""

    name: str
    form: str
    style: str
    faulty: bytes
    right: bytes
    entries: list[tuple[str, str, str]]
    """Fault (empty where there is none), faulty and right source of each entry."""
    encoding: str

    def decoded(self, data: bytes) -> str:
        if self.form == "docx":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.read("word/document.xml").decode()
        return data.decode(self.encoding)

    def outcomes(self, after: bytes) -> Iterator[tuple[str, str, tuple[str, str, str]]]:
        """Yield the fault of each faulty entry and what became of it."""
        text = self.decoded(after)
        for at, (fault, old, new) in enumerate(self.entries):
            if fault:
                is_now = self._entry(text, at)
                yield (
                    fault,
                    "right" if is_now.split() == new.split() else "untouched" if is_now == old else "wrong",
                    (old, new, is_now),
                )

    def others_changed(self, after: bytes) -> int:
        """Return how many entries without a fault, and stretches between entries, are no longer what they were."""
        text, was = self.decoded(after), self.decoded(self.faulty)
        entries = sum(not fault and self._entry(text, at) != new for at, (fault, _, new) in enumerate(self.entries))
        return entries + (self._pattern.sub("", text) != self._pattern.sub("", was)) + self._other_parts_changed(after)

    def _other_parts_changed(self, after: bytes) -> int:
        if self.form != "docx":
            return 0
        with zipfile.ZipFile(io.BytesIO(self.faulty)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            same = [one.filename for one in old.infolist()] == [one.filename for one in new.infolist()]
            others = [name for name in old.namelist() if name != "word/document.xml"]
            return (not same) + sum(old.read(name) != new.read(name) for name in others)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"{_BEGIN[self.form]}(.*?){_END[self.form]}", re.DOTALL)

    def _entry(self, text: str, at: int) -> str:
        return self._pattern.findall(text)[at]


#: What begins and ends an entry in each kind of file, whatever is in it.
_BEGIN = {"md": r"(?m:^\d+\. )", "html": "<li>", "txt": r"(?m:^\[\d+\] )", "rst": r"(?m:^\.\. \[\d+\] )", "tex": r"\\bibitem\{k\d+\} ",  # noqa: E501
          "docx": '<w:pStyle w:val="Bibliography"/></w:pPr>'}  # fmt: skip
_END = {"md": r"(?=\r?\n\r?\n)", "html": "(?=</li>)", "txt": r"(?=\r?\n\r?\n)", "rst": r"(?=\r?\n\r?\n)", "tex": r"(?=\r?\n\r?\n)",  # noqa: E501
        "docx": "(?=</w:p>)"}  # fmt: skip


def made(count: int) -> Iterator[Page]:
    """Yield that many pages, every style and format in turn."""
    for number in range(count):
        random = Random(1000 + number)
        style = STYLES[number % len(STYLES)]
        form = FORMATS[(number + number // len(STYLES)) % len(FORMATS)]
        yield _page(number, style, form, random)


def _page(number: int, style: str, form: str, random: Random) -> Page:
    chosen = random.sample(works(), ENTRIES)
    target = {"md": "markdown", "html": "html", "txt": "text", "rst": "text", "tex": "latex", "docx": "html"}[form]
    links = form in ("md", "html") and number % 3 == 0
    right = _printed(chosen, style, target, links)
    entries = []
    names = [*FAULTS, *IN_TEXT, *IN_TEXT]
    faults = random.sample([*names, *names], len(names) * 2)
    for at, work in enumerate(chosen):
        fault, wrong = "", right[work["id"]]
        while at % 2 == 0 and not fault:
            fault = faults.pop()
            wrong = right[work["id"]]
            if fault in IN_TEXT:
                wrong = IN_TEXT[fault](wrong, work)
            else:
                broken = deepcopy(work)
                FAULTS[fault](broken, random)
                wrong = _printed([broken], style, target, links)[work["id"]]
            fault = "" if wrong == right[work["id"]] else fault
        entries.append((fault, _source(wrong, form, random), _source(right[work["id"]], form, random)))
    encoding, newline = _ENCODINGS[form][number % len(_ENCODINGS[form])]
    whole = [_whole([each[which] for each in entries], form, encoding, newline) for which in (1, 2)]
    shown = [(fault, *(_in_file(each, form, encoding, newline) for each in pair)) for fault, *pair in entries]
    return Page(f"page{number:02}-{style}.{form}", form, style, *whole, shown, encoding)


def _in_file(entry: str, form: str, encoding: str, newline: str) -> str:
    """Return an entry as it stands in the file, letters that its encoding lacks as character references."""
    errors = "xmlcharrefreplace" if form == "html" else "strict"
    return entry.replace("\n", newline).encode(encoding, errors).decode(encoding)


_ENCODINGS = {
    "md": (("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-8", "\n")),
    "html": (("cp1252", "\r\n"), ("utf-8", "\n")),
    "txt": (("utf-16", "\r\n"), ("utf-8", "\n"), ("utf-8", "\r\n")),
    "rst": (("utf-8", "\n"),), "tex": (("utf-8", "\n"), ("utf-8", "\r\n")), "docx": (("utf-8", "\n"),),
}  # fmt: skip


def _printed(items: list[dict[str, Any]], style: str, target: str, links: bool) -> dict[str, str]:
    """Return the entries of works by their ids, without the number that a style puts before them."""
    from ccsvi_refs import rendering
    from ccsvi_refs.model import Reference

    found: dict[str, str] = {}
    for item in items:
        ((_, text),) = rendering.entries(
            [Reference({name: value for name, value in item.items() if name != "record"})], style, target, links=links
        ).entries
        text = " ".join(text.split())
        text = re.sub(r'<div class="csl-left-margin">.*?</div>\s*', "", text)
        text = re.sub(r"</?div[^>]*>", "", text)
        found[item["id"]] = re.sub(r"^\s*(?:\\?\[?1\\?\]?[.)]?|1\\?\.)\s+(?=\D)", "", text).strip()
    return found


def _source(text: str, form: str, random: Random) -> str:
    """Return an entry as its file has it: wrapped in plain formats, in runs in a Word document."""
    del random
    if form in ("txt", "rst", "tex"):
        lines, line = [], ""
        for word in text.split(" "):
            if line and len(line) + len(word) > 78:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
        return ("\n   " if form != "tex" else "\n").join([*lines, line])
    if form == "docx":
        return "".join(_runs(text))
    return text


def _runs(markup: str) -> Iterator[str]:
    """Yield runs for an entry in HTML, each cut in two as Word likes to."""
    properties: list[str] = []
    for piece in re.split(r"(<[^<>]+>)", markup):
        if piece.startswith("</"):
            properties and properties.pop()
        elif piece.startswith("<"):
            properties.append("<w:b/>" if piece.startswith("<b") else "<w:i/>")
        elif piece:
            text = unescape(piece)
            said = f"<w:rPr>{''.join(properties)}</w:rPr>" if properties else ""
            yield f'<w:r>{said}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def _whole(entries: list[str], form: str, encoding: str, newline: str) -> bytes:
    """Return a file around its entries."""
    intro = (
        "Patients ask about this often. The café’s tables show what was found & what was not.  "
        if encoding != "ascii"
        else ""
    )
    if form == "html":
        text = "".join(f"<li>{entry}</li>\n" for entry in entries)
        text = (
            f'<!DOCTYPE html>\n<html><head><meta charset="{"windows-1252" if encoding == "cp1252" else encoding}">\n<title>Page</title></head><body>\n'  # noqa: E501
            f"<p>{intro}</p>\n<h2>References</h2>\n<!-- a list -->\n<ol>\n{text}</ol>\n<p>Page last changed in May.\t</p>\n</body></html>"  # noqa: E501
        )
    elif form == "docx":
        return _document(entries, intro)
    elif form == "tex":
        items = "".join(f"\\bibitem{{k{at}}} {entry}\n\n" for at, entry in enumerate(entries, 1))
        text = (
            "\\documentclass{article}\n\\begin{document}\nSeen before~\\cite{k1,k2,k3,k4,k5,k6,k7,k8}.\n"
            f"\\begin{{thebibliography}}{{9}}\n{items}\\end{{thebibliography}}\n\\end{{document}}\n"
        )
    else:
        mark = {"md": "{}. ", "txt": "[{}] ", "rst": ".. [{}] "}[form]
        items = "".join(f"{mark.format(at)}{entry}\n\n" for at, entry in enumerate(entries, 1))
        heading = "# References\n" if form == "md" else "References\n==========\n"
        text = f"{intro}\n\n{heading}\n{items}"
    return text.replace("\n", newline).encode(encoding, "xmlcharrefreplace" if form == "html" else "strict")


def _document(entries: list[str], intro: str) -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>References</w:t></w:r></w:p>'
    body = f"<w:p><w:r><w:t>{escape(intro)}</w:t></w:r></w:p>{heading}" + "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Bibliography"/></w:pPr>{entry}</w:p>' for entry in entries
    )
    styles = f'<w:styles {w}><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document {w}><w:body>{body}</w:body></w:document>',  # noqa: E501
        )
        archive.writestr("word/styles.xml", styles)
        archive.writestr("docProps/app.xml", "<Properties/>", compress_type=zipfile.ZIP_STORED)
    return out.getvalue()
