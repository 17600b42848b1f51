"""Every author is compared, in strings of many styles and in fields."""

import pytest

from ccsvi_refs.formats import citation
from ccsvi_refs.matching import Difference, differences
from ccsvi_refs.model import FrozenDict, Mention, Reference
from tests.matching.works import record

FIVE = record(
    "Slow rivers and their kettles",
    "Hinds Eric; Lu Ning; Mirus Benjamin; Godt Jonathan; Wayllace Alexandra",
    "Engineering Kettles",
    "2021;291(4):172-180",
)
LIST = "Hinds ES, Lu N, Mirus B, Godt J, Wayllace A"
REST = ". Slow rivers and their kettles. Engineering Kettles. 2021;291(4):172-80."


def of_string(text: str, registered: Reference = FIVE) -> list[Difference]:
    """Return the differences in the authors, with the string read and unread: both have to say the same."""
    read = Reference(citation.read(text).data, Mention(text))
    unread = Reference(FrozenDict({"id": "x"}), Mention(text))
    found = [[one for one in differences(said, registered) if one.field == "author"] for said in (read, unread)]
    assert [one.kind for one in found[0]] == [one.kind for one in found[1]]
    return found[0]


def of_fields(*names: str, registered: Reference = FIVE) -> list[Difference]:
    """Return the differences in the authors of a list of ``Family Given``; a name without a blank is a group's."""
    people = [
        {"family": family.replace("_", " "), "given": given} if given else {"literal": family.replace("_", " ")}
        for family, _, given in (name.partition(" ") for name in names)
    ]
    cited = Reference(FrozenDict({**FIVE.data, "author": people}))
    return [one for one in differences(cited, registered) if one.field == "author"]


@pytest.mark.parametrize(
    ("names", "note"),
    [
        ("Hinds ES, Castellano B, Okafor N, Petersen L, Sato R", "has Castellano B for Lu N"),
        ("Hinds ES, Lu N, Mirus B, Godt J, Wayllace A, Nguyen T", "adds Nguyen T"),
        ("Hinds ES, Lu N, Castellano B, Godt J, Wayllace A", "has Castellano B for Mirus B"),
        ("Hinds ES, Lu N, Mirus B, Godt J", "ends after 4 of 5 authors without “et al.”"),
        ("Hinds ES, Lu N, Godt J, Wayllace A", "leaves out Mirus B"),
        ("Hinds ES, Lu N, Mirrus B, Godt J, Wayllace A", "has Mirrus B for Mirus B"),
        ("Hinds ES, Mirus B, Lu N, Godt J, Wayllace A", "is in another order"),
        ("Lu N, Hinds ES, Mirus B, Godt J, Wayllace A", "is in another order"),
        ("Hinds ES, Lu N, Mirus K, Godt J, Wayllace A", "has Mirus K for Mirus B"),
        ("Hinds ES, Mirus B, Lu N, et al", "is in another order"),
        ("Hinds ES, Okafor N, et al", "has Okafor N for Lu N"),
        ("Hinds ES", "ends after 1 of 5 authors without “et al.”"),
    ],
)
def test_a_wrong_list_names_who_is_wrong_and_the_correction_is_the_whole_list(names: str, note: str) -> None:
    (found,) = of_string(names + REST)
    assert (found.kind, found.note[: len(note)]) == ("error", note)
    assert found.registered == "Hinds E, Lu N, Mirus B, Godt J, Wayllace A"


@pytest.mark.parametrize(
    "text",
    [
        LIST + REST,
        "Hinds ES, Lu N, Mirus B, et al" + REST,
        "Hinds ES, et al" + REST,
        "Hinds ES, Lu N, … Wayllace A" + REST,
        "Hinds, E. S., Lu, N., Mirus, B., Godt, J., & Wayllace, A. (2021). Slow rivers and their kettles. "
        "Engineering Kettles, 291(4), 172–180.",
        "Hinds, Eric S., Ning Lu, Benjamin Mirus, Jonathan Godt, and Alexandra Wayllace. “Slow Rivers and Their "
        "Kettles.” Engineering Kettles 291, no. 4 (2021): 172–80.",
        "Hinds, Eric S.; Lu, Ning; Mirus, Benjamin; Godt, Jonathan; Wayllace, Alexandra: Slow rivers and their "
        "kettles. In: Engineering Kettles 291 (2021), Nr. 4, S. 172-180",
        "E. S. Hinds, N. Lu, B. Mirus, J. Godt, and A. Wayllace, “Slow rivers and their kettles,” Eng. Kettles, "
        "vol. 291, no. 4, pp. 172–180, 2021.",
        "Slow rivers and their kettles. Hinds ES, Lu N, Mirus B, Godt J, Wayllace A. Eng Kettles. 2021;291(4):172-80.",
        "[1] E.S. Hinds, N. Lu, B. Mirus, J. Godt, A. Wayllace, Eng. Kettles 291 (2021) 172.",
        "(1) Hinds, E. S.; Lu, N.; Mirus, B.; Godt, J.; Wayllace, A. Eng. Kettles 2021, 291, 172–180.",
    ],
)
def test_a_right_list_differs_in_no_style(text: str) -> None:
    assert of_string(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "E. S. Hinds, N. Lu, J. Godt, and A. Wayllace, “Slow rivers and their kettles,” Eng. Kettles, vol. 291, 2021.",
        "[1] E.S. Hinds, N. Lu, J. Godt, A. Wayllace, Eng. Kettles 291 (2021) 172.",
        "(1) Hinds, E. S.; Lu, N.; Godt, J.; Wayllace, A. Eng. Kettles 2021, 291, 172–180.",
        "Slow rivers and their kettles. Hinds ES, Lu N, Godt J, Wayllace A. Eng Kettles. 2021;291(4):172-80.",
        "Hinds, Eric S., Ning Lu, Jonathan Godt, and Alexandra Wayllace. “Slow Rivers and Their Kettles.” Engineering "
        "Kettles 291, no. 4 (2021): 172–80.",
    ],
)
def test_a_name_left_out_in_the_middle_is_missed_in_no_style(text: str) -> None:
    (found,) = of_string(text)
    assert (found.kind, found.note) == ("error", "leaves out Mirus B")


@pytest.mark.parametrize(
    ("names", "note"),
    [
        (("Hinds Eric", "Lu Ning", "Mirus Ben", "Godt Jonathan", "Wayllace Alexandra"), "Ben Mirus for Benjamin Mirus"),
        (("Hinds Eric", "Lu Ning", "Mirus Benjamin", "Godt Jonathan", "Wayllace Sandra"), "Wayllace S for Wayllace A"),
        (("Hinds Eric", "Ning Lu", "Mirus Benjamin", "Godt Jonathan", "Wayllace Alexandra"), ""),
    ],
)
def test_a_short_given_name_is_a_variant_and_names_turned_round_are_the_same(names: tuple[str, ...], note: str) -> None:
    found = of_fields(*names)
    assert [one.kind for one in found] == (["variant"] if note else [])
    assert all(note in one.note for one in found)


def test_nicknames_that_begin_with_another_letter_are_variants() -> None:
    registered = record("On lids of every kind", "Roe Robert; Poe Elizabeth", "Kettles", "2011;1:1-9")
    (found,) = of_fields("Roe Bob", "Poe Betty", registered=registered)
    assert found.kind == "variant"
    (found,) = of_fields("Roe Michael", "Poe Betty", registered=registered)
    assert found.kind == "error"


def test_one_who_shares_only_the_family_name_is_another() -> None:
    registered = record("On lids of every kind", "Chen Weiming; Chen Xu", "Kettles", "2011;1:1-9")
    (found,) = of_fields("Chen Weiming", "Chen Yafei", registered=registered)
    assert found.kind == "error"
    (found,) = of_fields("Chen Xu", "Chen Weiming", registered=registered)
    assert (found.kind, found.note) == ("error", "is in another order")


@pytest.mark.parametrize("more", [("Poe A", "Loe B"), ("Poe A", "Loe B", "Doe C", "Woe D")])
def test_a_registry_that_recorded_the_first_author_only_proves_nothing(more: tuple[str, ...]) -> None:
    registered = record("On lids of every kind", "Roe Jane", "Kettles", "2011;1:1-9")
    (found,) = of_fields("Roe Jane", *more, registered=registered)
    assert (found.kind, "the first 1 only" in found.note) == ("variant", True)


def test_an_unfinished_list_may_end_anywhere_but_not_begin_with_another() -> None:
    assert of_fields("Hinds Eric", "Lu Ning", "others") == []
    (found,) = of_fields("Hinds Eric", "Godt Jonathan", "others")
    assert found.kind == "error"


GROUPED = Reference(
    FrozenDict(
        {**FIVE.data, "author": [*FIVE.data["author"][:2], {"literal": "Kettle Study Group"}, *FIVE.data["author"][2:]]}
    )
)


@pytest.mark.parametrize(
    "names",
    [
        ("Hinds Eric", "Lu Ning"),
        ("Hinds Eric", "Lu Ning", "Kettle_Study_Group"),
        ("Kettle_Study_Group", "Hinds Eric", "Lu Ning"),
        ("Hinds Eric", "Lu Ning", "Mirus Benjamin", "Godt Jonathan", "Wayllace Alexandra"),
        ("KSG",),
    ],
)
def test_a_group_stands_anywhere_and_its_members_may_be_left_out(names: tuple[str, ...]) -> None:
    assert of_fields(*names, registered=GROUPED) == []


def test_a_group_that_no_registry_names_is_no_error_and_another_group_is() -> None:
    (found,) = of_fields(
        "Hinds Eric", "Lu Ning", "Mirus Benjamin", "Godt Jonathan", "Wayllace Alexandra", "Lid_Trialists"
    )
    assert found.kind == "variant"
    registered = Reference(FrozenDict({**FIVE.data, "author": [{"literal": "Kettle Study Group"}]}))
    (found,) = of_fields("Lid_Makers_Collaboration", registered=registered)
    assert found.kind == "error"


@pytest.mark.parametrize(
    ("cited", "registered"),
    [
        ("Müller-Lüdenscheidt J", "Mueller-Luedenscheidt Jörg"),
        ("Berg M", "van_den_Berg Maria"),
        ("van_den_Berg M", "Berg Maria"),
        ("OBrien K", "O'Brien Karen"),
        ("Al-Farouq A", "AlFarouq Amina"),
        ("García L", "García_Márquez Luis"),
        ("Erdos P", "Erdős Pál"),
        ("Reif\\'on D", "Reifón Dora"),
        ("Zhang HJ", "Zhang Hong-jie"),
        ("Zhang H", "Zhang Hongjie"),
    ],
)
def test_spellings_of_one_name_are_no_errors(cited: str, registered: str) -> None:
    known = record("On lids of every kind", registered, "Kettles", "2011;1:1-9")
    assert [one.kind for one in of_fields(cited, registered=known)] in ([], ["variant"])


@pytest.mark.parametrize(
    "cited", ["Müller-Lüdenschmidt J", "Ludenscheidt-Maier J", "Müller-Lüdenscheit J", "Müller-Lüdenscheidt K"]
)
def test_a_misspelt_double_name_is_an_error(cited: str) -> None:
    known = record("On lids of every kind", "Müller-Lüdenscheidt Jörg; Roe Jane", "Kettles", "2011;1:1-9")
    text = f"{cited}, Roe J. On lids of every kind. Kettles. 2011;1:1-9."
    assert [one.kind for one in of_string(text, known)] == ["error"]


def test_three_thousand_authors_are_compared_in_no_time() -> None:
    names = "; ".join(f"Author{number} Jane" for number in range(3000))
    registered = record("On lids of every kind", names, "Kettles", "2011;1:1-9")
    shuffled = [f"Author{(number * 7) % 3000} Jane" for number in range(3000)]
    (found,) = of_fields(*shuffled, registered=registered)
    assert found.kind == "error"


@pytest.mark.parametrize("text", ["Hinds 2021. doi:10.5555/kettles", "(Hinds et al., 2021)", "Hinds & Lu 2021"])
def test_a_label_was_called_a_list_cut_off(text: str) -> None:
    assert of_string(text) == []
    read = Reference(citation.read(text).data, Mention(text))
    assert [one.field for one in differences(read, FIVE) if one.kind in ("error", "variant")] == []


def test_a_label_with_another_name_is_wrong() -> None:
    (found,) = of_string("Castellano B 2021. doi:10.5555/kettles")
    assert found.kind == "error"


def test_a_suffix_that_a_record_holds_as_an_author_was_missed_in_the_citation() -> None:
    registered = FIVE.with_fields(author=[*FIVE.data["author"], {"family": "Jr."}])
    assert of_string(LIST.replace("Wayllace A", "Wayllace A Jr") + REST, registered) == []
    assert of_fields("Hinds Eric", "Lu N", "Mirus B", "Godt J", "Wayllace A", registered=registered) == []


def test_persons_read_as_one_group_hid_that_one_of_them_is_wrong() -> None:
    text = "Eric Hinds, Daniel Okonkwo, Benjamin Mirus, Jonathan Godt, and Alexandra Wayllace, “" + REST.lstrip(". ")
    read = Reference({"id": "x", "author": [{"literal": text.partition(", “")[0]}]}, Mention(text))
    assert [one.kind for one in differences(read, FIVE) if one.field == "author"] == ["error"]
