"""Documents in TEI (https://tei-c.org/release/doc/tei-p5-doc/en/html/CO.html#COBI), GROBID's too, to a document."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import archives, rewritten

_READ = ("head", "p", "ab", "item", "bibl", "biblStruct", "biblFull", "note")
#: Elements whose text belongs to one of those above, and the header, which is of the file.
_HOLDING = frozenset({"item", "bibl", "biblStruct", "biblFull", "note", "teiHeader", "figure"})
_ADDRESSES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    "arxiv": "https://arxiv.org/abs/{}",
}
_DEEPEST = 100


def read(source: str, path: str) -> Document:
    """Return a TEI document taken apart; places are its lines."""
    data = source.encode("utf-8", "replace").replace(b' encoding="', b' data-encoding="', 1)
    root = archives.tree(data, path, "the document")
    if not any(True for _ in root.iter("{*}text", "{*}listBibl", "{*}biblStruct")):
        raise InputError("is no document in TEI", Location(path))
    page = rewritten.Page()
    for element in root.iter(*(f"{{*}}{name}" for name in _READ)):
        if not any(_name(one) in _HOLDING for one in element.iterancestors()):
            _put(element, page)
    return Document(page.blocks(path), source, problems=archives.broken(root, path))


def _put(element: etree._Element, page: rewritten.Page) -> None:
    name, line = _name(element), element.sourceline if isinstance(element.sourceline, int) else 0
    words = " ".join("".join(_structured(element) if name == "biblStruct" else _pieces(element, 0)).split())
    inside = {_name(one) for one in element.iterancestors()}
    if not words:
        return
    if name == "head":
        page.heading(2, words, line, heads="listBibl" in inside)
    elif name in ("bibl", "biblStruct", "biblFull") and inside & {"listBibl", "list"}:
        page.item(words, line, "references")
    elif name == "item":
        page.item(words, line)
    elif name == "note" and element.get("place") in ("foot", "end", "bottom"):
        page.item(words, line, "footnotes")
    else:
        page.paragraph(words, line)


def _structured(entry: etree._Element) -> Iterator[str]:
    """Yield the parts of a structured entry in the order and with the punctuation of medical journals."""
    if people := [_person(one) for one in entry.iterfind(".//{*}author") if not _is_of_series(one)]:
        yield f"{', '.join(filter(None, people))}. "
    for level in "amjs":
        for title in entry.iterfind(f".//{{*}}title[@level='{level}']"):
            if words := _text(title).rstrip("."):
                yield f"{rewritten.text(words)}. "
    place, publisher = (_text(entry.find(f".//{{*}}{name}")) for name in ("pubPlace", "publisher"))
    yield rewritten.text(": ".join(filter(None, (place, publisher)))) + ("; " if place or publisher else "")
    date = entry.find(".//{*}imprint/{*}date")
    yield (date.get("when") or _text(date))[:4] if date is not None else ""
    for unit, before, behind in (("volume", ";", ""), ("issue", "(", ")"), ("page", ":", "")):
        for scope in entry.iterfind(f".//{{*}}biblScope[@unit='{unit}']"):
            reach = "-".join(dict.fromkeys(filter(None, (scope.get("from"), scope.get("to"))))) or _text(scope)
            yield rewritten.text(f"{before}{reach}{behind}")
    yield "."
    yield from _identified(entry)


def _is_of_series(author: etree._Element) -> bool:
    return any(_name(one) == "series" for one in author.iterancestors())


def _person(author: etree._Element) -> str:
    surname = _text(author.find(".//{*}surname"))
    given = "".join(_text(one)[:1] for one in author.iterfind(".//{*}forename"))
    return rewritten.text(f"{surname} {given}".strip() if surname else _text(author))


def _identified(entry: etree._Element) -> Iterator[str]:
    """Yield links for the identifiers and addresses of an entry."""
    for one in entry.iterfind(".//{*}idno"):
        form = _ADDRESSES.get(str(one.get("type")).lower())
        if form and (value := _text(one).lower().removeprefix("arxiv:")):
            yield " " + rewritten.link(form.format(value), "link")
    for one in entry.iterfind(".//{*}ptr"):
        if "://" in (target := str(one.get("target") or "")):
            yield " " + rewritten.link(target, "")


def _pieces(element: etree._Element, depth: int) -> Iterator[str]:
    yield rewritten.text(element.text or "")
    for child in element if depth < _DEEPEST else ():
        name, target = _name(child), str(child.get("target") or "")
        inner = "".join(_pieces(child, depth + 1))
        if name in ("ref", "ptr") and "://" in target:
            yield rewritten.link(target, inner)
        elif name != "note":
            yield inner
        yield rewritten.text(child.tail or "")


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _name(element: etree._Element | None) -> str:
    return archives.name(element)
