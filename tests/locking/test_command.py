"""``lock``, ``lock --check`` and ``audit --locked`` as they are run: what is written, said, and how it ends."""

import datetime
import json
import os
import socket
import subprocess
import sys

import jsonschema
import pytest

from ccsvi_refs import locking
from ccsvi_refs.auditing import locked
from ccsvi_refs.model import Bibliography, Reference
from ccsvi_refs.resolving import Asked, Resolution
from tests.conftest import ROOT
from tests.links.fault_server import html, redirect
from tests.locking.conftest import ABSENT, DRUM, HARP, RIGHT, WRONG
from tests.service_data import work

SCHEMAS = ROOT / "docs/reference/schemas"
RETRACTION = {"DOI": "10.1000/r", "type": "retraction", "label": "Retraction", "source": "publisher"}


def rules(findings):
    return sorted((finding["rule"], finding["reference"]) for finding in findings)


def valid(name, text):
    value = json.loads(text)
    jsonschema.validate(value, json.loads((SCHEMAS / name).read_text("utf-8")))
    return value


def gone():
    return html("Not found", status=404)


def test_a_locked_audit_finds_what_the_audit_found_and_opens_no_socket(world, monkeypatch):
    world.pages["/dead"] = gone()
    page = world.write(RIGHT, WRONG, ABSENT, links=("/report", "/dead"))
    assert world.run("lock", page)[0] == 0
    asked = world.findings("audit", page)
    requests = len(world.services.requests), len(world.server.log)

    def refused(*_, **__):
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "socketpair", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)
    first, second = world.findings("audit", page, "--locked"), world.findings("audit", page, "--locked")
    assert first == second
    assert first[0] == asked[0] == 1
    assert first[1] == asked[1]
    assert {("link-broken", None), ("volume-differs", "nielsen2015")} <= {(f["rule"], f["reference"]) for f in first[1]}
    assert (len(world.services.requests), len(world.server.log)) == requests


def test_a_second_run_on_an_unchanged_world_leaves_the_file_alone(world, monkeypatch):
    page = world.write(RIGHT, ABSENT)
    world.run("lock", page)
    before, made = world.lock, (world.folder / "references.lock").stat().st_mtime_ns
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    status, _, err = world.run("lock", page)
    assert status == 0
    assert "nothing has changed" in err
    assert (world.lock, (world.folder / "references.lock").stat().st_mtime_ns) == (before, made)
    valid("lock.schema.json", before)


def test_a_citation_that_is_new_or_has_changed_is_not_locked_and_one_that_is_gone_is_unused(world):
    page = world.write(RIGHT, WRONG)
    world.run("lock", page)
    world.write(RIGHT.replace("elderly", "very old"), ABSENT, links=("/report", "/new"))
    status, found = world.findings("audit", page, "--locked")
    told = {
        (each["rule"], each["reference"], each["message"].rpartition(": run")[0].rpartition("/new: ")[2])
        for each in found
    }
    assert status == 1
    assert ("not-locked", "malagoni2015", "the citation has changed since references.lock was written") in told
    assert ("not-locked", "quill1999", "not in references.lock") in told
    assert ("not-locked", None, "not in references.lock") in told
    assert ("lock-unused", None) in {(each["rule"], each["reference"]) for each in found}
    assert {each["severity"] for each in found if each["rule"] == "lock-unused"} == {"info"}


def test_moving_numbering_and_reflowing_a_citation_unlocks_nothing(world):
    page = world.write(RIGHT, WRONG)
    world.run("lock", page)
    world.write(WRONG.replace(". Journal", ".\nJournal"), RIGHT)
    assert "not-locked" not in {each["rule"] for each in world.findings("audit", page, "--locked")[1]}
    page.rename("moved.md")
    found = world.findings("audit", "moved.md", "--locked")[1]
    assert "not-locked" not in {each["rule"] for each in found}
    assert [each["message"] for each in found if each["rule"] == "lock-unused"] == [
        "references.lock has page.md, which is not there any more"
    ]


def test_check_says_what_has_changed_in_every_form_and_writes_nothing(world):
    page = world.write(RIGHT, WRONG, links=("/report", "/moves"))
    world.run("lock", page)
    before = world.lock
    assert world.run("lock", "--check", page)[0] == 0
    world.register(
        DRUM | {"updated-by": [RETRACTION]}, HARP | {"page": "33-47"}, work("10.1000/r", "Retraction"), pubmed=False
    )
    world.register(DRUM | {"updated-by": [RETRACTION]}, HARP | {"page": "33-47"})
    world.pages |= {"/report": gone(), "/moves": redirect(301, "/there")}
    forms = ("github", "sarif", "junit", "markdown", "html")
    also = [word for form in forms for word in ("--also", f"{form}={form}.out")]
    status, out, _ = world.run("lock", "--check", page, "--format", "json", *also)
    report = valid("changes.schema.json", out)
    assert status == 1
    assert rules(report["findings"]) == [
        ("link-now-broken", None), ("link-now-moved", None), ("now-retracted", "malagoni2015"), ("record-changed", "nielsen2015"),
    ]  # fmt: skip
    page_change = next(each for each in report["findings"] if each["rule"] == "record-changed")
    assert (page_change["was"], page_change["registered"], page_change["source"]) == ("33-41", "33-47", "crossref")
    assert page_change["location"]["path"] == str(page)
    moved = next(each for each in report["findings"] if each["rule"] == "link-now-moved")
    assert moved["correction"] == world.server.url("/there")
    assert all(
        "33-41" in (world.folder / f"{form}.out").read_text("utf-8") for form in ("github", "sarif", "markdown", "html")
    )
    assert world.lock == before
    assert world.run("lock", "--check", page, "--fail-on", "never")[0] == 0
    assert world.run("lock", page)[0] == 0
    assert world.lock != before
    assert world.run("lock", "--check", page)[0] == 0, "what was told and locked is no news"


def test_registries_that_are_down_change_nothing_and_are_named(world, monkeypatch, tmp_path):
    page = world.write(RIGHT, WRONG)
    world.run("lock", page)
    before = world.lock
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "another"))
    for name in ("CROSSREF", "EUTILS", "OPENALEX"):
        monkeypatch.setenv(f"CCSVI_REFS_{name}_URL", "http://127.0.0.1:9")
    status, out, _ = world.run("lock", page, "--format", "json")
    assert (status, world.lock) == (3, before)
    report = json.loads(out)
    assert rules(report["findings"]) == [("kept-unasked", "malagoni2015"), ("kept-unasked", "nielsen2015")]
    assert report["summary"]["not_asked"].keys() >= {"crossref", "pubmed"}
    assert "now-not-found" not in out


def test_only_the_pages_that_are_named_change_and_every_page_is_found_from_another_folder(world):
    first, second = world.write(RIGHT, name="docs/a.md"), world.write(WRONG, name="docs/b.md")
    world.run("lock", first, second)
    both = world.lock
    world.write(RIGHT, ABSENT, name="docs/a.md")
    world.run("lock", "docs/a.md")
    pages = json.loads(world.lock)["pages"]
    assert pages.keys() == {"docs/a.md", "docs/b.md"}
    assert pages["docs/b.md"] == json.loads(both)["pages"]["docs/b.md"]
    before = world.lock
    os.chdir("docs")
    assert world.run("lock", "a.md", "b.md", "--output", "../references.lock")[0] == 0
    assert world.lock == before
    assert "not-locked" not in {
        each["rule"] for each in world.findings("audit", "b.md", "--lock", "../references.lock")[1]
    }


def test_the_first_lock_has_the_same_bytes_under_another_clock_zone_locale_and_hash_seed(world, monkeypatch):
    page = world.write(RIGHT, WRONG, ABSENT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    world.run("lock", page.name)
    environment = {
        **os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "src"),
        "CCSVI_REFS_CACHE_DIR": str(world.folder.parent / "another"),
    }  # fmt: skip
    command = [sys.executable, "-m", "ccsvi_refs", "lock", page.name, "--output", "other.lock"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (world.folder / "other.lock").read_bytes() == world.lock
    assert b"2023-11-14" in world.lock
    assert b"\r" not in world.lock


def test_days_are_those_of_utc_wherever_the_machine_stands(world, monkeypatch):
    asked = datetime.datetime(2026, 3, 1, 1, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=14)))
    cited = Reference({"id": "a", "title": "A"})
    found = Resolution(cited, "not-found", asked=(Asked("crossref", asked), Asked("pubmed", None, "PubMed is down")))
    lock = locking.update(
        locking.Lock(), [locking.Locked(Bibliography((cited,), path="p"), [found])], world.folder, locking.Run(asked)
    ).lock
    entry = json.loads(locking.write(lock))["pages"]["p"]["references"]["a"]
    assert (entry["asked"], entry["not_asked"]) == ({"crossref": "2026-02-28"}, {"pubmed": "PubMed is down"})


def test_an_interrupted_write_leaves_the_lock_as_it_was(world, monkeypatch):
    page = world.write(RIGHT)
    world.run("lock", page)
    before = world.lock
    world.write(RIGHT, ABSENT)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    assert world.run("lock", page)[0] == 130
    assert world.lock == before
    assert [each.name for each in world.folder.iterdir() if "lock" in each.name] == ["references.lock"]


def test_a_lock_that_somebody_else_wrote_meanwhile_is_not_overwritten(world):
    page = world.write(RIGHT)
    world.services.changed = lambda service, path, answer: (
        (world.folder / "references.lock").write_text("{}") and answer
    )
    status, _, err = world.run("lock", page)
    assert (status, world.lock) == (2, b"{}")
    assert "has changed since it was read" in err


@pytest.mark.parametrize("command", [("audit", "--locked"), ("lock", "--check")])
def test_without_a_lock_it_is_said_how_to_make_one(world, command):
    status, out, err = world.run(*command, world.write(RIGHT))
    assert (status, out) == (2, "")
    assert "references.lock: there is no such lock: run ccsvi-refs lock" in err


def test_what_the_settings_accept_or_turn_off_fails_no_check(world):
    page = world.write(RIGHT)
    world.run("lock", page)
    world.register(DRUM | {"updated-by": [RETRACTION]})
    settings = world.folder / "ccsvi-refs.toml"
    settings.write_text('[rules]\nnow-retracted = "info"\n' + settings.read_text())
    assert world.run("lock", "--check", page)[0] == 0


def test_links_that_the_settings_ignore_are_neither_locked_nor_missed(world):
    settings = world.folder / "ccsvi-refs.toml"
    settings.write_text(
        settings.read_text() + '[[links.ignore]]\nurl = "*/report"\nreason = "ours"\nuntil = 2099-01-01\n'
    )
    page = world.write(RIGHT, links=("/report", "/other"))
    world.run("lock", page)
    assert b"/report" not in world.lock
    assert "not-locked" not in {each["rule"] for each in world.findings("audit", page, "--locked")[1]}


def hide_difference(entries, links):
    del entries["nielsen2015"]["discrepancies"]


def lend_another_registry(entries, links):
    entry = entries["nielsen2015"]
    del entry["discrepancies"]
    entry["records"].append({"source": "dblp", "fields": {**entry["records"][0]["fields"], "volume": "8"}})


def change_the_record(entries, links):
    del entries["nielsen2015"]["discrepancies"]
    entries["nielsen2015"]["records"][0]["fields"]["volume"] = "8"


def call_it_unasked(entries, links):
    entries["quill1999"]["status"] = "unavailable"


def call_it_found(entries, links):
    entries["quill1999"] = {**entries["malagoni2015"], "digest": entries["quill1999"]["digest"]}


def leave_out_the_retraction(entries, links):
    del entries["malagoni2015"]["notices"]


def call_the_dead_link_good(entries, links):
    links[0]["verdict"] = "ok"


def call_the_dead_link_ignored(entries, links):
    links[0]["verdict"] = "ignored"


@pytest.fixture
def bad(world):
    world.register(DRUM | {"updated-by": [RETRACTION]}, HARP, pubmed=False)
    world.pages["/dead"] = gone()
    page = world.write(RIGHT, WRONG, ABSENT, links=("/dead",))
    world.run("lock", page)
    return page


@pytest.mark.parametrize(
    ("lie", "hidden", "told"),
    [
        (hide_difference, "volume-differs", "lock-differs"), (lend_another_registry, "volume-differs", "lock-differs"),
        (change_the_record, "volume-differs", "record-changed"), (call_it_unasked, "no-matching-record", "now-not-found"),
        (call_it_found, "no-matching-record", "now-not-found"), (leave_out_the_retraction, "retracted", "now-retracted"),
        (call_the_dead_link_good, "link-broken", "link-now-broken"),
        (call_the_dead_link_ignored, "link-broken", "link-now-broken"),
    ],
)  # fmt: skip
def test_what_a_strangers_lock_hides_from_the_locked_audit_the_check_tells(world, bad, lie, hidden, told):
    assert hidden in {each["rule"] for each in world.findings("audit", bad, "--locked")[1]}
    data = json.loads(world.lock)
    part = data["pages"]["page.md"]
    lie(part["references"], part["links"])
    (world.folder / "references.lock").write_text(json.dumps(data))
    assert hidden not in {each["rule"] for each in world.findings("audit", bad, "--locked")[1]}
    status, found = world.findings("lock", "--check", bad, "--fail-on", "warning")
    assert told in {each["rule"] for each in found}
    assert status == 1


def test_what_another_page_of_the_lock_says_of_a_citation_does_not_outdo_its_own(world):
    page = world.write(RIGHT, WRONG)
    world.run("lock", page)
    data = json.loads(world.lock)
    lie = json.loads(json.dumps(data["pages"]["page.md"]))
    hide_difference(lie["references"], lie["links"])
    data["pages"]["-"] = lie
    (world.folder / "references.lock").write_text(json.dumps(data))
    assert "volume-differs" in {each["rule"] for each in world.findings("audit", page, "--locked")[1]}


def test_line_ends_of_windows_are_no_change(world):
    page = world.write(RIGHT)
    world.run("lock", page)
    (world.folder / "references.lock").write_bytes(world.lock.replace(b"\n", b"\r\n"))
    assert "nothing has changed" in world.run("lock", page)[2]


def test_a_folder_that_is_not_there_is_told_before_anybody_is_asked(world):
    assert world.run("lock", world.write(RIGHT), "--output", "nowhere/references.lock")[0] == 2
    assert not world.services.requests


def test_pages_that_are_gone_are_named_up_to_a_number_and_counted_beyond_it():
    names = [f"{number}.md" for number in range(10_000)]
    found = list(locked.gone_findings(names, "references.lock"))
    assert [each.cited for each in found[:-1]] == names[: len(found) - 1]
    assert found[-1].message == f"references.lock has {10_001 - len(found)} more, which is not there any more"
    assert len(found) < 100
    assert len(list(locked.gone_findings(names[:2], "references.lock"))) == 2
