"""One GET and its limits: TLS faults told apart, cookies and credentials kept at home, hostile bodies cut."""

import asyncio
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc

import pytest

from ccsvi_refs.links.fetch import Fetcher
from ccsvi_refs.links.pace import HostPace
from ccsvi_refs.transport import connecting
from tests.links import fault_server as fs
from tests.links.fault_server import FaultServer, Reply, html, redirect


def follow(url, limit=5.0, **options):
    async def inside():
        pace = HostPace(lambda host: (8, 0.0), 64)
        async with Fetcher(pace, allow_private=True, agent="test", patience=5.0) as fetcher:
            return await fetcher.follow(url, limit, **options)

    return asyncio.run(inside())


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Return a function that makes a key and a certificate signed by itself or by an authority, once each."""
    folder = tmp_path_factory.mktemp("certificates")

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder)

    def make(name, *, host="127.0.0.1", days=30, authority=""):
        key, cert = folder / f"{name}.key", folder / f"{name}.crt"
        if not cert.exists():
            subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=IP:{host}"]
            new = ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, *subject]
            if authority:
                openssl(*new, "-out", f"{name}.csr")
                signer = ["-CA", f"{authority}.crt", "-CAkey", f"{authority}.key", "-CAcreateserial", "-copy_extensions", "copy"]  # fmt: skip
                openssl("x509", "-req", "-in", f"{name}.csr", *signer, "-days", str(days), "-out", cert)
            else:
                openssl(*new, "-x509", "-days", str(days), "-out", cert)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        return context, cert

    return make


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("self", {}, "self-signed"),
        ("expired", {"authority": "authority", "days": -1}, "expired"),
        ("other-host", {"authority": "authority", "host": "127.0.0.77"}, "another"),
        ("stranger", {"authority": "stranger-authority"}, "issuer"),
        (
            "expired-stranger",
            {"authority": "stranger-authority", "days": -1},
            "not known here; the certificate has expired",
        ),
        ("self-of-other", {"host": "127.0.0.77"}, "self-signed; the certificate is for another"),
    ],
)
def test_faults_of_certificates_are_told_apart(certificates, monkeypatch, name, options, said):
    for authority in ("authority", "stranger-authority"):
        certificates(authority)
    context, _ = certificates(name, **options)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates("authority")[1]))
    with FaultServer({"*": lambda r: html("Secret")}, tls=context) as server:
        answer = follow(server.url("/a"))
        assert (answer.failure, said in answer.detail) == ("tls", True), answer.detail
        assert server.log == []


def test_a_trusted_certificate_is_trusted(certificates, monkeypatch):
    certificates("authority")
    context, _ = certificates("good", authority="authority")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates("authority")[1]))
    with FaultServer({"*": lambda r: html("Fine")}, tls=context) as server:
        assert follow(server.url("/a")).status == 200


def bare_authority(folder):
    """Return a context and the certificate of an authority without the key usage and identifiers of RFC 5280."""
    (folder / "bare.cnf").write_text("[req]\ndistinguished_name = dn\n[dn]\n[ca]\nbasicConstraints = CA:TRUE\n")
    new = ["openssl", "req", "-config", "bare.cnf", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=bare"]
    subprocess.run(
        [*new, "-x509", "-days", "9", "-extensions", "ca", "-keyout", "ca.key", "-out", "ca.crt"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run([*new, "-keyout", "key", "-out", "csr"], cwd=folder, check=True, capture_output=True)
    (folder / "san").write_text("subjectAltName=IP:127.0.0.1\n")
    sign = ["openssl", "x509", "-req", "-in", "csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"]
    subprocess.run([*sign, "-days", "9", "-extfile", "san", "-out", "crt"], cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "crt", folder / "key")
    return context, folder / "ca.crt"


def test_an_authority_that_python_3_13_refuses_by_default_is_trusted_as_by_others(tmp_path, monkeypatch):
    context, authority = bare_authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with FaultServer({"*": lambda r: html("Fine")}, tls=context) as server:
        assert follow(server.url("/a")).status == 200


def test_a_certificate_is_held_to_the_same_on_every_python():
    flags = connecting.tls().verify_flags
    assert not flags & ssl.VERIFY_X509_STRICT
    assert flags & ssl.VERIFY_X509_PARTIAL_CHAIN


def test_a_server_that_speaks_no_tls_is_a_tls_fault():
    def answer(listener):
        connection, _ = listener.accept()
        with connection:
            connection.recv(1)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.recv(65536)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        found = follow(f"https://127.0.0.1:{listener.getsockname()[1]}/a")
        thread.join()
    assert (found.failure, "does not speak TLS" in found.detail) == ("tls", True)


def test_a_closed_port_is_refused():
    with FaultServer({}) as server:
        url = server.url("/a")
    assert follow(url).failure == "refused"


def test_cookies_go_back_to_their_host_and_to_no_other():
    def route(request):
        if request.path == "/start":
            return redirect(302, "/next", Set_Cookie="secret=1; Path=/")
        if request.path == "/next":
            return redirect(302, f"http://127.0.0.2:{request.host.split(':')[1]}/away")
        return html("Away")

    cookies = {}

    def noting(request):
        cookies[request.host.split(":")[0] + request.path] = request.headers.get("cookie", "")
        return route(request)

    with FaultServer({"*": noting}) as server:
        assert follow(server.url("/start")).status == 200
    assert cookies == {"127.0.0.1/start": "", "127.0.0.1/next": "secret=1", "127.0.0.2/away": ""}


def test_no_name_or_password_in_an_address_is_sent():
    sent = []

    def route(request):
        sent.append(request.headers.get("authorization"))
        return html("Hello")

    with FaultServer({"*": route}) as server:
        answer = follow(server.url("/a").replace("http://", "http://user:secret@"))
        assert answer.status == 200
    assert sent == [None]


def test_a_proxy_that_the_user_configured_is_asked(monkeypatch):
    with FaultServer({"*": lambda r: html(f"By proxy: {r.target}")}) as server:
        monkeypatch.setenv("http_proxy", server.url(""))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert b"http://journal.example/a" in follow("http://journal.example/a").body
        assert follow(server.url("/direct")).body.endswith(b"By proxy: /direct</title></head><body></body></html>")


def test_a_private_address_is_not_asked_of_a_proxy_either(monkeypatch):
    with FaultServer({"*": lambda r: html("By proxy")}) as server:
        monkeypatch.setenv("http_proxy", server.url(""))
        assert follow("http://169.254.169.254/latest/").failure == "forbidden"
        assert server.log == []


def test_a_fragment_is_kept_but_not_sent():
    with FaultServer({"*": lambda r: html("x") if r.path == "/b" else redirect(302, "/b")}) as server:
        answer = follow(server.url("/a#part"))
        assert answer.final_url.endswith("/b#part")
        assert [target for _, _, target in server.log] == ["/a", "/b"]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("/a b", "/a%20b"),
        ("/caf\u00e9?q=\u00fc", "/caf%C3%A9?q=%C3%BC"),
        ("/10.1175/1520-0469(1972)029<0959:AOTSS>2.0.CO;2", "/10.1175/1520-0469(1972)029%3C0959:AOTSS%3E2.0.CO;2"),
        ("/a%2Fb%20c", "/a%2Fb%20c"),
    ],
)
def test_an_address_is_sent_as_servers_expect_it(given, sent):
    with FaultServer({"*": lambda r: html("x")}) as server:
        assert follow(server.url(given)).status == 200
        assert server.log[0][2] == sent


def test_a_redirect_written_in_latin_1_or_utf_8_is_followed():
    with FaultServer({"*": lambda r: html("x") if r.path != "/a" else redirect(302, "/caf\u00e9")}) as server:
        follow(server.url("/a"))
        assert server.log[1][2] == "/caf%C3%A9"


@pytest.mark.parametrize("route", [fs.huge, fs.bomb], ids=["huge", "bomb"])
def test_a_large_body_is_cut_and_costs_little_memory(route):
    with FaultServer({"*": route}) as server:
        follow(server.url("/a"))
        tracemalloc.start()
        answer = follow(server.url("/a"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert not answer.complete
    assert len(answer.body) <= 256 * 1024
    assert peak < 5_000_000


@pytest.mark.parametrize("route", [fs.hang, fs.drip_headers], ids=["hang", "drip"])
def test_a_slow_answer_ends_at_its_limit(route):
    with FaultServer({"*": route}) as server:
        started = time.monotonic()
        assert follow(server.url("/a"), limit=0.5).failure == "timeout"
        assert time.monotonic() - started < 2


def test_a_body_that_trickles_is_judged_by_what_has_come():
    with FaultServer({"*": fs.drip}) as server:
        started = time.monotonic()
        answer = follow(server.url("/a"), limit=0.5)
        assert (answer.status, answer.complete) == (200, False)
        assert answer.body.startswith(b"<title>Slow</title>")
        assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [(b"<title>plain</title>", "gzip"), (b"<title>plain</title>", "deflate"), (b"<title>plain</title>", "br")],
)
def test_a_plain_body_that_is_called_packed_is_read_as_it_is(packed, encoding):
    with FaultServer({"*": lambda r: Reply(packed, headers={"Content-Encoding": encoding})}) as server:
        assert follow(server.url("/a")).body == packed


def test_a_body_that_breaks_off_before_it_begins_is_no_answer():
    with FaultServer({"*": fs.broken_off}) as server:
        assert follow(server.url("/a")).failure == "protocol"


@pytest.mark.parametrize("route", [fs.garbage, fs.endless_headers], ids=["garbage", "endless"])
def test_what_is_no_http_is_said_to_be_none(route):
    with FaultServer({"*": route}) as server:
        assert follow(server.url("/a")).failure == "protocol"


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("text/html", 50_000), ("application/xhtml+xml", 50_000), ("text/xml", 50_000), ("application/xml", 50_000),
        ("text/plain", 50_000), ("application/octet-stream", 50_000), ("application/ld+json", 50_000),
        ("image/svg+xml", 50_000), ("application/pdf", 4096), ("image/png", 4096), ("application/zip", 4096),
    ],
)  # fmt: skip
def test_of_what_is_no_page_only_the_beginning_is_read(kind, read):
    with FaultServer({"*": lambda r: Reply(b"<p>" + b"x" * 49_997, kind=kind)}) as server:
        answer = follow(server.url("/a"))
    assert (len(answer.body) >= 50_000, answer.complete) == ((True, True) if read > 4096 else (False, False))
    assert read <= len(answer.body) <= max(read, 4096 * 2)


def test_more_is_read_where_a_fragment_has_to_be_looked_for():
    with FaultServer({"*": lambda r: Reply(b"<p>" + b"x " * 400_000)}) as server:
        plain, sought = follow(server.url("/a")), follow(server.url("/a#here"))
    assert (len(plain.body) < 300_000, plain.complete) == (True, False)
    assert (len(sought.body), sought.complete) == (800_003, True)


def test_a_body_that_trickles_is_waited_for_no_longer_than_the_answer_may_take():
    with FaultServer({"*": fs.drip}) as server:
        started = time.monotonic()
        answer = follow(server.url("/a"), limit=3.0)
        assert 1.5 <= time.monotonic() - started < 3.0
    assert (answer.failure, answer.complete) == ("", False)
