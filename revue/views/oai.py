"""The repository of the revue (OAI-PMH 2.0): one address, asked by GET or by POST."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Page, Site
from wagtail.views import serve

from revue.models import RevueIndexPage
from revue.oai import protocol, records, sets
from revue.oai.dublin_core import describe
from revue.oai.identifiers import Identifiers
from revue.oai.protocol import ErrorCode, ProtocolError, Verb
from revue.oai.records import Header
from revue.periodical import get_periodical
from socle.models import ContactSettings

CONTENT_TYPE: Final = "text/xml; charset=utf-8"
METHODS: Final = ("GET", "HEAD", "POST")
#: What the protocol's schema takes for an e-mail address.
EMAIL: Final = re.compile(r"\S+@(\S+\.)+\S+")
#: An address of no one (RFC 2606), where neither the team nor the host of the site has one.
NO_EMAIL: Final = "personne@exemple.invalid"


@dataclass(frozen=True)
class Repository:
    """What the answers say of the repository, and how they reach its pages."""

    page: RevueIndexPage
    http_request: HttpRequest

    @property
    def base_url(self) -> str:
        return f"{self.page.get_full_url(self.http_request)}{self.page.reverse_subpage('oai')}"

    @property
    def identifiers(self) -> Identifiers:
        return Identifiers.of_host(urlsplit(self.base_url).hostname or "")


Answer = tuple[str, dict[str, Any]]


@csrf_exempt
def serve_harvester(request: HttpRequest, page_path: str) -> HttpResponseBase:
    """Wagtail's own answer at an address that ends in `oai/`: that of the repository asks no CSRF token of a POST.

    Harvesters send no cookie, and nothing is changed here. Any other page at such an address keeps Wagtail's check.
    """
    path = f"{page_path}/oai/"
    found = Page.route_for_request(request, path)
    is_repository = found is not None and isinstance(found.page.specific, RevueIndexPage)
    view: Callable[..., HttpResponseBase] = serve if is_repository else csrf_protect(serve)
    return view(request, path)


def oai(page: RevueIndexPage, request: HttpRequest) -> HttpResponse:
    """Answer a request of the protocol. Its errors too are answers, of status 200 (§ 3.6)."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    repository = Repository(page, request)
    asked: protocol.Request | None = None
    try:
        asked = protocol.Request.read(request.POST if request.method == "POST" else request.GET)
        template, context = ANSWERS[asked.verb](repository, asked.arguments)
    except ProtocolError as error:
        template, context = "error", {"error": error}
        asked = None if error.code in protocol.SILENT_ERRORS else asked
    context |= {
        "asked": asked,
        "base_url": repository.base_url,
        "response_date": protocol.write_datestamp(timezone.now()),
    }
    response = render(request, f"nec_revue/oai/{template}.xml", context, content_type=CONTENT_TYPE)
    add_never_cache_headers(response)
    return response


def _identify(repository: Repository, arguments: Mapping[str, str]) -> Answer:
    earliest = records.earliest_datestamp() or repository.page.first_published_at or timezone.now()
    return "identify", {
        "name": get_periodical().title,
        "admin_email": _admin_email(repository.http_request),
        "earliest_datestamp": protocol.write_datestamp(earliest),
        "identifiers": repository.identifiers,
        "sample_identifier": repository.identifiers.write(repository.page.translation_key),
    }


def _admin_email(request: HttpRequest) -> str:
    """Where harvesters write, which the protocol asks for: the team's address, else the one the site writes from."""
    site = Site.find_for_request(request)
    contact = ContactSettings.for_site(site).email if site else ""
    candidates = [contact, parseaddr(settings.DEFAULT_FROM_EMAIL)[1], NO_EMAIL]
    return next(address for address in candidates if EMAIL.fullmatch(address))


def _list_metadata_formats(repository: Repository, arguments: Mapping[str, str]) -> Answer:
    if "identifier" in arguments:
        _find(repository, arguments["identifier"])
    return "formats", {"prefix": protocol.METADATA_PREFIX}


def _list_sets(repository: Repository, arguments: Mapping[str, str]) -> Answer:
    """All sets come at once: no token of theirs exists."""
    if "resumptionToken" in arguments:
        protocol.read_token(Verb.LIST_SETS, arguments["resumptionToken"])
    return "sets", {"sets": sets.all_sets(repository.page)}


def _get_record(repository: Repository, arguments: Mapping[str, str]) -> Answer:
    _check_format(arguments)
    header = _find(repository, arguments["identifier"])
    return "record", {"records": _records(repository, [header])}


def _list_identifiers(repository: Repository, arguments: Mapping[str, str]) -> Answer:
    headers, context = _list(Verb.LIST_IDENTIFIERS, arguments)
    return "identifiers", {"headers": [_shown(repository, header) for header in headers], **context}


def _list_records(repository: Repository, arguments: Mapping[str, str]) -> Answer:
    headers, context = _list(Verb.LIST_RECORDS, arguments)
    return "records", {"records": _records(repository, headers), **context}


ANSWERS: Final[Mapping[Verb, Callable[[Repository, Mapping[str, str]], Answer]]] = {
    Verb.IDENTIFY: _identify,
    Verb.LIST_METADATA_FORMATS: _list_metadata_formats,
    Verb.LIST_SETS: _list_sets,
    Verb.GET_RECORD: _get_record,
    Verb.LIST_IDENTIFIERS: _list_identifiers,
    Verb.LIST_RECORDS: _list_records,
}


def _list(verb: Verb, arguments: Mapping[str, str]) -> tuple[list[Header], dict[str, Any]]:
    """A part of the list asked for, with what its answer says of the next one."""
    after = None
    if "resumptionToken" in arguments:
        window, after = protocol.read_token(verb, arguments["resumptionToken"])
    else:
        _check_format(arguments)
        window = protocol.read_window(arguments)
    headers, following = records.list_headers(window, after)
    if not headers:
        raise ProtocolError(ErrorCode.NO_RECORDS_MATCH, _("Aucune notice ne répond à cette demande."))
    return headers, {
        "is_part": bool(after or following),
        "cursor": str(after.cursor if after else 0),
        "token": protocol.write_token(verb, window, following) if following else "",
    }


def _check_format(arguments: Mapping[str, str]) -> None:
    if arguments["metadataPrefix"] != protocol.METADATA_PREFIX:
        raise ProtocolError(ErrorCode.CANNOT_DISSEMINATE_FORMAT, _("Les notices n’existent qu’en oai_dc."))


def _find(repository: Repository, identifier: str) -> Header:
    key = repository.identifiers.read(identifier)
    header = records.find_header(key) if key else None
    if header is None:
        raise ProtocolError(ErrorCode.ID_DOES_NOT_EXIST, _("Cette notice n’existe pas."))
    return header


def _records(repository: Repository, headers: list[Header]) -> list[dict[str, Any]]:
    described = describe(headers, repository.http_request)
    return [{"header": _shown(repository, header), "elements": described.get(header.page_id, [])} for header in headers]


def _shown(repository: Repository, header: Header) -> dict[str, Any]:
    return {
        "identifier": repository.identifiers.write(header.key),
        "datestamp": protocol.write_datestamp(header.datestamp),
        "set_specs": header.set_specs,
        "is_deleted": header.is_deleted,
    }
