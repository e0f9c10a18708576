"""The team in a browser: a dossier from its deposit to its payment, as its three groups would take it there."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from pytest_django import DjangoDbBlocker
from wagtail.models import Task, Workflow

from candidatures.actors import Actor
from candidatures.enums import Role, State
from candidatures.models import AppelPage, Candidature, ConventionSettings, Porteur
from candidatures.services import exchanges, instruction, submission
from nec_locaux.models import NecLocalPage
from socle.permissions import DECISION, GROUPS, MANAGEMENT, REVIEW
from tests.e2e.conftest import WIDE, MakePage
from tests.followed import BILAN, agree, exchange, sent_dossier
from tests.team import move
from tests.uploads import pdf

FITS = "ours => { const part = document.querySelector(ours); return part.scrollWidth <= part.clientWidth; }"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PASSWORD = "une-phrase-de-passe"
ACCOUNTS = {"ada": REVIEW.name, "dora": DECISION.name, "gil": MANAGEMENT.name}
#: Where our part of a page holds without being moved sideways.
SCREENS = (ViewportSize(width=1024, height=700), ViewportSize(width=360, height=740))


@pytest.fixture
def team(call: AppelPage, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An account in each group of the team."""
    with django_db_blocker.unblock():
        call_command("setup_editors", verbosity=0)
        pages = set(NecLocalPage.objects.values_list("pk", flat=True))
        for name, group in ACCOUNTS.items():
            user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
            user.groups.add(Group.objects.get(name=group))
        yield
        Candidature.objects.update(event_page=None)
        for page in NecLocalPage.objects.exclude(pk__in=pages):
            page.delete()
        ConventionSettings.objects.all().delete()
        get_user_model().objects.filter(username__in=ACCOUNTS).delete()
        Group.objects.filter(name__in=[rights.name for rights in GROUPS]).delete()
        Workflow.objects.all().delete()
        Task.objects.all().delete()


@pytest.fixture
def sent(call: AppelPage, organiser: Porteur) -> Candidature:
    """A dossier that has just been sent."""
    candidature = sent_dossier(organiser, call.get_version(), State.SUBMITTED)
    submission.keep_version(candidature)
    return candidature


def log_in(make_page: MakePage, name: str, *, has_scripts: bool = True) -> Page:
    tab = make_page(viewport=WIDE, java_script_enabled=has_scripts)
    tab.goto("/admin/login/")
    tab.get_by_label("Nom d’utilisateur").fill(name)
    tab.get_by_label("Mot de passe").fill(PASSWORD)
    tab.get_by_role("button", name="S'identifier").click()
    return tab


def open_act(tab: Page, candidature: Candidature, name: str) -> None:
    """From the page of the dossier, as the team goes."""
    tab.goto(f"/admin/candidatures/{candidature.pk}/")
    tab.locator("#etat").get_by_role("link", name=name, exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(name)


def confirm(tab: Page, button: str, candidature: Candidature, state: State) -> None:
    tab.locator(".nec-act").get_by_role("button", name=button, exact=True).click()
    expect(tab.locator("#etat")).to_contain_text(str(state.label))
    candidature.refresh_from_db()
    assert candidature.state == state


def test_three_groups_take_a_dossier_to_its_payment(
    make_page: MakePage, team: None, sent: Candidature, organiser: Porteur, call: AppelPage, tmp_path: Path
) -> None:
    ConventionSettings.objects.create(site=call.get_site(), title="Convention", body="# Objet\n\n{titre}")
    ada, dora, gil = (log_in(make_page, name, has_scripts=False) for name in ACCOUNTS)

    review(ada, sent, organiser)
    decide(dora, sent)
    agree_with(gil, sent, tmp_path)
    Candidature.objects.update(start_date=timezone.localdate() - timedelta(days=2), end_date=None)
    open_act(ada, sent, "Noter que l’événement a eu lieu")
    confirm(ada, "Noter que l’événement a eu lieu", sent, State.EVENT_HELD)
    pay(gil, sent, organiser)

    page = Candidature.objects.get().event_page
    assert page is not None
    assert not page.live
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.participants) == ("NEC Vosges", 181)


def review(ada: Page, sent: Candidature, organiser: Porteur) -> None:
    """A request answered, a conversation, a note."""
    open_act(ada, sent, "Commencer l’instruction")
    expect(ada.locator(".nec-letter")).to_contain_text("Votre dossier est à l’étude")
    confirm(ada, "Commencer l’instruction", sent, State.IN_REVIEW)

    open_act(ada, sent, "Demander un complément")
    ada.locator("[name=target_0]").select_option("publics.venue_capacity")
    ada.get_by_role("button", name="Voir le courriel avant de l’envoyer").click()
    expect(ada.locator(".nec-letter")).to_contain_text("Précisez cette réponse : Capacité du lieu.")
    confirm(ada, "Envoyer la demande", sent, State.INFO_REQUESTED)
    request = sent.information_requests.get()
    exchanges.answer_request(request, organiser, {request.items.get().pk: {"venue_capacity": "1 300"}})
    ada.goto(f"/admin/candidatures/{sent.pk}/")
    ada.get_by_role("link", name="ce qui a changé dans la version 2").click()
    expect(ada.get_by_role("row", name="Capacité du lieu")).to_contain_text("1 300")

    open_act(ada, sent, "Fixer un rendez-vous")
    ada.get_by_label("Jour").fill(f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}")
    ada.get_by_label("Début").fill("10:00")
    ada.get_by_label("Fin").fill("9:30")
    ada.get_by_role("button", name="Fixer le rendez-vous").click()
    expect(ada.locator("[data-contentpath=ends]")).to_contain_text("Choisissez une fin qui suive le début.")
    ada.get_by_label("Fin").fill("10:30")
    confirm(ada, "Fixer le rendez-vous", sent, State.INTERVIEW)
    open_act(ada, sent, "Écrire une note interne")
    ada.get_by_label("Note interne").fill("Très bon entretien.")
    confirm(ada, "Garder la note", sent, State.INTERVIEW)
    expect(ada.locator("#notes")).to_contain_text("Très bon entretien.")


def decide(dora: Page, sent: Candidature) -> None:
    """An accord, whose e-mail is read first."""
    open_act(dora, sent, "Donner un accord")
    expect(dora.get_by_label("Subvention accordée, en euros")).to_have_value("3000")
    dora.get_by_label("Ce que lira la porteuse ou le porteur").fill("Bravo à toutes et à tous.")
    dora.get_by_role("button", name="Voir le courriel avant de l’envoyer").click()
    expect(dora.locator(".nec-letter")).to_contain_text("Bravo à toutes et à tous.")
    assert Candidature.objects.get().state == State.INTERVIEW
    confirm(dora, "Donner un accord", sent, State.VALIDATED)
    expect(dora.locator("#page")).to_contain_text("NEC Vosges")


def agree_with(gil: Page, sent: Candidature, tmp_path: Path) -> None:
    """An agreement, made, sent, come back and validated."""
    open_act(gil, sent, "Préparer la convention")
    confirm(gil, "Composer le PDF", sent, State.VALIDATED)
    with gil.expect_download() as waiting:
        gil.get_by_role("link", name="Lire la convention (PDF)").click()
    assert Path(waiting.value.path()).read_bytes()[:5] == b"%PDF-"
    open_act(gil, sent, "Envoyer la convention")
    confirm(gil, "Envoyer la convention", sent, State.AGREEMENT_SENT)
    signature = tmp_path / "signee.pdf"
    signature.write_bytes(pdf("signée"))
    open_act(gil, sent, "Déposer la convention signée")
    gil.locator("[name=signed]").set_input_files(signature)
    confirm(gil, "Déposer le fichier", sent, State.AGREEMENT_SENT)
    open_act(gil, sent, "Valider la convention signée")
    confirm(gil, "Valider la convention signée", sent, State.AGREEMENT_SIGNED)


def pay(gil: Page, sent: Candidature, organiser: Porteur) -> None:
    """A bilan asked for and received, its figures given to the page, the grant paid."""
    open_act(gil, sent, "Demander le bilan")
    confirm(gil, "Demander le bilan", sent, State.REPORTS_DUE)
    for step, values in BILAN.items():
        sent.answers.create(step=step, values=values)
    exchanges.send_bilan(sent, organiser)

    open_act(gil, sent, "Retenir le coût réel")
    expect(gil.get_by_label("Coût réel retenu, en euros")).to_have_value("1250,50")
    confirm(gil, "Retenir le coût réel", sent, State.REPORTS_RECEIVED)
    open_act(gil, sent, "Proposer les chiffres du bilan à la page")
    confirm(gil, "Proposer ces chiffres", sent, State.REPORTS_RECEIVED)
    open_act(gil, sent, "Enregistrer le versement")
    expect(gil.get_by_label("Montant versé, en euros")).to_have_value("1000,40")
    gil.get_by_label("Référence").fill("V-12")
    confirm(gil, "Enregistrer le versement", sent, State.PAID)
    expect(gil.locator("#versements")).to_contain_text("V-12")


def test_no_violation_on_the_pages_of_the_team(make_page: MakePage, team: None, sent: Candidature) -> None:
    exchange(sent)
    instruction.write_note(sent, Actor(Role.INSTRUCTEUR), "Une note.")
    submission.keep_version(sent)
    move(sent, State.IN_REVIEW)
    ada, dora, gil = (log_in(make_page, name) for name in ACCOUNTS)
    found = []
    for path in ("", "appreciation/", "messages/", "versions/2/"):
        found += look(ada, sent, path)
    ada.goto(f"/admin/candidatures/{sent.pk}/complements/")
    ada.get_by_role("button", name="Envoyer la demande").click()
    found += violations(ada, "complements/, errors")
    dora.goto(f"/admin/candidatures/{sent.pk}/accord/")
    dora.get_by_role("button", name="Voir le courriel avant de l’envoyer").click()
    found += violations(dora, "accord/, preview")
    agree(sent)
    move(sent, State.AGREEMENT_SENT, grant_awarded=3000)
    for path in ("", "convention/depot/", "annulation/"):
        found += look(gil, sent, path)
    move(sent, State.REPORTS_RECEIVED, real_cost=3000)
    found += look(gil, sent, "versement/")
    found += look(gil, sent, "donnees/effacement/")
    gil.goto("/admin/candidatures/modeles-de-courriels/")
    found += violations(gil, "words of the e-mails")
    gil.goto("/admin/candidatures/modeles-de-courriels/versement/")
    gil.get_by_role("button", name="Voir l’aperçu").click()
    found += violations(gil, "words of an e-mail, preview")
    for path in ("demarches/", "demarches/dossiers/"):
        gil.goto(f"/admin/candidatures/{path}")
        found += violations(gil, path)
    for register in ("courriels", "journal"):
        gil.goto(f"/admin/candidatures/{register}/")
        found += [f"{register}: {violation['id']}" for violation in Axe().run(gil).response["violations"]]

    assert not found, "\n" + "\n".join(found)


def look(tab: Page, candidature: Candidature, path: str) -> list[str]:
    tab.goto(f"/admin/candidatures/{candidature.pk}/{path}")
    return violations(tab, path or "dossier")


def violations(tab: Page, name: str) -> list[str]:
    """What axe finds in our part of the page, in both themes, and where it overflows.

    The furniture around it is Wagtail's.
    """
    ours = ".nec-dossier, .nec-act"
    expect(tab.locator(ours)).to_be_visible()
    found = []
    for scheme in THEMES:
        tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [
            f"{name}, {scheme}: {violation['id']}, {violation['help']}\n      {node['html'][:160]}"
            for violation in Axe().run(tab, context=ours).response["violations"]
            for node in violation["nodes"][:3]
        ]
    for screen in SCREENS:
        tab.set_viewport_size(screen)
        try:
            # The menu of the admin takes a moment to leave its place.
            tab.wait_for_function(FITS, arg=ours, timeout=3000)
        except PlaywrightTimeoutError:
            found.append(f"{name}: too wide for {screen['width']} pixels")
    tab.set_viewport_size(WIDE)
    return found
