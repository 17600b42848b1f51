"""Reports of any number of references, made up: every outcome, verdict and severity, and titles that mean harm."""

from datetime import UTC, datetime
from itertools import cycle, islice

from ccsvi_refs import auditing
from ccsvi_refs.links import VERDICTS, LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.model import Bibliography, Date, Link, Mention, Notice, Problem, Reference, Value
from ccsvi_refs.reports import Audited, Report
from ccsvi_refs.resolving import Asked, Candidate, Discrepancy, Nearest, Resolution

WHEN = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
#: What must stay text, and must not make the page wider, whatever it is.
HOSTILE = (
    "</title></style></script><script>document.title='taken'</script>",
    '"><img src=x onerror="document.title=1"><svg/onload=document.title=2>',
    "</bdi></li></ol></main><h1 id=entries>taken</h1><!--",
    "Veins \u202e\u2066spilt\u2069\u202c of \u200fthe neck\x1b[31m\x00 \ud800",
    "W" * 3_000,
    "أوردة الرقبة في مئة متطوع (neck veins) 2009",
    "ורידי הצוואר במאה מתנדבים",
    "慢性脳脊髄静脈不全と多発性硬化症との関連についての検討",
    "{{constructor.constructor('document.title=3')()}} ${document.title=4} &lt;b&gt; <i>Vena</i> cava",
)
_YEARS = (2009, 1998, 2017, 2021, 2011, 1987, 2024, 2003, 2010, 2012, 2015)
_WORDS = "jugular azygos stenosis reflux valve pressure flow imaging venography".split()


def reference(number, title="Veins of the neck in a hundred volunteers", *, printed=True, year=2009):
    """Return a reference as a page cites it, in a string or as data."""
    place = Location("page.html", number * 3, 7)
    key = f"ref{number}"
    text = f"Brown P, Green A. {title}. J Neck Stud {year};80(4):392-9." if printed else ""
    link = Link(f"https://neck.example/{number}", "Read", place, key)
    data = {
        "id": key, "type": "article-journal", "title": title, "container-title": "J Neck Stud", "volume": "80",
        "author": [{"family": "Brown", "given": "P"}, {"family": "Green", "given": "A"}], "page": "392-9",
        "issue": "4", "issued": {"date-parts": [[year]]},
    }  # fmt: skip
    return Reference(data, Mention(text, place, (link,), f"[{number}]"))


def matched(cited, *wrong, notices=()):
    """Return a resolution of a citation in which fields are wrong: (field, registered)."""
    values = {**dict(cited.data), "DOI": f"10.5555/neck.{cited.id}", "PMID": f"19{cited.id[3:]:0>6}"}
    discrepancies = [
        Discrepancy(field, str(cited.year) if field == "issued" else cited.text(field), registered, "crossref")
        for field, registered in wrong
    ]
    for field, registered in wrong:
        values[field] = {"date-parts": [[int(registered)]]} if field == "issued" else registered
    provenance = {name: (Value("crossref", value), Value("pubmed", value)) for name, value in values.items()}
    asked = (Asked("pubmed", WHEN), Asked("crossref", WHEN), Asked("arxiv", None, "arXiv was not asked: offline"))
    record = Reference(values, None, provenance, notices)
    return Resolution(
        cited, "matched", record, 0.99, (), tuple(discrepancies), asked=asked, evidence="the title stands in it"
    )


def unmatched(cited, status):
    """Return a resolution of a citation that was not matched."""
    records = [reference(1000 + at, f"Veins of the {part}", year=2008 + at) for at, part in enumerate(("arm", "leg"))]
    candidates = tuple(Candidate(f"10.5555/{each.id}", "", each.title, 0.4, each) for each in records)
    near = Nearest("10.5555/near", "", "Veins of the neck", ("author",), (Discrepancy("title", cited.title, "Veins of the neck", "crossref"),))  # fmt: skip
    return Resolution(
        cited,
        status,
        candidates=candidates if status == "ambiguous" else (),
        nearest=near if status == "not-found" else None,
        asked=(Asked("pubmed", WHEN if status != "unavailable" else None, "PubMed did not answer"),),
        reading=cited,
    )


def resolution(number, title):
    """Return what became of the reference with a number; of ten, two are good."""
    year = _YEARS[number % len(_YEARS)]
    title = f"{title} {_WORDS[number % len(_WORDS)]} {_WORDS[number // 9 % len(_WORDS)]} study {number}"
    cited = reference(number, title, printed=number % 4 != 3, year=year)
    retraction = Notice("retraction", "crossref", "10.5555/notice", date=Date(((year + 3, 1, 2),)))
    concern = Notice("expression-of-concern", "pubmed", pmid="123", date=Date(((year + 1,),)))
    kinds = (
        lambda: matched(cited, ("title", title.replace("neck", "human neck", 1) + " of both sexes")),
        lambda: matched(cited),
        lambda: matched(cited, ("issued", str(year + 1)), ("volume", "81")),
        lambda: unmatched(cited, "ambiguous"),
        lambda: matched(cited, notices=[retraction]),
        lambda: unmatched(cited, "not-found"),
        lambda: matched(cited, ("page", "329-39")),
        lambda: unmatched(cited, "unavailable"),
        lambda: matched(cited, notices=[concern]),
        lambda: matched(cited.with_fields(DOI=f"10.5555/neck.{cited.id}")),
    )
    return kinds[(number - 1) % len(kinds)]()


def status(number):
    """Return the status of a reference's link, the verdicts one after the other."""
    verdict = VERDICTS[number % len(VERDICTS)]
    url = f"https://neck.example/{number}"
    return LinkStatus(
        url,
        verdict,
        f"HTTP 404: {verdict}",
        f"ref{number}",
        Location("page.html", number * 3, 7),
        404,
        url + "/now",
        archived=f"https://archive.example/{url}" if verdict == "broken" else "",
        checked="2026-11-24T09:30:00+00:00",
    )


def part(number, titles=("Veins of the neck in a hundred volunteers",)):
    """Return one audited input of so many references."""
    found = [resolution(at, title) for at, title in zip(range(1, number + 1), cycle(titles))]
    statuses = [status(at) for at in range(1, number + 1)]
    statuses.append(
        LinkStatus("https://neck.example/loose", "broken", "HTTP 410", location=Location("page.html", 2, 3))
    )
    problems = (Problem("an entry without a closing brace", Location("page.html", 900), "@article{x, <b>title"),)
    page = Bibliography(
        tuple(each.cited for each in found), tuple(Link(each.url) for each in statuses), problems, path="page.html"
    )
    findings = auditing.audit(page, found, statuses)
    return Audited(page, findings, found, statuses)


def report(number, titles=("Veins of the neck in a hundred volunteers",)):
    """Return the report of a page with so many references."""
    return Report((part(number, titles),), registries=("pubmed", "crossref", "arxiv"))


def hostile():
    """Return a report whose every text means harm, and one citation by a thousand people."""
    texts = list(islice(cycle(HOSTILE), 2 * len(HOSTILE)))
    whole = part(len(texts), texts)
    people = [{"family": f"Brown{at}", "given": "P"} for at in range(1000)]
    crowd = reference(99, "By a thousand").with_fields(author=people)
    mention = Mention(", ".join(f"Brown{at} P" for at in range(1000)) + ". By a thousand.", crowd.mention.location)
    crowd = Reference(crowd.data, mention)
    links = [
        LinkStatus(url, "moved", "</script>", "ref1", Location("page.html", 3), 301, url, archived=url, correction=url)
        for url in (
            "javascript:document.title=5",
            "data:text/html,<script>1</script>",
            "https://a.example/\u202e/x",
            "http://[",
            "//x.example/y",
        )
    ]
    page = Bibliography(
        (*whole.bibliography.references, crowd),
        problems=whole.bibliography.problems,
        path="javascript:document.title=6",
    )
    return Report((Audited(page, whole.findings, [*whole.resolutions, matched(crowd)], [*whole.statuses, *links]),))
