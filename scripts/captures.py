"""Take the screenshots of the editors' guide, on a demonstration made for it and thrown away.

`make captures` writes `docs/captures/*.png`; given names of accounts (`scripts/captures.py gestion`), it writes
what they alone see. Nothing of the developer's own database or media is touched.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "captures"
sys.path.insert(0, str(ROOT))

from scripts.find_browser import find_browser  # noqa: E402 (the folder of the project is known only now)

#: Accounts by name, with the group of each.
ACCOUNTS = {
    "equipe": "Équipe NEC",
    "redaction": "Rédaction",
    "contribution": "Contribution",
    "instruction": "Instruction",
    "decision": "Décision",
    "gestion": "Gestion",
}
PASSWORD = "guide-d-edition"  # noqa: S105 (of a database that lives for a minute)
WIDTH, HEIGHT = 1200, 750
COLOURS = 64
START_SECONDS = 60
#: The example of the demonstration whose programme is written.
PROGRAMMED = "NEC Orléans Métropole"
#: The issue of the demonstration whose articles are written.
NUMERO = "Illettrisme et inclusion numérique"
MAKE_ACCOUNTS = """
from django.contrib.auth.models import Group, User
for name, group in {accounts!r}.items():
    User.objects.create_user(name, name + "@example.org", {password!r}).groups.add(Group.objects.get(name=group))
"""
#: The demonstration holds no dossier: nobody is invented in it. This one is that of the tests.
MAKE_DOSSIER = """
from datetime import timedelta
from django.utils import timezone
from candidatures.enums import ImportState, MailKey, MailState, OutsideState, State
from candidatures.models import AppelPage, Courriel, DemarchesSettings, ImportRun, OutsideDossier, Porteur
from candidatures.services.submission import keep_version
from tests.followed import sent_dossier
porteur = Porteur.objects.create(email="porteuse@exemple.fr")
appel = AppelPage.objects.live().open().first()
dossier = sent_dossier(porteur, appel.get_version(), State.IN_REVIEW)
keep_version(dossier)
now = timezone.now()
for subject, values in (
    ("Votre dossier est déposé", {"state": MailState.SENT, "sent_at": now, "attempts": 1}),
    ("Votre dossier est à l’étude", {"state": MailState.ABANDONED, "error": "SMTPRecipientsRefused", "attempts": 31}),
    ("Message de l’équipe", {
        "state": MailState.FAILED, "error": "ConnectionRefusedError", "attempts": 2,
        "next_attempt_at": now + timedelta(minutes=5),
    }),
):
    Courriel.objects.create(
        candidature=dossier, to=porteur.email, subject=subject, body="Bonjour.", template_key=MailKey.MESSAGE, **values
    )
DemarchesSettings.objects.create(
    site=appel.get_site(), appel=appel, demarche_number=4242, base_url="https://demarche.numerique.gouv.fr",
    imports=True, prefills=True,
)
ImportRun.objects.create(
    demarche_number=4242, state=ImportState.DONE, finished_at=now, created_count=1, problem_count=1
)
champs = (
    {"label": "Intitulé de l’événement", "kind": "TextChamp", "value": "NEC Vosges"},
    {"label": "Premier jour", "kind": "DateChamp", "value": "2031-05-15"},
    {"label": "Structures partenaires", "kind": "RepetitionChamp", "value": "", "rows": [[
        {"label": "Nom", "kind": "TextChamp", "value": "Hub Est"},
        {"label": "Rôle", "kind": "TextChamp", "value": "Co-organise"},
    ]]},
    {"label": "Devis", "kind": "PieceJustificativeChamp", "value": "", "files": ["devis-salle.pdf"]},
)
OutsideDossier.objects.create(
    outside_id="RG9zc2llcg", number=24681012, demarche_number=4242, state=OutsideState.EN_INSTRUCTION,
    candidature=dossier, submitted_at=now, modified_at=now, data={"champs": list(champs)},
    problem="Réponses à relire là-bas : Les structures partenaires.",
)
"""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        chosen = sys.argv[1:] or CAPTURES
        for account, captures in ((name, CAPTURES[name]) for name in chosen):
            page = log_in(browser, address, account)
            for name, capture in captures.items():
                capture(page)
                take(page, name)
        browser.close()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(list(FOLDER.glob('*.png')))} captures, {size // 1000} ko, dans docs/captures/")


# The demonstration


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a server on a fresh demonstration, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="nec-captures-"))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "nec_site.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/nec.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "DEMARCHES_TOKEN": "jeton-des-captures",
        "DJANGO_RUNSERVER_HIDE_WARNING": "true",
    }

    def manage(*arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)  # noqa: S603

    for command in ("migrate", "load_territoires", "load_demo", "setup_editors"):
        manage(command, "--verbosity", "0")
    manage("shell", "--verbosity", "0", "--command", MAKE_ACCOUNTS.format(accounts=ACCOUNTS, password=PASSWORD))
    manage("shell", "--verbosity", "0", "--command", MAKE_DOSSIER)
    port = free_port()
    server = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/sante/")
        yield address
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return once `address` answers. Raises `TimeoutError` where it does not."""
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 (our own server)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    message = f"{address} does not answer."
    raise TimeoutError(message)


# The browser


def log_in(browser: Browser, address: str, account: str) -> Page:
    """A page logged in as `account`; no account gives the login page."""
    context: BrowserContext = browser.new_context(
        base_url=address,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": WIDTH, "height": HEIGHT},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("/admin/login/")
    if account:
        page.get_by_label("Nom d’utilisateur").fill(account)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="S'identifier").click()
        page.wait_for_url("**/admin/")
    return page


def take(page: Page, name: str) -> None:
    """Write the window as a PNG of few colours, which is enough for an interface."""
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    with Image.open(path) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def open_page(page: Page, title: str) -> None:
    """Open the editor of the page called `title`, through the search of the admin."""
    page.goto(f"/admin/pages/search/?q={title}")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def open_task(page: Page, name: str) -> None:
    """Follow a link of the admin's first page."""
    page.goto("/admin/")
    page.get_by_role("link", name=name).click()
    page.wait_for_load_state("networkidle")


def show_panel(page: Page, name: str) -> None:
    """Open a side panel; the admin remembers those that were left open."""
    button = page.get_by_role("button", name=name)
    if button.get_attribute("aria-expanded") != "true":
        button.click()


def open_actions(page: Page) -> None:
    """Open the menu of the save button."""
    page.locator("footer [data-w-dropdown-target=toggle], .footer [data-w-dropdown-target=toggle]").last.click()


# What is shown


def login(page: Page) -> None:
    page.get_by_label("Nom d’utilisateur").blur()


def dashboard(page: Page) -> None:
    page.goto("/admin/")


def page_types(page: Page) -> None:
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Ajouter une sous-page").first.click()


def nec_locaux(page: Page) -> None:
    page.goto("/admin/nec-locaux/")


def open_nec_local(page: Page, title: str, tab: str) -> None:
    page.goto("/admin/nec-locaux/?q=nec")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("tab", name=tab).click()
    page.wait_for_load_state("networkidle")


def nec_local(page: Page) -> None:
    open_nec_local(page, PROGRAMMED, "Annonce")


def nec_local_programme(page: Page) -> None:
    open_nec_local(page, PROGRAMMED, "Programme")
    page.get_by_role("heading", name="Séances et pauses").or_(page.get_by_text("Séances et pauses")).first.hover()
    page.mouse.wheel(0, 300)


def nec_local_errors(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Annoncer un NEC local").click()
    page.get_by_role("textbox", name="Titre").first.fill("NEC exemple")
    for label, day in (("Premier jour", "18/03/2031"), ("Dernier jour", "17/03/2031")):
        page.get_by_role("textbox", name=label).first.fill(day)
        page.keyboard.press("Escape")
    page.get_by_role("tab", name="Pratique").click()
    page.get_by_label("Latitude").fill("49.11")
    open_actions(page)
    page.get_by_role("button", name="Publier", exact=True).click()
    page.get_by_role("heading", name="Quand et comment").scroll_into_view_if_needed()


def nec_local_copy(page: Page) -> None:
    page.goto("/admin/nec-locaux/?q=metz+2023")
    page.get_by_role("link", name="NEC Metz 2023").first.click()
    page.goto(page.url.replace("/edit/", "/copy/"))


def follow_up(page: Page) -> None:
    page.goto("/admin/reports/a-relancer/")


def offres(page: Page) -> None:
    page.goto("/admin/offres-de-formats/")


def appel(page: Page) -> None:
    open_task(page, "Mettre à jour l’appel à NEC locaux")
    page.get_by_role("tab", name="Règles").click()


def open_numero(page: Page) -> str:
    """Open the issue whose articles are written, and give its address in the admin."""
    page.goto("/admin/articles/")
    page.locator(f"table.listing a:has-text('{NUMERO}')").first.click()
    page.wait_for_load_state("networkidle")
    return page.url


def numero_articles(page: Page) -> None:
    pk = open_numero(page).rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/admin/pages/{pk}/edit/#tab-articles")


def numero_publication(page: Page) -> None:
    """With an article just begun, so that there is something to publish."""
    pk = open_numero(page).rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/admin/pages/add/nec_revue/articlepage/{pk}/")
    page.wait_for_load_state("networkidle")
    page.get_by_role("textbox", name="Titre").first.press_sequentially("Ce que les communes partagent")
    # The address follows the title a moment later, and a page has one.
    expect(page.locator("[name=slug]")).not_to_have_value("")
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.goto(f"/admin/revue/numeros/{pk}/publier/")


def block_picker(page: Page) -> None:
    open_page(page, "Mentions légales")
    page.get_by_role("button", name="Insérer un bloc").first.click()
    option = page.get_by_role("option", name="Chiffres clés", exact=True)
    option.locator("..").get_by_role("button", name="Prévisualiser").click()
    page.frame_locator("iframe").last.locator("body").wait_for()


def image(page: Page) -> None:
    page.goto("/admin/pages/search/?q=Organiser")
    page.locator("a[title^='Explorer les sous-pages']").first.click()
    page.get_by_role("link", name="Ajouter une sous-page").first.click()
    page.get_by_role("link", name="Page simple").first.click()
    page.get_by_role("textbox", name="Titre").fill("Préparer sa venue")
    page.get_by_role("button", name="Insérer un bloc").last.click()
    page.get_by_role("option", name="Image", exact=True).click()
    page.get_by_role("button", name="Choisir une image").first.click()
    page.locator(".modal [data-chooser-modal-choice]").first.click()
    text = page.get_by_role("textbox", name="Texte alternatif")
    text.fill("Les mots Numérique en Commun[s] entre deux grands crochets rouges.")
    text.blur()
    page.get_by_role("heading", name="Contenu").scroll_into_view_if_needed()
    page.mouse.wheel(0, 220)


def submission(page: Page) -> None:
    open_actions(page)


def own_submissions(page: Page) -> None:
    page.get_by_role("button", name="Soumettre à Relecture").click()
    page.wait_for_load_state("networkidle")
    page.goto("/admin/")


def moderation(page: Page) -> None:
    page.goto("/admin/")
    row = page.get_by_role("row", name="Préparer sa venue").first
    row.get_by_role("button", name="Actions").click()


def publication(page: Page) -> None:
    open_page(page, "Mentions légales")
    open_actions(page)


def preview(page: Page) -> None:
    open_page(page, "Mentions légales")
    show_panel(page, "Afficher/masquer la prévisualisation")
    page.frame_locator("#w-preview-iframe").locator("h1").wait_for()


def schedule(page: Page) -> None:
    open_page(page, "Mentions légales")
    show_panel(page, "Afficher/masquer le statut")
    page.get_by_role("button", name="Programmer").click()


def home_sections(page: Page) -> None:
    open_task(page, "Composer la page d’accueil")
    page.get_by_role("button", name="Tout replier").click()
    panel = page.locator("#panel-child-contenu-sections-section, #panel-child-contenu-parties-section").first
    panel.locator("[data-panel-toggle]").first.click()
    panel.scroll_into_view_if_needed()


def menus(page: Page) -> None:
    open_task(page, "Modifier les menus")


def alert(page: Page) -> None:
    open_task(page, "Afficher un bandeau d’alerte")
    show_panel(page, "Afficher/masquer la prévisualisation")
    # The panel compares the form with what it was when it opened: typing sooner is not seen as a change.
    page.wait_for_timeout(2000)
    page.locator("[contenteditable=true]").first.press_sequentially("Les inscriptions ouvrent lundi à midi.")
    page.frame_locator("#w-preview-iframe").get_by_text("Les inscriptions ouvrent").wait_for()


def thematiques(page: Page) -> None:
    page.goto("/admin/snippets/nec_socle/thematique/")


def form(page: Page) -> None:
    open_page(page, "Écrire à l’équipe")
    page.get_by_role("heading", name="Questions").first.scroll_into_view_if_needed()


def candidatures(page: Page) -> None:
    page.goto("/admin/candidatures/")


def open_dossier(page: Page) -> None:
    """Open the only dossier there is."""
    page.goto("/admin/candidatures/")
    page.locator("table.listing tbody a").first.click()
    page.locator(".nec-dossier").wait_for()


def dossier(page: Page) -> None:
    open_dossier(page)


def decision(page: Page) -> None:
    open_dossier(page)
    page.get_by_role("link", name="Donner un accord").click()
    page.get_by_label("Ce que lira la porteuse ou le porteur").fill("Votre projet a toute sa place dans le mouvement.")
    page.get_by_role("button", name="Voir le courriel avant de l’envoyer").click()
    page.get_by_label("Subvention accordée, en euros").scroll_into_view_if_needed()
    page.mouse.wheel(0, 700)


def outbox(page: Page) -> None:
    page.goto("/admin/candidatures/courriels/")


def given_up(page: Page) -> None:
    page.goto("/admin/")


def demarches(page: Page) -> None:
    page.goto("/admin/candidatures/demarches/")


def outside_dossier(page: Page) -> None:
    open_dossier(page)
    page.locator("#demarches").scroll_into_view_if_needed()
    page.locator("#demarches").evaluate("section => section.scrollIntoView()")


#: For each account (none is a visitor), what it sees, in an order where each finds what the one before has left.
CAPTURES: dict[str, dict[str, Callable[[Page], None]]] = {
    "": {"connexion": login},
    "contribution": {"image": image, "soumettre": submission, "soumise": own_submissions},
    "redaction": {
        "accueil": dashboard,
        "relecture": moderation,
        "types-de-page": page_types,
        "nec-locaux": nec_locaux,
        "nec-local": nec_local,
        "nec-local-programme": nec_local_programme,
        "nec-local-erreurs": nec_local_errors,
        "nec-local-copie": nec_local_copy,
        "a-relancer": follow_up,
        "offres-de-formats": offres,
        "appel": appel,
        "numero-articles": numero_articles,
        "numero-publier": numero_publication,
        "blocs": block_picker,
        "publier": publication,
        "programmer": schedule,
        "apercu": preview,
    },
    "equipe": {
        "parties-de-l-accueil": home_sections,
        "alerte": alert,
        "menus": menus,
        "thematiques": thematiques,
        "formulaire": form,
    },
    "instruction": {"candidatures": candidatures, "dossier": dossier},
    "decision": {"decision": decision},
    "gestion": {
        "courriels": outbox,
        "courriels-abandonnes": given_up,
        "demarches-simplifiees": demarches,
        "dossier-demarches-simplifiees": outside_dossier,
    },
}


if __name__ == "__main__":
    main()
