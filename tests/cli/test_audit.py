"""``audit``: whom it asks, what it says of that, its exit status, and how much it tells."""

import json
import re

import jsonschema
import pytest

from ccsvi_refs.cli import run
from ccsvi_refs.resolving import running
from tests.conftest import ROOT
from tests.service_data import Holdings, article, work
from tests.services import Services, unreachable

DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109")
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
RIGHT = "Malagoni J. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109. doi:10.1000/drum"
WRONG = "Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;8(3):33-41."
ABSENT = "Quill P. Bassoons among bees in autumn. Journal of Absence 1999;1(2):1-2."


@pytest.fixture(autouse=True)
def _settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, value in unreachable().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")


@pytest.fixture
def ask(capfdbinary):
    def runs(*arguments):
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return runs


@pytest.fixture
def page(tmp_path):
    """Write a page of numbered references and return its path."""

    def written(*texts, name="page.md"):
        path = tmp_path / name
        path.write_text("# References\n\n" + "".join(f"[{n}] {text}\n\n" for n, text in enumerate(texts, 1)), "utf-8")
        return path

    return written


@pytest.fixture
def mirror(ask, tmp_path):
    (tmp_path / "works.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (DRUM, HARP)), "utf-8")
    assert ask("mirror", "build", "--crossref", "works.jsonl", "--output", "mirror")[0] == 0
    return tmp_path / "mirror"


@pytest.fixture
def services(tmp_path, monkeypatch):
    with Services(Holdings([DRUM, HARP], {"111": article("111", DRUM)})) as running:
        for name, value in running.environment().items():
            monkeypatch.setenv(name, value)
        yield running


def audited(out):
    report = json.loads(out)
    jsonschema.validate(report, json.loads((ROOT / "docs/reference/schemas/audit.schema.json").read_text("utf-8")))
    return report


def test_a_mirror_alone_answers_and_nobody_else_is_asked(ask, page, mirror):
    status, out, _ = ask(
        "audit",
        page(RIGHT, WRONG, ABSENT),
        "--registry",
        "mirror",
        "--mirror",
        mirror,
        "--no-links",
        "--format",
        "json",
    )
    report = audited(out)
    assert status == 1
    assert {(finding["number"], finding["rule"]) for finding in report["findings"]} == {
        ("[2]", "volume-differs"), ("[2]", "no-identifier"), ("[3]", "no-matching-record"),
    }  # fmt: skip
    assert (report["summary"]["asked"], report["summary"]["not_asked"]) == ({"mirror": 3}, {})
    volume = next(finding for finding in report["findings"] if finding["rule"] == "volume-differs")
    assert (volume["cited"], volume["correction"], volume["source"]) == ("8", "7", "mirror")
    assert "volume" in volume["message"]
    assert "title stands in the citation" in volume["evidence"]


def test_registries_are_asked_as_they_are_named(ask, page, services):
    status, out, _ = ask("audit", page(RIGHT, WRONG), "--registry", "crossref", "--no-links", "--format", "json")
    report = audited(out)
    assert status == 1
    assert report["summary"]["asked"]["crossref"] == 2
    assert "pubmed" not in report["summary"]["asked"] | report["summary"]["not_asked"]
    assert "eutils" not in {seen.service for seen in services.requests}


def test_the_report_says_in_one_line_what_was_asked_and_what_was_not(ask, page, services, monkeypatch):
    monkeypatch.setenv("CCSVI_REFS_EUTILS_URL", "http://127.0.0.1:9")
    _, out, _ = ask("audit", page(RIGHT, ABSENT), "--no-links", "--registry", "pubmed,crossref")
    (line,) = [line for line in out.splitlines() if line.startswith("asked on ")]
    assert re.fullmatch(
        r"asked on \d{4}-\d\d-\d\d: Crossref \(2 references\); not asked: PubMed \(connection refused\)"
        r"; 1 of 2 references could not be checked",
        line,
    )
    assert "no matching record" not in out


@pytest.mark.parametrize(("known", "unknown", "status"), [(2, 1, 0), (1, 1, 0), (1, 2, 3), (0, 1, 3)])
def test_status_3_where_most_could_not_be_checked(ask, page, mirror, known, unknown, status):
    texts = [RIGHT, WRONG.replace(";8(", ";7(")][:known] + [ABSENT.replace("bees", f"bees {n}") for n in range(unknown)]
    path = page(*texts)
    assert ask("audit", path, "--mirror", mirror, "--no-links", "--fail-on", "never")[0] == status
    assert ask("audit", path, "--mirror", mirror, "--no-links", "--offline", "--fail-on", "never")[0] == 0


def test_asking_nobody_is_no_failure_where_it_was_wanted(ask, page):
    path = page(RIGHT.replace("2015;", "2015:").replace("10.1000", "10.1O"))
    status, out, _ = ask("audit", path, "--registry", "none", "--no-links", "--format", "json")
    report = audited(out)
    assert status == 1
    assert {finding["rule"] for finding in report["findings"]} == {"separator-slip", "malformed-identifier"}
    assert "no registry was asked, as wanted" in ask("audit", path, "--registry", "none", "--no-links")[1]
    assert ask("audit", page(RIGHT), "--registry", "none", "--no-links")[0] == 0


@pytest.mark.parametrize(
    "options",
    [["--registry", "none,crossref"], ["--registry", ","], ["--registry", "scopus"], ["--quiet", "--verbose"],
     ["--registry", "crossref", "--mirror", "m"]],
)  # fmt: skip
def test_options_that_make_no_sense_are_usage(ask, page, options):
    status, out, _ = ask("audit", page(RIGHT), "--no-links", *options)
    assert (status, out) == (2, "")


def test_how_much_the_text_tells(ask, page, mirror):
    path = page(RIGHT, WRONG, "Malagoni J. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109.")
    usual = ask("audit", path, "--registry", "mirror", "--mirror", mirror, "--no-links")[1]
    assert usual.startswith("[2] nielsen2015")
    assert "volume-differs  the volume is cited as 8, and registered as 7" in usual
    assert (
        "[2] nielsen2015\n  Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;7(3):33-41. doi:10.1000/harp"
        in usual
    )
    assert "2 references without DOI, PMID or PMCID, though the work has one (no-identifier): [2], [3]" in usual
    assert "\n1 reference: nothing to correct\n" in usual
    assert "  nothing to correct" not in usual
    quiet = ask("audit", path, "--registry", "mirror", "--mirror", mirror, "--no-links", "--quiet")[1]
    assert "no-identifier" not in quiet
    assert "Corrected references" not in quiet
    assert "volume-differs" in quiet
    verbose = ask("audit", path, "--registry", "mirror", "--mirror", mirror, "--no-links", "--verbose")[1]
    assert verbose.count("no-identifier") == 2
    assert "evidence    the title stands in the citation" in verbose
    assert "[1] malagoni2015a  page.md" in verbose.replace(str(path.parent) + "/", "")


def test_a_style_prints_what_is_put_right_in_it_with_its_identifiers(ask, page, mirror):
    out = ask(
        "audit", page(RIGHT, WRONG), "--registry", "mirror", "--mirror", mirror, "--no-links", "--style", "ccsvi-page"
    )[1]
    corrected = out.partition("Corrected references\n")[2]
    assert "2015;7(3):33-41" in corrected
    assert "doi:10.1000/harp" in corrected
    assert "drummers" not in corrected


@pytest.mark.parametrize("options", [("--format", "text"), ("--format", "markdown"), ("--style", "ccsvi-page")])
def test_nothing_is_called_corrected_that_reads_as_before(ask, page, mirror, options):
    plain = "Malagoni J. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109."
    path = page(plain, WRONG, ABSENT)
    out = ask("audit", path, "--registry", "mirror", "--mirror", mirror, "--no-links", *options)[1]
    corrected = out.partition("Corrected references\n")[2]
    assert "Harp strings" in corrected
    assert "drummers" not in corrected
    adds = ask("audit", page(plain, RIGHT), "--registry", "mirror", "--mirror", mirror, "--no-links", *options)[1]
    assert "10.1000/drum" in adds.partition("Corrected references\n")[2]


def test_references_that_are_data_are_printed_with_their_identifiers(ask, tmp_path, mirror):
    path = tmp_path / "refs.bib"
    path.write_text(
        "@article{harp, author={Nielsen, J.}, title={Harp strings under arctic conditions}, journal={Journal of Tests},"
        " year=2015, volume=8, pages={33--41}, doi={10.1000/harp}}\n",
        "utf-8",
    )
    out = ask("audit", path, "--registry", "mirror", "--mirror", mirror, "--no-links")[1]
    corrected = out.partition("Corrected references\n")[2]
    assert "7(3), 33–41. https://doi.org/10.1000/harp" in corrected


def test_rules_accepted_findings_and_a_baseline_from_a_settings_file(ask, page, mirror, tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.ccsvi-refs.rules]\nno-identifier = "off"\nno-matching-record = "warning"\n'
        '[[tool.ccsvi-refs.accept]]\nrule = "volume-differs"\nreference = "nielsen*"\nreason = "a reprint"\nuntil = 2999-12-31\n',
        "utf-8",
    )
    path = page(RIGHT, WRONG, ABSENT)
    options = (path, "--registry", "mirror", "--mirror", mirror, "--no-links")
    status, out, _ = ask("audit", *options, "--format", "json")
    report = audited(out)
    assert status == 0
    assert [(one["rule"], one["severity"], one["accepted"]) for one in report["findings"]] == [
        ("volume-differs", "error", {"reason": "a reprint", "until": "2999-12-31"}),
        ("no-matching-record", "warning", None),
    ]
    assert report["summary"]["accepted"] == 1
    text = ask("audit", *options)[1]
    assert "volume-differs" not in text
    assert "1 accepted" in text
    assert "accepted    a reprint, until 2999-12-31" in ask("audit", *options, "--verbose")[1]
    assert "volume-differs" not in ask("audit", *options, "--format", "github")[1]
    sarif = json.loads(ask("audit", *options, "--format", "sarif")[1])["runs"][0]["results"]
    assert [one.get("suppressions") for one in sarif] == [[{"kind": "external", "justification": "a reprint"}], None]


def test_an_acceptance_that_has_ended_fails_the_run(ask, page, mirror, tmp_path):
    (tmp_path / "ccsvi-refs.toml").write_text(
        '[[accept]]\nrule = "volume-differs"\nreference = "nielsen*"\nreason = "a reprint"\nuntil = 2020-12-31\n',
        "utf-8",
    )
    status, out, _ = ask(
        "audit", page(RIGHT), "--registry", "mirror", "--mirror", mirror, "--no-links", "--format", "json"
    )
    (finding,) = audited(out)["findings"]
    assert status == 1
    assert (finding["rule"], finding["message"]) == ("accept-entry", "accept[1] ended on 2020-12-31")


def test_with_a_baseline_only_what_is_new_fails(ask, page, mirror):
    options = ("--registry", "mirror", "--mirror", mirror, "--no-links")
    path = page(RIGHT, WRONG)
    assert ask("audit", path, *options, "--write-baseline", "known.json")[0] == 1
    assert ask("audit", path, *options, "--baseline", "known.json")[0] == 0
    longer = page(RIGHT, "See also elsewhere.", WRONG, ABSENT)
    status, out, _ = ask("audit", longer, *options, "--baseline", "known.json", "--format", "json")
    new = [one["rule"] for one in audited(out)["findings"] if not one["accepted"]]
    assert status == 1
    assert "no-matching-record" in new
    assert "volume-differs" not in new
    assert ask("audit", path, *options, "--baseline", "none.json")[0] == 2


def test_an_unknown_rule_in_the_settings_is_usage_with_what_was_meant(ask, page, tmp_path):
    (tmp_path / "ccsvi-refs.toml").write_text('[rules]\nno-identifer = "off"\n', "utf-8")
    status, _, err = ask("audit", page(RIGHT), "--registry", "none", "--no-links")
    assert status == 2
    assert "did you mean 'no-identifier'" in err
    (tmp_path / "ccsvi-refs.toml").write_text('[rules]\nno-identifier = "loud"\n', "utf-8")
    status, _, err = ask("audit", page(RIGHT), "--registry", "none", "--no-links")
    assert status == 2
    assert "ccsvi-refs.toml: rules.no-identifier: expected one of off, on, info, warning, error" in err


def test_several_inputs_are_asked_about_by_one_client_within_one_deadline(ask, page, monkeypatch):
    started = []
    client = running.Client
    monkeypatch.setattr(running, "Client", lambda *given: started.append(1) or client(*given))
    pages = [page(text, name=f"{n}.md") for n, text in enumerate((RIGHT, WRONG, ABSENT))]
    _, out, _ = ask("audit", "--registry", "crossref", "--no-links", *pages)
    assert "3 references" in out
    assert len(started) == 1
