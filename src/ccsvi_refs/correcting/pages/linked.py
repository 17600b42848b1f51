"""DOIs in links: a new one in the markup that the page's other entries have, a wrong one in its addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from ccsvi_refs import identifiers
from ccsvi_refs.auditing import Finding
from ccsvi_refs.correcting import habits, parts
from ccsvi_refs.correcting.habits import doi_form
from ccsvi_refs.correcting.pages.markup import Markup
from ccsvi_refs.correcting.pages.shown import Placed
from ccsvi_refs.correcting.parts import Entry
from ccsvi_refs.correcting.places import Edit
from ccsvi_refs.text.letters import DASH

#: Entries whose markup is looked at.
_MOST = 50
#: A link to a DOI under a label that does not print it, in HTML and Markdown, and how far behind an entry it may stand.
_LINK = re.compile(
    r"<a\s[^<>]{0,200}?href=([\"'])https?://(?:dx\.)?doi\.org/(?P<doi>10\.[^\"'<>\s]{3,200})\1[^<>]{0,200}>[^<>]{1,80}</a>"
    r"|\[[^\[\]\n]{1,80}\]\(<?https?://(?:dx\.)?doi\.org/(?P<written>10\.(?:[^\s()<>]|\([^\s()]*\)){3,200})>?\)",
    re.IGNORECASE,
)
_BEHIND = 100
#: A link that names a definition, and a definition (https://spec.commonmark.org/current/#link-reference-definitions).
_NAMED = re.compile(r"\]\[([^\[\]\n]{1,200})\]")
_DEFINED = re.compile(r"^[ ]{0,3}\[(?P<name>[^\[\]\n]{1,200})\]:[ \t]*<?(?P<url>[^\s<>]+)", re.MULTILINE)
#: A year, volume, issue or pages.
_VALUE = rf"\w+(?:\s?[{DASH}/.]+\s?\w+)*"


def raw(edit: Edit, finding: Finding, form: str, markup: Markup) -> str | None:
    """Return a DOI that is to stand at an entry's end in the markup of the page's, None where that has none."""
    doi = next((part[4:] for part in finding.correction.split("; ") if part.startswith("DOI ")), "")
    if finding.rule != "no-identifier" or not doi or doi not in edit.text or not form:
        return None
    given = edit.text[: len(edit.text) - len(edit.text.lstrip(".,;"))]
    return given + form.replace("\0label", markup.written(doi)).replace("\0url", _in_address(doi))


def usual(others: Iterable[Placed], markup: Markup) -> str:
    """Return the source of a DOI as most entries have it, with marks in its place; empty where none shows it."""
    forms = Counter(filter(None, (_form(other, markup) for other in islice(others, _MOST))))
    return forms.most_common(1)[0][0] if forms and markup.is_copied else ""


def located(edit: Edit, others: Iterable[Placed], markup: Markup) -> str | None:
    """Return a place in print in the markup of an entry that would print it so, None where there is none."""
    if not markup.is_copied or not edit.text:
        return None
    for placed in islice(others, _MOST):
        each = parts.entry(placed.text)
        for names, start in habits.beginnings(each):
            if found := _with_values(each, names, start, edit.text, placed, markup):
                return found
    return None


def _with_values(
    each: Entry, names: Sequence[str], start: int, text: str, placed: Placed, markup: Markup
) -> str | None:
    """Return an entry's source from a character on with the values in it that would make it print a text."""
    end = each.spans[names[-1]][1]
    end += placed.text[end : end + 1] == ")" and "(" in placed.text[start:end] and text.endswith(")")
    fixed = [
        placed.text[a:b] for a, b in pairwise([start, *(edge for name in names for edge in each.spans[name]), end])
    ]
    pattern = "".join(f"({_VALUE})" if at % 2 else re.escape(piece) for at, piece in enumerate(fixed))
    match = re.fullmatch(pattern, text)
    runs = [placed.runs(*each.spans[name]) for name in names]
    if not match or not start or any(len(run) != 1 for run in runs) or not placed.is_known(start - 1, end - 1):
        return None
    at = markup.behind(placed.source, placed.start, placed.ends[start - 1])
    stop = markup.behind(placed.source, placed.start, placed.ends[end - 1])
    shown = ""
    for (run,), value in zip(runs, match.groups(), strict=True):
        shown += placed.source[at : run[0]] + markup.written(value)
        at = run[1]
    return shown + placed.source[at:stop]


def _in_address(doi: str) -> str:
    return identifiers.Identifier("doi", doi).url.removeprefix("https://doi.org/")


def _form(placed: Placed, markup: Markup) -> str:
    """Return the source of an entry's DOI, from what ends the text before it, with marks in place of the DOI."""
    found = doi_form(placed.text)
    if found is None:
        link = _LINK.search(placed.source, placed.start, placed.end + _BEHIND)
        return f" {_marked(link.group(), link['doi'] or link['written'])}" if link else ""
    _, lead, behind = found
    for each in identifiers.find(placed.text):
        if each.identifier.kind != "doi":
            continue
        bare = placed.text.lower().find("10.", each.start, each.end)
        start = bare - len(lead)
        if start < 1 or not placed.is_known(start, min(each.end, len(placed.text) - 1)):
            return ""
        begin, end = placed.ends[start - 1], placed.ends[each.end - 1]
        end = markup.behind(placed.source, placed.start, end)
        if behind and placed.text[each.end : each.end + len(behind)] == behind:
            last = each.end + len(behind) - 1
            end = max(end, placed.ends[last])
        return _marked(placed.source[begin:end], placed.text[bare : each.end])
    return ""


def _marked(source: str, doi: str) -> str:
    """Return markup with marks in place of a DOI: one where it is seen, another where it is an address."""

    def mark(match: re.Match[str]) -> str:
        before = source[: match.start()]
        address = re.search(r"doi\.org/\Z", before, re.IGNORECASE) is not None
        return "\0url" if address else "\0label"

    return re.sub(re.escape(doi), mark, source, flags=re.IGNORECASE)


def addresses(
    source: str, region: tuple[int, int], finding: Finding, made: Iterable[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield where else in an entry's source, in addresses that are not seen, a wrong DOI stands."""
    right = finding.correction.removeprefix("DOI ")
    taken = [(start, end) for start, end, _ in made]
    if not finding.cited.startswith("10.") or not right.startswith("10."):
        return
    for match in re.finditer(rf"{re.escape(finding.cited)}(?![\w])", source[slice(*region)], re.IGNORECASE):
        start, end = match.start() + region[0], match.end() + region[0]
        if not any(start < other and begin < end for begin, other in taken):
            yield start, end, _in_address(right)
    yield from _defined(source, region, finding.cited, right)


def _defined(source: str, region: tuple[int, int], wrong: str, right: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a wrong DOI stands in the definitions of links that an entry, and no other text, names."""
    outside = source[: region[0]] + source[region[1] :]
    named = set(_NAMED.findall(source[slice(*region)])) - set(_NAMED.findall(outside))
    for match in _DEFINED.finditer(source) if named else ():
        at = match["url"].lower().find(wrong.lower())
        if match["name"] in named and at >= 0 and match["url"].lower().endswith(wrong.lower()):
            start = match.start("url") + at
            yield start, start + len(wrong), _in_address(right)
