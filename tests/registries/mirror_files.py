"""Files as Crossref, PubMed, OpenAlex, DataCite and Retraction Watch hand them out, in words of our own."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,"
    "RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)


def crossref(number: int, **more: Any) -> dict[str, Any]:
    return {
        "DOI": f"10.5555/w{number}",
        "type": "journal-article",
        "title": [f"Trombones and their slides, study {number} of brass"],
        "author": [{"family": f"Okafor{number}", "given": "Ada"}],
        "container-title": ["Journal of Low Brass"],
        "issued": {"date-parts": [[1990 + number % 30]]},
        "volume": str(number),
        "page": f"{number}-{number + 9}",
        "indexed": {"date-time": f"2026-03-{1 + number % 28:02}T01:02:03Z"},
        **more,
    }


def article(number: int, title: str = "Trombones at rest", inside: str = "", doi: str = "") -> str:
    named = f'<ELocationID EIdType="doi">{doi}</ELocationID>' if doi else ""
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{number}</PMID><DateRevised><Year>2026</Year><Month>02</Month>'
        f"<Day>0{1 + number % 9}</Day></DateRevised><Article><ArticleTitle>{title}.</ArticleTitle>{named}</Article>{inside}"
        "</MedlineCitation></PubmedArticle>"
    )


def deleted(*numbers: int) -> str:
    return "<DeleteCitation>" + "".join(f'<PMID Version="1">{n}</PMID>' for n in numbers) + "</DeleteCitation>"


def lines(path: Path, *items: object) -> Path:
    return packed(
        path, "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items).encode()
    )


def items(path: Path, *works: object) -> Path:
    return packed(path, json.dumps({"items": works}).encode())


def articles(path: Path, *elements: str) -> Path:
    inner = "\n".join(elements)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n{inner}\n</PubmedArticleSet>\n'
    return packed(path, text.encode())


def packed(path: Path, data: bytes) -> Path:
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w") as file:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return path


def watched(path: Path, *rows: dict[str, str]) -> Path:
    names = COLUMNS.split(",")
    body = [",".join(f'"{row.get(name, "")}"' for name in names) for row in rows]
    return packed(path, "\n".join([COLUMNS, *body, ""]).encode())
