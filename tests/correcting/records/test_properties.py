"""Files in any layout, with faults put into them: put right they are, byte for byte, what they were without."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccsvi_refs import formats
from tests.correcting.records.fixing import LAKES, TRIAL, VEINS, fixed

SETTINGS = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)

AUTHORS = {
    LAKES["DOI"]: ["Ångström, Åsa", "Nuñez, María José", "van der Berg, Pieter"],
    TRIAL["DOI"]: ["Zamboni, Paolo", "Tesio, Luigi", "Müller, Jörg"],
    VEINS["DOI"]: ["Zamboni, P.", "Galeotti, R.", "Menegatti, E.", "Malagoni, A. M.", "Dall'Ara, S."],
}
FAULTS = {
    "volume": lambda value: str(int(value) + 3),
    "number": lambda value: str(int(value) + 3),
    "year": lambda value: str(int(value) + 8),
    "pages": lambda value: value[:-1] + str((int(value[-1]) + 1) % 10),
    "title": lambda value: " ".join(word for at, word in enumerate(value.split(" ")) if at != 4),
    "author": lambda value: value.replace("ni, ", "no, ", 1).replace("Nuñez", "Nunyes"),
    "doi": lambda value: f"{value}9",
}


def fields(work: dict[str, Any]) -> dict[str, str]:
    return {
        "author": " and ".join(AUTHORS[work["DOI"]]), "title": work["title"],
        "journal": work["container-title"].replace("&", "\\&"), "year": str(work["issued"]["date-parts"][0][0]),
        "volume": work["volume"], "number": work["issue"], "pages": work["page"].replace("-", "--"),
        "keywords": "a, {b} and c", "doi": work["DOI"],
    }  # fmt: skip


LAYOUT = st.fixed_dictionaries(
    {
        "indent": st.sampled_from(["  ", "\t", "    ", ""]),
        "equals": st.sampled_from([" = ", "=", " =", "aligned"]),
        "case": st.sampled_from([str.lower, str.upper, str.capitalize]),
        "quotes": st.sampled_from(['{"', '""', "{}", "{}", "{{}}"]),
        "bare": st.booleans(),
        "comma": st.sampled_from(["", ","]),
        "comment": st.sampled_from(["", "% volume = {1}\n", "Words between.\n\n", "@comment{x = {1}}\n"]),
        "order": st.permutations(list(fields(LAKES))),
        "braces": st.sampled_from(["{}", "()"]),
        "newline": st.sampled_from(["\n", "\n", " "]),
    }
)


def printed(values: dict[str, str], layout: dict[str, Any], key: str) -> str:
    width = max(map(len, values))
    lines = []
    for name in layout["order"]:
        if name in values:
            equals = " " * (width - len(name) + 1) + "= " if layout["equals"] == "aligned" else layout["equals"]
            lines.append(f"{layout['indent']}{layout['case'](name)}{equals}{delimited(values[name], layout)}")
    start, end = layout["braces"]
    body = f",{layout['newline']}".join(lines)
    return f"@article{start}{key},{layout['newline']}{body}{layout['comma']}{layout['newline']}{end}\n"


def delimited(value: str, layout: dict[str, Any]) -> str:
    if value.isdecimal() and layout["bare"]:
        return value
    if layout["quotes"] == '""':
        return f'"{value}"'
    return f"{{{{{value}}}}}" if layout["quotes"] == "{{}}" and " and " not in value else f"{{{value}}}"


@SETTINGS
@given(LAYOUT, st.lists(st.sets(st.sampled_from(sorted(FAULTS)), max_size=3), min_size=3, max_size=3))
def test_a_bib_file_in_any_layout_is_what_it_was_before_its_faults(
    layout: dict[str, Any], faults: list[set[str]]
) -> None:
    clean, faulty = layout["comment"], layout["comment"]
    for work, wrong in zip((LAKES, TRIAL, VEINS), faults, strict=True):
        key = work["container-title"][:5]
        right = fields(work)
        clean += printed(right, layout, key) + layout["comment"]
        altered = {name: FAULTS[name](value) if name in wrong else value for name, value in right.items()}
        faulty += printed(altered, layout, key) + layout["comment"]
    made = fixed(faulty, "bibtex")
    assert (made.text, made.left) == (clean, [])
    assert fixed(made.text, "bibtex") == (clean, [], [])


@SETTINGS
@given(LAYOUT, st.sets(st.sampled_from(["volume", "number", "pages", "doi", "year"]), min_size=1, max_size=4))
def test_fields_that_a_bib_file_lacks_are_put_in_and_nothing_else(layout: dict[str, Any], missing: set[str]) -> None:
    whole = printed(fields(LAKES), layout, "k")
    text = printed({name: value for name, value in fields(LAKES).items() if name not in missing}, layout, "k")
    made = fixed(text, "bibtex")
    assert not made.left
    assert all(each.start == each.end for each in made.changes)
    assert [each.data for each in formats.read(made.text, "bibtex")] == [
        each.data for each in formats.read(whole, "bibtex")
    ]
    assert fixed(made.text, "bibtex").changes == []


SPACED = st.sampled_from(
    [(None, None), (0, None), (2, None), (4, (",", ":")), (None, (" , ", " : ")), ("\t", (",", ": "))]
)


@SETTINGS
@given(SPACED, st.booleans(), st.sets(st.sampled_from(["volume", "issue", "page", "title", "DOI"])), st.data())
def test_a_json_file_in_any_layout_is_what_it_was_before_its_faults(
    spaced: tuple[Any, Any], ascii_only: bool, faults: set[str], data: st.DataObject
) -> None:
    extra = data.draw(
        st.dictionaries(st.text(max_size=5).map(lambda text: f"x-{text}"), st.text(max_size=9), max_size=3)
    )
    whole = extra | LAKES | {"note": data.draw(st.text(alphabet='a"\\/é\n\t', max_size=9)), "id": "k"}
    wrong = {name: FAULTS[_NAMES.get(name, name)](value) if name in faults else value for name, value in whole.items()}
    style = {"indent": spaced[0], "separators": spaced[1], "ensure_ascii": ascii_only}
    made = fixed(json.dumps([wrong], **style), "csl-json")
    assert (made.text, made.left) == (json.dumps([whole], **style), [])
    assert fixed(made.text, "csl-json").changes == []


_NAMES = {"issue": "number", "page": "pages", "DOI": "doi"}
