"""What a command puts out: to standard output, or into files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from ccsvi_refs.cli.terminal import RUNNERS, as_runners_read, in_colour
from ccsvi_refs.errors import SettingsError
from ccsvi_refs.files import checkout
from ccsvi_refs.text.printing import harmless

#: A colour of ours, or what stands between two of them.
_SEQUENCE = re.compile(r"(\x1b\[[\d;]*m)|([^\x1b]+|\x1b)")


def emit(text: str, output: str | None = None) -> None:
    """Write a result as UTF-8 to the file, or to standard output where none is given."""
    _put(harmless(text), output, for_runners=True)


def emit_report(text: str, output: str | None, form: str) -> None:
    """Write a report; one in text may have colours, and one for GitHub is made of commands to its runner."""
    in_colours = form == "text" and in_colour(output)
    _put(_SEQUENCE.sub(_kept, text) if in_colours else harmless(text), output, for_runners=form != "github")


def emit_page(page: str | bytes, output: str | None, encoding: str = "utf-8") -> None:
    """Write a page byte for byte to the file or into a pipe; on a terminal, and where a runner reads, made safe."""
    data = page if isinstance(page, bytes) else page.encode(encoding, "xmlcharrefreplace")
    if output is not None and output != "-":
        _write(data, output)
    elif isinstance(page, str) and (sys.stdout.isatty() or any(os.environ.get(name) for name in RUNNERS)):
        _put(harmless(page), None, for_runners=True)
    else:
        sys.stdout.buffer.write(data)


def _put(text: str, output: str | None, *, for_runners: bool) -> None:
    if output is not None and output != "-":
        _write(text.encode("utf-8", "replace"), output)
        return
    shown = as_runners_read(text) if for_runners else text
    sys.stdout.buffer.write(shown.encode("utf-8", "replace"))


def _write(data: bytes, output: str) -> None:
    if root := _led_out(output):
        raise SettingsError(f"{output}: not written: it is or lies behind a link in {root}")
    try:
        Path(output).write_bytes(data)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SettingsError(f"{output}: cannot be written: {reason}") from error


def emit_diff(text: str, encoding: str) -> None:
    """Write a diff as it has to be to be applied; to a terminal, without what could drive it."""
    shown = harmless(text) if sys.stdout.isatty() else text
    sys.stdout.buffer.write(as_runners_read(shown).encode("utf-8" if sys.stdout.isatty() else encoding, "replace"))


def replace_file(data: bytes, path: str, before: bytes | None) -> None:
    """Write a file in place of the one of that name (None: there was none), whole or not at all, with its permissions.

    SettingsError where that is behind a link, cannot be written, or no longer holds the bytes it had ``before``.
    """
    if root := _led_out(path):
        raise SettingsError(f"{path}: not written: it is or lies behind a link in {root}")
    target = Path(path).resolve()
    made = None
    try:
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if (target.read_bytes() if target.exists() else None) != before:
            raise SettingsError(f"{path}: not written: it has changed since it was read")
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            made = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is None:
            made.chmod(0o666 & ~_umask())
        else:
            shutil.copymode(target, made)
        made.replace(target)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}") from error
    finally:
        if made:
            made.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _led_out(output: str) -> Path | None:
    """Return the folder whose files a stranger may have put there, where a path leads through a link in it."""
    path = Path(os.path.abspath(output))  # noqa: PTH100  # links left as they are
    root = checkout(path.parent) or Path.cwd()
    if not path.is_relative_to(root) or path.resolve() == root.resolve() / path.relative_to(root):
        return None
    return root


def _kept(match: re.Match[str]) -> str:
    return match.group(1) or harmless(match.group(2))
