"""A static-site generator: each Markdown page gets its bibliography, and a page with broken references is not built."""

from __future__ import annotations

from pathlib import Path
from string import Template

import ccsvi_refs as refs

PAGE = Template("<!doctype html>\n<title>$title</title>\n<main>\n<h2>References</h2>\n$references</main>\n")
STYLE = refs.Style.named("apa")


def build(source: Path, target: Path, settings: refs.Settings) -> dict[Path, list[refs.Finding]]:
    """Write a page of references for every Markdown file; return those that were not written, and why."""
    refused: dict[Path, list[refs.Finding]] = {}
    for path in sorted(source.rglob("*.md")):
        page = refs.load(path)
        findings = refs.audit(page, settings=settings, registries=(), links=False)
        if grave := [finding for finding in findings if finding.at_least("error")]:
            refused[path] = grave
            continue
        written = target / path.relative_to(source).with_suffix(".html")
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(
            PAGE.substitute(title=path.stem, references=refs.render(page, STYLE, "html", links=True)), "utf-8"
        )
    return refused
