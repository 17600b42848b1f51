"""What the editor's user wants, and with it what the settings say of the folder of a document."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ccsvi_refs import examining
from ccsvi_refs.auditing import baseline
from ccsvi_refs.errors import SettingsError
from ccsvi_refs.examining import Job
from ccsvi_refs.settings import Settings, from_environment, tree


@dataclass(frozen=True, slots=True)
class Options:
    """A settings file that is believed, whether only cached answers are used, and whether links are checked."""

    config: Path | None = None
    offline: bool = False
    links: bool = False


def told(options: Options, said: object) -> Options:
    """Return the options with what an editor says of them: ``{"links": true, "offline": true}``; all else is passed."""
    if not isinstance(said, Mapping):
        return options
    ours = said.get("ccsvi-refs", said)
    given = ours if isinstance(ours, Mapping) else {}
    links, offline = given.get("links"), given.get("offline")
    if isinstance(links, bool):
        options = replace(options, links=links)
    return replace(options, offline=offline) if isinstance(offline, bool) else options


def job(options: Options, path: str) -> tuple[Job, tuple[str, ...]]:
    """Return what is to be done with a document, and a sentence on every setting that was refused.

    A settings file that is found may have come with the document: it says what any such file may say. One that makes
    no sense is left aside with all it says.
    """
    refused: tuple[str, ...] = ()
    base = None
    try:
        if options.config:
            base = tree.named(options.config)
        else:
            found = tree.found(_folder(path))
            base, refused = found.settings, found.refused
        return _job(from_environment(os.environ, base), options), refused
    except (SettingsError, OSError, ValueError) as error:
        return _job(from_environment(os.environ), options), (*refused, str(error))


def _folder(path: str) -> Path:
    folder = Path(path).parent
    return folder if folder.is_absolute() and folder.is_dir() else Path.cwd()


def _job(settings: Settings, options: Options) -> Job:
    wanted = replace(settings, offline=settings.offline or options.offline)
    known = baseline.read(wanted.baseline) if wanted.baseline else {}
    return replace(examining.job(wanted, checks_links=options.links), known=known)
