"""The command end to end: inputs, outputs, exit statuses; services over loopback."""

import json
import re

import jsonschema
import pytest

from ccsvi_refs.cli import run
from tests.conftest import ROOT
from tests.service_data import Holdings, article, work
from tests.services import Services, unreachable

PAGE = """\
# Further reading

Zamboni P, et al.
Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis.
Journal of Neurology, Neurosurgery and Psychiatry 2009;80:392-399.

Laupacis A, et al.
Association between chronic cerebrospinal insufficiency and multiple sclerosis: a meta-analysis.
Canadian Medical Association Journal 2011:183(16):e1203-e1212.

Zamboni P, et al.
Efficacy and safety of extracranial vein angioplasty in multiple sclerosis: a randomized clinical trial.
JAMA Neurology 2017 Nov 18 [Epub ahead of print].
"""


@pytest.fixture(autouse=True)
def _settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, value in unreachable().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")


@pytest.fixture
def ask(capfdbinary):
    """Return a function that runs the command and returns its status, standard output and standard error."""

    def runs(*arguments):
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return runs


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


def rules(out):
    return {(finding["reference"], finding["rule"]) for finding in json.loads(out)["findings"]}


def schema(name):
    return json.loads((ROOT / f"docs/reference/schemas/{name}.schema.json").read_text("utf-8"))


def test_audit_finds_what_is_wrong_and_not_what_is_merely_different(ask, page):
    status, out, _ = ask("audit", page, "--offline", "--format", "json")
    assert status == 1
    assert rules(out) == {
        ("zamboni2009", "field-missing"),
        ("zamboni2009", "no-identifier"),
        ("laupacis2011", "title-differs"),
        ("laupacis2011", "separator-slip"),
        ("laupacis2011", "no-identifier"),
        ("zamboni2017", "published-since"),
        ("zamboni2017", "no-identifier"),
    }
    jsonschema.validate(json.loads(out), schema("audit"))


@pytest.mark.parametrize("source", ["ccsvi", "examples/ccsvi-page.md", "examples/ccsvi-page.html"])
def test_audit_of_the_bundled_and_the_example_pages(ask, source):
    status, out, _ = ask("audit", source if source == "ccsvi" else ROOT / source, "--offline", "--format", "json")
    trial = "zamboni2018" if source == "ccsvi" else "zamboni2017"
    assert status == 1
    assert rules(out) >= {
        ("laupacis2011", "title-differs"),
        ("laupacis2011", "separator-slip"),
        ("zamboni2009", "field-missing"),
        (trial, "published-since"),
        *((key, "no-identifier") for key in ("zamboni2009", "laupacis2011", "torres2017", trial)),
    }
    wrong = {rule for _, rule in rules(out)} & {"journal-differs", "pages-differ", "year-differs", "authors-differ"}
    assert not wrong


def test_the_charity_page_gives_exactly_its_four_references(ask, corpus):
    status, out, _ = ask("audit", corpus / "ccsvi-page.txt", "--offline", "--format", "json")
    assert status == 1
    assert json.loads(out)["summary"]["references"] == 4
    corrections = {(f["reference"], f["rule"]): f["correction"] for f in json.loads(out)["findings"]}
    assert "venous" in corrections["laupacis2011", "title-differs"]
    assert corrections["zamboni2017", "published-since"] == "2018;75(1):35-43"
    assert corrections["zamboni2009", "field-missing"] == "4"


def test_the_text_report_says_that_the_bundled_records_answered_and_prints_the_corrected_references(ask, page):
    _, out, _ = ask("audit", page, "--offline")
    assert "the bundled records of the CCSVI page answered" in out
    assert "the title lacks “venous”" in out
    corrected = out.partition("Corrected references\n")[2]
    assert "JAMA Neurology 2018;75(1):35-43." in corrected
    assert "Canadian Medical Association Journal 2011;183(16):" in corrected
    assert "ahead of print" not in corrected
    assert "\x1b" not in out


def test_github_annotations_have_file_line_and_escapes(ask, page):
    _, out, _ = ask("audit", page, "--offline", "--format", "github")
    error = next(line for line in out.splitlines() if line.startswith("::error"))
    assert re.match(r"::error file=[^,]+page\.txt,line=7,col=1,title=title-differs \(laupacis2011\)::", error)
    assert "%0Acited: " in error


def test_junit_has_a_failing_case_for_the_reference_that_is_wrong(ask, page):
    from xml.etree import ElementTree as ET

    _, out, _ = ask("audit", page, "--offline", "--format", "junit")
    suite = ET.fromstring(out).find("testsuite")
    failing = [case.get("name") for case in suite.iter("testcase") if case.find("failure") is not None]
    assert failing == ["laupacis2011"]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")


@pytest.mark.parametrize(("threshold", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on(ask, page, threshold, status):
    assert ask("audit", page, "--offline", "--fail-on", threshold)[0] == status


def test_warnings_alone_fail_only_where_they_are_asked_to(ask, tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("\n".join(PAGE.splitlines()[10:13]), "utf-8")
    assert ask("audit", path, "--offline")[0] == 0
    assert ask("audit", path, "--offline", "--fail-on", "warning")[0] == 1


def test_one_unusable_input_does_not_cost_the_others(ask, page, tmp_path):
    status, out, err = ask("audit", tmp_path / "none.txt", page, "--offline", "--format", "json")
    assert status == 2
    assert "none.txt: no such file" in err
    assert ("laupacis2011", "title-differs") in rules(out)


def test_without_a_network_the_bundled_records_answer(ask, page):
    status, out, _ = ask("audit", page, "--no-links", "--format", "json")
    assert status == 1
    assert any("bundled records" in note for note in json.loads(out)["summary"]["notes"])


def test_nothing_reachable_and_nothing_bundled_is_status_3(ask, tmp_path):
    path = tmp_path / "other.txt"
    path.write_text("Smith J, et al.\nA quite different work on birds.\nJournal of Birds 2001;2(3):4-5.\n", "utf-8")
    status, out, _ = ask("audit", path, "--no-links", "--format", "json")
    assert status == 3
    assert rules(out) == {("smith2001", "not-checked")}
    status, out, _ = ask("resolve", path, "--format", "json")
    assert status == 3
    assert json.loads(out)[0]["status"] == "unavailable"
    jsonschema.validate(json.loads(out), schema("resolve"))


def test_resolve_over_the_services(ask, tmp_path, monkeypatch):
    drum = work(
        "10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109"
    )
    path = tmp_path / "queries.jsonl"
    queries = [
        {"id": "a", "text": "Malagoni AM. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109."},
        {"id": "b", "text": "Nobody N. A work that no registry holds at all. Journal of Absence 1999;1:1-2."},
    ]
    path.write_text("".join(json.dumps(query) + "\n" for query in queries), "utf-8")
    with Services(Holdings([drum], {"111": article("111", drum)})) as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        status, out, _ = ask("resolve", path, "--format", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(one["id"], one["status"]) for one in found] == [("a", "matched"), ("b", "not-found")]
    assert found[0]["reference"]["DOI"] == "10.1000/drum"
    assert {said["source"] for said in found[0]["provenance"]["title"]} >= {"crossref", "pubmed"}
    jsonschema.validate(found, schema("resolve"))


def test_a_mirror_is_built_described_and_asked(ask, tmp_path):
    drum = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", page="101-109")
    harp = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
    for name, record in (("a.jsonl", drum), ("b.jsonl", harp)):
        (tmp_path / name).write_text(json.dumps(record) + "\n{broken\n", "utf-8")
    status, out, err = ask("mirror", "build", "--crossref", "a.jsonl", "b.jsonl", "--output", "mirror")
    assert status == 1
    assert "2 records" in out
    assert "a.jsonl:2" in err
    assert "2 records" in ask("mirror", "info", "mirror")[1]
    query = {"id": "a", "text": "Malagoni. Rhythm and recall in elderly drummers. Journal of Tests 2015;12:101-109."}
    (tmp_path / "q.jsonl").write_text(json.dumps(query), "utf-8")
    status, out, _ = ask("resolve", "q.jsonl", "--registry", "mirror", "--mirror", "mirror", "--format", "jsonl")
    assert status == 0
    assert json.loads(out)["reference"]["DOI"] == "10.1000/drum"
    status, _, err = ask("resolve", "q.jsonl", "--registry", "mirror", "--mirror", "nowhere")
    assert status == 2
    assert "holds no mirror" in err
    assert ask("mirror", "build", "--output", "m")[0] == 2


def test_a_long_run_says_before_it_starts_how_long_it_takes(ask, tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": f"Doe J. Work {n}. J 2001;{n}:1."}) + "\n" for n in range(60)))
    _, _, err = ask("resolve", path, "--format", "jsonl")
    assert re.search(r"60 references: at most \d+ requests \(.*Crossref \d+.*\), which take \d+", err)


def test_render_by_name_path_and_corrected(ask, page, tmp_path):
    status, out, _ = ask("render", page, "--style", "apa")
    assert status == 0
    assert "Laupacis, A." in out
    (tmp_path / "own.csl").write_bytes((ROOT / "styles/ccsvi-page.csl").read_bytes())
    assert ask("render", page, "--style", tmp_path / "own.csl")[1] == ask("render", page, "--style", "ccsvi-page")[1]
    corrected = ask("render", page, "--style", "ccsvi-page", "--corrected", "--offline")[1]
    assert "cerebrospinal venous insufficiency and multiple" in corrected


def test_render_says_what_is_not_verified(ask):
    status, out, err = ask("render", "ccsvi", "--style", "apa")
    assert status == 0
    assert "nice2019: not verified: title" in err
    assert "10.1136/jnnp" not in out


def test_an_unknown_style_is_usage_and_names_its_like(ask, page):
    status, out, err = ask("render", page, "--style", "natuer")
    assert (status, out) == (2, "")
    assert "did you mean nature" in err


def test_styles_lists_ours_first(ask):
    status, out, _ = ask("styles", "ccsvi")
    assert status == 0
    assert out.startswith("ccsvi-page\tCCSVI page")
    assert ask("styles", "no-such-style-at-all")[0] == 1


def test_extract_and_convert_keep_the_good_and_report_the_bad(ask, tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(
        "@article{one, title={One}, year=2001}\n@article{broken, title={No end, author={X\n"
        "@article{two, title={Two}, year=2002}\n",
        "utf-8",
    )
    for command in (("extract",), ("convert", "--to", "csl-json")):
        status, out, err = ask(*command, path)
        assert [item["id"] for item in json.loads(out)] == ["one", "two"]
        assert status == 1
        assert "refs.bib:2" in err
    out = ask("convert", path, "--to", "ris", "--output", tmp_path / "refs.ris")[1]
    assert out == ""
    assert (tmp_path / "refs.ris").read_text("utf-8").count("TY  - ") == 2


def test_links_say_what_of_the_input_they_could_not_read(ask, tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text("@article{broken, title={No end, author={X\n", "utf-8")
    status, _, err = ask("links", path, "--offline")
    assert status == 1
    assert "refs.bib:1" in err


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("empty.md", b"", "is empty"),
        ("bytes.txt", bytes(range(256)) * 40, "binary"),
        ("none.html", None, "no such file"),
        ("bytes.bib", bytes(range(256)) * 40, "binary"),
    ],
)
@pytest.mark.parametrize("command", ["audit", "extract", "resolve", "links", "render --style apa", "convert --to ris"])
def test_unusable_input_is_status_2_with_its_name(ask, tmp_path, name, content, wrong, command):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    first, *rest = command.split()
    status, _, err = ask(first, path, *rest)
    assert status == 2
    assert name in err
    assert wrong in err
    assert "Traceback" not in err


def test_text_that_is_not_utf_8_is_read(ask, tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes("Müller J, et al.\nÜber die Größe der Bäume.\nJournal 2009;80:392-399.\n".encode("cp1252"))
    for command in (("extract",), ("convert", "--to", "bibtex"), ("convert", "--to", "ris")):
        status, out, _ = ask(*command, path)
        assert status == 0
        assert "Gr" in out
    assert json.loads(ask("extract", path)[1])[0]["title"] == "Über die Größe der Bäume"


def test_ten_megabytes_of_prose_hold_no_reference(ask, tmp_path):
    path = tmp_path / "big.txt"
    path.write_text("Lorem ipsum dolor sit amet 12345. " * 300_000, "utf-8")
    assert ask("extract", path)[:2] == (0, "[]\n")


@pytest.mark.parametrize("arguments", [[], ["audit"], ["audit", "x", "--format", "papyrus"], ["frobnicate"]])
def test_wrong_usage_is_status_2(ask, arguments):
    status, _, err = ask(*arguments)
    assert status == 2
    assert "Usage" in err


def test_a_senseless_setting_is_status_2_with_its_file(ask, page, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.ccsvi-refs]\ncolour = true\n", "utf-8")
    status, _, err = ask("audit", page, "--offline")
    assert status == 2
    assert "pyproject.toml: unknown setting 'colour'" in err


def test_links_of_a_page_over_loopback(ask, tmp_path):
    path = tmp_path / "page.md"
    path.write_text("[gone](http://127.0.0.1:9/gone) and [ours](#here)\n", "utf-8")
    status, out, _ = ask("links", path, "--format", "json", "--offline")
    found = json.loads(out)
    jsonschema.validate(found, schema("links"))
    assert status == 0
    assert [(one["url"], one["verdict"]) for one in found] == [("http://127.0.0.1:9/gone", "unknown")]


def test_a_baseline_lets_known_bad_links_pass_and_nothing_else(ask, tmp_path):
    path = tmp_path / "page.md"
    path.write_text("[one](http://no-such-host.invalid/1)\n", "utf-8")
    assert ask("links", path)[0] == 1
    assert ask("links", path, "--write-baseline", "known.json", "--fail-on", "never")[0] == 0
    assert ask("links", path, "--baseline", "known.json")[0] == 0
    path.write_text("[one](http://no-such-host.invalid/1) [two](http://no-such-host.invalid/2)\n", "utf-8")
    status, out, _ = ask("links", path, "--baseline", "known.json", "--format", "github")
    assert status == 1
    assert [line.split("title=")[1].split("::")[0] for line in out.splitlines()] == ["link-known-bad", "link-broken"]
    assert ask("links", path, "--baseline", "none.json")[0] == 2


def test_an_expired_ignore_entry_fails(ask, tmp_path):
    path = tmp_path / "page.md"
    path.write_text("[one](http://no-such-host.invalid/1)\n", "utf-8")
    entry = '[[links.ignore]]\nurl = "http://no-such-host.invalid/*"\nreason = "kept for history"\nuntil = {}\n'
    (tmp_path / "ccsvi-refs.toml").write_text(entry.format("2999-01-01"), "utf-8")
    assert ask("links", path)[0] == 0
    (tmp_path / "ccsvi-refs.toml").write_text(entry.format("2020-01-01"), "utf-8")
    status, _, err = ask("links", path)
    assert status == 1
    assert "expired on 2020-01-01" in err
    assert ("ignore-entry") in ask("audit", path, "--offline", "--format", "github")[1]


def test_hostile_titles_do_not_reach_the_terminal(ask, tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text("@article{a, title={Red \x1b[31m alert ]0;x\x07}, author={Doe, J}, year=2001}\n", "utf-8")
    out = ask("audit", path, "--offline")[1]
    assert "\x1b" not in out
    assert "\x07" not in out


def test_convert_writes_each_work_once_on_request(ask, tmp_path):
    first, second = tmp_path / "a.bib", tmp_path / "b.txt"
    first.write_text(
        "@article{roe, title={Flow in the azygos vein}, author={Roe, A}, year=2001, volume=1, doi={10.5555/a}}"
    )
    second.write_text(
        "TY  - JOUR\nTI  - Flow in the azygos vein\nAU  - Roe, A\nPY  - 2001\nVL  - 2\nDO  - 10.5555/A\nER  - \n"
    )
    status, out, err = ask("convert", first, second, "--to", "bibtex", "--deduplicate")
    assert (status, out.count("@article{")) == (0, 1)
    assert "are one work and became 'roe'; they differ in volume" in err
    assert ask("convert", first, second, "--to", "bibtex")[1].count("@article{") == 2
