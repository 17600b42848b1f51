"""The CSL engine: citations and bibliographies in any style of the Citation Style Language 1.0.2."""

from __future__ import annotations

from ccsvi_refs.csl.bibliography import EntryList, ListEntry
from ccsvi_refs.csl.citation import Handle
from ccsvi_refs.csl.locale import Locale
from ccsvi_refs.csl.processor import Processor
from ccsvi_refs.csl.style import Style
from ccsvi_refs.csl.writers import Writer

__all__ = ["EntryList", "Handle", "ListEntry", "Locale", "Processor", "Style", "Writer"]
