"""Sentences about recorded works, composed when they are needed from abstracts that are no part of the project.

The data files hold the works' identifiers, places of words and what is done to them, and sentences of our own about
their numbers. A sentence is put on a page of its own with its entry, read, and judged as any other.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ccsvi_refs import auditing, formats, pages
from ccsvi_refs.auditing import Finding
from ccsvi_refs.formats.records import crossref, europepmc, openalex
from ccsvi_refs.matching.statements import SourceText
from ccsvi_refs.matching.statements.words import plain
from ccsvi_refs.model import Reference
from ccsvi_refs.resolving import Resolution

#: Frames for quotations, in turn; all of them tie the sentence to the entry.
FRAMES = (
    'The authors call this "{}" [1].',
    "Marlow and colleagues wrote of “{}” in 2015.",
    "This was put as ‘{}’.[1]",
    "As the report has it, „{}“ (Marlow, 2015).",
    "The paper by Marlow says: “{}”",
    "« {} », they conclude [1].",
)
_ENTRY = "\n\n## References\n\n1. Marlow K. What was seen in the end. J Examples. 2015;3(2):11-19.\n"


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence, whether it is true to the work, and the finding that is to be made where it is not."""

    kind: str
    work: str
    text: str
    is_true: bool
    wrong: tuple[str, ...] = ()


@cache
def abstracts(corpus: Path) -> dict[str, str]:
    """Return the abstracts of the recordings by ``pmid:…`` or ``doi:…``, PubMed's first."""
    found: dict[str, str] = {}
    for reference in _recorded(corpus / "recordings"):
        abstract = plain(reference.text("abstract"))
        key = (
            f"pmid:{reference.identifier('pmid')}"
            if reference.identifier("pmid")
            else f"doi:{reference.identifier('doi')}"
        )
        if len(abstract) > 200:
            found.setdefault(key, abstract)
    return found


def _recorded(folder: Path) -> Iterator[Reference]:
    for path in sorted((folder / "pubmed").glob("*.xml")):
        yield from formats.read(path.read_text("utf-8"), "pubmed", str(path)).references
    for path in sorted((folder / "europepmc").glob("*.json")):
        listed = json.loads(path.read_text("utf-8"))
        results = listed.get("resultList", {}).get("result", []) if isinstance(listed, dict) else []
        yield from (europepmc.reference(result) for result in results)
    for path in sorted((folder / "openalex").glob("200_*.json")):
        work = json.loads(path.read_text("utf-8"))
        works = [work, *work.get("results", [])] if isinstance(work, dict) else []
        yield from (openalex.reference(one) for one in works if one.get("abstract_inverted_index"))
    with gzip.open(folder / "crossref" / "works.jsonl.gz", "rt", encoding="utf-8") as lines:
        works = [json.loads(line) for line in lines]
    yield from (crossref.reference(_message(work)) for work in works if "abstract" in json.dumps(work)[:200_000])


def _message(work: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = work.get("message", work)
    return message


def stated(path: Path, known: dict[str, str]) -> list[Stated]:
    """Return the sentences of a data file."""
    data = tomllib.loads(path.read_text("utf-8"))
    found = []
    for number, entry in enumerate(data.get("quotation", [])):
        words = known[entry["work"]].split()[slice(*entry.get("words", (0, 0)))]
        said = _changed(words, entry.get("change", []))
        found.append(
            Stated("quotation", entry["work"], FRAMES[number % len(FRAMES)].format(said), not entry["altered"])
        )
    for entry in data.get("sentence", []):
        wrong = tuple(entry.get("wrong", ()))
        found.append(Stated("number", entry["work"], f"{entry['text'].rstrip('.')} [1].", not wrong, wrong))
    return found


_CHANGES: dict[str, Callable[..., list[str]]] = {
    "": lambda words: words,
    "drop": lambda words, at, count: [*words[:at], *words[at + count :]],
    "put": lambda words, at, other: [*words[:at], *other.split(), *words[at + 1 :]],
    "add": lambda words, at, other: [*words[:at], *other.split(), *words[at:]],
    "swap": lambda words, at, to: [words[to if i == at else at if i == to else i] for i in range(len(words))],
    "ellipsis": lambda words, at, count: [*words[:at], "…", *words[at + count :]],
    "insert": lambda words, at, other: [*words[:at], other, *words[at:]],
    "sic": lambda words, at: [*words[: at + 1], "[sic]", *words[at + 1 :]],
    "case": lambda words, at: [*words[:at], words[at][0].swapcase() + words[at][1:], *words[at + 1 :]],
    "spell": lambda words, old, new: [word.replace(old, new) for word in words],
    "paraphrase": lambda _, other: other.split(),
}


def _changed(words: list[str], change: list[Any]) -> str:
    """Return the words after what writers do to them."""
    what, *rest = change or [""]
    return " ".join(_CHANGES[what](words, *rest)).strip(" .;,")


def findings(one: Stated, abstract: str) -> list[Finding]:
    """Return what is said of a sentence that stands on a page with its entry, the work's abstract at hand."""
    page = pages.read(f"# A page\n\n{one.text}{_ENTRY}", "markdown", "page.md")
    (cited,) = page.references
    resolution = Resolution(cited, "matched", cited, texts=(SourceText(abstract, "abstract", "pubmed"),))
    return [each for each in auditing.audit(page, [resolution]) if each.rule.startswith((one.kind, "statement"))]
