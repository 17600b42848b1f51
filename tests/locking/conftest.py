"""A world on loopback for the command: registries, a site, a page, and a folder to run in."""

import json
import ssl

import pytest

from ccsvi_refs.cli import run
from ccsvi_refs.transport import client, pacing
from tests.links.fault_server import FILLER, FaultServer, html
from tests.service_data import Holdings, article, work
from tests.services import Services

DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109")
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
RIGHT = "Malagoni J. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109. doi:10.1000/drum"
WRONG = "Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;8(3):33-41. doi:10.1000/harp"
ABSENT = "Quill P. Bassoons among bees in autumn. Journal of Absence 1999;1(2):1-2."


class World:
    """What is registered and linked, and the command in a folder."""

    def __init__(self, services, server, folder, capture):
        self.services, self.server, self.folder, self._capture = services, server, folder, capture
        self.pages = {}

    def register(self, *works, pubmed=True):
        self.services.holdings = Holdings(works, {"111": article("111", works[0])} if pubmed else {})

    def write(self, *texts, name="page.md", links=("/report",)):
        listed = "".join(f"[{n}] {text}\n\n" for n, text in enumerate(texts, 1))
        linked = "".join(f"See <{self.server.url(link)}>.\n\n" for link in links)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# A page\n\n{linked}# References\n\n{listed}", "utf-8")
        return path

    def run(self, *arguments):
        status = run([str(argument) for argument in arguments])
        out, err = self._capture.readouterr()
        return status, out.decode(), err.decode()

    def findings(self, *arguments):
        status, out, err = self.run(*arguments, "--format", "json")
        assert out, err
        return status, json.loads(out)["findings"]

    @property
    def lock(self):
        return (self.folder / "references.lock").read_bytes()


@pytest.fixture
def world(tmp_path, monkeypatch, capfdbinary):
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(pacing, "_ready", lambda *_: 0.0)
    monkeypatch.setattr(client, "_backoff", lambda _: 0.0)
    for name in ("load_verify_locations", "set_default_verify_paths"):
        monkeypatch.setattr(ssl.SSLContext, name, lambda *_, **__: None)
    (folder / "ccsvi-refs.toml").write_text("[links]\nsecond-look = 0\nspacing = 0\narchive = false\nprobe = false\n")
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("CCSVI_REFS_WAYBACK_URL", "http://127.0.0.1:9")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def route(request):
        return made.pages.get(request.path, html("A report", f"<h1>A report</h1>{FILLER}"))

    with (
        Services(Holdings([DRUM, HARP], {"111": article("111", DRUM)})) as services,
        FaultServer({"*": route}) as server,
    ):
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        made = World(services, server, folder, capfdbinary)
        yield made
