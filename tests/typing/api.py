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
assert_type(refs.audit(page, resolutions=found, statuses=[]), list[refs.Finding])
assert_type(refs.render(page, style="apa", to="html"), str)
assert_type(refs.check_links(page, settings=refs.Settings(offline=True)), list[refs.LinkStatus])
