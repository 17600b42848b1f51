"""The rules and the words of verdicts, as the documentation explains them."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path

from ccsvi_refs.auditing import RULES
from ccsvi_refs.links import Verdict
from ccsvi_refs.resolving.resolution import ResolutionStatus

_PAGE = "rules.md"

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


def explained(code: str) -> str | None:
    """Return what the documentation says of a rule, None where there is no such rule."""
    rule = next((rule for name, rule in RULES.items() if name == code), None)
    if rule is None:
        return None
    return _sections().get(code) or f"### {code}\n**{rule.severity}.** {rule.summary}\n"


def verdicts() -> str:
    """Return what the statuses of references and the verdicts on links mean."""
    statuses = "\n".join(f"- `{word}`: {meaning}" for word, meaning in STATUSES.items())
    links = "\n".join(f"- `{word}`: {meaning}" for word, meaning in VERDICTS.items())
    return f"# Of a reference: status\n\n{statuses}\n\n# Of a link: verdict\n\n{links}\n"


@cache
def _sections() -> dict[str, str]:
    """Return the sections of docs/reference/rules.md by their rules; none where it is not at hand."""
    packaged = resources.files("ccsvi_refs") / _PAGE
    page = packaged if packaged.is_file() else Path(__file__).resolve().parents[3] / "docs/reference" / _PAGE
    if not page.is_file():
        return {}
    found = re.split(r"^(?=### )", page.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {
        section[4:].split("\n", 1)[0].strip(): re.split(r"^## ", section, flags=re.MULTILINE)[0] for section in found
    }
