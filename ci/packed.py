"""``python ci/packed.py DIST``: whether source archive and wheel hold what they should, by what git has.

The source archive has every file of the repository, so that its tests and documentation can be made of it; the wheel
has every file of the package, whatever its kind, and what pyproject.toml puts beside them, and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def tracked() -> set[str]:
    """Return the paths that git knows, from the root of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S607  # git is git
    return {path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()}


def in_archive(path: Path) -> set[str]:
    """Return the paths in a source archive, from the folder that it holds."""
    with tarfile.open(path) as archive:
        return {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}


def in_wheel(path: Path) -> set[str]:
    """Return the paths in a wheel but for what is told of it."""
    with zipfile.ZipFile(path) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name and not name.endswith("/")}


def installed(paths: set[str]) -> set[str]:
    """Return where the files of the package, and what pyproject.toml puts beside them, are in the wheel."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    beside = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    package = {path.removeprefix("src/") for path in paths if path.startswith("src/")}
    moved = {
        target + path.removeprefix(source)
        for source, target in beside.items()
        for path in paths
        if path == source or path.startswith(f"{source}/")
    }
    return package | moved


def told(name: str, wanted: set[str], found: set[str]) -> int:
    """Say what an archive lacks and what it should not have, and return how much that is."""
    for kind, paths in (("lacks", wanted - found), ("should not have", found - wanted)):
        for path in sorted(paths):
            print(f"{name} {kind} {path}", file=sys.stderr)
    return len(wanted ^ found)


def main() -> int:
    """Return 1 where an archive in the folder lacks a file, or has one too many."""
    [source], [wheel] = Path(sys.argv[1]).glob("*.tar.gz"), Path(sys.argv[1]).glob("*.whl")
    paths = tracked()
    faults = told(source.name, paths, in_archive(source) - {"PKG-INFO"})
    faults += told(wheel.name, installed(paths), in_wheel(wheel))
    print(f"{source.name}: {source.stat().st_size:,} bytes; {wheel.name}: {wheel.stat().st_size:,} bytes")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
