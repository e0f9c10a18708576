"""A candidature in a browser once it is sent: exchanges with the team, agreement, kit, bilan, access, own data."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, ViewportSize, expect

from candidatures.access import hash_token
from candidatures.enums import State, Step
from candidatures.models import (
    AppelPage,
    Candidature,
    EligibilitePage,
    Message,
    Porteur,
    SignInLink,
    StepAnswers,
)
from nec_locaux.models import NecLocalPage
from tests.e2e.conftest import WIDE, MakePage
from tests.e2e.organisers import EMAIL, fill, fill_rows, last_link, save, sign_in
from tests.followed import BILAN, OUTER_PAGES, agree, ask, meet, page_of, private_pages, sent_dossier
from tests.uploads import pdf

COLLEAGUE = "collegue@exemple.fr"
REFLOW = ViewportSize(width=320, height=640)


@pytest.fixture
def tab(make_page: MakePage, live_site: str, organiser: Porteur) -> Iterator[Page]:
    """A page signed in, without JavaScript, on which nothing goes wrong."""
    page = make_page(viewport=WIDE, java_script_enabled=False)
    sign_in(page, live_site, organiser)
    broken: list[str] = []
    page.on("response", lambda response: broken.append(response.url) if response.status >= 500 else None)
    yield page
    assert broken == []


@pytest.fixture
def sent(call: AppelPage, organiser: Porteur) -> Candidature:
    """A dossier under study."""
    return sent_dossier(organiser, call.get_version())


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A file that is taken."""
    path = tmp_path / "plan de la salle.pdf"
    path.write_bytes(pdf("plan"))
    return path


def download(tab: Page, name: str) -> tuple[str, bytes]:
    """The name and the content of the file behind a link."""
    with tab.expect_download() as waiting:
        tab.locator("main").get_by_role("link", name=name).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def move(candidature: Candidature, state: State) -> None:
    """Do as the team that takes a dossier further."""
    Candidature.objects.filter(pk=candidature.pk).update(state=state)
    candidature.refresh_from_db()


def test_messages_go_both_ways_with_their_files(tab: Page, sent: Candidature, document: Path, tmp_path: Path) -> None:
    Message.objects.create(candidature=sent, is_from_team=True, body="Avez-vous le plan ?")
    script = tmp_path / "plan.pdf"
    script.write_bytes(b"<script>alert(1)</script>")
    tab.goto(page_of(sent))
    expect(tab.locator(".follow-message")).to_contain_text("nouveau")

    tab.get_by_label("Votre message").fill("Voici le plan.")
    tab.get_by_label("Fichiers").set_input_files(script)
    tab.get_by_role("button", name="Envoyer le message").click()
    expect(tab.get_by_label("Votre message")).to_have_value("Voici le plan.")
    expect(tab.locator("#message-files_error")).to_contain_text("n’est pas parti")
    assert sent.messages.count() == 1

    tab.get_by_label("Fichiers").set_input_files(document)
    tab.get_by_role("button", name="Envoyer le message").click()
    expect(tab.get_by_role("status").first).to_contain_text("Votre message est parti")
    expect(tab.locator(".follow-message").last).to_contain_text("Voici le plan.")
    assert download(tab, document.name) == (document.name, document.read_bytes())


def test_a_request_is_answered_question_by_question(tab: Page, sent: Candidature) -> None:
    ask(sent, due_on=timezone.localdate() + timedelta(days=10))
    move(sent, State.INFO_REQUESTED)
    tab.goto(page_of(sent))
    tab.get_by_role("link", name="répondre à la demande").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Répondre à l’équipe")
    capacity = tab.locator("[name$=-venue_capacity]")
    expect(capacity).to_have_value("1200")

    capacity.fill("assez grande")
    tab.get_by_role("button", name="Envoyer mes réponses").click()
    expect(tab.get_by_role("alert").get_by_role("link")).to_have_count(2)
    described = str(capacity.get_attribute("aria-describedby")).split()
    expect(tab.locator(f"#{described[-1]}")).to_contain_text("Indiquez un nombre de places, en chiffres.")
    expect(capacity).to_have_value("assez grande")

    capacity.fill("1 300")
    tab.get_by_label("Votre réponse").fill("Le hub.")
    tab.get_by_role("button", name="Envoyer mes réponses").click()
    expect(tab.get_by_role("status").first).to_contain_text("Vos réponses sont parties")
    sent.refresh_from_db()
    assert sent.state == State.IN_REVIEW
    assert sent.answers.get(step=Step.PUBLICS).values["venue_capacity"] == "1 300"


def test_a_conversation_goes_into_a_calendar(tab: Page, sent: Candidature) -> None:
    meet(sent, timezone.now() + timedelta(days=3))
    tab.goto(page_of(sent))

    name, content = download(tab, "Ajouter à votre agenda")

    assert name == "rendez-vous-nec.ics"
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"BEGIN:VEVENT") == 1


def test_the_agreement_is_read_then_returned_signed(tab: Page, sent: Candidature, document: Path) -> None:
    agreement = agree(sent)
    move(sent, State.AGREEMENT_SENT)
    tab.goto(page_of(sent))

    assert download(tab, "Téléchargez la convention") == ("convention-2030-17.pdf", pdf("à signer"))
    tab.get_by_role("button", name="Renvoyer la convention signée").click()
    expect(tab.locator("#agreement_error")).to_contain_text("Choisissez le fichier")
    tab.get_by_label("Convention signée").set_input_files(document)
    tab.get_by_role("button", name="Renvoyer la convention signée").click()
    expect(tab.locator("#convention")).to_contain_text("Vous l’avez renvoyée le")
    agreement.refresh_from_db()
    assert agreement.signed_file is not None
    with agreement.signed_file.file.open() as stored:
        assert stored.read() == document.read_bytes()


def test_an_accepted_project_has_its_page_and_its_kit(tab: Page, sent: Candidature) -> None:
    page = NecLocalPage.objects.live().first()
    assert page
    Candidature.objects.update(event_page=page)
    move(sent, State.VALIDATED)
    tab.goto(page_of(sent))

    expect(tab.get_by_role("link", name="Voir la page publique")).to_have_attribute("href", page.url)
    with tab.expect_download() as waiting:
        tab.get_by_role("link", name="Télécharger Logo").click()
    with ZipFile(waiting.value.path()) as archive:
        assert {Path(name).suffix for name in archive.namelist()} == {".svg", ".png"}
    name, content = download(tab, "Télécharger Encart de lettre")
    assert name.endswith(".odt")
    assert content.startswith(b"PK")


def test_a_bilan_is_written_then_sent(tab: Page, sent: Candidature, document: Path) -> None:
    move(sent, State.REPORTS_DUE)
    tab.goto(page_of(sent))
    tab.get_by_role("link", name="envoyer votre bilan").click()
    tab.get_by_role("button", name="Envoyer votre bilan").click()
    tab.get_by_role("alert").get_by_role("link").first.click()

    for step, values in BILAN.items():
        expect(tab.get_by_role("heading", level=1)).to_have_text(str(Step(step).label))
        fill(tab, values)
        save(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Votre bilan")
    expect(tab.locator(".follow-detail")).to_have_text(["Complet", "Complet", "Complet"])
    tab.locator("#document").set_input_files(document)
    tab.get_by_role("button", name="Ajouter ce document").click()
    expect(tab.locator("main")).to_contain_text(document.name)
    tab.get_by_role("button", name="Envoyer votre bilan").click()

    expect(tab.get_by_role("status").first).to_contain_text("Votre bilan est parti")
    sent.refresh_from_db()
    assert sent.state == State.REPORTS_RECEIVED


def test_a_colleague_is_let_in_then_out(tab: Page, make_page: MakePage, sent: Candidature) -> None:
    tab.goto(page_of(sent))
    tab.get_by_role("link", name="Les personnes qui ont accès").click()
    tab.locator("input[type=email]").fill(COLLEAGUE)
    tab.get_by_role("button", name="Envoyer l’invitation").click()
    expect(tab.locator("main")).to_contain_text("L’invitation est partie")
    assert mail.outbox[-1].to == [COLLEAGUE]

    theirs = make_page(viewport=WIDE, java_script_enabled=False)
    theirs.goto(last_link())
    theirs.get_by_role("button", name="Ouvrir mes dossiers").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("NEC Vosges")

    tab.reload()
    tab.get_by_role("button", name=f"Retirer l’accès de {COLLEAGUE}").click()
    expect(tab.locator("main")).to_contain_text("L’accès est retiré")
    answer = theirs.reload()
    assert answer is not None
    assert answer.status == 404
    assert [person.email for person in sent.porteurs.all()] == [EMAIL]


def test_own_data_is_taken_away_then_the_dossier_withdrawn(tab: Page, sent: Candidature) -> None:
    tab.goto(page_of(sent))
    name, content = download(tab, "Votre dossier en PDF")
    assert (Path(name).suffix, content[:5]) == (".pdf", b"%PDF-")
    name, content = download(tab, "Toutes vos données (JSON)")
    assert Path(name).suffix == ".json"
    assert "Association Les Ponts" in json.dumps(json.loads(content), ensure_ascii=False)

    tab.get_by_role("link", name="Retirer votre dossier").click()
    tab.locator("textarea").fill("Nous reportons d’un an.")
    tab.get_by_role("button", name="Retirer le dossier").click()
    expect(tab.locator("main")).to_contain_text("Vous avez retiré ce dossier.")
    sent.refresh_from_db()
    assert sent.state == State.WITHDRAWN


def test_a_draft_is_deleted_for_good(tab: Page, draft: Candidature) -> None:
    tab.goto(page_of(draft, "suppression/"))
    tab.get_by_role("button", name="Supprimer le brouillon").click()

    expect(tab.get_by_role("heading", level=1)).to_have_text("Mes dossiers")
    expect(tab.locator("main")).to_contain_text("Le brouillon est supprimé.")
    assert not Candidature.objects.exists()
    assert not StepAnswers.objects.exists()


@pytest.fixture
def pages(call: AppelPage, organiser: Porteur) -> dict[str, str]:
    """Every kind of page but those of the form that `test_candidature` looks at, with rows and files apart."""
    seen = {Step.PORTEUR, Step.EVENEMENT, Step.OBJECTIF, Step.PUBLICS, Step.FORMATS, Step.MOYENS}
    return {name: path for name, path in private_pages(organiser, call).items() if name not in seen}


@pytest.fixture
def outer_pages(call: AppelPage) -> list[str]:
    """What is read before signing in, and the questions of eligibility with answers right and wrong."""
    questions = EligibilitePage.objects.live().first()
    assert questions
    for token, life in (("bon", timedelta(minutes=30)), ("fini", -timedelta(minutes=1))):
        SignInLink.objects.create(email=EMAIL, token_hash=hash_token(token), expires_at=timezone.now() + life)
    return [
        *OUTER_PAGES,
        "/mes-dossiers/connexion/bon/",
        "/mes-dossiers/connexion/fini/",
        f"{call.url}candidature/envoyee/",
        f"{questions.url}?public=oui&personnes=150&places=149&subvention=oui&montant=9000&budget=10000",
        f"{questions.url}?public=oui&personnes=beaucoup&delai=oui&jour_j=31/02/2031&montant=cher",
    ]


def look(tab: Page, axe: Callable[[Page], list[str]], name: str) -> list[str]:
    return [f"{name}\n    {line}" for line in axe(tab)]


def send_wrong(tab: Page, pages: dict[str, str]) -> Iterator[str]:
    """Each form of these pages in error, as it is shown again."""
    for name, button in (
        ("agreement", "Renvoyer la convention signée"),
        ("people", "Envoyer l’invitation"),
        ("bilan", "Envoyer votre bilan"),
        ("follow-up", "Envoyer le message"),
    ):
        tab.goto(pages[name])
        tab.get_by_role("button", name=button).click()
        yield f"{name}, errors"
    tab.goto(pages["request"])
    tab.locator("[name$=-venue_capacity]").fill("assez grande")
    tab.get_by_role("button", name="Envoyer mes réponses").click()
    yield "request, errors"
    tab.goto(pages["bilan-financier"])
    fill_rows(tab, "expenses", [{"label": "", "amount": "cher"}])
    save(tab)
    yield "bilan-financier, errors"


def test_no_violation_on_any_page_of_organisers(
    each_look: Page,
    live_site: str,
    organiser: Porteur,
    outer_pages: list[str],
    pages: dict[str, str],
    axe: Callable[[Page], list[str]],
) -> None:
    tab, found = each_look, []
    for path in outer_pages:
        tab.goto(path)
        found += look(tab, axe, path)
    tab.goto("/mes-dossiers/connexion/")
    tab.locator("main").get_by_role("button").click()
    found += look(tab, axe, "sign-in, error")
    sign_in(tab, live_site, organiser)
    for name, path in pages.items():
        tab.goto(path)
        found += look(tab, axe, name)
    for name in send_wrong(tab, pages):
        expect(tab.get_by_role("alert"), name).to_be_focused()
        found += look(tab, axe, name)

    assert not found, "\n" + "\n".join(found)


def test_no_page_of_organisers_scrolls_sideways(
    make_page: MakePage, live_site: str, organiser: Porteur, outer_pages: list[str], pages: dict[str, str]
) -> None:
    tab = make_page(viewport=REFLOW)
    wide = []
    for path in outer_pages:
        tab.goto(path)
        wide += too_wide(tab, path)
    sign_in(tab, live_site, organiser)
    for name, path in pages.items():
        tab.goto(path)
        wide += too_wide(tab, name)
    for name in send_wrong(tab, pages):
        wide += too_wide(tab, name)

    assert wide == []


def too_wide(tab: Page, name: str) -> list[str]:
    width = tab.evaluate("document.documentElement.scrollWidth")
    return [f"{name}: {width}"] if width > REFLOW["width"] else []
