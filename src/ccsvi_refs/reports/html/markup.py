"""Text from outside → HTML in which it is text and nothing else."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from ccsvi_refs.text.printing import printable


def text(value: object) -> str:
    """Return a value as HTML text, which may also stand between quotes; what is no character to be seen is replaced."""
    return escape(printable(str(value)))


def is_web(url: str) -> bool:
    """Return whether an address may be followed from a report: http or https, and every character one to be seen."""
    if printable(url) != url or any(char.isspace() for char in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def link(url: str, label: str = "") -> str:
    """Return a link to an address of the web, or the label and address as text where it is none."""
    if is_web(url):
        return f'<a href="{text(url)}" rel="noopener">{text(label or url)}</a>'
    return f"<bdi>{text(' '.join(dict.fromkeys(filter(None, (label, url)))))}</bdi>"


def rows(*pairs: tuple[str, str]) -> str:
    """Return terms with those of their values, HTML already, that are not empty, as one list."""
    shown = "".join(f'<dt>{text(term)}</dt><dd dir="auto">{value}</dd>' for term, value in pairs if value)
    return f"<dl>{shown}</dl>" if shown else ""


def folded(summary: str, content: str, name: str = "") -> str:
    """Return content behind a line that opens it; empty where there is no content. Both are HTML already."""
    kind = f' class="{name}"' if name else ""
    return f"<details{kind}><summary>{summary}</summary>{content}</details>" if content else ""


def unseen(words: str) -> str:
    """Return words for those who hear the report."""
    return f'<span class="sr">{text(words)}</span>'
