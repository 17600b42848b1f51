"""Chromium's word and ours on every answer of the tests' fault server and on odd answers, byte by byte.

    python -m benchmarks.browser [--chromium PATH] [--all]

A browser knows whether a page can be shown: it calls alive what it shows under a status below 400. It cannot know that
a page it shows says "not found", stands before a wall or is another work's; where we say so, that is a difference to be
explained, and the table names it. One Chromium is driven over its DevTools protocol
(https://chromedevtools.github.io/devtools-protocol/); links are checked with the settings' defaults but for the store.
"""

import argparse
import asyncio
import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import aiohttp

from ccsvi_refs import links
from ccsvi_refs.model import Link, Reference
from ccsvi_refs.settings import LinkSettings, Settings
from tests.links import odd_answers, routes
from tests.links.fault_server import FaultServer

#: Classes that keep a browser busy for ever.
ENDLESS = {"hang", "hanging-body", "drip-headers", "huge", "bomb", "endless-headers", "endless-head"}
#: Why we may say otherwise than a browser that shows, or does not show, an answer.
EXPLAINED = {
    ("alive", "broken"): "shown, but the page or its site says that it is missing (the class table's verdict)",
    ("alive", "blocked"): "shown, but a wall or a login",
    ("alive", "mismatch"): "shown, but another work",
    ("alive", "retracted"): "shown, and retracted",
    ("alive", "unknown"): "shown, but empty, or a page that says that the server fails",
    ("dead", "ok"): "a download, an answer that passed (we look again), or HTTP/0.9, shown at port 80 alone",
    ("dead", "blocked"): "a refusal (401, 403, 429 ...), which proves nothing",
    ("dead", "unknown"): "5xx, or an answer that cannot be read: nothing is proven",
    ("dead", "timeout"): "no answer in time",
}


class Browser:
    """One headless Chromium and its first tab."""

    def __init__(self, socket):
        self.socket = socket
        self.number = 0
        self.events = []

    async def send(self, method, **params):
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": params})
        while True:
            message = await self.socket.receive_json()
            if message.get("id") == self.number:
                return message.get("result", {})
            self.events.append(message)

    async def visit(self, url, seconds=6.0):
        """Return ``alive`` or ``dead``, and why, after the redirects written in pages as well."""
        self.events.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                went = await self.send("Page.navigate", url=url)
                if went.get("errorText"):
                    return "dead", went["errorText"]
                await asyncio.sleep(0.25)
                await self.send("Runtime.evaluate", expression="1")
                answers = [
                    event["params"]["response"]["status"]
                    for event in self.events
                    if event.get("method") == "Network.responseReceived" and event["params"]["type"] == "Document"
                ]
                status = answers[-1] if answers else 0
                return ("alive" if status < 400 else "dead"), str(status)
        return "dead", "no answer"


@contextlib.asynccontextmanager
async def chromium(path):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run"]
        process = subprocess.Popen(
            [path, *flags, f"--user-data-dir={folder}", "about:blank"],
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            port_file = Path(folder, "DevToolsActivePort")
            for _ in range(150):
                if port_file.exists() and port_file.read_text().count("\n"):
                    break
                await asyncio.sleep(0.2)
            port = port_file.read_text().split("\n")[0]
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                    tabs = [tab for tab in await answer.json() if tab["type"] == "page"]
                async with session.ws_connect(tabs[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    browser = Browser(socket)
                    await browser.send("Network.enable")
                    await browser.send("Page.enable")
                    await browser.send("Network.setCacheDisabled", cacheDisabled=True)
                    yield browser
        finally:
            process.terminate()
            process.wait(10)


def questions(site, odd):
    """Yield (name, address, work, expected verdicts); each class of its own host, so that none sees another's."""
    port = site.rpartition(":")[2]
    for number, case in enumerate(routes.CASES):
        if case.name not in ENDLESS:
            yield case.name, f"http://127.0.2.{number % 250 + 1}:{port}{case.target}", case.work, case.verdicts
    for name in (*odd_answers.SHOWN, *odd_answers.UNPROVEN):
        if name not in ENDLESS:
            expected = ("ok",) if name in odd_answers.SHOWN else ("unknown",)
            yield f"odd: {name}", f"{odd}/{name}", None, expected


async def seen(path, rows):
    async with chromium(path) as browser:
        return [await browser.visit(url) for _, url, _, _ in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--all", action="store_true", help="list agreements as well")
    options = parser.parse_args()
    if not options.chromium:
        sys.exit("no Chromium found; name one with --chromium")
    table = {case.name: case.route for case in routes.CASES}
    table[""] = table["index.html"] = table["front"]
    with FaultServer(table) as server, odd_answers.serving() as odd, tempfile.TemporaryDirectory() as folder:
        rows = list(questions(server.url(""), odd))
        browser = asyncio.run(seen(options.chromium, rows))
        server.counts.clear()
        works = {name: Reference(work) for name, _, work, _ in rows if work}
        settings = Settings(allow_private=True, cache_dir=Path(folder), links=LinkSettings(archive=False))
        ours = links.check([Link(url, reference=name) for name, url, _, _ in rows], works, settings)
    print(f"{len(rows)} answers, {sum(name.startswith('odd: ') for name, *_ in rows)} of them odd")
    report(rows, browser, ours, options.all)


def report(rows, browser, ours, everything):
    differences, wrong, same = Counter(), [], 0
    for (name, _, _, expected), (word, why), status in zip(rows, browser, ours, strict=True):
        side = {"ok": "alive", "moved": "alive", "broken": "dead"}.get(status.verdict, "")
        if status.verdict not in expected:
            wrong.append(name)
        if side == word:
            same += 1
        else:
            differences[word, status.verdict] += 1
        if everything or (side != word and (word, status.verdict) not in EXPLAINED):
            print(json.dumps([name, word, why, status.verdict, status.reason]))
    print(f"same word: {same}; wrong by the class table: {len(wrong)} {wrong}")
    for (word, verdict), number in sorted(differences.items()):
        print(f"  {number:4}  Chromium {word}, ours {verdict}: {EXPLAINED.get((word, verdict), 'NOT EXPLAINED')}")


if __name__ == "__main__":
    main()
