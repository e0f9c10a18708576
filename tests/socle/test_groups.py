"""What each group of the team may open, by address: the rights are what the admin answers, not what a table says."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
)

from home.models import HomePage, StandardPage
from socle.enums import TerritoireKind
from socle.models import FormPage, FormSubmission, Territoire
from socle.permissions import CONTRIBUTORS, GROUPS, TEAM, WRITERS
from tests import accounts
from tests.factories import (
    EditorFactory,
    NecDocumentFactory,
    NecImageFactory,
    PartenaireFactory,
    PersonneFactory,
    StandardPageFactory,
    SuperuserFactory,
    TerritoireFactory,
    ThematiqueFactory,
)

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADMIN_HOME = "/admin/"
#: The admin sends those who may not back to its first page, with a message.
REFUSED = 302

#: The least a form of a new page sends.
PROPOSAL = {
    "title": "Proposition",
    "slug": "proposition",
    "body-count": "0",
    "thematique_links-TOTAL_FORMS": "0",
    "thematique_links-INITIAL_FORMS": "0",
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
}

LogIn = Callable[[str], Client]


@dataclass(frozen=True)
class Content:
    """One of each thing the addresses below are about."""

    home: HomePage
    page: StandardPage
    form_page: FormPage
    ids: dict[str, int]


@pytest.fixture
def editors(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def log_in(editors: None) -> LogIn:
    """A client for a new member of a group."""

    def log_in(group: str) -> Client:
        return accounts.log_in(accounts.member_of(group))

    return log_in


@pytest.fixture
def content(home_page: HomePage, editors: None) -> Content:
    page = StandardPageFactory(parent=home_page, title="La démarche", owner=SuperuserFactory())
    form_page = home_page.add_child(instance=FormPage(title="Contact", slug="contact", thanks_title="Merci"))
    submission = FormSubmission.objects.create(page=form_page, form_data={}, token="1")
    official = TerritoireFactory(kind=TerritoireKind.COMMUNE, code="62498", name="Lens")
    added = TerritoireFactory(kind=TerritoireKind.PROJET, code="", name="Val de Bièvre")
    ids = {
        "home": home_page.pk,
        "page": page.pk,
        "form": form_page.pk,
        "submission": submission.pk,
        "site": Site.objects.get(is_default_site=True).pk,
        "thematique": ThematiqueFactory().pk,
        "partenaire": PartenaireFactory().pk,
        "personne": PersonneFactory().pk,
        "official": official.pk,
        "added": added.pk,
        "image": NecImageFactory(uploaded_by_user=SuperuserFactory()).pk,
        "document": NecDocumentFactory(uploaded_by_user=SuperuserFactory()).pk,
        "user": EditorFactory().pk,
    }
    return Content(home_page, page, form_page, ids)


SNIPPETS = "/admin/snippets/nec_socle"
SETTINGS = "/admin/settings/nec_socle"
#: Address, then what it answers to Équipe NEC, Rédaction and Contribution.
MATRIX = [
    # Pages
    ("/admin/", 200, 200, 200),
    ("/admin/pages/{home}/", 200, 200, 200),
    ("/admin/pages/add/nec_home/standardpage/{home}/", 200, 200, 200),
    ("/admin/pages/{page}/edit/", 200, 200, REFUSED),
    ("/admin/pages/{page}/delete/", 200, 200, REFUSED),
    ("/admin/pages/{page}/unpublish/", 200, 200, REFUSED),
    ("/admin/pages/{page}/move/", 200, 200, REFUSED),
    ("/admin/pages/{page}/copy/", 200, 200, REFUSED),
    ("/admin/pages/{page}/history/", 200, 200, REFUSED),
    ("/admin/pages/{page}/privacy/", 200, 200, REFUSED),
    ("/admin/bulk/wagtailcore/page/delete/?id={page}", 200, 200, 200),
    # Registers
    (f"{SNIPPETS}/thematique/", 200, 200, 200),
    (f"{SNIPPETS}/thematique/add/", 200, 200, REFUSED),
    (f"{SNIPPETS}/thematique/edit/{{thematique}}/", 200, 200, REFUSED),
    (f"{SNIPPETS}/thematique/delete/{{thematique}}/", 200, REFUSED, REFUSED),
    (f"{SNIPPETS}/thematique/inspect/{{thematique}}/", 200, 200, 200),
    (f"{SNIPPETS}/partenaire/add/", 200, 200, REFUSED),
    (f"{SNIPPETS}/partenaire/edit/{{partenaire}}/", 200, 200, REFUSED),
    (f"{SNIPPETS}/partenaire/delete/{{partenaire}}/", 200, REFUSED, REFUSED),
    (f"{SNIPPETS}/personne/add/", 200, 200, REFUSED),
    (f"{SNIPPETS}/personne/edit/{{personne}}/", 200, 200, REFUSED),
    (f"{SNIPPETS}/personne/delete/{{personne}}/", 200, REFUSED, REFUSED),
    (f"{SNIPPETS}/territoire/", 200, 200, 200),
    (f"{SNIPPETS}/territoire/add/", 200, 200, REFUSED),
    (f"{SNIPPETS}/territoire/edit/{{added}}/", 200, 200, REFUSED),
    (f"{SNIPPETS}/territoire/delete/{{added}}/", 200, REFUSED, REFUSED),
    (f"{SNIPPETS}/territoire/edit/{{official}}/", REFUSED, REFUSED, REFUSED),
    (f"{SNIPPETS}/territoire/delete/{{official}}/", REFUSED, REFUSED, REFUSED),
    (f"{SNIPPETS}/territoire/inspect/{{official}}/", 200, 200, 200),
    # Images and documents of others
    ("/admin/images/", 200, 200, 200),
    ("/admin/images/add/", 200, 200, 200),
    ("/admin/images/{image}/", 200, 200, REFUSED),
    ("/admin/images/{image}/delete/", 200, 200, REFUSED),
    ("/admin/documents/add/", 200, 200, 200),
    ("/admin/documents/edit/{document}/", 200, 200, REFUSED),
    ("/admin/documents/delete/{document}/", 200, 200, REFUSED),
    ("/admin/collections/", 200, REFUSED, REFUSED),
    ("/admin/collections/add/", 200, REFUSED, REFUSED),
    # Settings of the site
    (f"{SETTINGS}/identitysettings/{{site}}/", 200, REFUSED, REFUSED),
    (f"{SETTINGS}/contactsettings/{{site}}/", 200, REFUSED, REFUSED),
    (f"{SETTINGS}/socialsettings/{{site}}/", 200, REFUSED, REFUSED),
    (f"{SETTINGS}/menusettings/{{site}}/", 200, REFUSED, REFUSED),
    (f"{SETTINGS}/alertsettings/{{site}}/", 200, REFUSED, REFUSED),
    (f"{SETTINGS}/legalsettings/{{site}}/", 200, REFUSED, REFUSED),
    ("/admin/redirects/", 200, REFUSED, REFUSED),
    ("/admin/redirects/add/", 200, REFUSED, REFUSED),
    ("/admin/searchpicks/", 200, REFUSED, REFUSED),
    ("/admin/searchpicks/add/", 200, REFUSED, REFUSED),
    # What people wrote in forms
    ("/admin/forms/submissions/{form}/", 200, REFUSED, REFUSED),
    ("/admin/forms/submissions/{form}/?export=csv", 200, REFUSED, REFUSED),
    ("/admin/forms/submissions/{form}/delete/?selected-submissions={submission}", 200, REFUSED, REFUSED),
    # The administrator's own
    ("/admin/users/", REFUSED, REFUSED, REFUSED),
    ("/admin/users/edit/{user}/", REFUSED, REFUSED, REFUSED),
    ("/admin/users/new/", REFUSED, REFUSED, REFUSED),
    ("/admin/groups/", REFUSED, REFUSED, REFUSED),
    ("/admin/sites/", REFUSED, REFUSED, REFUSED),
    ("/admin/workflows/list/", REFUSED, REFUSED, REFUSED),
    ("/admin/workflows/tasks/index/", REFUSED, REFUSED, REFUSED),
]


@pytest.mark.parametrize(("column", "group"), [(0, TEAM.name), (1, WRITERS.name), (2, CONTRIBUTORS.name)])
def test_addresses(log_in: LogIn, content: Content, column: int, group: str) -> None:
    client = log_in(group)
    expected = {address: statuses[column] for address, *statuses in MATRIX}

    answers = {address: client.get(address.format(**content.ids)) for address in expected}

    assert {address: response.status_code for address, response in answers.items()} == expected
    refusals = {response.headers["Location"] for response in answers.values() if response.status_code == REFUSED}
    assert refusals <= {ADMIN_HOME}
    assert refusals or group == TEAM.name


def test_visitors_are_sent_to_the_login_page(content: Content, client: Client) -> None:
    for address, *_statuses in MATRIX:
        response = client.get(address.format(**content.ids))

        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/?next=")


def test_account_without_group_enters_nothing(content: Content, client: Client) -> None:
    client.force_login(EditorFactory(), backend=BACKEND)

    response = client.get(ADMIN_HOME)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


def test_administrator_may_correct_the_official_code(admin_client: Client, content: Content) -> None:
    address = f"{SNIPPETS}/territoire/edit/{content.ids['official']}/"

    assert admin_client.get(address).status_code == 200


def test_refused_change_changes_nothing(log_in: LogIn, content: Content) -> None:
    client = log_in(TEAM.name)
    address = f"{SNIPPETS}/territoire/edit/{content.ids['official']}/"

    response = client.post(address, {"name": "Autre", "code": "62498", "kind": "commune"})

    assert (response.status_code, response.headers["Location"]) == (302, ADMIN_HOME)
    assert Territoire.objects.get(pk=content.ids["official"]).name == "Lens"


def test_bulk_deletion_leaves_official_rows(log_in: LogIn, content: Content) -> None:
    official, added = content.ids["official"], content.ids["added"]
    address = f"/admin/bulk/nec_socle/territoire/delete/?id={official}&id={added}"

    response = log_in(TEAM.name).post(address)

    assert response.status_code == 302
    assert list(Territoire.objects.values_list("pk", flat=True)) == [official]


def test_listing_offers_only_what_one_may_do(log_in: LogIn, content: Content) -> None:
    html = log_in(WRITERS.name).get(f"{SNIPPETS}/territoire/").content.decode()

    assert f"{SNIPPETS}/territoire/edit/{content.ids['added']}/" in html
    assert f"{SNIPPETS}/territoire/edit/{content.ids['official']}/" not in html
    assert f"{SNIPPETS}/territoire/inspect/{content.ids['official']}/" in html
    assert f"{SNIPPETS}/territoire/delete/" not in html


def test_contributor_writes_and_cannot_publish(log_in: LogIn, content: Content) -> None:
    client = log_in(CONTRIBUTORS.name)
    address = reverse("wagtailadmin_pages:add", args=["nec_home", "standardpage", content.home.pk])

    client.post(address, {**PROPOSAL, "action-publish": "1"})
    page = Page.objects.get(slug="proposition")

    assert not page.live
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{page.pk}/delete/").status_code == 200


def test_contributor_submits_and_writer_approves(log_in: LogIn, content: Content) -> None:
    client = log_in(CONTRIBUTORS.name)
    address = reverse("wagtailadmin_pages:add", args=["nec_home", "standardpage", content.home.pk])
    client.post(address, {**PROPOSAL, "action-submit": "1"})
    page = Page.objects.get(slug="proposition")
    state = page.current_workflow_task_state
    approval = f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"

    assert (state.task.name, page.current_workflow_state.workflow.name) == ("Relecture", "Relecture")
    assert client.post(approval).headers["Location"] == ADMIN_HOME
    page.refresh_from_db()
    assert not page.live

    log_in(WRITERS.name).post(approval)
    page.refresh_from_db()
    assert page.live


def test_contributor_keeps_to_their_own_files(log_in: LogIn, content: Content) -> None:
    client = log_in(CONTRIBUTORS.name)
    user_pk = int(client.session["_auth_user_id"])
    image = NecImageFactory(uploaded_by_user_id=user_pk)
    document = NecDocumentFactory(uploaded_by_user_id=user_pk)

    assert client.get(f"/admin/images/{image.pk}/").status_code == 200
    assert client.get(f"/admin/documents/edit/{document.pk}/").status_code == 200


def test_form_answers_are_deleted_by_those_who_may(log_in: LogIn, content: Content) -> None:
    address = f"/admin/forms/submissions/{content.ids['form']}/delete/?selected-submissions={content.ids['submission']}"

    log_in(WRITERS.name).post(address)
    assert FormSubmission.objects.count() == 1

    log_in(TEAM.name).post(address)
    assert FormSubmission.objects.count() == 0


def test_home_page_cannot_be_lost(admin_client: Client, content: Content) -> None:
    home = content.home.pk
    for address in (
        f"/admin/pages/{home}/delete/",
        f"/admin/pages/{home}/unpublish/",
        f"/admin/bulk/wagtailcore/page/delete/?id={home}",
        f"/admin/bulk/wagtailcore/page/unpublish/?id={home}",
    ):
        response = admin_client.post(address)

        assert (response.status_code, response.headers["Location"]) == (302, f"/admin/pages/{home}/edit/")
    assert HomePage.objects.get().live


# The command


def test_command_makes_all_once(home_page: HomePage) -> None:
    first, second = StringIO(), StringIO()

    call_command("setup_editors", stdout=first)
    call_command("setup_editors", stdout=second)

    names = "Équipe NEC, Rédaction, Contribution, Instruction, Décision, Gestion"
    assert first.getvalue() == f"Groupes créés : {names}.\nCircuit de relecture : créé.\n"
    assert second.getvalue() == "Groupes créés : aucun.\nCircuit de relecture : déjà en place.\n"
    assert set(Group.objects.values_list("name", flat=True)) == {rights.name for rights in GROUPS}
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Relecture"]
    assert WorkflowPage.objects.get().page_id == home_page.pk
    task = GroupApprovalTask.objects.get()
    assert set(task.groups.values_list("name", flat=True)) == {"Rédaction", "Équipe NEC"}


def test_every_right_exists(editors: None) -> None:
    for rights in GROUPS:
        group = Group.objects.get(name=rights.name)
        assert group.permissions.count() == len(rights.models)
        assert GroupPagePermission.objects.filter(group=group).count() == len(rights.pages)
        assert GroupCollectionPermission.objects.filter(group=group).count() == len(rights.collections)


def test_command_keeps_what_an_administrator_changed(editors: None, home_page: HomePage) -> None:
    writers = Group.objects.get(name=WRITERS.name)
    writers.permissions.clear()
    WorkflowPage.objects.all().delete()

    call_command("setup_editors", verbosity=0)

    assert writers.permissions.count() == 0
    assert WorkflowPage.objects.count() == 0


def test_command_makes_again_a_group_that_was_deleted(editors: None, home_page: HomePage) -> None:
    Group.objects.get(name=CONTRIBUTORS.name).delete()
    others = Group.objects.create(name="Editors")

    call_command("setup_editors", verbosity=0)

    group = Group.objects.get(name=CONTRIBUTORS.name)
    assert list(GroupPagePermission.objects.filter(group=group).values_list("page", flat=True)) == [home_page.pk]
    assert Group.objects.filter(pk=others.pk).exists()


def test_reset_gives_back_the_rights(editors: None) -> None:
    contributors = Group.objects.get(name=CONTRIBUTORS.name)
    contributors.permissions.add(Permission.objects.get(codename="add_user"))
    GroupPagePermission.objects.filter(group=contributors).delete()

    call_command("setup_editors", retablir=True, verbosity=0)

    names = {f"{right.content_type.app_label}.{right.codename}" for right in contributors.permissions.all()}
    assert names == set(CONTRIBUTORS.models)
    assert GroupPagePermission.objects.get(group=contributors).permission.codename == "add_page"


def test_stock_groups_in_use_are_kept(home_page: HomePage) -> None:
    EditorFactory().groups.add(Group.objects.get(name="Editors"))
    Group.objects.get(name="Moderators").permissions.add(Permission.objects.get(codename="add_user"))

    call_command("setup_editors", verbosity=0)

    assert Group.objects.filter(name__in=["Editors", "Moderators"]).count() == 2


def test_command_needs_a_site(db: None) -> None:
    Site.objects.all().delete()

    with pytest.raises(CommandError, match="Aucun site par défaut"):
        call_command("setup_editors", verbosity=0)
