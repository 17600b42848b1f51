"""A citation string to a reference: authors, title, container, date, volume, issue, pages, identifiers.

Every value stands as the page prints it, but for names in a style's capitals and initials in one word. What the page
leaves open is said under CSL's ``custom``: ``et-al`` where the list of authors goes on unnamed, ``author-repeated``
for a dash in place of the authors, ``notice`` and ``archived`` for a notice and an archive's date beside the work,
``updated`` for the date of its last change beside that of publication,
``short`` and ``locator`` for a note that only names a work listed elsewhere, ``volume-separator`` where the volume
follows the year after a colon, ``confidence`` from 0 to 1 for each field.
"""

from __future__ import annotations

from ccsvi_refs.formats.citation.bodies import names_serial
from ccsvi_refs.formats.citation.reading import read

__all__ = ["names_serial", "read"]
