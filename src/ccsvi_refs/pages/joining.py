"""The lines of an entry to its citation string."""

from __future__ import annotations

from ccsvi_refs.pages import labels, tabled
from ccsvi_refs.pages.entry import PageEntry, begins, is_dated, is_located, is_whole

_ENDED = (".", "?", "!", ",", ";", ":", "。", "，", "-", "–", "(", "/")


def joined(entry: PageEntry) -> str:
    """Return the citation string: lines of the page's own layout stay lines, wrapped lines are joined."""
    if entry.row:
        return _row(entry)
    texts = [labels.plain(text) if "(" in text else text for text in entry.texts()]
    if entry.breaks:
        return _parts(texts, entry.breaks)
    separator = "\n" if len(texts) > 2 and all(text.endswith((".", "?", "!", "al")) for text in texts) else " "
    return separator.join(text for text in texts if text)


def _parts(texts: list[str], breaks: set[int]) -> str:
    """Return the parts of an item that stand in blocks of their own as sentences."""
    whole = ""
    for index, text in enumerate(texts):
        parted = index in breaks and whole and not whole.endswith(_ENDED) and text[:1].isalnum()
        whole += (". " if parted else " ") * bool(whole) + text
    return " ".join(whole.split())


def _row(entry: PageEntry) -> str:
    """Return the cell of a table row that is a citation string by itself, else all cells as sentences."""
    if entry.columns and (cited := tabled.citation(entry.lines, entry.columns)):
        return cited
    cells = [text for text in entry.texts() if text]
    if len(cells) > 1 and cells[0].strip(".[]()").isdigit() and len(cells[0]) < 6:
        entry.mark = entry.mark or cells[0]
        cells = cells[1:]
    whole = [cell for cell in cells if len(cell) > 40 and is_whole(cell) and (begins(cell) or is_located(cell))]
    if whole:
        return max(whole, key=len)
    dated = [cell for cell in cells if not is_dated(cell) or len(cell) > 8] if len(cells) > 4 else cells
    return _parts(dated or cells, set(range(1, len(cells))))
