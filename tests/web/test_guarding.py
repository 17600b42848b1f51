"""Who may speak to the page, and what every answer carries."""

import pytest

for package in ("jinja2", "python_multipart", "starlette", "uvicorn"):
    pytest.importorskip(package, reason="needs the extra web")

from ccsvi_refs import files  # noqa: E402
from tests.web.served import KEY, ONCE, PAGE  # noqa: E402

FORM = b'--edge\r\nContent-Disposition: form-data; name="text"\r\n\r\nx\r\n--edge--\r\n'
MULTIPART = {"Content_Type": "multipart/form-data; boundary=edge"}


@pytest.mark.parametrize(
    "lines",
    [
        "Host: evil.example",
        "Host: 127.0.0.1:1",
        "Host: 127.0.0.1",
        "Host: {host}.evil.example",
        "Host: evil.example@{host}",
        "Host: 0.0.0.0:{port}",
        "Host: {host}\r\nHost: evil.example",
        "Host:",
        "Host: {host}\r\nOrigin: http://evil.example",
        "Host: {host}\r\nOrigin: https://{host}",
        "Host: {host}\r\nOrigin: null",
        "Host: localhost:{port}\r\nOrigin: http://{host}",
        "Host: {host}\r\nSec-Fetch-Site: cross-site",
        "Host: {host}\r\nSec-Fetch-Site: same-site",
    ],
)
def test_a_request_under_another_name_or_from_another_page_is_refused(page, lines):
    head = lines.format(host=page.host, port=page.port)
    for request in (
        f"GET /{KEY}/ HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n".encode(),
        f"GET http://{page.host}/{KEY}/ HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n".encode(),
    ):
        status = page.raw(request).split(b" ")[1]
        assert status in (b"403", b"400")


def test_a_request_without_a_host_is_refused(page):
    assert page.raw(f"GET /{KEY}/ HTTP/1.0\r\n\r\n".encode()).split(b" ")[1] in (b"403", b"400")


def test_the_name_localhost_will_do_in_any_case(page):
    assert page.get("", Host=f"LOCALHOST:{page.port}").status == 200


@pytest.mark.parametrize("path", ["/", "/jobs", f"/{KEY[:-1]}/", f"/{KEY}x/", "/static/page.css", f"/x/{KEY}/", "//"])
def test_nothing_is_shown_without_the_key(page, path):
    answer = page.get(path)
    assert (answer.status, answer.headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert KEY not in answer.text


def test_what_stands_on_the_browsers_command_line_leads_to_the_page_once(page):
    assert page.get(f"/{ONCE}/", Sec_Fetch_Site="cross-site").status == 403
    assert page.get(f"/{ONCE}/").headers["location"] == f"/{KEY}/"
    assert page.get(f"/{ONCE}/").status == 403
    assert page.get("//").status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://{host}", "Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_form_that_another_page_sends_starts_nothing(page, headers):
    given = {name: value.format(host=page.host, port=page.port) for name, value in headers.items()}
    before = set(page.jobs._jobs)
    assert page.ask("POST", "jobs", FORM, **MULTIPART, **given).status == 403
    assert set(page.jobs._jobs) == before


def test_what_changes_something_is_not_done_by_following_a_link(page):
    path = page.done(text="nothing that could be cited")
    for what in ("cancel", "delete"):
        assert page.get(f"{path}{what}").status == 405
    assert page.get(path).status == 200


@pytest.mark.parametrize(
    "path",
    ["", "nothing", "jobs/none/", "static/page.js", "static/..%2fapp.py", "static/app.py", "styles?word=apa", "/"],
)
def test_every_answer_is_kept_nowhere_and_may_do_little(page, path):
    headers = page.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_a_page_that_fails_has_the_same_headers_and_no_traceback(page, monkeypatch):
    monkeypatch.setattr("ccsvi_refs.web.wording.seen", lambda job: 1 / 0)
    answer = page.get(f"{page.send(text='x').headers['location']}state")
    assert answer.status == 500
    assert "Something unforeseen went wrong (ZeroDivisionError)" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_words_of_others_are_shown_as_a_strangers(page):
    path = page.done(file=("page.md", PAGE.encode()))
    report = page.get(f"{path}report").headers["content-security-policy"]
    assert report.startswith("sandbox allow-scripts allow-popups")
    assert "allow-same-origin" not in report
    assert "connect-src" not in report
    assert "default-src 'none'" in report
    shown = page.get(f"{path}list/shown?style=apa").headers["content-security-policy"]
    assert shown.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline';")


def test_a_form_that_is_too_large_is_not_read_and_the_visitor_hears_why(page):
    answer = page.send(file=("page.md", b"x" * (files.MOST + 100_000)))
    assert answer.status == 413
    assert "larger than 32 MB" in answer.text
    assert not any(job.task.data for job in page.jobs._jobs.values())


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=x", "application/x-www-form-urlencoded", 415),
        (b"", "", 415),
        (b"", "multipart/form-data", 400),
        (b"", "multipart/form-data; boundary=edge", 400),
        (b"--edge\r\nnonsense", "multipart/form-data; boundary=edge", 400),
        (b"--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--\r\n", "multipart/form-data; boundary=edge", 400),
        (FORM.replace(b"--edge--\r\n", b"") * 40 + b"--edge--\r\n", "multipart/form-data; boundary=edge", 400),
        (FORM.replace(b'name="text"', b'name="file"; filename="x"').replace(b"--edge--\r\n", b"") * 2 + b"--edge--\r\n",
         "multipart/form-data; boundary=edge", 400),
        (b'--edge\r\nContent-Disposition: form-data; name="text"; filename="x"\r\n\r\nx\r\n--edge--\r\n',
         "multipart/form-data; boundary=edge", 400),
        (FORM, "multipart/form-data; boundary=" + "x" * 300, 400),
    ],
)  # fmt: skip
def test_what_is_no_form_of_this_page_is_said_to_be_none(page, body, kind, status):
    answer = page.post("jobs", body, **({"Content_Type": kind.encode("latin-1")} if kind else {}))
    assert answer.status == status
    assert 'role="alert"' in answer.text


def test_a_form_that_does_not_come_is_not_waited_for(page, monkeypatch):
    monkeypatch.setattr("ccsvi_refs.web.intake.PATIENCE", 0.1)
    import socket

    head = f"POST /{KEY}/jobs HTTP/1.1\r\nHost: {page.host}\r\nOrigin: http://{page.host}\r\nContent-Length: 9000\r\n"
    with socket.create_connection(("127.0.0.1", page.port), timeout=10) as wire:
        wire.sendall(f"{head}Content-Type: multipart/form-data; boundary=edge\r\n\r\n--ed".encode())
        assert wire.recv(100).startswith(b"HTTP/1.1 408 ")
