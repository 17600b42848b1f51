"""What the documentation says of a rule: docs/reference/rules.md, which comes with the package."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from pathlib import Path

from ccsvi_refs.auditing.rules import RULES

_PAGE = "rules.md"


def explained(code: str) -> str | None:
    """Return what the documentation says of a rule, None where there is no such rule."""
    rule = next((rule for name, rule in RULES.items() if name == code), None)
    if rule is None:
        return None
    return _sections().get(code) or f"### {code}\n**{rule.severity}.** {rule.summary}\n"


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
