"""What counts as a change, for each class of it: told once, by whom it is, and never what only looks like one."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from ccsvi_refs import locking
from ccsvi_refs.frozen import FrozenDict
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.locking.finding_again import _rejoined
from ccsvi_refs.locking.link_change import advanced_link
from ccsvi_refs.locking.state import LockedPage, LockedReference
from ccsvi_refs.model import Bibliography, Date, Mention, Notice, Reference, Value
from ccsvi_refs.resolving import Asked, Resolution, merging

BEGAN = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
RUN, NOWHERE = locking.Run(BEGAN, BEGAN.date()), Path("/nowhere")
WORK = {
    "type": "article-journal", "title": "Harp strings under arctic conditions", "author": [{"family": "Nielsen", "given": "J"}],
    "issued": {"date-parts": [[2015, 3]]}, "container-title": "Journal of Tests", "volume": "7", "issue": "2", "page": "33-41",
    "DOI": "10.1000/h",
}  # fmt: skip
AHEAD = {name: value for name, value in WORK.items() if name not in ("volume", "issue", "page")}
PREPRINT = AHEAD | {"type": "article", "container-title": "bioRxiv"}
CITED = Reference(
    {"id": "a", "DOI": "10.1000/h"}, Mention("Nielsen J. Harp strings. J Tests 2015;7:33-41. doi:10.1000/h")
)


def record(fields=WORK, source="crossref", notices=()):
    said = {name: [Value(source, value)] for name, value in fields.items()}
    return Reference({"id": "", **fields}, None, said, notices)


def resolved(*records, failed=(), status="matched", notices=()):
    names = [next(iter(each.provenance.values()))[0].source for each in records] or ["crossref", "pubmed"]
    asked = [Asked(name, BEGAN + datetime.timedelta(minutes=1)) for name in names if name not in failed]
    asked += [Asked(name, None, f"{name} is down") for name in failed]
    merged = merging.merge(CITED, records) if records else None
    problems = tuple(each.problem for each in asked if each.problem)
    return Resolution(CITED, status, merged, 0.9, registered=records, asked=tuple(asked), problems=problems)


def run(*found):
    """Return what each run after the first tells, and the locks; what is written is read again in between."""
    lock, told, texts = locking.Lock(), [], []
    for each in found:
        page = locking.Locked(Bibliography((CITED,), path="p"), [each], [])
        updated = locking.update(lock, [page], NOWHERE, RUN)
        texts.append(locking.write(updated.lock))
        lock = locking.parse(texts[-1].encode(), "x")
        told.append([change.of for change in updated.changes[0]])
    return told[1:], texts


def retracted(source, fields=WORK, **named):
    return record(fields, source, notices=[Notice("retraction", source, **named)])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([record()], [record(WORK | {"volume": "8"})], ["record"]),
        ([record()], [record(WORK | {"page": "33-47"})], ["record"]),
        ([record()], [record(WORK | {"title": "Harp strings under Antarctic conditions"})], ["record"]),
        ([record()], [record(WORK | {"title": "Harp Strings under Arctic Conditions."})], ["detail"]),
        ([record()], [record(WORK | {"author": [{"family": "Nielsen", "given": "Jane"}]})], ["detail"]),
        ([record()], [record(WORK | {"issued": {"date-parts": [[2015, 3, 9]]}})], ["detail"]),
        ([record()], [record(WORK | {"issued": {"date-parts": [[2019]]}})], ["record"]),
        ([record()], [record(WORK | {"publisher": "Test Press"})], ["detail"]),
        ([record()], [record(WORK | {"PMCID": "PMC12"})], ["detail"]),
        ([record()], [record({**WORK, "DOI": "10.1000/H"})], ["record"]),
        ([record(AHEAD)], [record()], ["published"]),
        ([record(AHEAD | {"status": "Epub ahead of print", "page": "1-9"})], [record()], ["published"]),
        ([record(PREPRINT)], [record(PREPRINT, notices=[Notice("published-version", "crossref", "10.1000/art")])], ["published"]),
        ([record()], [retracted("crossref", doi="10.1000/r")], ["retracted"]),
        ([retracted("crossref", doi="10.1000/r")], [record()], ["notice-withdrawn"]),
        ([record()], [record(WORK | {"title": "Portfolio theory", "author": [{"family": "Sato"}]})], ["another-work"]),
        ([record()], [record(WORK | {"author": [{"family": "Sato"}]})], ["record"]),
    ],
)  # fmt: skip
def test_a_change_is_told_once_with_its_weight(before, after, told):
    assert run(resolved(*before), resolved(*after), resolved(*after))[0] == [told, []]


def test_who_follows_with_what_is_known_brings_no_news():
    crossref, pubmed = record(), record(source="pubmed")
    changed = WORK | {"volume": "8"}
    told, texts = run(
        resolved(crossref, pubmed), resolved(record(changed), pubmed), resolved(record(changed), record(changed, "pubmed")),
        resolved(retracted("crossref", changed, doi="10.1000/r"), record(changed, "pubmed")), resolved(retracted("crossref", changed, doi="10.1000/r"), retracted("pubmed", changed, pmid="9")),
    )  # fmt: skip
    assert told == [["record"], [], ["retracted"], []]
    assert texts[2] != texts[1]


def test_a_second_correction_is_another_one():
    notices = [
        Notice("correction", "crossref", "10.1000/e1"),
        Notice("correction", "crossref", "10.1000/e2", date=Date(((2026, 1),))),
    ]
    assert (
        run(resolved(record()), resolved(record(notices=notices[:1])), resolved(record(notices=notices)))[0]
        == [["corrected"]] * 2
    )


def test_what_a_registry_said_stands_while_it_is_down_and_what_others_say_is_told():
    both = resolved(
        record(notices=[Notice("retraction", "retraction-watch", "10.1000/r")]), record(WORK | {"PMID": "7"}, "pubmed")
    )
    alone = resolved(record(WORK | {"PMID": "7", "volume": "9"}, "pubmed"), failed=["crossref"])
    told, texts = run(both, alone, both)
    assert told == [["record"], []]
    assert "10.1000/r" in texts[1]
    assert '"crossref": "2026-03-02"' in texts[1]


@pytest.mark.parametrize("status", ["unavailable", "not-found", "ambiguous"])
def test_no_answer_is_never_an_absence(status):
    down = resolved(status=status, failed=["crossref", "pubmed"])
    told, texts = run(resolved(record()), down, resolved(record()))
    assert told == [[], []]
    assert len(set(texts)) == 1


def copied(fields=WORK, note="crossref", problem=""):
    """Return what a mirror that was made long before the run says, where its values name the registry in a note."""
    said = {name: [Value("mirror", value, note=note)] for name, value in fields.items()}
    asked = Asked("mirror", BEGAN - datetime.timedelta(days=30), problem)
    return replace(resolved(Reference({"id": "", **fields}, None, said)), asked=(asked,))


def test_a_mirror_made_before_the_run_answers_in_it():
    live = resolved(record(WORK | {"volume": "9"}))
    both = replace(live, asked=(*copied().asked, *live.asked))
    told, texts = run(copied(), copied(), copied(WORK | {"volume": "8"}), both)
    assert told == [[], ["record"], ["record"]]
    assert ['"volume": "9"' in text for text in texts] == [False, False, False, True]
    pages = [locking.Locked(Bibliography((CITED,), path="p"), [each], []) for each in (copied(), both)]
    first, last = (locking.update(locking.parse(texts[2].encode(), "x"), [page], NOWHERE, RUN) for page in pages)
    assert first.kept == last.kept == ((),)
    assert [each.source for updated in (first, last) for each in updated.changes[0]] == ["mirror", "crossref"]


def test_a_mirror_that_could_not_be_asked_about_everything_takes_nothing_back():
    failed = copied(WORK | {"volume": "8"}, problem="it is damaged")
    assert run(copied(), failed)[0] == [[]]


def test_a_mirrors_record_that_names_no_registry_is_kept_as_it_was():
    text = run(copied(note=""))[1][0]
    assert '"source": "mirror"' in text
    assert '"said"' not in text
    assert '"note"' not in text.replace('"notes"', "")


def test_not_found_and_found_again_are_told_where_everybody_answered():
    assert run(resolved(record()), resolved(status="not-found"), resolved(record()))[0] == [["unmatched"], ["matched"]]


def status(verdict, **fields):
    return LinkStatus("https://example.org/a", verdict, "it is so", checked="2026-03-02T12:00:00Z", **fields)


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ("ok broken broken ok ok", ["link-broken", "", "link-good", ""]),
        ("ok blocked timeout unknown ok", ["", "", "", ""]),
        ("broken blocked ok", ["", "link-good"]),
        ("blocked ok broken", ["", "link-broken"]),
        ("unknown blocked broken", ["", "link-broken"]),
        ("ok mismatch retracted ok", ["link-another-work", "link-retracted", "link-good"]),
    ],
)
def test_a_link_changes_where_something_is_proven(verdicts, told):
    lock, found = locking.Lock(), []
    for verdict in verdicts.split():
        page = locking.Locked(Bibliography(path="p"), [], [status(verdict)])
        updated = locking.update(lock, [page], NOWHERE, RUN)
        lock = locking.parse(locking.write(updated.lock).encode(), "x")
        found.append("".join(change.of for change in updated.changes[0]))
    assert found == ["added", *told]


def test_a_link_that_moves_on_and_one_that_loses_its_place_are_told():
    there, on, lost = (status("moved", correction=f"https://example.org/{name}") for name in "bcd")
    lost, told, lock = status("ok", lost="methods"), [], locking.Lock()
    for each in (there, there, on, lost, lost):
        updated = locking.update(lock, [locking.Locked(Bibliography(path="p"), [], [each])], NOWHERE, RUN)
        lock = updated.lock
        told.append([change.of for change in updated.changes[0]])
    assert told == [["added"], [], ["link-moved"], ["link-place"], []]


def test_a_page_that_says_since_then_that_it_is_withdrawn_is_told_once():
    told, lock = [], locking.Lock()
    for each in (
        status("ok"),
        status("ok", withdrawn="withdrawn in 2021"),
        status("ok", withdrawn="withdrawn"),
        status("ok"),
    ):
        updated = locking.update(lock, [locking.Locked(Bibliography(path="p"), [], [each])], NOWHERE, RUN)
        lock = locking.parse(locking.write(updated.lock).encode(), "x")
        told.append([change.of for change in updated.changes[0]])
    assert told == [["added"], ["link-withdrawn"], [], ["link-good"]]


@pytest.mark.parametrize(
    ("status", "now"),
    [
        (LinkStatus("http://x/", "broken", "gone (410)"), "broken"),
        (LinkStatus("http://x/", "moved", "moved", correction="http://y/"), "http://y/"),
        (LinkStatus("http://x/", "mismatch", "another"), "mismatch"),
    ],
)
def test_a_changed_link_says_what_it_is_now(status, now):
    former, _, _ = advanced_link(None, LinkStatus("http://x/", "ok"), "2026-03-01")
    made, change, why = advanced_link(former, status, "2026-03-02")
    assert (change.was, change.now, why) == ("ok", now, "")
    assert (made.since, made.status.verdict) == ("2026-03-02", status.verdict)


@pytest.mark.parametrize(
    ("status", "records"), [("matched", ()), ("ambiguous", (record(),)), ("not-found", ()), ("matched", (record(),))]
)
def test_only_a_match_with_a_record_is_merged_with_its_citation_again(status, records):
    found = replace(resolved(*records, status=status), cited=Reference({"id": "a"}))
    again = _rejoined(LockedReference("d", found), CITED, {})
    whole = status == "matched" and bool(records)
    assert (again.reference is not None and again.reference.title == WORK["title"], again.cited) == (
        bool(records),
        CITED,
    )
    assert (again.reading is None) == whole


def test_a_page_that_is_locked_now_is_not_gone_though_no_file_has_its_name(tmp_path):
    (tmp_path / "here.md").write_text("x")
    names = ("given.md", "gone.md", "here.md", "https://a.example/page", "-", "doi:10.1000/h")
    lock = locking.Lock(FrozenDict({name: LockedPage() for name in names}))
    page = locking.Locked(Bibliography(path="given.md"), [], [])
    found = locking.update(lock, [page], tmp_path, RUN)
    assert found.gone == ("gone.md",)
    assert set(found.lock.pages) == set(names) - {"gone.md"}
