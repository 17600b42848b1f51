"""Sentences tied to the entries they are about: by citation, by name, by layout, or not at all."""

from __future__ import annotations

import pytest

from ccsvi_refs import pages
from ccsvi_refs.pages.attributing import quotes

ENTRIES = (
    "1. Marlow K. A study of veins in patients. J Test. 2015;3(2):1-9.\n"
    "2. Zeller P. Another study of veins. Brain. 2018;3(2):11-19.\n"
    "3. Zeller P, Ott A. Veins seen again. Brain. 2012;9(1):21-29.\n"
)


def tied(text: str, kind: str = "markdown", entries: str = f"\n\n## References\n\n{ENTRIES}") -> list[tuple[str, ...]]:
    """Return how and to what each sentence with a quotation or number is tied."""
    page = pages.read(f"{text}{entries}", kind, "page")
    return [(one.by, *one.references) for one in page.attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of 115 people 42% fell [1].", [("citation", "marlow2015")]),
        ("Of 115 people 42% fell.[1] Nobody knows of 20 others.", [("citation", "marlow2015")]),
        ("Of 115 people 42% fell (Marlow, 2015).", [("citation", "marlow2015")]),
        ("Zeller (2018) saw 50% of them.", [("citation", "zeller2018")]),
        (
            "About 40% fell [1], and 50% of the others did [2].",
            [("citation", "marlow2015"), ("citation", "zeller2018")],
        ),
        (
            "Marlow (2015) saw 40%, while Zeller (2018) saw 50%.",
            [("citation", "marlow2015"), ("citation", "zeller2018")],
        ),
        ("Both saw 30% [1, 2].", [("citation", "marlow2015", "zeller2018")]),
        ("Marlow and colleagues treated 115 people.", [("name", "marlow2015")]),
        ("A study led by Professor Karl Marlow had 115 patients.", [("name", "marlow2015")]),
        ("According to Marlow, 12 patients fell.", [("name", "marlow2015")]),
        ("The 2018 trial by Zeller had 20 patients.", [("name", "zeller2018")]),
        ("In 2019 a trial by Zeller had 20 patients.", [("name", "zeller2018")]),
        ("A trial by Zeller had 20 patients.", [("name", "zeller2018", "zeller2012")]),
        ("In 2001 a trial by Zeller had 20 patients.", []),
        ("Marlow is a town of 14,000 people.", []),
        ("Mr Marlow has 3 dogs.", []),
        (
            "A trial by Marlow was small. The study had 115 patients. It rained on 3 days.",
            [("following", "marlow2015")],
        ),
        ("A trial by Marlow was small. Others had 115 patients.", []),
        ("Both were small [1, 2]. The study had 115 patients.", [("following", "marlow2015", "zeller2018")]),
        ("Nobody is cited for these 20 people.", []),
    ],
)
def test_a_sentence_is_tied_to_what_it_cites_or_names_and_else_to_nothing(text, expected):
    assert tied(text) == expected


def test_keys_superscripts_and_notes_tie_as_numbers_do():
    html = "<p>Of 115 people 42% fell.<sup>1</sup> In 2018.<sup>2</sup></p><h2>References</h2><ol>"
    entries = "".join(f"<li>{line[3:]}</li>" for line in ENTRIES.splitlines())
    page = pages.read(f"{html}{entries}</ol>", "html", "page")
    assert [(one.claim, one.references) for one in page.attributions] == [
        ("Of 115 people 42% fell.", ("marlow2015",)),
        ("In 2018.", ("zeller2018",)),
    ]
    note = "Of 115 people 42% fell.[^a]\n\n[^a]: Marlow K. A study of veins. J Test. 2015;3(2):1-9.\n"
    assert tied(note, entries="") == [("citation", "marlow2015")]


def test_what_latex_cites_without_printing_it_is_tied_in_order():
    bibitems = "".join(f"\\bibitem{{k{line[0]}}} {line[3:]}\n" for line in ENTRIES.splitlines())
    text = (
        "\\begin{document}\nOf 115 people 42\\% fell \\cite{k1}. \\citet{k2} saw ``a rather great many falls''.\n\n"
        "\\begin{quote}\nAll of them were very well \\cite{k3}.\n\\end{quote}\n"
        f"\\begin{{thebibliography}}{{9}}\n{bibitems}\\end{{thebibliography}}\\end{{document}}"
    )
    page = pages.read(text, "latex", "page.tex")
    assert [one.references for one in page.attributions] == [("marlow2015",), ("zeller2018",), ("zeller2012",)]
    assert [each.text for one in page.attributions for each in one.quotations] == [
        "a rather great many falls",
        "All of them were very well .",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Read on</h2><ul><li>{0}<p>{2}</p></li><li>{1}<p>{3}</p></li></ul>",
        "<h2>Read on</h2><ul><li>{0}<br>{2}</li><li>{1}<br>{3}</li></ul>",
        "<h2>Read on</h2><p>{0}</p><p>{2}</p><p>{1}</p><p>{3}</p>",
        "<h2>Read on</h2><p>{2}</p><p>{0}</p><p>{3}</p><p>{1}</p>",
        "<h2>Safe?</h2><p>{2}</p><p>{0}</p><h2>Dear?</h2><p>{3}</p><p>{1}</p>",
    ],
)
def test_a_summary_beside_each_entry_is_about_it(page):
    entries = [line[3:] for line in ENTRIES.splitlines()]
    summaries = [
        "This trial had 115 patients, who were all well again.",
        "The review found 20 studies that were sound.",
    ]
    read = pages.read(page.format(entries[0], entries[1], *summaries), "html", "page")
    assert [(one.by, *one.references, one.text) for one in read.attributions] == [
        ("layout", "marlow2015", summaries[0]),
        ("layout", "zeller2018", summaries[1]),
    ]


def test_paragraphs_between_entries_that_follow_no_pattern_are_about_none():
    entries = [line[3:] for line in ENTRIES.splitlines()]
    prose = "This trial had 115 patients, who were all well again."
    assert tied(f"<p>{prose}</p><p>{entries[0]}</p><p>{prose}</p><p>{entries[1]}</p><p>{prose}</p>", "html", "") == []


def test_a_block_quotation_is_from_what_is_cited_in_before_or_below_it():
    quoted = "> The falls were seen in all\n> of the wards.\n"
    page = pages.read(
        f"As Marlow put it in 2015:\n\n{quoted}\nMore.\n\n{quoted}>\n> — Zeller, 2018\n\n> Some other words of theirs [3].\n\n{quoted}"
        f"\n## References\n\n{ENTRIES}",
        "markdown",
        "page.md",
    )
    found = [(one.references, one.quotations[0].text) for one in page.attributions if one.quotations]
    assert found == [
        (("marlow2015",), "The falls were seen in all of the wards."),
        (("zeller2018",), "The falls were seen in all of the wards."),
        (("zeller2012",), "Some other words of theirs ."),
    ]


def test_a_quotation_has_its_own_place_and_speech_of_others_is_none():
    page = pages.read(
        f"Of them *42%* said “we had a terrible fall” [1].\n\nThe paper has\n“a rather great many falls” [2].\n\n## References\n\n{ENTRIES}",
        "markdown",
        "page.md",
    )
    assert [(one.location.line, [(each.text, each.location.line, each.location.column) for each in one.quotations])
            for one in page.attributions] == [
        (1, []), (3, [("a rather great many falls", 4, 2)]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a bc d” and “x y z”", ["a bc d", "x y z"]),
        ('"abc de f" and "ghi j"', ["abc de f", "ghi j"]),
        ("«abc de» et « ghi j »", ["abc de", "ghi j"]),
        ("»abc de« und „ghi j“", ["abc de", "ghi j"]),
        ("”abc de” och ”ghi j”", ["abc de", "ghi j"]),
        ("the 'liberation therapy' of patients' veins", ["liberation therapy"]),
        ("‘Graves' disease is rare’", ["Graves' disease is rare"]),
        ("the ‘safe one’ method’s people’s", ["safe one"]),
        ("「これはテストです」と", ["これはテストです"]),
        ("``foo bar'' and", ["foo bar"]),
        ('a 5" pipe and a 6" pipe', []),
        ('it is "a thing that is never closed.', ["a thing that is never closed."]),
    ],
)
def test_quotation_marks_of_many_languages(text, expected):
    assert [one.text for one in quotes.find(text)] == expected


def test_the_ccsvi_page_ties_the_trial_by_name_and_year(corpus):
    page = pages.load(corpus / "ccsvi-page.txt")
    by_text = {one.text[:24]: one for one in page.attributions}
    assert by_text["The researchers conclude"].references == ("zamboni2017",)
    assert by_text["The researchers conclude"].quotations[0].text == "a safe but ineffective technique"
    assert by_text["The study involved 115 p"].references == ("zamboni2017",)
    assert by_text["CCSVI was proposed by Pr"].references == ("zamboni2009", "zamboni2017")
