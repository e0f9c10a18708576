"""Who may open what: every address of the organisers' pages, asked for by whoever may not.

An address that `candidatures.urls` gains needs a row here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidatures.access import FORM_TOKEN_FIELD, form_token
from candidatures.enums import EntryKind, Role, State
from candidatures.models import (
    Appointment,
    Candidature,
    Convention,
    Courriel,
    InformationItem,
    InformationRequest,
    JournalEntry,
    Message,
    Participation,
    PieceJointe,
    Porteur,
    SignInLink,
    StepAnswers,
    StepRevision,
)
from candidatures.urls import urlpatterns
from home.models import HomePage
from tests.factories import CandidatureFactory, PorteurFactory
from tests.porteurs import signed_in

pytestmark = pytest.mark.django_db

SECRET: Final = "Zinzolin"
OWNER: Final = "zinzolin@exemple.fr"
#: What no answer to somebody else may hold.
TRACES: Final = (SECRET.encode(), OWNER.encode(), b"NEC-2026-7777")
ROWS: Final[tuple[type[Model], ...]] = (
    Candidature,
    StepAnswers,
    StepRevision,
    Participation,
    Message,
    PieceJointe,
    InformationRequest,
    InformationItem,
    JournalEntry,
    Courriel,
    Appointment,
    Convention,
    SignInLink,
)


@dataclass(frozen=True)
class Row:
    """An address below a candidature. Each status is what a stranger's request gets; `method` is how it is used."""

    method: str = "GET"
    arguments: tuple[str, ...] = ()
    state: State = State.DRAFT
    data: dict[str, str] = field(default_factory=dict)
    #: Signed out, without a form of the site.
    signed_out: int = 302
    #: Signed out, with a form made for somebody else.
    foreign_form: int = 302
    #: Signed in as the owner, with a form made for somebody else.
    mixed_form: int = 403
    #: Signed in as the owner, with a form that this site did not make.
    forged_form: int = 403


#: Pages that save what they are sent once the session is over: they look at the form alone, and find nothing to write
#: in for a stranger's, nor for one that is forged.
SAVES: Final[dict[str, Any]] = {"signed_out": 403, "foreign_form": 404, "mixed_form": 404}
#: What is typed to the team comes back to be sent after signing in; nothing of the candidature is with it.
KEEPS: Final[dict[str, Any]] = {"signed_out": 401, "foreign_form": 401, "mixed_form": 401, "forged_form": 401}

MATRIX: Final[dict[str, list[Row]]] = {
    "follow_up": [Row()],
    "step": [
        Row(arguments=("porteur",)),
        Row("POST", ("porteur",), data={"structure_name": "Volée"}, **SAVES),
        Row(arguments=("budget",)),
        Row("POST", ("pieces",), data={"pieces_note": "Volée"}, **SAVES),
        Row("POST", ("bilan-qualitatif",), State.REPORTS_DUE, {"liked": "Volé"}, **SAVES),
    ],
    "revisions": [Row(arguments=("porteur",)), Row("POST", ("porteur",), data={"take": "0.structure_name"})],
    "submit": [Row(), Row("POST", **SAVES)],
    "prefill": [Row(), Row("POST", **SAVES)],
    "upload": [Row("POST", **SAVES)],
    "file": [Row(arguments=("file",))],
    "remove_file": [Row("POST", ("file",))],
    "send_message": [Row("POST", state=State.SUBMITTED, data={"body": "Volé"}, **KEEPS)],
    "answer_request": [
        Row(arguments=("request",), state=State.INFO_REQUESTED),
        Row(
            "POST",
            ("request",),
            State.INFO_REQUESTED,
            {"action": "envoyer"},
            signed_out=403,
            foreign_form=404,
        ),
    ],
    "appointment": [Row(arguments=("appointment",), state=State.INTERVIEW)],
    "agreement": [Row(state=State.AGREEMENT_SENT)],
    "send_signed": [Row("POST", state=State.AGREEMENT_SENT)],
    "kit_file": [Row(arguments=("kit",), state=State.VALIDATED)],
    "bilan": [Row(state=State.REPORTS_DUE), Row("POST", state=State.REPORTS_DUE)],
    "send_bilan": [Row("POST", state=State.REPORTS_DUE)],
    "people": [Row(), Row("POST", data={"email": "voleuse@exemple.fr"}), Row("POST", data={"retirer": "owner"})],
    "withdraw": [Row(state=State.SUBMITTED), Row("POST", state=State.SUBMITTED)],
    "export_json": [Row()],
    "export_pdf": [Row()],
    "delete": [Row(), Row("POST")],
}
#: The door: addresses of no candidature (`test_access`, `test_access_start`).
DOOR: Final = {"list", "sign_in", "link_sent", "use_link", "sign_out", "begin"}

CASES: Final = [
    pytest.param(name, row, id=f"{name}-{'-'.join(row.arguments)}-{row.method}-{next(iter(row.data), '')}")
    for name, rows in MATRIX.items()
    for row in rows
]
WRITING: Final = [case for case in CASES if case.values[1].method == "POST"]  # type: ignore[union-attr]


@dataclass
class Scene:
    """A candidature with something of each kind, who owns it, who did, and who never did."""

    candidature: Candidature
    owner: Porteur
    former: Porteur
    stranger: Porteur
    arguments: dict[str, Any]

    def url(self, name: str, row: Row) -> str:
        arguments = [self.arguments.get(argument, argument) for argument in row.arguments]
        return reverse(f"nec_candidatures:{name}", args=[self.candidature.uuid, *arguments])

    def data(self, row: Row) -> dict[str, str]:
        return {key: str(self.arguments.get(value, value)) for key, value in row.data.items()}


@pytest.fixture
def stage(home_page: HomePage) -> Callable[[Row], Scene]:
    return _stage


def _stage(row: Row) -> Scene:
    owner = PorteurFactory(email=OWNER)
    candidature = CandidatureFactory(
        porteur=owner,
        state=row.state,
        title=f"Le {SECRET}",
        structure_name=SECRET,
        number="NEC-2026-7777",
        answers={
            "porteur": {"structure_name": SECRET, "contact_email": OWNER},
            "evenement": {"title": SECRET},
            "budget": {"budget_note": SECRET},
            "bilan-qualitatif": {"liked": SECRET},
        },
    )
    StepRevision.objects.create(
        answers=candidature.answers.get(step="porteur"), revision=0, values={"structure_name": f"Ancien {SECRET}"}
    )
    Message.objects.create(candidature=candidature, porteur=owner, body=SECRET)
    file = PieceJointe.objects.create(
        candidature=candidature,
        file=ContentFile(SECRET.encode(), "note.pdf"),
        name=f"{SECRET}.pdf",
        content_type="application/pdf",
        size=8,
        sha256="0" * 64,
    )
    asked = InformationRequest.objects.create(candidature=candidature, introduction=SECRET)
    InformationItem.objects.create(request=asked, question=SECRET)
    start = timezone.now() + timedelta(days=3)
    appointment = Appointment.objects.create(
        candidature=candidature, starts_at=start, ends_at=start + timedelta(hours=1), place=SECRET, note=SECRET
    )
    Convention.objects.create(
        candidature=candidature, number=SECRET, document=ContentFile(b"%PDF-1.7", "c.pdf"), sent_at=timezone.now()
    )
    JournalEntry.objects.create(
        candidature=candidature, kind=EntryKind.ACCESS, role=Role.PORTEUR, text=SECRET, is_public=True
    )
    former, stranger = PorteurFactory(), PorteurFactory()
    Participation.objects.create(candidature=candidature, porteur=former).delete()
    CandidatureFactory(porteur=stranger)
    arguments = {
        "file": file.uuid,
        "request": asked.pk,
        "appointment": appointment.uuid,
        "kit": "logo",
        "owner": candidature.participations.get().pk,
    }
    return Scene(candidature, owner, former, stranger, arguments)


def snapshot() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in ROWS}


def ask(client: Client, row: Row, url: str, data: dict[str, str] | None = None) -> Any:
    return client.post(url, data or {}) if row.method == "POST" else client.get(url)


def assert_shows_nothing(response: Any) -> None:
    answer = b"".join(response.streaming_content) if response.streaming else response.content
    headers = str(dict(response.headers)).encode()
    assert [trace for trace in TRACES if trace in answer or trace in headers] == []


def test_every_address_is_in_the_matrix() -> None:
    names = [pattern.name for pattern in urlpatterns]
    assert sorted(names) == sorted(set(names))  # type: ignore[type-var]
    assert set(names) == set(MATRIX) | DOOR
    # An address of a candidature is not in the door's list.
    assert {pattern.name for pattern in urlpatterns if "<uuid:uuid>" in str(pattern.pattern)} == set(MATRIX)


@pytest.mark.parametrize(("name", "row"), CASES)
def test_owner_is_let_in(stage: Callable[[Row], Scene], name: str, row: Row) -> None:
    """Otherwise the refusals below would prove nothing."""
    scene = stage(row)
    client = signed_in(scene.owner)
    url, data = scene.url(name, row), scene.data(row)
    response: Any = client.send(url, data) if row.method == "POST" else client.get(url)
    response.close()
    assert response.status_code in {200, 302, 303, 409, 422}
    assert "/connexion/" not in response.headers.get("Location", "")


@pytest.mark.parametrize(("name", "row"), CASES)
def test_signed_out_visitor_is_led_to_sign_in(stage: Callable[[Row], Scene], name: str, row: Row) -> None:
    scene = stage(row)
    before = snapshot()
    url = scene.url(name, row)
    response = ask(Client(enforce_csrf_checks=True), row, url, scene.data(row))
    assert response.status_code == row.signed_out
    if response.status_code == 302:
        suite = quote(url, safe="") if row.method == "GET" else ""
        assert response.headers["Location"] == f"/mes-dossiers/connexion/?suite={suite}"
    assert_shows_nothing(response)
    assert snapshot() == before


@pytest.mark.parametrize("who", ["stranger", "former"])
@pytest.mark.parametrize(("name", "row"), CASES)
def test_other_organiser_finds_nothing(stage: Callable[[Row], Scene], name: str, row: Row, who: str) -> None:
    scene = stage(row)
    client = signed_in(getattr(scene, who))
    before = snapshot()
    url, data = scene.url(name, row), scene.data(row)
    response: Any = client.send(url, data) if row.method == "POST" else client.get(url)
    assert response.status_code == 404
    assert_shows_nothing(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert snapshot() == before


@pytest.mark.parametrize("who", ["stranger", "former"])
@pytest.mark.parametrize(("name", "row"), WRITING)
def test_form_of_another_organiser_writes_nothing(stage: Callable[[Row], Scene], name: str, row: Row, who: str) -> None:
    scene = stage(row)
    foreign = {FORM_TOKEN_FIELD: form_token(signed_in(getattr(scene, who)).session_row)}
    owner = signed_in(scene.owner)
    before = snapshot()
    url, data = scene.url(name, row), scene.data(row) | foreign
    alone, mixed = Client().post(url, data), owner.post(url, data)
    assert (alone.status_code, mixed.status_code) == (row.foreign_form, row.mixed_form)
    assert_shows_nothing(alone)
    assert_shows_nothing(mixed)
    assert snapshot() == before


@pytest.mark.parametrize("token", ["", "1:x:y", "forged"])
@pytest.mark.parametrize(("name", "row"), WRITING)
def test_forged_form_writes_nothing(stage: Callable[[Row], Scene], name: str, row: Row, token: str) -> None:
    scene = stage(row)
    owner = signed_in(scene.owner)
    true_token = form_token(owner.session_row)
    forged = true_token[:-1] + ("A" if true_token[-1] != "A" else "B") if token == "forged" else token
    before = snapshot()
    url, data = scene.url(name, row), scene.data(row) | {FORM_TOKEN_FIELD: forged}
    alone, mine = Client().post(url, data), owner.post(url, data)
    assert (alone.status_code, mine.status_code) == (row.signed_out, row.forged_form)
    assert_shows_nothing(alone)
    assert snapshot() == before


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://autre.example"}])
@pytest.mark.parametrize(("name", "row"), WRITING)
def test_other_site_writes_nothing(stage: Callable[[Row], Scene], name: str, row: Row, headers: dict[str, Any]) -> None:
    """Even with a form of the owner's, had it been stolen."""
    scene = stage(row)
    owner = signed_in(scene.owner)
    before = snapshot()
    response: Any = owner.send(scene.url(name, row), scene.data(row), headers=headers)
    assert response.status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("name", ["list", "sign_in", "link_sent", "sign_out"])
def test_door_shows_nothing_of_others(stage: Callable[[Row], Scene], name: str) -> None:
    scene = stage(Row())
    for client in (Client(), signed_in(scene.former), signed_in(scene.stranger)):
        assert_shows_nothing(client.get(reverse(f"nec_candidatures:{name}")))
