"""The layouts in which registries hand their dumps out, with the oddities of each, and which of several records counts."""

import bz2
import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from ccsvi_refs.errors import InputError
from ccsvi_refs.registries import mirror
from tests.registries.mirror_files import COLUMNS, archive, crossref, deleted, lines, packed

ONE, TWO, THREE = (json.dumps(crossref(n)) for n in (1, 2, 3))
PRETTY = json.dumps(crossref(2), indent=2)


def dois(folder: Path, numbers: Any = range(12)) -> list[int]:
    opened = mirror.Mirror(folder)
    return [n for n in numbers if opened.by_doi(f"10.5555/w{n}")]


def said(built: mirror.Built) -> str:
    return "\n".join(map(str, built.problems))


def answer(inner: str) -> str:
    return '{"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": ' + inner + "}"


@pytest.mark.parametrize(
    "data",
    [
        '{"items":[' + ONE + "," + TWO + "]}" + '{"items":[' + THREE + "]}",
        '{"items" : [\n' + ",\n".join((ONE, TWO, THREE)) + "\n]}\n",
        "".join(answer(each) + "\n" for each in (ONE, TWO, THREE)),
        "".join(answer('{"facets": {"a": []}, "total-results": 9, "items": [' + each + '], "query": {"b": 1}}') + "\n"
                for each in (f"{ONE},{TWO}", THREE)),
        answer(ONE) + answer(TWO) + answer(THREE),
        PRETTY + ONE + "\n" + THREE, "[" + ONE + "," + PRETTY + "]" + THREE,
        "".join('{"status": "active", ' + each[1:] + "\n" for each in (ONE, TWO, THREE)),
        "\x1e" + ONE + "\n\x1e" + TWO + "\n\x1e" + THREE + "\n",
        "{broken\n" + ONE + "\n" + TWO + "\n" + THREE,
        '{"items":[{"DOI": oops, "author": [{"family": "Bell", "given": "Ida"}, {"family": "Roe"}]},' + ",".join((ONE, TWO, THREE)) + "]}",
        '{"items":[' + ONE + "," + TWO + ', {"DOI": oops, "author": [{"family": "Bell"}, {"family": "Roe"}]}]}\n{"items":[' + THREE + "]}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_stored", [str.encode, lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), lambda text: text.encode("utf-16")])  # fmt: skip
def test_works_are_found_however_their_json_is_laid_out(tmp_path: Path, data: str, as_stored: Any) -> None:
    built = mirror.build(tmp_path / "m", [packed(tmp_path / "x.json.gz", as_stored(data))])
    assert dois(tmp_path / "m") == [1, 2, 3]
    assert built.unread == ("oops" in data or "{broken" in data)


def test_a_folder_is_read_with_all_that_is_in_it_but_what_stands_beside_the_records(tmp_path: Path) -> None:
    folder = tmp_path / "April 2026 Public Data File from Crossref"
    folder.mkdir()
    for name, data in {"10.jsonl.gz": gzip.compress(THREE.encode()), "9.json.xz": lzma.compress(ONE.encode()), "8.json.bz2": bz2.compress(TWO.encode()),
                       "9.json.xz.md5": b"x", "._9.json.xz": b"x", "README": b"x", ".DS_Store": b"\0", "7.json.gz": b"", "6.parquet": b"PAR1" + bytes(90)}.items():  # fmt: skip
        (folder / name).write_bytes(data)
    built = mirror.build(tmp_path / "m", [folder])
    assert dois(tmp_path / "m") == [1, 2, 3]
    assert sorted(said(built).split("\n")) == [
        f"{folder}/6.parquet: is an Apache Parquet file (the same records are handed out as JSON lines), which is not read here",
        f"{folder}/7.json.gz: is empty",
    ]
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="is a folder without files of records"):
        mirror.build(tmp_path / "m", [tmp_path / "none"])


def test_letters_that_are_not_utf8_cost_themselves_alone(tmp_path: Path) -> None:
    data = (ONE + "\n" + TWO).encode().replace(b"Low Brass", b"Low \xe9 Brass", 1)
    built = mirror.build(tmp_path / "m", [packed(tmp_path / "x.jsonl", data)])
    assert mirror.Mirror(tmp_path / "m").by_doi("10.5555/w1")[0].container_title == "Journal of Low \ufffd Brass"
    assert "x.jsonl:1: holds bytes that are not UTF-8" in said(built)


def test_all_that_could_not_be_read_is_named_in_a_file_whatever_interrupts_it(tmp_path: Path) -> None:
    bad = lines(tmp_path / "bad.jsonl", crossref(1), *["null", "5", '"x"', {}, "[]"] * 50)

    def stop(*_: int) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        mirror.build(tmp_path / "m", [bad, lines(tmp_path / "more.jsonl", crossref(2))], every=1, progress=stop)
    built = mirror.build(tmp_path / "m", [bad, tmp_path / "more.jsonl"])
    assert (built.records, built.unread, len(built.problems), built.resumed) == (2, 200, 100, True)
    assert built.told
    told = built.told.read_text().splitlines()
    assert (len(told), len(set(told))) == (200, 200)


def dated(number: int, day: str, title: str) -> dict[str, Any]:
    return crossref(number, title=[title], indexed={"date-time": f"{day}T01:02:03Z"})


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_newest_record_counts_in_whatever_order_files_are_read(tmp_path: Path, order: tuple[int, ...]) -> None:
    files = [
        lines(tmp_path / f"{n}.jsonl", dated(1, day, day), crossref(2, indexed=None, title=[day]))
        for n, day in enumerate(("2026-03-04", "2026-11-01", "2025-12-31"))
    ]
    built = mirror.build(tmp_path / "m", [files[order[0]]])
    built = mirror.update(tmp_path / "m", [files[n] for n in order[1:]])
    opened = mirror.Mirror(tmp_path / "m")
    assert opened.by_doi("10.5555/w1")[0].title == "2026-11-01"
    assert built.records == 2
    assert opened.by_doi("10.5555/w2")[0].title == ("2026-03-04", "2026-11-01", "2025-12-31")[order[-1]]
    assert mirror.verify(tmp_path / "m").problems == ()


def of_pubmed(pmid: int, title: str, day: str, version: int = 1) -> str:
    year, month, date = day.split("-")
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID><DateRevised><Year>{year}</Year><Month>{month}</Month>'
        f"<Day>{date}</Day></DateRevised><Article><ArticleTitle>{title}.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), ()])
def test_revisions_versions_and_deletions_of_pubmed_count_in_the_order_of_its_numbers(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    inner = {
        "baseline/pubmed26n0001.xml.gz": [of_pubmed(n, f"Title {n}", "2025-11-01") for n in (1, 2, 3, 5)]
        + [of_pubmed(4, "Second version", "2025-10-01", 2), of_pubmed(4, "First version, revised", "2025-11-30")],
        "updatefiles/pubmed26n1335.xml.gz": [of_pubmed(2, "Revised", "2026-01-05"), deleted(3, 4, 5)],
        "updatefiles/pubmed26n1336.xml.gz": [of_pubmed(2, "Revised again", "2026-01-05"), of_pubmed(5, "Back", "2026-01-06")],
    }  # fmt: skip
    files = []
    for name, elements in inner.items():
        path = tmp_path / "pubmed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        files.append(packed(path, f"<PubmedArticleSet>{''.join(elements)}</PubmedArticleSet>".encode()))
        path.with_name(path.name + ".md5").write_text("MD5 (x) = y\n")
        path.with_name(path.name.replace(".xml.gz", "_stats.html")).write_text("<html>")
    built = mirror.build(tmp_path / "m", [], [files[n] for n in order] or [tmp_path / "pubmed"])
    opened = mirror.Mirror(tmp_path / "m")
    held = {n: [found.title for found in opened.by_pmid(str(n))] for n in range(1, 6)}
    assert held == {1: ["Title 1"], 2: ["Revised again"], 3: [], 4: ["Second version"], 5: ["Back"]}
    assert (built.records, said(built)) == (4, "")


def test_openalexs_snapshot_is_read_as_it_lies_with_what_was_merged_away(tmp_path: Path) -> None:
    def work(number: int, day: str, title: str | None = "Slides") -> dict[str, Any]:
        return {
            "id": f"https://openalex.org/W{number}",
            "doi": f"https://doi.org/10.5555/w{number}",
            "title": title,
            "updated_date": day,
        }

    inner = {
        "works/updated_date=2026-01-05/part_0000.gz": [work(1, "2026-01-05T00:00:00.1"), work(2, "2026-01-05"), work(3, "2026-01-05", None)],
        "works/updated_date=2024-01-05/part_0000.gz": [work(1, "2024-01-05", "Old"), work(4, "2026-02-02")],
        "authors/updated_date=2026-01-05/part_0000.gz": [{"id": "https://openalex.org/A1"}],
    }  # fmt: skip
    for name, works in inner.items():
        (path := tmp_path / "data" / name).parent.mkdir(parents=True)
        lines(path, *works)
    (tmp_path / "data" / "works" / "manifest").write_text('{"entries": []}')
    (merged := tmp_path / "data" / "merged_ids" / "works").mkdir(parents=True)
    packed(merged / "2026-02-01.csv.gz", b"merge_date,id,merge_into_id\r\n2026-02-01,W2,W1\r\n2026-02-01,W4,W1\r\n")
    built = mirror.build(tmp_path / "m", openalex=[tmp_path / "data"])
    opened = mirror.Mirror(tmp_path / "m")
    assert [found.title for n in range(1, 5) for found in opened.by_doi(f"10.5555/w{n}")] == ["Slides", "", "Slides"]
    assert (built.unread, built.deleted, built.older, dois(tmp_path / "m")) == (0, 1, 0, [1, 3, 4])


def test_datacites_public_data_file_is_read_in_both_layouts_and_takes_back_what_is_no_longer_public(
    tmp_path: Path,
) -> None:
    def record(number: int) -> dict[str, Any]:
        inner = {"doi": f"10.5555/W{number}", "titles": [{"title": "Bells"}], "creators": None, "publisher": {"name": "Here"},
                 "state": "findable", "updated": "2024-08-07T01:02:03.000Z"}  # fmt: skip
        return {"id": f"10.5555/w{number}", "type": "dois", "attributes": inner, "relationships": {}}

    table = "doi,state,client_id,updated\n10.5555/w1,findable,a.b,2024-08-07T01:02:03.000Z\n10.5555/w9,registered,a.b,2025-01-01T00:00:00.000Z\n"
    tar = archive(tmp_path / "DataCite_Public_Data_File_2025.tar", {
        "README": b"# Data", "MANIFEST": b"dois", "dois/updated_2024-08/2024-08.csv.gz": gzip.compress(table.encode()),
        "dois/updated_2024-08/part_0000.jsonl.gz": gzip.compress("\n".join(json.dumps(record(n)) for n in (1, 2)).encode()),
    })  # fmt: skip
    flat = lines(tmp_path / "part_00000.jsonl", *(record(n)["attributes"] for n in (3, 9)))
    built = mirror.build(tmp_path / "m", datacite=[flat, tar])
    assert (dois(tmp_path / "m"), built.deleted, said(built)) == ([1, 2, 3], 1, "")


def test_crossrefs_aliases_lead_to_the_work(tmp_path: Path) -> None:
    mirror.build(tmp_path / "m", [lines(tmp_path / "a.jsonl", crossref(1, aliases=["10.5555/OLD"]))])
    assert [found.identifier("doi") for found in mirror.Mirror(tmp_path / "m").by_doi("10.5555/old")] == ["10.5555/w1"]


def watched(number: int, **more: str) -> str:
    row = {"Record ID": str(number), "Title": f'"Study {number}"', "RetractionDate": "3/9/2026 0:00", "OriginalPaperDOI": f"10.5555/w{number}",
           "RetractionPubMedID": "0", "OriginalPaperPubMedID": "0", "RetractionNature": "Retraction", "Reason": "Rogue Editor;", **more}  # fmt: skip
    return ",".join(row.get(name, "") for name in COLUMNS.split(",")) + ","


@pytest.mark.parametrize("as_stored", [str.encode, lambda text: text.encode("latin-1"), lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()])  # fmt: skip
def test_retraction_watchs_table_as_it_is_written(tmp_path: Path, as_stored: Any) -> None:
    """A comma behind the head, cells of several lines, quotation marks left open, a last row cut off."""
    rows = [
        COLUMNS + ",", watched(1, Notes='"first\nsecond ""quoted"", third"'), watched(2, Title='"never closed'),
        watched(3, Title='"Café"'), watched(4, OriginalPaperDOI="unavailable"), watched(5, OriginalPaperDOI="Unavailable", OriginalPaperPubMedID="77"),
        watched(6, OriginalPaperDOI="https://doi.org/10.5555/W6;10.5555/w7"), watched(8, Notes='"he said "x" there"'), watched(9)[:-30],
    ]  # fmt: skip
    built = mirror.build(tmp_path / "m", retraction_watch=[packed(tmp_path / "rw.csv", as_stored("\n".join(rows)))])
    index = mirror.Mirror(tmp_path / "m")._index
    assert [n for n in range(10) if index.having("about", f"doi:10.5555/w{n}")] == [1, 3, 6, 7, 8]
    assert index.having("about", "pmid:77")
    assert [each.location.line for each in built.problems if each.location] == [4, 10]
    assert (built.records, built.aside, built.unread) == (5, 1, 2)
    assert built.told
    assert "rw.csv:6: names no work by DOI or PMID" in built.told.read_text("utf-8")


@pytest.mark.parametrize("data", [b"<!DOCTYPE html>\n<p>a, b</p>\n" * 50, b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\n", b"a;b;c\n1;2;3\n"])  # fmt: skip
def test_what_is_no_table_of_retractions_costs_one_line(tmp_path: Path, data: bytes) -> None:
    built = mirror.build(tmp_path / "m", retraction_watch=[packed(tmp_path / "rw.csv", data)])
    assert (built.records, built.unread) == (0, 1)
