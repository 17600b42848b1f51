"""What stands before (in Chinese and Japanese, behind) a volume, an issue or a page, in the languages of citations."""

from __future__ import annotations

import re

from ccsvi_refs.text.letters import DASH

#: Words whole or cut; those of one letter need their full stop, but v, n, p and s, which citations print without.
VOLUME = (
    r"(?:(?:vol(?:ume|umen|ym)?s?|bd|band|bind|tom[eo]?|torno|jg|jahrg(?:ang)?|jrg|jaargang|årg(?:ång|ang)?|roč(?:ník)?"
    r"|rocz(?:nik)?|cilt|köt(?:et)?|том|τόμος|τόμ|v)\b\.?|[tтτrc]\.)"
)
ISSUE = (
    r"(?:n\.?\s?[°ºᵒ]|nos?[°º]|№|(?:no|nos|num(?:ber|ero|er)?|núm(?:ero)?|numéro|número|nr|nro|nummer|n|issue|iss|heft|hft|číslo|čís|zesz(?:yt)?|sayı|sy|вып(?:уск)?"
    r"|fasc(?:icolo|icule)?|afl|häfte|hæfte|szám|sz|τχ|τεύχος)\b\.?|[hčz]\.)"
)
PAGE = (
    r"(?:(?:pp?|pages?|pgs?|pág(?:s|inas?)?|págs?|s|ss|seiten?|sid(?:or|an)?|side|str|strana|blz|sivut|oldal"
    r"|стр|сс|с|σελ)\b\.?|pp?\.(?=\d))"
)
ARTICLE = r"(?:article|artículo|art|paper|item|id|e-?location)\b\.?\s?(?:(?:number|no|id)\b\.?\s?)?:?"
SUPPLEMENT = (
    r"(?:suppl(?:ement|\.)?_?\d{0,3}|supl(?:emento)?|beih(?:eft)?|sonderh(?:eft)?|прил|pt|part|spec(?:ial)?\s(?:issue|no)|special)\b\.?"
    rf"(?:\s?(?:[A-Z]|\d{{1,3}}|[IVX]{{1,4}})\b(?!\s?[{DASH}]\s?\d))?"
)
#: 第49巻 第3号 52卷 11期 321-328頁, and with the sign before the number: 巻 52, 号 3, 页 1518.
VOLUME_SIGN, ISSUE_SIGN, PAGE_SIGN = r"[卷巻]", r"[期号號]", r"(?:[页頁]|ページ)"

#: A label before a value, taken off; a sign around one as well.
LABEL = re.compile(
    rf"(?:{VOLUME}|{ISSUE}|{PAGE}|{ARTICLE}|第|{VOLUME_SIGN}|{ISSUE_SIGN}|{PAGE_SIGN})[\s.]*", re.IGNORECASE
)
SIGN = re.compile(rf"\s?(?:{VOLUME_SIGN}|{ISSUE_SIGN}|{PAGE_SIGN})$")
