"""Tables with a column for each field: what the heads of columns say, and a row of them as a citation string."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ccsvi_refs.pages.blocks import Line
from ccsvi_refs.pages.entry import is_dated

#: The field that the head of a column names, by how it begins, in the order in which a citation string has them.
_HEADS = {
    "author": r"authors?|auth\b|by\b|autor|auteur|verfass|författare|forfatter|tekij|авто|著者|作者|저자",
    "title": r"title|titel|titre|título|titolo|tytuł|titul|назван|заглав|タイトル|標題|题名|标题|제목|name of",
    "container": r"journal|source|publication\b|published in|publisher|zeitschrift|quelle|verlag|revue|revista"
    r"|rivista|editorial|fuente|publicación|publicação|pubblicazione|tijdschrift|tidskrift|czasopismo|časopis|журнал|издание|雑誌|誌名|期刊|学术期刊|学刊",
    "year": r"year|date|jahr|datum|année|año|anno|ano\b|fecha|data\b|jaar|år\b|rok\b|год|年|発行年",
    "volume": r"vol|band|bd\b|tome|volumen|tomo|jaargang|årgång|том\b|巻|卷",
    "issue": r"issue|no\b|number|heft|nr\b|numéro|número|numero|fascicolo|zeszyt|выпуск|号|期\b",
    "page": r"pages?|pp?\b|seite|páginas?|pagine|pagina|strony|sidor|страниц|頁|ページ|页",
    "doi": r"doi",
    "pmid": r"pmid|pubmed",
    "url": r"url|link|web|online|internet|enlace|lien",
}
_KNOWN = {name: re.compile(rf"\W{{0,3}}(?:{pattern})", re.IGNORECASE) for name, pattern in _HEADS.items()}
#: The head of a column is no longer than this, and so many have to be known.
_LONGEST, _FEWEST = 30, 3
_DOI = re.compile(r"10\.\d{4,9}/")


def columns(lines: Sequence[Line]) -> dict[int, str]:
    """Return the field in each column by its number, nothing where a row does not head columns of fields."""
    found: dict[int, str] = {}
    for line in lines:
        name = next((name for name, known in _KNOWN.items() if known.match(line.text)), "")
        if name == "issue" and "title" not in found.values():
            continue  # the number of the row
        if name and len(line.text) <= _LONGEST and name not in found.values() and not is_dated(line.text):
            found[line.cell] = name
    return found if len(found) >= _FEWEST and "title" in found.values() else {}


def citation(lines: Sequence[Line], heads: Mapping[int, str]) -> str:
    """Return a row as a citation string in Vancouver's order, empty where it has no title."""
    cells: dict[str, str] = {}
    for line in lines:
        name = heads.get(line.cell, "")
        cells[name] = f"{cells[name]} {line.text.strip()}" if name in cells else line.text.strip()
    if not cells.get("title"):
        return ""
    parts = [cells.get("author", ""), cells["title"], _imprint(cells)]
    if doi := cells.get("doi", ""):
        parts.append(f"doi:{doi}" if _DOI.match(doi) else doi)
    if pmid := cells.get("pmid", ""):
        parts.append(f"PMID: {pmid}" if pmid.isdigit() else pmid)
    parts.append(cells.get("url", ""))
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)


def _imprint(cells: Mapping[str, str]) -> str:
    """Return ``Journal 2009;80(4):392-9`` of what there is."""
    volume, issue, page = (cells.get(name, "") for name in ("volume", "issue", "page"))
    place = volume + (f"({issue})" if volume and issue else issue) + (f":{page}" if page else "")
    when = cells.get("year", "")
    dated = f"{when};{place}" if when and place else when or place
    container = cells.get("container", "")
    if not place and container and when and not is_dated(container):
        return f"{container.rstrip('.')}. {when}" if not container[-1].isdigit() else f"{container}. {when}"
    return " ".join(part for part in (container, dated) if part)
