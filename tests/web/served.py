"""The page of ``ccsvi-refs serve``, run in a thread of the tests, and a client that says just what it is told to."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from ccsvi_refs.registries.mirror import building
from ccsvi_refs.settings import Settings
from ccsvi_refs.web import serving
from ccsvi_refs.web.app import application
from ccsvi_refs.web.jobs import Jobs
from tests.service_data import work

KEY, ONCE = "k3y", "0nce"
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", issue="1", page="133-141")
DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109")
ENTRY = "Nielsen J. Harp strings under arctic conditions. J Tests 2015;8(1):133-41. doi:10.1000/harp"
DOUBTFUL = "Malagoni J. Rhythm and recall in drummers. Journal of Tests 2015;12(3):101-109. doi:10.1000/drum"
ABSENT = "Quill P. Bassoons among bees in autumn. Journal of Absence 1999;1(2):1-2."
PAGE = f"# References\n\n1. {ENTRY}\n2. {DOUBTFUL}\n3. {ABSENT}\n"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Served:
    port: int
    jobs: Jobs

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/{KEY}/"

    def raw(self, request: bytes) -> bytes:
        """Return what is answered to these bytes."""
        import socket

        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as wire:
            wire.sendall(request)
            wire.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: wire.recv(65536), b""))

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            wire.request(method, path if path.startswith("/") else f"/{KEY}/{path}", body, given)
            answer = wire.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            wire.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: bytes = b"", **headers: str) -> Answer:
        return self.ask("POST", path, body, **{"Origin": f"http://{self.host}", **headers})

    def send(
        self, *, file: tuple[str, bytes] | None = None, beside: Sequence[tuple[str, bytes]] = (), **fields: str
    ) -> Answer:
        """Send the form, as a browser does."""
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()
        ]
        for name, data in (*beside, file or ("", b"")):
            parts.append(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + data)
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        return self.post("jobs", body, Content_Type="multipart/form-data; boundary=edge")

    def done(
        self,
        *,
        file: tuple[str, bytes] | None = None,
        beside: Sequence[tuple[str, bytes]] = (),
        seconds: float = 60,
        **fields: str,
    ) -> str:
        """Return the path of a job that was sent and is over."""
        answer = self.send(file=file, beside=beside, **fields)
        assert answer.status == 303, answer.text
        path = answer.headers["location"]
        until = time.monotonic() + seconds
        while not json.loads(self.get(f"{path}state").body)["over"]:
            assert time.monotonic() < until, self.get(f"{path}state").text
            time.sleep(0.05)
        return path


@contextlib.contextmanager
def served(settings: Settings, registries: tuple[str, ...] = ("mirror",)) -> Iterator[Served]:
    """Serve the page in a thread."""
    listening = serving.bound("127.0.0.1", 0)
    port = listening.getsockname()[1]
    jobs = Jobs()
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    server = uvicorn.Server(serving.config(application(jobs, settings, registries, hosts=hosts, key=KEY, once=ONCE)))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield Served(port, jobs)
    finally:
        server.should_exit = True
        thread.join(10)
        jobs.close()
        listening.close()


def mirrored(folder: Path, *more: object) -> Settings:
    """Return settings by which a mirror of two works and what is given answers, and nobody else."""
    (folder / "works.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (HARP, DRUM, *more)), "utf-8")
    building.build(folder / "mirror", [folder / "works.jsonl"])
    return Settings(cache_dir=folder / "cache", mirror=folder / "mirror", allow_private=True)
