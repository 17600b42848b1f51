from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ccsvi_refs.transport import answers
from ccsvi_refs.transport.answers import Answers


def test_an_answer_lasts_and_nothing_lasts_shorter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers.ABSENT < answers.FOUND
    monkeypatch.setattr(answers, "ABSENT", timedelta(seconds=-1))
    kept = Answers(tmp_path)
    kept.remember("found", {"a": "é"}, found=True)
    kept.remember("absent", None, found=False)
    kept.close()
    again = Answers(tmp_path)
    recalled = again.recall("found")
    assert recalled is not None
    assert recalled.value == {"a": "é"}
    assert recalled.fresh
    old = again.recall("absent")
    assert old is not None
    assert (old.value, old.fresh) == (None, False)
    assert again.recall("never asked") is None
    again.close()


@pytest.mark.parametrize("question", ["COLT '97. 1997", 'a "b"', "x'; DROP TABLE responses; --", "ü \x00"])
def test_any_question_can_be_kept(tmp_path: Path, question: str) -> None:
    kept = Answers(tmp_path)
    kept.remember(question, [question], found=True)
    recalled = kept.recall(question)
    assert recalled is not None
    assert recalled.value == [question]
    kept.close()


def test_a_damaged_cache_is_done_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"this is no database" * 1000)
    kept = Answers(tmp_path)
    kept.remember("a", 1, found=True)
    recalled = kept.recall("a")
    assert recalled is not None
    assert recalled.value == 1
    assert "cannot be used" in caplog.text
    kept.close()


def test_a_directory_that_is_a_file_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Answers(tmp_path / "file")
    kept.remember("a", 1, found=True)
    assert kept.recall("a") is not None
    kept.close()


def test_an_answer_that_is_older_than_wanted_is_asked_for_again_and_stands_where_nobody_answers(tmp_path: Path) -> None:
    kept = Answers(tmp_path)
    kept.remember("a", 1, found=True)
    kept.close()
    again = Answers(tmp_path, timedelta(0))
    earlier = again.recall("a")
    assert earlier is not None
    assert (earlier.value, earlier.fresh) == (1, False)
    again.remember("b", 2, found=True)
    now = again.recall("b")
    assert now is not None
    assert now.fresh, "an answer of this run is asked for once"
    again.close()
