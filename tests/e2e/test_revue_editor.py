"""An editor makes an issue in a browser: a text pasted, a note called, the contents ordered, the whole published."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route, expect
from pytest_django import DjangoDbBlocker
from wagtail.models import Task, Workflow

from revue.models import ArticlePage, NumeroPage, RevueIndexPage
from socle.permissions import GROUPS, TEAM, WRITERS
from tests.e2e.conftest import MakePage
from tests.e2e.test_editor import PASSWORD, log_in

EDITOR = "redactrice"
NUMERO, FIRST, SECOND = "Numéro d’essai", "Un article collé", "Un article annoté"
PASTED = Path(__file__).parent / "collages"
#: What is kept of each paste, one paragraph or point of a list after the other.
KEPT = {
    "word": [
        "Un titre",
        "La médiation numérique, elle, progresse à Metz.[1]",
        *("Premier point", "Ville", "Année", "Lens", "2022"),
        "Le site et un fichier surligné.",
        "[1] Une note.",
    ],
    "libreoffice": [
        "Le bilan de Lens.1",
        *("Un point", "Un autre", "Ville", "Lens"),
        "Une phrase liée.",
        "1Note en bas.",
    ],
}
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "texte");
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def numero(live_site: str, django_db_blocker: DjangoDbBlocker) -> Iterator[NumeroPage]:
    """A draft of an issue with two articles, and a writer. All is removed at the end."""
    with django_db_blocker.unblock():
        call_command("setup_editors", verbosity=0)
        user = get_user_model().objects.create_user(EDITOR, f"{EDITOR}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=WRITERS.name))
        revue = RevueIndexPage.objects.get()
        page = revue.add_child(
            instance=NumeroPage(title=NUMERO, number=99, season="1-printemps", year=2031, live=False, summary="Essai.")
        )
        for title in (FIRST, SECOND):
            page.add_child(instance=ArticlePage(title=title, summary="Essai.", live=False)).save_revision()
        page.save_revision()
        yield page
        NumeroPage.objects.get(pk=page.pk).delete()
        user.delete()
        Group.objects.filter(name__in=[rights.name for rights in GROUPS]).delete()
        Workflow.objects.all().delete()
        Task.objects.all().delete()


def open_article(tab: Tab, numero: NumeroPage, title: str) -> None:
    tab.goto(f"/admin/pages/{numero.pk}/edit/#tab-articles")
    tab.get_by_role("tabpanel", name="Articles").get_by_role("link", name=title).click()
    body = tab.locator("#panel-child-contenu-body-section")
    body.get_by_role("button", name="Insérer un bloc").last.click()
    tab.get_by_role("option", name="Texte", exact=True).click()
    body.locator("[contenteditable=true]").last.click()


def save(tab: Tab) -> None:
    expect(tab.get_by_text("Enregistrement…")).to_be_hidden()
    with tab.expect_navigation():
        tab.get_by_role("button", name="Enregistrer le brouillon").click()


def answer_late(route: Route) -> None:
    """Let pass what is sent after the time that an autosave waits for."""
    time.sleep(1)
    route.continue_()


def test_a_new_article_is_saved_right_after_its_title(make_page: MakePage, numero: NumeroPage) -> None:
    tab = log_in(make_page, EDITOR)
    tab.goto(f"/admin/pages/add/nec_revue/articlepage/{numero.pk}/")
    add = tab.url
    sent: list[str] = []
    tab.on("request", lambda request: sent.append(request.method) if request.url == add else None)
    tab.route(add, answer_late)
    tab.locator("#id_title").fill("Un titre tapé vite")
    tab.get_by_role("button", name="Enregistrer le brouillon").click()

    expect(tab).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    assert sent == ["POST"]
    expect(tab.locator("input[name=slug]")).to_have_value("un-titre-tape-vite")


def test_the_form_of_an_article_can_be_read_in_the_dark(
    make_page: MakePage, numero: NumeroPage, axe: Callable[[Tab], list[str]]
) -> None:
    tab = log_in(make_page, EDITOR)
    tab.emulate_media(color_scheme="dark")
    open_article(tab, numero, FIRST)

    assert [line for line in axe(tab) if line.startswith("color-contrast")] == []


@pytest.mark.parametrize("source", ["word", "libreoffice"])
def test_a_paste_comes_clean(
    make_page: MakePage, numero: NumeroPage, django_db_blocker: DjangoDbBlocker, source: str
) -> None:
    tab = log_in(make_page, EDITOR)
    open_article(tab, numero, FIRST)
    editor = tab.locator("#panel-child-contenu-body-section [contenteditable=true]").last
    editor.evaluate(PASTE, (PASTED / f"{source}.html").read_text())
    # The editor puts what it holds in the form a moment later.
    expect(tab.locator("input[name=body-0-value]")).to_have_value(re.compile(re.escape(KEPT[source][-1])))
    save(tab)

    with django_db_blocker.unblock():
        article = ArticlePage.objects.get(title=FIRST).get_latest_revision_as_object()
    html = re.sub(r' data-block-key="\w+"', "", article.body[0].value.source)
    assert re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", re.sub(r"</?[abi]\b[^>]*>", "", html)) == KEPT[source]
    # Nothing but what the site allows, and none of the word processor’s own addresses.
    assert set(re.findall(r"</?(\w+)", html)) == {"p", "b", "i", "a", "ul", "li"}
    assert set(re.findall(r' (\w[\w-]*)="([^"]*)"', html)) == {
        ("href", "https://numerique-en-communs.fr/?utm=1" if source == "word" else "https://example.org/")
    }
    assert tab.refusals == []  # type: ignore[attr-defined]


def test_a_note_is_called_from_the_text(
    make_page: MakePage, numero: NumeroPage, django_db_blocker: DjangoDbBlocker, axe: Callable[[Tab], list[str]]
) -> None:
    tab = log_in(make_page, EDITOR)
    open_article(tab, numero, SECOND)
    editor = tab.locator("#panel-child-contenu-body-section [contenteditable=true]").last
    editor.press_sequentially("Une phrase /")
    tab.get_by_role("option", name=re.compile("Note$")).click()
    expect(tab.get_by_role("heading", name="Appeler une note")).to_be_visible()
    # At once, while the dialog is still entering: it takes the focus at the end of its entrance.
    tab.locator("#footnotes-create-new").dispatch_event("click")

    # The tab of the notes opens, the cursor in the new one, where it stays once the dialog has gone.
    notes = tab.locator("#panel-child-notes_et_references-notes-section")
    note = notes.locator("[contenteditable=true]").last
    expect(tab.locator(".modal-backdrop")).to_have_count(0)
    expect(note).to_be_focused()
    note.press_sequentially("La source.")
    expect(notes.locator("input[name=footnotes-0-text]")).to_have_value(re.compile("La source"))
    save(tab)
    tab.get_by_role("tab", name="Notes et références").click()
    notes.get_by_role("button", name="Aller à l’appel").click()
    expect(editor).to_be_visible()
    tab.get_by_title("Aller à la note").click()
    expect(note).to_be_visible()

    tab.goto(f"/admin/pages/{numero.pk}/edit/#tab-articles")
    row = tab.get_by_role("row", name=SECOND)
    expect(row).to_contain_text("Rubrique, Signature, Image")
    expect(row).not_to_contain_text(re.compile("note", re.IGNORECASE))
    assert axe_of_ours(tab, axe) == []
    assert tab.refusals == []  # type: ignore[attr-defined]


def test_the_whole_issue_is_ordered_then_published(
    make_page: MakePage, numero: NumeroPage, axe: Callable[[Tab], list[str]]
) -> None:
    tab = log_in(make_page, EDITOR)
    tab.goto(f"/admin/pages/{numero.pk}/")
    handles = tab.locator("[data-w-orderable-target=handle], .handle")
    expect(handles).to_have_count(2)
    handles.nth(1).drag_to(handles.nth(0))
    expect(tab.locator("table.listing tbody tr").first).to_contain_text(SECOND)

    tab.goto(f"/admin/revue/numeros/{numero.pk}/publier/")
    expect(tab.get_by_role("row")).to_have_count(4)
    assert axe_of_ours(tab, axe) == []
    tab.get_by_label("Plus tard").check()
    tab.get_by_role("button", name="Confirmer").click()
    expect(tab.get_by_text("Indiquez le jour et l’heure de la parution.")).to_be_visible()
    tab.get_by_label("Maintenant").check()
    tab.get_by_role("button", name="Confirmer").click()
    expect(tab.get_by_text("3 pages sont en ligne.")).to_be_visible()

    tab.goto(numero.url)
    contents = tab.locator("main").inner_text()
    assert contents.index(SECOND) < contents.index(FIRST)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_other_screens_of_the_revue_are_for_all(
    make_page: MakePage,
    numero: NumeroPage,
    axe: Callable[[Tab], list[str]],
    django_db_blocker: DjangoDbBlocker,
    scheme: Literal["light", "dark"],
) -> None:
    with django_db_blocker.unblock():
        get_user_model().objects.get(username=EDITOR).groups.set([Group.objects.get(name=TEAM.name)])
        revision = numero.get_latest_revision()
        revision.approved_go_live_at = timezone.now() + timedelta(days=30)
        revision.save(update_fields=["approved_go_live_at"])
    tab = log_in(make_page, EDITOR)
    tab.emulate_media(color_scheme=scheme)
    found = []

    tab.goto(f"/admin/revue/numeros/{numero.pk}/annuler-la-programmation/")
    expect(tab.get_by_role("button", name="Annuler la programmation")).to_be_visible()
    found += axe(tab)
    tab.goto("/admin/snippets/nec_revue/rubrique/")
    expect(tab.get_by_role("link", name="Carnets")).to_be_visible()
    found += axe(tab)
    tab.goto("/admin/snippets/nec_socle/motcle/")
    found += axe(tab)
    for box in tab.locator("tbody input[type=checkbox]").all()[:2]:
        box.check()
    tab.get_by_role("link", name="Fusionner").click()
    expect(tab.get_by_role("radio")).to_have_count(2)
    found += axe(tab)

    assert found == []
    assert tab.refusals == []  # type: ignore[attr-defined]


def axe_of_ours(tab: Tab, axe: Callable[[Tab], list[str]]) -> list[str]:
    """What axe finds in what this site adds; Wagtail's own frame is Wagtail's to mend."""
    return [line for line in axe(tab) if "nec-" in line or "/revue/numeros/" in line]
