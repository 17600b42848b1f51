"""What an HTML page says of itself: titles, metadata, visible text, forms, and where it sends one on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from ccsvi_refs.formats.decoding import of_web

#: Bytes that are read: titles, metadata and notices stand at a page's beginning.
MOST_BYTES = 256 * 1024
#: Characters of visible text that are kept.
_MOST_TEXT = 40_000
#: Characters of one title, heading or block; a longer one is none.
_MOST_NOTICE = 800
#: Elements that are looked at for notices, and paragraphs among them that are kept.
_MOST_BLOCKS, _MOST_PLAIN = 4_000, 40
_BLOCKS = ("div", "p", "section", "aside", "span", "strong", "b", "h1", "h2", "h3", "h4", "li")
_MOST_LINKED_DATA = 200
#: What class, id or role calls a block that stands out.
_STANDS_OUT = re.compile(
    r"retract|withdr|alert|hinweis|avis\b|aviso|avviso|notice|notif|banner|warning|message|callout|crossmark|erratum|update|flag|status|highlight",
    re.IGNORECASE,
)
_UNSEEN = "unseen"
_HIDDEN = "//body//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"
#: https://html.spec.whatwg.org/#shared-declarative-refresh-steps
_REFRESH = re.compile(
    r"\s*+(\d++|(?=\.))[\d.]*+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?+(?:['\"](?P<quoted>[^'\"]*)|(?P<plain>\S.*))",
    re.IGNORECASE | re.DOTALL,
)
#: What a page leads on to by itself; browsers heed no other schemes here, or ask first.
_ELSEWHERE = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"^[^\S\n]*+(?:window\.onload\s*=\s*function\s*\(\)\s*\{\s*)?(?:(?:window|document|self|top)\.)?location"
    r"(?:\.href\s*=|\.(?:replace|assign)\s*\(|\s*=)\s*['\"]([^'\"]+)['\"]",
    re.IGNORECASE | re.MULTILINE,
)
#: Seconds after which a refresh is a reload rather than a redirect.
_LONGEST_REFRESH = 15
#: Characters of visible text above which a script's ``location = …`` is not taken for a redirect.
_MOST_TEXT_BEFORE_SCRIPT = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the parts that tell what it is.

    ``meta`` maps lower-case names and properties to their contents; ``text`` is the beginning of the visible text and
    ``length`` the length of all of it; ``notices`` are short blocks that stand out, ``blocks`` other short paragraphs;
    ``sources`` the addresses of scripts, frames and forms; ``canonical`` the
    address the page calls its own; ``onward`` the target of a redirect written in the page.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    linked_data: tuple[Mapping[str, Any], ...] = ()
    text: str = ""
    length: int = 0
    notices: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    canonical: str = ""
    onward: str = ""
    password: bool = False
    scripted: bool = False

    def first(self, *names: str) -> str:
        """Return the first non-empty content among the metadata of those names."""
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")


def read(body: bytes, charset: str | None = None) -> Page:
    """Return what the beginning of a page says of itself; whatever cannot be read is left out."""
    root = _parse(body[:MOST_BYTES], charset)
    if root is None:
        return Page()
    meta = _meta(root)
    scripts = [script.text or "" for script in root.iter("script")]
    sources = tuple(_sources(root))
    linked = tuple(_linked_data(root))
    title = _clean((root.findtext(".//title") or "")[:_MOST_NOTICE])
    for element in _found(root, _HIDDEN):
        if element.getparent() is not None:
            element.tag = _UNSEEN
    unseen = (_UNSEEN, "script", "style", "noscript", "template", "svg", etree.Comment)
    etree.strip_elements(root, *unseen, with_tail=False)  # drop_tree() refuses a tail with control characters
    content = root.find("body") if root.find("body") is not None else root
    text = _clean(" ".join(content.itertext()))
    notices, blocks = _blocks(content)
    return Page(
        title=title,
        headings=tuple(filter(None, (_text(h, _MOST_NOTICE) for h in islice(content.iter("h1", "h2"), 6)))),
        meta=meta,
        linked_data=linked,
        text=text[:_MOST_TEXT],
        length=len(text),
        notices=notices,
        blocks=blocks,
        sources=sources,
        canonical=_based(root, next((link.get("href") or "" for link in _found(root, "//link[@rel='canonical']")), "")),
        onward=_based(root, _onward(root, scripts, len(text))),
        password=bool(_found(root, "//input[translate(@type, 'PASWORD', 'pasword')='password']")),
        scripted=bool(scripts),
    )


def refresh(value: str) -> str:
    """Return where a ``Refresh`` header or its twin in a page leads, empty where it only reloads, or much later."""
    match = _REFRESH.match(value)
    if not match or int(match[1][:9] or 0) > _LONGEST_REFRESH:
        return ""
    target = re.sub(r"[\t\n\r]", "", match["quoted"] or match["plain"] or "").strip()  # as browsers read addresses
    return "" if _ELSEWHERE.match(target) else target


def _parse(body: bytes, charset: str | None) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    try:
        root: html.HtmlElement = html.document_fromstring(
            of_web(body, charset).encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def _meta(root: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        content = _clean((element.get("content") or "")[:_MOST_NOTICE])
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return {name: tuple(values) for name, values in found.items()}


def _sources(root: html.HtmlElement) -> Iterator[str]:
    for tag, attribute in (("script", "src"), ("iframe", "src"), ("frame", "src"), ("form", "action")):
        yield from (element.get(attribute) or "" for element in root.iter(tag) if element.get(attribute))


def _linked_data(root: html.HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of the page's JSON-LD, https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents."""
    waiting: list[Any] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                waiting.append(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST_LINKED_DATA):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _onward(root: html.HtmlElement, scripts: list[str], length: int) -> str:
    for element in _found(root, "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']"):
        if target := refresh(element.get("content") or ""):
            return target
    if length > _MOST_TEXT_BEFORE_SCRIPT:
        return ""
    led = (match.group(1) for script in scripts if (match := _SCRIPTED.search(script)))
    return next((target for target in led if not _ELSEWHERE.match(target)), "")


def _based(root: html.HtmlElement, target: str) -> str:
    """Return an address that a page gives as it is from the base that the page names, as it stands without one."""
    base = next((element.get("href") or "" for element in _found(root, "//base[@href]")), "")
    try:
        return urljoin(base.strip(), target) if base and target else target
    except ValueError:
        return target


def _blocks(content: html.HtmlElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    notices: list[str] = []
    blocks: list[str] = []
    for element in islice(content.iter(*_BLOCKS), _MOST_BLOCKS):
        hint = " ".join(element.get(name) or "" for name in ("class", "id", "role"))
        if _STANDS_OUT.search(hint) or element.tag in {"h2", "h3", "h4"}:
            notices.append(_text(element, _MOST_NOTICE))
        elif element.tag in {"p", "strong", "b"} and len(blocks) < _MOST_PLAIN:
            blocks.append(_text(element, _MOST_NOTICE))
    return tuple(filter(None, notices)), tuple(filter(None, blocks))


def _found(root: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    """Return the elements that an XPath selects."""
    return [element for element in root.xpath(path) if isinstance(element, html.HtmlElement)]


def _text(element: html.HtmlElement, most: int) -> str:
    """Return an element's text, empty where it has more than ``most`` characters."""
    parts: list[str] = []
    left = most
    for part in element.itertext():
        left -= len(part)
        if left < 0:
            return ""
        parts.append(part)
    return _clean(" ".join(parts))


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
