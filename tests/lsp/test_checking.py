"""Where findings are marked, what is shown beside them, and what is offered, for documents of each kind."""

import dataclasses
import json
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="needs the extra lsp")

from lsprotocol.types import DiagnosticSeverity, MarkupKind, Position

from ccsvi_refs import examining
from ccsvi_refs.links import LinkStatus
from ccsvi_refs.location import Location
from ccsvi_refs.lsp import acting, checking, completing, diagnosing, hovering, options, placing, server
from ccsvi_refs.lsp.acting import FIX_ALL, Editor
from ccsvi_refs.lsp.documents import Snapshot, path_of
from ccsvi_refs.lsp.options import Options
from tests.lsp.editor import within
from tests.service_data import Holdings, work
from tests.services import Services

HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", issue="1", page="133-141")
EVIL = work("10.1000/evil", "Bees <script>alert(1)</script> *and* [x](javascript:y) ![i](http://h/i)", "Ng")
#: Each has a wrong volume, and RIS and YAML also a wrong year; ``8`` and ``2014`` stand elsewhere as well.
RECORDS = {
    "a.ris": "TY  - JOUR\r\nID  - harp8\r\nAU  - Nielsen, Jane\r\nTI  - Harp strings under arctic conditions\r\nJO  - Journal of Tests\r\nPY  - 2014\r\nVL  - 8\r\nIS  - 1\r\nSP  - 133\r\nEP  - 141\r\nDO  - 10.1000/harp\r\nER  - \r\n",
    "a.json": json.dumps([{"id": "harp8", "type": "article-journal", "title": "Harp strings under arctic conditions", "author": [{"family": "Nielsen", "given": "Jane"}], "container-title": "Journal of Tests", "issued": {"date-parts": [[2015]]}, "volume": "8", "issue": "1", "page": "133-141", "DOI": "10.1000/harp"}], indent=1),
    "a.yaml": "references:\n- id: harp8\n  type: article-journal\n  title: Harp strings under arctic conditions\n  author:\n  - family: Nielsen\n    given: Jane\n  container-title: Journal of Tests\n  issued: 2014\n  volume: 8\n  issue: 1\n  page: 133-141\n  DOI: 10.1000/harp\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def services():
    with Services(Holdings([HARP, EVIL])) as running:
        yield running


@pytest.fixture(scope="module")
def job(services, tmp_path_factory):
    return examining.job(services.settings(tmp_path_factory.mktemp("cache")), checks_links=False)


def checked(text, path, job, known=None):
    seen = Snapshot(f"untitled:{path}", path, "", 1, text, "utf-16")
    first = checking.check(seen, known or {}, (), job)
    if first.read is None:
        return first
    facts = next(examining.asked([checking.unknown(first.read.page, known or {})], job))
    return checking.check(seen, checking.learned(facts.resolutions), (), job)


def marked(text, one):
    return {each.finding.rule: within(text, each.diagnostic.range) for each in diagnosing.told(one, related=False)}


@pytest.mark.parametrize("name", RECORDS)
def test_the_value_of_a_wrong_field_is_marked_whatever_the_format(name, job):
    text = RECORDS[name]
    found = marked(text, checked(text, name, job))
    assert found["volume-differs"].strip('"') == "8"
    assert found.get("year-differs", "2014") == "2014"


def test_of_a_title_the_words_that_differ_are_marked():
    text = "Ng A. Harp strings in arctic weather and wind. J 2015;7:1."
    start = text.index("Harp")
    span = (start, text.index("."[0], start))
    cases = {
        "Harp strings under arctic weather and wind": "in",
        "Harp strings in arctic weather and much wind": "and wind",
        "Harp cords in arctic weather and winds": "strings in arctic weather and wind",
        "Something else altogether": "Harp strings in arctic weather and wind",
    }
    for registered, words in cases.items():
        assert text[slice(*placing.differing(text, span, registered))] == words


def test_a_hostile_record_is_text_in_what_is_shown(job):
    text = "# References\n\n1. Ng J. Bees and things. J Tests 2015;12(3):101-9. doi:10.1000/evil\n"
    one = checked(text, "a.md", job)
    assert one.read is not None
    hostile = dataclasses.replace(
        one.resolutions[0], reference=one.resolutions[0].cited.with_fields(title=EVIL["title"][0])
    )
    one = dataclasses.replace(one, resolutions=[hostile])
    shown = hovering.hover(one, Position(2, 10)).contents.value
    for live in ("<script", "](javascript", "![i]", "*and*"):
        assert live not in shown.replace("\\<", "").replace("\\[", "").replace("\\]", "").replace("\\*", "").replace(
            "\\!", ""
        )
    assert "alert" in shown
    plain = hovering.hover(one, Position(2, 10), MarkupKind.PlainText).contents.value
    assert "\\" not in plain
    assert "**" not in plain


def test_an_entry_that_is_changed_is_compared_again_and_nobody_is_asked(job, services):
    text = RECORDS["a.ris"].replace("\r", "")
    known = checking.learned(checked(text, "a.ris", job).resolutions)
    asked = len(services.requests)
    seen = Snapshot("untitled:a.ris", "a.ris", "", 2, text.replace("VL  - 8", "VL  - 9"), "utf-16")
    one = checking.check(seen, known, (), job)
    assert "volume-differs" not in marked(seen.text, one)
    again = checking.recollected(one, known, job)
    assert marked(seen.text, checking.check(seen, known | again, (), job))["volume-differs"] == "9"
    unlike = dataclasses.replace(
        seen, text=text.replace("DO  - 10.1000/harp\n", "").replace("TI  - Harp", "TI  - Other")
    )
    assert checking.recollected(checking.check(unlike, known, (), job), known, job) == {}
    assert len(services.requests) == asked


def test_what_became_of_links_is_told_where_they_stand_now(job):
    text = "# Page\n\nRead [this](https://example.org/gone) now.\n"
    status = LinkStatus("https://example.org/gone", "broken", "HTTP 404", location=Location("a.md", 1, 1))
    seen = Snapshot("untitled:a.md", "a.md", "", 2, f"# 𝒜\n\n{text}", "utf-16")
    one = checking.check(seen, {}, (status,), job)
    (told,) = diagnosing.told(one, related=True)
    assert told.finding.rule == "link-broken"
    assert told.diagnostic.range.start.line == 4
    assert "https://example.org/gone" in within(seen.text, told.diagnostic.range)


def test_entries_that_a_page_never_cites_are_a_hint_where_it_names_their_file(job, tmp_path):
    (tmp_path / "refs.bib").write_text("@book{harp8, title={T}}\n@book{drum, title={Harps}}\n@book{lute, title={L}}\n")
    text = "𝒜 \\cite{harp8} \\bibliography{refs}\n"
    one = checking.check(Snapshot("x:", str(tmp_path / "a.tex"), "", 1, text, "utf-16"), {}, (), job)
    assert diagnosing.told(one, related=True) == []
    (hint,) = diagnosing.beside(one)
    assert (hint.message, hint.severity) == ("this page never cites 2 of the entries of refs.bib: drum, lute", 4)
    assert within(text, hint.range) == "refs"


def test_doubtful_corrections_are_called_so_and_are_no_part_of_fixing_all(job):
    text = "# References\n\n1. Nielsen J. Harp strings under conditions. J Tests 2015;8(1):133-41. doi:10.1000/harp\n"
    one = checked(text, "a.md", job)
    told = diagnosing.told(one, related=True)
    everywhere = one.read.places.range(0, len(text))
    actions = acting.actions(one, told, everywhere, None, job, Editor(versions=False, waits=False))
    titles = {each.title.partition(" (")[0]: each.is_preferred for each in actions}
    assert titles == {
        "Doubtful: write “Harp strings under arctic conditions” for “Harp strings under conditions”": None,
        "Write “7” for “8”": True,
    }
    (everything,) = acting.actions(one, told, everywhere, ["source.fixAll"], job, Editor(versions=False))
    assert everything.kind == FIX_ALL
    assert [edit.new_text for edit in everything.edit.changes["untitled:a.md"]] == ["7"]
    assert acting.actions(one, told, everywhere, ["refactor"], job, Editor()) == []


def test_an_accepted_finding_is_not_shown_and_a_rule_that_is_off_neither(job, tmp_path):
    text = RECORDS["a.ris"]
    (tmp_path / "ccsvi-refs.toml").write_text(
        "rules = {year-differs = 'off'}\ncrossref-url = 'http://evil'\n"
        "[[accept]]\nrule = 'volume-differs'\nreference = 'harp8'\nreason = 'known'\nuntil = 2099-01-01\n"
    )
    found, refused = options.job(Options(), str(tmp_path / "a.ris"))
    assert ["crossref-url is not taken" in each for each in refused] == [True]
    told = dataclasses.replace(job.settings, rules=found.settings.rules, accept=found.settings.accept)
    assert "volume-differs" in marked(text, checked(text, "a.ris", job))
    assert (
        not {"volume-differs", "year-differs"}
        & marked(text, checked(text, "a.ris", dataclasses.replace(job, settings=told))).keys()
    )
    (tmp_path / "ccsvi-refs.toml").write_text("rules = 3")
    _, refused = options.job(Options(), str(tmp_path / "a.ris"))
    assert len(refused) == 1


def test_more_findings_than_editors_show_are_counted(job):
    text = "".join(f"@article{{k{n}, title = {{A}}, doi = {{10.x/{n}}}}}\n" for n in range(diagnosing.MOST + 5))
    seen = Snapshot("untitled:a.bib", "a.bib", "bibtex", 1, text, "utf-16")
    one = checking.check(seen, {}, (), job)
    assert len(diagnosing.told(one, related=False)) == diagnosing.MOST
    (said,) = diagnosing.beside(one)
    assert said.message.endswith("more findings are not shown: ccsvi-refs audit tells all")


@pytest.mark.parametrize(
    ("path", "text", "most"), [("a.md", "Bees. [@k] " * 240_000, 2), ("a.bib", "@misc{k,}\n" * 900_000, 8)]
)
def test_a_document_that_would_be_checked_for_minutes_at_every_key_is_named_instead(path, text, most, job):
    seen = Snapshot(f"untitled:{path}", path, "", 1, text, "utf-16")
    (told,) = diagnosing.beside(checking.check(seen, {}, (), job))
    assert told.message == f"is larger than {most} MiB, and not checked in an editor: ccsvi-refs audit reads it"
    assert told.severity is DiagnosticSeverity.Information


def test_keys_are_offered_where_a_citation_is_being_written(tmp_path):
    (tmp_path / "refs.bib").write_text("@book{harp8, title={T}}\n@book{drum, title={Harps}}\n")
    cases = {
        "a.tex": ("\\bibliography{refs}\n\\parencite[see][3]{drum, ha", ["harp8", "drum"]),
        "b.md": ("---\nbibliography: refs.bib\n---\nA [-@dru", ["drum"]),
        "c.md": ("---\nbibliography: refs.bib\n---\nme@dru", []),
        "d.tex": ("\\bibliography{refs}\n\\emph{ha", []),
    }
    for name, (text, keys) in cases.items():
        seen = Snapshot("x:", str(tmp_path / name), "", 1, text, "utf-16")
        found = completing.complete(seen, Position(text.count("\n"), len(text.rpartition("\n")[2])))
        assert [item.label for item in (found.items if found else ())] == keys


def test_addresses_of_files_become_paths():
    assert path_of("file:///tmp/a%20b.md") == "/tmp/a b.md"
    assert path_of("file:///c%3A/Users/me/refs.bib").replace("\\", "/") == "c:/Users/me/refs.bib"
    assert path_of("untitled:Untitled-1") == "Untitled-1"
    assert "\0" not in path_of("file:///a%00b.md")
    assert path_of("file://[") == "untitled"


def test_a_stranger_that_comes_to_the_port_is_turned_away_without_a_trace(caplog):
    session, where = server.server(Options(offline=True)), []
    ready = threading.Event()

    def came(*at):
        where.append(at)
        ready.set()

    serving = threading.Thread(target=server.over_tcp, args=(session, "127.0.0.1", 0, came))
    serving.start()
    assert ready.wait(10)
    body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
    head = b"Content-Length: %d\r\n\r\n" % len(body)
    with socket.create_connection(where[0]) as browser:
        browser.sendall(b"POST / HTTP/1.1\r\n" + head + body)
        assert browser.recv(100) == b""
    with socket.create_connection(where[0]) as endless:
        endless.sendall(b"x" * 200_000)
        with suppress(ConnectionError):
            assert endless.recv(100) == b""
    with socket.create_connection(where[0]) as gone:
        gone.sendall(b"Content")
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with socket.create_connection(where[0]) as editor:
        editor.sendall(head + body)
        assert editor.recv(100).startswith(b"Content-Length: ")
    serving.join(10)
    assert not serving.is_alive()
    assert session.status == 1
    assert not [record for record in caplog.records if record.name == "asyncio" and record.exc_info]


def test_a_missing_package_is_named_with_the_extra_that_brings_it():
    code = (
        "import sys; sys.modules['pygls'] = None; sys.modules['lsprotocol'] = None\n"
        "from ccsvi_refs.cli import run; sys.exit(run(['lsp']))"
    )
    source = Path(server.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(source)})
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "ccsvi-refs[lsp]"' in done.stderr


@pytest.mark.parametrize("named", ["0.0.0.0:1", "example.org:80", "127.0.0.1:x", "10.0.0.1:80", "127.0.0.1:70000"])
def test_no_other_machine_is_listened_to(named, capfd):
    from ccsvi_refs.cli import run

    assert run(["lsp", "--tcp", named]) == 2
    assert "127.0.0.1:2087" in capfd.readouterr().err
