"""``python -m fuzz [TARGET...] [--seconds N] [--jobs N]``: fuzz each target for N seconds of CPU, and say what was found.

With atheris (https://github.com/google/atheris) mutation follows coverage; without it seeds are mutated at random. An
input of at most 100 KB that raises anything but the library's own errors, or takes more than two seconds of CPU or
500 MB, is kept in build/fuzz and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fuzz import prices

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "fuzz" / "seeds"
BUILD = ROOT / "build" / "fuzz"
LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Round:
    """What fuzzing one target came to: seconds by the clock and of CPU, peak memory, and what it printed."""

    name: str
    clock: float
    cpu: float
    megabytes: int
    failed: bool
    printed: str

    @property
    def executions(self) -> int:
        """Return how many inputs were run."""
        found = re.findall(r"(?:number_of_executed_units: |executions |^#)(\d+)", self.printed, re.MULTILINE)
        return max(map(int, found), default=0)


def main() -> int:
    """Fuzz the targets named, each in a process of its own, and return 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--child", action="store_true")
    parser.add_argument("--once", type=Path)
    chosen = parser.parse_args()
    if chosen.once:
        return once(chosen.targets[0], chosen.once)
    if chosen.child:
        return fuzz(chosen.targets[0], chosen.seconds)
    if not chosen.targets:
        from fuzz.targets import targets

        chosen.targets = list(targets())
    with ThreadPoolExecutor(chosen.jobs) as pool:
        rounds = list(pool.map(lambda name: run(name, chosen.seconds), chosen.targets))
    print(
        f"{sum(one.executions for one in rounds):,} executions in {sum(one.clock for one in rounds) / 60:.1f} minutes"
        f" ({sum(one.cpu for one in rounds) / 60:.1f} of CPU), {sum(one.failed for one in rounds)} findings"
    )
    return int(any(one.failed for one in rounds))


def run(name: str, seconds: int) -> Round:
    """Fuzz one target in a process of its own and print one line about it."""
    started = time.monotonic()
    command = [sys.executable, "-m", "fuzz", name, "--seconds", str(seconds), "--child"]
    with tempfile.TemporaryFile("w+", errors="replace") as out:
        _, status, used = os.wait4(subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out).pid, 0)
        out.seek(0)
        printed = out.read()
    clock, cpu = time.monotonic() - started, used.ru_utime + used.ru_stime
    done = Round(name, clock, cpu, used.ru_maxrss // 1024, status != 0, printed)
    print(
        f"{name:<14} {done.clock:5.0f} s {done.cpu:5.0f} s of CPU {done.megabytes:5} MB {done.executions:9,} executions",
        *(printed.splitlines()[-40:] if done.failed else ()),
        sep="\n    ",
        flush=True,
    )
    return done


def fuzz(name: str, seconds: int) -> int:
    """Fuzz one target in this process."""
    try:
        import atheris
    except ImportError:
        return at_random(name, seconds)
    with atheris.instrument_imports(include=["ccsvi_refs"]):
        test = one(name, instrumented=True)
    corpus = BUILD / name
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = [str(SEEDS / name)] if (SEEDS / name).is_dir() else []
    options = [
        f"-max_len={LARGEST}", "-timeout=300", "-rss_limit_mb=2048", "-use_value_profile=1",
        f"-dict={ROOT / 'fuzz' / 'tokens.dict'}", f"-artifact_prefix={BUILD}/{name}-", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus), *seeds], until(test, time.process_time() + seconds))
    atheris.Fuzz()
    return 0


def until(test, end: float):
    """Return a test that ends the process, and says how often it ran, when so many seconds of CPU are used."""
    executions = 0

    def counted(data: bytes) -> None:
        nonlocal executions
        if time.process_time() > end:
            print(f"executions {executions}", flush=True)
            os._exit(0)
        executions += 1
        test(data)

    return counted


def one(name: str, *, instrumented: bool = False):
    """Return a function that runs one input, and raises where it should not have been so.

    Instrumented code is slower: what is dear there is run once more in a process that is not.
    """
    from fuzz.targets import targets

    target = targets()[name]

    def test(data: bytes) -> None:
        price = prices.price(target, data, 20 * prices.SECONDS if instrumented else 2 * prices.SECONDS)
        if not price.is_high:
            return
        if instrumented:
            with tempfile.NamedTemporaryFile() as kept:
                kept.write(data)
                kept.flush()
                command = [sys.executable, "-m", "fuzz", name, "--once", kept.name]
                if subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0:
                    return
        raise prices.PriceError(f"{price} for {len(data)} bytes")

    return test


def once(name: str, path: Path) -> int:
    """Run one input after a first one that brings the imports, print what it took, return 1 where that is too much."""
    test = one(name)
    for seed in sorted((SEEDS / name).glob("*"))[:1]:
        test(seed.read_bytes())
    test(path.read_bytes())
    return 0


def at_random(name: str, seconds: int) -> int:
    """Mutate seeds at random."""
    test, end, executions = one(name), time.process_time() + seconds, 0
    seeds = [path.read_bytes() for path in sorted((SEEDS / name).glob("*"))] or [b""]
    chance = random.Random(name)
    while time.process_time() < end:
        data = mutated(chance.choice(seeds), chance, seeds)
        executions += 1
        try:
            test(data)
        except Exception:
            BUILD.mkdir(parents=True, exist_ok=True)
            (BUILD / f"{name}-crash").write_bytes(data)
            raise
    print(f"executions {executions}")
    return 0


def mutated(data: bytes, chance: random.Random, seeds: list[bytes]) -> bytes:
    """Return data with some bytes changed, repeated, left out, or put in from another seed."""
    for _ in range(chance.randint(1, 8)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((0, 1, 4, 30)))
        other = chance.choice(seeds)
        at = chance.randint(0, len(other))
        piece = chance.choice(
            (b"", bytes([chance.randint(0, 255)]), data[start:end] * chance.randint(2, 50), other[at : at + 40])
        )
        data = (data[:start] + piece + data[end:])[:LARGEST]
    return data


if __name__ == "__main__":
    sys.exit(main())
