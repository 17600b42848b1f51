"""The command ``ccsvi-refs``, also as ``python -m ccsvi_refs``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command and exit with its status."""
    from ccsvi_refs.cli import run

    sys.exit(run(sys.argv[1:]))


def pandoc_filter() -> None:
    """Filter a document for Pandoc, which calls this with the name of the format that it writes."""
    from ccsvi_refs.cli import run

    sys.exit(run(["pandoc-filter", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
