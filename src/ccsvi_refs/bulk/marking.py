"""What a run was told, kept beside its answers until it is complete: so that none goes on with answers of another."""

from __future__ import annotations

import json
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ccsvi_refs.bulk.answering import Task
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.registries.mirror import Mirror

#: Bytes of the input by which it is known again; more may be added at its end.
_MARKED = 64 * 1024
_NAMES = {"work": "bulk", "registries": "--registry", "mirror": "the mirror", "offline": "--offline", "input": "INPUT"}


def beside(output: Path) -> Path:
    """Return the file beside a file of answers that says what its run was told."""
    return output.with_name(output.name + ".run")


def told(task: Task) -> dict[str, Any]:
    """Return what the answers of a run depend on."""
    return {
        "work": task.work,
        "registries": list(task.registries),
        "mirror": mirror(task),
        "offline": task.settings.offline,
        "input": _mark(task.path),
    }


def keep(output: Path, task: Task) -> None:
    """Write down what a run is told that begins."""
    beside(output).write_text(json.dumps(told(task)) + "\n", "utf-8")


def compare(output: Path, task: Task) -> None:
    """Make sure that a run that goes on is told what the one was that began; InputError says what is other."""
    try:
        begun = json.loads(beside(output).read_text("utf-8"))
    except (OSError, ValueError):
        return
    if not isinstance(begun, dict):
        return
    now = told(task)
    if isinstance(begun.get("input"), list) and task.path != "-":
        now["input"] = _mark(task.path, begun["input"][0])
    for name, value in now.items():
        if begun.get(name) != value and None not in (begun.get(name), value if name == "input" else ""):
            raise InputError(_other(output, name, begun.get(name), value), Location(str(output)))


def _other(output: Path, name: str, before: Any, now: Any) -> str:
    if name == "input":
        what = "its answers are to another INPUT, or to one that was changed since"
    else:
        what = f"its answers were begun with {_NAMES[name]} {_spelt(before)}, and this run has {_spelt(now)}"
    way_out = (
        f"give what it was begun with, or another --output (without {beside(output).name} it goes on all the same)"
    )
    return f"{what}; {way_out}"


def _spelt(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else "none" if value in (None, "") else str(value)


def mirror(task: Task) -> str:
    """Return which mirror a run asks, as it is; nothing where it asks none."""
    if "mirror" not in task.registries or not task.settings.mirror:
        return ""
    with closing(Mirror(task.settings.mirror)) as asked:
        return f"of {asked.info.updated} with {asked.info.records} records"


def _mark(path: str, size: int = _MARKED) -> list[int] | None:
    """Return the size and checksum of an input's beginning; None where it cannot be read twice."""
    with suppress(OSError, ValueError):
        if Path(path).is_file():
            with Path(path).open("rb") as file:
                head = file.read(min(size, _MARKED))
            return [len(head), zlib.crc32(head)]
    return None
