"""What the page says, in words that need no manual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from ccsvi_refs.links.status import Verdict
from ccsvi_refs.resolving.resolution import ResolutionStatus
from ccsvi_refs.web.jobs import Job
from ccsvi_refs.web.outcome import Outcome, Told

#: How a reference's look-up can end: what follows a number of references, for one and for several.
WORKS: dict[ResolutionStatus, tuple[str, str]] = {
    "matched": ("was found in a register of published works, and compared with it", "were found in a register of "
                "published works, and compared with it"),
    "ambiguous": ("could be one of several works: please look yourself", "could each be one of several works: please "
                  "look yourself"),
    "not-found": ("has no matching record. That does not mean that it does not exist: many reports, books and web "
                  "pages are in no register", "have no matching record. That does not mean that they do not exist: "
                  "many reports, books and web pages are in no register"),
    "unavailable": ("could not be checked, for no register could be asked. Nothing is known of it, good or bad",
                    "could not be checked, for no register could be asked. Nothing is known of them, good or bad"),
}  # fmt: skip
#: What a link can be found to be, likewise.
LINKS: dict[Verdict, tuple[str, str]] = {
    "ok": ("works", "work"),
    "moved": ("works, and has moved to a new address", "work, and have moved to new addresses"),
    "broken": ("is dead: the page is gone", "are dead: the pages are gone"),
    "blocked": ("did not let us look (a login, or a check for robots): it may well work for people",
                "did not let us look (a login, or a check for robots): they may well work for people"),
    "mismatch": ("leads to a page about something else", "lead to pages about something else"),
    "retracted": ("leads to a page that says the work is retracted", "lead to pages that say the work is retracted"),
    "timeout": ("did not answer in time", "did not answer in time"),
    "unknown": ("could not be checked", "could not be checked"),
    "ignored": ("was left out, as your settings say", "were left out, as your settings say"),
}  # fmt: skip
#: What a stage is called while it goes on, and the things that are counted in it.
STAGES = {
    "Waiting": ("Waiting for its turn", ""),
    "Reading": ("Reading your page", ""),
    "Checking links": ("Checking the links", "links"),
    "Resolving": ("Looking the references up", "references"),
    "Comparing": ("Comparing what was found with your page", ""),
    "Putting right": ("Preparing the corrections", ""),
}
#: A stage that has gone on for less says little of how long it will take.
_TOO_EARLY = 5.0
#: Order in which verdicts are told: what asks for a look first.
_ORDER: tuple[Verdict, ...] = (
    "broken", "mismatch", "retracted", "moved", "timeout", "blocked", "unknown", "ignored", "ok",
)  # fmt: skip
_SAVE_IT = "If the page opens in your browser, save it there (Ctrl+S, or Cmd+S on a Mac) and give the saved file."
_ENDED = {"failed": "This could not be done", "cancelled": "Stopped", "done": "Done"}


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a job is, in words: what goes on, how much of it is done (None where nobody knows), and the time."""

    said: str
    count: str
    part: int | None
    time: str
    over: bool

    def as_json(self) -> dict[str, str | int | bool | None]:
        """Return what the page's script shows."""
        return {"said": self.said, "count": self.count, "part": self.part, "time": self.time, "over": self.over}


def seen(job: Job) -> Seen:
    """Return how far a job is."""
    if job.is_over:
        return Seen(f"{_ENDED[job.state]}.", "", None, duration(job.elapsed), over=True)
    told = job.told
    said, things = STAGES[told.stage]
    count = f"{told.done} of {told.total} {things}" if told.total and things else ""
    part = 100 * told.done // told.total if count else None
    so_far = f"{duration(job.elapsed)} so far"
    left = _left(told, job.staged)
    return Seen(f"{said}.", count, part, f"{so_far}, about {left} left for this step" if left else so_far, over=False)


def _left(told: Told, seconds: float) -> str:
    """Return how long a stage will still take at its present pace, empty where it is too early to tell."""
    if seconds < _TOO_EARLY or not 0 < told.done < told.total:
        return ""
    return duration(seconds / told.done * (told.total - told.done))


def duration(seconds: float) -> str:
    """Return a time as people say it."""
    whole = round(seconds)
    if whole < 60:
        return "less than a second" if whole == 0 else _counted(whole, "second")
    if whole < 3600:
        return _counted(round(whole / 60), "minute")
    return f"{_counted(whole // 3600, 'hour')} {_counted(whole % 3600 // 60, 'minute')}"


def hint(job: Job) -> str:
    """Return what can be done where a job has failed, empty where that stands in the reason."""
    return _SAVE_IT if job.state == "failed" and job.task.way == "address" else ""


def headline(outcome: Outcome) -> str:
    """Return the one sentence that an editor wants to know first."""
    if not outcome.references:
        return "No references were found on this page."
    several = _counted(outcome.references, "reference")
    if wrong := outcome.attention:
        return f"{wrong} of {several} {'needs' if wrong == 1 else 'need'} your attention."
    if unproven := outcome.works.get("unavailable", 0):
        return f"Nothing wrong was found, but {unproven} of {several} could not be checked."
    return f"Nothing wrong was found in {several}."


def details(outcome: Outcome) -> Iterator[str]:
    """Yield what became of the references and links, a sentence each."""
    if not outcome.references:
        yield "If it has a list of references, paste that list by itself: with its heading, a reference a line."
    if outcome.read < outcome.references:
        left = outcome.references - outcome.read
        yield f"{_counted(left, 'item')} of the list could not be read as a published work; the report shows which."
    for status in get_args(ResolutionStatus):
        if number := outcome.works.get(status, 0):
            yield f"{_counted(number, 'reference')} {WORKS[status][number != 1]}."
    for verdict in _ORDER:
        if number := outcome.links.get(verdict, 0):
            yield f"{_counted(number, 'link')} {LINKS[verdict][number != 1]}."
    if outcome.elsewhere:
        yield f"{_counted(outcome.elsewhere, 'remark')} on the page as a whole: see the report."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
