# ruff: noqa: E501 - records stand as their files have them
"""How the work of each reader grows with its input: CPU seconds at 1, 2, 4 and 8 times a size that takes a tenth.

    python benchmarks/growth.py [--only NAME...] [--start 0.1]

Each input is one record or entry after another, all of them different. ``8/1`` near 8 is linear growth; what the
readers do with hostile input is in docs/reference/limits.md and the tests.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from ccsvi_refs import formats, pages
from ccsvi_refs.errors import InputError

TITLE = "Sediment {0} and the drift of its {0} grains in shallow seas"
PRINTED = "Okafor B{0}, Marlow K. Sediment {0} and its grains. J Shallow Seas {1};{0}(2):{0}-{2}. doi:10.5555/s.{0}"

#: Reader → head, one record (0 its number, 1 a year, 2 a page), joint, tail.
RECORDS: dict[str, tuple[str, str, str, str]] = {
    "bibtex": ("", "@article{{k{0}, title={{" + TITLE + "}}, author={{Okafor, B{0} and Marlow, K}}, year={1},"
               " journal={{J Shallow Seas}}, volume={0}, pages={{{0}--{2}}}, doi={{10.5555/s.{0}}}}}", "\n", "\n"),
    "ris": ("", "TY  - JOUR\nAU  - Okafor, B{0}\nTI  - " + TITLE + "\nPY  - {1}\nVL  - {0}\nSP  - {0}\nER  - \n", "\n", ""),
    "nbib": ("", "PMID- {0}\nTI  - " + TITLE + ".\nFAU - Okafor, B{0}\nAU  - Okafor B\nDP  - {1}\nVI  - {0}\nPG  - {0}-{2}\n",
             "\n", ""),
    "csl-json": ("[", '{{"id": "k{0}", "type": "article-journal", "title": "' + TITLE + '", "author": [{{"family": "Okafor",'
                 ' "given": "B{0}"}}], "issued": {{"date-parts": [[{1}]]}}, "volume": "{0}"}}', ",\n", "]"),
    "csl-yaml": ("references:\n", "- id: k{0}\n  type: book\n  title: " + TITLE + "\n  issued: {{year: {1}}}", "\n", "\n"),
    "crossref": ("[", '{{"DOI": "10.5555/s.{0}", "type": "journal-article", "title": ["' + TITLE + '"], "volume": "{0}",'
                 ' "issued": {{"date-parts": [[{1}]]}}, "author": [{{"family": "Okafor", "given": "B"}}]}}', ",\n", "]"),
    "pubmed": ("<PubmedArticleSet>", "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><Journal><Title>J Seas</Title>"
               "<JournalIssue><Volume>{0}</Volume><PubDate><Year>{1}</Year></PubDate></JournalIssue></Journal><ArticleTitle>"
               + TITLE + "</ArticleTitle></Article></MedlineCitation></PubmedArticle>", "\n", "</PubmedArticleSet>"),
    "refer": ("", "%0 Journal Article\n%A Okafor, B{0}\n%T " + TITLE + "\n%D {1}\n%V {0}\n", "\n", ""),
    "wos": ("FN Clarivate Analytics Web of Science\nVR 1.0\n", "PT J\nAU Okafor, B\nTI " + TITLE + "\nPY {1}\nVL {0}\nER\n",
            "\n", "EF\n"),
    "hayagriva": ("", "k{0}:\n  type: article\n  title: " + TITLE + "\n  author: Okafor, B{0}\n  date: {1}", "\n", "\n"),
    "cff": ("cff-version: 1.2.0\ntitle: T\nmessage: M\nauthors: [{{family-names: Roe}}]\nreferences:\n",
            "- type: article\n  title: " + TITLE + "\n  year: {1}\n  authors: [{{family-names: Okafor}}]", "\n", "\n"),
    "csv": ("Authors,Title,Year,Source title,Volume,DOI\n", '"Okafor B.","' + TITLE + '",{1},J Shallow Seas,{0},10.5555/s.{0}',
            "\n", "\n"),
    "mods": ('<modsCollection xmlns="http://www.loc.gov/mods/v3">', "<mods><titleInfo><title>" + TITLE + "</title></titleInfo>"
             "<originInfo><dateIssued>{1}</dateIssued></originInfo></mods>", "\n", "</modsCollection>"),
    "endnote": ("<xml><records>", "<record><ref-type name='Journal Article'>17</ref-type><titles><title>" + TITLE + "</title>"
                "</titles><dates><year>{1}</year></dates></record>", "\n", "</records></xml>"),
    "jats": ("<article><back><ref-list>", "<ref id='r{0}'><element-citation publication-type='journal'><article-title>" + TITLE
             + "</article-title><year>{1}</year></element-citation></ref>", "\n", "</ref-list></back></article>"),
}  # fmt: skip
#: Kind of page → head, one entry, joint, tail.
PAGES: dict[str, tuple[str, str, str, str]] = {
    "text": ("References\n\n", "{0}. " + PRINTED, "\n", "\n"),
    "markdown": ("# References\n\n", "{0}. " + PRINTED, "\n", "\n"),
    "html": ("<h2>References</h2><ol>", "<li>" + PRINTED + "</li>", "\n", "</ol>"),
    "rst": ("References\n==========\n\n", ".. [k{0}] " + PRINTED, "\n\n", "\n"),
    "org": ("* References\n", "{0}. " + PRINTED, "\n", "\n"),
    "asciidoc": ("== References\n\n", "* [[k{0}]] " + PRINTED, "\n", "\n"),
    "latex": ("\\begin{{thebibliography}}{{9}}\n", "\\bibitem{{k{0}}} " + PRINTED, "\n", "\\end{{thebibliography}}\n"),
    "mediawiki": ("== References ==\n", "# " + PRINTED, "\n", "\n"),
}  # fmt: skip


def text(parts: tuple[str, str, str, str], count: int) -> str:
    head, record, joint, tail = parts
    rows = (record.format(n, 1950 + n % 70, n + 8) for n in range(1, count + 1))
    return head.format() + joint.join(rows) + tail.format()


def seconds(read: Callable[[str], object], source: str) -> float:
    start = time.process_time()
    read(source)
    return time.process_time() - start


def reader(name: str) -> Callable[[str], object]:
    if name in RECORDS:
        return lambda source: formats.read(source, name)
    return lambda source: pages.read(source, name)


def row(name: str, least: float) -> dict[str, object]:
    read, parts, count = reader(name), (RECORDS | PAGES)[name], 4
    found = read(text(parts, count))
    if len(found) < count:  # type: ignore[arg-type]  # a bibliography
        raise InputError(f"{name}: {len(found)} of {count} records read")  # type: ignore[arg-type]
    while seconds(read, text(parts, count)) < least and count < 20_000:
        count *= 2
    times = [seconds(read, text(parts, count * factor)) for factor in (1, 2, 4, 8)]
    return {"reader": name, "records": count, "characters": len(text(parts, count)), "times": times}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[*RECORDS, *PAGES])
    parser.add_argument("--start", type=float, default=0.1)
    chosen = parser.parse_args()
    print("| reader | records at first | characters | 1 | 2 | 4 | 8 | 8/1 |\n|---|---|---|---|---|---|---|---|")
    for name in chosen.only:
        found = row(name, chosen.start)
        times: list[float] = found["times"]  # type: ignore[assignment]
        shown = " | ".join(f"{one:.2f}" for one in times)
        print(
            f"| {name} | {found['records']} | {found['characters']:,} | {shown} | {times[3] / times[0]:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
