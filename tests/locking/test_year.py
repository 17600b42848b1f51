"""A year of weekly locks over a stand-in of the world: every change is told once, in the week it could be seen."""

import datetime
import io
import ssl
from dataclasses import replace

from ccsvi_refs import api, links, locking
from ccsvi_refs.model import Bibliography, Link
from ccsvi_refs.settings import LinkSettings
from ccsvi_refs.transport import client, pacing
from tests.links.fault_server import FILLER, FaultServer, html, redirect
from tests.links.routes import article as landing
from tests.service_data import Holdings, article, work
from tests.services import Services

WEEKS, BEGIN = 52, datetime.datetime(2026, 1, 5, 6, tzinfo=datetime.UTC)
#: Weeks in which a registry cannot be asked.
PUBMED_DOWN, CROSSREF_DOWN, ALL_DOWN = range(26, 30), range(38, 40), (45,)

WORKS = {
    "stays": ("Rhythm and recall in elderly drummers", "Malagoni"),
    "retracts": ("Harp strings under arctic conditions", "Nielsen"),
    "concerns": ("Bassoons among bees in autumn gardens", "Quill"),
    "corrects": ("Trombone slides and tectonic drift measured", "Okafor"),
    "ahead": ("Violins varnished with volcanic resin", "Stradi"),
    "preprint": ("Flute acoustics in pressurised cabins", "Ellery"),
    "renamed": ("Cello endpins and the stability of floors", "Bauer"),
    "handed": ("Oboe reeds from Mediterranean marshes", "Conti"),
    "vanishes": ("Timpani tuning by tympanic feedback", "Drummond"),
    "late": ("Xylophone bars of petrified wood", "Hartmann"),
    "pubmed-only": ("Clarinet embouchure and dental occlusion", "Winter"),
    "while-down": ("Zither playing and carpal kinematics", "Gruber"),
}  # fmt: skip


def notice(doi, kind, about):
    title = {"retraction": "Retraction", "expression_of_concern": "Expression of concern", "correction": "Correction"}
    return work(doi, f"{title[kind]} of a paper", "Editor") | {
        "update-to": [{"DOI": about, "type": kind, "label": title[kind], "source": "publisher"}]
    }


#: From which week on a notice is registered: its DOI, its kind and what it is about.
NOTICES = [
    (10, "10.1000/r1", "retraction", "retracts"), (5, "10.1000/c1", "expression_of_concern", "concerns"),
    (30, "10.1000/r2", "retraction", "concerns"), (20, "10.1000/e1", "correction", "corrects"),
    (28, "10.1000/r3", "retraction", "while-down"),
]  # fmt: skip
IMPRINT = dict.fromkeys(("volume", "issue", "page", "published-print"))
#: From which week to which a work's record is otherwise, and how; None takes a field out.
RECORDS = [
    (0, 12, "ahead", IMPRINT),
    (0, WEEKS, "preprint", IMPRINT | {"type": "posted-content", "container-title": [], "group-title": "bioRxiv"}),
    (22, WEEKS, "preprint", {"relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/flutes", "asserted-by": "subject"}]}}),
    (25, WEEKS, "renamed", {"title": ["Cello endpins and the instability of wooden floors"]}),
    (28, WEEKS, "renamed", {"page": "101-119"}),
    (33, WEEKS, "handed", work("10.1000/handed", "Portfolio theory of emerging island markets", "Sato", volume="3", page="9-20")),
]  # fmt: skip


def crossref(week):
    """Return Crossref's works in a week."""
    absent = {"pubmed-only", *(["vanishes"] if week >= 40 else []), *(["late"] if week < 8 else [])}
    held = {key: work(f"10.1000/{key}", *WORKS[key]) for key in WORKS if key not in absent}
    for since, until, key, fields in RECORDS:
        if since <= week < until:
            held[key] = {name: value for name, value in (held[key] | fields).items() if value is not None}
    registered = [(doi, kind, about) for since, doi, kind, about in NOTICES if week >= since]
    for doi, kind, about in registered:
        said = {"DOI": doi, "type": kind, "source": "publisher"}
        held[about]["updated-by"] = [*held[about].get("updated-by", ()), said]
    return [*held.values(), *(notice(doi, kind, f"10.1000/{about}") for doi, kind, about in registered)]


def pubmed(week):
    """Return PubMed's articles in a week: some of the works, with what it reports some weeks after Crossref."""
    title, family = WORKS["pubmed-only"]
    held = {
        "101": ("stays", ""), "102": ("retracts", retraction("901") if week >= 14 else ""), "103": ("ahead", ""),
        "104": ("while-down", ""),
    }  # fmt: skip
    works = {
        item["DOI"].removeprefix("10.1000/"): item for item in crossref(week if week >= 16 else 0) + crossref(0)[:1]
    }
    found = {pmid: article(pmid, works[key], corrections=said) for pmid, (key, said) in held.items()}
    alone = work("10.5555/none", title, family)
    return found | {"105": article("105", alone, corrections=retraction("905") if week >= 27 else "")}


def retraction(pmid):
    return f"<CommentsCorrections RefType='RetractionIn'><RefSource>J Tests</RefSource><PMID>{pmid}</PMID></CommentsCorrections>"


def page(week, url):
    """Return the page in a week: an entry is added, one edited, one removed."""
    entries = {key: cited(key, *WORKS[key]) for key in WORKS}
    if week < 15:
        del entries["stays"]
    if week >= 18:
        entries["stays"] = entries["stays"].replace("2015;12", "2015; vol. 12")
    if week >= 35:
        del entries["corrects"]
    listed = "".join(f"[{n}] {text}\n\n" for n, text in enumerate(entries.values(), 1))
    text = "# References\n\n" + listed
    read = api.load(_stream(text))
    return Bibliography(read.references, tuple(Link(f"{url}/{name}") for name in SITE), path="page.md")


def _stream(text):
    stream = io.StringIO(text)
    stream.name = "page.md"
    return stream


def cited(key, title, family):
    if key == "handed":
        return f"{family} J. {title}. Journal of Tests 2015;12(3):101-109. doi:10.1000/handed"
    if key == "preprint":
        return f"{family} J. {title}. bioRxiv 2015. doi:10.1000/preprint"
    place = "2015 [Epub ahead of print]" if key == "ahead" else "2015;12(3):101-109"
    doi = "" if key in ("late", "pubmed-only") else f" doi:10.1000/{key}"
    return f"{family} J. {title}. Journal of Tests {place}.{doi}"


def good():
    return html("A report", f"<h1>A report</h1>{FILLER}")


def gone():
    return html("Not found", status=404)


SITE = {
    "fine": lambda week: good(),
    "born-dead": lambda week: gone(),
    "dies": lambda week: good() if week < 10 else gone(),
    "heals": lambda week: gone() if 3 <= week < 15 else good(),
    "moves-twice": lambda week: good() if week < 20 else redirect(301, "/new/20" if week < 30 else "/new/30"),
    "walled": lambda week: html("No", status=403) if 12 <= week < 18 else good(),
    "dead-and-walled": lambda week: good() if week < 8 else html("No", status=403) if 20 <= week < 26 else gone(),
    "fails": lambda week: html("No", status=502) if week in {25, 26} else good(),
    "withdrawn": lambda week: good() if week < 41 else landing("RETRACTED ARTICLE: Veins of the neck"),
}

EXPECTED = {
    (8, "late", "matched"), (5, "concerns", "concern"), (30, "concerns", "retracted"), (10, "retracts", "retracted"),
    (12, "ahead", "published"), (15, "stays", "added"), (18, "stays", "added"), (20, "corrects", "corrected"),
    (22, "preprint", "published"), (25, "renamed", "record"), (28, "renamed", "record"), (33, "handed", "another-work"),
    (35, "corrects", "removed"), (40, "vanishes", "unmatched"), (30, "pubmed-only", "retracted"),
    (28, "while-down", "retracted"),
    (10, "/dies", "link-broken"), (3, "/heals", "link-broken"), (15, "/heals", "link-good"),
    (20, "/moves-twice", "link-moved"), (30, "/moves-twice", "link-moved"), (8, "/dead-and-walled", "link-broken"),
    (41, "/withdrawn", "link-retracted"),
}  # fmt: skip


def test_a_year_of_weekly_locks_tells_every_change_once_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (
        "load_verify_locations",
        "set_default_verify_paths",
    ):  # most of a week's time, and no one speaks TLS here
        monkeypatch.setattr(ssl.SSLContext, name, lambda *_, **__: None)
    monkeypatch.setattr(pacing, "_ready", lambda *_: 0.0)
    monkeypatch.setattr(client, "_backoff", lambda _: 0.0)
    week, answered = {"now": 0}, {}

    def route(request):
        name = request.path.strip("/")
        return SITE[name](week["now"]) if name in SITE else good()

    names = {family.lower() + "2015": key for key, (_, family) in WORKS.items()}
    told, lock, before, quiet = [], locking.Lock(), b"", []
    with Services() as services, FaultServer({"*": route}) as server:
        for now in range(WEEKS):
            week["now"] = now
            began = datetime.datetime.now(datetime.UTC)
            found = _found(services, server, now, tmp_path, answered)
            run = locking.Run(began, (BEGIN + now * datetime.timedelta(7)).date())
            updated = locking.update(lock, [found], tmp_path, run)
            written = locking.write(updated.lock).encode()
            lock = locking.parse(written, "references.lock")
            assert locking.write(lock).encode() == written
            changes = [
                (now, each.url.removeprefix(server.url("")) or names[each.about], each.of)
                for each in updated.changes[0]
            ]
            quiet += [now] if written != before and not changes else []
            assert written != before or not changes, "what is told is in the lock"
            before = written
            told += changes if now else []
    assert sorted(told) == sorted(set(told))
    assert set(told) == EXPECTED
    assert quiet == [14, 16], "PubMed's coming after Crossref with what is known is no news"


def _found(services, server, now, tmp_path, answered):
    services.holdings = Holdings(crossref(now), pubmed(now))
    down = [
        name
        for name, weeks in (("eutils_url", PUBMED_DOWN), ("crossref_url", CROSSREF_DOWN))
        if now in (*weeks, *ALL_DOWN)
    ]
    settings = services.settings(
        # Old answers stand where nobody answers; every other week of a failure there are none.
        tmp_path / (f"cache{now}" if down and now % 2 else "cache"),
        keep_answers=0,
        mailto="a@example.org",
        **dict.fromkeys(down, "http://127.0.0.1:9"),
        links=LinkSettings(
            second_look=0.0, spacing=0.0, archive=False, probe=False, keep_ok=0, keep_broken=0, keep_walled=0
        ),
        timeout=2.0,
    )
    bibliography = page(now, server.url(""))
    moment = (BEGIN + now * datetime.timedelta(7)).timestamp()
    statuses = links.check(bibliography.links, {}, settings, clock=lambda: moment)
    world = (services.holdings.works, services.holdings.articles, down, [each.as_cited() for each in bibliography])
    if now % 13 and not down and answered.get("world") == world:
        # What cannot have changed is not asked for again every week: matching is most of the test's time.
        when = datetime.datetime.now(datetime.UTC)
        resolutions = [
            replace(each, asked=tuple(replace(one, when=when) for one in each.asked))
            for each in answered["resolutions"]
        ]
    else:
        resolutions = api.resolve(bibliography, settings=settings, registries=("pubmed", "crossref"))
        answered.update(world=world, resolutions=resolutions)
    return locking.Locked(bibliography, resolutions, statuses)
