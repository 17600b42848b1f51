"""A standard is known by its title alone, which is all that its record has beside the publisher."""

import pytest

from ccsvi_refs.matching import choose, differences
from ccsvi_refs.model import Mention, Reference

MAIN = "Kettles for load-bearing stoves - Test methods"


def standard(subtitle: str, **fields: str) -> Reference:
    data = {"id": subtitle, "type": "standard", "title": f"{MAIN}: {subtitle}", "publisher": "BSI British Standards"}
    return Reference({**data, **{name.replace("_", "-"): value for name, value in fields.items()}})


BOILING = standard("Part 2: Determination of resistance to boiling dry")
FALLING = standard("Part 5: Determination of resistance to falling")
WHOLE = [BOILING, FALLING]


@pytest.mark.parametrize(
    "text",
    [
        "BS EN 302-2. Kettles for load-bearing stoves. Test methods. Part 2: Determination of resistance to boiling dry."
        " London: BSI; 2017.",
        "BSI. BS EN 302-2:2017. Kettles for load-bearing stoves. Test methods. Determination of resistance to boiling"
        " dry. London: British Standards Institution, 2017.",
        "British Standards Institution. Kettles for load-bearing stoves — Test methods — Part 2: Determination of"
        " resistance to boiling dry. EN 302-2:2017.",
    ],
)
def test_a_standard_cited_by_its_whole_title_was_ambiguous(text: str) -> None:
    found = choose(text, WHOLE)
    assert found.candidate is BOILING
    wrong = differences(Reference({"id": "x"}, Mention(text)), BOILING)
    assert [one for one in wrong if one.kind in ("error", "variant")] == []


@pytest.mark.parametrize(
    "text",
    [
        "BS EN 302. Kettles for load-bearing stoves. Test methods. London: BSI; 2017.",
        "BS EN 302-3. Kettles for load-bearing stoves. Test methods. Part 3: Determination of resistance to boiling dry.",
        "Roe J. Kettles for load-bearing stoves. Test methods. Determination of resistance to boiling. J Kettles 2012;3:4.",
    ],
)
def test_another_part_or_work_was_taken_for_a_standard(text: str) -> None:
    assert choose(text, WHOLE).status != "matched"


def test_of_two_standards_with_one_title_in_two_years_neither_is_chosen() -> None:
    twins = [
        BOILING.with_fields(id=str(year), DOI=f"10.5555/{year}", issued={"date-parts": [[year]]})
        for year in (2004, 2017)
    ]
    text = (
        "BS EN 302-2. Kettles for load-bearing stoves. Test methods. Part 2: Determination of resistance to boiling dry"
    )
    assert choose(text, twins).status != "matched"
    assert choose(f"{text}; 2017.", twins).candidate is twins[1]
    assert choose(f"{text}; 1999.", twins).status != "matched"


def test_a_language_was_taken_for_the_publisher_and_a_translation_for_an_error() -> None:
    work = Reference(
        {
            "id": "x", "type": "article-journal", "title": "La recepción de los hervidores en el mundo hispánico",
            "original-title": "The Reception of Kettles in the Hispanic World", "publisher": "Universidad de Leeds",
            "author": [{"family": "Roe", "given": "Jane"}], "container-title": "Hervidora", "volume": "1",
            "page": "57-88", "issued": {"date-parts": [[2018]]},
        }
    )  # fmt: skip
    text = "Roe J. [How kettles were received in the Hispanic world]. Hervidora. 2018;1:57-88. Spanish."
    cited = Reference({"id": "x", "publisher": "Spanish"}, Mention(text))
    assert [(one.field, one.kind) for one in differences(cited, work)] == [("title", "variant")]
