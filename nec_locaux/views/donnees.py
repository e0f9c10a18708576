"""The open data: its page, its files and their description."""

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Site

from nec_locaux.dataset import COLUMNS, DESCRIPTION, LICENCE, NAME, TITLE, as_text, table_schema
from nec_locaux.exports import FORMATS, fingerprint, read_rows, summarise
from nec_locaux.filters import NecLocalFilters
from nec_locaux.models import NecLocauxIndexPage
from socle.chrome import get_chrome

#: A browser keeps a file that long before it asks whether it has changed.
BROWSER_SECONDS: Final = 60
PREVIEW_ROWS: Final = 5
READABLE: Final = {"ensure_ascii": False, "indent": 2}
#: Public data: a page of any site may read them.
OPEN_TO_ALL: Final = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def dataset(page: NecLocauxIndexPage, request: HttpRequest) -> HttpResponse:
    """What the data are, how to take them, what each column means."""
    filters = NecLocalFilters.read(request.GET)
    events = filters.apply(page.events)
    summary = summarise(events)
    downloads = [
        {"format": file_format, "url": _filtered(page.subpage_url("export", slug), filters)}
        for slug, file_format in FORMATS.items()
    ]
    widget_url = _filtered(page.full_subpage_url("widget"), filters)
    rows = read_rows(events, page.full_url or "", PREVIEW_ROWS)
    return page.render(
        request,
        template="nec_locaux/donnees.html",
        context_overrides={
            "filters": filters,
            "summary": summary,
            "licence": LICENCE,
            "columns": COLUMNS,
            "preview": [[as_text(value) for value in row] for row in rows],
            "downloads": downloads,
            "schema_url": page.subpage_url("export", "schema"),
            "package_url": page.subpage_url("export", "datapackage"),
            "widget_url": widget_url,
            "widget_code": _widget_code(widget_url),
            "api_url": _api_url(request),
            "address": page.full_subpage_url("dataset"),
            "structured_data": _structured_data(page, request, summary.updated_at),
        },
    )


def export(page: NecLocauxIndexPage, request: HttpRequest, file_format: str) -> HttpResponseBase:
    """The data in a format, or what describes them."""
    if file_format == "schema":
        return _open(page, JsonResponse(table_schema(page.full_subpage_url("dataset")), json_dumps_params=READABLE))
    if file_format == "datapackage":
        return _open(page, JsonResponse(_data_package(page, request), json_dumps_params=READABLE))
    if file_format in FORMATS:
        return _open(page, _file(page, request, file_format))
    raise Http404


def _file(page: NecLocauxIndexPage, request: HttpRequest, file_format: str) -> HttpResponseBase:
    filters = NecLocalFilters.read(request.GET)
    rows = read_rows(filters.apply(page.events), page.full_url or "")
    # Weak: the same data, whose octets may differ (a workbook holds the time it was made).
    etag = f'W/"{fingerprint(rows)}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged.headers["ETag"] = etag
        return unchanged
    chosen = FORMATS[file_format]
    response = StreamingHttpResponse(chosen.write(rows), content_type=chosen.content_type)
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{NAME}-{timezone.localdate().isoformat()}.{chosen.slug}"'
    )
    return response


def _open(page: NecLocauxIndexPage, response: HttpResponseBase) -> HttpResponseBase:
    """Let a page of any site read the answer, and caches keep it."""
    for name, value in OPEN_TO_ALL.items():
        response.headers[name] = value
    # Wagtail takes this back from a page that only some may read.
    patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=page.cache_seconds)
    return response


def _data_package(page: NecLocauxIndexPage, request: HttpRequest) -> dict[str, Any]:
    """The files as a Data Package (Frictionless Data)."""
    schema_url = page.full_subpage_url("export", "schema")
    return {
        "name": NAME,
        "title": str(TITLE),
        "description": str(DESCRIPTION),
        "homepage": page.full_subpage_url("dataset"),
        "licenses": [{"name": LICENCE.value, "title": str(LICENCE.label), "path": LICENCE.url}],
        "contributors": [{"title": _producer(request), "role": "publisher"}],
        "resources": [
            {
                "name": slug,
                "path": page.full_subpage_url("export", slug),
                "format": slug,
                "mediatype": file_format.media_type,
                "encoding": "utf-8",
                "schema": schema_url,
            }
            for slug, file_format in FORMATS.items()
        ],
    }


def _structured_data(page: NecLocauxIndexPage, request: HttpRequest, updated_at: datetime | None) -> dict[str, Any]:
    """The data as schema.org describes a dataset, for the search engines that list them."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": str(TITLE),
        "description": str(DESCRIPTION),
        "url": page.full_subpage_url("dataset"),
        "license": LICENCE.url,
        "isAccessibleForFree": True,
        "inLanguage": "fr",
        "temporalCoverage": "2018/..",
        "spatialCoverage": "France",
        "creator": {"@type": "Organization", "name": _producer(request)},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": file_format.media_type,
                "contentUrl": page.full_subpage_url("export", slug),
            }
            for slug, file_format in FORMATS.items()
        ],
    }
    return data | ({"dateModified": updated_at.isoformat()} if updated_at else {})


def _producer(request: HttpRequest) -> str:
    """Who answers for the data: the owner of the site, as its settings name it."""
    site = Site.find_for_request(request)
    chrome = get_chrome(site) if site else None
    return (chrome.owner or chrome.site_name) if chrome else ""


def _widget_code(address: str) -> str:
    """What to paste in a page to show the list in it."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="640" loading="lazy" style="border: 0"></iframe>',
        address,
        _("Les prochains NEC locaux"),
    )


def _api_url(request: HttpRequest) -> str:
    """Address of the API, empty on a site that does not serve it."""
    site = Site.find_for_request(request)
    try:
        path = reverse("nec_api:nec-locaux:listing")
    except NoReverseMatch:
        return ""
    return f"{site.root_url}{path}" if site else path


def _filtered(address: str, filters: NecLocalFilters) -> str:
    return f"{address}?{filters.querystring}" if filters.querystring else address
