"""The HTML report in Chromium: bytes, writing, loading, filtering and sorting, by number of references and width.

    python -m benchmarks.report [--numbers 5,200,5000] [--widths 360,768,1440] [--keep DIR]

Of ten made-up references eight have something wrong. Writing is the processor's time; the browser's figures are those
of its main thread (https://chromedevtools.github.io/devtools-protocol/tot/Performance/), which other work on the
machine does not change much: loading until the load event, then searching for a word (the first search reads every
entry), choosing a rule, and sorting by year, each until the next frame is drawn.
"""

import argparse
import pathlib
import shutil
import tempfile
import time

from playwright.sync_api import sync_playwright

from ccsvi_refs.reports import audit_report
from tests.browser.conftest import ARGUMENTS, NAMES
from tests.reports import samples

#: What is set in the form, to what.
STEPS = {"search": ("text", "azygos 77"), "choose": ("rule", "volume-differs"), "sort": ("order", "newest")}
SET = """([name, value]) => {
  const field = document.getElementById("choose").elements[name];
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
#: Until two frames after the filter's own delay.
DRAWN = "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 200))"


def busy(session):
    """Return for how many milliseconds the page's main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(1000 * each["value"] for each in metrics if each["name"] == "TaskDuration")


def measured(browser, address, width):
    """Return the milliseconds that loading and each step take."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, timeout=120_000)
    found = {"load": busy(session)}
    for name, step in STEPS.items():
        before = busy(session)
        page.evaluate(SET, list(step))
        page.evaluate(DRAWN)
        found[name] = busy(session) - before
    page.context.close()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--numbers", default="5,200,5000")
    parser.add_argument("--widths", default="360,768,1440")
    parser.add_argument("--keep", default=tempfile.gettempdir(), help="where the reports are written")
    chosen = parser.parse_args()
    steps = " ".join(f"{name:>9}" for name in ("load", *STEPS))
    print(f"{'references':>10} {'bytes':>11} {'write':>8} {'width':>6} {steps}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES))), args=ARGUMENTS
        )
        for number in map(int, chosen.numbers.split(",")):
            report = samples.report(number)
            start = time.process_time()
            data = audit_report(report, "html").encode()
            written = 1000 * (time.process_time() - start)
            path = pathlib.Path(chosen.keep, f"report-{number}.html")
            path.write_bytes(data)
            for width in map(int, chosen.widths.split(",")):
                found = measured(browser, path.resolve().as_uri(), width)
                cells = " ".join(f"{value:>6.0f} ms" for value in found.values())
                print(f"{number:>10,} {len(data):>11,} {written:>5.0f} ms {width:>6} {cells}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
