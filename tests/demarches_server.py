"""A Démarches simplifiées of the tests' own: it pages, refuses, slows down, deletes and drops what it does not take."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django import Settings

TOKEN = "jeton-de-test-0123456789"
DEMARCHE = 4242


@dataclass
class Reply:
    """An answer given in place of the true one."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def dossier(number: int, **changes: Any) -> dict[str, Any]:
    """A dossier as the API gives it."""
    node = {
        "id": f"RG9zc2llci0{number}",
        "number": number,
        "state": "en_construction",
        "dateDepot": "2027-01-10T09:30:00+01:00",
        "dateDerniereModification": "2027-01-10T09:30:00+01:00",
        "motivation": None,
        "usager": {"email": f"Porteuse{number}@exemple.fr"},
        "demandeur": {"__typename": "PersonnePhysique", "nom": "", "prenom": ""},
        "champs": [champ("T1", f"NEC {number}")],
    }
    return node | changes


def champ(key: str, text: str | None, kind: str = "TextChamp", **values: Any) -> dict[str, Any]:
    """An answer as the API gives it."""
    return {"id": key, "__typename": kind, "label": f"Question {key}", "stringValue": text} | values


def deleted(number: int, reason: str = "user_request") -> dict[str, Any]:
    """A deleted dossier as the API gives it."""
    return {
        "id": f"RGVsZXRlZC0{number}",
        "number": number,
        "reason": reason,
        "dateSupression": "2027-01-20T08:00:00+01:00",
    }


class FakeService:
    """What the service holds, and what it was asked. `script` holds the answers to give first."""

    def __init__(self) -> None:
        self.empty()

    def empty(self) -> None:
        self.dossiers: list[dict[str, Any]] = []
        self.deleted: list[dict[str, Any]] = []
        self.pending: list[dict[str, Any]] = []
        self.descriptors: list[dict[str, Any]] = []
        self.script: list[Reply] = []
        self.page_size = 100
        #: The cursor after which it is out of order; empty for none.
        self.fails_after = ""
        #: The variables of each question asked of the GraphQL API, and its headers.
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        #: The answers of each dossier begun by prefilling.
        self.begun: list[dict[str, Any]] = []

    def answer(self, path: str, headers: dict[str, str], payload: dict[str, Any], origin: str) -> Reply:
        self.headers.append(headers)
        if path == "/api/v2/graphql":
            self.asked.append(payload["variables"])
        if self.script:
            return self.script.pop(0)
        if path == f"/api/public/v1/demarches/{DEMARCHE}/dossiers":
            return self._begin(payload, origin)
        if path != "/api/v2/graphql":
            return Reply(404, {"error": "not found"})
        if headers.get("authorization") != f"Bearer token={TOKEN}":
            return Reply(403, {"errors": [{"message": "Without a token, only persisted queries are allowed"}]})
        return self._read(payload["query"], payload["variables"])

    def _begin(self, values: dict[str, Any], origin: str) -> Reply:
        self.begun.append(values)
        number = 9000 + len(self.begun)
        begun = {
            "dossier_url": f"{origin}/commencer/nec?prefill_token=secret{number}",
            "state": "prefilled",
            "dossier_id": f"RG9zc2llci0{number}",
            "dossier_number": number,
            "dossier_prefill_token": f"secret{number}",
        }
        return Reply(201, begun)

    def _read(self, query: str, variables: dict[str, Any]) -> Reply:
        if self.fails_after and variables.get("after") == self.fails_after:
            return Reply(503)
        if variables["number"] != DEMARCHE:
            error = {"message": "DemarcheWithNumber not found", "extensions": {"code": "not_found"}}
            return Reply(200, {"errors": [error], "data": None})
        if "demarcheDescriptor(" in query:
            revision = {"champDescriptors": self.descriptors}
            return Reply(200, {"data": {"demarcheDescriptor": {"revision": revision}}})
        if "pendingDeletedDossiers(" in query:
            rows = self.pending
        elif "deletedDossiers(" in query:
            rows = self.deleted
        else:
            since = variables["since"]
            rows = [row for row in self.dossiers if since is None or row["dateDerniereModification"] >= since]
        first = int(variables["after"] or 0)
        last = first + min(self.page_size, variables["first"])
        info = {"hasNextPage": last < len(rows), "endCursor": str(last) if rows else None}
        return Reply(200, {"data": {"demarche": {"page": {"pageInfo": info, "nodes": rows[first:last]}}}})


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_POST(self) -> None:
        payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.service.answer(self.path, headers, payload, self.server.origin)
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """The tests say what matters."""


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service = FakeService()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture(scope="module")
def demarches_server() -> Iterator[_Server]:
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def service(demarches_server: _Server, settings: Settings) -> FakeService:
    """The service, empty; the site has its token."""
    settings.NEC_DEMARCHES_TOKEN = TOKEN
    settings.NEC_DEMARCHES_HOSTS = ["127.0.0.1"]
    demarches_server.service.empty()
    return demarches_server.service


@pytest.fixture
def origin(demarches_server: _Server) -> str:
    """Where the service listens."""
    return demarches_server.origin
