"""A digest of what is cited, by which a changed citation is noticed."""

from __future__ import annotations

import json
import unicodedata
from hashlib import sha256

from ccsvi_refs.identifiers import FIELDS
from ccsvi_refs.model import Reference, thaw


def digest(cited: Reference) -> str:
    """Return the digest of a citation: of its text, identifiers and links, or of its fields where it has no text.

    Where on the page it stands, how its lines are broken and what its number is makes no difference.
    """
    mention = cited.mention
    text = " ".join(mention.text.split()) if mention else ""
    if text:
        known = [cited.text(name) for name in FIELDS.values()]
        links = sorted({link.url for link in mention.links if link.url}) if mention else []
        said: object = [unicodedata.normalize("NFC", text), known, links]
    else:
        said = {name: thaw(value) for name, value in cited.data.items() if name not in ("id", "custom")}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return "sha256:" + sha256(canonical.encode()).hexdigest()
