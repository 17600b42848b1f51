"""Faults put into .bib files in thirteen manners: which are put right, and what else changes, beside peers.

    python benchmarks/fixing_records.py [--tidy bibtex-tidy] [--updater bibtex-update] [--keep DIR] [--verbose]

Every file holds works of our own making, of which a loopback server tells what Crossref would; nothing is asked of
anybody else. Peers are looked for on the PATH: bibtex-tidy (npm install -g bibtex-tidy), which sorts and sets files but
asks nobody, and bibtex-update (pip install bibtex-updater 'bibtexparser<2'), run to fill in what is missing.
"""

from __future__ import annotations

import argparse
import difflib
import http.server
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

from ccsvi_refs import formats
from ccsvi_refs.formats import decoding
from ccsvi_refs.text import folding, paging

sys.path.insert(0, str(Path(__file__).parent))
from fixing_manners import MANNERS, WORKS, Manner, Work

FIELDS = {"volume": "volume", "number": "issue", "year": "issued", "pages": "page", "title": "title",
          "authors": "author", "doi": "DOI"}  # fmt: skip


def other_number(value: str) -> str:
    return str(int(re.sub(r"\D.*", "", value)) + 3)


def other_page(value: str) -> str:
    return value[:-1] + str((int(value[-1]) + 4) % 10)


def shorter(title: str) -> str:
    """Return a title without one of its longer words."""
    words = title.split(" ")
    place = next(place for place, word in enumerate(words) if place > 1 and len(word) > 5)
    return " ".join(words[:place] + words[place + 1 :])


def misspelt(title: str) -> str:
    words = title.split(" ")
    place = max(range(len(words)), key=lambda place: len(words[place]) if words[place].isalpha() else 0)
    return " ".join([*words[:place], words[place][:3] + words[place][4:], *words[place + 1 :]])


def renamed(authors: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    family, given = authors[-1]
    return (*authors[:-1], (f"{family[:-2]}x{family[-2:]}", given))


FAULTS: dict[str, tuple[str, Callable[[Work], Work]]] = {
    "wrong volume": ("volume", lambda work: replace(work, volume=other_number(work.volume))),
    "wrong issue": ("number", lambda work: replace(work, number=other_number(work.number))),
    "wrong year": ("year", lambda work: replace(work, year=str(int(work.year) - 6))),
    "wrong last page": ("pages", lambda work: replace(work, pages=other_page(work.pages))),
    "no issue": ("number", lambda work: replace(work, number="")),
    "no pages": ("pages", lambda work: replace(work, pages="")),
    "no volume": ("volume", lambda work: replace(work, volume="")),
    "no DOI": ("doi", lambda work: replace(work, doi="")),
    "DOI mistyped": ("doi", lambda work: replace(work, doi=f"{work.doi}7")),
    "word of title lost": ("title", lambda work: replace(work, title=shorter(work.title))),
    "title misspelt": ("title", lambda work: replace(work, title=misspelt(work.title))),
    "author misspelt": ("authors", lambda work: replace(work, authors=renamed(work.authors))),
    "author left out": ("authors", lambda work: replace(work, authors=work.authors[:1] + work.authors[2:])),
}


@dataclass(frozen=True)
class Seeded:
    """A file as it should be and with faults; of each fault the number of its entry, its field and its kind."""

    manner: str
    clean: bytes
    faulty: bytes
    faults: tuple[tuple[int, str, str], ...]


def seeded(name: str, manner: Manner, seed: int) -> Seeded:
    chance = random.Random(seed)
    works, made, faults = list(WORKS), [], []
    chance.shuffle(works)
    for number, work in enumerate(works):
        kinds = chance.sample(sorted(FAULTS), chance.choice((0, 1, 1, 2)))
        fields: set[str] = set()
        for kind in kinds:
            field, change = FAULTS[kind]
            if field not in fields and not (kind == "author left out" and len(work.authors) < 3):
                work = change(work)
                fields.add(field)
                faults.append((number, field, kind))
        made.append(work)
    keyed = [replace(work, key=right.key) for work, right in zip(made, works, strict=True)]
    return Seeded(name, manner.file(tuple(works)), manner.file(tuple(keyed)), tuple(faults))


class Crossref(http.server.BaseHTTPRequestHandler):
    """Answers as Crossref does, of our works alone."""

    def do_GET(self) -> None:
        address = urllib.parse.urlsplit(self.path)
        asked = urllib.parse.parse_qs(address.query)
        path = urllib.parse.unquote(address.path)
        if path.startswith("/works/"):
            found = [work for work in WORKS if work.doi == path.removeprefix("/works/").lower()]
            self.answer({"message-type": "work", "message": found[0].crossref()} if found else None)
        elif path == "/works":
            text = " ".join(part for name, parts in asked.items() if name.startswith("query") for part in parts)
            likely = sorted(WORKS, key=lambda work: -fuzz.token_set_ratio(text, f"{work.title} {work.authors}"))[:5]
            items = [work.crossref() | {"score": 50.0} for work in likely]
            self.answer({"message-type": "work-list", "message": {"items": items, "total-results": len(items)}})
        else:
            self.answer(None)

    def answer(self, found: object) -> None:
        body = json.dumps({"status": "ok", **found} if isinstance(found, dict) else {}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


Tool = Callable[[Path, str, str], None]


def ours(path: Path, mirror: str, _: str) -> None:
    command = [
        sys.executable,
        "-m",
        "ccsvi_refs",
        "fix",
        "--write",
        "--unsafe",
        "--registry",
        "mirror",
        "--mirror",
        mirror,
    ]
    subprocess.run([*command, str(path)], check=False, capture_output=True)


def tidied(command: str) -> Tool:
    def run(path: Path, _: str, __: str) -> None:
        subprocess.run([command, str(path), "--modify"], check=False, capture_output=True, timeout=120)

    return run


#: Runs bibtex-update with the addresses of all its services replaced by ours.
_REDIRECTED = """
import sys
import bibtex_updater
from bibtex_updater.cli.updater_cli import main
base = sys.argv.pop(1)
for module in [m for name, m in sys.modules.items() if name.startswith("bibtex_updater")]:
    for name, value in list(vars(module).items()):
        if isinstance(value, str) and "_API" in name and value.startswith("http"):
            setattr(module, name, base + ("/works" if name == "CROSSREF_API" else "/none"))
sys.exit(main())
"""


def updated(command: str) -> Tool:
    python = Path(command).resolve().read_text(encoding="utf-8").splitlines()[0].removeprefix("#!")

    def run(path: Path, _: str, base: str) -> None:
        options = ["--in-place", "--fill-fields", "--field-fill-mode", "all", "--no-cache", "--rate-limit", "6000"]
        subprocess.run(
            [python, "-c", _REDIRECTED, base, str(path), *options], check=False, capture_output=True, timeout=300,
            cwd=path.parent,
        )  # fmt: skip

    return run


def values(data: bytes) -> list[dict[str, str]]:
    """Return of each entry its fields in comparable form."""
    found = []
    for reference in formats.read(decoding.decode(data), "bibtex"):
        said = {name: folding.compact(reference.text(name)) for name in ("title", "container-title", "volume", "issue")}
        said["author"] = "; ".join(
            folding.compact(f"{name.family}{name.literal} {name.initials[:1]}") for name in reference.authors
        )
        said["issued"], said["DOI"] = str(reference.year or ""), reference.identifier("doi")
        said["page"] = paging.expand(reference.text("page")).casefold()
        said["key"] = reference.id
        others = reference.data.keys() - {*FIELDS.values(), "id", "URL", "custom"}
        said |= {f"other {name}": str(reference.data[name]) for name in others}
        custom = reference.data.get("custom", {}).get("bibtex", {})
        said |= {f"other {name}": str(value) for name, value in custom.items()}
        found.append(said)
    return found


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    untouched: int = 0
    others: int = 0
    bytes: int = 0
    again: int = 0


def scored(file: Seeded, made: bytes, verbose: bool) -> Score:
    score = Score()
    clean, faulty, after = values(file.clean), values(file.faulty), values(made)
    by_key = {entry["key"]: entry for entry in after}
    faults = {(number, FIELDS[field]) for number, field, _ in file.faults}
    for number, (right, before) in enumerate(zip(clean, faulty, strict=True)):
        entry = by_key.get(before["key"], {})
        for name in before:
            said = entry.get(name, "gone")
            if (number, name) not in faults:
                score.others += said != before[name]
            elif said == right.get(name):
                score.right += 1
            elif said == before[name]:
                score.untouched += 1
            else:
                score.wrong += 1
            if verbose and ((number, name) in faults) and said != right.get(name):
                print(f"  {file.manner}: {before['key']} {name}: {said!r} for {right.get(name)!r}")
    score.bytes = sum(map(len, outside(file, made)))
    if verbose:
        for line in outside(file, made):
            print(f"  {file.manner}: {line!r}")
    return score


def lines(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def differing(one: list[bytes], other: list[bytes]) -> Iterator[tuple[list[bytes], list[bytes]]]:
    for kind, a, b, c, d in difflib.SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield one[a:b], other[c:d]


def outside(file: Seeded, made: bytes) -> list[bytes]:
    """Return the lines that were taken out or put in and that have nothing to do with a fault."""
    old, new, result = lines(file.faulty), lines(file.clean), lines(made)
    gone, come = Counter[bytes](), Counter[bytes]()
    for before, after in differing(old, new):
        gone.update(before)
        come.update(map(bare, after))
    # A line's comma comes or goes with the field behind it.
    stray = []
    for before, after in differing(old, result):
        kept = Counter(map(bare, before))
        for line in after:
            if kept[bare(line)]:
                kept[bare(line)] -= 1
            elif come[bare(line)]:
                come[bare(line)] -= 1
            else:
                stray.append(line)
        again = Counter(map(bare, after))
        for line in before:
            if gone[line]:
                gone[line] -= 1
            elif again[bare(line)]:
                again[bare(line)] -= 1
            else:
                stray.append(line)
    return stray


def bare(line: bytes) -> bytes:
    """Return a line without the comma, or the bracket of its entry, that ends it."""
    return line.rstrip(b"\r ").rstrip(b",)}").rstrip()


def tools(arguments: argparse.Namespace) -> dict[str, Tool]:
    found: dict[str, Tool] = {"ccsvi-refs fix --unsafe": ours}
    if tidy := shutil.which(arguments.tidy):
        found["bibtex-tidy"] = tidied(tidy)
    if updater := shutil.which(arguments.updater):
        found["bibtex-update --fill-fields"] = updated(updater)
    return found


def mirror(folder: Path) -> str:
    source = folder / "works.json"
    source.write_text("\n".join(json.dumps(work.crossref()) for work in WORKS), encoding="utf-8")
    target = folder / "mirror"
    command = [
        sys.executable,
        "-m",
        "ccsvi_refs",
        "mirror",
        "build",
        "--output",
        str(target),
        "--crossref",
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return str(target)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tidy", default="bibtex-tidy")
    parser.add_argument("--updater", default="bibtex-update")
    parser.add_argument("--keep", help="a folder for the files")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    os.environ.pop("HTTPS_PROXY", None)
    files = [seeded(name, manner, number) for number, (name, manner) in enumerate(MANNERS.items())]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Crossref)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    print(f"{len(files)} files, {len(files) * len(WORKS)} entries, {sum(len(file.faults) for file in files)} faults\n")
    print("| | right | wrong | untouched | other values changed | bytes changed outside | changed by a second run |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments.keep or temporary)
        folder.mkdir(exist_ok=True)
        known = mirror(folder)
        for title, tool in tools(arguments).items():
            total = Score()
            for number, file in enumerate(files):
                path = folder / f"{number:02d}-{re.sub(r'[^A-Za-z]+', '-', title)}.bib"
                path.write_bytes(file.faulty)
                tool(path, known, base)
                score = scored(file, path.read_bytes(), arguments.verbose)
                once = path.read_bytes()
                tool(path, known, base)
                score.again = int(path.read_bytes() != once)
                for name in vars(total):
                    setattr(total, name, getattr(total, name) + getattr(score, name))
            cells = (total.right, total.wrong, total.untouched, total.others, total.bytes, f"{total.again} files")
            print(f"| {title} | {' | '.join(map(str, cells))} |", flush=True)
    server.shutdown()


if __name__ == "__main__":
    main()
