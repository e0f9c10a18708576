"""What the groups of the team may do to candidatures, and which of its pages each may open."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from candidatures import rights
from candidatures.enums import FileKind, Role, State
from candidatures.models import AppelPage, Candidature, ConventionAnnexe, DossierVersion, SavedView
from candidatures.services import instruction
from candidatures.viewsets import CandidatureViewSet
from candidatures.workflow import TRANSITIONS
from home.models import HomePage
from socle.permissions import CONTRIBUTORS, DECISION, MANAGEMENT, REVIEW, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory, EditorFactory, PorteurFactory, SuperuserFactory
from tests.followed import add_file, agree, ask, meet, sent_dossier
from tests.team import actor
from tests.uploads import pdf

pytestmark = pytest.mark.django_db
QUESTIONS = (
    rights.may_read,
    rights.may_act,
    rights.may_review,
    rights.may_decide,
    rights.may_manage,
    rights.may_export,
)
#: What each group is answered, in the order of `QUESTIONS`.
ANSWERS = {
    REVIEW.name: (True, True, True, False, False, False),
    DECISION.name: (True, True, False, True, False, False),
    MANAGEMENT.name: (True, True, False, False, True, True),
    TEAM.name: (False,) * 6,
    WRITERS.name: (False,) * 6,
    CONTRIBUTORS.name: (False,) * 6,
}


@pytest.fixture(autouse=True)
def _groups(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


def test_each_group_may_what_it_needs_and_nothing_else() -> None:
    answers = {group: tuple(ask(member_of(group)) for ask in QUESTIONS) for group in ANSWERS}
    assert answers == ANSWERS


def test_an_administrator_holds_all_roles_and_nobody_else_any() -> None:
    everyone = SuperuserFactory()
    assert rights.roles_of(everyone) == rights.TEAM_ROLES
    assert all(ask(everyone) for ask in QUESTIONS)
    for nobody in (AnonymousUser(), EditorFactory(), SuperuserFactory(is_active=False)):
        assert rights.roles_of(nobody) == frozenset()
        assert not any(ask(nobody) for ask in QUESTIONS)


def test_a_right_without_reading_is_no_role() -> None:
    user = member_of(REVIEW.name)
    user.groups.get().permissions.filter(codename="view_candidature").delete()
    assert not rights.may_act(type(user).objects.get(pk=user.pk))


def test_who_holds_several_roles_acts_in_the_one_asked_for() -> None:
    user = member_of(REVIEW.name)
    actor = rights.actor_of(user)
    assert actor
    assert (actor.role, actor.user) == (Role.INSTRUCTEUR, user)
    assert rights.actor_of(user, {Role.DECIDEUR}) is None
    everyone = rights.actor_of(SuperuserFactory(), TRANSITIONS["pay"].roles)
    assert everyone
    assert everyone.role == Role.GESTIONNAIRE


def test_the_transitions_offered_are_those_of_the_state_and_of_the_roles() -> None:
    candidature = CandidatureFactory(state=State.IN_REVIEW)
    offered = {
        group: [one.name for one in rights.transitions_for(member_of(group), candidature)]
        for group in (REVIEW.name, DECISION.name, MANAGEMENT.name, TEAM.name)
    }
    assert offered == {
        REVIEW.name: ["request_information", "invite"],
        DECISION.name: ["validate", "refuse"],
        MANAGEMENT.name: [],
        TEAM.name: [],
    }
    reviewer = member_of(REVIEW.name)
    assert rights.may_make(reviewer, TRANSITIONS["invite"])
    assert not rights.may_make(reviewer, TRANSITIONS["validate"])


# The pages

EVERY_GROUP = frozenset({REVIEW.name, DECISION.name, MANAGEMENT.name})
REVIEWING, DECIDING, MANAGING = ({group.name} for group in (REVIEW, DECISION, MANAGEMENT))
#: The groups that may open each page of the team, by the name of its address. Superusers open them all.
PAGES: dict[str, Iterable[str]] = {
    "index": EVERY_GROUP,
    "index_results": EVERY_GROUP,
    "save_view": EVERY_GROUP,
    "delete_view": EVERY_GROUP,
    # A dossier and its files
    "dossier": EVERY_GROUP,
    "changes": EVERY_GROUP,
    "file": EVERY_GROUP,
    "version_pdf": EVERY_GROUP,
    "agreement": EVERY_GROUP,
    "annexe": EVERY_GROUP,
    "calendar": EVERY_GROUP,
    "kit": EVERY_GROUP,
    # What whoever has a role does
    "assign": EVERY_GROUP,
    "note": EVERY_GROUP,
    "edit_note": EVERY_GROUP,
    "delete_note": EVERY_GROUP,
    "plan": EVERY_GROUP,
    "finish": EVERY_GROUP,
    "message": EVERY_GROUP,
    "invite": EVERY_GROUP,
    "change_appointment": EVERY_GROUP,
    "cancel_appointment": EVERY_GROUP,
    "assess": EVERY_GROUP,
    "make_page": EVERY_GROUP,
    "offer_figures": EVERY_GROUP,
    # Review
    "start_review": REVIEWING,
    "resume_review": REVIEWING,
    "request_information": REVIEWING,
    "cancel_request": REVIEWING,
    "hold_event": REVIEWING,
    # Decisions
    "validate": DECIDING,
    "refuse": DECIDING,
    "reopen": DECIDING,
    "cancel": DECIDING | MANAGING,
    # Agreements, bilans, payments
    "make_agreement": MANAGING,
    "send_agreement": MANAGING,
    "receive_agreement": MANAGING,
    "return_agreement": MANAGING,
    "sign_agreement": MANAGING,
    "request_reports": MANAGING,
    "return_reports": MANAGING,
    "real_cost": MANAGING,
    "pay": MANAGING,
    "close": REVIEWING | MANAGING,
    "close_unpaid": MANAGING,
    # What leaves the site, and what is erased
    "export": MANAGING,
    "archive": MANAGING,
    "export_own_data": MANAGING,
    "erase": MANAGING,
    # The words of the e-mails
    "mail_templates": MANAGING,
    "mail_template": MANAGING,
    "reset_mail_template": MANAGING,
    # Démarches simplifiées
    "outside": MANAGING,
    "outside_dossiers": MANAGING,
}


def patterns(listed: Iterable[Any]) -> Iterator[URLPattern]:
    for one in listed:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


@pytest.fixture
def kept(call: AppelPage) -> Candidature:
    """A dossier with one of each thing that has an address."""
    candidature = sent_dossier(PorteurFactory(), call.get_version(), State.AGREEMENT_SENT)
    answers = candidature.all_answers
    for number in (1, 2):
        DossierVersion.objects.create(candidature=candidature, number=number, answers=answers)
    return candidature


@pytest.fixture
def arguments(kept: Candidature) -> dict[str, Any]:
    """What an address of this dossier may hold, by the name it has there."""
    annexe = ConventionAnnexe(convention=agree(kept), name="annexe.pdf", content_type="application/pdf")
    annexe.file.save("annexe.pdf", ContentFile(pdf("annexe")), save=True)
    piece = add_file(kept, FileKind.DOCUMENT, "devis.pdf")
    piece.file.save("devis.pdf", ContentFile(pdf("devis")), save=True)
    return {
        "pk": kept.pk,
        "note_pk": instruction.write_note(kept, actor(), "Une note.").pk,
        "follow_up_pk": instruction.plan(kept, actor(), date(2031, 1, 1), "Relire").pk,
        "request_pk": ask(kept).pk,
        "appointment_pk": meet(kept, timezone.now()).pk,
        "file_uuid": piece.uuid,
        "annexe_uuid": annexe.uuid,
        "view_pk": SavedView.objects.create(name="À payer", owner=EditorFactory(), is_shared=True).pk,
        "number": 2,
        "name": "logo",
        "key": "versement",
    }


#: Pages whose address is not that of a dossier, or of something in it.
BESIDE = frozenset(
    {
        *("index", "index_results", "save_view", "delete_view", "export"),
        *("mail_templates", "mail_template", "reset_mail_template"),
        *("outside", "outside_dossiers"),
    }
)
#: Those that only act: there is nothing to see there.
ACTING = frozenset({"reset_mail_template"})


def addresses(arguments: dict[str, Any]) -> dict[str, str]:
    """Every address of the team's pages, by its name, as the patterns themselves list them."""
    beside = {"delete_view": {"pk": arguments["view_pk"]}, "export": {"file": "candidatures.csv"}}
    found = {}
    for one in patterns(CandidatureViewSet().get_urlpatterns()):
        values = arguments | beside.get(str(one.name), {})
        parts = {name: values[name] for name in one.pattern.converters}
        found[str(one.name)] = reverse(f"nec_candidatures_team:{one.name}", kwargs=parts)
    return found


def test_each_page_of_the_team_says_who_opens_it() -> None:
    assert {one.name for one in patterns(CandidatureViewSet().get_urlpatterns())} == set(PAGES)


@pytest.mark.parametrize("group", [REVIEW.name, DECISION.name, MANAGEMENT.name])
def test_a_group_opens_its_pages_and_no_other(group: str, arguments: dict[str, Any]) -> None:
    client = log_in(member_of(group))
    for name, address in addresses(arguments).items():
        # What is refused is asked for in earnest; what is open, by a method that makes nothing.
        if group in PAGES[name]:
            assert client.options(address).status_code == 200, name
        else:
            assert_refused(client, name, address)


@pytest.mark.parametrize("group", [TEAM.name, WRITERS.name, CONTRIBUTORS.name, ""])
def test_nobody_else_opens_any(group: str, arguments: dict[str, Any]) -> None:
    client = log_in(member_of(group)) if group else Client()
    for name, address in addresses(arguments).items():
        assert_refused(client, name, address)


def assert_refused(client: Client, name: str, address: str) -> None:
    for answer in (client.get(address), client.post(address, {"body": "x", "state": ""})):
        assert answer.status_code in {302, 403}, name
        assert answer.headers.get("Location", "").partition("?")[0] in {"", "/admin/", "/admin/login/"}, name
        assert b"Vosges" not in answer.content, name


def test_an_administrator_opens_them_all(arguments: dict[str, Any]) -> None:
    client = log_in(SuperuserFactory())
    for name, address in addresses(arguments).items():
        if name in ACTING:
            assert client.get(address).status_code == 405, name
            continue
        answer = client.get(address)
        assert b"".join(answer), name
        assert answer.status_code == 200, name
        assert "no-store" in answer.headers["Cache-Control"] or name.startswith("index"), name


def test_a_draft_and_what_it_holds_are_not_found(arguments: dict[str, Any], kept: Candidature) -> None:
    Candidature.objects.filter(pk=kept.pk).update(state=State.DRAFT)
    client = log_in(SuperuserFactory())
    for name, address in addresses(arguments).items():
        if name not in BESIDE:
            assert client.get(address).status_code == 404, name
            assert client.post(address, {"token": str(uuid4())}).status_code in {404, 405}, name


def test_what_a_dossier_holds_is_not_found_below_another(arguments: dict[str, Any]) -> None:
    other = CandidatureFactory(state=State.AGREEMENT_SENT, number="NEC-2030-9999")
    client = log_in(SuperuserFactory())
    listed = patterns(CandidatureViewSet().get_urlpatterns())
    below = {one.name for one in listed if set(one.pattern.converters) - {"pk"}} - BESIDE - {"kit"}
    for name, address in addresses(arguments | {"pk": other.pk}).items():
        if name in below:
            assert client.get(address).status_code == 404, name
