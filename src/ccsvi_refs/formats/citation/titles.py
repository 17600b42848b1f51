"""Where the title of a cited work ends and the name of its container begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Words and abbreviations that names of journals, proceedings and serials are made of, without full stops.
_JOURNAL_WORDS = frozenset(
    """
    abstr acad acta adv advances afr agric allergy am amer an anaesth anal anat anesth angew ann annals annual anthropol
    antimicrob app appl arch archive archives arthritis assoc astron astrophys atmos aust autoimmun bacteriol behav ber
    biochem biochemistry biochim biogeosci bioinformatics biol biology biomech biomed biomedical biometrics biophys
    biosci biosyst biotechnol blood bmc bmj bone brain br brit british bul bull bulletin can cancer cardiol cardiovasc
    cell cells cerebral chem chemistry chemother child chin chromatogr circ circuits clin clinical clinics coll comm
    commun communications comp comput conf conference contemp crit cryst curr current cybern cytol dent dermatol dev
    diabetes dis disord dtsch dyn earth ecol ecology econ economics edn educ electr electrochem electron endocrinol
    energy eng engineering engl entomol environ epidemiol ergonomics ethol eur europ european evol exp expert fed fluid
    food forensic found front frontiers fungal gastroenterol gen genes genet genetics genome geol geophys geosci geriatr
    gerontol gut gynecol haematol hear heart hematol hepatol hered histochem hortic hum human hydrol hypertens immun
    immunity immunol ind ieee indian infect inform inorg inst int intern international invest investig ital iranian
    j jama japan japanese jpn journal journals lab lancet language lett letters linguist mach magazine magn malar mar
    mass mater materials math mater mech med medical medicine mem metab meth methods microbiol mod mol molecular
    monatsh monthly musc mutat nanotechnol nat natl nature nephrol neurobiol neurochem neurol neurology neuropathol
    neuropsychol neurophysiol neurosci neuroscience neurosurg new notes nucl nucleic nurs nutr obes obesity obstet
    occup oceanogr onco oncogene oncol ophthalmol opt oral org orthod orthop otolaryngol outcomes paediatr pain papers
    parasitol pathog pathol pediatr peptides percept perspect perspectives pest pharm pharmaceut pharmacol philos photonics
    phys physica physics physiol physiology phytopathol plant plos pnas poult pract preprint proc proceedings prog
    programs prot protein psychiat psychiatr psychiatry psychol psychology public pulm qual quart quarterly radiat
    radiol radiology rec regul rehabil rep report reports reprod res research resp respir rev review reviews rheumatol
    rheumatology roy royal sci science sciences scand semin sensors ser serv signal soc social sociol softw soil solid
    space spec spectrom spectrosc spine sport sports stat statistics stem steroids stroke struct stud studies subst suppl
    surf surg surgery symp symposium syst systems tech technol technology theor ther thorac thromb thyroid tidsskr
    tissue today topics toxicol trans transactions transl transplant transp trends trop tuberc turk universitas univ urol
    vaccine vasc verh vet virol virology virus vis vision water weekly wochenschr world yearbook yeast z zb zeitschrift
    zh zentralbl zool zoology lect lecture cvpr iccv icml neurips nips iclr aaai acl emnlp arxiv biorxiv medrxiv
    """.split()
)  # fmt: skip

#: Words that stay small in a name and say nothing about case.
_SMALL = frozenset(
    "a an the of and in on for to from with by at as or de la le les des du und der die das für et y e del los las el di "
    "della i og och van het en do da dos das & – - between among during after before via into its their".split()
)

_BREAK = re.compile(r"(?<=[.?!…])[\"”’»)\]]?\s+(?=[\"“‘«(\[]?\S)|(?<=[.?!…])(?=[“\"])")
_COMMA_BREAK = re.compile(r"(?<=,)[\"”’]?\s+(?=\S)")
_QUOTED = re.compile(
    r"^\W{0,3}(?:“(?P<a>[^”]{3,600})”|\"(?P<b>[^\"]{3,600})\"|‘(?P<c>.{3,600}?)’(?=[\s,.])|«(?P<d>[^»]{3,600})»|'(?P<e>.{3,600}?)'(?=[\s,.]))"
)
_IN = re.compile(r"(?:in|aus)\b\s?:?\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\s/]+")
_EDGES = " \t\n.,;:"


@dataclass(frozen=True, slots=True)
class Split:
    """A title and a container, either may be empty; ``margin`` is how clearly the split won (0 to 1)."""

    title: str
    container: str
    margin: float


def split(text: str, *, commas: bool = False) -> Split:
    """Return the title and container of the stretch between authors and locator.

    ``commas`` allows a container after a comma, where the style separates every part by commas.
    """
    if quoted := _QUOTED.match(text):
        inside = next(group for group in quoted.groups() if group)
        return Split(title(inside), container(text[quoted.end() :]), 1.0)
    options = sorted(_options(text, commas), key=lambda option: option[0], reverse=True)
    best, second = options[0], options[1] if len(options) > 1 else (options[0][0] - 2, "", "")
    return Split(title(best[1]), container(best[2]), min(1.0, (best[0] - second[0]) / 2))


def _options(text: str, commas: bool) -> Iterator[tuple[float, str, str]]:
    """Yield (score, title, container) for every place the text could be split at, and for no split."""
    whole = text.strip(_EDGES)
    yield _name_score(whole) - 0.6, "", text
    yield _title_score(whole) - 0.9, text, ""
    breaks = [match for match in _BREAK.finditer(text)]
    if commas:
        breaks += list(_COMMA_BREAK.finditer(text))
    for match in breaks[-40:]:
        left, right = text[: match.start()], text[match.end() :]
        if left.strip(_EDGES) and right.strip(_EDGES):
            yield _title_score(left) + _name_score(right) - (0.3 if left.endswith(",") else 0), left, right


def _words(text: str) -> list[str]:
    return [match.group() for match in _WORD.finditer(text)][:60]


def _name_score(text: str) -> float:
    """Return how much a text looks like the name of a journal or book."""
    if introduced := _IN.match(text.strip()):
        return 1.2 if text.strip()[introduced.end()].isupper() else -1.0
    words = _words(text)
    bare = [word.strip(".,;:()[]&’'").lower() for word in words]
    content = [(word, name) for word, name in zip(words, bare, strict=True) if name and name not in _SMALL]
    if not content:
        return -2.0
    known = sum(name in _JOURNAL_WORDS for _, name in content) / len(content)
    capital = sum(word.strip("(“\"'[")[:1].isupper() for word, _ in content) / len(content)
    score = 1.2 * known + 1.2 * capital - 0.12 * max(0, len(words) - 5) - 0.6
    if not words[0].strip("(“")[:1].isupper():
        score -= 0.8
    if bare[0] in _JOURNAL_WORDS:
        score += 0.4
    return score - 0.7 * _inner_stops(words)


def _inner_stops(words: list[str]) -> float:
    """Return how many sentences seem to end inside a name: a full stop after a long or unknown word."""
    return sum(
        word.endswith((".", "?", "!")) and len(word) > 5 and word.strip(".,").lower() not in _JOURNAL_WORDS
        for word in words[:-1]
    )


def _title_score(text: str) -> float:
    """Return how much a text looks like the title of a work."""
    words = _words(text)
    content = [word for word in words if word.strip(".,;:()").lower() not in _SMALL and word[:1].isalpha()]
    if not content:
        return -1.0
    small = sum(word[:1].islower() for word in content) / len(content)
    score = 0.9 * small + 0.08 * min(len(words), 8) - 0.3
    last = words[-1]
    if text.rstrip().endswith(("?", "!")):
        score += 0.3
    elif _abbreviates(last, words[-2:-1]):
        score -= 1.2
    return score


def _abbreviates(last: str, before: list[str]) -> bool:
    """Return whether a full stop after this word belongs to the word."""
    if not last.endswith("."):
        return False
    bare = last.strip(".()[],")
    if len(bare) == 1 or bare.lower() in {"vs", "sp", "spp", "cf", "ca", "etc", "no", "vol", "st", "dr", "fig"}:
        return True
    return bare[:1].isupper() and len(bare) <= 9 and bare.lower() in _JOURNAL_WORDS


def title(text: str) -> str:
    """Return a title without the quotation marks and full stop around it."""
    text = text.strip(' \t\n,;:“”"«»')
    return text.rstrip(".").rstrip() if not text.endswith("...") else text


def container(text: str) -> str:
    """Return a container's name without the marks around it; the full stop of an abbreviation stays."""
    text = _IN.sub("", text.strip(' \t\n.,;:”"’'), count=1) if _IN.match(text.strip()) else text
    text = text.strip(' \t\n,;:“”"(')
    if text.endswith(".") and "." not in text[:-1] and text[-7:-1].isalpha() and " " not in text[-7:-1]:
        text = text[:-1]
    return text
