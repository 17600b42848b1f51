"""``python ci/picture.py``: draw docs/report.png anew, the README's picture: what the HTML report says of a page.

The page is the tutorial's, the records are those that ship with the package, so that nobody is asked.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import ccsvi_refs as refs

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/report.png"
WIDTH, HEIGHT = 900, 640
#: In the entry that is drawn: a title that has lost a word, a separator that slipped.
SHOWN = "Laupacis"
LARGEST = 150_000


def report(folder: Path) -> Path:
    """Return the file with the report on the page that the tutorial gives."""
    tutorial = (ROOT / "docs/tutorial/first-audit.md").read_text("utf-8")
    page = Path("page.md")
    page.write_text(re.findall(r"^```markdown\n(.*?)^```", tutorial, re.MULTILINE | re.DOTALL)[0], "utf-8")
    read = refs.load(page)
    found = refs.audit(read, settings=refs.Settings(offline=True, cache_dir=folder))
    target = folder / "report.html"
    target.write_text(refs.report(found, "html", page=read), "utf-8")
    return target


def main() -> None:
    """Draw the picture, and stop where it is larger than a README should load."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(report(Path(folder)).as_uri())
        tab.locator(f'.entry:has-text("{SHOWN}")').first.screenshot(path=TARGET)
        browser.close()
    if TARGET.stat().st_size > LARGEST:
        raise SystemExit(f"{TARGET} has {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
