"""Versions of the rules of a call: what publishing keeps, and what happens to the page."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from candidatures.enums import RuleKind, State
from candidatures.models import AppelPage, AppelRegle, AppelVersion, Candidature, CorrespondanceExterne
from home.models import HomePage
from socle.permissions import WRITERS
from tests.accounts import log_in, member_of
from tests.factories import AppelPageFactory, CandidatureFactory
from tests.reading import texts

COST = {"type": "item", "id": "a1", "value": {"label": "Logistique", "detail": ""}}


@pytest.fixture
def call(home_page: HomePage) -> AppelPage:
    """A call that was published once."""
    page: AppelPage = AppelPageFactory(parent=home_page, slug="appel", eligible_costs=[COST])
    publish(page)
    return page


def publish(page: AppelPage) -> AppelPage:
    """Publish `page` as an editor does."""
    page.save_revision().publish()
    fresh: AppelPage = AppelPage.objects.get(pk=page.pk)
    return fresh


def numbers(page: AppelPage) -> list[int]:
    return list(page.versions.order_by("number").values_list("number", flat=True))


def test_publishing_without_a_change_of_rules_keeps_one_version(call: AppelPage) -> None:
    call.title = "Un autre titre"
    call.recipients = "equipe@exemple.fr"
    call = publish(publish(call))

    assert numbers(call) == [1]
    assert call.versions.get().rules == call.rules


@pytest.mark.parametrize(
    "change",
    [
        {"minimum_public": 200},
        {"delay_months": None},
        {"closes_on": date(2027, 1, 31)},
        {"asks_for_venue": False},
        {"consent_text": "J’accepte que l’équipe lise ce dossier."},
    ],
    ids=str,
)
def test_publishing_a_changed_rule_makes_a_version(call: AppelPage, change: dict[str, Any]) -> None:
    before = call.rules
    for name, value in change.items():
        setattr(call, name, value)
    call = publish(publish(call))

    assert numbers(call) == [1, 2]
    assert [version.rules for version in call.versions.order_by("number")] == [before, call.rules]
    assert before != call.rules


def test_a_sentence_or_a_line_of_a_list_is_a_rule(call: AppelPage) -> None:
    call.rule_texts.set([AppelRegle(rule=RuleKind.PUBLIC, sentence="Visez 150 personnes.")])
    call = publish(call)
    detailed: Any = [COST | {"value": {"label": "Logistique", "detail": "Lieu."}}]
    call.eligible_costs = detailed
    call = publish(call)

    assert numbers(call) == [1, 2, 3]
    assert call.versions.get(number=3).rules.eligible_costs[0].key == "a1"


def test_a_draft_makes_no_version(call: AppelPage) -> None:
    call.minimum_public = 500
    call.save_revision()

    assert numbers(call) == [1]


def test_a_candidature_keeps_the_version_it_was_begun_under(call: AppelPage) -> None:
    candidature = CandidatureFactory(version=call.get_version())
    call.minimum_public = 500
    call = publish(call)

    kept = Candidature.objects.get(pk=candidature.pk)
    assert (kept.version.number, kept.rules.minimum_public) == (1, 150)
    assert (call.get_version().number, call.rules.minimum_public) == (2, 500)


def test_a_copy_has_its_own_rows_and_versions(call: AppelPage, home_page: HomePage) -> None:
    call.rule_texts.set([AppelRegle(rule=RuleKind.PUBLIC, sentence="Visez 150 personnes.")])
    call.external_fields.set([CorrespondanceExterne(source="evenement.title", target="champ_A1")])
    call = publish(call)
    candidature = CandidatureFactory(version=call.get_version())

    copy = call.copy(update_attrs={"slug": "copie", "title": "Copie"})

    assert copy.rules == call.rules
    assert [row.source for row in AppelPage.objects.get(pk=copy.pk).external_fields.all()] == ["evenement.title"]
    assert AppelPage.objects.get(pk=call.pk).rule_texts.count() == 1
    assert (numbers(call), numbers(copy)) == ([1, 2], [1])
    assert Candidature.objects.get(pk=candidature.pk).version.appel == call


def test_an_alias_follows_the_rules_of_its_source(call: AppelPage, client: Client) -> None:
    alias = call.create_alias(update_slug="alias")
    call.minimum_public = 500
    publish(call)

    alias = AppelPage.objects.get(pk=alias.pk)
    assert alias.rules.minimum_public == 500
    assert client.get(alias.url).status_code == 200


def test_unpublishing_and_moving_keep_the_versions(call: AppelPage, home_page: HomePage) -> None:
    candidature = CandidatureFactory(version=call.get_version())
    below: AppelPage = AppelPageFactory(parent=home_page, slug="ancien", title="L’ancien appel")

    call.unpublish()
    call.move(below, pos="last-child")

    call = AppelPage.objects.get(pk=call.pk)
    assert (call.live, numbers(call)) == (False, [1])
    assert Candidature.objects.get(pk=candidature.pk).version.appel == call


def test_deleting_a_call_keeps_its_candidatures_and_their_rules(
    call: AppelPage, home_page: HomePage, admin_client: Client
) -> None:
    candidature = CandidatureFactory(version=call.get_version(), state=State.SUBMITTED)

    response = admin_client.post(reverse("wagtailadmin_pages:delete", args=[call.pk]))

    assert response.status_code == 302
    assert not Page.objects.filter(slug="appel").exists()
    kept = Candidature.objects.get(pk=candidature.pk)
    assert (kept.version.appel, kept.rules.minimum_public) == (None, 150)


# The admin


def edit_data(client: Client, page: AppelPage) -> dict[str, Any]:
    """What the form of the page sends as it is."""
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    form = response.context["form"]
    data: dict[str, Any] = {
        "body-count": "0",
        "criteria-count": "0",
        "commitments-count": "0",
        "documents-count": "0",
        "eligible_costs-count": "1",
        "eligible_costs-0-deleted": "",
        "eligible_costs-0-order": "0",
        "eligible_costs-0-type": "item",
        "eligible_costs-0-id": "a1",
        "eligible_costs-0-value-label": "Logistique",
        "eligible_costs-0-value-detail": "",
    }
    for bound in form:
        value = bound.value()
        if f"{bound.html_name}-count" not in data and value not in (None, False) and not isinstance(value, list):
            data[bound.html_name] = value
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    return data


def test_a_call_being_written_has_no_version(call: AppelPage) -> None:
    call.delete()

    assert AppelVersion.objects.filter(appel=None).count() == 1
    assert list(AppelPage().counted_versions) == []


@pytest.fixture
def writer(home_page: HomePage) -> Client:
    """A client of a member of Rédaction."""
    call_command("setup_editors", verbosity=0)
    return log_in(member_of(WRITERS.name))


def save(client: Client, page: AppelPage, **changes: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, edit_data(client, page) | changes)


def row(source: str, target: str = "champ_Q2hhbXA") -> dict[str, str]:
    """One row of « Correspondances »."""
    return {
        "external_fields-TOTAL_FORMS": "1",
        "external_fields-0-source": source,
        "external_fields-0-target": target,
        "external_fields-0-ORDER": "1",
    }


def test_an_editor_changes_a_rule_and_publishes(writer: Client, call: AppelPage) -> None:
    response = save(writer, call, minimum_public="220", **{"action-publish": "1"})

    assert response.status_code == 302
    call = AppelPage.objects.get(pk=call.pk)
    assert (call.minimum_public, numbers(call)) == (220, [1, 2])
    assert [item.key for item in call.rules.eligible_costs] == ["a1"]


def test_an_editor_reads_the_versions_and_their_candidatures(writer: Client, call: AppelPage) -> None:
    version = call.get_version()
    CandidatureFactory(version=version, state=State.SUBMITTED)
    CandidatureFactory(version=version)
    call.minimum_public = 500
    publish(call)

    page = writer.get(reverse("wagtailadmin_pages:edit", args=[call.pk]))
    table = BeautifulSoup(page.content, "html.parser").select_one("table.call-versions")

    assert table is not None
    assert [texts(line, "td:not(:nth-child(2))") for line in table.select("tbody tr")] == [
        ["2", "0"],
        ["1", "2 dont 1 brouillon"],
    ]
    assert table.select("input, a") == []


def test_an_answer_is_tied_to_a_field_of_the_outside_form(writer: Client, call: AppelPage) -> None:
    response = save(writer, call, **row("evenement.title"))

    assert response.status_code == 302
    draft = AppelPage.objects.get(pk=call.pk).get_latest_revision_as_object()
    assert [(tie.source, tie.target) for tie in draft.external_fields.all()] == [("evenement.title", "champ_Q2hhbXA")]


@pytest.mark.parametrize(
    ("source", "target", "field", "message"),
    [
        ("evenement.inconnu", "champ_A1", "source", "Choisissez une réponse de la liste."),
        ("relire.title", "champ_A1", "source", "Choisissez une réponse de la liste."),
        ("evenement.title", "A1", "target", "Recopiez l’identifiant, comme champ_Q2hhbXAtMTIz."),
    ],
)
def test_a_wrong_tie_is_told(
    writer: Client, call: AppelPage, source: str, target: str, field: str, message: str
) -> None:
    response = save(writer, call, **row(source, target))

    assert response.status_code == 200
    assert response.context["form"].formsets["external_fields"].forms[0].errors == {field: [message]}


@pytest.mark.parametrize("recipients", ["equipe", "equipe@exemple.fr;autre@exemple.fr", "equipe@exemple.fr,"])
def test_wrong_recipients_are_told(writer: Client, call: AppelPage, recipients: str) -> None:
    response = save(writer, call, recipients=recipients)

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "recipients": ["Séparez par des virgules des adresses complètes, comme nom@exemple.fr, autre@exemple.fr."]
    }


def test_several_recipients_are_taken(writer: Client, call: AppelPage) -> None:
    response = save(writer, call, recipients="equipe@exemple.fr, autre@exemple.fr", **{"action-publish": "1"})

    assert response.status_code == 302
    assert AppelPage.objects.get(pk=call.pk).recipients == "equipe@exemple.fr, autre@exemple.fr"
