"""Checked by mypy and pyright, never run: what the public functions take and return."""

from pathlib import Path
from typing import assert_type

import ccsvi_refs as refs

page = assert_type(refs.ccsvi(), refs.Bibliography)
assert_type(refs.load("page.html"), refs.Bibliography)
assert_type(refs.load(Path("page.html"), format="html"), refs.Bibliography)
assert_type(page["zamboni2009"], refs.Reference)
assert_type(page["zamboni2009"].year, int | None)
found = assert_type(refs.resolve(page), list[refs.Resolution])
assert_type(refs.audit(page, resolutions=found, statuses=[]), refs.Findings)
assert_type(refs.render(page, style="apa", to="html"), str)
assert_type(refs.cite("page.md", "apa", "html", bibliography=page), refs.Cited)
assert_type(refs.check_links(page, settings=refs.Settings(offline=True)), list[refs.LinkStatus])
assert_type(refs.Reference({"id": "a", "title": "A"}), refs.Reference)
assert_type(refs.render(Path("refs.bib"), refs.Style.named("apa")), str)
assert_type(refs.render({"id": "a"}, "apa"), str)
assert_type(refs.dump([page["zamboni2009"], {"id": "a"}], "bibtex"), str)
assert_type(refs.report(refs.audit("page.md", links=False), "html"), str)

# Words that name nothing are seen by the checker: without an error here, the ignores would be unused and fail.
refs.render(page, "apa", to="docx")  # type: ignore[arg-type]
refs.render(page, "apa", engine="other")  # type: ignore[arg-type]
refs.dump(page, "docx")  # type: ignore[arg-type]
refs.report([], "docx")  # type: ignore[arg-type]
refs.load("page.html", format="docs")  # type: ignore[arg-type]
if refs.audit(page)[0].rule == "title-difers":  # type: ignore[comparison-overlap]
    raise SystemExit
if found[0].status == "match":  # type: ignore[comparison-overlap]
    raise SystemExit
