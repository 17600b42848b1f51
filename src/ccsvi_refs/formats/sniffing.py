"""How the beginning of a text tells its format, whatever the file is called.

Only what no page begins with counts: pages show records too, and quote them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

_SAMPLE = 20_000
_BLANKS = "\ufeff\u200b \t\r\n\f\x1e"
_ROOT = re.compile(r"<(?![?!])(?:([\w.-]+):)?([\w.-]+)([^<>]*)")
_ENTRY = re.compile(r"@[ \t]*+(\w[\w-]*+)\s*+[{(]\s*+[^\s{},=\"]*+\s*+[,=}]", re.ASCII)
_BIBTEX_COMMENT = re.compile(r"(?:[ \t]*(?:%[^\n]*)?\n|[ \t]*@(?:comment|preamble)\b[^@]*|\s+)*", re.IGNORECASE)
_RIS = re.compile(
    r"(?>\d+\.[^\S\n]*+\n|Provider:[^\n]*+\n|Database:[^\n]*+\n|Content:[^\n]*+\n|[^\S\n]*+\n)*+TY {1,2}- ?[A-Z]"
)
_MEDLINE = re.compile(r"(?:\d+:?\s*\n)?(?:PMID ?- ?\d|[A-Z]{2,4} ?- .*\n(?:.*\n){0,60}?PMID ?- ?\d)")
_JSON_ITEM = re.compile(r"[\[{]\s*[\"{\[]")
#: One object a line, or the first of a file of citation strings.
_JSON_LINES = re.compile(r"\{[^\n]*\}[^\S\n]*\n\s*\{|[^\n]*\"text\"")
_BIBLIOGRAPHIC = re.compile(
    r'"(?:DOI|container-title|author|issued|itemType|creators|title|literal|family|message|items|references)"\s*:'
)
_REFER = re.compile(r"%[0A-Z] ?\S[^\n]*\n(?:(?!%)[^\n]+\n)*%[A-Z0-9@!#$+&^<>\[\]~?()*] ?")
_WEB_OF_SCIENCE = re.compile(r"(?:FN (?:Clarivate|Thomson|ISI|Web of Science)|PT [JBSPCD]\s*\n(?:AU|BA|TI|CA|AF|ED) )")
_REFWORKS = re.compile(r"RT [A-Z][^\n]{2,40}\n(?:SR |ID |A1 |T1 |A2 |YR |JF )")
_TITLES = frozenset({"title", "article title", "document title"})
_OTHERS = frozenset(
    {"authors", "author", "author full names", "doi", "year", "publication year", "source title", "pmid", "journal"}
)
#: What tells an article in JATS from HTML's element of that name.
_JATS = re.compile(r"<!DOCTYPE article\b|<article\b[^<>]*\b(?:article-type|dtd-version)=|<front\b|<ref-list\b")
_CFF = re.compile(r"^cff-version:", re.MULTILINE)
#: A line of a mapping's: a key, a comment, what stands under a key, or the line before the document.
_OF_MAPPING = re.compile(r"[\w-]+:|[ \t#-]")
_KEY = re.compile(r"[^\s:#-][^:\n]*:\s*$")
_TYPE = re.compile(
    r"\s+type:\s*[\"']?(?:anthology|anthos|article|artwork|audio|blog|book|case|chapter|conference|entry|exhibition|legislation"
    r"|manuscript|misc|newspaper|original|patent|performance|periodical|post|proceedings|reference|report|repository|scene"
    r"|thesis|thread|video|web)[\"']?\s*$",
    re.IGNORECASE,
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
    is_lines = bool(_JSON_LINES.match(start.text))
    is_json = bool(_JSON_ITEM.match(start.text)) and not is_notebook and not is_lines
    return is_json and bool(_BIBLIOGRAPHIC.search(start.text))


def csl_yaml(start: Start) -> bool:
    """Return whether the text is YAML with a list of references, and nothing after it."""
    for line in start.text.split("\n"):
        if line.rstrip() == "references:":
            end = _YAML_END.search(start.whole, start.whole.find("references:"))
            return not end or not start.whole[end.end() :].strip()
        if line.strip() and not _OF_MAPPING.match(line):
            return False
    return False


def endnote(start: Start) -> bool:
    """Return whether the text is EndNote's XML."""
    return start.element == "xml" and "<record" in start.text


def refer(start: Start) -> bool:
    """Return whether the text begins with a tag of Refer's, and has another."""
    return bool(_REFER.match(start.text))


def refworks(start: Start) -> bool:
    """Return whether the text begins with a record's type as RefWorks has it, and a second tag."""
    return bool(_REFWORKS.match(start.text))


def web_of_science(start: Start) -> bool:
    """Return whether the text begins as an export of the Web of Science does."""
    return bool(_WEB_OF_SCIENCE.match(start.text))


def table(start: Start) -> bool:
    """Return whether the first line names the columns of a table of references."""
    head = start.text.partition("\n")[0].lower()
    cells = {cell.strip(' "\r\t') for cell in re.split(r"[,;\t]", head)}
    return len(cells) > 2 and bool(cells & _TITLES) and bool(cells & _OTHERS)


def cff(start: Start) -> bool:
    """Return whether the text says that it is a citation file."""
    return bool(_CFF.search(start.text))


def hayagriva(start: Start) -> bool:
    """Return whether the text is YAML whose first key is an entry's, with one of Hayagriva's types in it."""
    lines = [line for line in start.text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    entry = lines[1:] if lines and lines[0].startswith("---") else lines
    if not entry or not _KEY.match(entry[0]):
        return False
    own = takewhile(lambda line: line[0].isspace(), entry[1:])
    return any(map(_TYPE.match, own))


def zotero_rdf(start: Start) -> bool:
    """Return whether the text is RDF with Zotero's vocabulary."""
    return start.element == "RDF" and "zotero.org" in start.text


def jats(start: Start) -> bool:
    """Return whether the root element is an article's, or a list of references alone."""
    is_article = start.element == "article" and bool(_JATS.search(start.text))
    return start.element == "ref-list" or is_article


def unixref(start: Start) -> bool:
    """Return whether the root element is one of Crossref's."""
    return start.element in ("crossref_result", "doi_batch", "doi_records", "doi_record", "crossref")


def mods(start: Start) -> bool:
    """Return whether the root element is one of MODS's."""
    return start.element in ("mods", "modsCollection")


def word(start: Start) -> bool:
    """Return whether the root element holds Word's sources."""
    return start.element == "Sources" and "bibliography" in start.attributes
