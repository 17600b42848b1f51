"""Dates as files write them: nothing added, nothing lost."""

import pytest

from ccsvi_refs import formats
from ccsvi_refs.formats.bibtex import dates
from ccsvi_refs.model import Date
from ccsvi_refs.text import calendar, edtf


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("-0043", ((-44,),)), ("0000", ((-1,),)), ("1850/..", ((1850,), (0,))), ("1850/", ((1850,), (0,))),
        ("2004-07-XX", ((2004, 7),)), ("2001-24/2002-22", ((2001, 16), (2002, 14))),
        ("2004-05-01/2004-05-03", ((2004, 5, 1), (2004, 5, 3))), ("2001/2001", ((2001,),)),
    ],
)  # fmt: skip
def test_edtf_is_read(text, parts):
    assert edtf.read(text).parts == parts


@pytest.mark.parametrize("text", ["", "/", "../..", "2001-13", "2001-02-32", "soon", "2001/2002/2003"])
def test_what_is_no_edtf_is_none(text):
    assert edtf.read(text) is None


def test_a_range_without_a_beginning_is_no_year():
    assert edtf.read("../1850") == Date(literal="–1850")
    assert edtf.read("../-0043") == Date(literal="–44 BC")


@pytest.mark.parametrize("text", ["-0043", "0000", "1850/..", "2001-24/2002-22", "2001-21", "1994~", "2004-05/2005-02"])
def test_edtf_comes_back(text):
    assert edtf.write(edtf.read(text)) == text


@pytest.mark.parametrize(
    ("year", "month", "parts"),
    [
        ("1998", "nov/dec", ((1998, 11), (1998, 12))), ("1998", "Sep--Oct", ((1998, 9), (1998, 10))),
        ("1995/96", "", ((1995,), (1996,))), ("1991-92", "", ((1991,), (1992,))), ("1999--2000", "", ((1999,), (2000,))),
        ("44 BC", "", ((-44,),)), ("1998", "8 jan", ((1998, 1, 8),)), ("1998", "Fall/Winter", ((1998, 15), (1998, 16))),
    ],
)  # fmt: skip
def test_bibtex_spans_keep_both_ends(year, month, parts):
    assert dates.year_and_month(year, month, "").parts == parts


def test_only_the_year_is_known_where_day_and_month_could_be_either():
    assert calendar.slashed("03/04/2020").parts == ((2020,),)
    assert calendar.slashed("13/04/2020").parts == ((2020, 4, 13),)
    assert calendar.slashed("04/13/2020").parts == ((2020, 4, 13),)
    assert calendar.slashed("03.04.2020").parts == ((2020, 4, 3),)


def test_months_and_seasons_of_a_span_are_both_kept():
    assert calendar.slashed("1998 Nov-Dec").parts == ((1998, 11), (1998, 12))
    assert calendar.phrase("1998 Winter-1999 Spring").parts == ((1998, 16), (1999, 13))
    assert calendar.spoken(calendar.phrase("1998 Winter-1999 Spring")) == "1998 Winter-1999 Spring"


@pytest.mark.parametrize("date", ["{-0043}", "{1850/..}", "{2001-24/2002-22}", "{1998-11/1998-12}", "{2001-05-17}"])
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_a_date_survives_both_writers(dialect, date):
    page = formats.read(f"@book{{a, title={{T}}, date={date}}}", "bibtex")
    again = formats.read(formats.write(page, dialect), "bibtex")
    assert again["a"].issued == page["a"].issued


def test_bibtex_gets_year_and_month_alone_where_they_say_it_all():
    text = formats.write(formats.read("@book{a, title={T}, date={2001-05-17}}", "bibtex"), "bibtex")
    assert "year = {2001},\n  month = may,\n  day = {17}" in text
    assert "date =" not in text
