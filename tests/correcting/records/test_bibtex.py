from __future__ import annotations

import time

import pytest

from ccsvi_refs import formats
from ccsvi_refs.model import Notice
from tests.correcting.records.fixing import LAKES, altered, fixed, registered

AUTHORS = "Zamboni, P. and Galeotti, R. and Menegatti, E. and Malagoni, A. M. and Dall'Ara, S."


def test_only_the_wrong_values_of_an_entry_change() -> None:
    text = r"""% kept
@string{jnnp = "Journal of Neurology, Neurosurgery and Psychiatry"}
@preamble{"\newcommand{\x}{y}"}

@Article{zam09,
	Author  = {Zamboni, P. and Galleotti, R. and
	@Menegatti, E. and Malagoni, A. M. and Dall'Ara, S.},
	Title   = {Chronic cerebrospinal insufficiency in patients with {Multiple Sclerosis}},
	Journal = jnnp,
	Year    = 2010,
	Month   = apr,
	Volume  = 81,
	Pages   = {392--398}, % really?
	Mykey   = "keep # this",
}
@comment{nothing of this is read: volume = 81}
""".replace("@Menegatti", "           Menegatti")
    made = fixed(text, "bibtex")
    assert not made.left
    assert altered(text, made.text) == [
        ("\tAuthor  = {Zamboni, P. and Galleotti, R. and", "\tAuthor  = {Zamboni, P. and Galeotti, R. and"),
        (
            "\tTitle   = {Chronic cerebrospinal insufficiency in patients with {Multiple Sclerosis}},",
            "\tTitle   = {Chronic cerebrospinal venous insufficiency in patients with {Multiple Sclerosis}},",
        ),
        ("\tYear    = 2010,", "\tYear    = 2009,"),
        ("\tVolume  = 81,", "\tVolume  = 80,"),
        ("\tPages   = {392--398}, % really?", "\tNumber  = 4,"),
        ("", "\tPages   = {392--399}, % really?"),
        ("", "\tDOI     = {10.1136/jnnp.2008.157164},"),
    ]
    assert fixed(made.text, "bibtex") == (made.text, [], [])


def test_what_is_certain_is_told_from_what_is_doubtful() -> None:
    text = (
        f"@article{{z, author={{{AUTHORS}}}, title={{Chronic cerebrospinal insufficiency in patients with multiple"
        " sclerosis}, journal={J Neurol Neurosurg Psychiatry}, year={2009}, volume={81}, number={4}, pages={392--399}}"
    )
    made = fixed(text, "bibtex", unsafe=False)
    assert "volume={80}" in made.text
    assert "doi={10.1136/jnnp.2008.157164}" in made.text
    assert "cerebrospinal insufficiency" in made.text
    assert {(each.rule, each.certain) for each in fixed(text, "bibtex").changes} == {
        ("volume-differs", True), ("no-identifier", True), ("title-differs", False),
    }  # fmt: skip


def test_a_paper_that_has_appeared_gets_its_place_and_loses_the_words_in_press() -> None:
    head = (
        "@article{t,\n  author = {Zamboni, Paolo and Tesio, Luigi and Müller, Jörg},\n  title = {{Efficacy and Safety of"
        " Extracranial Vein Angioplasty in Multiple Sclerosis: A Randomized Clinical Trial}},\n"
    )
    place = "  volume = {75},\n  number = {1},\n  pages = {35--43},\n"
    doi = "doi = {10.1001/jamaneurol.2017.3825},\n"
    biblatex = (
        f"{head}  journaltitle = {{JAMA Neurology}},\n  date = {{2017-11-18}},\n  pubstate = {{inpress}},\n  {doi}}}\n"
    )
    assert fixed(biblatex, "bibtex").text == (
        f"{head}  journaltitle = {{JAMA Neurology}},\n{place}  date = {{2018-01}},\n  {doi}}}\n"
    )
    bibtex = f"{head}  journal = {{JAMA Neurology}},\n  year = {{in press}},\n  {doi}}}\n"
    assert fixed(bibtex, "bibtex").text == (
        f"{head}  journal = {{JAMA Neurology}},\n{place}  year = {{2018}},\n  {doi}}}\n"
    )


LAYOUTS = [
    # of each: the entry without its DOI, and the line or end that it is to have
    (
        "@article{l,\n  author       = {A},\n  title        = {T},\n  pages        = {101--118}\n}",
        ",\n  doi          = {D}\n}",
    ),
    ("@article{l,\n\tauthor={A},\n\ttitle={T},\n\tpages={101--118},\n}", "\n\tdoi={D},\n}"),
    ('@ARTICLE{l,\n  AUTHOR = "A",\n  TITLE = "T",\n  PAGES = "101--118"\n}', ',\n  DOI = "D"\n}'),
    ("@article{l\n , author = {A}\n , title = {T}\n , pages = {101--118}\n }", "\n , doi = {D}\n }"),
    ("@article{l, author={A}, title={T}, pages={101--118}}", ", doi={D}}"),
    ('@article(l,\n author =  "A",\n title =   "T",\n pages =   "101--118")', ',\n doi =     "D")'),
]


@pytest.mark.parametrize(("entry", "end"), LAYOUTS)
def test_a_missing_doi_is_set_as_the_entry_sets_its_fields(entry: str, end: str) -> None:
    fields = {"A": "Ångström, Åsa and Nuñez, María José and van der Berg, Pieter", "T": LAKES["title"]}
    text = entry.replace("101--118", "101--118")
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", f"{{{value}}}").replace(f'"{name}"', f'"{value}"')
    made = fixed(text, "bibtex")
    doi = [each for each in made.changes if each.rule == "no-identifier"]
    assert len(doi) == 1
    assert made.text.endswith(end.replace("D}", f"{LAKES['DOI']}}}").replace('"D"', f'"{LAKES["DOI"]}"'))


def lakes(**fields: str) -> str:
    whole = {
        "author": "{Ångström, Åsa and Nuñez, María José and van der Berg, Pieter}", "title": f"{{{LAKES['title']}}}",
        "journal": "{Limnology Letters}", "year": "{2014}", "volume": "{12}", "number": "{2}", "pages": "{101--118}",
        "doi": f"{{{LAKES['DOI']}}}",
    } | fields  # fmt: skip
    lines = "".join(f"  {name} = {value},\n" for name, value in whole.items() if value)
    return f"@article{{lakes,\n{lines}}}\n"


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("pages", "{101-119}", "{101-118}"),
        ("pages", "{101 -- 119}", "{101 -- 118}"),
        ("pages", "{101–119}", "{101–118}"),
        ("pages", "{101--9}", "{101--18}"),
        ("pages", '"110--118"', '"101--118"'),
        ("year", "2041", "2014"),
        ("year", "{{2004}}", "{{2014}}"),
        ("volume", "{ 21 }", "{ 12 }"),
        ("volume", "21", "12"),
        ("number", '"3"', '"2"'),
        ("doi", "{https://doi.org/10.5555/limno.2014.0013}", "{https://doi.org/10.5555/limno.2014.0012}"),
        ("title", "{Winter ice on small lakes and the timing of the {Spring} blom}", "{Winter ice on small lakes and the timing of the {Spring} bloom}"),
        ("title", "{{Winter ice on lakes and the timing of the spring bloom}}", "{{Winter ice on small lakes and the timing of the spring bloom}}"),
        ("title", "{Winter ice on very small lakes and the timing of the spring bloom}", "{Winter ice on small lakes and the timing of the spring bloom}"),
        ("title", '"Winter ice on small {Lakes and the timing of the autumn bloom}"', '"Winter ice on small {Lakes and the timing of the spring bloom}"'),
        ("author", r"{{\AA}ngstr{\"o}m, {\AA}sa and Nu{\~n}ez, Mar{\'\i}a Jos{\'e} and van den Bergh, Pieter}", r"{{\AA}ngstr{\"o}m, {\AA}sa and Nu{\~n}ez, Mar{\'\i}a Jos{\'e} and van der Berg, Pieter}"),
        ("author", "{Ångström, Å. and van der Berg, P.}", "{Ångström, Å. and Nuñez, M. J. and van der Berg, P.}"),
        ("author", "{Åsa Ångström and Pieter van der Berg}", "{Åsa Ångström and María José Nuñez and Pieter van der Berg}"),
        ("author", "{Ångström, Åsa and Nuñez, María José and Smith, John and van der Berg, Pieter}", "{Ångström, Åsa and Nuñez, María José and van der Berg, Pieter}"),
        ("author", "{Ångström, Åsa and\n            van der Berg, Pieter and\n            Nuñez, María José}", "{Ångström, Åsa and\n            Nuñez, María José and\n            van der Berg, Pieter}"),
        ("author", "{Ångstrøm, Å and others}", None),
        ("volume", "{Vol. 21}", "{Vol. 12}"),
        ("pages", "{pp. 101--119}", "{pp. 101--118}"),
        ("author", "{{Ångström}, Å. and {Nunyez}, M.~J. and {van der Berg}, P.}", "{{Ångström}, Å. and {Nuñez}, M.~J. and {van der Berg}, P.}"),
        ("author", "{Ångström Å and Nunyez MJ and van der Berg P}", "{Ångström Å and Nuñez MJ and van der Berg P}"),
        ("author", "{Angermann, Å. and others}", "{Ångström, Å. and others}"),
    ],
)  # fmt: skip
def test_a_value_is_put_right_in_the_entrys_own_manner(field: str, wrong: str, right: str | None) -> None:
    text = lakes(**{field: wrong})
    made = fixed(text, "bibtex")
    assert not made.left
    assert made.text == (lakes(**{field: right}) if right else text)
    assert fixed(made.text, "bibtex").changes == []


@pytest.mark.parametrize(
    ("month", "after"),
    [("mar", "feb"), ("{March}", "{February}"), ("{Mar}", "{Feb}"), ("3", "2"), ("{03}", "{02}"), ("MAR", "FEB")],
)
def test_the_month_follows_a_year_that_is_put_right(month: str, after: str) -> None:
    text = lakes(year="{2004}", month=month)
    assert fixed(text, "bibtex").text == lakes(year="{2014}", month=after)


def test_accents_are_written_as_the_file_writes_them() -> None:
    missing = r"{{\AA}ngstr{\"o}m, {\AA}. and van der Berg, P.}"
    assert r"Nu{\~n}ez, M. J." in fixed(lakes(author=missing), "bibtex").text
    latin = fixed(lakes(author="{Ångström, Å. and Galeotti, R. and van der Berg, P.}"), "bibtex", writes=str.isascii)
    assert r"Nu{\~n}ez, M. J. and van" in latin.text


def test_a_value_that_an_entry_has_from_another_is_changed_where_it_stands() -> None:
    child = lakes(year="", volume="", journal="").replace("@article{lakes,", "@article{lakes,\n  crossref = {iss},")
    parent = "@periodical{iss,\n  title = {Limnology Letters},\n  year = {2011},\n  volume = 21\n}\n"
    made = fixed(child + parent, "bibtex")
    assert not made.left
    assert made.text == child + parent.replace("2011", "2014").replace("21", "12")


def test_a_value_that_an_entry_shares_with_one_that_is_right_stays_and_is_named() -> None:
    child = lakes(year="", volume="", journal="").replace("@article{lakes,", "@article{lakes,\n  crossref = {iss},")
    other = "@article{apples, crossref={iss}, author={Somebody, Else}, title={Of apples and of pears}, pages={1--9}}\n"
    parent = "@periodical{iss,\n  title = {Limnology Letters},\n  year = {2011},\n  volume = 12\n}\n"
    made = fixed(child + other + parent, "bibtex")
    assert made.text == child + other + parent
    assert [each.rule for each in made.left] == ["year-differs"]
    bare = child.replace(f"  doi = {{{LAKES['DOI']}}},\n", "")
    made = fixed(bare + other + parent, "bibtex")
    assert made.text == child + other + parent
    assert [each.rule for each in made.left] == ["year-differs"]


def test_a_macro_is_put_right_where_all_that_use_it_want_the_same() -> None:
    wrong = '@string{ll = "Limnological Papers"}\n' + lakes(journal="ll")
    assert fixed(wrong, "bibtex").text == '@string{ll = "Limnology Letters"}\n' + lakes(journal="ll")


def test_a_macro_that_others_use_rightly_is_left_and_another_put_in_its_place() -> None:
    strings = '@string{ll = "Limnology Letters"}\n@string{jn = "JAMA Neurology"}\n'
    trial = (
        "@article{t, author={Zamboni, Paolo and Tesio, Luigi and Müller, Jörg}, title={Efficacy and Safety of"
        " Extracranial Vein Angioplasty in Multiple Sclerosis: A Randomized Clinical Trial}, journal=jn, year=2018,"
        " volume=75, number=1, pages={35--43}, doi={10.1001/jamaneurol.2017.3825}}\n"
    )
    assert fixed(strings + trial + lakes(journal="jn"), "bibtex").text == strings + trial + lakes(journal="ll")


def test_a_value_of_several_operands_is_put_right_in_its_operand_or_left() -> None:
    title = '"Winter ice on small " # "lakes and the timing of the spring blom"'
    assert fixed(lakes(title=title), "bibtex").text == lakes(title=title.replace("blom", "bloom"))
    pages = '"101--" # "119"'
    made = fixed(lakes(pages=pages), "bibtex")
    assert made.text == lakes(pages=pages)
    assert [each.rule for each in made.left] == ["pages-differ"]
    assert "put together" in made.left[0].message


def test_a_title_that_goes_on_in_a_subtitle_is_put_right_where_the_word_is() -> None:
    fields = (
        "date={2018-01}, journaltitle={JAMA Neurology}, volume={75}, number={1}, pages={35--43}, "
        "doi={10.1001/jamaneurol.2017.3825}"
    )
    text = (
        "@article{t, author={Zamboni, Paolo and Tesio, Luigi and Müller, Jörg}, title={Efficacy and Safety of"
        " Extracranial Vein Angioplasty in Multiple Sclerosis}, subtitle={A Randomized Trial}, " + fields + "}"
    )
    assert fixed(text, "bibtex").text == text.replace("A Randomized Trial", "A Randomized Clinical Trial")


def test_an_empty_field_is_filled_rather_than_given_twice() -> None:
    assert fixed(lakes(doi="{}"), "bibtex").text == lakes()


def test_a_retraction_is_marked_where_that_is_asked_for_and_once() -> None:
    notice = Notice("retraction", "crossref", "10.5555/limno.2015.9")
    works = [registered(LAKES, [notice])]
    assert fixed(lakes(), "bibtex", works=works).changes == []
    made = fixed(lakes(), "bibtex", works=works, mark_retracted=True)
    assert made.text == lakes(note="{Retracted: doi:10.5555/limno.2015.9}")
    assert fixed(made.text, "bibtex", works=works, mark_retracted=True).changes == []
    noted = fixed(lakes(note="{Read it}"), "bibtex", works=works, mark_retracted=True)
    assert noted.text == lakes(note="{Read it; Retracted: doi:10.5555/limno.2015.9}")


def test_entries_that_cannot_be_read_and_keys_used_twice_stay_as_they_are() -> None:
    text = "@article{broken, title = {no end\n\n" + lakes(volume="21") + lakes(volume="{12}")
    made = fixed(text, "bibtex")
    assert made.text == text.replace("volume = 21", "volume = 12")
    assert fixed(lakes(volume="{12}") + lakes(pages="{1--2}"), "bibtex").text == lakes() + lakes()


def test_every_change_names_rule_reference_and_source() -> None:
    made = fixed(lakes(volume="21"), "bibtex")
    assert [(each.rule, each.reference, each.source) for each in made.changes] == [
        ("volume-differs", "lakes", "crossref")
    ]
    assert made.changes[0].location.line == 1


def test_quotation_marks_stand_in_braces_where_they_would_end_a_value() -> None:
    works = [registered(LAKES | {"title": 'Winter ice on small lakes and the timing of the "true" spring bloom'})]
    title = '"Winter ice on small lakes and the timing of the spring bloom"'
    made = fixed(lakes(title=title), "bibtex", works=works)
    assert made.text == lakes(title='"Winter ice on small lakes and the timing of the {"}true{"} spring bloom"')


@pytest.mark.parametrize("evil", ["12}, note = {x", "12\n}\n@article{x,", '12", note = "x', "12 %", "12 \\input{x}"])
@pytest.mark.parametrize("volume", ["{21}", '"21"', "21"])
def test_what_a_registry_says_puts_in_no_field_and_no_entry(evil: str, volume: str) -> None:
    works = [registered(LAKES | {"volume": evil})]
    before = formats.read(lakes(volume=volume), "bibtex").references[0]
    after = formats.read(fixed(lakes(volume=volume), "bibtex", works=works).text, "bibtex").references
    assert len(after) == 1
    assert {name: value for name, value in after[0].data.items() if name != "volume"} == {
        name: value for name, value in before.data.items() if name != "volume"
    }


def test_a_wrong_doi_goes_from_every_address_too() -> None:
    wrong = lakes(
        doi="{10.5555/limno.2014.0013}",
        url="{https://doi.org/10.5555/limno.2014.0013}",
        note="{10.5555/limno.2014.0013.s1}",
    )
    right = lakes(url="{https://doi.org/10.5555/limno.2014.0012}", note="{10.5555/limno.2014.0013.s1}")
    assert fixed(wrong, "bibtex").text == right
    only = lakes(doi="", url="{https://dx.doi.org/10.5555/limno.2014.0013}")
    put = "  doi = {10.5555/limno.2014.0012},\n}"
    assert fixed(only, "bibtex").text == only.replace("0013", "0012").replace("\n}", f"\n{put}")


def test_a_year_that_stands_in_two_fields_is_put_right_in_both() -> None:
    assert fixed(lakes(year="{2004}", date="{2004-02}"), "bibtex").text == lakes(date="{2014-02}")


def test_formulas_and_markup_of_a_title_stay() -> None:
    works = [registered(LAKES | {"title": "Winter ice on small lakes and the β-carotene of Daphnia magna in spring"})]
    title = r"{Winter ice on small lakes and the $\beta$-carotene of \emph{Daphnia magna} in autumn}"
    assert fixed(lakes(title=title), "bibtex", works=works).text == lakes(title=title.replace("autumn", "spring"))
    works = [registered(LAKES | {"title": "Winter ice on small lakes and the loss of n + m ducks"})]
    broken = r"{Winter ice on small lakes and the loss of $n + k$ ducks}"
    made = fixed(lakes(title=broken), "bibtex", works=works)
    assert made.text == lakes(title=broken)
    assert [each.rule for each in made.left] == ["title-differs"]


@pytest.mark.parametrize(
    ("title", "wrong", "right"),
    [
        ("Winter Ice on Small Lakes of Africa and the Timing of Spring Blooms", "Winter ice on lakes and the timing of blooms", "Winter ice on small lakes of Africa and the timing of spring blooms"),
        ("Winter ice on small lakes and the timing of spring blooms", "Winter Ice on Lakes and the Timing of Blooms", "Winter Ice on Small Lakes and the Timing of Spring Blooms"),
    ],
)  # fmt: skip
def test_words_put_into_a_title_have_its_capitals(title: str, wrong: str, right: str) -> None:
    works = [registered(LAKES | {"title": title})]
    assert fixed(lakes(title=f"{{{wrong}}}"), "bibtex", works=works).text == lakes(title=f"{{{right}}}")


def test_an_article_cited_with_its_preprints_number_gets_its_own_doi() -> None:
    preprint = {
        "id": "p", "type": "article", "title": LAKES["title"], "author": LAKES["author"], "publisher": "arXiv",
        "issued": {"date-parts": [[2013, 5]]}, "DOI": "10.48550/arxiv.1305.00001",
    }  # fmt: skip
    notice = Notice("published-version", "crossref", LAKES["DOI"])
    works = [registered(preprint, [notice])]
    wrong = lakes(doi="{10.48550/arXiv.1305.00001}")
    assert fixed(wrong, "bibtex", works=works, unsafe=False).text == wrong
    assert fixed(wrong, "bibtex", works=works).text == lakes()


def test_a_pmid_that_is_an_eprint_is_put_right_there() -> None:
    works = [registered(LAKES | {"PMID": "24000001"})]
    text = lakes(doi="", eprinttype="{pubmed}", eprint="{24000002}")
    made = fixed(text, "bibtex", works=works)
    assert made.text == text.replace("24000002", "24000001")


def test_values_longer_than_any_title_take_bounded_time() -> None:
    works = [registered(LAKES | {"title": f"{LAKES['title']} " + "b a " * 20_000})]
    text = lakes(title=f"{{{LAKES['title']} {'a b ' * 20_000}}}", volume="{" + "1 " * 20_000 + "}")
    started = time.process_time()
    fixed(text, "bibtex", works=works)
    assert time.process_time() - started < 5
