"""Quotations and numbers against a text: what is the same however it is written, and what is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ccsvi_refs.matching.statements import SourceText, check, has_points
from ccsvi_refs.matching.statements.counting import compare as count
from ccsvi_refs.matching.statements.quoting import compare as quote
from ccsvi_refs.matching.statements.words import words
from tests.matching import stated

TRIAL = (
    "METHODS: The trial screened 177 patients with the illness; 62 were ineligible. A total of 115 patients were recruited "
    "and randomised to balloon treatment (76 patients) or sham (39 patients) in 2012 and 2013. RESULTS: At 12 months, 41.7% of "
    "the balloon group and 48.7% of the sham group improved (odds ratio, 0.75; 95% CI, 0.34-1.68; P = .49). Treated patients "
    "were given 10 mg of the drug a day, and TNF-α fell by 2,545 µg. CONCLUSION: The balloon has proven to be a safe but "
    "largely ineffective technique; the treatment cannot be recommended in patients with the illness, and is not a cure for "
    "anybody whose follow-up was short of sixty-five days."
)


@pytest.mark.parametrize(
    "quotation",
    [
        "a safe but largely ineffective technique",
        "The treatment cannot be recommended",
        "[T]he treatment can not be recommended",
        "safe but largely ineffective … the treatment cannot be recommended",
        "The balloon has proven [sic] to be a safe but [...] ineffective technique",
        "The balloon has proven to be [in this trial] a safe but largely ineffective technique",
        "115 patients were recruited and randomized",
        "follow up was short of 65 days",
        "followup was short of sixty-five days",
        "TNF-alpha fell by 2545 μg",
        "41·7 per cent of the balloon group",
        "odds ratio, .75; 95% CI, 0.34 to 1.68; p=0.49",
        "treatment\u00a0cannot be   recom\u00admended",
        "randomised to <i>balloon</i> treatment",
    ],
)
def test_spelling_signs_and_gaps_make_no_other_quotation(quotation):
    assert quote(quotation, TRIAL).verdict == "same"


@pytest.mark.parametrize(
    ("quotation", "changes"),
    [
        ("a safe but ineffective technique", [("", "largely")]),
        ("a safe but largely effective technique", [("effective", "ineffective")]),
        ("a safe and largely ineffective technique", [("and", "but")]),
        ("A total of 151 patients were recruited", [("151", "115")]),
        ("the treatment can be recommended in patients", [("can", "cannot")]),
        ("cannot be recommended for treatment of patients with the illness", [("for treatment of", "in")]),
    ],
)
def test_changed_words_are_told_one_by_one(quotation, changes):
    found = quote(quotation, TRIAL)
    assert found.verdict == "differs"
    assert [(change.cited, change.registered) for change in found.changes] == changes


def test_a_negation_left_out_before_a_quotation_is_a_change_unless_the_sentence_has_one():
    assert quote("a cure for anybody whose follow-up", TRIAL, "They call it").verdict == "differs"
    assert quote("a cure for anybody whose follow-up", TRIAL, "It is not").verdict == "same"
    assert quote("a cure for anybody whose follow-up", TRIAL).verdict == "same"


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("the dogs of the town were fed at noon", "absent"),
        ("of the patients in the group", "absent"),
        ("ein sicheres, aber weitgehend wirkungsloses Verfahren", "foreign"),
    ],
)
def test_what_is_like_no_passage_is_not_called_altered(quotation, verdict):
    assert quote(quotation, TRIAL).verdict == verdict


def verdicts(sentence: str, text: str = TRIAL) -> list[tuple[str, str]]:
    return [(each.quantity.text, each.verdict) for each in count(sentence, text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The study involved 115 people.",
        "One hundred and fifteen patients took part (n = 115).",
        "About 42 % of those treated got better.",
        "41.7 per cent against 48.7 per cent",
        "41,7 % gegen 48,7 %",
        "Almost half of the sham group improved.",
        "Roughly 120 people were recruited.",
        "More than 110 people were recruited.",
        "The odds ratio was 0.75, or about 0.8 (95% CI 0.34 to 1.68, p = 0.49).",
        "It was not significant (p > 0.05).",
        "Each had 0.01 g of the drug a day for a year.",
        "Some 2500 micrograms fewer were found.",
        "It ran in 2012 and 2013.",
        "76 had the balloon, 39 a sham.",
    ],
)
def test_numbers_are_confirmed_in_whatever_form_they_are_given(sentence):
    found = verdicts(sentence)
    assert found
    assert {verdict for _, verdict in found} == {"same"}


@pytest.mark.parametrize(
    ("sentence", "wrong", "right"),
    [
        ("The study involved 151 people with the illness.", "151", "115"),
        ("In all, 717 patients were screened for the trial.", "717", "177"),
        ("44.7% of the balloon group improved, and 48.7% of the sham group.", "44.7%", "41.7%"),
        ("Treated patients were given 10 g of the drug a day.", "10 g", "10 mg"),
        ("It was 41.7 percentage points in the balloon group that improved.", "41.7 percentage points", "41.7%"),
        ("48.7% of the balloon group improved.", "48.7%", "41.7%"),
        ("Function improved in 41.7% of the controls.", "41.7%", "48.7%"),
    ],
)
def test_slips_are_told_where_the_same_thing_is_counted(sentence, wrong, right):
    found = [each for each in count(sentence, TRIAL) if each.verdict == "differs"]
    assert [(each.quantity.text, each.registered and each.registered.text) for each in found] == [(wrong, right)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 250 people were asked by letter.",
        "The illness strikes 91% of those who smoke.",
        "In the town, 120 men and 3 dogs were seen.",
        "It costs 300 dollars.",
        "In phase 3 of the SARS-CoV-2 trial in 2020, as Table 4 shows.",
        "They were followed for 24 months.",
    ],
)
def test_a_number_of_something_else_contradicts_nothing(sentence):
    assert "differs" not in {verdict for _, verdict in verdicts(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "The groups were 7 percentage points apart.",
        "Of the sham group 51.3% were no better.",
        "The odds were 25% lower.",
        "Two thirds, 66.1%, had the balloon.",
    ],
)
def test_what_follows_from_the_numbers_of_a_text_is_not_said_to_be_missing(sentence):
    assert {"absent", "differs"}.isdisjoint(verdict for _, verdict in verdicts(sentence))


def test_a_passage_does_not_run_into_the_next_sentence():
    found = quote("randomised to balloon treatment in 2012 and again", TRIAL)
    assert "RESULTS" not in found.passage
    assert (
        quote("Falls are common in the old", "Falls are common. In a trial they were not.").passage
        == "Falls are common"
    )


def test_numbers_of_names_are_no_quantities():
    assert verdicts("IL-6, TiO2, COVID-19, type 2 and phase 3 in Table 4") == []


def test_what_one_text_has_is_there_whatever_the_others_have():
    texts = [SourceText("The 151 patients had a largely safe technique that was ineffective."), SourceText(TRIAL)]
    points = check("The study involved 115 people.", ["a safe but largely ineffective technique", "a safe one"], texts)
    assert [(point.kind, point.verdict) for point in points] == [("quotation", "same"), ("number", "same")]


def test_a_full_text_confirms_and_never_contradicts():
    (point,) = check("The study involved 151 people with the illness.", [], [SourceText(TRIAL, "full-text")])
    assert point.verdict == "absent"


def test_only_sentences_with_something_to_look_for_are_worth_a_request():
    assert has_points("", ["a quotation of five words"])
    assert has_points("Of them 42% fell.", [])
    assert not has_points("It began in 2012, in two towns.", ["scare quotes"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("haemoglobin", "hemoglobin"), ("randomisation", "randomization"), ("tumours", "tumors"), ("centre", "center"),
        ("paediatric", "pediatric"), ("labelled", "labeled"), ("programme", "program"), ("analysed", "analyzed"),
        ("didn’t", "did not"), ("two thousand three hundred", "2300"), ("1.2 million", "1200000"), ("ﬁnding", "finding"),
        ("NF-κB", "NF-kappaB"), ("25 %", "25 percent"), ("naïve", "naive"), ("12–15", "12 to 15"), ("−3.2", "-3.2"),
    ],
)  # fmt: skip
def test_two_spellings_are_one_word(one, other):
    keys = ["".join(word.key for word in words(text)) for text in (one, other)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("rise", "raise"), ("3.2", "-3.2"), ("sixty five", "615")])
def test_two_words_are_not_one(one, other):
    assert words(one)[0].key != words(other)[0].key


@pytest.mark.parametrize("text", ["1,000 " * 3_000, "sixty-" * 3_000, "5% " * 3_000, '"... ' * 3_000, "a" * 50_000])
def test_a_long_run_of_anything_ends_soon(text):
    assert check(text, [text], [SourceText(TRIAL)]) is not None


@pytest.mark.parametrize("name", ["dev", "heldout"])
def test_altered_sentences_about_recorded_works_are_told_from_true_ones(corpus, name):
    known = stated.abstracts((corpus / "recordings").parent)
    path = Path(__file__).with_name(f"statements_{name}.toml")
    sentences = stated.stated(path, known)
    assert len(sentences) >= 75, tomllib.loads(path.read_text())
    rules = [{each.rule for each in stated.findings(one, known[one.work])} for one in sentences]
    judged = list(zip(sentences, rules, strict=True))
    quoted = [(one.is_true, bool(found)) for one, found in judged if one.kind == "quotation"]
    numbers = [(one.is_true, "number-differs" in found) for one, found in judged if one.kind == "number"]
    for pairs, precision, recall in ((quoted, 0.98, 0.9), (numbers, 0.95, 0.65)):
        hits = sum(said and not true for true, said in pairs)
        assert hits >= precision * sum(said for _, said in pairs)
        assert hits >= recall * sum(not true for true, _ in pairs)
