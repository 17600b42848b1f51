"""The rules and the words of verdicts, as the documentation explains them."""

from __future__ import annotations

from ccsvi_refs.auditing import RULES
from ccsvi_refs.links import Verdict
from ccsvi_refs.resolving.resolution import ResolutionStatus

#: What each status of a resolution says.
STATUSES: dict[ResolutionStatus, str] = {
    "matched": "A record was found that is the cited work.",
    "ambiguous": "Several records could be the work, and the citation does not decide between them. None is chosen.",
    "not-found": "Every registry that was asked answered, and none has a matching record. The work may exist "
    "nevertheless: books, reports, old papers and small journals are often in no registry.",
    "unavailable": "Nobody could be asked. Nothing is known about the work.",
}
#: What each verdict on a link says.
VERDICTS: dict[Verdict, str] = {
    "ok": "The page answers. Whether it is that of the cited work, the reason says.",
    "moved": "The page is alive at a new permanent address, final_url.",
    "broken": "The page is gone; what answers in its place is none, whatever its status.",
    "blocked": "A bot wall or a login stands before the page: nothing is proven either way.",
    "mismatch": "The page is that of another work.",
    "retracted": "The page says that the work is retracted.",
    "timeout": "The host did not answer in time.",
    "unknown": "It could not be checked; the reason says why.",
    "ignored": "The settings leave this link out.",
}


def listed() -> str:
    """Return every rule with its severity and what a breach is, one a line."""
    lines = (f"- `{rule.code}` ({rule.severity}): {rule.summary}" for rule in RULES.values())
    return "# Rules\n\n" + "\n".join(lines) + "\n"


def verdicts() -> str:
    """Return what the statuses of references and the verdicts on links mean."""
    statuses = "\n".join(f"- `{word}`: {meaning}" for word, meaning in STATUSES.items())
    links = "\n".join(f"- `{word}`: {meaning}" for word, meaning in VERDICTS.items())
    return f"# Of a reference: status\n\n{statuses}\n\n# Of a link: verdict\n\n{links}\n"
