"""Dates as strings: https://docs.citationstyles.org/en/stable/specification.html#dates."""

from __future__ import annotations

import pytest

from ccsvi_refs.errors import shown
from tests.csl.styles import cited, document

LAYOUT = (
    '<choose><if is-uncertain-date="issued"><text value="about "/></if></choose><date variable="issued" form="text"/>'
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("circa 1950", "about 1950"),
        ("ca 1950", "about 1950"),
        ("1950?", "about 1950"),
        ("circa 44 BC", "about 44 BC"),
        ("44 B.C.", "44 BC"),
        ("15 March 44 BC", "March 15, 44 BC"),
        ("A.D. 70", "70 AD"),
        ("100 BC - 50 BC", "100–50 BC"),
        ("44 BC / 79 AD", "44 BC–79 AD"),
        ("c2009", "2009"),
        ("c1450", "about 1450"),
        ("c1709", "about 1709"),
        ("c1710", "1710"),
        ("2004-21", "Spring 2004"),
        ("2004-24", "Winter 2004"),
        ("2004-25", "2004-25"),
        ("2004-05-32", "2004-05-32"),
        ("05.10.2000", "October 5, 2000"),
        ("1/2/2001-3/4/2001", "January 2–March 4, 2001"),
        ("Winter 1984", "Winter 1984"),
        ("2000-10-05/2001-01-02", "October 5, 2000–January 2, 2001"),
    ],
)
def test_a_date_in_words_or_figures_is_read(raw: str, text: str):
    assert cited(LAYOUT, {"issued": {"raw": raw}}) == text


@pytest.mark.parametrize("raw", ["1999, 2000", "2001-02-03/04", "1950 or 1951", "19th century"])
def test_what_is_no_single_date_is_printed_as_it_stands(raw: str):
    assert cited(LAYOUT, {"issued": {"raw": raw}}) == raw


def test_a_date_in_words_stands_where_the_year_would_and_nowhere_else():
    layout = (
        '<date variable="issued"><date-part name="year"/></date>'
        '<date variable="issued" prefix=", "><date-part name="month"/><date-part name="day" prefix=" "/></date>'
    )
    assert cited(layout, {"issued": {"literal": "Spring Term 2019"}}) == "Spring Term 2019"
    assert cited(layout, {"issued": {"raw": "in the old days"}}) == "in the old days"


def test_a_season_of_its_own_name_is_printed_where_a_month_would_be():
    layout = '<date variable="issued"><date-part name="month" suffix=" "/><date-part name="year"/></date>'
    assert cited(layout, {"issued": {"date-parts": [[2001]], "season": "Trinity"}}) == "Trinity 2001"
    assert cited(layout, {"issued": {"date-parts": [[2001]], "season": "2"}}) == "Summer 2001"


@pytest.mark.parametrize(
    ("locale", "month", "season"),
    [
        ("zh-CN", "2003年5月", "2003年春"),
        ("ja-JP", "2003年5月", "2003年春季"),
        ("es-ES", "mayo de 2003", "primavera de 2003"),
        ("en-US", "May 2003", "Spring 2003"),
    ],
)
def test_a_season_was_counted_as_a_month_is(locale: str, month: str, season: str):
    layout = '<date variable="issued" form="text"/>'
    assert cited(layout, {"issued": {"date-parts": [[2003, 5]]}}, locale=locale) == month
    assert cited(layout, {"issued": {"date-parts": [[2003]], "season": 1}}, locale=locale) == season


@pytest.mark.parametrize("written", ["1984/..", "1984/"])
def test_an_interval_without_an_end_is_open(written: str):
    assert cited('<date variable="issued"><date-part name="year"/></date>', {"issued": {"raw": written}}) == "1984–"
    assert cited('<date variable="issued"><date-part name="year"/></date>', {"issued": {"edtf": written}}) == "1984–"


def test_words_for_a_date_stood_without_what_the_style_sets_around_a_year():
    layout = '<text value="J"/><date variable="issued"><date-part name="year" prefix=" (" suffix=")"/></date>'
    assert cited(layout, {"issued": {"literal": "forthcoming"}}) == "J (forthcoming)"
    assert cited(layout, {"issued": {"date-parts": [[2019]]}}) == "J (2019)"


def test_what_a_language_has_between_month_and_year_stands_before_no_words():
    layout = '<date variable="issued" form="text"/>'
    assert cited(layout, {"issued": {"date-parts": [[2019, 4]]}}, locale="es-ES") == "abril de 2019"
    assert cited(layout, {"issued": {"literal": "en prensa"}}, locale="es-ES") == "en prensa"


def test_an_empty_delimiter_of_ranges_joined_9_and_12_to_912():
    layout = '<date variable="issued" form="text"><date-part name="day" range-delimiter=""/></date>'
    days = {"issued": {"date-parts": [[2012, 6, 9], [2012, 6, 12]]}}

    assert cited(layout, days, locale="en-GB") == "9–12 June 2012"


@pytest.mark.parametrize(
    ("issued", "text"),
    [
        ({"edtf": "-0043-03-15"}, "March 15, 44 BC"),
        ("-0043-03-15", "March 15, 44 BC"),
        ({"edtf": "0000"}, "1 BC"),
        ({"edtf": "-0099/-0049"}, "100–50 BC"),
        ({"edtf": "2004-06-XX"}, "June 2004"),
        ({"edtf": "2004-XX-XX"}, "2004"),
        ({"edtf": "1984%"}, "about 1984"),
        ("100% in press", "100% in press"),
        ({"raw": "-0044-03-15"}, "March 15, 44 BC"),
        ({"raw": "0000-03-15"}, "0000-03-15"),
    ],
)
def test_a_year_of_the_standard_before_our_era_was_one_too_late(issued: object, text: str):
    assert cited(LAYOUT, {"issued": issued}) == text


def test_a_style_with_a_misspelt_form_of_a_date_was_refused():
    issued = {"issued": {"date-parts": [[2001, 2]]}}
    assert cited('<date variable="issued" form="txt"/>', issued) == "February 2001"
    assert cited('<date variable="issued" form="txt"><date-part name="year"/></date>', issued) == "2001"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2001年4月3日", "April 3, 2001"),
        ("2001年4月", "April 2001"),
        ("平成13年4月3日", "April 3, 2001"),
        ("令和元年5月", "May 2019"),
        ("2001년 4월 3일", "April 3, 2001"),
        ("2001年4月3日～5日", "April 3–5, 2001"),
        ("2001年4月–5月", "April–May 2001"),
        ("2001年-2003年", "2001–2003"),
        ("2001年13月", "2001年13月"),
        ("Tuesday, April 3, 2001", "April 3, 2001"),
        ("Sun. 3 May 2001", "May 3, 2001"),
        ("the 3rd of April 2001", "April 3, 2001"),
        ("the 90s", "the 90s"),
        ("2001.04", "2001.04"),
    ],
)
def test_written_dates_of_east_asia_and_with_weekdays_were_words(raw: str, text: str):
    assert cited('<date variable="issued" form="text"/>', {"issued": {"raw": raw}}) == text


@pytest.mark.parametrize(
    ("issued", "text"),
    [
        ([{"year": 2010, "month": 12, "day": 13}], "December 13, 2010"),
        ([{"year": 2007, "month": "12", "day": 12}, {"year": 2007, "month": 12, "day": 13}], "December 12–13, 2007"),
        ([{"year": 1984, "circa": True}], "about 1984"),
        ([{"year": 1984, "season": 2}], "Summer 1984"),
        ([{"literal": "in the old days"}], "in the old days"),
        ([{"year": 1984}, {"year": 1986, "circa": True}], "about 1984–1986"),
        ([{"year": 1984, "season": 2}, {"year": 1984, "season": 4}], "Summer–Winter 1984"),
        ([{"raw": "1984"}, {"edtf": "1986"}], "1984–1986"),
        ([{"date-parts": [[1984, 5]]}], "May 1984"),
    ],
)
def test_a_date_that_is_a_list_of_days_was_none(issued: list, text: str):
    assert cited(LAYOUT, {"issued": issued}) == text
    assert document([{"issued": issued}]).refused == []
    assert document([{"issued": [*issued, {"yaer": 3}]}]).refused


@pytest.mark.parametrize("days", [[{"year": 1984}, {"literal": "our day"}], [{"literal": "then"}, {"literal": "now"}]])
def test_the_words_that_a_list_of_days_ends_with_were_lost_in_silence(days: list):
    (flaw,) = document([{"issued": days}]).refused
    assert shown(days[1]) in str(flaw)
    assert "not printed" in str(flaw)


@pytest.mark.parametrize(
    ("years", "text"),
    [([-500], "500 BC"), ([79], "79 AD"), ([-500, -450], "500–450 BC"), ([1650], "50"), ([2005], "05"), ([1000], "00")],
)
def test_the_short_form_of_a_year_with_an_era_lost_its_digits_and_the_era(years: list[int], text: str):
    short = '<date variable="issued"><date-part name="year" form="short"/></date>'
    assert cited(short, {"issued": {"date-parts": [[year] for year in years]}}) == text


@pytest.mark.parametrize(
    ("parts", "form", "text"),
    [
        ("month-day", "text", "April 1"),
        ("month-day", "numeric", "04/01"),
        ("month", "text", "April"),
        ("era", "text", "April 1, 2000"),
    ],
)
def test_a_row_of_parts_that_begins_with_the_month_printed_the_whole_date(parts: str, form: str, text: str):
    layout = f'<date variable="issued" form="{form}" date-parts="{parts}"/>'
    assert cited(layout, {"issued": {"date-parts": [[2000, 4, 1]]}}) == text


@pytest.mark.parametrize(
    ("raw", "text"), [("1897_1912", "1897–1912"), ("May 2001_June 2002", "May 2001–June 2002"), ("draft_2", "draft_2")]
)
def test_a_low_line_between_two_dates_is_a_range(raw: str, text: str):
    assert cited('<date variable="issued" form="text"/>', {"issued": {"raw": raw}}) == text


@pytest.mark.parametrize(
    ("raw", "text"), [("2000_05", "2000_05"), ("12_2000", "12_2000"), ("2000_2001", "2000–2001"), ("2000/05", "2000")]
)
def test_a_month_behind_an_underscore_was_a_year(raw: str, text: str):
    layout = '<date variable="issued" form="numeric" date-parts="year"/>'
    assert cited(layout, {"issued": {"raw": raw}}, to="text") == text
