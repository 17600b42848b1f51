"""The page of ``ccsvi-refs serve`` in a real browser: what an editor does, from the form to the corrected file."""

import re

import pytest

for package in ("jinja2", "python_multipart", "starlette", "uvicorn"):
    pytest.importorskip(package, reason="needs the extra web")

from tests.web.served import DOUBTFUL, ENTRY, KEY, PAGE, mirrored, served  # noqa: E402

HOSTILE = '<img src=x onerror="document.title=`owned`"><script>document.title=`owned`</script>'


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return mirrored(tmp_path_factory.mktemp("mirrored"))


@pytest.fixture(scope="module")
def running(settings):
    with served(settings) as page:
        yield page


@pytest.fixture
def plain(browser):
    """Return a function that opens a page whose refusals the browser may note in its console."""
    contexts = []

    def opened(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def checked(page):
    """Press the button and wait for the result."""
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="The report").wait_for(timeout=60_000)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_a_pasted_list_comes_back_put_right_at_every_width(tab, accessible, running, width, scheme):
    page = tab(width, scheme)
    page.goto(running.url)
    assert accessible(page) == []
    assert wide(page) == 0
    text = PAGE.removeprefix("# ").replace("Quill P.", f"Quill P. {HOSTILE}")
    page.get_by_label("A text").fill(text)
    checked(page)
    assert page.get_by_role("heading", level=1).inner_text() == "3 of 3 references need your attention."
    assert accessible(page) == []
    assert wide(page) == 0
    assert page.title().startswith("3 of 3 references need your attention.")
    assert ";7(1)" in page.get_by_label("The corrected text, to copy").input_value()
    page.get_by_label("Style:").fill("vancouver")
    page.get_by_role("button", name="Show the list").click()
    page.get_by_role("heading", name="References in the style").wait_for()
    assert accessible(page) == []
    assert wide(page) == 0
    frame = page.frame_locator("iframe[title='The references, with italics']")
    assert "Harp strings under arctic conditions" in frame.locator("body").inner_text()
    assert "<script>document.title=" in frame.locator("body").inner_text()
    page.get_by_role("link", name="Back to the result").click()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open the report").click()
    report = opened.value
    report.wait_for_load_state()
    assert "the volume is cited as 8" in report.locator("body").inner_text()
    assert report.title() != "owned"
    assert report.evaluate("self.origin") == "null"


def test_a_file_is_dropped_and_saved_with_the_changes_that_are_wanted(tab, running):
    page = tab()
    page.goto(running.url)
    data = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'list ü.md')); return data }", PAGE
    )
    page.dispatch_event("body", "drop", {"dataTransfer": data})
    assert page.evaluate("document.getElementById('file').files[0].name") == "list ü.md"
    checked(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the corrected file").click()
    assert saved.value.suggested_filename == "list ü-corrected.md"
    assert saved.value.path().read_text("utf-8") == PAGE.replace(";8(", ";7(")
    page.locator("#choose .chosen input:not(:checked)").first.check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the corrected file").click()
    assert "in elderly drummers" in saved.value.path().read_text("utf-8")
    with page.expect_download() as saved:
        page.get_by_role("link", name="References for EndNote").click()
    assert saved.value.suggested_filename.endswith(".ris")


def test_a_reference_is_copied_and_styles_are_offered_as_one_types(tab, running):
    page = tab()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=f"http://{running.host}")
    page.goto(running.url)
    page.get_by_label("A text").fill(f"References\n\n1. {ENTRY}\n2. {DOUBTFUL}")
    checked(page)
    page.get_by_role("button", name="Copy reference 1").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"1. {ENTRY.replace(';8(', ';7(')}"
    page.get_by_role("button", name="Copy all of them").click()
    page.get_by_text("Copied.").wait_for()
    assert len(page.evaluate("navigator.clipboard.readText()").splitlines()) == 2
    page.get_by_label("Style:").press_sequentially("lanc")
    page.locator("#styles option[value=the-lancet]").wait_for(state="attached")


def test_it_can_be_done_with_the_keyboard_alone(tab, running):
    page = tab()
    page.goto(running.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.insert_text(f"References\n\n1. {ENTRY}")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 of 1 reference needs your attention.").wait_for(timeout=60_000)


def test_what_goes_wrong_is_said_on_the_page_and_is_accessible(plain, accessible, running):
    page = plain(viewport={"width": 360, "height": 800})
    page.goto(running.url)
    page.get_by_role("checkbox", name="Visit the links").uncheck()
    page.get_by_label("The address").fill("file:///etc/passwd")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("alert").wait_for()
    assert "This is no address of a page" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("The address").input_value() == "file:///etc/passwd"
    assert not page.get_by_role("checkbox", name="Visit the links").is_checked()
    assert accessible(page) == []
    page.get_by_label("The address").fill("")
    page.set_input_files("#file", {"name": HOSTILE[:40] + ".png", "mimeType": "", "buffer": b"\x89PNG\r\n\x1a\n\0\0"})
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="This could not be checked").wait_for(timeout=60_000)
    assert accessible(page) == []
    assert wide(page) == 0
    page.get_by_role("link", name="Check something else").click()
    assert page.url == running.url


def test_progress_is_shown_and_a_job_stopped(tab, accessible, settings):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent, served(settings) as running:
        page = tab(360)
        page.goto(running.url)
        page.get_by_label("The address").fill(f"http://127.0.0.1:{silent.getsockname()[1]}/page")
        page.get_by_role("button", name="Check").click()
        page.get_by_role("status").wait_for()
        page.get_by_text("Reading your page.").wait_for(timeout=60_000)
        page.get_by_text(re.compile(r"seconds so far")).wait_for()
        assert accessible(page) == []
        assert wide(page) == 0
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("heading", name="Stopped").wait_for()
        assert accessible(page) == []


def test_it_works_without_javascript(plain, running):
    page = plain(java_script_enabled=False)
    page.goto(running.url)
    page.set_input_files("#file", {"name": "list.md", "mimeType": "text/markdown", "buffer": PAGE.encode()})
    page.get_by_role("button", name="Check").click()
    page.get_by_role("heading", name="The report").wait_for(timeout=60_000)
    page.get_by_label("Style:").fill("apa")
    page.get_by_role("button", name="Show the list").click()
    assert "Harp strings" in page.get_by_label("The same without italics, to copy").input_value()
    page.go_back()
    page.get_by_role("button", name="Forget it now").click()
    page.get_by_role("heading", name="Are your references still right?").wait_for()
    page.go_back()
    page.get_by_role("heading", name="This is gone").wait_for()


def test_another_site_cannot_speak_to_the_page(plain, running):
    """A page of another origin (another port) in the same browser sends forms and requests: nothing happens."""
    import http.server
    import threading

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(
                f'<form method="post" enctype="multipart/form-data" action="{running.url}jobs"><textarea name="text">x</textarea><button>go</button></form>'.encode()
            )

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil) as evil:
        threading.Thread(target=evil.serve_forever, args=(0.01,), daemon=True).start()
        before = set(running.jobs._jobs)
        page = plain()
        page.goto(f"http://127.0.0.1:{evil.server_port}/favicon.ico")
        page.get_by_role("button").click()
        page.get_by_text("This page is for the person at this computer alone.").wait_for()
        assert KEY in page.url
        assert set(running.jobs._jobs) == before
        evil.shutdown()
