"""Words of a style that citeproc-js prints beside nothing: which of them, and that their group prints nothing else."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from benchmarks.differences.asking import About, items
from benchmarks.differences.document import parsed
from benchmarks.differences.values import NUMBERED
from lxml import etree

from ccsvi_refs.csl import Processor, numbers

_CSL = "{http://purl.org/net/xbiblio/csl}"
_WORDY = ("term", "value")
_LONGEST = 40


def beside_nothing(about: About) -> Iterator[str]:
    """Yield what ours prints with those words put in that citeproc-js has beside nothing."""
    theirs, ours = about["texts"]
    if not ours:
        if _is_beside_nothing(about, theirs):
            yield theirs
        return
    told, put_in = "", False
    for is_same, left, right in _parts(theirs, ours):
        if is_same:
            told += left[:1] + right[1:] if put_in else right  # what the words stand before has their case
            put_in = False
            continue
        lone = any(map(str.isalnum, left)) and not any(map(str.isalnum, right))
        put_in = lone and all(_is_beside_nothing(about, words) for words in _runs(left))
        told += left if put_in else right
    yield told


def _parts(theirs: str, ours: str) -> Iterator[tuple[bool, str, str]]:
    """Yield what stands in two texts, word by word, and whether it is the same but for its case."""
    left, right = re.findall(r"\w+|\W", theirs), re.findall(r"\w+|\W", ours)
    one, other = [word.lower() for word in left], [word.lower() for word in right]
    for operation, i, j, k, m in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        yield operation == "equal", "".join(left[i:j]), "".join(right[k:m])


def _runs(text: str) -> list[str]:
    """Return the words of a text between its marks."""
    return [run for run in re.split(r"[.,:;()\[\]]+", text) if any(map(str.isalnum, run))]


def _is_beside_nothing(about: About, words: str) -> bool:
    """Tell whether these are words of the style, all of whose groups print nothing of the item, or of one cited."""
    words = _bare(words)
    if len(words) > _LONGEST:
        return False
    area = "citation" if "cites" in about else "bibliography"
    if words in _labels_of(about["xml"], about["tag"] or None, _lacking(about)):
        return True
    return any(_prints_nothing(about, xml) for xml in _groups_of(about["xml"], about["tag"] or None, words, area))


def _prints_nothing(about: About, xml: str) -> bool:
    if "cites" not in about:
        return not about["again"](xml=xml)
    return any(not about["again"](xml=xml, cites=[cite], mode="") for cite in about["cites"])


def _lacking(about: About) -> tuple[str, ...]:
    """Return the variables with labels of their own that the item, or one of those cited, does not have."""
    whole = [{**item, "locator": ""} for item in items(about)]
    for item, cite in zip(whole, about.get("cites", ()), strict=False):
        item["locator"] = cite.get("locator", "")
    return tuple(name for name in (*NUMBERED, "locator") if any(not item.get(name) for item in whole))


@lru_cache(maxsize=64)
def _labels_of(xml: str, tag: str | None, variables: tuple[str, ...]) -> frozenset[str]:
    """Return the terms by which a style labels these variables."""
    terms = _terms(xml, tag)
    found = (
        terms.term(numbers.own_label(name), element.get("form", "long"), plural)
        for element in etree.fromstring(xml.encode()).iter(f"{_CSL}label")
        for name in variables
        for plural in (False, True)
        if element.get("variable") == name
    )
    return frozenset(_bare(text) for text in found if text)


def _bare(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", text).casefold()


@lru_cache(maxsize=64)
def _groups_of(xml: str, tag: str | None, words: str, area: str) -> tuple[str, ...]:
    """Return the style, each time with nothing in its layout but a group that has these words, less its words."""
    root = etree.fromstring(xml.encode())
    layout = root.find(f"{_CSL}{area}/{_CSL}layout")
    if layout is None:
        return ()
    printing = [element for element in _called(root, layout) if words in _words(root, tag, element)]
    found = dict.fromkeys(group for element in printing for group in _around(root, element))
    return tuple(_alone(root, group, area) for group in found)


def _called(root: Any, layout: Any) -> Iterator[Any]:
    """Yield all elements of a layout and of the macros that it calls."""
    waiting, known = [layout], set()
    while waiting:
        for element in waiting.pop().iter():
            yield element
            name = element.get("macro") if isinstance(element.tag, str) else None
            if name and name not in known:
                known.add(name)
                waiting += root.findall(f"{_CSL}macro[@name='{name}']")


def _words(root: Any, tag: str | None, element: Any) -> set[str]:
    """Return what an element prints of itself, in one and in several."""
    if element.tag != f"{_CSL}text":
        return set()
    if element.get("value"):
        return {_bare(element.get("value"))}
    if not element.get("term"):
        return set()
    terms = _terms(etree.tostring(root).decode(), tag)
    form = element.get("form", "long")
    return {_bare(terms.term(element.get("term"), form, plural) or "\0") for plural in (False, True)}


@lru_cache(maxsize=16)
def _terms(xml: str, tag: str | None) -> Any:
    """Return the terms of a style in a locale."""
    return Processor(parsed(xml), [], tag)._program.locale


def _around(root: Any, element: Any) -> Iterator[Any]:
    """Yield the groups around an element, also those around calls of its macro."""
    seen, waiting = set(), [element]
    while waiting:
        inner = waiting.pop()
        for outer in inner.iterancestors():
            if outer.tag == f"{_CSL}group":
                yield outer
                break
            if outer.tag == f"{_CSL}macro" and outer.get("name") not in seen:
                seen.add(outer.get("name"))
                waiting += root.findall(f".//{_CSL}text[@macro='{outer.get('name')}']")


def _alone(root: Any, group: Any, area: str) -> str:
    """Return a style with nothing in its layout but a group, less its terms, fixed words, labels and affixes."""
    root, group = copy.deepcopy(root), copy.deepcopy(group)
    for element in [one for one in group.iter() if any(map(one.get, _WORDY)) or one.tag == f"{_CSL}label"]:
        element.getparent().remove(element)
    for element in group.iter():
        for name in ("prefix", "suffix"):
            element.attrib.pop(name, None)
    layout = root.find(f"{_CSL}{area}/{_CSL}layout")
    for child in [*layout]:
        layout.remove(child)
    for name in ("prefix", "suffix"):
        layout.attrib.pop(name, None)
    layout.append(group)
    return str(etree.tostring(root).decode())
