"""Cleaning and comparing of text."""

import re
import unicodedata

from anyascii import anyascii

#: Control characters (C0, DEL, C1) but tab, line feed and carriage return; lone surrogates, which no database stores;
#: U+FFFE and U+FFFF, which XML 1.0 refuses (§ 2.2), and so every spreadsheet; and the signs that turn the direction of
#: text round (Unicode UAX #9), which let a message show other than it is.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")

#: Spaces and line ends of all kinds, but the no-break spaces of French typography.
BREAKS = re.compile("[ \t\n\x85\u2028\u2029]+")

#: Signs at the start of a cell which a spreadsheet reads as a formula (OWASP, CSV Injection).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def fold(text: str) -> str:
    """`text` in lower case, without accents or ligatures, for comparing and searching."""
    return anyascii(text).casefold()


def fold_words(text: str) -> str:
    """`text` folded, its hyphens and apostrophes read as spaces: « L’Isle-Adam » gives « l isle adam »."""
    return " ".join(re.sub(r"[-'_]", " ", fold(text)).split())


def clean_text(text: str) -> str:
    """`text` without the characters that break storage, exports or reading; lines end in a line feed."""
    return FORBIDDEN.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))


def clean_line(text: str) -> str:
    """`text` cleaned and on one line, fit for a mail header or a short field."""
    return BREAKS.sub(" ", clean_text(text)).strip()


def formula_safe(text: str) -> str:
    """`text` as a spreadsheet cell that shows it and never computes it."""
    cleaned = clean_text(text)
    return f"'{cleaned}" if cleaned.lstrip(" ").startswith(FORMULA_SIGNS) else cleaned
