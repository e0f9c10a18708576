"""The team's list of candidatures in a browser: narrowed, kept as a view, acted on, exported; and the first page."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker
from wagtail.models import Task, Workflow

from candidatures.enums import State
from candidatures.models import AppelPage, Candidature, Porteur
from socle.permissions import GROUPS, MANAGEMENT, REVIEW
from tests.e2e.conftest import MakePage
from tests.e2e.test_editor import PASSWORD, log_in
from tests.followed import sent_dossier
from tests.team import move

REVIEWER, MANAGER = "instructrice", "gestionnaire"
DUE = "2026-01-15"


@pytest.fixture
def dossiers(call: AppelPage, organiser: Porteur, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Candidature]]:
    """Two dossiers to review, one of them late, and one paid; a reviewer and a manager."""
    with django_db_blocker.unblock():
        call_command("setup_editors", verbosity=0)
        for name, group in ((REVIEWER, REVIEW), (MANAGER, MANAGEMENT)):
            user = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
            user.groups.add(Group.objects.get(name=group.name))
        made = [sent_dossier(organiser, call.get_version(), State.SUBMITTED) for _rank in range(3)]
        move(made[0], State.IN_REVIEW, due_on=DUE)
        move(made[2], State.PAID)
        yield made
        get_user_model().objects.filter(username__in=[REVIEWER, MANAGER]).delete()
        Group.objects.filter(name__in=[rights.name for rights in GROUPS]).delete()
        Workflow.objects.all().delete()
        Task.objects.all().delete()


def violations(tab: Tab, name: str, ours: str) -> list[str]:
    """What axe finds in our part of a page; the furniture around it is Wagtail's to mend."""
    expect(tab.locator(ours).first).to_be_visible()
    found = Axe().run(tab, context=ours).response["violations"]
    return [f"{name}: {one['id']}, {one['help']}\n      {node['html'][:160]}" for one in found for node in one["nodes"]]


def test_a_reviewer_narrows_the_list_keeps_it_and_gives_dossiers(
    make_page: MakePage, dossiers: list[Candidature]
) -> None:
    tab = log_in(make_page, REVIEWER)
    found = violations(tab, "first page", ".nec-figures")
    expect(tab.locator(".nec-figures")).to_contain_text("en retard de")
    tab.get_by_role("link", name="Instruire 2 candidatures").click()
    expect(tab.locator(".nec-views [aria-current]")).to_have_text("À instruire 2")
    found += violations(tab, "list", ".nec-views, .nec-listing")

    # Words narrow it without another page, and what is shown is what is kept.
    tab.locator("[data-controller~=w-swap] [name=q]").fill(dossiers[0].number or "")
    expect(tab.locator("table.listing tbody tr")).to_have_count(1)
    expect(tab.locator("td.is-late")).to_contain_text("en retard de")
    tab.get_by_role("link", name="Enregistrer cette vue").click()
    expect(tab.locator("main")).to_contain_text(dossiers[0].number or "")
    found += violations(tab, "view", "main form")
    tab.get_by_label("Nom de la vue").fill("Le plus urgent")
    tab.get_by_role("button", name="Enregistrer").click()
    expect(tab.locator(".nec-views [aria-current]")).to_have_text("Le plus urgent")

    tab.get_by_role("link", name="À instruire").first.click()
    expect(tab.locator(".nec-views [aria-current]")).to_have_text("À instruire 2")
    for rank in range(2):
        tab.locator("[data-bulk-action-checkbox]").nth(rank).check()
    tab.get_by_role("link", name="Attribuer les dossiers choisis").click()
    expect(tab.locator("main")).to_contain_text("2 dossiers choisis")
    found += violations(tab, "bulk", "main form")
    tab.get_by_label("Personne qui instruit").select_option(label=REVIEWER)
    tab.get_by_role("button", name="Attribuer").click()
    expect(tab.locator(".messages")).to_contain_text(f"2 dossiers sont attribués à {REVIEWER}.")
    expect(tab.locator(".nec-views [aria-current]")).to_have_text("À instruire 2")

    assert not found, "\n" + "\n".join(found)
    assert tab.refusals == []  # type: ignore[attr-defined]
    assert Candidature.objects.filter(instructeur__username=REVIEWER).count() == 2


def test_a_manager_takes_the_list_in_a_workbook(make_page: MakePage, dossiers: list[Candidature]) -> None:
    tab = log_in(make_page, MANAGER)
    tab.goto("/admin/candidatures/?state=paid")
    tab.get_by_role("button", name="Actions").first.click()
    with tab.expect_download() as waiting:
        tab.get_by_role("link", name="Exporter en XLSX").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert [row[0] for row in book["Candidatures"].iter_rows(values_only=True)][1:] == [dossiers[2].number]
