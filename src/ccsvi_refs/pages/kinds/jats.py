"""Articles in JATS (https://jats.nlm.nih.gov/) to a document: text, notes and lists of references."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ccsvi_refs import formats
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference
from ccsvi_refs.pages.document import Document
from ccsvi_refs.pages.kinds import archives, rewritten

_HREF = "{http://www.w3.org/1999/xlink}href"
#: Parts of an article that are not its text.
_UNREAD = frozenset({"front", "journal-meta", "article-meta", "label", "object-id", "permissions", "tex-math", "math"})
_CITATIONS = ("mixed-citation", "element-citation", "citation", "nlm-citation")
_ADDRESSES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
}
#: What stands before each part of a citation that comes without punctuation.
_BEFORE = {"year": " ", "volume": ";", "issue": "(", "fpage": ":", "lpage": "-", "elocation-id": ":"}
_DEEPEST = 100


def read(source: str, path: str) -> Document:
    """Return an article taken apart; places are its lines."""
    root = archives.tree(
        source.encode("utf-8", "replace").replace(b' encoding="', b' data-encoding="', 1), path, "the article"
    )
    if not any(True for _ in root.iter("{*}article", "{*}ref-list", "{*}body")):
        raise InputError("is no article in JATS", Location(path))
    page = rewritten.Page()
    for element in root.iter("{*}title", "{*}p", "{*}ref", "{*}fn"):
        name = _name(element)
        if name == "ref":
            _put_reference(element, page)
        elif not any(_name(one) in ("ref", "front", "fn") for one in element.iterancestors()):
            words = " ".join("".join(_pieces(element, 0)).split())
            if name == "title":
                heads = _name(element.getparent()) == "ref-list"
                page.heading(2, words, _line(element), heads=heads)
            elif words and _name(element.getparent()) == "list-item":
                _put_item(element, words, page)
            elif words:
                page.paragraph(words, _line(element))
    return Document(page.blocks(path), source, held=_records(source, path), problems=archives.broken(root, path))


def _put_item(element: etree._Element, words: str, page: rewritten.Page) -> None:
    """Add a paragraph of a list's item, the first as the item."""
    before = element.getprevious()
    if before is None or _name(before) == "label":
        page.item(words, _line(element))
    else:
        page.put(f"<p>{words}</p>", _line(element))


def _records(source: str, path: str) -> tuple[Reference, ...]:
    """Return what the markup of the references says, field by field."""
    try:
        return formats.read(source, "jats", path).references
    except InputError:
        return ()


def _name(element: etree._Element | None) -> str:
    return archives.name(element)


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _put_reference(element: etree._Element, page: rewritten.Page) -> None:
    label = next((one.text or "" for one in element.iter("{*}label")), "").strip(" .[]()")
    mark = f"[{rewritten.text(label)}] " if label else ""
    for citation in element:
        if _name(citation) in _CITATIONS:
            words = "".join(_pieces(citation, 0) if _is_mixed(citation) else _composed(citation))
            page.item(f"{mark}{' '.join(words.split())}{_identified(citation)}", _line(citation), "references")
            mark = ""


def _is_mixed(citation: etree._Element) -> bool:
    """Return whether a citation has its own punctuation."""
    texts = [citation.text or "", *(one.tail or "" for one in citation)]
    return _name(citation) == "mixed-citation" or sum(bool(text.strip()) for text in texts) > 2


def _composed(citation: etree._Element) -> Iterator[str]:
    """Yield the parts of a citation that has none in the order and with the punctuation of medical journals."""
    people = [_person(one) for one in citation.iter("{*}name", "{*}string-name", "{*}collab")]
    more = " et al" if any(True for _ in citation.iter("{*}etal")) else ""
    yield ", ".join(filter(None, people)) + more + ". " if people else ""
    for name in (
        "article-title",
        "chapter-title",
        "data-title",
        "source",
        "edition",
        "publisher-loc",
        "publisher-name",
    ):
        for part in citation.iterchildren(f"{{*}}{name}"):
            yield "".join(_pieces(part, 0)).strip().rstrip(".") + ". "
    for name, before in _BEFORE.items():
        for part in citation.iterchildren(f"{{*}}{name}"):
            yield before + _text(part).strip() + (")" if name == "issue" else "")
    yield "."


def _person(element: etree._Element) -> str:
    parts = {_name(one): _text(one).strip() for one in element}
    if "surname" in parts:
        initials = "".join(word[0] for word in parts.get("given-names", "").replace(".", " ").split())
        return f"{parts['surname']} {initials}".strip()
    return " ".join(_text(element).split())


def _identified(citation: etree._Element) -> str:
    """Return links for the identifiers of a citation."""
    links = []
    for one in citation.iter("{*}pub-id"):
        form = _ADDRESSES.get(str(one.get("pub-id-type")))
        value = _text(one).strip()
        if form and value:
            links.append(" " + rewritten.link(form.format(value), "link"))
    return "".join(links)


def _pieces(element: etree._Element, depth: int) -> Iterator[str]:
    yield rewritten.text(element.text or "")
    for child in element if depth < _DEEPEST else ():
        name = _name(child)
        if name in ("ext-link", "uri"):
            url = str(child.get(_HREF) or _text(child)).strip()
            yield (
                rewritten.link(url, "".join(_pieces(child, depth + 1)))
                if "://" in url
                else "".join(_pieces(child, depth + 1))
            )
        elif name == "sup":
            yield f"<sup>{''.join(_pieces(child, depth + 1))}</sup>"
        elif name == "pub-id":
            yield rewritten.text(_text(child)) if child.get("pub-id-type") == "doi" else ""
        elif name not in _UNREAD and name != "fn":
            yield from _pieces(child, depth + 1)
        yield rewritten.text(child.tail or "")
