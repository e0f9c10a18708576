"""A candidature in a browser, from the page of the call to the follow-up: with JavaScript and without."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from candidatures.enums import State, Step
from candidatures.models import AppelPage, Candidature
from tests.e2e.conftest import NARROW, WIDE, MakePage
from tests.e2e.organisers import EMAIL, Answers, address, fill, fill_rows, last_link, save, sign_in

#: A robot fills a form faster.
HUMAN_PAUSE = 3100


def come_in(tab: Page, call: AppelPage) -> None:
    """From the page of the call to the first page of the form."""
    tab.goto(call.url)
    tab.wait_for_timeout(HUMAN_PAUSE)
    tab.get_by_label("Votre adresse électronique").fill(EMAIL)
    tab.get_by_role("button", name="Recevoir le lien de mon dossier").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Ouvrez votre messagerie")
    assert mail.outbox[-1].to == [EMAIL]
    tab.goto(last_link())
    tab.locator("main").get_by_role("button").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Commencer un dossier")
    tab.locator("main form:not(.private-account)").get_by_role("button").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("La structure porteuse")


def write_dossier(tab: Page, answers: Answers) -> None:
    """Every page of the form, one after the other, up to the last."""
    for step in Step.of_dossier()[:-1]:
        expect(tab.get_by_role("heading", level=1)).to_have_text(str(step.label))
        fill(tab, answers.get(step, {}))
        save(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text(str(Step.RELECTURE.label))


def send_dossier(tab: Page, answers: Answers) -> Candidature:
    """Tick the promises, send, and read the number."""
    fill(tab, answers[Step.RELECTURE])
    tab.get_by_role("button", name="Déposer le dossier").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("NEC Vosges")
    candidature = Candidature.objects.get()
    assert candidature.state == State.SUBMITTED
    assert re.fullmatch(r"NEC-\d{4}-0001", str(candidature.number))
    expect(tab.locator("main")).to_contain_text(str(candidature.number))
    return candidature


def check_mail(candidature: Candidature) -> None:
    """The acknowledgement has the number and the PDF of the dossier."""
    received = mail.outbox[-1]
    assert received.to == [EMAIL]
    assert str(candidature.number) in f"{received.subject} {received.body}"
    assert [kind for _name, _content, kind in received.attachments] == ["application/pdf"]


def test_a_dossier_is_sent_without_javascript(make_page: MakePage, call: AppelPage, answers: Answers) -> None:
    tab = make_page(viewport=WIDE, java_script_enabled=False)

    come_in(tab, call)
    write_dossier(tab, answers)
    candidature = send_dossier(tab, answers)

    check_mail(candidature)
    assert candidature.outcome == "avec"


def test_a_dossier_is_sent_on_a_telephone_with_javascript(
    make_page: MakePage, call: AppelPage, answers: Answers
) -> None:
    tab = make_page(viewport=NARROW, has_touch=True)
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)

    come_in(tab, call)
    write_dossier(tab, answers)
    send_dossier(tab, answers)

    assert problems == []


def test_what_is_typed_is_saved_by_itself_and_said_aloud(
    make_page: MakePage, live_site: str, draft: Candidature
) -> None:
    tab = make_page(viewport=WIDE)
    sign_in(tab, live_site, draft.porteurs.get())
    tab.goto(address(draft, Step.OBJECTIF))

    tab.get_by_label("Objectif du NEC local").fill("Relier les acteurs")
    expect(tab.locator("[data-draft-status]")).to_contain_text("enregistré")
    assert draft.answers.get(step=Step.OBJECTIF).values["objective"] == "Relier les acteurs"

    # The line is cut: it is said, and what is typed stays; it is saved once the line is back.
    tab.context.set_offline(True)
    tab.get_by_label("Objectif du NEC local").fill("Relier celles et ceux qui agissent")
    expect(tab.locator("[data-draft-status]")).to_contain_text("connexion est coupée")
    tab.context.set_offline(False)
    expect(tab.locator("[data-draft-status]")).to_contain_text("enregistré", timeout=15_000)
    assert draft.answers.get(step=Step.OBJECTIF).values["objective"] == "Relier celles et ceux qui agissent"


def figures(tab: Page) -> list[str]:
    """The figures of the budget, their spaces made plain."""
    return [" ".join(text.split()) for text in tab.locator("main dd").all_inner_texts()]


def test_the_budget_adds_up_as_one_types(make_page: MakePage, live_site: str, draft: Candidature) -> None:
    tab = make_page(viewport=WIDE)
    sign_in(tab, live_site, draft.porteurs.get())
    tab.goto(address(draft, Step.BUDGET))
    fill_rows(tab, "expenses", [{"label": "Salle", "amount": "1 250,50"}])
    tab.locator("[name=wants_grant][value=oui]").check()
    tab.locator("[name=grant_requested]").fill("1000,40")

    live = figures(tab)
    save(tab)
    tab.goto(address(draft, Step.BUDGET))

    assert "1 250,50 €" in live
    assert "80 %" in live
    assert live == figures(tab)


def test_a_draft_survives_lost_cookies_and_a_new_server_between_any_two_pages(
    live_site: str, draft: Candidature, answers: Answers, browser: Browser
) -> None:
    """Each page is written on a server of its own, and sent without the cookies that opened it."""
    written: list[Step] = []
    answers[Step.PIECES] = {"pieces_note": "Le devis suivra."}
    for step in Step.of_dossier()[:-1]:
        server = LiveServer("localhost")
        try:
            context = browser.new_context(base_url=server.url, java_script_enabled=False)
            tab = context.new_page()
            sign_in(tab, server.url, draft.porteurs.get())
            for earlier in written[-1:]:
                tab.goto(address(draft, earlier))
                assert not_shown(tab, answers[earlier]) == [], earlier
            tab.goto(address(draft, step))
            fill(tab, answers[step])
            context.clear_cookies()
            save(tab)
            expect(tab.locator("main"), step).to_contain_text("Vos réponses sont enregistrées")
            context.close()
        finally:
            server.stop()
        written.append(step)

    kept = {row.step: texts(row.values) for row in draft.answers.all()}
    assert [(step, text) for step in written for text in texts(answers[step]) if text not in kept[step]] == []


def not_shown(tab: Page, values: dict[str, Any]) -> list[str]:
    """The texts of `values` that no field of the page holds."""
    shown = tab.locator("form#etape").evaluate("form => [...new FormData(form).values()]")
    return [text for text in texts(values) if text not in shown]


def texts(values: Any) -> list[str]:
    """Every text typed in the answers of a page; a territoire is chosen by the name typed beside it."""
    if isinstance(values, dict):
        return [text for name, value in values.items() if name != "territoire" for text in texts(value)]
    if isinstance(values, list):
        return [text for value in values for text in texts(value)]
    return [values] if values else []


def test_two_tabs_lose_nothing(make_page: MakePage, live_site: str, draft: Candidature) -> None:
    first = make_page(viewport=WIDE, java_script_enabled=False)
    sign_in(first, live_site, draft.porteurs.get())
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(address(draft, Step.MOYENS))
    first.locator("[name=human]").fill("Deux personnes")
    first.locator("[name=technical]").fill("Le son du premier onglet")
    save(first)
    second.locator("[name=material]").fill("Vingt tables")
    second.locator("[name=technical]").fill("Le son du second onglet")
    save(second)

    values = draft.answers.get(step=Step.MOYENS).values
    assert (values["human"], values["material"]) == ("Deux personnes", "Vingt tables")
    assert values["technical"] == "Le son du second onglet"
    # What the second tab replaced is told at once, and found again later.
    expect(second.locator("main")).to_contain_text("Le son du premier onglet")
    second.goto(address(draft, Step.MOYENS))
    second.get_by_role("button", name="Retrouver un état antérieur de cette page").click()
    expect(second.locator("main")).to_contain_text("Le son du premier onglet")


def test_the_back_button_shows_what_was_typed_and_undoes_nothing(
    make_page: MakePage, live_site: str, draft: Candidature
) -> None:
    tab = make_page(viewport=WIDE)
    sign_in(tab, live_site, draft.porteurs.get())
    tab.goto(address(draft, Step.OBJECTIF))
    tab.locator("[name=objective]").fill("Le premier objectif")
    save(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text(str(Step.PUBLICS.label))
    tab.go_back()

    expect(tab.locator("[name=objective]")).to_have_value("Le premier objectif")
    tab.locator("[name=contribution]").fill("Un réseau")
    save(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text(str(Step.PUBLICS.label))
    values = draft.answers.get(step=Step.OBJECTIF).values
    assert (values["objective"], values["contribution"]) == ("Le premier objectif", "Un réseau")


def test_a_heavy_file_is_refused_and_the_rest_is_kept(
    make_page: MakePage, live_site: str, draft: Candidature, answers: Answers, tmp_path: Path
) -> None:
    heavy = tmp_path / "budget.pdf"
    heavy.write_bytes(b"%PDF-1.7\n" + b"0" * 20_000_000)
    tab = make_page(viewport=WIDE, java_script_enabled=False)
    sign_in(tab, live_site, draft.porteurs.get())
    tab.goto(address(draft, Step.PUBLICS))
    fill(tab, answers[Step.PUBLICS])
    save(tab)
    tab.goto(address(draft, Step.PIECES))
    note = tab.locator("textarea[name=pieces_note]")
    note.fill("Le devis suivra")
    save(tab)
    tab.goto(address(draft, Step.PIECES))
    upload = tab.locator("input[type=file]").last
    upload.set_input_files(heavy)
    tab.locator("form", has=upload).get_by_role("button").last.click()

    expect(tab).to_have_title(re.compile("^Erreur"))
    expect(tab.locator("main")).to_contain_text("10 Mo")
    expect(tab.locator("textarea[name=pieces_note]")).to_have_value("Le devis suivra")
    assert draft.files.count() == 0
    assert draft.answers.get(step=Step.PUBLICS).values["expected_attendance"] == "1 180"


def test_no_page_of_the_form_scrolls_sideways(make_page: MakePage, live_site: str, draft: Candidature) -> None:
    tab = make_page(viewport={"width": 320, "height": 640})
    sign_in(tab, live_site, draft.porteurs.get())
    wide = []
    for step in Step.of_dossier():
        tab.goto(address(draft, step))
        if tab.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(str(step))

    assert wide == []


def test_no_violation_on_any_page_of_the_form(
    each_look: Page, live_site: str, draft: Candidature, axe: Callable[[Page], list[str]]
) -> None:
    tab = each_look
    sign_in(tab, live_site, draft.porteurs.get())
    wrong = {"siret": "1", "start_date": "14/12/24", "venue_capacity": "assez grande", "grant_requested": "beaucoup"}
    found = []
    for step in Step.of_dossier():
        tab.goto(address(draft, step))
        found += [f"{step}\n    {line}" for line in axe(tab)]
        typed = {name: value for name, value in wrong.items() if tab.locator(f"[name='{name}']").count()}
        if typed:
            fill(tab, typed)
            save(tab)
            expect(tab.get_by_role("alert")).to_be_focused()
            found += [f"{step}, errors\n    {line}" for line in axe(tab)]

    assert not found, "\n" + "\n".join(found)
