"""What every source's files come to in a mirror, and what damage in them costs."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ccsvi_refs.registries import mirror
from ccsvi_refs.registries.mirror import chunks, unpacking
from ccsvi_refs.registries.mirror.entries import Chunk, parsed
from ccsvi_refs.registries.mirror.pieces import Piece
from tests.registries.mirror_files import archive, article, articles, crossref, deleted, items, lines, packed, watched


def titles(folder: Path) -> list[str]:
    opened = mirror.Mirror(folder)
    return sorted(found.title for n in range(40) for found in opened.by_pmid(str(n)))


def dois(folder: Path, numbers: Any = range(40)) -> list[int]:
    opened = mirror.Mirror(folder)
    return [n for n in numbers if opened.by_doi(f"10.5555/w{n}")]


def cut(kind: str, path: Path) -> list[Any]:
    with path.open("rb") as file:
        return [piece for _, piece in chunks._pieces(kind, file, str(path))]


def said(built: mirror.Built) -> str:
    return "\n".join(map(str, built.problems))


def test_the_public_data_file_is_read_in_every_form_it_has_had(tmp_path: Path) -> None:
    inner = {
        "2025/0.json.gz": gzip.compress(json.dumps({"items": [crossref(1), crossref(2)]}, indent=1).encode()),
        "2025/1.jsonl.gz": gzip.compress("\n".join(json.dumps(crossref(n)) for n in (3, 4)).encode()),
        "2025/2.jsonl": (json.dumps(crossref(5)) + "\n").encode(),
    }
    tar = archive(tmp_path / "all.tar", inner)
    zipped = packed(
        tmp_path / "again.tar.gz",
        archive(tmp_path / "x.tar", {"a.json": json.dumps([crossref(6)]).encode()}).read_bytes(),
    )
    whole = packed(tmp_path / "one.json", json.dumps(crossref(7), indent=2).encode())
    built = mirror.build(tmp_path / "m", [tar, zipped, items(tmp_path / "i.json.gz", crossref(8)), whole])
    assert (built.records, built.unread, said(built)) == (8, 0, "")
    assert dois(tmp_path / "m") == [1, 2, 3, 4, 5, 6, 7, 8]


def test_revisions_and_deletions_count_in_the_order_of_the_files(tmp_path: Path) -> None:
    base = articles(tmp_path / "n0001.xml.gz", article(1, "First"), article(2, "Second"), article(3, "Third"))
    first = articles(tmp_path / "n0002.xml.gz", article(2, "Second, revised"), deleted(3, 99), article(4, "Fourth"))
    second = articles(tmp_path / "n0003.xml.gz", article(3, "Third, back again"), deleted(4))
    built = mirror.build(tmp_path / "m", [], [base, first, second])
    assert titles(tmp_path / "m") == ["First", "Second, revised", "Third, back again"]
    assert (built.records, built.replaced, built.deleted) == (3, 1, 2)
    assert mirror.verify(tmp_path / "m").problems == ()


def test_openalex_and_datacite_stand_beside_each_other(tmp_path: Path) -> None:
    work = {"id": "https://openalex.org/W5", "doi": "https://doi.org/10.5555/w5", "title": "Slides in air",
            "publication_year": 2001, "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/77"}, "updated_date": "2026-01-05"}  # fmt: skip
    author = {"id": "https://openalex.org/A5", "display_name": "Ada Okafor"}
    record = {"id": "10.5555/d1", "attributes": {"doi": "10.5555/D1", "titles": [{"title": "Bells, measured"}], "publicationYear": 2020,
                                                 "types": {"resourceTypeGeneral": "Dataset"}, "updated": "2026-02-07T00:00:00Z"}}  # fmt: skip
    built = mirror.build(
        tmp_path / "m",
        openalex=[lines(tmp_path / "o.gz", work, author)],
        datacite=[lines(tmp_path / "d.jsonl.gz", record, {"id": "x"})],
    )
    opened = mirror.Mirror(tmp_path / "m")
    assert [found.title for found in (*opened.by_pmid("77"), *opened.by_doi("10.5555/d1"))] == [
        "Slides in air",
        "Bells, measured",
    ]
    assert [problem.location.line for problem in built.problems if problem.location] == [2, 2]
    assert [(each.name, each.records, each.newest) for each in opened.info.sources] == [
        ("datacite", 1, "2026-02-07"),
        ("openalex", 1, "2026-01-05"),
    ]


def test_a_work_that_several_sources_have_is_one(tmp_path: Path) -> None:
    xml = articles(tmp_path / "a.xml", article(12, "Trombones and their slides", doi="10.5555/w1"))
    mirror.build(tmp_path / "m", [lines(tmp_path / "w.jsonl", crossref(1))], [xml])
    opened = mirror.Mirror(tmp_path / "m")
    both = opened.by_doi("10.5555/W1")
    assert [(found.text("PMID"), found.text("volume")) for found in both] == [("", "1"), ("12", "")]
    assert opened.by_pmid("12") == both
    assert [
        found.identifier("doi")
        for found in opened.search("Okafor1 A. Trombones and their slides. Journal of Low Brass 1, 1")
    ] == ["10.5555/w1", "10.5555/w1"]


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ({"crossref": [crossref(9, **{"update-to": [{"DOI": "10.5555/w1", "type": "retraction"}]})]}, ("retraction", "10.5555/w9", "")),
        ({"pubmed": '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionOf"><RefSource>J</RefSource><PMID>12</PMID>'
                    "</CommentsCorrections></CommentsCorrectionsList>"}, ("retraction", "", "30")),
        ({"watch": {"OriginalPaperDOI": "10.5555/w1", "RetractionNature": "Expression of concern", "RetractionDOI": "10.5555/c",
                    "RetractionPubMedID": "0", "RetractionDate": "3/21/2024 0:00", "Reason": "+Concerns;"}},
         ("expression-of-concern", "10.5555/c", "")),
        ({"watch": {"OriginalPaperPubMedID": "12", "OriginalPaperDOI": "unavailable", "RetractionNature": "Retraction",
                    "RetractionDOI": "Unavailable"}}, ("retraction", "", "")),
    ],
)  # fmt: skip
def test_a_notice_is_found_by_what_it_is_about(
    tmp_path: Path, notice: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    works = lines(tmp_path / "w.jsonl", crossref(1), *notice.get("crossref", ()))
    more = [article(30, "Retraction notice", notice["pubmed"])] if "pubmed" in notice else []
    xml = articles(tmp_path / "a.xml", article(12, "Trombones and their slides", doi="10.5555/w1"), *more)
    table = (
        [watched(tmp_path / "rw.csv", {"Record ID": "5", "Title": "T, a study", **notice["watch"]})]
        if "watch" in notice
        else []
    )
    built = mirror.build(tmp_path / "m", [works], [xml], retraction_watch=table)
    opened = mirror.Mirror(tmp_path / "m")
    (record,) = {found for work in opened.by_doi("10.5555/w1") for found in opened.notices(work)}
    (said_,) = record.notices
    assert (said_.kind, record.text("DOI"), record.text("PMID")) == expected
    assert built.unread == 0
    assert not any(found.id.startswith("retraction-watch") for found in opened.search("T, a study"))


def test_a_row_that_names_no_work_is_counted_and_no_fault(tmp_path: Path) -> None:
    good = {"Record ID": "2", "OriginalPaperDOI": "10.5555/w1", "RetractionNature": "Retraction"}
    table = watched(tmp_path / "rw.csv", {"Record ID": "1", "RetractionNature": "Retraction"}, {"Record ID": "3"}, good)
    built = mirror.build(tmp_path / "m", retraction_watch=[table])
    assert (built.records, [problem.location.line for problem in built.problems if problem.location]) == (1, [3])
    assert built.aside == 1


def test_a_damaged_member_of_a_tar_costs_itself_alone(tmp_path: Path) -> None:
    good = [gzip.compress(json.dumps(crossref(n)).encode(), mtime=0) for n in (1, 2, 3)]
    bad = bytearray(good[1])
    bad[30] ^= 0xFF
    built = mirror.build(
        tmp_path / "m", [archive(tmp_path / "t.tar", {"a.gz": good[0], "b.gz": bytes(bad), "c.gz": good[2]})]
    )
    assert dois(tmp_path / "m") == [1, 3]
    assert "t.tar/b.gz: is damaged near byte" in said(built)


def test_a_damaged_header_of_a_tar_is_named_with_its_bytes(tmp_path: Path) -> None:
    tar = archive(tmp_path / "t.tar", {f"{n}.json": json.dumps(crossref(n)).encode() for n in (1, 2, 3)})
    data = bytearray(tar.read_bytes())
    at = data.index(b"2.json")
    data[at : at + 200] = b"\xff" * 200
    tar.write_bytes(data)
    built = mirror.build(tmp_path / "m", [tar])
    assert dois(tmp_path / "m") == [1, 3]
    assert f"bytes {at} to" in said(built)


def test_a_gzip_file_that_is_damaged_goes_on_at_its_next_member(tmp_path: Path) -> None:
    parts = [
        gzip.compress("".join(json.dumps(crossref(n + i)) + "\n" for i in range(5)).encode(), mtime=0)
        for n in (0, 10, 20)
    ]
    bad = bytearray(parts[1])
    bad[len(bad) // 2] ^= 0x55
    file = tmp_path / "w.jsonl.gz"
    file.write_bytes(parts[0] + bytes(bad) + parts[2] + b"\0" * 100)
    built = mirror.build(tmp_path / "m", [file])
    assert set(dois(tmp_path / "m")) >= {0, 1, 2, 3, 4, 20, 21, 22, 23, 24}
    assert "w.jsonl.gz: is damaged near byte" in said(built)


def test_the_magic_of_a_gzip_member_may_be_cut_in_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(gzip.compress(f"{n} ".encode(), mtime=0) for n in range(50))
    for size in (4, 5, 6, 10):
        monkeypatch.setattr(unpacking, "_BLOCK", size)
        found = b""
        with packed(tmp_path / f"{size}.bin", data).open("rb") as file:
            for member in unpacking.members(file, "x"):
                assert isinstance(member, unpacking.Member)
                found += b"".join(block for block in member.blocks if isinstance(block, bytes))
        assert found.split() == [b"%d" % n for n in range(50)]


def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    whole = gzip.compress("".join(json.dumps(crossref(n, abstract=str(n) * 900)) + "\n" for n in range(30)).encode())
    (tmp_path / "w.gz").write_bytes(whole[: len(whole) // 2])
    built = mirror.build(tmp_path / "m", [tmp_path / "w.gz"])
    assert built.records > 5
    assert "breaks off: the packed file ends at byte" in said(built)


def test_an_item_that_is_no_json_costs_itself_alone(tmp_path: Path) -> None:
    good = [json.dumps(crossref(n)) for n in range(6)]
    good[2] = good[2].replace('"volume": "2"', '"volume": ]')
    good[4] = good[4][:60] + "\x00\x01" + good[4][60:]
    path = packed(tmp_path / "i.json.gz", ('{"items":[' + ",\n".join(good) + "]}").encode())
    built = mirror.build(tmp_path / "m", [path])
    assert dois(tmp_path / "m") == [0, 1, 3, 5]
    assert [re.search(r"is not JSON \(.*\) at byte", str(each)) is not None for each in built.problems] == [True, True]


def test_items_larger_than_a_block_and_in_many_blocks_are_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = [crossref(n, abstract="é" * (300_000 if n == 3 else 40)) for n in range(30)]
    monkeypatch.setattr(unpacking, "_BLOCK", 997)
    built = mirror.build(tmp_path / "m", [items(tmp_path / "i.json.gz", *works)])
    assert (built.unread, dois(tmp_path / "m")) == (0, list(range(30)))
    assert len(mirror.Mirror(tmp_path / "m").by_doi("10.5555/w3")[0].text("abstract")) == 300_000


def test_an_article_that_is_no_xml_costs_itself_alone(tmp_path: Path) -> None:
    broken, open_ = article(2).replace("</Article>", "", 1), article(3)[:120]
    file = articles(tmp_path / "a.xml.gz", article(1, "One"), broken, open_, article(4, "Four"))
    built = mirror.build(tmp_path / "m", [], [file])
    assert titles(tmp_path / "m") == ["Four", "One"]
    assert [problem.location.line for problem in built.problems if problem.location] == [4, 5]


def test_entities_of_xml_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden")
    text = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>\n<PubmedArticleSet>'
        + article(1, "T &e;")
        + article(2, "Two")
    )
    built = mirror.build(tmp_path / "m", [], [packed(tmp_path / "a.xml", (text + "</PubmedArticleSet>").encode())])
    assert titles(tmp_path / "m") == ["Two"]
    assert built.unread == 1


@pytest.mark.parametrize("data", [b"", b"\n\n", b"{", b"[", b'{"items": 5}', b"\x1f\x8b", b"\x1f\x8b\x08", b"<a/>", b"\0" * 2000, b"[" * 5000,
                                  b'{"items":[' + b"[" * 100_000])  # fmt: skip
@pytest.mark.parametrize("source", ["crossref", "pubmed", "openalex", "datacite", "retraction_watch"])
def test_what_is_no_file_of_records_is_said_and_nothing_else(data: bytes, source: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "x", data)
    kind = source.replace("_", "-")
    found = parsed(Chunk(kind, 0, "x", cut(kind, path)))
    assert not found.entries
    assert len(found.problems) <= 3


def test_lines_and_offsets_are_those_of_the_file(tmp_path: Path) -> None:
    path = packed(tmp_path / "w.jsonl", b'\n{"a": 1}\n\n  \n{"b": "\xc3\xa9"}\n{"c": 3}')
    found = [piece for piece in cut("crossref", path) if isinstance(piece, Piece)]
    assert [(piece.line, piece.offset) for piece in found] == [(2, 1), (5, 14), (6, 26)]
