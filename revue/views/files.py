"""The files of an issue or an article: those made from its content, and its references for those who cite it."""

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from revue.citations import CITATION_FORMATS, CitationFormat, read_reference
from revue.document import articles_of
from revue.exports.downloads import file_name
from revue.exports.formats import FileKind, kinds_of
from revue.models import ArticlePage, NumeroPage
from socle.pdf import BROWSER_SECONDS

#: What a browser shows by itself; it saves the others.
SHOWN: frozenset[str] = frozenset({"application/pdf"})


def export(page: ArticlePage | NumeroPage, request: HttpRequest, file_format: str) -> HttpResponseBase:
    """A file made from the content of `page`. It is never made here: where there is none, it is not found."""
    kind = next((kind for kind in kinds_of(page) if kind.format == file_format), None)
    row = page.export_files.filter(format=file_format).exclude(file="").first() if kind else None
    if kind is None or row is None:
        raise Http404
    etag = f'"{row.digest[:20]}"'
    # Wagtail has checked by now who may read the page, and takes the shared cache back from one that only some may.
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(row.file.open("rb"), content_type=kind.content_type)
        except FileNotFoundError as error:
            raise Http404 from error
        _name(response, kind, file_name(page, kind))
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=page.cache_seconds)
    return response


def _name(response: HttpResponseBase, kind: FileKind, name: str) -> None:
    header = content_disposition_header(kind.content_type not in SHOWN, name)
    if header:
        response["Content-Disposition"] = header


def cite_article(page: ArticlePage, request: HttpRequest, citation_format: str) -> HttpResponse:
    """The reference of an article."""
    return _references(page, [page], citation_format)


def cite_numero(page: NumeroPage, request: HttpRequest, citation_format: str) -> HttpResponse:
    """The references of all the articles of an issue."""
    return _references(page, articles_of(page), citation_format)


def _references(page: ArticlePage | NumeroPage, articles: Iterable[ArticlePage], citation_format: str) -> HttpResponse:
    written: CitationFormat | None = CITATION_FORMATS.get(citation_format)
    if written is None:
        raise Http404
    content = written.write(read_reference(article) for article in articles)
    response = HttpResponse(content, content_type=written.content_type)
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.{written.extension}"'
    patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=page.cache_seconds)
    return response
