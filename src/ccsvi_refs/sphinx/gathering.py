"""What a Sphinx project's documents are made of: their sources, what they include, and what they cite from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pathspec import GitIgnoreSpec
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ccsvi_refs import files
from ccsvi_refs.building import Reading, Source, shared, shown
from ccsvi_refs.errors import InputError
from ccsvi_refs.pages.loading import SUFFIXES

#: Sphinx's names for the formats of documents, https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-source_suffix,
#: and those of the parsers in wide use, each with the kind of page it is.
_KINDS = {"restructuredtext": "rst", "markdown": "markdown", "myst-nb": "markdown"}
#: Endings that an included file has of its own right; any other file is in the markup of the document that takes it in.
_OWN = frozenset({".md", ".markdown", ".rst", ".rest", ".ipynb"})
#: A bibliography of sphinxcontrib-bibtex that prints what no document cites.
_PRINTS_ALL = re.compile(
    r"^[ \t]*(?:\.\.[ \t]+|[`~:]{3,}\{)bibliography(?:::|\})[^\n]*\n"
    r"(?:[ \t]*:[\w-]+:[^\n]*\n){0,20}?[ \t]*:(?:all|filter):",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sources of a project, how they are read, and the documents that nobody here can read, with the reason."""

    sources: tuple[Source, ...]
    how: Reading
    unread: tuple[str, ...] = ()


def note_included(app: Sphinx, path: Path, docname: str, _: list[str]) -> None:
    """Note that a document takes in a file."""
    _included(app.env).setdefault(docname, set()).add(str(path))


def forget_included(_: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget what a document takes in, before it is read anew or because it is gone."""
    _included(env).pop(docname, None)


def merge_included(_: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what the documents that another process has read take in."""
    mine, theirs = _included(env), _included(other)
    mine.update({name: theirs[name] for name in docnames if name in theirs})


def _included(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return the files that each document takes in, by paths from the source directory."""
    if not hasattr(env, "ccsvi_refs_included"):
        env.ccsvi_refs_included = {}  # type: ignore[attr-defined]  # extensions keep their data so
    found: dict[str, set[str]] = env.ccsvi_refs_included  # type: ignore[attr-defined]  # likewise
    return found


def gathered(app: Sphinx) -> Gathered:
    """Return what a project's documents, and the files they include, are made of."""
    found: dict[Path, Source] = {}
    unread: list[str] = []
    for path, kind in _paths(app):
        try:
            if path not in found:
                found[path] = Source(shown(path), files.contents(path), _known(kind))
        except InputError as error:
            unread.append(f"{shown(path)} {error.message}")
    how = _reading(app)
    sources = (
        [replace(one, everything=_prints_all(one)) for one in found.values()] if how.bibliography else found.values()
    )
    return Gathered(tuple(sources), how, tuple(unread))


def _paths(app: Sphinx) -> Iterator[tuple[Path, str]]:
    """Yield the path of every document that is not excluded, and of what it includes, with its kind."""
    excluded = GitIgnoreSpec.from_lines(app.config.ccsvi_refs_exclude)
    source = Path(app.srcdir)
    for docname in sorted(app.env.found_docs):
        path = Path(app.env.doc2path(docname))
        kind = _kind(app, path)
        if not excluded.match_file(_from(source, path)):
            yield path, kind
            for name in sorted(_included(app.env).get(docname, ())):
                inner = Path(source, name).resolve()
                if not excluded.match_file(_from(source, inner)):
                    yield inner, _kind(app, inner) if inner.suffix.lower() in _OWN else kind


def _from(source: Path, path: Path) -> str:
    return path.relative_to(source).as_posix() if path.is_relative_to(source) else path.as_posix()


def _kind(app: Sphinx, path: Path) -> str:
    """Return the kind of page that Sphinx reads a document as, or the name of its parser where there is none such."""
    filetype = next((told for ending, told in app.config.source_suffix.items() if path.name.endswith(ending)), "")
    known = SUFFIXES.get(path.suffix.lower(), "")
    return known if known == "ipynb" else _KINDS.get(filetype or "", known or filetype or path.suffix)


def _known(kind: str) -> str:
    if kind not in SUFFIXES.values():
        raise InputError(f"is not read: no reader for {kind!r}")
    return kind


def _reading(app: Sphinx) -> Reading:
    """Return how documents cite by key: from the files that sphinxcontrib-bibtex is told of, where it is in use."""
    if "sphinxcontrib.bibtex" not in app.extensions:
        return Reading()
    return Reading("role", shared(Path(app.srcdir, name) for name in app.config.bibtex_bibfiles))


def _prints_all(source: Source) -> bool:
    return bool(_PRINTS_ALL.search(source.data.decode("utf-8", "replace").replace("\r\n", "\n")))
