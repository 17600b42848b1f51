"""How the beginning of a text tells its format, whatever the file is called.

Only what no page begins with counts: pages show records too, and quote them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAMPLE = 20_000
_BLANKS = "\ufeff\u200b \t\r\n\f\x1e"
_ROOT = re.compile(r"<(?![?!])(?:([\w.-]+):)?([\w.-]+)([^<>]*)")
_ENTRY = re.compile(r"@[ \t]*(\w[\w-]*)\s*[{(]\s*[^\s{},=\"]*\s*[,=}]", re.ASCII)
_BIBTEX_COMMENT = re.compile(r"(?:[ \t]*(?:%[^\n]*)?\n|[ \t]*@(?:comment|preamble)\b[^@]*|\s+)*", re.IGNORECASE)
_RIS = re.compile(r"(?:\d+\.\s*\n|Provider:.*\n|Database:.*\n|Content:.*\n|\s*\n)*TY {1,2}- ?[A-Z]")
_MEDLINE = re.compile(r"(?:\d+:?\s*\n)?(?:PMID ?- ?\d|[A-Z]{2,4} ?- .*\n(?:.*\n){0,60}?PMID ?- ?\d)")
_JSON_ITEM = re.compile(r"[\[{]\s*[\"{\[]")
_BIBLIOGRAPHIC = re.compile(
    r'"(?:DOI|container-title|author|issued|itemType|creators|title|literal|family|message|items|references)"\s*:'
)
_YAML_REFERENCES = re.compile(
    r"(?:---[^\S\n]*\n)?(?:#[^\n]*\n|[^\S\n]*\n)*+(?:[\w-]+:[^\n]*\n|[ \t-][^\n]*\n)*?references:\s*(?:\n|$)"
)
_YAML_END = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a text without blank lines before it, and the name and attributes of its root element."""

    text: str
    element: str = ""
    attributes: str = ""
    whole: str = ""

    @classmethod
    def of(cls, text: str) -> Start:
        """Return the beginning of a text."""
        start = text[: 4 * _SAMPLE].lstrip(_BLANKS)[:_SAMPLE]
        root = _ROOT.search(start) if start.startswith("<") else None
        element, attributes = (root.group(2), root.group(3)) if root else ("", "")
        return cls(start, element, attributes, whole=text)


def bibtex(start: Start) -> bool:
    """Return whether the text begins with an entry, after comments at most."""
    match = _BIBTEX_COMMENT.match(start.text)
    return bool(_ENTRY.match(start.text, match.end() if match else 0))


def ris(start: Start) -> bool:
    """Return whether the text begins with a record's type."""
    return bool(_RIS.match(start.text))


def medline(start: Start) -> bool:
    """Return whether the text begins with a record of MEDLINE, which has a PMID."""
    return bool(_MEDLINE.match(start.text))


def pubmed(start: Start) -> bool:
    """Return whether the root element is one of PubMed's."""
    return start.element.startswith(("Pubmed", "MedlineCitation", "BookDocument"))


def csl_json(start: Start) -> bool:
    """Return whether the text begins with JSON that has a bibliography's names in it."""
    is_notebook = '"nbformat"' in start.text or '"cells"' in start.text
    is_lines = '"text"' in start.text.partition("\n")[0]
    is_json = bool(_JSON_ITEM.match(start.text)) and not is_notebook and not is_lines
    return is_json and bool(_BIBLIOGRAPHIC.search(start.text))


def csl_yaml(start: Start) -> bool:
    """Return whether the text is YAML with a list of references, and nothing after it."""
    match = _YAML_REFERENCES.match(start.text)
    if not match:
        return False
    end = _YAML_END.search(start.whole, start.whole.find("references:"))
    return not end or not start.whole[end.end() :].strip()
