"""A real Chromium for the tests of web pages, driven through Playwright's own core, not a browser that it brings."""

import shutil

import pytest

#: What Debian, Fedora and Google call it.
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
#: No sandbox, since CI runs as root; no calls home.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    """Return a headless Chromium for one module: Playwright's loop would stay in the way of other modules' loops."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.skip("no Chromium here: Debian's package is called chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def tab(browser):
    """Return a function (width, scheme) → a page of a context of its own, which fails on an error in the console."""
    contexts, said = [], []

    def opened(width=1440, scheme="light", height=900):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def accessible():
    """Return a function that asks axe-core for what is wrong with a page: a list of rule and place."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()

    def violations(page):
        # Not within frames: it would write to a sandboxed one, which the console reports; what is shown there has tests.
        found = axe.run(page, options={"iframes": False}).response["violations"]
        return [
            (rule["id"], node["target"], node.get("failureSummary", "")) for rule in found for node in rule["nodes"]
        ]

    return violations
