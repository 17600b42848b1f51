"""What git ignores, by the ``.gitignore`` files of a checkout, which anybody may have written.

https://git-scm.com/docs/gitignore#_pattern_format. Each name is held against each part of a pattern once, where a
pattern made into one regular expression would take time that grows with a power of its wildcards.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ccsvi_refs.errors import InputError
from ccsvi_refs.files import contents

#: Bytes and rules of a file of rules.
_MOST, _MOST_RULES = 64 * 1024, 2000
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line: what each part of a path has to be, None for ``**``, and what that says of it."""

    parts: tuple[re.Pattern[str] | None, ...]
    ignores: bool
    only_folders: bool


class Ignored:
    """What git ignores, by the ``.gitignore`` files from the repository's top (else from ``start``) downwards."""

    def __init__(self, start: str) -> None:
        self._start = Path(os.path.abspath(start))  # noqa: PTH100 - links stay what they are, as for git
        self._rules: dict[Path, tuple[_Rule, ...]] = {}
        self._tops: dict[Path, bool] = {}
        self._folders: dict[Path, bool] = {}

    def covers(self, path: Path, mark: str = "") -> bool:
        """Return whether a file (or, with ``mark`` "/", a folder) is ignored, itself or by a folder above it."""
        full = Path(os.path.abspath(path))  # noqa: PTH100
        above: list[Path] = []
        for folder in full.parents:
            if self._is_top(folder):
                break
            above.append(folder)
        return any(map(self._covers_folder, reversed(above))) or self._says(full, is_folder=bool(mark))

    def _covers_folder(self, folder: Path) -> bool:
        if folder not in self._folders:
            self._folders[folder] = self._says(folder, is_folder=True)
        return self._folders[folder]

    def _says(self, full: Path, *, is_folder: bool) -> bool:
        """Return what the nearest rule that fits says; the last of a file goes before the others."""
        for folder in full.parents:
            names = full.parts[len(folder.parts) :]
            for rule in self._read(folder):
                if (is_folder or not rule.only_folders) and _fits(rule.parts, names):
                    return rule.ignores
            if self._is_top(folder):
                break
        return False

    def _read(self, folder: Path) -> tuple[_Rule, ...]:
        """Return a folder's rules, last first."""
        if folder not in self._rules:
            self._rules[folder] = _rules(folder / ".gitignore")
        return self._rules[folder]

    def _is_top(self, folder: Path) -> bool:
        if folder not in self._tops:
            in_repository = any((one / ".git").exists() for one in (folder, *folder.parents))
            self._tops[folder] = (folder / ".git").exists() if in_repository else folder in (self._start, folder.parent)
        return self._tops[folder]


def _rules(path: Path) -> tuple[_Rule, ...]:
    """Return the rules of a file, last first, none where there is none; as for git, one behind a link is none."""
    try:
        text = "" if path.is_symlink() else contents(path, _MOST).decode("utf-8", "replace")
    except InputError:
        return ()
    rules = tuple(rule for line in reversed(text.split("\n")) if (rule := _rule(line.removesuffix("\r"))))
    return rules if len(rules) <= _MOST_RULES else ()


def _rule(line: str) -> _Rule | None:
    line = re.sub(r"(?<![\\ ]) +$", "", line)
    if not line or line.startswith("#"):
        return None
    ignores = not line.startswith("!")
    pattern = line.removeprefix("!")
    only_folders = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    if not pattern:
        return None
    parts = [part for part in pattern.split("/") if part] if "/" in pattern else ["**", pattern]
    if parts and parts[-1] == "**":
        parts.append("*")
    return _Rule(tuple(None if part == "**" else _part(part) for part in parts), ignores, only_folders)


def _part(part: str) -> re.Pattern[str]:
    """Return what fits one name; of the library's pattern each piece is looked for once."""
    plain = _ESCAPED.sub(lambda found: f"[{found[1]}]" if found[1] in "*?[" else found[1], part)
    return re.compile(fnmatch.translate(plain.replace("[^", "[!")))


def _fits(parts: Sequence[re.Pattern[str] | None], names: Sequence[str]) -> bool:
    """Return whether a path's names are of a pattern's parts, in steps of at most the one number times the other."""
    if len(parts) == 2 and parts[0] is None and parts[1]:
        return bool(parts[1].match(names[-1]))
    at = here = 0
    wild, there = -1, 0
    while here < len(names):
        if at < len(parts) and parts[at] is None:
            wild, there = at, here
            at += 1
        elif at < len(parts) and (part := parts[at]) and part.match(names[here]):
            at, here = at + 1, here + 1
        elif wild >= 0:
            there += 1
            at, here = wild + 1, there
        else:
            return False
    return all(part is None for part in parts[at:])
