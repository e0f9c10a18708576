"""Which files an issue and an article have, what makes each, and what tells one content from another."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from django.utils.translation import gettext_lazy as _

import revue
import socle
from revue.document import ArticleDocument, NumeroDocument, Picture, articles_of, read_article, read_numero
from revue.enums import ExportFormat
from revue.exports.epub import numero_epub
from revue.exports.markdown import article_markdown
from revue.exports.pdf import ARTICLE_TEMPLATE, article_pdf, cover_drawing, numero_pdf
from revue.models import ArticlePage, NumeroPage
from socle.models import BasePage
from socle.templatetags.nec import COVER_DRAWINGS
from socle.typst import FONTS, template_path

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

Document = ArticleDocument | NumeroDocument

#: Pages of a PDF, as the root of its tree of pages says.
PAGES: Final = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
#: The modules whose change may change a file.
SOURCES: Final = (
    *(Path(str(revue.__file__)).parent / name for name in ("document", "exports")),
    *(Path(str(socle.__file__)).parent / name for name in ("prose.py", "typst.py", "typography.py", "text.py")),
)


@dataclass(frozen=True)
class FileKind:
    """A file made from a document: its format, its type, what pages call it, what makes it."""

    format: ExportFormat
    extension: str
    content_type: str
    title: "StrPromise"
    make: Callable[[Any], bytes]
    #: Whether it was made to be read by all, with its structure, its alternatives and its language.
    is_accessible: bool = True


def _markdown(document: ArticleDocument) -> bytes:
    return article_markdown(document, lambda picture: image_address(picture, document.url)).encode()


ARTICLE_KINDS: Final = (
    FileKind(ExportFormat.PDF, "pdf", "application/pdf", _("L’article en PDF"), article_pdf),
    FileKind(
        ExportFormat.MARKDOWN,
        "md",
        "text/markdown; charset=utf-8",
        _("L’article en texte Markdown"),
        _markdown,
        is_accessible=False,
    ),
)
NUMERO_KINDS: Final = (
    FileKind(ExportFormat.PDF, "pdf", "application/pdf", _("Le numéro en PDF"), numero_pdf),
    FileKind(ExportFormat.EPUB, "epub", "application/epub+zip", _("Le numéro en EPUB"), numero_epub),
)


def kinds_of(page: BasePage) -> tuple[FileKind, ...]:
    """The files a page of this type may have."""
    if isinstance(page, ArticlePage):
        return ARTICLE_KINDS
    return NUMERO_KINDS if isinstance(page, NumeroPage) else ()


def read_document(page: BasePage) -> Document | None:
    """What the files of `page` say; nothing for a page that not everyone may read, or that has no text of its own."""
    if not page.live or page.get_view_restrictions().exists():
        return None
    if isinstance(page, ArticlePage):
        return read_article(page) if page.body else None
    if not isinstance(page, NumeroPage) or page.is_to_appear:
        return None
    articles = [article for article in articles_of(page) if article.body]
    return read_numero(page, articles) if articles else None


def has_text(page: BasePage) -> bool:
    """Whether `read_document` would find something, for less."""
    if not page.live or page.get_view_restrictions().exists():
        return False
    if isinstance(page, ArticlePage):
        return bool(page.body)
    if not isinstance(page, NumeroPage) or page.is_to_appear:
        return False
    return any(ArticlePage.objects.live().public().child_of(page).values_list("body", flat=True))


def digest_of(kind: FileKind, document: Document) -> str:
    """What tells the file of this content from that of another, or one made by other templates, fonts or tools.

    Data classes write all they hold but the date of the last publication: an article published again as it was gives
    the file it already has.
    """
    digest = hashlib.sha256(f"{kind.format}\n{document!r}".encode("utf-8", "replace"))
    digest.update(_tools_digest())
    return digest.hexdigest()


def page_count(kind: FileKind, content: bytes) -> int | None:
    """Pages of a PDF, nothing for other files."""
    if kind.format != ExportFormat.PDF:
        return None
    return max((int(found) for found in PAGES.findall(content)), default=0) or None


def image_address(picture: Picture, base_url: str) -> str:
    """The full address of a picture of the site, for a text that does not hold it."""
    rendition = picture.image.get_rendition("max-1280x1600|format-jpeg")
    return urljoin(base_url, rendition.url)


@cache
def _tools_digest() -> bytes:
    digest = hashlib.sha256("".join(version(name) for name in ("typst", "pillow", "django")).encode())
    templates = template_path(ARTICLE_TEMPLATE).parent
    epub = template_path("nec_revue/epub/package.opf").parent
    sources = [file for source in SOURCES for file in (source.rglob("*.py") if source.is_dir() else [source])]
    for file in sorted([*sources, *templates.glob("*.typ"), *epub.iterdir(), *FONTS.glob("*.ttf")]):
        digest.update(file.read_bytes())
    for number in range(1, COVER_DRAWINGS + 1):
        digest.update(cover_drawing(number).encode())
    return digest.digest()
