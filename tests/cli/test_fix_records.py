"""``fix`` on data files: bytes that nothing is wrong with stay, whatever the encoding and the line ends."""

from __future__ import annotations

import json

import pytest

from ccsvi_refs.cli import run
from tests.service_data import work

HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", issue="1", page="133-141")
BIB = """% Größe, naïve
@article{harp,
  author = {Nielsen, Jane},
  title = {{Harp} strings under arctic conditions},
  journal = {Journal of Tests},
  year = 2015,
  volume = 8,
  number = 1,
  pages = {133--141},
  doi = {10.1000/harp},
  note = {Grüße},
}
"""


@pytest.fixture
def fix(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "works.jsonl").write_text(json.dumps(HARP))
    assert run(["mirror", "build", "--crossref", "works.jsonl", "--output", "mirror"]) == 0

    def runs(name, data, *options):
        (tmp_path / name).write_bytes(data)
        status = run(["fix", "--registry", "mirror", "--mirror", "mirror", name, *options])
        _, err = capfdbinary.readouterr()
        return status, (tmp_path / name).read_bytes(), err.decode()

    return runs


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("latin-1", b"")])
def test_encoding_mark_and_line_ends_of_a_bib_file_stay(fix, end, encoding, mark):
    wrong, right = (mark + text.replace("\n", end).encode(encoding) for text in (BIB, BIB.replace("= 8", "= 7")))
    status, written, err = fix("mine.bib", wrong, "--write")
    assert (status, written) == (0, right)
    assert "mine.bib:2: changed: volume-differs harp" in err
    assert fix("mine.bib", right, "--write") == (0, right, "")


def test_a_field_is_put_in_with_the_line_ends_of_the_file(fix):
    whole = BIB.replace("= 8", "= 7").replace("\n", "\r\n").encode()
    assert fix("mine.bib", whole.replace(b"  volume = 7,\r\n", b""), "--write")[1] == whole


def test_what_has_no_place_is_left_and_named_with_the_reason(fix):
    text = BIB.replace("volume = 8", 'volume = "0" # "8"').encode()
    status, written, err = fix("mine.bib", text, "--write")
    assert (status, written) == (1, text)
    assert "mine.bib:2: left" in err
    assert "put together from several" in err


def test_files_of_the_other_formats_are_written_back(fix):
    item = {"type": "article-journal", "title": "Harp strings under arctic conditions", "DOI": "10.1000/harp"}
    item |= {"author": [{"family": "Nielsen", "given": "Jane"}], "container-title": "Journal of Tests"}
    item |= {"issued": {"date-parts": [[2015]]}, "volume": "8", "issue": "1", "page": "133-141", "id": "h"}
    ris = (
        "TY  - JOUR\nAU  - Nielsen, Jane\nTI  - Harp strings under arctic conditions\nJO  - Journal of Tests\n"
        "PY  - 2015\nVL  - 8\nIS  - 1\nSP  - 133\nEP  - 141\nDO  - 10.1000/harp\nER  - \n"
    )
    files = {"a.json": json.dumps([item]), "a.ris": ris, "a.yaml": json.dumps({"references": [item]})}
    for name, text in files.items():
        status, written, _ = fix(name, text.encode(), "--write")
        assert (status, written.decode()) == (0, text.replace('"8"', '"7"').replace("VL  - 8", "VL  - 7"))


def test_the_four_papers_are_put_right_without_a_registry(tmp_path, monkeypatch, capfdbinary):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    text = (
        "@article{z, author = {Zamboni, P. and others}, title = {Efficacy and safety of extracranial vein angioplasty in"
        " multiple sclerosis: a randomized clinical trial}, journal = {JAMA Neurology}, year = {in press}}\n"
        "@article{l, author = {Laupacis, A. and others}, title = {Association between chronic cerebrospinal"
        " insufficiency and multiple sclerosis: a meta-analysis}, journal = {Canadian Medical Association Journal},"
        " year = {2011}, volume = {183}, number = {16}, pages = {e1203--e1212}}\n"
    )
    (tmp_path / "ccsvi.bib").write_text(text)
    assert run(["fix", "--offline", "--unsafe", "--write", "ccsvi.bib"]) == 0
    assert (tmp_path / "ccsvi.bib").read_text() == text.replace(
        "year = {in press}", "year = {2018}, volume = {75}, number = {1}, pages = {35--43}, pmid = {29150995}"
    ).replace("cerebrospinal insuff", "cerebrospinal venous insuff").replace("e1212}}", "e1212}, pmid = {21969411}}")
