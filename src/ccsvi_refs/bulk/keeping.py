"""The answers' file: appended to piece by piece, and gone on with after a run that was killed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from ccsvi_refs import files
from ccsvi_refs.bulk import answering, marking
from ccsvi_refs.bulk.reading import Line
from ccsvi_refs.errors import InputError, SettingsError
from ccsvi_refs.location import Location
from ccsvi_refs.model import Reference
from ccsvi_refs.text.values import mapping

_BLOCK = 1 << 20
#: How every answer begins.
_START = b'{"id": '
#: By what an answer is known to be of each kind of work.
_MARKS = {"resolve": "candidates", "audit": "findings", "links": "links"}


class Output:
    """A file of answers, open for more; ``answered`` is how many it has. Standard output, ``-``, holds none."""

    def __init__(self, path: str | Path, *, resume: bool = False) -> None:
        """Open the file; without ``resume`` SettingsError where there is one that is not empty."""
        self.path = Path(path)
        self.answered, self.last, self._end, self._is_cut = 0, b"", 0, True
        if str(path) == "-":
            if resume:
                raise SettingsError("--resume goes on with a file of answers, which standard output is not")
            self._file: IO[bytes] = sys.stdout.buffer
            return
        if root := files.left(path):
            raise SettingsError(f"{path}: not written: it is or lies behind a link in {root}")
        try:
            held = self.path.stat().st_size if self.path.exists() else 0
            if held and not resume:
                raise SettingsError(f"{path}: is there already; --resume goes on with it")
            self._file = self.path.open("r+b" if held else "ab")
        except (OSError, ValueError) as error:
            raise SettingsError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from error
        if not _locked(self._file):
            self._file.close()
            raise SettingsError(f"{path}: another run writes to it")
        if held:
            self.answered, self.last, self._end = _whole(self._file)
        self._is_cut = not held
        if held and not self.answered and not _is_begun(self._file):
            self._file.close()
            raise SettingsError(f"{path}: is no file of answers, and stays as it is")

    def cut(self) -> None:
        """Cut off half an answer at the file's end; to be done once it is known that the others are answers."""
        if not self._is_cut:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            self._is_cut = True

    def write(self, answers: Iterable[str]) -> None:
        """Append answers and hand them to the system, which keeps them whatever becomes of this process."""
        several = list(answers)
        try:
            self.cut()
            self._file.write("".join(several).encode())
            self._file.flush()
        except BrokenPipeError:  # whoever reads the answers has what they wanted
            raise
        except OSError as error:
            raise SettingsError(f"{self.path}: cannot be written: {error.strerror}; {self.kept}") from error
        self.answered += len(several)

    @property
    def kept(self) -> str:
        """What is said of a run that ends before its end."""
        return f"{self.answered} answers are in {self.path}, --resume goes on"

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is sys.stdout.buffer:
            return
        with suppress(OSError):  # what could not be written was told when it was
            self._file.close()
            if kind is None:
                marking.beside(self.path).unlink(missing_ok=True)


def _locked(file: IO[bytes]) -> bool:
    """Keep others from writing to a file as long as it is open, where the system has such locks; False if one does."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks, or a device
        return True
    return True


def _whole(file: IO[bytes]) -> tuple[int, bytes, int]:
    """Return how many whole lines a file has, the last of them, and where that ends."""
    count = place = end = start = 0
    while block := file.read(_BLOCK):
        count += block.count(b"\n")
        if (last := block.rfind(b"\n")) >= 0:
            before = block.rfind(b"\n", 0, last)
            start = place + before + 1 if before >= 0 else end
            end = place + last + 1
        place += len(block)
    file.seek(start)
    return count, file.read(end - start), end


def _is_begun(file: IO[bytes]) -> bool:
    """Return whether a file without a whole line is the beginning of an answer."""
    file.seek(0)
    begun = file.read(len(_START))
    return bool(begun) and _START.startswith(begun)


def resumed(lines: Iterable[Line], output: Output, task: answering.Task) -> Iterator[Line]:
    """Yield the lines that an output has no answer to; InputError where its answers are others'."""
    if output.answered:
        marking.compare(output.path, task)
    elif output.path.is_file():
        marking.keep(output.path, task)
    rest = iter(lines)
    last = None
    for number in range(output.answered):
        if (last := next(rest, None)) is None:
            raise InputError(f"has {output.answered} answers to {number} lines", Location(str(output.path)))
    if last is not None:
        _compare(last, output, task)
    output.cut()
    yield from rest


def _compare(line: Line, output: Output, task: answering.Task) -> None:
    """Make sure that the last answer is one to this line."""
    answer = _object(output.last)
    found = answering.read(line, task.path)
    wanted = found.id if isinstance(found, Reference) else None
    if answer is None or answer.get("id") != wanted or (wanted is None and "problem" not in answer):
        raise InputError(f"its last answer is none to line {line.number} of {task.path}", Location(str(output.path)))
    if wanted is not None and _MARKS[task.work] not in answer:
        raise InputError(f"its answers are none of bulk {task.work}", Location(str(output.path)))
    text = found.mention.text if isinstance(found, Reference) and found.mention else ""
    said = mapping(answer.get("input")).get("text", text)
    if said != text:
        raise InputError(
            f"its last answer is to another text than line {line.number} of {task.path}", Location(str(output.path))
        )


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
