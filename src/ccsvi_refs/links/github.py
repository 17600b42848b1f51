"""What GitHub's API knows of an address of github.com that a reader without a login is not shown, or not now.

https://docs.github.com/en/rest; asked only with a token of the user's, which is sent to the API alone.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from ccsvi_refs.links.fetch import Fetcher
from ccsvi_refs.links.status import Judgement

HOSTS = frozenset({"github.com", "www.github.com"})

_NAME = r"([\w.-]+)"
#: The path of an address → that of the API; what is not among them is not asked for.
_QUESTIONS = (
    (re.compile(rf"/{_NAME}/?"), "/users/{0}"),
    (re.compile(rf"/{_NAME}/{_NAME}/?"), "/repos/{0}/{1}"),
    (re.compile(rf"/{_NAME}/{_NAME}/(?:issues|pull)/(\d+)(?:/.*)?"), "/repos/{0}/{1}/issues/{2}"),
    (re.compile(rf"/{_NAME}/{_NAME}/commit/([0-9a-f]{{7,40}})/?"), "/repos/{0}/{1}/commits/{2}"),
    (re.compile(rf"/{_NAME}/{_NAME}/releases/tag/([^/]+)/?"), "/repos/{0}/{1}/releases/tags/{2}"),
    (
        re.compile(rf"/{_NAME}/{_NAME}/(?:blob|tree|raw|edit|blame)/([^/]+)/(.+?)/?"),
        "/repos/{0}/{1}/contents/{3}?ref={2}",
    ),
    (re.compile(rf"/{_NAME}/{_NAME}/tree/([^/]+)/?"), "/repos/{0}/{1}/commits/{2}"),
)


def question(url: str) -> str:
    """Return the API's path for an address of github.com, empty where there is none."""
    parts = urlsplit(url)
    if (parts.hostname or "").lower() not in HOSTS:
        return ""
    for pattern, answer in _QUESTIONS:
        if match := pattern.fullmatch(unquote(parts.path)):
            return answer.format(*(quote(group, safe="/") for group in match.groups()))
    return ""


async def judge(fetcher: Fetcher, base: str, token: str, url: str, limit: float) -> Judgement | None:
    """Return the verdict that the API's answer gives, None where it says nothing either."""
    path = question(url)
    if not path or not token:
        return None
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    answer = await fetcher.get(base + path, limit, headers=headers)
    if answer.status in {200, 301, 302, 307}:
        return Judgement("ok", "GitHub's API knows it; the page is not shown to everybody, or not now")
    if answer.status in {404, 422}:
        return Judgement("broken", f"not found, nor known to GitHub's API ({answer.status})")
    return None
