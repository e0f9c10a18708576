"""A whole issue published at once: who may, what stands in the way, now or at an hour, all of it or nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Page, PageLogEntry, Revision

from home.models import HomePage
from revue.models import ArticlePage, NumeroPage
from revue.services.publication import (
    NumeroBlockedError,
    NumeroChangedError,
    cancel_schedule,
    plan_publication,
    publish_numero,
    scheduled_revisions,
)
from socle.permissions import CONTRIBUTORS, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.admin_forms import empty_form_data
from tests.concurrency import run_together
from tests.factories import ArticlePageFactory, NumeroPageFactory, RevueIndexPageFactory, SuperuserFactory
from tests.reading import text, texts

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
#: 15 January 2027, nine in the morning in Paris.
HOUR = datetime(2027, 1, 15, 8, tzinfo=UTC)
AFTERWARDS = datetime(2027, 1, 15, 8, 5, tzinfo=UTC)


@pytest.fixture
def numero(home_page: HomePage) -> NumeroPage:
    """A draft of an issue, with two drafts of articles and one that is already public."""
    with time_machine.travel(NOW, tick=False):
        page: NumeroPage = NumeroPageFactory(
            parent=RevueIndexPageFactory(parent=home_page), title="Communs", live=False
        )
        page.save_revision()
        for title in ("Premier", "Deuxième"):
            ArticlePageFactory(parent=page, title=title, live=False).save_revision()
        ArticlePageFactory(parent=page, title="Déjà lu")
    return page


@pytest.fixture
def writer(numero: NumeroPage) -> User:
    call_command("setup_editors", verbosity=0)
    return member_of(WRITERS.name)


def address(numero: NumeroPage) -> str:
    return f"/admin/revue/numeros/{numero.pk}/publier/"


def article(title: str) -> ArticlePage:
    page: ArticlePage = ArticlePage.objects.get(title=title)
    return page


def keys(numero: NumeroPage) -> set[int]:
    return {step.page.pk for step in plan_publication(numero, SuperuserFactory()).steps if not step.is_numero}


def live_titles() -> list[str]:
    pages = Page.objects.live().type(NumeroPage, ArticlePage).order_by("path")
    return list(pages.values_list("title", flat=True))


def form_data(client: Client, numero: NumeroPage, **changes: Any) -> dict[str, Any]:
    """What the form sends as it opens, with `changes`."""
    form = client.get(address(numero)).context["form"]
    return {"when": "now", "moment": "", "articles": form["articles"].value(), "seen": form["seen"].value()} | changes


def publish(numero: NumeroPage, user: Any, moment: datetime | None = None) -> None:
    plan = plan_publication(numero, user)
    publish_numero(numero, keys(numero), plan.tokens, user, moment)


# Now


def test_the_page_says_what_will_be_public(numero: NumeroPage, writer: User) -> None:
    soup = BeautifulSoup(log_in(writer).get(address(numero)).content, "html.parser")

    assert [row.split(" Brouillon ")[0] for row in texts(soup, ".nec-steps tbody tr")] == [
        "Toujours Communs (le numéro)",
        "Premier",
        "Deuxième",
    ]
    assert texts(soup, ".nec-steps td:nth-child(4)") == ["Rien"] * 3
    assert texts(soup, ".nec-steps td:nth-child(5)") == ["Rien", *["Texte, Rubrique, Signature, Image"] * 2]
    assert len(soup.select("input[name=articles][checked]")) == 2


def test_all_is_public_at_once(numero: NumeroPage, writer: User) -> None:
    client = log_in(writer)

    response = client.post(address(numero), form_data(client, numero), follow=True)

    assert live_titles() == ["Communs", "Premier", "Deuxième", "Déjà lu"]
    assert "3 pages sont en ligne." in response.content.decode()
    entries = PageLogEntry.objects.filter(action="wagtail.publish", user=writer)
    assert sorted(entries.values_list("page__title", flat=True)) == ["Communs", "Deuxième", "Premier"]
    assert "Tout est déjà en ligne" in client.get(address(numero)).content.decode()


def test_an_article_may_be_left_out(numero: NumeroPage, writer: User) -> None:
    client = log_in(writer)

    client.post(address(numero), form_data(client, numero, articles=[str(article("Premier").pk)]))

    assert live_titles() == ["Communs", "Premier", "Déjà lu"]


def test_changes_of_a_public_article_are_published_too(numero: NumeroPage, writer: User) -> None:
    page = article("Déjà lu")
    page.title = "Relu"
    page.save_revision()

    publish(numero, writer)

    assert article("Relu").live


def test_what_was_withdrawn_comes_back_only_if_asked_for(numero: NumeroPage, writer: User) -> None:
    article("Déjà lu").save_revision().publish()
    article("Déjà lu").unpublish()

    form = log_in(writer).get(address(numero)).context["form"]

    assert str(article("Déjà lu").pk) in dict(form.fields["articles"].choices)
    assert str(article("Déjà lu").pk) not in form["articles"].value()


def test_one_page_that_lacks_something_holds_all(numero: NumeroPage, writer: User) -> None:
    page = article("Deuxième")
    page.first_page, page.last_page = 9, 3
    page.save_revision(clean=False)
    client = log_in(writer)

    response = client.post(address(numero), form_data(client, numero))

    assert live_titles() == ["Déjà lu"]
    soup = BeautifulSoup(response.content, "html.parser")
    assert texts(soup, ".nec-blockers li") == [
        "Dernière page : Indiquez une dernière page qui ne précède pas la première."
    ]
    assert "Rien n’a été publié." in text(soup)
    # What is left out holds nothing.
    client.post(address(numero), form_data(client, numero, articles=[str(article("Premier").pk)]))
    assert live_titles() == ["Communs", "Premier", "Déjà lu"]


def test_a_failure_leaves_nothing_public(numero: NumeroPage, writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    save = ArticlePage.save

    def fail(self: ArticlePage, *args: Any, **kwargs: Any) -> None:
        if self.title == "Deuxième" and self.live:
            raise RuntimeError
        save(self, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "save", fail)
    with pytest.raises(RuntimeError):
        publish(numero, writer)

    assert live_titles() == ["Déjà lu"]


def test_a_locked_page_holds_all(numero: NumeroPage, writer: User) -> None:
    Page.objects.filter(title="Premier").update(locked=True, locked_by=SuperuserFactory())

    with pytest.raises(NumeroBlockedError) as refusal:
        publish(numero, writer)

    assert [step.blockers for step in refusal.value.plan.steps][1] == [
        "Une autre personne l’a verrouillée : demandez-lui de la déverrouiller."
    ]


def test_publishing_closes_the_review(numero: NumeroPage, writer: User) -> None:
    page = article("Premier")
    page.get_workflow().start(page, member_of(CONTRIBUTORS.name))

    publish(numero, writer)

    assert article("Premier").current_workflow_state is None
    assert article("Premier").live


def test_what_changed_since_is_read_again(numero: NumeroPage, writer: User) -> None:
    client = log_in(writer)
    data = form_data(client, numero)
    page = article("Premier")
    page.summary = "Récrit pendant ce temps."
    page.save_revision()

    response = client.post(address(numero), data)

    assert "Le numéro a changé" in response.content.decode()
    assert live_titles() == ["Déjà lu"]
    fresh = data | {"seen": response.context["form"]["seen"].value()}
    client.post(address(numero), fresh)
    assert article("Premier").summary == "Récrit pendant ce temps."
    assert article("Premier").live


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_publish_once(numero: NumeroPage) -> None:
    call_command("setup_editors", verbosity=0)
    editors = [member_of(WRITERS.name), member_of(TEAM.name)]
    seen = plan_publication(numero, editors[0]).tokens
    chosen = keys(numero)

    def publish_as(user: User) -> Any:
        return lambda: publish_numero(NumeroPage.objects.get(pk=numero.pk), chosen, seen, user)

    outcomes = run_together(*(publish_as(user) for user in editors))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "NumeroChangedError"]
    assert PageLogEntry.objects.filter(action="wagtail.publish").count() == 3


# Later


def schedule(client: Client, numero: NumeroPage, moment: str = "15/01/2027 09:00") -> Any:
    return client.post(address(numero), form_data(client, numero, when="later", moment=moment), follow=True)


def test_all_is_public_at_the_chosen_hour(numero: NumeroPage, writer: User) -> None:
    with time_machine.travel(NOW, tick=False):
        client = log_in(writer)
        response = schedule(client, numero)
        assert "3 pages sont programmées." in response.content.decode()
        assert {revision.approved_go_live_at for revision in scheduled_revisions(numero)} == {HOUR}
        assert live_titles() == ["Déjà lu"]
        listed = BeautifulSoup(client.get(f"/admin/pages/{numero.pk}/").content, "html.parser")
        assert [text(tag) for tag in listed.select("table.listing .w-status")].count(
            "Status actuel de la page : programmée"
        ) == 2
        call_command("publish_scheduled")
        assert live_titles() == ["Déjà lu"]

    with time_machine.travel(AFTERWARDS, tick=False):
        call_command("publish_scheduled")
    assert live_titles() == ["Communs", "Premier", "Deuxième", "Déjà lu"]
    assert scheduled_revisions(numero) == []


@pytest.mark.parametrize(
    ("moment", "message"),
    [
        ("", "Indiquez le jour et l’heure de la parution."),
        ("27/11/2026 09:00", "Choisissez un jour et une heure à venir."),
        ("28/11/2026 13:00", "Choisissez un jour et une heure à venir."),
        ("demain", "Écrivez le jour et l’heure comme 15/01/2027 09:00."),
        ("01/01/0001 00:00", "Choisissez un jour et une heure à venir."),
        ("\x00", "Écrivez le jour et l’heure comme 15/01/2027 09:00."),
        ("9" * 4000, "Écrivez le jour et l’heure comme 15/01/2027 09:00."),
    ],
)
def test_an_hour_that_will_not_do_is_refused(numero: NumeroPage, writer: User, moment: str, message: str) -> None:
    with time_machine.travel(NOW, tick=False):
        client = log_in(writer)
        chosen = [str(article("Premier").pk)]
        data = form_data(client, numero, when="later", moment=moment, articles=chosen)
        response = client.post(address(numero), data)

    form = response.context["form"]
    assert form.errors["moment"] == [message]
    assert form["articles"].value() == chosen
    assert message in response.content.decode()
    assert scheduled_revisions(numero) == []


def test_a_scheduled_page_is_held_until_the_hour(numero: NumeroPage, writer: User) -> None:
    """The form of a scheduled article does not save: the schedule is given up first, for all or for it."""
    with time_machine.travel(NOW, tick=False):
        client = log_in(writer)
        schedule(client, numero)
        edit = f"/admin/pages/{article('Premier').pk}/edit/"
        assert "verrouillé" in client.get(edit).content.decode()

        # A draft written all the same, by a program, waits: what was scheduled is what comes out.
        page = article("Premier")
        draft = page.get_latest_revision_as_object()
        draft.summary = "Écrit après."
        draft.go_live_at = None
        draft.save_revision()
    with time_machine.travel(AFTERWARDS, tick=False):
        call_command("publish_scheduled")

    assert article("Premier").live
    assert article("Premier").summary == "Un chapô pour les listes."
    assert article("Premier").has_unpublished_changes


def test_the_hour_may_be_changed_then_given_up(numero: NumeroPage, writer: User) -> None:
    with time_machine.travel(NOW, tick=False):
        client = log_in(writer)
        schedule(client, numero)
        schedule(client, numero, "16/01/2027 09:00")
        assert [revision.approved_go_live_at.day for revision in scheduled_revisions(numero)] == [16, 16, 16]

        cancel = f"/admin/revue/numeros/{numero.pk}/annuler-la-programmation/"
        assert [
            text(item) for item in BeautifulSoup(client.get(cancel).content, "html.parser").select(".nec-list li")
        ] == [
            "Communs, 16 janvier 2027, 9 h 00",
            "Premier, 16 janvier 2027, 9 h 00",
            "Deuxième, 16 janvier 2027, 9 h 00",
        ]
        response = client.post(cancel, follow=True)
    assert "La programmation de 3 pages est annulée." in response.content.decode()
    assert scheduled_revisions(numero) == []
    assert article("Premier").get_latest_revision_as_object().go_live_at is None
    with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC), tick=False):
        call_command("publish_scheduled")
    assert live_titles() == ["Déjà lu"]


def test_a_scheduled_issue_may_come_out_at_once(numero: NumeroPage, writer: User) -> None:
    with time_machine.travel(NOW, tick=False):
        client = log_in(writer)
        schedule(client, numero)
        client.post(address(numero), form_data(client, numero))

    assert live_titles() == ["Communs", "Premier", "Deuxième", "Déjà lu"]
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0


def test_scheduling_changes_closes_their_review(numero: NumeroPage, writer: User) -> None:
    page = article("Déjà lu")
    page.title = "Relu"
    page.save_revision()
    page.get_workflow().start(page, member_of(CONTRIBUTORS.name))

    with time_machine.travel(NOW, tick=False):
        publish(numero, writer, HOUR)

    assert Page.objects.get(pk=page.pk).specific.current_workflow_state is None
    assert page.pk in {int(revision.object_id) for revision in scheduled_revisions(numero)}


def test_what_is_withdrawn_before_it_comes_out_is_refused(numero: NumeroPage, writer: User) -> None:
    page = article("Premier")
    page.expire_at = datetime(2027, 1, 1, tzinfo=UTC)
    page.save_revision()

    with time_machine.travel(NOW, tick=False), pytest.raises(NumeroBlockedError):
        publish(numero, writer, HOUR)

    assert scheduled_revisions(numero) == []


# Who may


@pytest.mark.parametrize("name", ["publier", "annuler-la-programmation"])
def test_only_those_who_publish_come_here(numero: NumeroPage, writer: User, client: Client, name: str) -> None:
    page = f"/admin/revue/numeros/{numero.pk}/{name}/"

    for group, status in ((TEAM.name, 200), (WRITERS.name, 200), (CONTRIBUTORS.name, 302)):
        assert log_in(member_of(group)).get(page).status_code == status, group
    refused = log_in(member_of(CONTRIBUTORS.name))
    refused.post(page, {"when": "now", "articles": list(keys(numero)), "seen": ""})
    assert live_titles() == ["Déjà lu"]
    assert client.get(page).headers["Location"].startswith("/admin/login/")
    assert log_in(writer).get(page.replace(str(numero.pk), "9" * 30)).status_code in {400, 404}
    assert log_in(writer).get(page.replace(str(numero.pk), str(article("Premier").pk))).status_code == 404


def test_the_button_is_for_those_who_publish(numero: NumeroPage, writer: User) -> None:
    explorer = f"/admin/pages/{numero.pk}/"

    assert address(numero) in log_in(writer).get(explorer).content.decode()
    assert address(numero) not in log_in(member_of(CONTRIBUTORS.name)).get(explorer).content.decode()


def test_a_right_on_the_issue_alone_publishes_it_all(numero: NumeroPage, writer: User) -> None:
    """Wagtail's rights go down the tree: who may publish an issue may publish what is in it, and nothing beside."""
    GroupPagePermission.objects.filter(group__name=WRITERS.name, permission__codename="publish_page").update(
        page=article("Premier")
    )
    user = User.objects.get(pk=writer.pk)

    with pytest.raises(NumeroBlockedError):
        publish(numero, user)
    with time_machine.travel(NOW, tick=False):
        publish(numero, SuperuserFactory(), HOUR)
    with pytest.raises(PermissionDenied):
        cancel_schedule(numero, user)
    assert len(scheduled_revisions(numero)) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "x"},
        {"when": ""},
        {"articles": ["x"]},
        {"articles": ["9" * 30]},
        {"articles": ["1"]},
        {"seen": "é" * 30_000},
        {"seen": "\x00"},
        {"seen": "1-1 x"},
    ],
)
def test_a_forged_answer_publishes_nothing(numero: NumeroPage, writer: User, changes: dict[str, Any]) -> None:
    client = log_in(writer)

    response = client.post(address(numero), form_data(client, numero, **changes))

    assert response.status_code in {200, 400}
    assert live_titles() == ["Déjà lu"]


def test_what_is_no_article_of_the_issue_is_refused(numero: NumeroPage, writer: User) -> None:
    plan = plan_publication(numero, writer)

    with pytest.raises(NumeroChangedError):
        publish_numero(numero, {article("Déjà lu").pk}, plan.tokens, writer)


def test_contributors_submit_and_writers_approve(numero: NumeroPage, writer: User) -> None:
    contributor = member_of(CONTRIBUTORS.name)
    page = article("Premier")
    page.owner = contributor
    page.save(clean=False)
    client = log_in(contributor)
    page.get_workflow().start(page, contributor)
    state = article("Premier").current_workflow_task_state
    approval = f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"

    client.post(approval)
    assert not article("Premier").live
    log_in(writer).post(approval)

    assert article("Premier").live


def test_a_publication_tells_of_notes_astray(numero: NumeroPage, writer: User) -> None:
    page = article("Premier")
    page.footnotes.create(uuid="0b1f7f0e-5a0d-4d6e-9c67-6a3f7e0c1f10", text="<p>Une note.</p>")
    page.save_revision()
    client = log_in(writer)
    data = empty_form_data(client, f"/admin/pages/{page.pk}/edit/") | {"action-publish": "1"}
    data |= {
        "footnotes-TOTAL_FORMS": "1",
        "footnotes-0-text": json.dumps({"blocks": [{"key": "a", "type": "unstyled", "text": "Note"}], "entityMap": {}}),
        "footnotes-0-uuid": "0b1f7f0e-5a0d-4d6e-9c67-6a3f7e0c1f10",
        "footnotes-0-ORDER": "1",
    }

    response = client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)

    assert "ses notes sont à revoir : note jamais appelée." in response.content.decode()
    assert article("Premier").live


def test_the_home_page_leads_to_the_next_issue(numero: NumeroPage, writer: User) -> None:
    label = f"Préparer le numéro {numero.number} de la revue"
    home = log_in(writer).get("/admin/")

    assert label in home.content.decode()
    numero.live = True
    numero.save()
    assert label not in log_in(writer).get("/admin/").content.decode()
