"""``serve``: where it listens, what it says of that, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

for package in ("jinja2", "python_multipart", "starlette", "uvicorn"):
    pytest.importorskip(package, reason="needs the extra web")

from ccsvi_refs.cli import run  # noqa: E402
from tests.conftest import ROOT  # noqa: E402


def test_another_host_or_a_port_that_is_taken_is_an_error(capfd):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port)]) == 2
    err = capfd.readouterr().err
    assert f"ccsvi-refs: port {port} of 127.0.0.1 cannot be used: " in err
    assert "--port 0 takes a free one" in err
    for host in ("0.0.0.0", "::", "10.0.0.1"):
        assert run(["serve", "--host", host, "--port", "0"]) == 2
        assert "this computer alone" in capfd.readouterr().err
    assert run(["serve", "--port", "70000"]) == 2


def test_what_has_to_be_installed_is_said(monkeypatch, capfd):
    import ccsvi_refs.web

    monkeypatch.delattr(ccsvi_refs.web, "serving", raising=False)
    monkeypatch.delitem(sys.modules, "ccsvi_refs.web.serving", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run(["serve", "--port", "0"]) == 2
    assert 'serve needs uvicorn: pip install "ccsvi-refs[web]"' in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_it_at_once_with_a_job_running_and_leaves_nothing(tmp_path):
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "TMPDIR": str(tmp_path),
        "CCSVI_REFS_ALLOW_PRIVATE": "1",
    }
    with socket.create_server(("127.0.0.1", 0)) as silent:
        command = [sys.executable, "-m", "ccsvi_refs", "serve", "--port", "0", "--registry", "none"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
        ) as served:
            address = served.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            origin = address.rpartition("/")[0].rpartition("/")[0]
            fields = {"address": f"http://127.0.0.1:{silent.getsockname()[1]}/"}
            body = "".join(
                f'--e\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()
            )
            request = urllib.request.Request(f"{address}jobs", f"{body}--e--\r\n".encode())
            request.add_header("Content-Type", "multipart/form-data; boundary=e")
            request.add_header("Origin", origin)
            job = urllib.request.urlopen(request, timeout=10).url
            silent.settimeout(60)
            held, _ = silent.accept()  # the worker has asked
            before = time.monotonic()
            served.send_signal(signal.SIGINT)
            assert served.wait(10) == 0
            assert time.monotonic() - before < 3
            assert "Traceback" not in served.stderr.read()
            held.settimeout(5)
            while held.recv(65536):
                pass  # the worker's end is closed: it is gone
            held.close()
    assert "/jobs/" in job
    assert list(tmp_path.iterdir()) == []
