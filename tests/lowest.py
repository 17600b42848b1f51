"""``python -m tests.lowest``: print the lowest version of each direct dependency that pyproject.toml promises to work.

``make lowest`` installs just these. Each lower bound is a release that exists, so that pip can do so by itself.
"""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def lowest():
    """Return name and lowest version of what the package, its reader of PDF and the quick tests need."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))
    needed = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["pdf"]]
    return [bound(one) for one in (*needed, *project["dependency-groups"]["lowest"])]


def bound(requirement):
    """Return the name and lower bound of a requirement, ``name>=version`` with nothing but an upper bound after it."""
    match = re.fullmatch(r"([\w-]+)>=([\w.]+)(?:,<[\w.]+)?", requirement)
    if not match:
        raise SystemExit(f"{requirement} has no lower bound that can be installed")
    return match.groups()


if __name__ == "__main__":
    print("\n".join(f"{name}=={version}" for name, version in lowest()))
