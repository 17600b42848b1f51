"""What the INPUTs of a command name: files, those in directories and behind globs, and addresses, each once."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ccsvi_refs import formats
from ccsvi_refs.cli import absent
from ccsvi_refs.cli.ignoring import Ignored
from ccsvi_refs.errors import InputError
from ccsvi_refs.location import Location
from ccsvi_refs.pages import loading
from ccsvi_refs.text import naming

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

#: What a directory is searched for. Data files of other kinds (.json, .yaml, .xml) are more often not bibliographies;
#: ``--include`` names them.
_SEARCHED = frozenset(
    {".md", ".markdown", ".mdown", ".qmd", ".rmd", ".mdx", ".myst", ".html", ".htm", ".xhtml", ".mhtml", ".mht"}
    | {".txt", ".text", ".rst", ".rest", ".tex", ".latex", ".ltx", ".org", ".adoc", ".asciidoc", ".ipynb"}
    | {".docx", ".docm", ".odt", ".fodt", ".rtf", ".bib", ".bibtex", ".biblatex", ".ris", ".nbib", ".medline"}
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which of the files found are taken: patterns as ``.gitignore`` has them, from the working directory."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    _specs: dict[tuple[str, ...], GitIgnoreSpec] = field(default_factory=dict, repr=False, compare=False)

    def takes(self, path: str, known: Iterable[str] = ()) -> bool:
        """Return whether a file is to be read; without ``include``, those whose ending is ``known``."""
        if self.excludes(path):
            return False
        if self.include:
            return self._spec(self.include).match_file(_relative(path))
        return Path(path).suffix.lower() in known

    def excludes(self, path: str) -> bool:
        """Return whether a file is left out by ``exclude``."""
        return bool(self.exclude) and self._spec(self.exclude).match_file(_relative(path))

    def _spec(self, patterns: tuple[str, ...]) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        if patterns not in self._specs:
            self._specs[patterns] = GitIgnoreSpec.from_lines(patterns)
        return self._specs[patterns]


def expand(sources: Sequence[str], chosen: Filter | None = None) -> tuple[list[str], list[InputError]]:
    """Return what INPUTs name, in their order and each once, and an error for every one that names nothing.

    A file that is named itself is taken whatever ``.gitignore`` says of it; ``exclude`` holds for it as well.
    """
    chosen = chosen or Filter()
    found: dict[str, None] = {}
    errors: list[InputError] = []
    for source in sources:
        try:
            found.update(dict.fromkeys(_named(source, chosen, sources)))
        except InputError as error:
            errors.append(error)
    return list(found), errors


def is_address(source: str) -> bool:
    """Return whether an INPUT is a web address."""
    return source.lower().startswith(("http://", "https://"))


def names_works(source: str) -> bool:
    """Return whether an INPUT is an identifier or several, or was meant to be one; a file of that name goes first."""
    if os.path.exists(source):  # noqa: PTH110 - a source may hold a null byte, which Path refuses
        return False
    return bool(naming.works(source) or naming.problem(source))


def _named(source: str, chosen: Filter, beside: Sequence[str]) -> list[str]:
    if source in {"-", "ccsvi"} or is_address(source) or names_works(source):
        return [source]
    if os.path.isdir(source):  # noqa: PTH112 - a source may hold a null byte, which Path refuses
        return _in_directory(source, chosen)
    if glob.has_magic(source) and not os.path.exists(source):  # noqa: PTH110
        return _behind_glob(source, chosen)
    if not os.path.lexists(source):
        raise InputError(f"no such file{absent.instead(source, beside)}", Location(source))
    return [] if chosen.excludes(source) else [source]


def _in_directory(folder: str, chosen: Filter) -> list[str]:
    held = list(_walk(folder, Ignored(folder)))
    found = [path for path in held if chosen.takes(path, _SEARCHED)]
    if not found:
        others = "" if chosen.include else absent.held(path for path in held if not chosen.excludes(path))
        raise InputError(f"holds no page and no bibliography{others}", Location(folder))
    return found


def _walk(folder: str, ignored: Ignored) -> Iterator[str]:
    """Yield the files below a folder in a stable order, without hidden ones and those that git ignores."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and not ignored.covers(Path(place, name), "/"))
        shown = sorted(name for name in files if name[0] != "." and not ignored.covers(Path(place, name)))
        yield from (str(Path(place, name)) for name in shown)


def _behind_glob(pattern: str, chosen: Filter) -> list[str]:
    known = frozenset(loading.SUFFIXES) | formats.SUFFIXES.keys()
    ignored = Ignored(".")
    matches = (path for path in sorted(glob.iglob(pattern, recursive=True)) if os.path.isfile(path))  # noqa: PTH113, PTH207
    found = [path for path in matches if chosen.takes(path, known) and not ignored.covers(Path(path))]
    if not found:
        raise InputError("no page and no bibliography has such a name", Location(pattern))
    return found


def _relative(path: str) -> str:
    return Path(os.path.relpath(path)).as_posix()
