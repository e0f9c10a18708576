"""What organisers send to the team: made once, refused near its field, never lost."""

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidatures.access import cookie_name
from candidatures.enums import FileKind, State
from candidatures.forms.exchanges import RequestForm
from candidatures.models import Candidature, Courriel, InformationItem, InformationRequest, Message, Porteur
from candidatures.models.files import private_storage
from candidatures.services import exchanges
from candidatures.services.transitions import TransitionRefusedError
from home.models import HomePage
from tests.concurrency import run_together
from tests.factories import AppelPageFactory, AppelVersionFactory, CandidatureFactory, PorteurFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import main_text, read, texts
from tests.uploads import pdf

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)


@pytest.fixture
def porteur() -> Porteur:
    made: Porteur = PorteurFactory(email="camille@exemple.fr")
    return made


@pytest.fixture
def candidature(home_page: HomePage, porteur: Porteur) -> Candidature:
    """A candidature under review, of a call whose team has an address."""
    appel = AppelPageFactory(parent=home_page, recipients="equipe@exemple.fr")
    made: Candidature = CandidatureFactory(
        porteur=porteur,
        version=AppelVersionFactory(appel=appel),
        state=State.IN_REVIEW,
        title="NEC Vosges",
        answers={"publics": {"venue_capacity": "180", "target_publics": ["elus"], "expected_attendance": "160"}},
    )
    return made


def asked(candidature: Candidature, *targets: str, due_on: date | None = date(2026, 11, 2)) -> InformationRequest:
    """A request of a question for each of `targets`; the candidature then awaits its answers."""
    Candidature.objects.filter(pk=candidature.pk).update(state=State.INFO_REQUESTED)
    candidature.refresh_from_db()
    request = InformationRequest.objects.create(candidature=candidature, due_on=due_on)
    for rank, target in enumerate(targets):
        InformationItem.objects.create(request=request, question=f"Question {rank} ?", target=target, sort_order=rank)
    return request


def message_address(candidature: Candidature) -> str:
    return f"/mes-dossiers/{candidature.uuid}/messages/"


def request_address(request: InformationRequest) -> str:
    return f"/mes-dossiers/{request.candidature.uuid}/demandes/{request.pk}/"


def field_name(request: InformationRequest, rank: int, name: str) -> str:
    return f"question-{request.items.all()[rank].pk}-{name}"


def test_a_message_goes_to_the_team_with_its_files_and_without_its_words_in_the_mail(
    candidature: Candidature, porteur: Porteur
) -> None:
    files = [SimpleUploadedFile("plan.pdf", pdf("plan")), SimpleUploadedFile("salle.pdf", pdf("salle"))]
    response = signed_in(porteur).send(
        message_address(candidature), {"body": "Mot secret", "token": str(uuid4()), "files": files}
    )

    assert (response.status_code, response.headers["Location"]) == (
        303,
        f"/mes-dossiers/{candidature.uuid}/?fait=message#echanges",
    )
    message = candidature.messages.get()
    assert (message.body, message.porteur, message.is_from_team) == ("Mot secret", porteur, False)
    assert [(piece.name, piece.kind) for piece in message.files.all()] == [
        ("plan.pdf", FileKind.MESSAGE),
        ("salle.pdf", FileKind.MESSAGE),
    ]
    mail = Courriel.objects.get()
    assert mail.to == "equipe@exemple.fr"
    assert "2 fichiers l’accompagnent" in mail.body
    assert "Mot secret" not in mail.body
    assert [(line.text, line.is_public) for line in candidature.journal.all()] == [("Message envoyé à l’équipe.", True)]


def test_a_message_sent_twice_is_one_with_one_mail(candidature: Candidature, porteur: Porteur) -> None:
    client, data = signed_in(porteur), {"body": "Bonjour", "token": str(uuid4())}

    for _time in range(2):
        assert client.send(message_address(candidature), data).status_code == 303

    assert Message.objects.count() == Courriel.objects.count() == candidature.journal.count() == 1


def test_the_token_of_a_message_of_others_gives_a_message_of_its_own(
    candidature: Candidature, porteur: Porteur
) -> None:
    other = Message.objects.create(candidature=CandidatureFactory(), body="À d’autres")

    signed_in(porteur).send(message_address(candidature), {"body": "À nous", "token": str(other.token)})

    assert candidature.messages.get().body == "À nous"
    other.refresh_from_db()
    assert other.body == "À d’autres"


@pytest.mark.parametrize("token", ["", "x", "\x00", "0" * 500])
def test_a_token_that_is_none_loses_no_message(candidature: Candidature, porteur: Porteur, token: str) -> None:
    signed_in(porteur).send(message_address(candidature), {"body": "Bonjour", "token": token})

    assert candidature.messages.get().body == "Bonjour"


def test_a_file_refused_keeps_the_message_in_its_field_and_nothing_in_store(
    candidature: Candidature, porteur: Porteur
) -> None:
    files = [SimpleUploadedFile("a.pdf", pdf("a")), SimpleUploadedFile("b.html", b"<script>")]
    response = signed_in(porteur).send(message_address(candidature), {"body": "Bonjour à vous", "files": files})

    assert response.status_code == 422
    assert "Bonjour à vous</textarea>" in response.content.decode()
    assert 'id="message-files_error"' in response.content.decode()
    assert not Message.objects.exists()
    assert not candidature.files.exists()


def test_hostile_words_are_shown_as_they_are_typed(candidature: Candidature, porteur: Porteur) -> None:
    client = signed_in(porteur)
    client.send(message_address(candidature), {"body": "<script>alert(1)</script>\x00\u202e {{ a }}"})

    soup = read(client, f"/mes-dossiers/{candidature.uuid}/")

    assert texts(soup, ".follow-words") == ["<script>alert(1)</script> {{ a }}"]
    assert not soup.select(".follow-words script")


def test_too_many_messages_are_refused_with_their_words_kept(candidature: Candidature, porteur: Porteur) -> None:
    client = signed_in(porteur)
    with time_machine.travel(TODAY, tick=False):
        client.session_row.expires_at = client.session_row.expires_at.replace(year=2030)
        client.session_row.save()
        for rank in range(30):
            assert client.send(message_address(candidature), {"body": f"Message {rank}"}).status_code == 303
        response = client.send(message_address(candidature), {"body": "Le trente et unième"})

    assert response.status_code == 429
    assert "Le trente et unième</textarea>" in response.content.decode()


def test_a_message_sent_after_the_session_waits_in_a_form_that_sends_it_later(
    candidature: Candidature, porteur: Porteur
) -> None:
    client, token = signed_in(porteur), str(uuid4())
    session_cookie = client.cookies.pop(cookie_name())

    kept = client.send(message_address(candidature), {"body": "<b>Bonjour", "token": token})

    assert kept.status_code == 401
    assert "&lt;b&gt;Bonjour</textarea>" in kept.content.decode()
    assert f'value="{token}"' in kept.content.decode()
    assert "NEC Vosges" not in kept.content.decode()
    assert not Message.objects.exists()
    client.cookies[cookie_name()] = session_cookie.value
    assert client.send(message_address(candidature), {"body": "<b>Bonjour", "token": token}).status_code == 303


def test_answers_go_into_the_dossier_and_back_to_the_team(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "publics.venue_capacity", "")
    data = {
        field_name(request, 0, "venue_capacity"): "220",
        field_name(request, 1, "answer"): "La salle est réservée.",
        "action": "envoyer",
    }
    with time_machine.travel(TODAY, tick=False):
        client = signed_in(porteur)
        for _time in range(2):
            assert client.send(request_address(request), data).status_code == 303

    candidature = Candidature.objects.get(pk=candidature.pk)
    request.refresh_from_db()
    assert candidature.state == State.IN_REVIEW
    assert candidature.answers_of("publics")["venue_capacity"] == "220"
    assert candidature.answers_of("publics")["target_publics"] == ["elus"]
    assert [item.answer for item in request.items.all()] == [{"venue_capacity": "220"}, "La salle est réservée."]
    assert [version.answers["publics"]["venue_capacity"] for version in candidature.dossier_versions.all()] == ["220"]
    assert [line.text for line in candidature.journal.all()] == ["Réponses envoyées à l’équipe."]
    assert Courriel.objects.count() == 1


def test_answers_after_the_day_are_taken_and_said_late(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "", due_on=date(2026, 11, 1))
    with time_machine.travel(TODAY, tick=False):
        client = signed_in(porteur)
        assert "est passée. Vous pouvez encore répondre" in main_text(read(client, request_address(request)))
        client.send(request_address(request), {field_name(request, 0, "answer"): "Voici.", "action": "envoyer"})

    (line,) = candidature.journal.all()
    assert line.data["is_late"] is True
    assert "après la date demandée" in line.text


def test_wrong_answers_are_kept_and_told_field_by_field(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "publics.venue_capacity", "budget.expenses", "")
    amount = field_name(request, 1, "expenses-0-amount")
    response = signed_in(porteur).send(
        request_address(request),
        {
            field_name(request, 0, "venue_capacity"): "beaucoup",
            field_name(request, 1, "expenses-0-label"): "Salle",
            amount: "cher",
            "action": "envoyer",
        },
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="beaucoup"' in page
    for target in (field_name(request, 0, "venue_capacity"), amount, field_name(request, 2, "answer")):
        assert f'href="#{target}"' in page
        assert f'id="{target}_error"' in page
    first = request.items.first()
    assert first is not None
    assert first.answer == {"venue_capacity": "beaucoup"}
    assert candidature.answers_of("publics")["venue_capacity"] == "180"


def test_saving_sends_nothing_and_shows_again_what_was_typed(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "publics.venue_capacity")
    client, name = signed_in(porteur), field_name(request, 0, "venue_capacity")

    client.send(request_address(request), {name: "beaucoup"})

    (field,) = read(client, request_address(request)).select(f'[name="{name}"]')
    assert field["value"] == "beaucoup"
    request.refresh_from_db()
    assert request.is_open
    assert not Courriel.objects.exists()


def test_answers_sent_after_the_session_are_kept(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "")
    client = signed_in(porteur)
    del client.cookies[cookie_name()]

    response = client.send(request_address(request), {field_name(request, 0, "answer"): "Texte", "action": "envoyer"})

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/mes-dossiers/connexion/?suite=")
    assert [item.answer for item in request.items.all()] == ["Texte"]
    request.refresh_from_db()
    assert request.is_open


def test_a_cancelled_request_says_so_and_keeps_what_was_typed_in_its_field(
    candidature: Candidature, porteur: Porteur
) -> None:
    request = asked(candidature, "")
    InformationRequest.objects.update(cancelled_at="2026-11-01T10:00Z")

    response = signed_in(porteur).send(
        request_address(request), {field_name(request, 0, "answer"): "Texte", "action": "envoyer"}
    )

    assert response.status_code == 409
    assert "L’équipe a annulé cette demande" in response.content.decode()
    assert "Texte</textarea>" in response.content.decode()


def test_the_dossier_goes_back_with_the_last_request_answered(candidature: Candidature, porteur: Porteur) -> None:
    first, second = asked(candidature, ""), asked(candidature, "")
    for request, state in ((first, State.INFO_REQUESTED), (second, State.IN_REVIEW)):
        exchanges.answer_request(InformationRequest.objects.get(pk=request.pk), porteur, {})
        candidature.refresh_from_db()
        assert candidature.state == state


@pytest.mark.django_db(transaction=True)
def test_the_dossier_goes_back_when_its_last_requests_are_answered_at_once() -> None:
    candidature = CandidatureFactory()
    porteur = candidature.porteurs.get()
    requests = [asked(candidature, ""), asked(candidature, "")]

    def answer(pk: int) -> None:
        exchanges.answer_request(InformationRequest.objects.get(pk=pk), porteur, {})

    assert run_together(*[partial(answer, request.pk) for request in requests]) == [None, None]
    candidature.refresh_from_db()
    assert candidature.state == State.IN_REVIEW
    assert [version.number for version in candidature.dossier_versions.all()] == [1, 2]


def test_a_dossier_that_left_its_state_meanwhile_takes_no_answer(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "")
    Candidature.objects.update(state=State.WITHDRAWN)

    with pytest.raises(exchanges.ExchangeRefusedError, match="dans l’état « Retiré »"):
        exchanges.answer_request(request, porteur, {})
    request.refresh_from_db()
    assert request.answered_at is None


def test_what_was_sent_is_not_replaced_by_a_page_left_open(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "")
    (item,) = request.items.all()
    exchanges.answer_request(request, porteur, {item.pk: "Envoyé"})

    exchanges.save_answers(request, {item.pk: "Plus tard"})

    item.refresh_from_db()
    assert item.answer == "Envoyé"


def test_a_message_whose_files_cannot_be_stored_leaves_none_of_them(
    candidature: Candidature, porteur: Porteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = private_storage()
    kept: list[str] = []

    def save(name: str, content: Any, max_length: int | None = None) -> str:
        if kept:
            raise OSError
        kept.append(type(storage).save(storage, name, content, max_length))
        return kept[0]

    monkeypatch.setattr(storage, "save", save)
    uploads = [SimpleUploadedFile("a.pdf", pdf("a")), SimpleUploadedFile("b.pdf", pdf("b"))]
    with pytest.raises(OSError):  # noqa: PT011 (as a disk raises it)
        exchanges.send_message(candidature, porteur, body="Bonjour", token=uuid4(), uploads=uploads)

    assert len(kept) == 1
    assert not storage.exists(kept[0])
    assert not Message.objects.exists()


def test_a_file_answers_a_free_question_by_itself(candidature: Candidature, porteur: Porteur) -> None:
    request = asked(candidature, "")
    name = field_name(request, 0, "file")

    response = signed_in(porteur).send(
        request_address(request), {name: SimpleUploadedFile("lettre.pdf", pdf()), "action": "envoyer"}
    )

    assert response.status_code == 303
    assert [piece.kind for piece in candidature.files.all()] == [FileKind.ANSWER]


@pytest.mark.parametrize("target", ["publics", "publics.", "x.y", "bilan-financier.expenses", "publics.__init__", "."])
def test_a_target_that_the_form_has_not_asks_for_a_text(candidature: Candidature, target: str) -> None:
    (question,) = RequestForm(asked(candidature, target), candidature).questions

    assert [field.name for field in question.fields] == ["answer", "file"]


ANY_ANSWER = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["expenses", "label", "amount"]), inner)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(answer=ANY_ANSWER)
def test_a_draft_of_any_shape_is_shown(candidature: Candidature, answer: Any) -> None:
    request = asked(candidature, "budget.expenses", "")
    request.items.update(answer=answer)

    form = RequestForm(request, candidature)
    form.bind(is_draft=False)

    assert [question.is_free for question in form.questions] == [False, True]
    assert all(error.target.startswith("question-") and error.message for error in form.errors)


def test_a_withdrawal_is_made_once_and_told(candidature: Candidature, porteur: Porteur) -> None:
    for _time in range(2):
        exchanges.withdraw(candidature, porteur, reason="La salle n’est plus libre.")

    assert candidature.state == State.WITHDRAWN
    assert candidature.journal.count() == 1
    assert sorted(Courriel.objects.values_list("to", flat=True)) == ["camille@exemple.fr", "equipe@exemple.fr"]


def test_a_project_decided_is_not_withdrawn(candidature: Candidature, porteur: Porteur) -> None:
    Candidature.objects.update(state=State.VALIDATED)

    with pytest.raises(TransitionRefusedError, match="Accord donné"):
        exchanges.withdraw(candidature, porteur)


def test_a_deletion_is_asked_for_once(candidature: Candidature, porteur: Porteur) -> None:
    for _time in range(2):
        exchanges.request_deletion(Candidature.objects.get(pk=candidature.pk), porteur)

    assert [line.text for line in candidature.journal.all()] == ["Effacement du dossier demandé."]
    assert Courriel.objects.count() == 1


def test_others_send_nothing(candidature: Candidature) -> None:
    client: PorteurClient = signed_in(PorteurFactory())
    request = asked(candidature, "")

    assert client.send(message_address(candidature), {"body": "Bonjour"}).status_code == 404
    assert client.send(request_address(request), {"action": "envoyer"}).status_code == 404
    assert not Message.objects.exists()
