"""Démarches simplifiées over HTTPS: its GraphQL API (v2), and its prefilling (public API, v1).

The token goes in a header of the GraphQL API alone. No message made here holds it.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final, TypeVar

import requests
from django.utils.translation import gettext as _
from pydantic import BaseModel, TypeAdapter, ValidationError
from requests.auth import AuthBase

from candidatures.demarches import queries
from candidatures.demarches.address import address_problem, is_own_address
from candidatures.demarches.shapes import Begun, Descriptor, Envelope, GraphQLError, Page
from socle.text import clean_line

#: Dossiers asked for at once: the most that the API gives.
PAGE_SIZE: Final = 100
#: Bytes, once decompressed: a hundred dossiers weigh some megabytes.
MAX_ANSWER: Final = 30_000_000
#: Seconds to connect, then between two packets.
TIMEOUT: Final = (5, 30)
#: Seconds for a whole answer.
LONGEST_ANSWER: Final = 120.0
CHUNK: Final = 65_536
#: Signs kept of what the service says of an error.
MAX_REASON: Final = 200
FIRST_PAUSE: Final = 2.0

Shape = TypeVar("Shape", bound=BaseModel)


class DemarchesError(Exception):
    """The service did not give what was asked. Its text says why to the team, in French."""


@dataclass(frozen=True)
class Patience:
    """How often the same thing is asked, and how long it is waited for between, in seconds."""

    tries: int = 5
    longest_pause: float = 120.0
    wait: Callable[[float], None] = time.sleep


#: For who is waiting for a page.
NO_PATIENCE: Final = Patience(tries=1)


@dataclass(frozen=True)
class _Answer:
    status: int
    retry_after: str
    body: bytes


class _Bearer(AuthBase):
    """The token in its header. Given this way, no file of the machine replaces it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer token={self._token}"
        return request


class Client:
    """The service at `base_url`. Without a token it prefills, and reads nothing."""

    def __init__(self, base_url: str, token: str = "", *, patience: Patience | None = None) -> None:
        problem = address_problem(base_url)
        if problem:
            raise DemarchesError(problem)
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._patience = patience or Patience()

    @property
    def may_read(self) -> bool:
        return bool(self._token)

    def page(self, query: str, number: int, *, after: str, since: datetime | None) -> Page:
        """The page of a list of the démarche `number` that follows the cursor `after`, empty for the first.

        Raises:
            DemarchesError: when it cannot be had.
        """
        variables = {
            "number": number,
            "first": PAGE_SIZE,
            "after": after or None,
            "since": since.isoformat() if since else None,
        }
        found = self._read(query, variables).get("demarche")
        page = found.get("page") if isinstance(found, dict) else None
        return _checked(Page, page)

    def descriptors(self, number: int) -> list[Descriptor]:
        """The questions of the démarche `number`, as it is published.

        Raises:
            DemarchesError: when they cannot be had.
        """
        found = self._read(queries.DESCRIPTORS, {"number": number}).get("demarcheDescriptor")
        revision = found.get("revision") if isinstance(found, dict) else None
        rows = revision.get("champDescriptors") if isinstance(revision, dict) else None
        return [_checked(Descriptor, row) for row in rows] if isinstance(rows, list) else []

    def begin(self, number: int, values: dict[str, str | list[str]]) -> Begun:
        """Begin a dossier of the démarche `number` with answers. It is asked once: twice would make two of them.

        Raises:
            DemarchesError: when none could be begun, or when nobody knows.
        """
        path = f"/api/public/v1/demarches/{number}/dossiers"
        begun = _checked(Begun, _json(self._post(path, values, None, NO_PATIENCE)))
        if not is_own_address(begun.url):
            raise DemarchesError(_("Le service a donné une adresse qui n’est pas la sienne."))
        return begun

    def _read(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        if not self._token:
            raise DemarchesError(_("Le jeton de Démarches simplifiées manque (variable DEMARCHES_TOKEN)."))
        body = self._post("/api/v2/graphql", {"query": query, "variables": variables}, _Bearer(self._token))
        envelope = _checked(Envelope, _json(body))
        if envelope.errors:
            raise DemarchesError(self._without_token(_graphql_reason(envelope.errors[0])))
        return envelope.data or {}

    def _post(
        self, path: str, payload: dict[str, Any], auth: AuthBase | None, patience: Patience | None = None
    ) -> bytes:
        """What the service answers, asked again while it says that it cannot now."""
        patience = patience or self._patience
        for pause in (*_pauses(patience.tries), None):
            try:
                answer = self._send(path, payload, auth)
            except requests.RequestException as error:
                reason, asked = _network_reason(error), None
            else:
                if not _is_passing(answer.status):
                    return self._body(answer)
                reason, asked = _status_reason(answer.status), _seconds(answer.retry_after)
            wait = max(pause or 0.0, asked or 0.0)
            if pause is None or wait > patience.longest_pause:
                raise DemarchesError(reason)
            patience.wait(wait)
        raise AssertionError

    def _send(self, path: str, payload: dict[str, Any], auth: AuthBase | None) -> _Answer:
        end = time.monotonic() + LONGEST_ANSWER
        with requests.post(
            f"{self._base_url}{path}",
            json=payload,
            auth=auth or _no_auth,
            headers={"Accept": "application/json", "User-Agent": "nec-site"},
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as response:
            body = bytearray()
            for chunk in response.iter_content(CHUNK):
                body += chunk
                if len(body) > MAX_ANSWER:
                    raise DemarchesError(_("Le service a donné une réponse trop longue."))
                if time.monotonic() > end:
                    raise requests.Timeout
            return _Answer(response.status_code, response.headers.get("Retry-After", ""), bytes(body))

    def _body(self, answer: _Answer) -> bytes:
        if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            return answer.body
        said = _said(answer.body)
        reason = _status_reason(answer.status)
        raise DemarchesError(self._without_token(f"{reason} {said}" if said else reason))

    def _without_token(self, text: str) -> str:
        return text.replace(self._token, "…") if self._token else text


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Given in place of nothing, for which a file of the machine (`.netrc`) might be read."""
    return request


def _pauses(tries: int) -> Iterator[float]:
    """Seconds to wait after each try but the last: 2, 4, 8, 16."""
    for number in range(tries - 1):
        yield FIRST_PAUSE * 2**number


def _is_passing(status: int) -> bool:
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _seconds(retry_after: str) -> float | None:
    """How long the service asks to wait: a number of seconds or a date (RFC 9110, 10.2.3)."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (known - datetime.now(UTC)).total_seconds())


def _json(body: bytes) -> Any:
    try:
        return TypeAdapter(dict[str, Any]).validate_json(body)
    except ValidationError:
        raise DemarchesError(_("Le service a donné une réponse qui ne se lit pas.")) from None


def _checked(shape: type[Shape], value: Any) -> Shape:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        name = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = _("Le service a donné une réponse qui ne se lit pas (%(name)s).")
        raise DemarchesError(message % {"name": name or shape.__name__}) from None


def _graphql_reason(error: GraphQLError) -> str:
    match error.code:
        case "unauthorized":
            return _("Le jeton ne donne pas accès à cette démarche.")
        case "not_found":
            return _("Cette démarche n’existe pas dans le service.")
        case _:
            return _("Le service signale une erreur : « %(said)s ».") % {"said": _short(error.message)}


def _network_reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return _("Le service n’a pas répondu à temps.")
    if isinstance(error, requests.exceptions.SSLError):
        return _("Le certificat du service est refusé.")
    return _("Le service ne répond pas.")


def _status_reason(status: int) -> str:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return _("Le service refuse le jeton.")
    if status == HTTPStatus.NOT_FOUND:
        return _("Cette démarche n’existe pas dans le service, ou n’est plus publiée.")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _("Le service demande d’attendre : trop de demandes.")
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return _("Le service renvoie vers une autre adresse : corrigez la sienne dans les réglages.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("Le service est en panne (%(status)s).") % {"status": status}
    return _("Le service refuse la demande (%(status)s).") % {"status": status}


def _said(body: bytes) -> str:
    """What a refusal says of itself, if it can be read."""
    try:
        found = TypeAdapter(dict[str, Any]).validate_json(body)
    except ValidationError:
        return ""
    errors = found.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else found.get("error")
    said = first.get("message") if isinstance(first, dict) else first
    return f"« {_short(said)} »" if isinstance(said, str) and said else ""


def _short(text: str) -> str:
    return clean_line(text)[:MAX_REASON]
