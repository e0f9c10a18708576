"""References of articles for those who cite them: BibTeX, RIS and CSL-JSON.

BibTeX is written for every engine: accents and signs as LaTeX commands, capitals and names of groups kept by braces.
RIS follows the fields of a magazine article (MGZN). CSL-JSON follows the schema of CSL 1.0.2.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from revue.document import first_day
from revue.models import ArticlePage, RevueIndexPage
from socle.text import clean_line
from socle.typography import french_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

LANGUAGE: Final = "fr"
#: Lower-case words before a name (« de La Fontaine », « van der Meer »), or an elided one (« d’Alembert »).
PARTICLE: Final = re.compile(r"((?:[^\W\d_A-Z]+ )+|[dl][’'])(?=\S)")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Name:
    """A person's name in its parts. The particle is kept with the family name, as the person writes it."""

    given: str
    family: str
    particle: str = ""

    @classmethod
    def of(cls, first_name: str, last_name: str) -> "Name":
        """The parts of a name as the site keeps it: a particle stands before the family name."""
        given, family = clean_line(first_name), clean_line(last_name)
        found = PARTICLE.match(family)
        if not found or not found[0].islower():
            return cls(given, family)
        return cls(given, family[found.end() :], found[0].strip())

    @property
    def whole_family(self) -> str:
        """The particle and the family name, as they are written together."""
        joint = "" if self.particle.endswith(("’", "'")) else " "
        return f"{self.particle}{joint}{self.family}" if self.particle else self.family


@dataclass(frozen=True)
class Reference:
    """An article as one cites it. Empty where it is not known."""

    key: str
    title: str
    authors: tuple[Name, ...]
    journal: str
    number: int
    issue_title: str
    season: str
    year: int
    published_on: date | None
    first_page: int | None
    last_page: int | None
    issn: str
    publisher: str
    genre: str
    abstract: str
    keywords: tuple[str, ...]
    licence: str
    licence_url: str
    url: str

    @property
    def pages(self) -> tuple[int, ...]:
        """First and last page, or the only one."""
        return tuple(dict.fromkeys(page for page in (self.first_page, self.last_page) if page))

    @property
    def note(self) -> str:
        """The issue in words, and the licence."""
        issue = _("n° %(number)s, %(season)s, « %(title)s »") % {
            "number": self.number,
            "season": self.season.lower(),
            "title": self.issue_title,
        }
        licence = _("Licence %(licence)s") % {"licence": self.licence}
        return french_text(f"{issue}. {licence}")


def read_reference(article: ArticlePage) -> Reference:
    """The reference of `article`, as the site knows it."""
    numero = article.numero
    revue: RevueIndexPage = numero.get_parent().specific
    published_on = first_day(article)
    return Reference(
        key=f"nec{numero.number}-{article.slug}",
        title=_clean(article.title),
        authors=tuple(Name.of(author.first_name, author.last_name) for author in article.authors),
        journal=_clean(revue.title),
        number=numero.number,
        issue_title=_clean(numero.title),
        season=numero.season_label,
        year=published_on.year if published_on else numero.year,
        published_on=published_on,
        first_page=article.first_page,
        last_page=article.last_page,
        issn=revue.online_issn or revue.issn,
        publisher=_clean(revue.publisher),
        genre=str(article.get_kind_display()),
        abstract=_clean(article.summary),
        keywords=tuple(_clean(word.name) for word in article.mots_cles.all()),
        licence=str(article.get_licence_display()),
        licence_url=article.licence_url,
        url=article.full_url or "",
    )


def _clean(words: str) -> str:
    return french_text(clean_line(words))


# BibTeX

_COMMANDS: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
    "«": r"{\guillemotleft}",
    "»": r"{\guillemotright}",
    "’": "'",
    "“": "``",
    "”": "''",
    "–": "--",
    "—": "---",
    "…": r"{\ldots}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "ß": r"{\ss}",
    "°": r"{\textdegree}",
    "€": r"{\texteuro}",
    "\u00a0": "~",
    "\u202f": r"{\,}",
}
#: Commands of LaTeX for the accents that follow a letter in Unicode's decomposed form.
_ACCENTS: Final = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0327": "c",
    "\u0328": "k",
}


def latex(words: str) -> str:
    """`words` as LaTeX sets them, in ASCII but for the letters it has no command for."""
    return "".join(_COMMANDS.get(sign) or _accented(sign) for sign in unicodedata.normalize("NFC", words))


def _accented(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    letter, command = parts[:1], _ACCENTS.get(parts[1:])
    if command is None or not letter.isascii():
        return sign
    return f"{{\\{command}{{{letter}}}}}" if command.isalpha() else f"{{\\{command}{letter}}}"


def bibtex(references: Iterable[Reference]) -> str:
    """The references as a BibTeX file."""
    return "\n".join(_bibtex_entry(reference) for reference in references)


def _bibtex_entry(reference: Reference) -> str:
    lines = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(reference))
    return f"@article{{{reference.key},\n{lines}}}\n"


def _bibtex_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    published = reference.published_on
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in reference.authors),
        # Two pairs of braces: styles that lower the case of titles leave proper names as they are.
        "title": f"{{{latex(reference.title)}}}",
        "journal": latex(reference.journal),
        "number": str(reference.number),
        "issuetitle": latex(reference.issue_title),
        "year": str(reference.year),
        "pages": "--".join(str(page) for page in reference.pages),
        "issn": reference.issn,
        "publisher": latex(reference.publisher),
        "language": "french",
        "langid": "french",
        "abstract": latex(reference.abstract),
        "keywords": ", ".join(latex(word) for word in reference.keywords),
        "url": _bibtex_url(reference.url),
        "note": latex(reference.note),
    }
    for name, value in fields.items():
        if value:
            yield name, f"{{{value}}}"
        if name == "year" and published:
            yield "month", MONTHS[published.month - 1]
            yield "date", f"{{{published.isoformat()}}}"


def _bibtex_name(name: Name) -> str:
    """« de La Fontaine, Jean ». A name of one part is in braces, for no part of it is to be abridged."""
    if not name.given or not name.family:
        return f"{{{latex(name.given or name.whole_family)}}}"
    family = latex(name.family)
    # BibTeX reads as a particle what comes first in lower case, and « and » as the end of a name.
    if name.family[:1].islower() or re.search(r",|\band\b", name.family, re.IGNORECASE):
        family = f"{{{family}}}"
    joint = "" if name.particle.endswith(("’", "'")) else " "
    given = latex(name.given)
    if re.search(r",|\band\b", name.given, re.IGNORECASE):
        given = f"{{{given}}}"
    return f"{latex(name.particle)}{joint}{family}, {given}" if name.particle else f"{family}, {given}"


def _bibtex_url(url: str) -> str:
    return iri_to_uri(url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


# RIS


def ris(references: Iterable[Reference]) -> str:
    """The references as a RIS file: a tag, two spaces, a dash and a space begin each line, which CR and LF end."""
    return "".join(f"{tag}  - {value}\r\n" for reference in references for tag, value in _ris_lines(reference))


def _ris_lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "MGZN"
    published, pages = reference.published_on, reference.pages
    fields = [
        ("ID", reference.key),
        *(("AU", _ris_name(name)) for name in reference.authors),
        ("TI", reference.title),
        ("T2", reference.journal),
        ("IS", str(reference.number)),
        ("PY", str(reference.year)),
        ("DA", f"{published:%Y/%m/%d}/" if published else ""),
        ("SP", str(pages[0]) if pages else ""),
        ("EP", str(pages[-1]) if pages else ""),
        ("SN", reference.issn),
        ("PB", reference.publisher),
        ("M3", reference.genre),
        ("AB", reference.abstract),
        *(("KW", word) for word in reference.keywords),
        ("LA", LANGUAGE),
        ("UR", iri_to_uri(reference.url)),
        ("N1", reference.note),
    ]
    yield from ((tag, clean_line(value)) for tag, value in fields if value)
    yield "ER", ""


def _ris_name(name: Name) -> str:
    """« de La Fontaine, Jean »: a comma parts the names, so that none may stand in them."""
    parts = [part.replace(",", " ") for part in (name.whole_family, name.given) if part]
    return ", ".join(" ".join(part.split()) for part in parts)


# CSL-JSON


def csl_json(references: Iterable[Reference]) -> str:
    """The references as CSL-JSON: a list, even for one."""
    return json.dumps([csl_item(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def csl_item(reference: Reference) -> dict[str, Any]:
    """A reference as an item of CSL-JSON."""
    published = reference.published_on
    day = [published.year, published.month, published.day] if published else [reference.year]
    item = {
        "id": reference.key,
        "type": "article-magazine",
        "title": reference.title,
        "author": [_csl_name(name) for name in reference.authors],
        "container-title": reference.journal,
        "volume-title": reference.issue_title,
        "issue": str(reference.number),
        "issued": {"date-parts": [day]},
        "page": "-".join(str(page) for page in reference.pages),
        "ISSN": reference.issn,
        "publisher": reference.publisher,
        "genre": reference.genre,
        "abstract": reference.abstract,
        "keyword": ", ".join(reference.keywords),
        "language": LANGUAGE,
        "license": reference.licence_url or reference.licence,
        "URL": iri_to_uri(reference.url),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    if not name.given or not name.family:
        return {"literal": name.given or name.whole_family}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle}
    return {part: value for part, value in parts.items() if value}


# Files


@dataclass(frozen=True)
class CitationFormat:
    """A format of references: its end of address, its name, its file, what writes it."""

    slug: str
    label: "StrPromise"
    extension: str
    content_type: str
    write: Callable[[Iterable[Reference]], str]


CITATION_FORMATS: Final = {
    citation.slug: citation
    for citation in (
        CitationFormat("bibtex", gettext_lazy("BibTeX"), "bib", "application/x-bibtex; charset=utf-8", bibtex),
        CitationFormat("ris", gettext_lazy("RIS"), "ris", "application/x-research-info-systems; charset=utf-8", ris),
        CitationFormat(
            "csl-json", gettext_lazy("CSL-JSON"), "json", "application/vnd.citationstyles.csl+json", csl_json
        ),
    )
}
