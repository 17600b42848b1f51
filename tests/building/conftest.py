"""Registries and a site on loopback that builds ask, with a log of what they were asked."""

from contextlib import ExitStack

import pytest

from tests.links.fault_server import FILLER, FaultServer, html
from tests.service_data import Holdings, work
from tests.services import Services, unreachable

DRUM = work("10.1000/drum", "Rhythm and recall in elderly drummers", "Malagoni", volume="12", issue="3", page="101-109")
HARP = work("10.1000/harp", "Harp strings under arctic conditions", "Nielsen", volume="7", page="33-41")
RIGHT = "Malagoni J. Rhythm and recall in elderly drummers. Journal of Tests 2015;12(3):101-109. doi:10.1000/drum"
WRONG = "Nielsen J. Harp strings under arctic conditions. Journal of Tests 2015;8(3):33-41. doi:10.1000/harp"


class World:
    """What builds may ask, and what they did ask since the last look."""

    def __init__(self, services, site):
        self.services, self.site = services, site

    def url(self, path):
        return self.site.url(path)

    def asked(self):
        """Return the paths that registries and site were asked for, and forget them."""
        found = [seen.path for seen in self.services.requests] + [target for _, _, target in self.site.log]
        self.services.requests.clear()
        self.site.log.clear()
        return found


@pytest.fixture(autouse=True)
def _nobody(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ccsvi-refs.toml").write_text("[links]\nsecond-look = 0\nprobe = false\n", "utf-8")
    for name, value in unreachable().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CCSVI_REFS_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CCSVI_REFS_ALLOW_PRIVATE", "1")


@pytest.fixture
def world(monkeypatch):
    def page(request):
        there = request.path in {"/", "/alive"}
        return html("A report", f"<h1>A report</h1>{FILLER}") if there else html("No", status=404)

    with ExitStack() as stack:
        services = stack.enter_context(Services(Holdings([DRUM, HARP])))
        site = stack.enter_context(FaultServer({"*": page}))
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield World(services, site)
