"""Whether the cited work was found, and whether it has appeared in print since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ccsvi_refs.auditing.finding import Finding, about
from ccsvi_refs.auditing.locator import imprint, is_ahead_of_print
from ccsvi_refs.auditing.notices import notice_findings
from ccsvi_refs.auditing.rules import RuleCode
from ccsvi_refs.auditing.versions import version_findings
from ccsvi_refs.auditing.wording import nearest
from ccsvi_refs.formats.citation import names_serial

if TYPE_CHECKING:
    from ccsvi_refs.model import Reference
    from ccsvi_refs.resolving import Resolution

#: So many records are named beside the nearest.
_OTHERS = 2
#: Proceedings that are cited as journals are; many of them the registries do not have.
_CONFERENCES = re.compile(
    r"\b(?:conference|conf|symposi(?:um|a)|workshops?|advances in neural|lecture notes|congress|meeting|neurips|nips"
    r"|icml|iclr|aaai|tagung|kongress|arxiv)\b",
    re.IGNORECASE,
)
#: Journals that print in these scripts have registries of their own: kana, Han, Hangul, Cyrillic, Arabic, Hebrew, Thai.
_ELSEWHERE = re.compile("[\u0400-\u04ff\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")
_PROCEEDINGS = re.compile(r"\bproc(?:eedings)?\b", re.IGNORECASE)
#: Journals that call themselves proceedings.
_ACADEMIES = re.compile(r"\b(?:acad\w*|soc\w*|institution|royal|mayo clin\w*|nutr\w*)\b", re.IGNORECASE)


def standing_findings(resolution: Resolution) -> Iterator[Finding]:
    """Yield what the registries say of the work as a whole."""
    if resolution.status != "matched":
        if finding := _unmatched(resolution):
            yield finding
        return
    yield from notice_findings(resolution)
    yield from version_findings(resolution)
    registered = resolution.reference
    if registered and is_published_since(resolution):
        yield about(
            resolution,
            "published-since",
            "cited as ahead of print, but it has since been published",
            cited=imprint(resolution.cited),
            registered=imprint(registered),
            source=resolution.source_of("volume") or resolution.source_of("page"),
            correction=imprint(registered),
        )


def is_published_since(resolution: Resolution) -> bool:
    """Return whether the page cites as ahead of print what the registries know by volume or page."""
    registered = resolution.reference
    if registered is None or not is_ahead_of_print(resolution.cited) or is_ahead_of_print(registered):
        return False
    return bool(registered.text("volume") or registered.text("page"))


def _unmatched(resolution: Resolution) -> Finding | None:
    """Return the finding about a work that was not found, None where nobody was to be asked for it."""
    if resolution.status == "unavailable":
        why = "; ".join(resolution.problems)
        return about(resolution, "not-checked", why or "no registry could be asked") if _tried(resolution) else None
    beside = list(_beside(resolution))
    if resolution.status == "ambiguous":
        message = "several records could be meant" if len(beside) > 1 else "no record fits all that is cited"
        return about(resolution, "ambiguous-match", "; ".join([message, *beside]))
    if not any(asked.when for asked in resolution.asked):
        return about(resolution, "not-checked", "it says nothing that a registry could be asked about")
    message = f"no matching record found in {resolution.asked_text}"
    rule: RuleCode = "no-matching-record" if _is_registered_kind(resolution) else "outside-registries"
    return about(resolution, rule, "; ".join([message, *beside[:1]]))


def _beside(resolution: Resolution) -> Iterator[str]:
    """Yield the nearest record in words, then others that could be meant as well, without any that is absurd."""
    if resolution.nearest:
        yield nearest(resolution.nearest)
        known = (resolution.nearest.doi, resolution.nearest.pmid)
        alike = [each for each in resolution.candidates if each.likeness == "alike"]
        yield from [f"or {each.label}" for each in alike if (each.doi, each.pmid) != known][:_OTHERS]


def _tried(resolution: Resolution) -> bool:
    return bool(resolution.asked or resolution.problems)


def _is_registered_kind(resolution: Resolution) -> bool:
    """Return whether the cited work is of a kind of which the registries have nearly all: a journal's article."""
    cited = resolution.reading or resolution.cited
    if cited.type not in ("article-journal", "review") or not _is_told(cited):
        return False
    container = cited.container_title
    if _ELSEWHERE.search(cited.title + container):
        return False
    if not container or _CONFERENCES.search(container):
        return False
    return bool(_ACADEMIES.search(container)) or not _PROCEEDINGS.search(container)


def _is_told(cited: Reference) -> bool:
    """Return whether it is certain that a citation is of a journal's article.

    Of a citation string it is where a volume has its pages or issue, or where persons, a title and a place are named.
    "RNIB - My Voice, 2015" could as well be a journal and its year as a charity and its report.
    """
    custom = cited.data.get("custom")
    if not isinstance(custom, Mapping) or "confidence" not in custom:
        return True
    located = [name for name in ("volume", "issue", "page") if cited.text(name)]
    if len(located) > 1:
        return True
    placed = bool(located) or any(cited.text(name) for name in ("status", "DOI", "PMID", "PMCID"))
    persons = any(name.family for name in cited.authors)
    return persons and bool(cited.title) and (placed or names_serial(cited.container_title))
