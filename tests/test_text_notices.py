"""Where the notice in a citation begins and ends: its place is not the work's."""

import pytest

from ccsvi_refs.matching import differences
from ccsvi_refs.model import Mention, Reference
from ccsvi_refs.text.notices import spans

WORK = "Larkin D, Mbeki S. Oxygen in obstructed drainage. J Ven Stud. 2016;5(1):20-29."
RECORD = Reference(
    {
        "id": "r", "type": "article-journal", "title": "Oxygen in obstructed drainage", "volume": "5", "issue": "1",
        "page": "20-29", "container-title": "Journal of Venous Studies", "issued": {"date-parts": [[2016]]},
        "author": [{"family": "Larkin", "given": "Dora"}, {"family": "Mbeki", "given": "Sipho"}],
    }
)  # fmt: skip
NOTICES = [
    " Retraction in: J Ven Stud. 2019;8(1):1.",
    " Retracted and republished in: J Ven Stud. 2019;8(1):2-12.",
    " Erratum in: J Ven Stud. 2017;6(3):210.",
    " Partial retraction in: Smith A. J Ven Stud. 2019;8(1):1.",
    " (Retraction published J Ven Stud 2019;8:1)",
    " [published correction appears in J Ven Stud. 2017;6(3):210]",
    " [Erratum, J Ven Stud 2017;6(3):210]",
    " Comment in: Evid Based Nurs. 2017 Jul;20(3):88. Expression of concern in: J Ven Stud. 2018;7(1):9.",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_ends_where_the_work_s_identifiers_begin(notice):
    text = f"{WORK}{notice} doi:10.5555/r.2"
    kept = text
    for start, end in spans(text):
        kept = kept[:start] + "#" * (end - start) + kept[end:]
    assert kept.startswith(WORK)
    assert kept.endswith("doi:10.5555/r.2")
    assert not any(number in kept for number in ("2017", "2018", "2019", ";8"))


@pytest.mark.parametrize(
    "text",
    [
        WORK,
        "Doe J. Retraction in: a memoir of 1999. London: Faber; 2001.",
        "Doe J. Comments on: the care of veins. J Ven Stud. 2016;5(1):20-29.",
        "Doe J. Veins (corrected edition). J Ven Stud. 2016;5(1):20-29.",
        "Retraction: Oxygen in obstructed drainage. J Ven Stud. 2019;8(1):1.",
    ],
)
def test_a_work_that_speaks_of_notices_keeps_its_place(text):
    found = [text[start:end] for start, end in spans(text)]
    assert not any("2016" in piece or "2001" in piece or ";8(1)" in piece for piece in found)


@pytest.mark.parametrize("notice", NOTICES)
def test_the_place_of_a_notice_is_not_held_against_the_work(notice):
    cited = Reference({"id": "cited"}, Mention(WORK + notice))
    assert [each.field for each in differences(cited, RECORD) if each.kind == "error"] == []


def test_brackets_without_end_cost_no_time():
    assert len(list(spans("[Erratum 2001" * 5_000))) == 5_000
