"""How long an editor waits for ``ccsvi-refs lsp``: until a file is marked when it is opened, and while one types.

Run: PYTHONPATH=src:. python benchmarks/language_server.py [--entries 50 1000] [--typing 5000]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from lsprotocol import types

from tests.lsp.editor import Editor, position
from tests.service_data import Holdings, work
from tests.services import Services, unreachable

_SYLLABLES = [first + second for first in "bdfgklmnprst" for second in "aeiou"]
_KEYS = 20


def _title(number: int) -> str:
    chosen = random.Random(number)
    return " ".join("".join(chosen.choices(_SYLLABLES, k=3)) for _ in range(7)).capitalize()


def _works(count: int) -> list[dict[str, object]]:
    return [work(f"10.1000/w{n}", _title(n), "Nielsen", volume=str(n % 40 + 1)) for n in range(count)]


def _bibliography(count: int) -> str:
    """Return as many entries; the volume of one in ten is wrong."""
    entries = (
        {
            "author": "Nielsen, Jane", "title": _title(n), "journal": "Journal of Tests", "year": "2015",
            "volume": str(n % 40 + 1 + (n % 10 == 0)), "number": "3", "pages": "101--109", "doi": f"10.1000/w{n}",
        }
        for n in range(count)
    )  # fmt: skip
    return "\n".join(
        f"@article{{w{n},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in entry.items()) + "}\n"
        for n, entry in enumerate(entries)
    )


async def _told(editor: Editor, uri: str, least: int) -> float:
    """Return the seconds until so many wrong volumes of a document as it is are marked."""
    started = time.perf_counter()
    while True:
        told = editor.told.get(uri)
        marked = [each for each in told.diagnostics if each.code == "volume-differs"] if told else []
        if told and told.version == editor.versions[uri] and len(marked) >= least:
            return time.perf_counter() - started
        await asyncio.sleep(0.005)


def _cpu(editor: Editor) -> float:
    """Return the seconds of processor time that the server has used, where the system says so."""
    process = editor.client._server
    try:
        fields = Path(f"/proc/{process.pid if process else 0}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _opened(environment: dict[str, str], folder: Path, count: int) -> None:
    async with Editor(environment) as editor:
        for name in ("first", "again"):
            before = _cpu(editor)
            uri = editor.open((folder / f"{name}-{count}.bib").as_uri(), _bibliography(count), "bibtex")
            seconds = await _told(editor, uri, (count + 9) // 10)
            what = "registries asked over loopback" if name == "first" else "kept answers"
            print(f"{count:6} entries, opened, {what:32} {seconds:6.2f} s until marked,", end=" ")
            print(f"{_cpu(editor) - before:.2f} s of CPU", flush=True)
        await editor.leave()


async def _typed(environment: dict[str, str], folder: Path, count: int) -> None:
    async with Editor(environment) as editor:
        uri = editor.open((folder / f"typing-{count}.bib").as_uri(), _bibliography(count), "bibtex")
        await editor.hover(uri, "@article")
        named = types.TextDocumentIdentifier("untitled:none")
        waits = []
        for _ in range(_KEYS):
            place = position(editor.texts[uri], "Journal of Tests", 7)
            editor.type(uri, types.TextEdit(types.Range(place, place), "x"))
            started = time.perf_counter()
            await editor.client.text_document_hover_async(types.HoverParams(named, types.Position(0, 0)))
            waits.append(time.perf_counter() - started)
            await asyncio.sleep(0.1)
        median, most = (1000 * one for one in (statistics.median(waits), max(waits)))
        print(f"{count:6} entries, a key: answered after {median:.1f} ms (median), {most:.1f} ms (most)", flush=True)
        print(f"{count:6} entries, marked {await _told(editor, uri, 0):.2f} s after the last key")
        await editor.leave()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, nargs="*", default=[50, 1000])
    parser.add_argument("--typing", type=int, default=5000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, Services(Holdings(_works(max([*chosen.entries, 1])))) as services:
        folder = Path(name)
        environment = unreachable() | services.environment()
        environment |= {"CCSVI_REFS_CACHE_DIR": str(folder / "cache"), "CCSVI_REFS_ALLOW_PRIVATE": "1"}
        for count in chosen.entries:
            asyncio.run(_opened(environment, folder, count))
        if chosen.typing:
            offline = environment | {"CCSVI_REFS_OFFLINE": "1"}
            asyncio.run(_typed(offline, folder, chosen.typing))


if __name__ == "__main__":
    main()
