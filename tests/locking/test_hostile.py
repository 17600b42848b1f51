"""A lock comes with a checkout: whatever it holds, it is told with its line or believed for what it can be, never run into."""

import contextlib
import copy
import datetime
import json
import os
import random
from dataclasses import fields
from pathlib import Path

import pytest

from ccsvi_refs import api, auditing, locking
from ccsvi_refs.cli import run
from ccsvi_refs.errors import InputError
from ccsvi_refs.identifiers import Identifier
from ccsvi_refs.location import Location
from ccsvi_refs.matching.statements import SourceText
from ccsvi_refs.model import Attribution, Bibliography, Link, Mention, Notice, Quotation, Reference, Value
from ccsvi_refs.resolving import Candidate, Discrepancy, IdentifierTrouble, Nearest, Resolution
from ccsvi_refs.settings import Settings

WORK = {"id": "", "type": "article-journal", "title": "Harp strings", "author": [{"family": "Nielsen", "given": "J"}],
        "issued": {"date-parts": [[2015, 3]]}, "container-title": "J Tests", "volume": "7", "page": "33-41", "DOI": "10.1/h"}  # fmt: skip
WEIRD = [None, True, -1, 1e308, 10**400, "", "x" * 20_000, "\ud800", "\u202e", [], {}, [[]], [None], {"": None}, ["a", 1, {}],
         {"date-parts": [["a"]]}, [{"family": {"x": 1}}]]  # fmt: skip


def record():
    said = {name: [Value("crossref", value)] for name, value in WORK.items() if name != "id"}
    return Reference(WORK, None, said, [Notice("retraction", "crossref", "10.1/r")])


def page():
    texts = {"a": "Nielsen J. Harp strings. J Tests 2015;7:33-41.", "b": "Quill P. Bassoons. J Absence 1999;1:1-2."}
    cited = tuple(Reference({"id": key, "title": text}, Mention(text)) for key, text in texts.items())
    links = (Link("https://example.org/a"), Link("https://example.org/b", reference="a"))
    quoted = (Quotation("strings that broke in the frost", Location("page.md", 2, 5)),)
    said = Attribution("They had 151 strings.", ("a",), "citation", Location("page.md", 2, 1), quoted, "151 strings.")
    return Bibliography(cited, links, attributions=(said,), path="page.md")


def lock():
    first, second = page()
    differs = Discrepancy("page", "33", "33-41", "crossref")
    matched = Resolution(
        first, "matched", record(), 0.9, discrepancies=(differs,), registered=(record(),), evidence="e",
        texts=(SourceText("Of 115 strings that cracked in the frost none held.", source="crossref"),), unread="down",
    )  # fmt: skip
    trouble = IdentifierTrouble("other-work", Identifier("doi", "10.1/x"), "it leads to another work: X")
    near = Nearest("10.1/h", "", "Harp strings", ("author",), (differs,))
    other = Resolution(
        second, "ambiguous", candidates=(Candidate("10.1/h", "", "Harp", 0.5, record()),), nearest=near,
        identifier_troubles=(trouble,), joined=Candidate("10.1/j", "", "Joined", 0.7, record()),
    )  # fmt: skip
    now = datetime.datetime.now(datetime.UTC)
    made = locking.update(locking.Lock(), [locking.Locked(page(), [matched, other])], Path(), locking.Run(now))
    data = json.loads(locking.write(made.lock))
    links = [
        {"url": link.url, "reference": link.reference, "verdict": "ok", "since": "2026-01-01"} for link in page().links
    ]
    links = [{name: value for name, value in link.items() if value} for link in links]
    data["pages"]["page.md"]["links"] = links
    return data


def used(data, tmp_path):
    held = locking.parse(json.dumps(data).encode(), "references.lock")
    known = locking.recall(locking.index(held), page(), tmp_path, Settings())
    return auditing.audit(page(), known.resolutions, known.statuses)


def places(value, keys=()):
    yield keys
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*keys, key))


def test_whatever_stands_in_the_place_of_any_value_is_an_error_with_a_line_or_can_be_used(tmp_path):
    good = lock()
    assert {"retracted", "pages-differ", "ambiguous-match", "quotation-differs", "number-differs"} <= {
        each.rule for each in used(good, tmp_path)
    }
    chance, refused = random.Random(3), 0
    for keys in [keys for keys in places(good) if keys]:
        for weird in chance.sample(WEIRD, 4):
            data = copy.deepcopy(good)
            at = data
            for key in keys[:-1]:
                at = at[key]
            at[keys[-1]] = weird
            with contextlib.suppress(InputError):  # anything else is a traceback
                used(data, tmp_path)
                continue
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "not JSON"),
        ('{\n "schema": 1,\n "pages": }', 3, "not JSON"),
        ('{"schema": 1, "pages": NaN}', 0, "NaN"),
        ('{\n"schema": 2, "pages": {}}', 2, "version 1"),
        ('{"pages": {}}', 1, "version 1"),
        ('{"schema": 1}', 1, "pages: expected an object"),
        ("[]", 1, "expected an object"),
        ("[" * 100_000, 0, "nested too deeply"),
        ('{"schema":1,"pages":{"a":' + '{"x":' * 80 + "1" + "}" * 82, 0, "nested too deeply"),
        ('{"schema": 1, "pages": {}, "pages": {}}', 0, "stands twice"),
        ('{\n<<<<<<< ours\n"schema": 1,\n=======\n>>>>>>> theirs\n}', 2, "merge conflict"),
        ('{"schema": 1,\n"pages": {"a.md": {\n"references": {"b": {\n"digest": "d", "status": "sure"}}}}}', 4, "expected one of"),
    ],
)  # fmt: skip
def test_a_broken_lock_is_told_with_its_line(text, line, said):
    with pytest.raises(InputError, match=said) as caught:
        locking.parse(text.encode(), "references.lock")
    assert caught.value.location.line == line


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\0" * 9])
def test_bytes_that_are_no_text_are_told(data):
    with pytest.raises(InputError):
        locking.parse(data, "references.lock")


def test_a_lock_that_is_a_folder_a_pipe_or_a_link_to_nothing_is_told_and_never_waited_for(
    tmp_path, monkeypatch, capfdbinary
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text("# References\n\n[1] Nielsen J. Harp strings. J Tests 2015;7:33-41.\n")
    makers = (lambda path: path.mkdir(), os.mkfifo, lambda path: path.symlink_to("nowhere"))
    for number, make in enumerate(makers):
        make(tmp_path / f"{number}.lock")
        for command in (("audit", "--lock"), ("lock", "--offline", "--lock")):
            assert run([*command, f"{number}.lock", "page.md"]) == 2
    assert b"internal error" not in capfdbinary.readouterr().err


def test_an_older_broken_lock_is_not_written_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "references.lock").write_text('{"schema": 9}')
    assert run(["lock", "ccsvi", "--offline"]) == 2
    assert (tmp_path / "references.lock").read_text() == '{"schema": 9}'


def test_what_a_lock_has_written_it_reads_and_writes_again_to_the_byte():
    data = lock()
    written = locking.write(locking.parse(json.dumps(data).encode(), "x"))
    assert locking.write(locking.parse(written.encode(), "x")) == written
    assert json.loads(written) == data


def test_a_title_that_hides_something_is_shown_escaped_in_the_file():
    cited = Reference({"id": "a", "title": "A\u202eB"})
    trouble = IdentifierTrouble("other-work", Identifier("doi", "10.1/x"), "\u202eevil \x1b[2J")
    made = locking.LockedReference("sha256:" + "0" * 64, Resolution(cited, "not-found", identifier_troubles=(trouble,)))
    text = locking.write(locking.Lock({"p": locking.LockedPage({"a": made})}))
    assert "\\u202eevil \\u001b[2J" in text


def test_the_bundled_page_is_locked_and_audited_without_anybody(tmp_path, monkeypatch):
    page = api.ccsvi()
    offline = Settings(offline=True, cache_dir=tmp_path)
    resolutions = api.with_texts([page], [api.resolve(page, settings=offline)], settings=offline, registries=())[0]
    now = datetime.datetime.now(datetime.UTC)
    made = locking.update(locking.Lock(), [locking.Locked(page, resolutions)], tmp_path, locking.Run(now)).lock
    again = locking.parse(locking.write(made).encode(), "x")
    known = locking.recall(locking.index(again), page, tmp_path, offline, links=False)
    recalled, asked = auditing.audit(page, known.resolutions), auditing.audit(page, resolutions)
    assert recalled == asked
    assert {"quotation-differs", "quotation-not-found"} <= {each.rule for each in recalled}
    assert known.unlocked == ()


def test_every_fact_of_a_resolution_is_kept_or_left_out_on_purpose():
    from_the_page = {"cited", "reading"}
    merged_again = {"reference", "disagreements"}
    by_statement = {"texts", "unread", "checked"}
    kept = {
        "status", "confidence", "candidates", "discrepancies", "nearest", "problems", "notes", "registered", "evidence",
        "asked", "identifier_troubles", "joined",
    }  # fmt: skip
    assert {each.name for each in fields(Resolution)} == kept | from_the_page | merged_again | by_statement
