"""From the text to the list: what a page cites in its running text, tied to the entries it means.

Only what is certain is said: a number where the text uses the list's numbers, a key where keys are used, a name with a
year in the forms that only citations have.
"""

from __future__ import annotations

from ccsvi_refs.pages.intext.tying import Tied, tie

__all__ = ["Tied", "tie"]
