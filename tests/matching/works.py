"""Records of the CCSVI page's papers and of the works most easily taken for them, written by hand."""

from __future__ import annotations

from ccsvi_refs.model import FrozenDict, Reference


def record(title: str, authors: str, container: str, place: str, **fields: str) -> Reference:
    """Return a record; authors are ``Family Given; ...``, the place ``year;volume(issue):pages``."""
    year, _, locator = place.partition(";")
    volume, _, page = locator.partition(":")
    volume, _, issue = volume.partition("(")
    names = [name.strip().partition(" ") for name in authors.split(";") if name.strip()]
    data = {
        "id": title[:10],
        "type": "article-journal",
        "title": title,
        "author": [{"family": family.replace("_", " "), "given": given} for family, _, given in names],
        "container-title": container,
        "issued": {"date-parts": [[int(year)]]},
        "volume": volume,
        "issue": issue.rstrip(")"),
        "page": page,
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    return Reference(FrozenDict({name: value for name, value in data.items() if value}))


ZAMBONI_2009 = record(
    "Chronic cerebrospinal venous insufficiency in patients with multiple sclerosis",
    "Zamboni P; Galeotti R; Menegatti E; Malagoni A M; Tacconi G; Dall’Ara S; Bartolomei I; Salvi F",
    "Journal of Neurology, Neurosurgery &amp; Psychiatry",
    "2009;80(4):392-399",
)
OPEN_LABEL = record(
    "A prospective open-label study of endovascular treatment of chronic cerebrospinal venous insufficiency",
    "Zamboni P; Galeotti R; Menegatti E",
    "Journal of Vascular Surgery",
    "2009;50(6):1348-1358",
)
FEASIBILITY = record(
    "Feasibility and safety of endovascular treatment for chronic cerebrospinal venous insufficiency in patients with"
    " multiple sclerosis",
    "Someone A; Another B",
    "Journal of Vascular Surgery",
    "2013;58(6):1609-1618",
)
LAUPACIS = record(
    "Association between chronic cerebrospinal venous insufficiency and multiple sclerosis: a meta-analysis",
    "Laupacis Andreas; Lillie Erin; Dueck Andrew; Straus Sharon",
    "CMAJ",
    "2011;183(16):E1203-E1212",
)
YANG = record(
    "Association between chronic cerebrospinal venous insufficiency and multiple sclerosis: a systematic review and"
    " meta-analysis",
    "Yang Jing; Zhang Ni; Ding Chao",
    "BMJ Open",
    "2023;13(6):e072319",
)
TORRES = record(
    "Extracranial venous abnormalities: a true pathological finding in patients with multiple sclerosis or an"
    " anatomical variant?",
    "Torres Carlos; Hogan Matthew",
    "European Radiology",
    "2017;27(1):239-246",
)
BRAVE_DREAMS = record(
    "Efficacy and Safety of Extracranial Vein Angioplasty in Multiple Sclerosis",
    "Zamboni Paolo; Tesio Luigi; Galimberti Stefania",
    "JAMA Neurology",
    "2018;75(1):35-43",
)
PROTOCOL = record(
    "Efficacy and safety of venous angioplasty of the extracranial veins for multiple sclerosis. Brave Dreams study"
    " (brain venous drainage exploited against multiple sclerosis): study protocol for a randomized controlled trial",
    "Zamboni Paolo; Bertolotto Antonio",
    "Trials",
    "2012;13(1):183",
)
REANALYSIS = record(
    "Effects of venous angioplasty on cerebral lesions in multiple sclerosis: expanded analysis of the Brave Dreams"
    " double-blind, sham-controlled randomized trial",
    "Zamboni Paolo; Galeotti Roberto",
    "Journal of Endovascular Therapy",
    "2020;27(1):9-17",
)
EVERYTHING = (ZAMBONI_2009, OPEN_LABEL, FEASIBILITY, LAUPACIS, YANG, TORRES, BRAVE_DREAMS, PROTOCOL, REANALYSIS)

#: The page's citations, in our own transcription of their facts.
CITED = {
    "zamboni2009": "Zamboni P, et al.\nChronic cerebrospinal venous insufficiency in patients with multiple sclerosis."
    "\nJournal of Neurology, Neurosurgery and Psychiatry 2009;80:392-399.",
    "laupacis2011": "Laupacis A, et al.\nAssociation between chronic cerebrospinal insufficiency and multiple"
    " sclerosis: a meta-analysis.\nCanadian Medical Association Journal 2011:183(16):e1203-e1212.",
    "torres2017": "Torres C, et al.\nExtracranial venous abnormalities: A true pathological finding in patients with"
    " multiple sclerosis or an anatomical variant?\nEuropean Radiology 2017 Jan;27(1):239-246.",
    "zamboni2018": "Zamboni P, et al.\nEfficacy and safety of extracranial vein angioplasty in multiple sclerosis: a"
    " randomized clinical trial.\nJAMA Neurology 2017 Nov 18 [Epub ahead of print].",
}
