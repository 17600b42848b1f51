"""A CI script: annotations for the code host, a report to keep, and an exit status of one's own making."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import ccsvi_refs as refs

#: What fails this build, whatever its severity.
NEVER = frozenset({"retracted", "published-since", "malformed-identifier"})


def main(paths: Sequence[str], report: Path, settings: refs.Settings) -> int:
    """Return 0 where the pages may be published, 1 where they may not, 2 where one could not be read."""
    findings: list[refs.Finding] = []
    for path in paths:
        try:
            findings += refs.audit(refs.load(path), settings=settings, links=False)
        except refs.InputError as error:
            print(error, file=sys.stderr)  # noqa: T201
            return 2
    print(refs.report(findings, "github"), end="")  # noqa: T201
    report.write_text(refs.report(findings, "sarif"), "utf-8")
    open_ = [finding for finding in findings if not finding.accepted]
    return int(any(finding.rule in NEVER or finding.at_least("error") for finding in open_))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path("references.sarif"), refs.Settings()))
