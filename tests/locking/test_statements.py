"""What the text says of its sources, by the lock alone: the same findings without a text, and what is told of changes."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ccsvi_refs import auditing, locking, pages
from ccsvi_refs.matching.statements import SourceText
from ccsvi_refs.model import Value
from ccsvi_refs.resolving import NOBODY_HAS_IT, Asked, Resolution
from ccsvi_refs.settings import Settings
from tests.locking.conftest import DRUM, HARP, RIGHT, WRONG
from tests.locking.test_command import valid

ABSTRACT = (
    "We tuned 115 harps in the cold. Of those in the wind 41.7% went flat, of the others 48.7%. "
    "Tuning in the cold is a safe but largely useless habit and cannot be recommended to players."
)
SAID = (
    'Nielsen calls it "a safe but useless habit" [2]. They tuned 115 harps [2]. Of those in the wind 47.1% went\n'
    'flat [2]. They say "the players of the town were never paid at all" [2].\n\n'
    'It is "a safe but largely useless old habit" [1, 2]. Of the drummers 42% slept [1].\n\n'
)
ENTRIES = "\n\n## References\n\n1. Marlow K. A study of drums in the cold. J Test. 2015;3(2):1-9.\n"
BEGAN = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
RUN, NOWHERE = locking.Run(BEGAN, BEGAN.date()), Path("/nowhere")


@pytest.fixture
def told(world):
    world.register(DRUM, HARP | {"abstract": f"<jats:p>{ABSTRACT}</jats:p>"})

    def write(said=SAID):
        page = world.write(RIGHT, WRONG, links=())
        page.write_text(page.read_text("utf-8").replace("# References", f"{said}# References"), "utf-8")
        return page

    return world, write


def about_statements(findings):
    return [each for each in findings if each["rule"].startswith(("quotation", "number", "statement"))]


def test_the_locked_audit_says_of_quotations_and_numbers_what_the_audit_says(told):
    world, write = told
    page = write()
    assert world.run("lock", page)[0] == 0
    valid("lock.schema.json", world.lock)
    assert b"We tuned" not in world.lock
    asked, locked = world.findings("audit", page), world.findings("audit", page, "--locked")
    assert locked == asked
    assert [(each["rule"], each["reference"], each["registered"]) for each in about_statements(locked[1])] == [
        ("statement-not-checked", "malagoni2015", None),
        ("quotation-differs", "nielsen2015", "a safe but largely useless habit"),
        ("number-differs", "nielsen2015", "41.7%"),
        ("quotation-not-found", "nielsen2015", None),
    ]
    before = world.lock
    assert "nothing has changed" in world.run("lock", page)[2]
    assert world.lock == before


def test_a_sentence_that_is_new_or_altered_is_not_locked_and_one_that_is_broken_otherwise_is(told):
    world, write = told
    world.run("lock", write())
    page = write(SAID.replace("\nflat", " flat").replace("They tuned", "They\ntuned"))
    assert [each["rule"] for each in world.findings("audit", page, "--locked")[1] if "not-locked" in each["rule"]] == []
    page = write(SAID.replace("47.1%", "47.2%") + "Half of all 300 harps broke [2].\n\n")
    for command in (("audit", "--locked"), ("lock", "--check")):
        found = [each for each in world.findings(*command, page)[1] if each["rule"] == "statement-not-locked"]
        assert [(each["severity"], each["reference"], each["location"]["line"]) for each in found] == [
            ("warning", "nielsen2015", 3), ("warning", "nielsen2015", 8),
        ]  # fmt: skip
        assert "47.2%" in found[0]["message"]
        assert "300 harps" in found[1]["message"]
    assert [each["rule"] for each in world.findings("lock", page)[1]] == ["now-locked", "now-locked"]
    assert "47.1%" not in world.lock.decode()


def test_an_abstract_that_is_put_right_is_told_once_where_it_bears_a_statement_out_no_more(told):
    world, write = told
    page = write()
    world.run("lock", page)
    world.register(DRUM, HARP | {"abstract": f"<jats:p>{ABSTRACT.replace('115 harps', '151 harps')}</jats:p>"})
    (found,) = world.findings("lock", "--check", page)[1]
    assert (found["rule"], found["severity"], found["reference"]) == ("statement-changed", "warning", "nielsen2015")
    assert found["message"] == (
        "115 was in the abstract (Crossref); now it is otherwise in the abstract (Crossref): “151”"
    )
    assert [each["rule"] for each in world.findings("lock", page)[1]] == ["statement-changed"]
    assert world.findings("lock", "--check", page) == (0, [])
    locked = [
        each["cited"] for each in world.findings("audit", page, "--locked")[1] if each["rule"] == "number-differs"
    ]
    assert locked == ["115", "47.1%"]


def test_a_stranger_s_lock_that_calls_an_altered_quotation_right_is_told_by_the_check(told):
    world, write = told
    page = write()
    world.run("lock", page)
    data = json.loads(world.lock)
    for each in data["pages"]["page.md"]["references"]["nielsen2015"]["statements"].values():
        for point in each["points"]:
            point["verdict"] = "same"
    (world.folder / "references.lock").write_text(json.dumps(data))
    assert "quotation-differs" not in {each["rule"] for each in world.findings("audit", page, "--locked")[1]}
    changed = [
        each["was"] for each in world.findings("lock", "--check", page)[1] if each["rule"] == "statement-changed"
    ]
    assert len(changed) == 4


def page_of(said):
    return pages.read(f"{said}{ENTRIES}", "markdown", "page.md")


def resolved(page, *texts, unread="", heard=("crossref", "pubmed")):
    record = replace(page.references[0], mention=None, provenance={"title": (Value("crossref", "A study of drums"),)})
    asked = tuple(Asked(name, BEGAN + datetime.timedelta(minutes=1)) for name in heard)
    return Resolution(
        page.references[0], "matched", record, 0.9, registered=(record,), asked=asked, texts=texts, unread=unread
    )


def ran(page, *found):
    """Return what the runs after the first tell and keep, and the locks, each written and read again."""
    lock, told, written = locking.Lock(), [], []
    for each in found:
        updated = locking.update(lock, [locking.Locked(page, [each], [])], NOWHERE, RUN)
        written.append(locking.write(updated.lock))
        lock = locking.parse(written[-1].encode(), "x")
        told.append(([change.of for change in updated.changes[0]], [kept.why for kept in updated.kept[0]]))
    return told[1:], written


CROSSREF, FULL = (
    SourceText(ABSTRACT, "abstract", "crossref"),
    SourceText("A safe old habit. 99% won.", "full-text", "europepmc"),
)
DOWN = "Europe PMC could not be reached"


@pytest.mark.parametrize(
    ("said", "first", "then", "unread", "told"),
    [
        # a full text that cannot be read now takes nothing back
        ("99% won [1].", (CROSSREF, FULL), (CROSSREF,), DOWN, ([], [DOWN])),
        ("99% won [1].", (CROSSREF, FULL), (), DOWN, ([], [DOWN])),
        # nor one that nobody was asked for; but what the abstract has needs no full text
        ("99% won [1].", (CROSSREF, FULL), (CROSSREF,), "", ([], ["what was read before could not be read now"])),
        ("They tuned 115 harps [1].", (CROSSREF, FULL), (CROSSREF,), "", ([], [])),
        # whoever was asked, and has no abstract any more, is believed
        ("They tuned 115 harps [1].", (CROSSREF,), (), NOBODY_HAS_IT, ([], [])),
        # what can be read at last is told where it says something else
        ("They tuned 151 harps [1].", (), (CROSSREF,), "", (["statement"], [])),
        ("They tuned 115 harps [1].", (), (CROSSREF,), "", ([], [])),
        # the same said by somebody else is no news, and what is right at last is a detail
        ("They tuned 115 harps [1].", (CROSSREF,), (replace(CROSSREF, source="pubmed"),), "", ([], [])),
        ("99% won [1].", (CROSSREF,), (CROSSREF, FULL), "", (["statement-detail"], [])),
        ("99% won [1].", (FULL,), (CROSSREF, replace(FULL, text="Nothing.")), "", (["statement"], [])),
    ],
)  # fmt: skip
def test_what_cannot_be_read_changes_nothing_and_what_is_read_is_told_by_its_weight(said, first, then, unread, told):
    page = page_of(said)
    runs, written = ran(page, resolved(page, *first), resolved(page, *then, unread=unread))
    assert runs == [told]
    assert not told[1] or written[0] == written[1]


def test_another_trouble_with_a_server_is_no_change():
    page = page_of("They tuned 151 harps [1].")
    troubles = [resolved(page, unread=f"Europe PMC: {why}") for why in ("time-out", "503", "time-out")]
    runs, written = ran(page, *troubles, resolved(page, unread=NOBODY_HAS_IT))
    assert written[0] == written[1] == written[2] != written[3]
    assert runs == [([], [])] * 3


def test_the_sentences_of_a_work_that_could_not_be_asked_about_stand_and_those_that_are_gone_go():
    page = page_of("They tuned 151 harps [1]. In the wind 99% won [1].")
    now, less = resolved(page, CROSSREF), page_of("They tuned 151 harps [1].")
    silent = replace(now, status="unavailable", reference=None, registered=(), texts=(), problems=("down",))
    _, written = ran(page, now, silent)
    assert written[0] == written[1]
    lock = locking.parse(written[0].encode(), "x")
    left = locking.update(lock, [locking.Locked(less, [replace(silent, cited=less.references[0])], [])], NOWHERE, RUN)
    (kept,) = left.lock.pages["page.md"].references.values()
    assert [point.said for each in kept.statements.values() for point in each.points] == ["151"]


def test_a_quotation_that_may_be_from_two_works_is_laid_to_the_same_one_by_the_lock():
    entry = "2. Zeller P. Harps without players. Harp. 2018;3(2):11-19.\n"
    page = pages.read(f'It is "a safe but largely useless old habit" [1, 2].{ENTRIES}{entry}', "markdown", "page.md")
    near = SourceText("Some call it a safe but old habit, which it is not.", "abstract", "crossref")
    both = [replace(resolved(page, text), cited=one) for one, text in zip(page, (near, CROSSREF), strict=True)]
    made = locking.update(locking.Lock(), [locking.Locked(page, both, [])], NOWHERE, RUN).lock
    held = locking.index(locking.parse(locking.write(made).encode(), "x"))
    known = locking.recall(held, page, NOWHERE, Settings(), links=False)
    of_it = [
        [each for each in auditing.audit(page, several) if each.rule.startswith("quotation")]
        for several in (both, known.resolutions)
    ]
    assert of_it[0] == of_it[1]
    assert [each.reference for each in of_it[1]] == ["zeller2018"]


def test_what_a_lock_has_of_another_sentence_under_the_digest_is_not_taken_for_this_one_s():
    page = page_of('They tuned 151 harps, and say "a safe but useless habit" [1].')
    _, (written,) = ran(page, resolved(page, CROSSREF))
    data = json.loads(written)
    (each,) = data["pages"]["page.md"]["references"].values()
    (kept,) = each["statements"].values()
    for points in (kept["points"][:1], kept["points"][::-1], [*kept["points"], kept["points"][0]]):
        kept["points"] = points
        lock = locking.index(locking.parse(json.dumps(data).encode(), "x"))
        known = locking.recall(lock, page, NOWHERE, Settings(), links=False)
        assert [one.statement != "" for one in known.unlocked] == [True]
        assert not [one for one in auditing.audit(page, known.resolutions) if one.rule.endswith("-differs")]
