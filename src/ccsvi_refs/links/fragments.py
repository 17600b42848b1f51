"""Whether a page has the place that a link's fragment names.

https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from ccsvi_refs.links.answer import Answer
from ccsvi_refs.links.page import Page
from ccsvi_refs.text import charrefs

_ANCHOR = re.compile(
    rb"[\s\"'](?:id|(name))\s*=\s*(?:\"([^\"]{0,500})\"|'([^']{0,500})'|([^\s\"'>]{1,500}))", re.IGNORECASE
)
#: Fragments that a page's script or viewer reads, so that no anchor need be there.
_READ_BY_SCRIPTS = re.compile(
    r"[/!?=]|:~:|.*=|L\d+|(?:page|nameddest|xywh|t|zoom|search|toolbar)=|"
    # GitHub and GitLab, on their own hosts and wherever else they run
    r"(?:issuecomment|discussioncomment|commitcomment|pullrequestreview|issue|event|note)[-_]\d|discussion_r\d|"
    r"diff-[0-9a-f]{16}|ref-(?:commit|issue|pullrequest)-|L?\d+-L?\d+$|"
    r"(?:readme(?:-ov-file)?|(?:license|contributing|security|coc|code-of-conduct)(?:-\d+)?-ov-file)$|"
    # comments and answers of forums
    r"comment[-_]?\d|answer[-_]?\d|post[-_]?\d|p?\d+$",
    re.IGNORECASE,
)
#: Hosts that draw their pages' content, and with it its places, by script.
_DRAWN_BY_SCRIPTS = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|npmjs\.com|crates\.io|hub\.docker\.com|docs\.google\.com|"
    r"drive\.google\.com|notion\.so|notion\.site|gitbook\.io|readme\.io|learn\.microsoft\.com|developer\.apple\.com|"
    r"docs\.microsoft\.com|cloud\.google\.com|docs\.aws\.amazon\.com|docs\.oracle\.com|marketplace\.visualstudio\.com|"
    r"app\.\w+|swagger\.io|postman\.com|figma\.com|observablehq\.com|colab\.research\.google\.com|codesandbox\.io)$"
)
_LITTLE = 200


def missing(answer: Answer, page: Page) -> str:
    """Return the fragment of a link that its page has no place for, empty where it has, or where that cannot be told.

    The fragment of a redirect's target is not the author's, and is not looked for.
    """
    fragment = urlsplit(answer.url).fragment
    if not fragment or urlsplit(answer.final_url).fragment != fragment or not answer.complete:
        return ""
    name = unquote(fragment)
    if name.lower() == "top" or _READ_BY_SCRIPTS.match(name) or _is_drawn(answer, page, name):
        return ""
    return "" if _has(answer, {fragment, name, f"user-content-{name}"}) else name


def _is_drawn(answer: Answer, page: Page, name: str) -> bool:
    """Return whether scripts may make the place: they draw the page, or know the name."""
    if _DRAWN_BY_SCRIPTS.search(urlsplit(answer.final_url).hostname or ""):
        return True
    if not page.scripted:
        return False
    written = name.encode("utf-8", "replace")
    return page.length < _LITTLE or any(quote + written + quote in answer.body for quote in (b'"', b"'", b'\\"'))


def _has(answer: Answer, wanted: set[str]) -> bool:
    return not wanted.isdisjoint(names(answer.body, answer.charset or "utf-8"))


def names(body: bytes, encoding: str) -> Iterator[str]:
    """Yield the ids and names of a page's elements, as they are written and with their character references read."""
    for _, *values in _ANCHOR.findall(body):
        written = next(filter(None, values), b"")
        try:
            text = written.decode("utf-8")
        except UnicodeDecodeError:
            text = written.decode(encoding if _is_known(encoding) else "latin-1", "replace")
        yield from {text, charrefs.attribute(text).strip(), unescape(text).strip()}


def _is_known(encoding: str) -> bool:
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True
