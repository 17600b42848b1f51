"""Languages as MEDLINE (ISO 639-2), biblatex (babel names) and files write them ⇄ the tags CSL uses (BCP 47)."""

from __future__ import annotations

import re

#: ISO 639-2 codes, bibliographic ones as well (https://www.loc.gov/standards/iso639-2/php/code_list.php).
_CODES = {
    "afr": "af", "ara": "ar", "arm": "hy", "aze": "az", "bos": "bs", "bul": "bg", "cat": "ca", "chi": "zh", "zho": "zh",
    "cze": "cs", "ces": "cs", "dan": "da", "dut": "nl", "nld": "nl", "eng": "en", "est": "et", "fin": "fi", "fre": "fr",
    "fra": "fr", "geo": "ka", "ger": "de", "deu": "de", "gre": "el", "ell": "el", "heb": "he", "hin": "hi", "hrv": "hr",
    "hun": "hu", "ice": "is", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt",
    "mac": "mk", "may": "ms", "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "rum": "ro", "ron": "ro", "rus": "ru",
    "slo": "sk", "slk": "sk", "slv": "sl", "spa": "es", "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk",
    "vie": "vi", "wel": "cy",
}  # fmt: skip
#: Languages by name in English, babel's varieties included (biblatex manual, table 2).
_NAMES = {
    "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "canadian": "en-CA",
    "australian": "en-AU", "newzealand": "en-NZ", "english": "en", "german": "de", "ngerman": "de-DE",
    "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH", "nswissgerman": "de-CH", "french": "fr",
    "francais": "fr", "acadian": "fr-CA", "canadien": "fr-CA", "spanish": "es", "italian": "it", "portuguese": "pt",
    "portuges": "pt", "brazilian": "pt-BR", "brazil": "pt-BR", "dutch": "nl", "swedish": "sv", "danish": "da",
    "norwegian": "no", "norsk": "nb", "nynorsk": "nn", "finnish": "fi", "icelandic": "is", "polish": "pl",
    "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr", "serbian": "sr",
    "hungarian": "hu", "magyar": "hu", "romanian": "ro", "bulgarian": "bg", "russian": "ru", "ukrainian": "uk",
    "greek": "el", "turkish": "tr", "arabic": "ar", "hebrew": "he", "persian": "fa", "chinese": "zh", "japanese": "ja",
    "korean": "ko", "latin": "la", "catalan": "ca", "basque": "eu", "galician": "gl", "estonian": "et",
    "latvian": "lv", "lithuanian": "lt", "vietnamese": "vi", "thai": "th", "hindi": "hi", "indonesian": "id",
    "deutsch": "de", "englisch": "en", "français": "fr", "español": "es", "italiano": "it", "português": "pt",
}  # fmt: skip
_TAGS = {tag: name for name, tag in reversed(_NAMES.items())} | {"de": "german", "en": "english", "fr": "french"}


def tag(text: str) -> str:
    """Return the BCP 47 tag of a language given as a code or name; what is no known one comes back as it is."""
    word = text.strip()
    low = word.lower()
    if match := re.fullmatch(r"([A-Za-z]{2})[-_]([A-Za-z]{2})", word):
        return f"{match.group(1).lower()}-{match.group(2).upper()}"
    return _CODES.get(low) or _NAMES.get(low) or (low if re.fullmatch(r"[a-z]{2}", low) else word)


def babel(text: str) -> str:
    """Return the name biblatex's ``langid`` has for a tag, empty where it has none."""
    return _TAGS.get(text) or _TAGS.get(text.split("-")[0], "")


def medline(text: str) -> str:
    """Return the ISO 639-2 code MEDLINE has for a tag, empty where it has none."""
    return _MEDLINE.get(text.split("-")[0].lower(), "")


_MEDLINE = {tag_: code for code, tag_ in reversed(_CODES.items())}
