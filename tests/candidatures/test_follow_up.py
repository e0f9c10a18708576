"""The page of a candidature that is sent: each state says what is next, and nothing of the team's notes shows."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from candidatures.actors import Actor
from candidatures.deadlines import PARIS
from candidatures.enums import EntryKind, Role, State, Step
from candidatures.models import Candidature, JournalEntry, Message, Porteur
from candidatures.services import journal
from candidatures.timeline import Journey, Progress, Stage, next_thing, stages
from candidatures.workflow import TRANSITIONS
from home.models import HomePage
from tests.factories import CandidatureFactory, PorteurFactory
from tests.porteurs import signed_in
from tests.reading import count_queries, main_text, read, texts

TODAY = date(2026, 11, 2)

#: The shortest way to each state, and what its page says to do.
NEXT = {
    State.SUBMITTED: "Rien à faire pour l’instant. L’équipe va ouvrir votre dossier.",
    State.IN_REVIEW: "Rien à faire pour l’instant. L’équipe étudie votre dossier.",
    State.INFO_REQUESTED: "Prochaine chose à faire : répondre à la demande de l’équipe.",
    State.INTERVIEW: "Prochaine chose à faire : convenir d’un rendez-vous avec l’équipe.",
    State.VALIDATED: "Prochaine chose à faire : préparer votre événement, prévu pour : 14 mars 2027.",
    State.REFUSED: "Rien à faire pour l’instant. Votre dossier n’a pas été retenu.",
    State.WITHDRAWN: "Rien à faire pour l’instant. Vous avez retiré ce dossier.",
    State.CANCELLED: "Rien à faire pour l’instant. Ce projet est annulé.",
    State.AGREEMENT_SENT: "Prochaine chose à faire : signer la convention et la renvoyer ici.",
    State.AGREEMENT_SIGNED: "Prochaine chose à faire : préparer votre événement, prévu pour : 14 mars 2027.",
    State.EVENT_HELD: "Prochaine chose à faire : envoyer votre bilan.",
    State.REPORTS_DUE: "Prochaine chose à faire : envoyer votre bilan.",
    State.REPORTS_RECEIVED: "Rien à faire pour l’instant. L’équipe lit votre bilan.",
    State.PAID: "Rien à faire pour l’instant. Le dossier est terminé.",
    State.CLOSED: "Rien à faire pour l’instant. Le dossier est terminé.",
}


def journey(*states: State, **changes: object) -> Journey:
    """A journey through `states`, one a day from 1 September 2026."""
    entered = tuple((state, date(2026, 9, 1) + timedelta(days=number)) for number, state in enumerate(states))
    known = {
        "state": states[-1],
        "today": TODAY,
        "entered": entered,
        "submitted_on": date(2026, 9, 1),
        "first_day": date(2027, 3, 14),
        "last_day": date(2027, 3, 14),
        "event_days": "14 mars 2027",
    }
    return Journey(**(known | changes))  # type: ignore[arg-type]


def plain(words: str) -> str:
    """`words` with plain spaces."""
    return words.replace("\u202f", " ").replace("\xa0", " ")


def labels(lines: list[Stage], progress: Progress) -> list[str]:
    return [stage.label for stage in lines if stage.progress is progress]


def sent(porteur: Porteur, state: State = State.IN_REVIEW, **changes: object) -> Candidature:
    """A candidature that `porteur` sent."""
    at = datetime(2026, 9, 1, 10, tzinfo=PARIS)
    candidature: Candidature = CandidatureFactory(
        porteur=porteur, state=state, title="NEC Vosges", start_date=date(2027, 3, 14), submitted_at=at, **changes
    )
    return candidature


@pytest.fixture
def porteur(home_page: HomePage) -> Porteur:
    made: Porteur = PorteurFactory(email="camille@exemple.fr")
    return made


def test_a_project_with_a_grant_goes_by_its_convention_to_its_payment() -> None:
    lines = stages(
        journey(
            State.SUBMITTED,
            State.IN_REVIEW,
            State.VALIDATED,
            State.AGREEMENT_SENT,
            State.AGREEMENT_SIGNED,
            has_grant=True,
        )
    )

    assert [(line.label, line.progress, plain(line.detail)) for line in lines] == [
        ("Dossier déposé", Progress.DONE, "1er septembre 2026"),
        ("Étude par l’équipe", Progress.DONE, "3 septembre 2026"),
        ("Convention signée", Progress.DONE, "5 septembre 2026"),
        ("Préparation", Progress.CURRENT, "en cours"),
        ("Jour J", Progress.TO_COME, "14 mars 2027"),
        ("Bilan et fiche Les Bases", Progress.TO_COME, "après le 14 mars 2027"),
        ("Subvention versée", Progress.TO_COME, ""),
    ]


def test_a_project_without_a_grant_has_no_convention() -> None:
    lines = stages(journey(State.SUBMITTED, State.IN_REVIEW, State.VALIDATED))

    assert "Convention signée" not in [line.label for line in lines]
    assert labels(lines, Progress.CURRENT) == ["Préparation"]
    assert lines[-1].label == "Dossier clos"


def test_the_day_itself_is_the_stage_under_way() -> None:
    at_work = journey(State.SUBMITTED, State.IN_REVIEW, State.VALIDATED, today=date(2027, 3, 14))

    assert labels(stages(at_work), Progress.CURRENT) == ["Jour J"]


@pytest.mark.parametrize(
    ("state", "label"),
    [
        (State.REFUSED, "Dossier refusé"),
        (State.WITHDRAWN, "Dossier retiré"),
        (State.CANCELLED, "Projet annulé"),
    ],
)
def test_a_project_that_stopped_says_so_last_and_promises_nothing_more(state: State, label: str) -> None:
    lines = stages(journey(State.SUBMITTED, State.IN_REVIEW, state))

    assert (lines[-1].label, lines[-1].progress, plain(lines[-1].detail)) == (
        label,
        Progress.STOPPED,
        "3 septembre 2026",
    )
    assert not labels(lines, Progress.TO_COME)
    assert not labels(lines, Progress.CURRENT)


def test_a_late_request_says_its_day_is_over_and_that_answers_are_welcome() -> None:
    asked = journey(State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED, due_on=date(2026, 11, 1))

    assert "le 1er novembre 2026, est passée" in plain(next_thing(asked).note)


def test_a_request_gives_its_last_day_until_its_evening() -> None:
    asked = journey(State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED, due_on=TODAY)

    assert plain(next_thing(asked).action).endswith("avant la fin du 2 novembre 2026.")


@st.composite
def paths(draw: st.DrawFn) -> list[State]:
    """A way through the table of transitions, of at most fifteen steps."""
    state, path = State.SUBMITTED, [State.SUBMITTED]
    for _step in range(draw(st.integers(0, 15))):
        following = sorted({one.target for one in TRANSITIONS.values() if state in one.sources})
        if not following:
            break
        state = draw(st.sampled_from(following))
        path.append(state)
    return path


@given(path=paths(), has_grant=st.booleans(), day=st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_whatever_the_way_the_stages_go_from_done_to_coming(path: list[State], *, has_grant: bool, day: date) -> None:
    walked = journey(*path, has_grant=has_grant, today=day)
    lines = stages(walked)
    order = [Progress.DONE, Progress.CURRENT, Progress.TO_COME, Progress.STOPPED]
    ranks = [order.index(line.progress) for line in lines]
    thing = next_thing(walked)

    assert ranks == sorted(ranks)
    assert len({line.label for line in lines}) == len(lines)
    assert lines[0].label == "Dossier déposé"
    assert ranks.count(1) == (
        path[-1] not in {State.REFUSED, State.WITHDRAWN, State.CANCELLED, State.PAID, State.CLOSED}
    )
    assert thing.action or thing.note


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(NEXT))
def test_each_state_shows_its_word_and_says_what_is_next(porteur: Porteur, state: State) -> None:
    candidature = sent(porteur, state)
    with time_machine.travel(TODAY, tick=False):
        soup = read(signed_in(porteur), f"/mes-dossiers/{candidature.uuid}/")

    assert NEXT[state] in main_text(soup)
    assert texts(soup, ".follow-tags .format-word") == [candidature.public_state.lower()]


@pytest.mark.django_db
def test_a_draft_leads_to_the_first_page_to_complete(porteur: Porteur) -> None:
    candidature = CandidatureFactory(porteur=porteur)

    response = signed_in(porteur).get(f"/mes-dossiers/{candidature.uuid}/")

    assert response.headers["Location"] == f"/mes-dossiers/{candidature.uuid}/etapes/{Step.PORTEUR.value}/"


@pytest.mark.django_db
def test_what_is_internal_in_the_journal_never_shows(porteur: Porteur) -> None:
    candidature = sent(porteur)
    team = Actor(Role.INSTRUCTEUR)
    journal.write(candidature, EntryKind.ACCESS, team, "Note interne de l’équipe")
    journal.write(candidature, EntryKind.MESSAGE, team, "Ligne publique", is_public=True, data={"secret": "détail"})

    words = main_text(read(signed_in(porteur), f"/mes-dossiers/{candidature.uuid}/"))

    assert "Ligne publique" in words
    assert "Note interne" not in words
    assert "détail" not in words


@pytest.mark.django_db
def test_a_message_of_the_team_is_new_once_and_a_look_without_reading_leaves_it_so(porteur: Porteur) -> None:
    candidature = sent(porteur)
    message = Message.objects.create(candidature=candidature, is_from_team=True, body="Bonjour")
    client, address = signed_in(porteur), f"/mes-dossiers/{candidature.uuid}/"

    client.head(address)
    client.get(address, headers={"sec-purpose": "prefetch"})
    message.refresh_from_db()
    assert message.read_at is None
    assert texts(read(client, address), ".follow-message .format-word") == ["nouveau"]
    assert texts(read(client, address), ".follow-message .format-word") == []


@pytest.mark.django_db
def test_reading_the_page_changes_no_state_and_writes_nothing_in_the_journal(porteur: Porteur) -> None:
    candidature = sent(porteur, State.AGREEMENT_SENT)
    before = Candidature.objects.values().get(pk=candidature.pk)

    read(signed_in(porteur), f"/mes-dossiers/{candidature.uuid}/")

    assert Candidature.objects.values().get(pk=candidature.pk) == before
    assert not JournalEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("thematiques", ["1", [1], ["0x1", "9" * 40, None, {"a": 1}], {"a": "b"}, None])
def test_answers_of_any_shape_do_not_break_the_page(porteur: Porteur, thematiques: object) -> None:
    candidature = sent(porteur, answers={"objectif": {"thematiques": thematiques}})

    assert "NEC Vosges" in main_text(read(signed_in(porteur), f"/mes-dossiers/{candidature.uuid}/"))


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30])
def test_a_page_of_messages_that_does_not_exist_is_the_nearest(porteur: Porteur, number: str) -> None:
    candidature = sent(porteur)
    address = f"/mes-dossiers/{candidature.uuid}/?messages={number}&historique={number}"

    assert "Aucun message pour l’instant." in main_text(read(signed_in(porteur), address))


@pytest.mark.django_db
def test_three_hundred_messages_and_lines_take_as_many_queries_as_three(porteur: Porteur) -> None:
    few, many = sent(porteur), sent(porteur)
    for candidature, number in ((few, 3), (many, 300)):
        Message.objects.bulk_create(
            Message(candidature=candidature, porteur=porteur, body=f"Message {rank}") for rank in range(number)
        )
        JournalEntry.objects.bulk_create(
            JournalEntry(
                candidature=candidature,
                kind=EntryKind.MESSAGE,
                role=Role.PORTEUR,
                porteur=porteur,
                text="Ligne",
                is_public=True,
            )
            for _rank in range(number)
        )
    client = signed_in(porteur)

    assert count_queries(client, f"/mes-dossiers/{many.uuid}/") == count_queries(client, f"/mes-dossiers/{few.uuid}/")
    assert len(read(client, f"/mes-dossiers/{many.uuid}/").select(".follow-message")) == 20
