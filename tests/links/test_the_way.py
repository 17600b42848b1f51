"""What is wrong on the way to a link (proxy, name server, network, TLS here) is never held against the link."""

import contextlib
import errno
import socket
import ssl
import subprocess
import threading
import time

import pytest

from ccsvi_refs import links
from ccsvi_refs.cli import run
from ccsvi_refs.links.store import Store
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FILLER, FaultServer, html

QUICK = LinkSettings(second_look=0.02, timeout=1.0, spacing=0.0, archive=False, probe=False)


def check(url, tmp_path, **options):
    (status,) = links.check([Link(url)], {}, Settings(allow_private=True, cache_dir=tmp_path / "store", links=QUICK))
    return status


def is_kept(url, tmp_path):
    with Store(tmp_path / "store") as store:
        return store.recall(url, None) is not None


@contextlib.contextmanager
def listening(answer):
    """Listen on a port of loopback, and hand every connection to ``answer``."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with connection, contextlib.suppress(OSError):
                        answer(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_down_says_nothing_about_the_link(scheme, tmp_path, monkeypatch):
    monkeypatch.setenv(f"{scheme}_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    url = f"{scheme}://journal.example/a"
    status = check(url, tmp_path)
    assert (status.verdict, status.dead_since, status.unreached) == ("unknown", "", True)
    assert "proxy" in status.reason
    assert not is_kept(url, tmp_path)


@pytest.mark.parametrize("code", [407, 502, 503])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_a_proxy_answers_for_itself_is_not_the_link_s(scheme, code, tmp_path, monkeypatch):
    def refuse(connection):
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 {code} No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno".encode())

    with listening(refuse) as port:
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{port}")
        monkeypatch.delenv("no_proxy", raising=False)
        status = check(f"{scheme}://journal.example/a", tmp_path)
    assert (status.verdict, "proxy" in status.reason, str(code) in status.reason) == ("unknown", True, True)


def test_a_link_is_asked_again_as_soon_as_the_proxy_is_back(tmp_path, monkeypatch):
    with FaultServer({"*": lambda r: html("A report", FILLER)}) as server:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        monkeypatch.setenv("no_proxy", "")
        assert check(server.url("/a"), tmp_path).verdict == "unknown"
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        status = check(server.url("/a"), tmp_path)
    assert (status.verdict, status.dead_since, status.previous) == ("ok", "", None)


@pytest.mark.parametrize("code", [socket.EAI_AGAIN, socket.EAI_FAIL])
def test_a_name_server_without_an_answer_is_not_a_name_that_does_not_exist(code, tmp_path, monkeypatch):
    def getaddrinfo(*_, **__):
        raise socket.gaierror(code, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    status = check("http://journal.example.org/a", tmp_path)
    assert (status.verdict, status.unreached, status.dead_since) == ("unknown", True, "")


def test_a_name_server_that_is_silent_is_not_a_slow_link(tmp_path, monkeypatch):
    def getaddrinfo(*_, **__):
        time.sleep(2)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    status = check("http://journal.example.org/a", tmp_path)
    assert (status.verdict, "name" in status.reason) == ("unknown", True)


def test_a_machine_without_ipv6_does_not_blame_a_host_that_has_nothing_else(tmp_path, monkeypatch):
    def getaddrinfo(host, port, *_, **__):
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:2800::1", port, 0, 0))]

    async def refuse(*_, **__):
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr("aiohappyeyeballs.start_connection", refuse)
    monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", refuse)
    status = check("http://journal.example.org/a", tmp_path)
    assert (status.verdict, status.unreached) == ("unknown", True)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "5",
        "-keyout",
        "key",
        "-out",
        "crt",
    ]
    subprocess.run([*command, *subject], cwd=folder, check=True, capture_output=True)
    return folder


def context(folder):
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(folder / "crt", folder / "key")
    return found


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_server_that_asks_for_a_client_s_certificate_asks_for_a_login(version, certificate, tmp_path, monkeypatch):
    tls = context(certificate)
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_verify_locations(certificate / "crt")
    tls.maximum_version = version
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "crt"))

    def shake(connection):
        with tls.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)

    with listening(shake) as port:
        status = check(f"https://127.0.0.1:{port}/a", tmp_path)
    assert status.verdict in {"blocked", "unknown"}, status.reason
    assert "secure" in status.reason
    assert status.dead_since == ""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_server_with_old_tls_alone_is_not_dead(certificate, tmp_path, monkeypatch):
    tls = context(certificate)
    tls.minimum_version, tls.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1
    with contextlib.suppress(ssl.SSLError):
        tls.set_ciphers("ALL:@SECLEVEL=0")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "crt"))
    with FaultServer({"*": lambda r: html("Old")}, tls=tls) as server:
        status = check(server.url("/a"), tmp_path)
    assert (status.verdict, status.dead_since) == ("unknown", ""), status.reason


def page(tmp_path, text):
    path = tmp_path / "page.md"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_run_in_which_nothing_could_be_asked_is_status_3(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")
    assert run(["links", page(tmp_path, "http://a.example.org/ http://b.example.org/")]) == 3
    assert "no link could be asked for" in capfd.readouterr().err
    with FaultServer({"a": lambda r: html("A report", FILLER)}) as server:
        text = f"http://a.example.org/ {server.url('/a')}"
        assert run(["links", page(tmp_path, text)]) == 0
    assert run(["links", page(tmp_path, "no link at all")]) == 0
    assert run(["links", page(tmp_path, "[x](http://localhost.invalid)"), "--offline"]) == 0
