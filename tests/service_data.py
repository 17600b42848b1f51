"""What the stand-in of the services holds: hand-made records and, where it is present, the corpus."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

#: https://github.com/CrossRef/rest-api-doc/issues/289
SELECTABLE = frozenset(
    {
        "abstract", "URL", "member", "posted", "score", "created", "degree", "update-policy", "short-title", "license",
        "ISSN", "container-title", "issued", "update-to", "issue", "prefix", "approved", "indexed", "article-number",
        "clinical-trial-number", "accepted", "author", "group-title", "DOI", "is-referenced-by-count", "updated-by",
        "event", "chair", "standards-body", "original-title", "funder", "translator", "archive", "published-print",
        "alternative-id", "subject", "subtitle", "published-online", "publisher-location", "content-domain",
        "reference", "title", "link", "type", "publisher", "volume", "references-count", "ISBN", "issn-type",
        "assertion", "deposited", "page", "content-created", "short-container-title", "relation", "editor",
    }
)  # fmt: skip


def work(doi: str, title: str, family: str = "Doe", **fields: Any) -> dict[str, Any]:
    """Return a Crossref work with plausible values for what is not given."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [{"given": "Jane", "family": family, "sequence": "first"}],
        "container-title": ["Journal of Tests"],
        "short-container-title": ["J Tests"],
        "issued": {"date-parts": [[2015, 3]]},
        "published-print": {"date-parts": [[2015, 3]]},
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "publisher": "Test Press",
    } | {name.replace("_", "-"): value for name, value in fields.items()}


def article(pmid: str, work: dict[str, Any], pmcid: str = "", corrections: str = "") -> str:
    """Return the PubmedArticle that describes a Crossref work."""
    year, *_ = [*work["issued"]["date-parts"][0], 0]
    authors = "".join(
        f"<Author ValidYN='Y'><LastName>{escape(person.get('family', ''))}</LastName>"
        f"<ForeName>{escape(person.get('given', ''))}</ForeName></Author>"
        for person in work.get("author", [])
        if person.get("family")
    )
    ids = f"<ArticleId IdType='pubmed'>{pmid}</ArticleId>"
    if not work["DOI"].startswith("10.5555/"):
        ids += f"<ArticleId IdType='doi'>{escape(work['DOI'])}</ArticleId>"
    if pmcid:
        ids += f"<ArticleId IdType='pmc'>{pmcid}</ArticleId>"
    text = {name: escape(str((work.get(name) or [""])[0])) for name in ("container-title", "short-container-title")}
    listed = f"<CommentsCorrectionsList>{corrections}</CommentsCorrectionsList>" if corrections else ""
    return (
        f"<PubmedArticle><MedlineCitation Status='MEDLINE' Owner='NLM'><PMID Version='1'>{pmid}</PMID>"
        f"<Article PubModel='Print'><Journal><JournalIssue CitedMedium='Print'>"
        f"<Volume>{escape(work.get('volume', ''))}</Volume><Issue>{escape(work.get('issue', ''))}</Issue>"
        f"<PubDate><Year>{year}</Year></PubDate></JournalIssue><Title>{text['container-title']}</Title>"
        f"<ISOAbbreviation>{text['short-container-title']}</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{escape((work.get('title') or [''])[0])}.</ArticleTitle>"
        f"<Pagination><MedlinePgn>{escape(work.get('page', ''))}</MedlinePgn></Pagination>"
        f"<AuthorList CompleteYN='Y'>{authors}</AuthorList><Language>eng</Language><PublicationTypeList>"
        f"<PublicationType UI='D016428'>Journal Article</PublicationType></PublicationTypeList></Article>"
        f"<MedlineJournalInfo><MedlineTA>{text['short-container-title']}</MedlineTA></MedlineJournalInfo>{listed}"
        f"</MedlineCitation><PubmedData><PublicationStatus>ppublish</PublicationStatus>"
        f"<ArticleIdList>{ids}</ArticleIdList></PubmedData></PubmedArticle>"
    )


class Holdings:
    """Records by identifier, with the searches that the services offer over them."""

    selectable = SELECTABLE

    def __init__(self, works: Iterable[dict[str, Any]] = (), articles: dict[str, str] | None = None) -> None:
        self.works = {item["DOI"].lower(): item for item in works}
        self.articles = dict(articles or {})
        self.datacite: dict[str, dict[str, Any]] = {}
        #: CSL items by DOI, registered with an agency that is neither Crossref nor DataCite.
        self.elsewhere: dict[str, dict[str, Any]] = {}
        #: Short DOIs and what they stand for.
        self.aliases: dict[str, str] = {}
        self.preprints: list[dict[str, Any]] = []
        #: Europe PMC's full texts by the path that answers, ``PMC12/fullTextXML``.
        self.full_texts: dict[str, str] = {}
        #: Works of OpenAlex, entries of arXiv's feed by number, DBLP's ``info``, books by ISBN and works found by title of
        #: Open Library, papers of Semantic Scholar.
        self.openalex: list[dict[str, Any]] = []
        self.arxiv: dict[str, str] = {}
        self.dblp: list[dict[str, Any]] = []
        self.books: dict[str, dict[str, Any]] = {}
        self.book_works: list[dict[str, Any]] = []
        self.papers: list[dict[str, Any]] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._order = list(self.works.values())
        for number, item in enumerate(self._order):
            for word in _words(_printed(item)):
                self._postings[word].append(number)
        self._articles = {pmid: _Known(xml) for pmid, xml in self.articles.items()}
        #: Whether PubMed makes sense of queries joined by OR.
        self.joins = True
        self._titles: dict[str, list[str]] = defaultdict(list)
        self._places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._journals: set[str] = set()
        for pmid, known in self._articles.items():
            for word in known.words:
                self._titles[word].append(pmid)
            for journal in known.journals:
                self._journals.add(journal)
                self._places[journal, known.volume, known.page].append(pmid)

    def filtered(self, filters: list[str]) -> list[dict[str, Any]]:
        """Return the works that any of several filters of one name finds."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for part in filters:
            name, _, value = part.partition(":")
            wanted[name].add(value.lower())
        known = {"doi", "isbn", "updates"}
        assert wanted.keys() <= known, wanted
        found = [self.works[doi] for doi in wanted["doi"] if doi in self.works]
        for item in self.works.values():
            updates = {str(update["DOI"]).lower() for update in item.get("update-to", ())}
            isbns = {re.sub(r"\D", "", isbn.rpartition("/")[2]) for isbn in item.get("ISBN", ())}
            if updates & wanted["updates"] or isbns & wanted["isbn"]:
                found.append(item)
        return found

    def search(self, text: str) -> list[dict[str, Any]]:
        """Return the works that share the text's rarest words, most of them first."""
        weights: dict[int, float] = defaultdict(float)
        words = [word for word in _words(text) if word in self._postings]
        for word in sorted(words, key=lambda word: len(self._postings[word]))[:12]:
            for number in self._postings[word]:
                weights[number] += 1 / len(self._postings[word]) ** 0.5
        best = sorted(weights, key=lambda number: -weights[number])[:20]
        return [self._order[number] | {"score": round(weights[number], 3)} for number in best]

    def esearch(self, term: str) -> list[str]:
        """Return PMIDs for DOIs joined by OR, or for queries joined by OR whose tagged parts are joined by AND."""
        dois = {doi.lower() for doi in re.findall(r'"([^"]+)"\[doi\]', term)}
        if dois:
            return [pmid for pmid, known in self._articles.items() if known.doi in dois]
        queries = term[1:-1].split(") OR (") if self.joins and term.startswith("(") else [term]
        found = dict.fromkeys(pmid for query in queries for pmid in self._search(query.split(" AND ")))
        return list(found)

    def _search(self, parts: list[str]) -> list[str]:
        wanted: dict[str, set[str]] = defaultdict(set)
        for part in parts:
            value, _, tag = part.strip("() ]").rpartition("[")
            wanted[tag].add(value.lower())
        rare = min((self._titles.get(word, []) for word in wanted["ti"]), key=len, default=list(self._articles))
        return [pmid for pmid in rare if self._articles[pmid].has(wanted)]

    def ecitmatch(self, bdata: str) -> str:
        """Return one line a citation; the answer ends at one without a journal."""
        lines = []
        for line in filter(None, re.split(r"[\r\n]+", bdata)):
            journal, _, volume, page, _, _, *_ = (line + "||||||").split("|")
            if not journal.strip():
                break
            found = self._places.get((_plain(journal), volume.strip(), page.strip().lower()), [])
            if _plain(journal) not in self._journals:
                verdict = "NOT_FOUND;INVALID_JOURNAL"
            else:
                verdict = found[0] if len(found) == 1 else "AMBIGUOUS " + ",".join(found) if found else "NOT_FOUND"
            lines.append(f"{line}{verdict}")
        return "\n".join(lines) + "\n"

    def pmc_record(self, value: str) -> dict[str, Any]:
        for pmid, known in self._articles.items():
            if known.pmcid and value.lower() in (pmid, known.pmcid.lower(), known.doi):
                return {"requested-id": value, "pmid": int(pmid), "pmcid": known.pmcid, "doi": known.doi}
        return {"requested-id": value, "status": "error", "errmsg": "Identifier not found in PMC"}

    def europepmc(self, query: str) -> list[dict[str, Any]]:
        wanted = {value.lower() for value in re.findall(r'"([^"]+)"', query)}
        return [item for item in self.preprints if wanted & {item.get("doi", ""), item.get("pmid", ""), item["id"]}]


class _Known:
    """What a search needs to know of a PubmedArticle."""

    def __init__(self, xml: str) -> None:
        root = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False))
        self.doi = (root.findtext("PubmedData/ArticleIdList/ArticleId[@IdType='doi']") or "").lower()
        self.pmcid = root.findtext("PubmedData/ArticleIdList/ArticleId[@IdType='pmc']") or ""
        self.volume = root.findtext(".//JournalIssue/Volume") or ""
        self.page = re.split(r"[-–]", root.findtext(".//MedlinePgn") or "")[0].lower()
        names = (".//Journal/Title", ".//ISOAbbreviation", ".//MedlineTA")
        self.journals = {_plain(name) for path in names if (name := root.findtext(path))}
        title = root.find(".//ArticleTitle")
        self.words = set(_words("".join(title.itertext()) if title is not None else ""))
        self.authors = {(name.text or "").lower() for name in root.iterfind(".//AuthorList/Author/LastName")}
        self.year = root.findtext(".//PubDate/Year") or ""

    def has(self, wanted: dict[str, set[str]]) -> bool:
        """Return whether the article has what is asked for by PubMed's field tags."""
        years = [value.partition(":") for value in wanted.get("dp", ())]
        return (
            wanted.get("ti", set()) <= self.words
            and wanted.get("au", set()) <= self.authors
            and wanted.get("vi", set()) <= {self.volume.lower()}
            and wanted.get("pg", set()) <= {self.page}
            and all(first <= self.year <= (last or first) for first, _, last in years)
        )


def recorded(corpus: Path, limit: int | None = None) -> Holdings:
    """Return the corpus: recorded Crossref works and PubMed articles, and the benchmark's registry."""
    works: dict[str, dict[str, Any]] = {}
    articles: dict[str, str] = {}
    with gzip.open(corpus / "matching/registry.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == limit:
                break
            item = json.loads(line)
            works[item["DOI"].lower()] = item
            if item.get("PMID") and item.get("issued", {}).get("date-parts"):
                articles[item["PMID"]] = article(item["PMID"], item)
    with gzip.open(corpus / "recordings/crossref/works.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            works[item["DOI"].lower()] = item
    for path in sorted((corpus / "recordings/pubmed").glob("[0-9]*.xml")):
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, load_dtd=False))
        for element in root.iter("PubmedArticle"):
            pmid = element.findtext("MedlineCitation/PMID") or ""
            articles[pmid] = etree.tostring(element, encoding="unicode", with_tail=False)
    return Holdings(works.values(), articles)


def _printed(item: dict[str, Any]) -> str:
    names = [person.get("family") or person.get("name") or "" for person in item.get("author") or []]
    dates = (item.get("issued") or {}).get("date-parts") or [[]]
    parts = [*(item.get("title") or []), *(item.get("subtitle") or []), *names, *(item.get("container-title") or [])]
    parts += [*(item.get("short-container-title") or []), item.get("volume", ""), item.get("page", "")]
    return " ".join([*map(str, parts), str(dates[0][0] if dates[0] else "")])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text.lower()))


def _plain(journal: str) -> str:
    return " ".join(re.findall(r"\w+", journal.lower()))
