"""The programs in examples/programs, run as their users would; mypy checks them as it checks the library."""

import ast
import importlib.util
import json
import sys

import pytest

import ccsvi_refs as refs
from ccsvi_refs.registries import mirror as mirrors
from tests.conftest import ROOT
from tests.service_data import work

FOLDER = ROOT / "examples/programs"
WRONG = "# References\n\n1. Doe J. Birds in towns. J Birds 2011:183(16):e12. doi:10.1O00/1\n"
RIGHT = "# References\n\n1. Doe J, Roe R. Birds in towns. J Birds 2011;183(16):12-19.\n"
OFFLINE = refs.Settings(offline=True)


def program(name):
    spec = importlib.util.spec_from_file_location(f"program_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CCSVI_REFS_OFFLINE", "1")


def test_a_web_service_answers_with_findings_and_refuses_what_is_no_page():
    client = program("web_service").make_app(OFFLINE).test_client()
    answer = client.post("/audit", data=WRONG)
    assert answer.status_code == 200
    assert answer.json["entries"] == 1
    assert {"separator-slip", "malformed-identifier"} <= {finding["rule"] for finding in answer.json["findings"]}
    assert client.post("/audit", data=" ").status_code == 422
    assert client.get("/styles/apa").text.count('class="csl-entry"') == 5
    assert "did you mean" in client.get("/styles/natuer").json["error"]


def test_a_notebook_shows_each_cell_and_none_takes_a_screen_for_a_reference():
    source = (FOLDER / "notebook.py").read_text("utf-8")
    names, shown = {}, []
    for cell in source.split("\n# %%")[1:]:
        tree = ast.parse("#" + cell)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if last:
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    page, findings, grave, titles, _ = shown
    assert page._repr_html_().count("<li>") == 5
    assert findings._repr_html_().count("<tr>") == len(findings) + 1
    assert list(grave) == ["laupacis2011"]
    assert ["venous" in title for title in titles] == [False, True]
    assert max(len(repr(value).partition("\n")[0]) for value in (page, findings[0], names["found"][0])) < 200


def test_a_site_is_built_and_a_page_with_a_broken_reference_is_not(tmp_path):
    source, target = tmp_path / "pages", tmp_path / "site"
    (source / "more").mkdir(parents=True)
    (source / "right.md").write_text(RIGHT, "utf-8")
    (source / "more" / "wrong.md").write_text(WRONG, "utf-8")
    refused = program("static_site").build(source, target, OFFLINE)
    assert [path.name for path in refused] == ["wrong.md"]
    assert [finding.rule for finding in refused[source / "more" / "wrong.md"]] == ["malformed-identifier"]
    assert "Doe, J., &amp; Roe, R. (2011)" in (target / "right.html").read_text("utf-8").replace("&#38;", "&amp;")
    assert not (target / "more").exists()


@pytest.mark.parametrize(("text", "status"), [(RIGHT, 0), (WRONG, 1), ("", 2)])
def test_a_ci_script_annotates_keeps_a_report_and_exits_by_its_own_rules(tmp_path, capsys, text, status):
    page, report = tmp_path / "page.md", tmp_path / "references.sarif"
    page.write_text(text, "utf-8")
    assert program("ci").main([str(page)], report, OFFLINE) == status
    out = capsys.readouterr().out
    assert ("::error " in out) is (status == 1)
    if status < 2:
        assert json.loads(report.read_text("utf-8"))["runs"][0]["tool"]["driver"]["name"] == "ccsvi-refs"


def test_a_pipeline_takes_ten_thousand_records_and_loses_none(tmp_path):
    count = 10_000
    known = [work(f"10.1000/{n}", f"Study number {n} of birds in towns", "Doe", page=f"{n}-{n + 9}") for n in range(20)]
    (tmp_path / "works.jsonl").write_text("".join(json.dumps(one) + "\n" for one in known), "utf-8")
    mirrors.build(str(tmp_path / "mirror"), (str(tmp_path / "works.jsonl"),), ())
    entries = [f"@article{{r{n}, title={{Essay}}, doi={{10.1000/{n}}}, year=2015}}\n" for n in range(count)]
    (tmp_path / "all.bib").write_text("".join(entries), "utf-8")
    outcome = program("pipeline").run(tmp_path / "all.bib", tmp_path / "mirror", tmp_path)
    assert sum(outcome.counts.values()) == count
    assert (
        outcome.sure.read_text("utf-8").count("@article{") + len(outcome.doubtful.read_text("utf-8").splitlines())
        == count
    )
    assert outcome.counts["not-found"] >= count - 20
