"""French typography: spaces, apostrophes, dates, ordinals and sizes as the visual identity writes them (section 8)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from socle.quotes import french_quotes

#: U+202F, before ; ! ? » % €, after « and in thousands.
THIN: Final = "\u202f"
#: U+00A0, before the colon, and between a number and the word it cannot leave.
FIRM: Final = "\u00a0"

#: Names of the precisions a date may have, in English or as the database keeps them.
_MONTH: Final = frozenset({"month", "mois"})
_YEAR: Final = frozenset({"year", "annee"})

_STEP: Final = 1000
_WITHOUT_DECIMAL: Final = 100
_SPACES = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG = re.compile(r"<(/?)\s*([a-zA-Z][\w-]*)[^>]*?(/?)>", re.DOTALL)
_PARAGRAPH_END = re.compile(
    r"</?\s*(?:address|article|aside|blockquote|br|caption|d[dlt]|details|div|fig(?:caption|ure)|foot(?:er)?|h[1-6r]|header|"
    r"li|main|nav|ol|option|p|section|summary|table|tbody|t[dhr]|thead|ul)\b",
    re.IGNORECASE,
)
_UNTOUCHED = frozenset({"code", "kbd", "pre", "samp", "script", "style", "svg", "textarea"})
# Addresses and the entities that are not spaces or apostrophes keep their punctuation. An address is looked for at the
# first of its signs alone, a run of spaces at its first space: looked for at each, a long text would take minutes.
_KEPT = re.compile(r"(\b(?:https?://|www\.)[^\s<]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|&(?:#\d+|#x[0-9a-fA-F]+|\w+);)")
_ENTITIES = {"&nbsp;": FIRM, "&#160;": FIRM, "&#x27;": "'", "&#39;": "'", "&apos;": "'", "&laquo;": "«", "&raquo;": "»"}
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\.{3}"), "…"),
    (re.compile(r"(?<=\w)'"), "’"),
    (re.compile(rf"(?<!\d)(\d{{1,3}})((?:{_SPACES}\d{{3}})+)(?!\d)"), "thousands"),
    # A written space may follow a tag or an address; where there is none, a word must come before.
    (re.compile(rf"(?<!{_SPACES}){_SPACES}+(?=[%‰€;!?»])"), THIN),
    (re.compile(r"(?<=\d)(?=[%‰€])"), THIN),
    (re.compile(r"(?<=[^\s;!?«(\[¿¡])(?=[;!?»])"), THIN),
    (re.compile(rf"(?<!{_SPACES}){_SPACES}+:(?=\s|$)|(?<=[^\s:]):(?=\s)"), f"{FIRM}:"),
    (re.compile(rf"«{_SPACES}*(?=\S)"), f"«{THIN}"),
    (re.compile(rf"\b([nN]°|[pP]\.){_SPACES}?(?=\d)"), rf"\1{FIRM}"),
)
# « 1er », « 2e », « 2nde », « XIXe »; alone before its letter, V or X needs what it counts.
_ORDINAL = re.compile(
    rf"(?<![\w.,/#-])(?:(1|I)(ers?|res?)|(2|II)(nde?s?)|(\d{{1,4}}|[IVX]{{2,6}})(es?)|([VX])(e)(?={_SPACES}(?:siècle|République)))"
    r"(?!\w)"
)


def french_text(text: str) -> str:
    """Plain `text` with the quotes, spaces and apostrophes of French; addresses in it are left alone."""
    return "\n".join(_french_run(french_quotes([line])[0]) for line in text.split("\n"))


def french_html(html: str) -> str:
    """`html` with its text set in French, its ordinals raised; tags, attributes and code are left alone."""
    parts = _TOKEN.split(html)
    paragraph: list[int] = []
    closing = ""
    for index, part in enumerate(parts):
        if index % 2:
            closing = _untouched_element(part, closing)
            if _PARAGRAPH_END.match(part):
                _set_paragraph(parts, paragraph)
                paragraph = []
        elif not closing:
            paragraph.append(index)
    _set_paragraph(parts, paragraph)
    return "".join(parts)


def _set_paragraph(parts: list[str], indexes: list[int]) -> None:
    """Set the parts at `indexes`, which make one paragraph: a quote may open before a tag and close after it."""
    runs = french_quotes([_without_entities(parts[index]) for index in indexes])
    for index, run in zip(indexes, runs, strict=True):
        parts[index] = _french_run(run, raises=True)


def _french_run(run: str, *, raises: bool = False) -> str:
    pieces = _KEPT.split(run)
    pieces[::2] = [_french_words(piece) for piece in pieces[::2]]
    if raises:
        pieces[::2] = [_ORDINAL.sub(_raised, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _raised(found: re.Match[str]) -> str:
    number, letters = (group for group in found.groups() if group)
    return f"{number}<sup>{letters}</sup>"


def _untouched_element(tag: str, current: str) -> str:
    """Name of the untouched element open after `tag`, empty when there is none."""
    found = _TAG.match(tag)
    if not found:
        return current
    is_closing, name, is_void = bool(found[1]), found[2].lower(), bool(found[3])
    if current:
        return "" if is_closing and name == current else current
    return name if name in _UNTOUCHED and not is_closing and not is_void else ""


def _without_entities(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text


def _french_words(text: str) -> str:
    for pattern, replacement in _RULES:
        if replacement == "thousands":
            text = pattern.sub(lambda found: re.sub(_SPACES, THIN, found[0]), text)
        else:
            text = pattern.sub(replacement, text)
    return text


def month_name(month: int) -> str:
    """Full name of a month, 1 to 12."""
    return (
        _("janvier"), _("février"), _("mars"), _("avril"), _("mai"), _("juin"),
        _("juillet"), _("août"), _("septembre"), _("octobre"), _("novembre"), _("décembre"),
    )[month - 1]  # fmt: skip


def short_month_name(month: int) -> str:
    """Name of a month cut as French cuts it, 1 to 12."""
    return (
        _("janv."), _("févr."), _("mars"), _("avr."), _("mai"), _("juin"),
        _("juil."), _("août"), _("sept."), _("oct."), _("nov."), _("déc."),
    )[month - 1]  # fmt: skip


def date_range_text(start: date, end: date | None = None, precision: str = "day") -> str:
    """A date or a range in words, always with its year: « 28 et 29 septembre 2022 », « du 1er au 3 octobre 2024 »."""
    last = end if end and end > start else start
    if precision in _YEAR:
        return _year_range(start, last)
    if precision in _MONTH:
        return _month_range(start, last)
    if start == last:
        return _day_month_year(start)
    return _day_range(start, last)


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _day_month(day: date) -> str:
    return f"{_day(day)}{FIRM}{month_name(day.month)}"


def _day_month_year(day: date) -> str:
    return f"{_day_month(day)} {day.year}"


def _day_range(start: date, last: date) -> str:
    consecutive = (last - start).days == 1
    if start.year != last.year:
        first = _day_month_year(start)
    elif start.month != last.month:
        first = _day_month(start)
    else:
        first = _day(start)
    end = _day_month_year(last)
    return f"{first} et {end}" if consecutive else f"du {first} au {end}"


def _month_range(start: date, last: date) -> str:
    end = f"{month_name(last.month)} {last.year}"
    if (start.year, start.month) == (last.year, last.month):
        return end
    first = month_name(start.month) if start.year == last.year else f"{month_name(start.month)} {start.year}"
    return f"{_of(first)} à {end}"


def _year_range(start: date, last: date) -> str:
    span = last.year - start.year
    if span == 0:
        return str(start.year)
    return f"{start.year} et {last.year}" if span == 1 else f"de {start.year} à {last.year}"


def _of(words: str) -> str:
    return f"d’{words}" if words[:1].lower() in "aeiouéèêâîôûh" else f"de {words}"


@dataclass(frozen=True)
class DateBlock:
    """A date as an event row shows it: a large part between brackets, a small one under it, and the whole in words."""

    large: str
    small: str
    words: str
    machine: str

    @property
    def is_long(self) -> bool:
        """Whether the large part needs the smaller size."""
        return len(self.large) > len("30")


def date_block(start: date, end: date | None = None, precision: str = "day") -> DateBlock:
    """The parts of a date for an event row: « 19–20 » over « nov. 2024 »; a month or a year when no day is known."""
    last = end if end and end > start else start
    words = date_range_text(start, end, precision)
    if precision in _YEAR:
        years = str(start.year) if start.year == last.year else f"{start.year}–{last.year % 100:02d}"
        return DateBlock(years, "", words, str(start.year))
    if precision in _MONTH:
        return DateBlock(_short_months(start, last), _years(start, last), words, f"{start:%Y-%m}")
    days = str(start.day) if start == last else f"{start.day}–{last.day}"
    return DateBlock(days, f"{_short_months(start, last)} {_years(start, last)}", words, start.isoformat())


def _short_months(start: date, last: date) -> str:
    first, end = short_month_name(start.month), short_month_name(last.month)
    return first if (start.year, start.month) == (last.year, last.month) else f"{first}–{end}"


def _years(start: date, last: date) -> str:
    return str(start.year) if start.year == last.year else f"{start.year}–{last.year % 100:02d}"


def ordinal_suffix(number: int, *, feminine: bool = False) -> str:
    """What follows a number to make its ordinal: « er », « re » or « e »."""
    if number != 1:
        return "e"
    return "re" if feminine else "er"


def file_size(size: int) -> str:
    """A size in octets, decimal units, as French writes it: « 820 octets », « 310 Ko », « 4,1 Mo »."""
    if size < _STEP:
        return f"{size}{FIRM}{_('octet') if size <= 1 else _('octets')}"
    value, unit = size / _STEP, "Ko"
    for larger in ("Mo", "Go", "To"):
        if round(value) < _STEP:
            break
        value, unit = value / _STEP, larger
    decimals = 0 if unit == "Ko" or value >= _WITHOUT_DECIMAL else 1
    return f"{value:.{decimals}f}{FIRM}{unit}".replace(".0", "").replace(".", ",")


def of_organisation(name: str, article_of: str = "") -> str:
    """« de » before the name of an organisation, contracted with its article.

    A short name without article takes the one of `article_of`: « ANCT » beside « l’Agence… » gives « de l’ANCT ».
    """
    if article_of and not _article(name):
        name = f"{_article(article_of)}{name}"
    for article, contracted in (("le ", "du "), ("les ", "des ")):
        if name.lower().startswith(article):
            return f"{contracted}{name[len(article) :]}"
    return f"de {name}"


def _article(name: str) -> str:
    found = re.match(r"(l’|l'|la |le |les )", name, re.IGNORECASE)
    return found[0] if found else ""
