"""Settings from ``ccsvi-refs.toml`` or ``[tool.ccsvi-refs]`` in ``pyproject.toml``, and over them the environment."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ccsvi_refs.errors import SettingsError
from ccsvi_refs.settings import Settings, from_environment


def settings(**options: object) -> Settings:
    """Return the settings: the file's, over them the environment's, over them the options that are not None."""
    path, table = _configuration(Path.cwd())
    base = Settings().with_values(table, str(path)) if path else Settings()
    given = {name: value for name, value in options.items() if value is not None}
    return from_environment(os.environ, base).with_values(given, "option")


def _configuration(start: Path) -> tuple[Path | None, Mapping[str, Any]]:
    """Return the nearest file with our settings, from ``start`` upwards, and its table."""
    for folder in (start, *start.parents):
        own = folder / "ccsvi-refs.toml"
        if own.is_file():
            return own, _read(own)
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _read(project).get("tool", {}).get("ccsvi-refs")
            if table is not None:
                return project, table
    return None, {}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
