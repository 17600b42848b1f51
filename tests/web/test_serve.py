"""What a visitor gives and gets: files, texts and addresses, good ones and bad ones."""

import io
import json
import re
import time
import zipfile

import pytest

for package in ("jinja2", "python_multipart", "starlette", "uvicorn"):
    pytest.importorskip(package, reason="needs the extra web")

from ccsvi_refs.cli import run  # noqa: E402
from ccsvi_refs.errors import SettingsError  # noqa: E402
from ccsvi_refs.links.status import VERDICTS  # noqa: E402
from ccsvi_refs.resolving.resolution import ResolutionStatus  # noqa: E402
from ccsvi_refs.settings import Settings  # noqa: E402
from ccsvi_refs.web import intake, jobs, serving, wording  # noqa: E402
from ccsvi_refs.web.outcome import Task  # noqa: E402
from tests.service_data import work  # noqa: E402
from tests.web.served import ABSENT, DOUBTFUL, ENTRY, PAGE, mirrored, served  # noqa: E402


def docx(*paragraphs):
    """Return a Word document of a few paragraphs."""
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{text}</w:body></w:document>'
    kinds = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr("word/document.xml", body)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.md", PAGE.replace("\n", "\r\n").replace("Quill", "Québec").encode("cp1252")),
        ("page.html", f"<h2>References</h2><ol><li>{ENTRY}</li><li>{ABSENT}</li></ol>".encode()),
        ("refs.bib", b"@string{t = {J Tests}}\n@article{a, title={Harp strings under arctic conditions}, volume = 8,\n journal = t, year=2015, doi={10.1000/harp}, file={x}}\n"),
        ("list.ris", b"TY  - JOUR\r\nAU  - Nielsen, J\r\nJO  - J Tests\r\nTI  - Harp strings under arctic conditions\r\nVL  - 8\r\nPY  - 2015\r\nDO  - 10.1000/harp\r\nER  - \r\n"),
        ("paper.docx", docx("Text.", "References", f"1. {ENTRY}", f"2. {ABSENT}")),
    ],
)  # fmt: skip
def test_the_corrected_file_is_what_the_command_writes(page, settings, tmp_path, monkeypatch, name, data):
    path = page.done(file=(name, data))
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(settings.cache_dir))
    for asked, options in (("", []), ("?doubtful=on", ["--unsafe"])):
        saved = page.get(f"{path}save/file{asked}")
        (tmp_path / name).write_bytes(data)
        same_as_fixed(saved, tmp_path / name, data, settings, options)


def same_as_fixed(saved, file, data, settings, options):
    name = file.name
    assert run(["fix", "--write", "--registry", "mirror", "--mirror", str(settings.mirror), *options, str(file)]) < 2  # fmt: skip
    assert saved.body == file.read_bytes() != data
    stem, _, suffix = name.partition(".")
    assert f'filename="{stem}-corrected.{suffix}"' in saved.headers["content-disposition"]
    assert saved.headers["content-type"] == "application/octet-stream"


def test_changes_in_a_document_are_tracked_if_wanted(page):
    path = page.done(file=("paper.docx", docx("References", f"1. {ENTRY}")))
    assert 'name="tracked"' in page.get(path).text
    plain, tracked = (
        zipfile.ZipFile(io.BytesIO(page.get(f"{path}save/file{how}").body)).read("word/document.xml").decode()
        for how in ("", "?tracked=on")
    )
    assert "<w:ins " not in plain
    assert "2015;7(1)" in re.sub(r"<[^>]+>", "", plain)
    assert "<w:ins " in tracked
    assert "<w:del " in tracked


def test_a_pasted_list_is_judged_corrected_and_taken_away(page):
    path = page.done(text=PAGE.replace("\n", "\r\n"))
    shown = page.get(path).text
    assert "<h1>3 of 3 references need your attention.</h1>" in shown
    assert f'<a href="{path}">pasted text</a> <span class="hint">Done.</span>' in page.get("").text
    assert "the volume is cited as 8, and registered as 7" in shown
    assert "1 reference has no matching record. That does not mean that it does not exist" in shown
    assert page.get(f"{path}save/file").text == PAGE.replace(";8(", ";7(")
    assert "drummers. Journal" in page.get(f"{path}save/file?doubtful=on").text
    for form, says in (("bibtex", "volume = {7}"), ("ris", "VL  - 7"), ("csl-json", '"volume": "7"')):
        saved = page.get(f"{path}save/references?form={form}")
        assert says in saved.text
        assert saved.headers["content-disposition"].startswith('attachment; filename="pasted text-references.')
    assert json.loads(page.get(f"{path}save/report?form=json").body)["summary"]["references"] == 3
    saved, shown = page.get(f"{path}save/report?form=html").text, page.get(f"{path}report").text
    assert shown.replace('<a target="_blank" ', "<a ") == saved


def test_a_link_in_the_report_does_not_lead_into_the_frame_that_shows_it():
    from ccsvi_refs.web.app import _LINK

    report = b'<a class="x" href="https://x.example/?a=&lt;" rel="noopener">x</a><a href="#y">y</a><a href="http://z" target="_self">'
    shown = _LINK.sub(rb'<a target="_blank" \1', report)
    assert shown.count(b'target="_blank"') == 1
    assert shown.startswith(b'<a target="_blank" class="x" href="https://x.example/?a=&lt;" rel="noopener">')


def test_the_list_is_printed_in_a_style_by_whatever_it_is_called(page):
    path = page.done(text=PAGE)
    shown = page.get(f"{path}list?style=NEJM").text
    assert "The New England Journal of Medicine" in shown
    assert "Nielsen J. Harp strings under arctic conditions." in shown
    assert "<i>J Tests</i>" in page.get(f"{path}list/shown?style=apa").text
    assert page.get(f"{path}save/bibliography?style=apa&form=rtf").body.startswith(b"{\\rtf1")
    assert (
        "References in the style APA Style 7th edition"
        in page.get(f"{path}list?style=apa%20style%207th%20Edition").text
    )
    near = page.get(f"{path}list?style=vancuver")
    assert (near.status, "There is no style of this name." in near.text) == (404, True)
    assert json.loads(page.get("styles?word=VANCOUV").body)[0][0] == "nlm-citation-sequence"
    assert json.loads(page.get("styles?word=").body) == []


def test_a_style_is_never_a_file_of_this_machine(page):
    path = page.done(text=PAGE)
    for style in ("/etc/passwd", "../page.csl", "..%2f..%2fx.csl", "a/b.xml", "%00", "", "C:%5Cx.csl"):
        for what in (f"list?style={style}", f"list/shown?style={style}", f"save/bibliography?form=text&style={style}"):
            assert page.get(f"{path}{what}").status == 404


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "There is nothing to check yet"),
        ({"text": " \r\n "}, "There is nothing to check yet"),
        ({"text": "x", "address": "https://example.org"}, "one thing at a time"),
        ({"address": "file:///etc/passwd"}, "This is no address of a page"),
        ({"address": "/etc/passwd"}, "This is no address of a page"),
        ({"address": "page"}, "This is no address of a page"),
        ({"address": "https://exa mple.org"}, "This is no address of a page"),
        ({"address": "https://example.org/" + "x" * 5000}, "This address is too long"),
    ],
)
def test_a_form_that_asks_for_nothing_is_shown_again_with_what_stands_in_it(page, fields, says):
    answer = page.send(**fields)
    assert answer.status == 400
    assert says in answer.text
    assert fields.get("address", "")[:100] in answer.text


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.md", b"", "there is not a word in it"),
        ("blank.txt", b" \n\t", "there is not a word in it"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "is an old Word document, which is not read: save it as .docx",
        ),
        ("broken.docx", docx("References", ENTRY)[:-40], "broken.docx"),
        ("broken.pdf", b"%PDF-1.7\nnot one", "broken.pdf"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture.png"),
        ("data.xyz", b"some words", "unknown kind of file"),
    ],
)
def test_a_file_that_cannot_be_read_gives_a_sentence(page, name, data, says):
    shown = page.get(page.done(file=(name, data)))
    assert shown.status == 200
    assert "<h1>This could not be checked</h1>" in shown.text
    assert says in shown.text
    assert "Traceback" not in shown.text
    assert "unforeseen" not in shown.text


HOSTILE = '<img src=x onerror="document.title=1">\'"&lt;</title><script>alert(1)</script>'


def test_names_and_words_from_outside_are_never_markup(page):
    text = f"# References\n\n1. {ENTRY.replace('Nielsen J.', 'Nielsen J. ' + HOSTILE)}\n2. \u202e{HOSTILE}. Journal 2015;1:2.\n"
    path = page.done(file=(f"C:\\a\\..\\{HOSTILE}\u202e 1.md".replace("/", "").replace('"', "%22"), text.encode()))
    for where in ("", "list?style=apa", f"list?style={'%3Cimg%20src=x%3E'}"):
        shown = page.get(f"{path}{where}").text
        assert "<img" not in shown
        assert "<script>" not in shown
        assert "\u202e" not in shown
    for what in ("file", "report?form=html", "references?form=ris"):
        saved = page.get(f"{path}save/{what}").headers
        assert re.fullmatch(
            r"attachment; filename=\"[\w() .-]+\"; filename\*=UTF-8''[\w.%()-]+", saved["content-disposition"]
        )


def test_a_file_beside_the_server_is_not_read_because_a_page_names_it(page, tmp_path, monkeypatch):
    (tmp_path / "secret.bib").write_text("@article{s, title={Harp strings under arctic conditions}, year=2015}")
    monkeypatch.chdir(tmp_path)
    for named in (
        "secret.bib",
        str(tmp_path / "secret.bib"),
        "../../../../../../../../" + str(tmp_path / "secret.bib"),
    ):
        shown = page.get(page.done(text=f"---\nbibliography: {named}\n---\n\nText [@s].\n")).text
        assert "What could not be read" in shown
        assert "that the page names" in shown
        assert "to have that list checked, give it by itself" in shown
        assert "No references were found on this page." in shown
        assert "Harp strings" not in shown


def test_private_addresses_are_asked_only_where_that_is_allowed(settings, page):
    with served(settings.with_values({"allow_private": False}, "test")) as strict:
        for address in (
            f"http://{strict.host}/k3y/",
            "http://169.254.169.254/latest",
            "http://localhost/",
            "http://0x7f.1/",
        ):
            shown = strict.get(strict.done(address=address)).text
            assert "<h1>This could not be checked</h1>" in shown
            assert "not a public" in shown or "unusual way" in shown or "can be called" in shown


def test_a_page_at_an_address_is_read_and_an_identifier_is_a_work(settings, page):
    import http.server
    import threading

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = f"<h2>References</h2><ol><li>{ENTRY}</li></ol>".encode()
            if "map" in self.path:
                body = b'<?xml version="1.0"?><urlset><url><loc>http://x/</loc></url></urlset>'
            self.send_response(404 if "none" in self.path else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, args=(0.01,), daemon=True).start()
        at = f"http://127.0.0.1:{site.server_port}"
        path = page.done(address=f"{at}/wiki/Page%20one")
        saved = page.get(f"{path}save/file")
        assert b";7(1)" in saved.body
        assert 'filename="Page-20one-corrected.html"' in saved.headers["content-disposition"]
        assert "is a list of a site&#39;s pages" in page.get(page.done(address=f"{at}/map.xml")).text
        missing = page.get(page.done(address=f"{at}/none")).text
        assert "cannot be fetched: answers 404" in missing
        assert "save it there (Ctrl+S" in missing
        assert "offline" in page.get(page.done(address=f"{at}/", offline="on")).text
        site.shutdown()
    shown = page.get(page.done(address="10.1000/harp")).text
    assert "Nothing wrong was found in 1 reference." in shown
    assert "There is no corrected file: you have named works" in shown


def test_nothing_is_written_to_the_disk(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with served(settings) as running:
        running.done(file=("page.md", PAGE.encode()))
        running.done(file=("picture.png", b"\x89PNG\r\n" + b"\0" * 3_000_000))
        assert [each for each in tmp_path.rglob("*") if not each.is_dir()] == []
    assert [each for each in tmp_path.iterdir() if each.name.startswith("ccsvi")] == []


@pytest.fixture
def stuck(settings, monkeypatch):
    """Serve a page behind an address that does not answer."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent, served(settings) as running:
        yield running, f"http://127.0.0.1:{silent.getsockname()[1]}/page"


def test_a_running_job_is_stopped_at_once_and_its_process_ends(stuck):
    page, address = stuck
    path = page.send(address=address).headers["location"]
    job = page.jobs.get(path.split("/")[3])
    until = time.monotonic() + 30
    while job.state != "running" and time.monotonic() < until:
        time.sleep(0.02)
    progress = page.get(path).text
    assert "Reading your page." in progress
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in progress
    before = time.monotonic()
    assert page.post(f"{path}cancel").headers["location"] == path
    assert "<h1>Stopped</h1>" in page.get(path).text
    job._process.join(5)
    assert time.monotonic() - before < 5
    assert not job._process.is_alive()
    assert page.get(f"{path}report").status == 409


def test_a_job_that_is_stopped_while_its_process_starts_is_not_called_failed():
    job = jobs.Job("x", Task("text", "", b"", False, Settings(), ()))
    ended = []

    class Process:
        def is_alive(self):
            return not ended

        def kill(self):
            ended.append(True)

    job.end("cancelled")
    assert not job.begin(Process(), None)
    job.end("failed", "The work ended without a result")
    assert (job.state, job.reason, ended) == ("cancelled", "", [True])


def test_a_page_that_is_read_for_too_long_is_given_up(stuck, monkeypatch):
    page, address = stuck
    monkeypatch.setattr(jobs, "READING", 0.2)
    shown = page.get(page.done(address=address)).text
    assert "This took too long and was stopped." in shown


def test_more_than_a_few_do_not_wait_and_the_waiting_are_told(stuck):
    page, address = stuck
    paths = [page.send(address=address).headers["location"]]
    while page.jobs.get(paths[0].split("/")[3]).state == "waiting":
        time.sleep(0.02)
    paths += [page.send(address=address).headers["location"] for _ in range(jobs.WAITING)]
    refused = page.send(address=address)
    assert refused.status == 503
    assert "Too much is waiting" in refused.text
    assert address in refused.text
    assert "Waiting for its turn." in page.get(paths[-1]).text
    page.post(f"{paths[-1]}cancel")
    assert page.send(address=address).status == 303


def test_what_is_forgotten_or_not_looked_at_is_gone(page, monkeypatch):
    path = page.done(text=PAGE)
    job = page.jobs.get(path.split("/")[3])
    assert page.post(f"{path}delete").headers["location"] == "/k3y/"
    job._process.join(5)
    assert not job._process.is_alive()
    assert page.get(path).status == 410
    assert "was forgotten as you asked" in page.get(f"{path}report").text
    paths = [page.done(text="nothing") for _ in range(jobs.KEPT + 1)]
    page.send(text="nothing")
    assert page.get(paths[0]).status == 410
    assert page.get(paths[-1]).status == 200
    for name in "abcdefg":
        page.done(file=(f"{name}.png", b"\x89PNG\r\n\x1a\n\0"))
    assert page.get(paths[-1]).status == 200  # what failed is let go before what was found out
    monkeypatch.setattr(jobs, "IDLE", -1.0)
    assert page.get(paths[-1]).status == 410
    assert page.get("jobs/none/").status == 404


def test_a_worker_that_dies_is_no_result(page):
    path = page.done(text=PAGE)
    page.jobs.get(path.split("/")[3])._process.kill()
    assert page.get(f"{path}report").status == 410


def test_no_registry_asked_is_no_fault_of_the_reference(settings):
    unreached = settings.with_values({"cache_dir": ""}, "test")
    with served(unreached, ("crossref", "pubmed")) as running:
        shown = running.get(running.done(text=f"References\n\n1. {ENTRY}", offline="on")).text
    assert (
        "1 reference could not be checked, for no register could be asked. Nothing is known of it, good or bad."
        in shown
    )
    assert "no matching record" not in shown.split("What do the words mean?")[0]


def test_every_way_to_end_has_its_words():
    from typing import get_args

    assert set(wording.WORKS) == set(get_args(ResolutionStatus))
    assert set(wording.LINKS) == set(wording._ORDER) == set(VERDICTS)


def test_only_this_computer_is_listened_to():
    for host in ("0.0.0.0", "::", "192.168.0.1", "localhost", "example.org", ""):
        with pytest.raises(SettingsError, match="for this computer alone"):
            serving.bound(host, 0)
    taken = serving.bound("127.0.0.1", 0)
    with pytest.raises(SettingsError, match="--port names another"):
        serving.bound("127.0.0.1", taken.getsockname()[1])
    taken.close()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("page.docx", "page.docx"), ("../../etc/passwd", "passwd"), ("C:\\Users\\me\\Paper one.DOCX", "Paper one.DOCX"),
        ("a\r\nb.md", "a b.md"), ("", "file"), ("x" * 300 + ".docx", "x" * 255 + ".docx"),
    ],
)  # fmt: skip
def test_a_files_name_is_its_own_without_folders(given, kept):
    assert intake._name(given) == kept


def test_settings_are_not_taken_from_where_the_command_happens_to_run(tmp_path, monkeypatch, capfd):
    from ccsvi_refs.web import serving

    (tmp_path / "ccsvi-refs.toml").write_text('offline = true\nmailto = "stranger@example.org"\n')
    (tmp_path / "mine.toml").write_text("offline = true\n")
    monkeypatch.chdir(tmp_path)
    seen = []
    monkeypatch.setattr(
        serving, "serve", lambda listening, chosen, names, ready: (seen.append(chosen), listening.close())
    )
    assert run(["serve", "--port", "0"]) == 0
    assert run(["serve", "--port", "0", "--config", "mine.toml"]) == 0
    assert [(one.offline, one.mailto) for one in seen] == [(False, Settings().mailto), (True, "")]


def keys(text):
    """Return what each correction on a result's page is chosen by, and whether it is beforehand."""
    found = re.findall(r'name="take" id="take-(\w+)" value="\1"( checked)?><label[^>]*>(.*?)</label>', text, re.DOTALL)
    return {re.sub(r"<[^>]+>|\s+", " ", said): (key, bool(checked)) for key, checked, said in found}


def choose(page, path, *chosen, **more):
    body = "&".join([*(f"take={key}" for key in chosen), *(f"{name}={value}" for name, value in more.items())])
    return page.post(f"{path}save/file", body.encode(), Content_Type="application/x-www-form-urlencoded")


def test_corrections_are_chosen_one_by_one(page):
    text = f"# References\n\n1. {ENTRY}\n2. {DOUBTFUL}\n3. {ABSENT}\n"
    path = page.done(file=("page.md", text.encode()))
    offered = keys(page.get(path).text)
    (volume, certain), (title, doubtful) = sorted(offered.values(), key=lambda one: not one[1])
    assert (certain, doubtful, len(offered)) == (True, False, 2)
    assert choose(page, path).body == text.encode()
    assert choose(page, path, volume).text == text.replace("2015;8(1)", "2015;7(1)")
    assert choose(page, path, title).text == text.replace("recall in drummers", "recall in elderly drummers")
    both = choose(page, path, volume, title)
    assert both.text == page.get(f"{path}save/file?doubtful=on").text
    assert 'filename="page-corrected.md"' in both.headers["content-disposition"]


def test_of_one_reference_some_corrections_are_taken_and_others_refused(page):
    bib = b"@article{a, author={Nielsen, J}, title={Harp strings under arctic conditions},\n volume={8}, number={2},\n journal={J Tests}, year={2015}, pages={133--141}, doi={10.1000/harp}}\n"
    path = page.done(file=("refs.bib", bib))
    offered = keys(page.get(path).text)
    issue = next(key for said, (key, _) in offered.items() if "issue" in said)
    assert choose(page, path, issue).body == bib.replace(b"number={2}", b"number={1}")


def test_a_choice_that_is_none_changes_nothing_and_a_form_that_is_none_is_refused(page):
    path = page.done(file=("page.md", PAGE.encode()))
    assert choose(page, path, "0" * 16, "%00%22").body == PAGE.encode()
    assert page.post(f"{path}save/file", b"{}", Content_Type="application/json").status == 415
    assert (
        page.post(f"{path}save/file", b"take=%ff\xff", Content_Type="application/x-www-form-urlencoded").status == 400
    )
    assert page.ask("POST", f"{path}save/file", b"take=a", Content_Type="application/x-www-form-urlencoded", Origin="https://elsewhere.example").status == 403  # fmt: skip


def test_a_correction_after_which_the_page_would_read_otherwise_is_refused_with_its_reason(tmp_path):
    title = "Bells among owls in winter (doi 10.1000/harp), a case report"
    odd = work("10.1000/odd", title, "Quill", volume="4", issue="2", page="11-19")
    entry = "Quill J. Bells among owls in winter, a case report. J Tests 2015;5(2):11-19. doi:10.1000/odd"
    text = f"# References\n\n1. {entry}\n"
    with served(mirrored(tmp_path, odd)) as page:
        path = page.done(file=("page.md", text.encode()))
        (volume, _), (of_title, _) = sorted(keys(page.get(path).text).values(), key=lambda one: not one[1])
        assert choose(page, path, volume).text == text.replace(";5(2)", ";4(2)")
        alone, all_of_it = choose(page, path, of_title), choose(page, path, volume, of_title)
    assert (alone.status, all_of_it.status) == (422, 422)
    assert "without others that you left out" in alone.text
    assert "without others" not in all_of_it.text
    assert "would be read as another one then" in all_of_it.text
    assert "attachment" not in alone.headers.get("content-disposition", "")


CITING = f"""---
bibliography: [lists/refs.bib, more.bib]
---

Harps are strung [@harp], drums are beaten [@drum], and there is [@nothing].

# References

1. {ABSENT.replace("Quill", "Quince")}
2. {ENTRY.replace("8(1)", "6(1)")}
"""
REFS = """@article{harp, author={Nielsen, J}, title={Harp strings under arctic conditions},
 volume={8}, journal={J Tests}, year={2015}, pages={133--141}, doi={10.1000/harp}}
@article{left, author={Nielsen, J}, title={Nobody cites this work of mine}, volume={8}, journal={J Tests}, year={2015}}
"""
MORE = REFS[: REFS.index("@article{left")].replace("{harp", "{drum").replace("Nielsen", "Malagoni").replace(
    "Harp strings under arctic conditions", "Rhythm and recall in elderly drummers").replace("133--141", "101--109").replace(
    "10.1000/harp", "10.1000/drum").replace("{8}", "{11}")  # fmt: skip


def test_a_page_that_comes_with_its_bibliographies_has_each_of_the_files_put_right(page):
    lists = [("refs.bib", REFS.encode()), ("more.bib", MORE.encode())]
    path = page.done(file=("page.md", CITING.encode()), beside=lists)
    shown = page.get(path).text
    assert "that the page names" not in shown
    assert "refs.bib: 1 of its 2 works is not cited by the page, and was not looked up" in shown
    assert re.findall(r'name="file" value="([^"]*)"', shown) == ["page.md", "refs.bib", "more.bib"]
    every = [key for said, (key, _) in keys(shown).items() if "volume" in said]
    assert len(every) == 3
    right = {
        "page.md": CITING.replace("6(1)", "7(1)"),
        "refs.bib": REFS.replace("volume={8}", "volume={7}", 1),
        "more.bib": MORE.replace("{11}", "{12}"),
    }
    for name, text in right.items():
        saved = choose(page, path, *every, file=name)
        stem, _, suffix = name.partition(".")
        assert saved.text == text
        assert f'filename="{stem}-corrected.{suffix}"' in saved.headers["content-disposition"]
        assert choose(page, path, file=name).text == dict([*lists, ("page.md", CITING.encode())])[name].decode()
    assert choose(page, path, *every, file="../refs.bib").text == right["page.md"]
    report = page.get(f"{path}save/report?form=json").body
    assert {
        one["location"]["path"] for one in json.loads(report)["findings"] if one["rule"] == "volume-differs"
    } == set(right)


def test_a_key_that_neither_file_has_is_missing_and_one_of_a_list_that_did_not_come_is_not_called_so(page):
    for beside, missing in (
        ([("refs.bib", REFS.encode()), ("more.bib", MORE.encode())], True),
        ([("refs.bib", REFS.encode())], False),
    ):
        path = page.done(file=("page.md", CITING.encode()), beside=beside)
        findings = json.loads(page.get(f"{path}save/report?form=json").body)["findings"]
        assert any("@nothing" in f"{one['message']} {one['cited']}" for one in findings) is missing
        assert ("did not come with it" in page.get(path).text) is not missing


@pytest.mark.parametrize(
    "names", [("a.md", "b.md"), ("a.bib", "b.bib"), ("a.md", "b.bib", "b.bib"), ("a.md", "b.bib", "c.html")]
)
def test_several_files_are_a_page_and_its_lists_or_refused(page, names):
    answer = page.send(file=(names[0], b"x"), beside=[(name, b"x") for name in names[1:]])
    assert answer.status == 400
    assert "one page with the lists of references that it names" in answer.text


def test_more_lists_than_are_read_with_a_page_are_refused_with_their_number(page):
    answer = page.send(file=("a.md", b"x"), beside=[(f"{number}.bib", b"x") for number in range(6)])
    assert (answer.status, "at most 5 lists" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("sent", "named"),
    [("../../etc/refs.bib", "refs.bib"), ("REFS.BIB", "refs.bib"), ("re\u0301fs.bib", "lists/r\u00e9fs.bib"), (f"{'a' * 200}.bib",) * 2],
)  # fmt: skip
def test_a_list_is_known_by_its_name_in_whatever_letters_it_comes(page, sent, named):
    path = page.done(file=("page.md", CITING.replace("lists/refs.bib", named).encode()), beside=[(sent, REFS.encode())])
    assert "1 of its 2 works is not cited" in page.get(path).text


def test_what_is_put_right_in_a_list_is_not_told_as_left_in_the_page(page):
    lists = [("refs.bib", REFS.encode()), ("more.bib", MORE.encode())]
    path = page.done(file=("page.md", CITING.encode()), beside=lists)
    assert page.jobs.get(path.rstrip("/").rpartition("/")[2]).outcome.left == ()


def test_a_list_of_the_server_s_own_disk_is_not_read(page, tmp_path):
    (tmp_path / "refs.bib").write_text(REFS)
    path = page.done(file=("page.md", CITING.replace("lists/", f"{tmp_path}/").encode()), beside=[("x.bib", b"")])
    assert "did not come with it" in page.get(path).text


def test_a_list_that_came_with_a_page_that_is_only_read_is_put_right(page):
    source = CITING.replace(f"2. {ENTRY.replace('8(1)', '6(1)')}\n", "")
    cells = [{"cell_type": "markdown", "metadata": {}, "source": [source]}]
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    path = page.done(
        file=("page.ipynb", notebook.encode()), beside=[("refs.bib", REFS.encode()), ("more.bib", MORE.encode())]
    )
    shown = page.get(path).text
    assert "page.ipynb: " in shown
    assert "There is no corrected file" not in shown


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"@article{harp, title={x"])
def test_a_list_that_cannot_be_read_costs_the_page_nothing(page, data):
    path = page.done(file=("page.md", CITING.encode()), beside=[("refs.bib", data), ("more.bib", MORE.encode())])
    shown = page.get(path).text
    assert "refs.bib" in shown[shown.index("What could not be read") :]
    offered = [key for said, (key, _) in keys(shown).items() if "volume" in said]
    assert choose(page, path, *offered, file="page.md").text == CITING.replace("6(1)", "7(1)")
    assert choose(page, path, *offered, file="more.bib").text == MORE.replace("{11}", "{12}")
