"""Which addresses are connected to, over real sockets."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ccsvi_refs.errors import AddressRefused, ServiceError
from ccsvi_refs.transport import guard
from ccsvi_refs.transport.exchange import Exchange, Request, Unanswered

PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.8.8.8", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1",
    "64:ff9b:1::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "3fff::1", "100::1", "fc00::1", "fd12::1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    "2606:4700::5efe:10.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.0.192", "192.0.0.255", "192.31.196.1", "192.52.193.1",
    "192.175.48.1", "2001::1", "2001:1::1", "2001:20::1", "2001:1ff::1", "2620:4f:8000::1", "5f00::1", "4000::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.0.1",
    "172.32.0.1",
    "2606:4700:4700::1111",
    "64:ff9b::8.8.8.8",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_known(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_known(address):
    assert guard.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "//example.org/", "", "http://", "http://:80/",
        "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:7f00:1]/", "http://2130706433/", "http://0x7f000001/",
        "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.1/", "http://127.0.1/", "http://127.0.0.1./",
        "http://10.0.0.1:8080/", "http://user@169.254.169.254/latest/", "http://[fe80::1%25eth0]/", "http://0/",
        "http://[bad/", "http://example.org:99999/", "http://example.org:0/", "http://192.0.0.192/opc/v1/instance",
        "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://１２７．１/", "http://０x7f.1/",
        "http://²130706433/", "http://[::ﬀﬀ:7f00:1]/", "http://localhost/", "http://LOCALHOST./", "http://a.localhost/",
        "http://ｌｏｃａｌｈｏｓｔ/", "http://localhost.localdomain/", "http://ip6-localhost/", "http://printer.local/",
        "http://metadata.google.internal/", "http://router.home.arpa/", "http://x.lan/", "http://127%2e0.0.1/",
        "http://%31%32%37.0.0.1/", "http://%6cocalhost/", "http://[::1%25lo]/", "http://127.0.0.1\\@example.org/", "http://a.1/",
        "http://localhost%00.example.org/", "http://[2002:7f00:1::]/", "http://[64:ff9b::7f00:1]/", "http://a.0x7f/",
        "http://kubernetes.default.svc/", "http://wiki.corp/",
    ],
)  # fmt: skip
def test_an_address_that_rules_itself_out_is_refused_before_any_look_up(url):
    with pytest.raises(AddressRefused):
        guard.check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "HTTPS://example.org:8443/a?b#c",
        "https://8.8.8.8/",
        "http://0x.example.org/",
        "http://1.face/",
        "http://bücher.example/",
        "http://local.example.org/",
        "http://localhost.example.org/",
        "http://internal.example.org/",
    ],
)
def test_an_ordinary_address_passes(url):
    guard.check_url(url)


def test_private_addresses_pass_where_they_are_allowed_but_other_schemes_never_do():
    guard.check_url("http://127.0.0.1:8080/", allow_private=True)
    with pytest.raises(AddressRefused):
        guard.check_url("file:///etc/passwd", allow_private=True)


@pytest.mark.parametrize("address", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "fe80::1", "::ffff:169.254.169.254"])
def test_no_permission_opens_link_local_or_multicast_addresses(address):
    assert not guard.is_allowed(address, allow_private=True)
    for allowed in (True, False):
        with pytest.raises(AddressRefused, match=r"is not a public address\Z"):  # nothing lifts it
            guard.resolve(address, 80, allow_private=allowed)


@pytest.mark.parametrize("address", ["127.0.0.5", "10.1.1.1", "192.168.0.9", "::1", "fd00::7", "::ffff:127.0.0.1"])
def test_permission_opens_loopback_and_private_networks(address):
    assert guard.is_allowed(address, allow_private=True)
    assert not guard.is_allowed(address)
    with pytest.raises(AddressRefused, match="; CCSVI_REFS_ALLOW_PRIVATE=1 lets requests go there"):
        guard.resolve(address, 80)


class _Server:
    def __init__(self, answer):
        received = self.received = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                received.append((self.path, self.headers.get("Host")))
                answer(self)

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server():
    def answer(request):
        if request.path == "/inward":
            request.send_response(302)
            request.send_header("Location", "http://169.254.169.254/latest/meta-data/")
            request.send_header("Content-Length", "0")
            request.end_headers()
        else:
            request.send_response(200)
            request.send_header("Content-Length", "2")
            request.end_headers()
            request.wfile.write(b"ok")

    running = _Server(answer)
    yield running
    running.close()


@pytest.fixture
def ask():
    """Return a function that asks for an address, redirects and all, and returns the text that comes back."""
    exchanges = []

    def asks(url, *, allow_private=False):
        exchanges.append(Exchange(allow_private=allow_private))
        request = Request(url, seconds=5, whole=5, onward=lambda _, __: True)
        return exchanges[-1].fetch(request).content.decode()

    yield asks
    for exchange in exchanges:
        exchange.close()


def _names(monkeypatch, *answers):
    """Let the resolver give one answer after the other, the last one for ever, and count the look-ups."""
    asked = []

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):  # noqa: A002 - the resolver's own name
        if host[:1].isdigit():
            return real(host, port, family, type, proto, flags)
        asked.append(host)
        address = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_that_leads_to_a_private_address_is_refused_and_nothing_is_sent(server, ask, monkeypatch):
    _names(monkeypatch, "127.0.0.1")
    with pytest.raises(Unanswered, match=r"inside\.example.*127\.0\.0\.1") as caught:
        ask(f"http://inside.example:{server.port}/")
    assert caught.value.kind == "refused"
    assert server.received == []


def test_the_name_is_looked_up_once_and_the_judged_address_is_the_one_connected_to(server, ask, monkeypatch):
    asked = _names(monkeypatch, "127.0.0.1", "10.0.0.1")
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    assert ask(f"http://rebinding.example:{server.port}/") == "ok"
    assert asked == ["rebinding.example"]
    assert server.received == [("/", f"rebinding.example:{server.port}")]


def test_a_redirect_to_a_private_address_is_refused(server, ask, monkeypatch):
    _names(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(Unanswered, match=r"169\.254\.169\.254"):
        ask(f"http://outside.example:{server.port}/inward")


def test_loopback_answers_where_private_addresses_are_allowed(server, ask):
    assert ask(f"http://127.0.0.1:{server.port}/", allow_private=True) == "ok"


def test_a_refusal_is_a_service_error_that_names_the_host():
    with pytest.raises(ServiceError) as caught:
        guard.resolve("127.0.0.1", 80)
    assert caught.value.service == "127.0.0.1"


@pytest.mark.parametrize("host", ["metadata", "server", "ai", "METADATA."])
def test_a_name_without_a_dot_is_not_left_to_a_proxy(host):
    guard.check_url(f"http://{host}/")
    with pytest.raises(AddressRefused):
        guard.check_url(f"http://{host}/", by_proxy=True)
    guard.check_url(f"http://{host}/", by_proxy=True, allow_private=True)
