"""``python -m fuzz [TARGET...] [--seconds N]``: fuzz each target for so long, and say what was found.

With atheris (https://github.com/google/atheris) mutation follows coverage; without it seeds are mutated at random. An
input that raises anything but the library's own errors, or takes more than two seconds of work for 100 KB, is kept in
build/fuzz and makes the exit status 1.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "fuzz" / "seeds"
BUILD = ROOT / "build" / "fuzz"
LARGEST = 100_000
#: Seconds of work that an input may take.
SLOWEST = 2.0


class SlowError(Exception):
    """An input took too long."""


def main() -> int:
    """Fuzz the targets named, each in a process of its own, and return 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--child", action="store_true")
    chosen = parser.parse_args()
    if chosen.child:
        return fuzz(chosen.targets[0], chosen.seconds)
    if not chosen.targets:
        from fuzz.targets import targets

        chosen.targets = list(targets())
    return max(run(name, chosen.seconds) for name in chosen.targets)


def run(name: str, seconds: int) -> int:
    """Fuzz one target in a process of its own and print one line about it."""
    started = time.monotonic()
    command = [sys.executable, "-m", "fuzz", name, "--seconds", str(seconds), "--child"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("Done ", "#", "executions"))]
    print(f"{name:<12} {time.monotonic() - started:5.0f} s  {told[-1] if told else 'nothing'}", flush=True)
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-25:]), flush=True)
    return int(done.returncode != 0)


def fuzz(name: str, seconds: int) -> int:
    """Fuzz one target in this process."""
    try:
        import atheris
    except ImportError:
        return at_random(name, seconds)
    with atheris.instrument_imports(include=["ccsvi_refs"]):
        test = one(name)
    corpus = BUILD / name
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = [str(SEEDS / name)] if (SEEDS / name).is_dir() else []
    options = [
        f"-max_total_time={seconds}", f"-max_len={LARGEST}", "-timeout=60", "-rss_limit_mb=2048", "-use_value_profile=1",
        f"-dict={ROOT / 'fuzz' / 'tokens.dict'}", f"-artifact_prefix={BUILD}/{name}-", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus), *seeds], test)
    atheris.Fuzz()
    return 0


def one(name: str):
    """Return a function that runs one input, and raises where it should not have been so."""
    from ccsvi_refs.errors import CcsviRefsError
    from fuzz.targets import targets

    target = targets()[name]

    def test(data: bytes) -> None:
        started = time.process_time()
        with contextlib.suppress(CcsviRefsError):
            target(data)
        if time.process_time() - started > SLOWEST * (4 if "atheris" in sys.modules else 1):
            raise SlowError(f"{time.process_time() - started:.1f} s for {len(data)} bytes")

    return test


def at_random(name: str, seconds: int) -> int:
    """Mutate seeds at random."""
    test, until, executions = one(name), time.monotonic() + seconds, 0
    seeds = [path.read_bytes() for path in sorted((SEEDS / name).glob("*"))] or [b""]
    chance = random.Random(name)
    while time.monotonic() < until:
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
