"""``ccsvi-refs render doi:10.…``: identifiers in the place of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ccsvi_refs as refs
from ccsvi_refs import cli
from ccsvi_refs.errors import InputError
from tests.resolving.test_resuming import settings_of
from tests.service_data import Holdings, article, work
from tests.service_more import arxiv_entry
from tests.services import Answer, Services

HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")


def holdings() -> Holdings:
    held = Holdings([HARP], {"21": article("21", HARP, "PMC77")})
    held.aliases = {"10/harps": "10.1000/harp"}
    held.arxiv = {
        "1412.00001": arxiv_entry("1412.00001", "Drums of the early universe", ["Dora Drummond"], "2014-12-01")
    }
    held.books = {
        "9780521341509": {"title": "The lute in winter", "authors": [{"name": "Olu Okafor"}], "key": "/books/OL1M"}
    }
    return held


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Services(holdings()) as running:
        env = settings_of(running, tmp_path / "cache")
        for name, value in env.items():
            if name.startswith("CCSVI_REFS_"):
                monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        yield running


def run(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    status = cli.run(list(words))
    out, err = capfdbinary.readouterr()
    return status, out.decode(), err.decode()


NAMES = [
    "doi:10.1000/harp",
    "https://doi.org/10.1000/harp?utm_source=x",
    "10/harps",
    "pmid:21",
    "pmcid:PMC77",
    "https://publisher.example/doi/full/10.1000/HARP#s1",
]


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize("name", NAMES)
def test_a_work_is_rendered_and_converted_by_its_name(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, _ = run(capfdbinary, "convert", name, "--to", "bibtex")
    assert status == 0
    assert "@article{nielsen2015," in out
    assert "Harp strings under arctic conditions" in out
    status, out, _ = run(capfdbinary, "render", name, "--style", "apa")
    assert (status, out[:7]) == (0, "Nielsen")


@pytest.mark.usefixtures("services")
def test_several_names_make_one_run(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    names = ["doi:10.1000/harp", "arxiv:1412.00001", "isbn:978-0-521-34150-9"]
    status, out, _ = run(capfdbinary, "resolve", *names, "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert [(item["id"], item["status"], item["discrepancies"]) for item in found] == [
        ("doi:10.1000/harp", "matched", []), ("arxiv:1412.00001", "matched", []), ("isbn:9780521341509", "matched", []),
    ]  # fmt: skip
    assert [item["reference"]["title"] for item in found][1:] == ["Drums of the early universe", "The lute in winter"]
    status, out, _ = run(capfdbinary, "convert", " ".join(names), "--to", "ris")
    assert (status, out.count("ER  -")) == (0, 3)


@pytest.mark.usefixtures("services")
def test_an_audit_of_an_identifier_has_nothing_to_say_of_what_is_not_cited(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    status, out, _ = run(capfdbinary, "audit", "pmid:21", "--no-links", "--format", "json")
    findings = json.loads(out)["findings"]
    assert (status, [finding["rule"] for finding in findings]) == (0, [])


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    "text", ["PMID: 21", "https://doi.org/10.1000/harp", "Available from: https://pubmed.ncbi.nlm.nih.gov/21/"]
)
def test_a_bare_identifier_in_a_list_had_an_author_called_pmid(
    text: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "list.jsonl").write_text(json.dumps({"id": "a", "text": text}))
    status, out, _ = run(capfdbinary, "audit", "list.jsonl", "--no-links", "--format", "json")
    told = [finding["rule"] for finding in json.loads(out)["findings"] if finding["rule"] != "no-identifier"]
    assert (status, told) == (0, [])


@pytest.mark.usefixtures("services")
def test_what_has_no_record_is_said_and_leaves_the_others(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    status, out, err = run(capfdbinary, "convert", "doi:10.9999/none", "doi:10.1000/harp", "--to", "bibtex")
    assert status == 1
    assert "Harp strings" in out
    assert "doi:10.9999/none" in err


def test_a_work_that_nobody_could_be_asked_about_is_unavailable(
    services: Services, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name in ("crossref", "eutils", "idconv", "doi", "datacite", "europepmc", "openalex"):
        services.fail_always(name, Answer(b"Forbidden", 403))
    status, _, err = run(capfdbinary, "render", "doi:10.1000/harp", "--style", "apa")
    assert status == 3
    assert "Crossref refuses our requests" in err


@pytest.mark.usefixtures("services")
def test_a_file_of_that_name_goes_first_and_a_malformed_name_is_an_error(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(capfdbinary, "convert", "doi:10.1136", "--to", "ris")[0] == 2
    (tmp_path / "pmid:21").write_text("@article{a, title={Of a file}}")
    status, out, _ = run(capfdbinary, "convert", "pmid:21", "--from", "bibtex", "--to", "ris")
    assert "Of a file" in out
    assert status == 0


def test_the_library_loads_what_is_named() -> None:
    page = refs.load("doi:10.1000/harp pmid:12")
    assert [reference.id for reference in page] == ["doi:10.1000/harp", "pmid:12"]
    with pytest.raises(InputError, match="check digit"):
        refs.load("isbn:978-0-521-34150-8")
