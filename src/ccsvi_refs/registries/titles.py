"""What a search by title is made of, and of which works it makes sense."""

from __future__ import annotations

import re

from ccsvi_refs.model import Reference
from ccsvi_refs.registries.registry import Query
from ccsvi_refs.text.folding import words

#: Fewer words of a title find too much, unless an author goes with them.
_TELLING = 3
_LONGEST = 300

#: What registries of scholarly works do not hold.
_OUTSIDE = frozenset(
    {
        "bill", "broadcast", "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "map",
        "motion_picture", "patent", "personal_communication", "post", "post-weblog", "regulation", "song", "speech",
        "treaty", "webpage",
    }
)  # fmt: skip
_PROCEEDINGS = re.compile(
    r"\b(?:proc(?:eedings)?|conference|conf|symposium|symp|workshop|neurips|nips|icml|iclr|cvpr|iccv|eccv|acl|emnlp|naacl"
    r"|aaai|ijcai|kdd|sigir|www|chi|vldb|sigmod|icse|usenix|lecture notes|lncs|acm|ieee|corr|arxiv|comput\w*|inform\w*"
    r"|software|algorithm\w*|machine learning|artificial intelligence|neural|data)\b",
    re.IGNORECASE,
)


def title(asked: Query) -> str:
    """Return the cited title as words, empty where it says too little to be searched for."""
    cited = asked.reading
    if cited.type in _OUTSIDE:
        return ""
    found = re.sub(r"<[^>]+>", "", cited.title)
    found = " ".join(re.sub(r"[^\w\s'’.-]", " ", found).split())[:_LONGEST]
    telling = len(words(found))
    return found if telling >= _TELLING or (telling and cited.authors) else ""


def keys(asked: Query) -> list[str]:
    """Return the cited title as the only key, none where it says too little."""
    return [found] if (found := title(asked)) else []


def is_of_computing(cited: Reference) -> bool:
    """Return whether a work may be one of computer science: a conference paper, or in a place that sounds like it."""
    places = (cited.container_title, cited.text("event-title"), cited.text("collection-title"), cited.text("publisher"))
    return cited.type == "paper-conference" or any(map(_PROCEEDINGS.search, places))


def is_book(cited: Reference) -> bool:
    """Return whether a work may be a book: it says so, or it has a publisher and stands in nothing else."""
    unspecific = cited.type in ("document", "article", "report") and not cited.container_title
    return cited.type == "book" or (unspecific and bool(cited.text("publisher")))
