"""What is kept between runs, for how long, and what survives a kill."""

import datetime
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import ccsvi_refs
from ccsvi_refs import links
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.look import Seen
from ccsvi_refs.links.status import Judgement
from ccsvi_refs.links.store import Store
from ccsvi_refs.model import Link, Reference
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FaultServer, Reply, html
from tests.links.routes import WORK, article


@pytest.fixture
def check(tmp_path):
    """Check links with a store in a directory of the test's own."""

    def run(urls, works=None, **options):
        chosen = LinkSettings(**{"second_look": 0.05, "spacing": 0.0, "probe": False, "archive": False, **options})
        settings = Settings(allow_private=True, cache_dir=tmp_path / "store", links=chosen)
        works = works or {}
        return links.check([Link(url, reference=next(iter(works), "")) for url in urls], works, settings)

    return run


def rows(tmp_path):
    return sqlite3.connect(tmp_path / "store" / "links.sqlite")


def age(tmp_path, seconds):
    with rows(tmp_path) as found:
        found.execute("UPDATE seen SET checked = checked - ?", (seconds,))
    found.close()


@pytest.mark.parametrize(
    ("path", "verdict", "lifetime"),
    [("/good", "ok", "keep_ok"), ("/walled", "blocked", "keep_walled"), ("/dead", "broken", "keep_broken")],
)
def test_each_verdict_has_a_lifetime_of_its_own(check, tmp_path, path, verdict, lifetime):
    table = {"good": lambda r: article(), "walled": lambda r: html(status=403), "dead": lambda r: html(status=404)}
    with FaultServer(table) as server:
        first = check([server.url(path)], **{lifetime: 100.0})
        asked = len(server.log)
        assert first == check([server.url(path)], **{lifetime: 100.0})
        assert (first[0].verdict, len(server.log)) == (verdict, asked)
        age(tmp_path, 200)
        check([server.url(path)], **{lifetime: 100.0})
        assert len(server.log) > asked


def test_the_first_day_of_being_dead_is_kept_until_the_page_is_back(check, tmp_path):
    state = {"status": 404}
    with FaultServer({"a": lambda r: html(status=404) if state["status"] == 404 else article()}) as server:
        (status,) = check([server.url("/a")])
        assert status.dead_since == datetime.datetime.now(datetime.UTC).date().isoformat()
        with rows(tmp_path) as found:
            found.execute("UPDATE history SET dead_since = '2025-03-01'")
        found.close()
        age(tmp_path, 7200)
        (status,) = check([server.url("/a")])
        assert status.dead_since == "2025-03-01"
        assert "dead since 2025-03-01" in status.reason
        state["status"] = 200
        age(tmp_path, 7200)
        (status,) = check([server.url("/a")])
        assert (status.verdict, status.dead_since, status.previous) == ("ok", "", "broken")


def test_a_result_is_not_used_for_another_work(check):
    with FaultServer({"a": lambda r: article()}) as server:
        check([server.url("/a")], {"x": Reference(WORK)})
        asked = len(server.log)
        check([server.url("/a")], {"x": Reference({**WORK, "title": "Another title"})})
        assert len(server.log) > asked


def test_what_shows_the_work_is_kept_with_the_result(check):
    with FaultServer({"a": lambda r: article()}) as server:
        for recalled in (False, True):
            (status,) = check([server.url("/a/1")], {"zamboni": Reference(WORK)})
            assert (status.recalled, status.shows_work) == (recalled, True)
            (status,) = check([server.url("/a/1")])
            assert (status.recalled, status.shows_work) == (recalled, None)


def test_a_page_that_has_not_changed_is_not_sent_again(check, tmp_path):
    def route(request):
        if request.headers.get("if-none-match") == '"v1"':
            return Reply("", 304)
        return article(ETag='"v1"')

    with FaultServer({"a": route}) as server:
        first = check([server.url("/a")])
        age(tmp_path, 30 * 86_400)
        assert check([server.url("/a")])[0].verdict == first[0].verdict == "ok"
        assert len(server.log) == 2
        check([server.url("/a")])
        assert len(server.log) == 2


def test_a_damaged_store_is_begun_anew(check, tmp_path, caplog):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "links.sqlite").write_bytes(b"not a database" * 100)
    with FaultServer({"a": lambda r: article()}) as server:
        assert check([server.url("/a")])[0].verdict == "ok"
        check([server.url("/a")])
        assert len(server.log) == 1
    assert "damaged" in caplog.text


def test_a_store_that_cannot_be_written_is_done_without(check, tmp_path, caplog):
    (tmp_path / "store").write_text("a file where a directory should be")
    with FaultServer({"a": lambda r: article()}) as server:
        assert check([server.url("/a")])[0].verdict == "ok"
    assert "cannot be used" in caplog.text


SCRIPT = """
import json, sys
from pathlib import Path
from ccsvi_refs import links
from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.look import Seen
from ccsvi_refs.links.status import Judgement
from ccsvi_refs.links.store import Store
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
urls, store = json.loads(sys.argv[1]), Path(sys.argv[2])
chosen = LinkSettings(probe=False, archive=False, concurrency=2)
links.check([Link(url) for url in urls], {}, Settings(allow_private=True, cache_dir=store, links=chosen))
"""


def test_a_killed_run_is_taken_up_where_it_stopped(check, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(Path(ccsvi_refs.__file__).parent.parent)}
    with FaultServer({"a": lambda r: article()}, latency=0.05) as server:
        urls = [server.url(f"/a/{number}") for number in range(200)]
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, json.dumps(urls), tmp_path / "store"], env=environment
        )
        while len(server.log) < 60:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(0.2)
        with rows(tmp_path) as found:
            kept = {url for (url,) in found.execute("SELECT url FROM seen")}
            assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found.close()
        assert 30 < len(kept) < 200
        server.log.clear()
        statuses = check(urls)
        asked = {server.url(target) for _, _, target in server.log}
    assert {status.verdict for status in statuses} == {"ok"}
    assert asked == set(urls) - kept


@pytest.mark.parametrize(
    "change",
    [
        "hops = '5'", "hops = '[5]'", "hops = '[[1, 2, 3]]'", "hops = '[[\"x\", \"y\"]]'", "hops = '{}'", "hops = 'x'",
        "hops = replace(hex(zeroblob(50000)), '0', '[')", "verdict = 'nonsense'", "verdict = x'00'",
        "reason = x'ff'", "final_url = x'07'", "elapsed = 'soon'", "elapsed = 'nan'", "checked = 'inf'", "lost = x'00'",
        "etag = x'15'", "archived = x''",
    ],
)  # fmt: skip
def test_a_row_of_another_shape_is_dropped_and_the_link_looked_at_again(check, tmp_path, change):
    with FaultServer({"a": lambda r: article()}) as server:
        first = check([server.url("/a")])
        with rows(tmp_path) as found:
            found.execute(f"UPDATE seen SET {change}")
        found.close()
        asked = len(server.log)
        assert [status.verdict for status in check([server.url("/a")])] == [first[0].verdict]
        assert len(server.log) > asked


@pytest.mark.parametrize(
    "change",
    ["changes = '5'", "changes = '[[1]]'", "verdict = 'nonsense'", "dead_since = 'soon'", "first_seen = 'nan'"],
)
def test_a_history_of_another_shape_is_begun_anew(check, tmp_path, change):
    with FaultServer({"a": lambda r: article()}) as server:
        check([server.url("/a")])
        with rows(tmp_path) as found:
            found.execute(f"UPDATE history SET {change}")
        found.close()
        age(tmp_path, 30 * 86_400)
        (status,) = check([server.url("/a")])
        assert (status.verdict, status.previous, len(status.changes)) == ("ok", None, 1)


def test_a_store_that_came_with_the_checkout_is_not_believed(check, tmp_path):
    with FaultServer({"a": lambda r: html(status=404)}) as server:
        assert check([server.url("/a")])[0].verdict == "broken"
        with rows(tmp_path) as found:
            found.execute("UPDATE seen SET verdict = 'ok'")
        found.close()
        assert check([server.url("/a")])[0].verdict == "ok"
        (tmp_path / ".git").mkdir()
        assert check([server.url("/a")])[0].verdict == "broken"


@pytest.mark.parametrize(("status", "fails"), [(499, False), (500, True), (599, True), (600, False), (None, False)])
def test_a_server_begins_to_fail_with_any_status_of_its_own_faults_and_with_no_other(status, fails):
    url = "http://x.example/"
    with Store(None, lambda: 1000.0) as store:
        known = store.remember(url, None, Seen(Judgement("unknown", "so"), Answer(url, url, status=status)))
        assert (known.failing_since, store.history(url, None)) == (1000.0 if fails else 0.0, known)
