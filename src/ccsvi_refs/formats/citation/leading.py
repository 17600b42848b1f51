"""What stands before a work in a list or a note: its number, and the word that sends the reader to it."""

from __future__ import annotations

import re

from ccsvi_refs.text import months
from ccsvi_refs.text.letters import LOWER, PARTICLES, UPPER
from ccsvi_refs.text.patterns import when_used

#: What numbers or marks a reference in a list: [1] (1) 1. 1) 1 •
_LABEL = re.compile(
    rf"\s*(?:[\^↑](?:\s[a-z]\b)*\s|\[\w{{1,6}}\]\.?|\(\d{{1,4}}\)\.?|\d{{1,4}}[.)](?=\s|[{UPPER}])|[•·▪*–-]\s"
    rf"|\d{{1,3}}\s(?=[{UPPER}\u3040-\u9fff\uac00-\ud7af]|(?:(?:{'|'.join(PARTICLES[:40])})\s){{1,3}}[{UPPER}])"
    rf"|\d{{1,3}}(?=[{UPPER}](?:[{LOWER}]{{2}}|\s?\.)))\s*"
)
#: What a note says before the work that it cites: See Doe J, …; cf. …; Vgl. …
_SEE = when_used(
    r"\A(?:See(?:,?\s(?:also|generally|especially|further|for example|e\.g\.|in particular),?)?"
    r"|See,(?=\s[^\W\d_]+\s[A-Z]{1,3}[,;])"
    r"|Cf\.|E\.g\.,?"
    r"|Vgl\.(?:\sauch)?|Siehe(?:\sauch)?|Voir(?:\saussi)?|Véase(?:\stambién)?|Cfr?\.|Vedi|Zie(?:\sook)?|Zob\."
    rf"|См\.(?:\sтакже)?)\s(?=[{UPPER}][{LOWER}]|[“\"«‘])"
)
_NAME = rf"[{UPPER}][{LOWER}'’-]{{1,20}}"
#: Somebody whose family name is such a word, with a given name in full, and whoever wrote with them: See Kyle, Tan Wei.
_SEE_NAMED = when_used(
    rf"\A(?:See|Vedi|Zie|Voir)(?:,\s(?!{_NAME}\s[{UPPER}]{{1,3}},\s{_NAME}\s[{UPPER}]{{1,3}}[.,;]){_NAME}(?:\s[{UPPER}]\b\.?)?\s?(?:[.,(&]|and\b)"
    rf"|\s{_NAME}(?:\s[{UPPER}]\b\.?)?(?:(?:,\s{_NAME}\s{_NAME}){{2}}[.,;]"
    rf"|(?:,\s{_NAME}\s{_NAME}){{0,9}},?\s(?:and|&|e|en|et)\s{_NAME}\s{_NAME}[.,;]"
    rf"|(?:,\s{_NAME}\s{_NAME})?\.\s(?=[{UPPER}“][^;]{{9,400}}(?:{months.YEAR}[^;.]{{0,12}};\s?\d|;\s?{months.YEAR}))))"
)


def stripped(line: str) -> str:
    """Return a citation string without its number and the word that sends to it, unless that is somebody's name."""
    if label := _LABEL.match(line):
        line = line[label.end() :]
    return line if _SEE_NAMED.match(line) else _SEE.sub("", line, count=1)
