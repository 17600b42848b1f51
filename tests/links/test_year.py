"""A year of weekly runs under a clock of our own: every change is told once, in the week it was seen, and nothing else."""

import random
import ssl

from ccsvi_refs import links
from ccsvi_refs.links import change_since
from ccsvi_refs.model import Link
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links.fault_server import FILLER, FaultServer, html, redirect
from tests.links.routes import article

WEEK, BEGIN = 7 * 86_400.0, 1_700_000_000.0
#: The week in which nobody could ask for anything.
CUT_OFF = 33


def page():
    return html("A report", f"<h1>A report</h1>{FILLER}")


def gone():
    return html("Not found", status=404)


def flapping(week):
    return gone() if week in {5, 7, 36} else page()


def moving(week):
    return page() if week < 20 else redirect(301, "/new/20" if week < 30 else "/new/30")


def walled(week):
    return html("No", status=403) if 12 <= week < 18 else page()


def dead_and_walled(week):
    return page() if week < 8 else html("No", status=403) if 20 <= week < 26 else gone()


def failing(week):
    return html("No", status=502) if week in {25, 26, 45} else page()


def failing_for_good(week):
    return html("No", status=500) if week >= 30 else page()


SITE = {
    "stays": lambda week: page(),
    "born-dead": lambda week: gone(),
    "dies": lambda week: page() if week < 10 else gone(),
    "revives": lambda week: gone() if 3 <= week < 15 else page(),
    "flaps": flapping,
    "moves-twice": moving,
    "moves-back": lambda week: redirect(301, "/new/44") if 44 <= week < 46 else page(),
    "walled": walled,
    "dead-and-walled": dead_and_walled,
    "fails-for-a-week": failing,
    "fails-for-good": failing_for_good,
    "retracted": lambda week: page() if week < 40 else article("RETRACTED ARTICLE: Veins of the neck"),
    "dies-and-moves": lambda week: gone() if 22 <= week < 24 else page() if week < 22 else redirect(301, "/new/24"),
}
EXPECTED = {
    (0, "born-dead", "died"), (10, "dies", "died"), (3, "revives", "died"), (15, "revives", "revived"),
    (5, "flaps", "died"), (6, "flaps", "revived"), (7, "flaps", "died"), (8, "flaps", "revived"), (36, "flaps", "died"),
    (37, "flaps", "revived"), (20, "moves-twice", "moved"), (30, "moves-twice", "moved"), (44, "moves-back", "moved"),
    (8, "dead-and-walled", "died"), (32, "fails-for-good", "died"), (40, "retracted", "retracted"),
    (22, "dies-and-moves", "died"), (24, "dies-and-moves", "moved"),
}  # fmt: skip


def test_a_year_of_weekly_runs_tells_every_change_once(tmp_path, monkeypatch):
    for name in ("load_verify_locations", "set_default_verify_paths"):  # a third of the time, and nobody speaks TLS
        monkeypatch.setattr(ssl.SSLContext, name, lambda *_, **__: None)
    now = {"week": 0}
    chance = random.Random(7)

    def route(request):
        path = request.path.strip("/")
        return SITE[path](now["week"]) if path in SITE else page()

    settings = Settings(
        allow_private=True,
        cache_dir=tmp_path / "store",
        links=LinkSettings(second_look=0.0, spacing=0.0, archive=False, probe=False),
    )
    told = []
    with FaultServer({"*": route}) as server:
        pages = [Link(server.url(f"/{name}")) for name in SITE]
        for week in range(52):
            now["week"] = week
            monkeypatch.setenv("http_proxy", "http://127.0.0.1:9" if week == CUT_OFF else "")
            monkeypatch.setenv("no_proxy", "")
            moment = BEGIN + week * WEEK + chance.uniform(-600, 600)
            asked = len(server.log)
            found = links.check(pages, {}, settings, clock=lambda moment=moment: moment)
            changed = [
                (status.url.rpartition("/")[2], change_since(status.changes, status.last_run)) for status in found
            ]
            told += [(week, name, change) for name, change in changed if change]
            assert len(server.log) - asked >= (0 if week == CUT_OFF else len(SITE)), "a good link was not asked"
    assert len(told) == len(set(told))
    assert set(told) == EXPECTED
