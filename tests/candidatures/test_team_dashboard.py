"""What the admin's first page says of candidatures, and to whom."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from candidatures.actors import Actor
from candidatures.enums import MailState, Role, State
from candidatures.models import Candidature, Courriel, Payment
from candidatures.services import mails
from candidatures.team.dashboard import Figures, find_missing
from home.models import HomePage
from nec_locaux.cartography import atlas
from nec_locaux.enums import Status
from nec_locaux.models import NecLocalTerritoire
from socle.enums import TerritoireKind
from socle.permissions import MANAGEMENT, REVIEW, TEAM
from tests.accounts import log_in, member_of
from tests.factories import CandidatureFactory, NecLocalPageFactory, NecLocauxIndexPageFactory, TerritoireFactory

HOME = "wagtailadmin_home"
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _groups(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def reviewer() -> User:
    return member_of(REVIEW.name)


def sent(**values: Any) -> Candidature:
    made: Candidature = CandidatureFactory(**{"state": State.SUBMITTED} | values)
    return made


def section(client: Client) -> Any:
    page = BeautifulSoup(client.get(reverse(HOME)).content, "html.parser")
    return page.select_one(".nec-figures")


@time_machine.travel(NOW)
def test_the_figures_are_those_of_the_lists_they_lead_to(reviewer: User) -> None:
    CandidatureFactory(title="Brouillon secret", due_on=date(2026, 11, 1))
    sent(due_on=date(2026, 11, 30), number="NEC-2026-0001", title="NEC Metz")
    sent(due_on=date(2026, 12, 8), instructeur=reviewer)
    sent(due_on=date(2026, 12, 9), state=State.PAID)
    sent(state=State.PAID, deletion_requested_at=NOW)
    Courriel.objects.create(to="a@exemple.fr", subject="Avis", body="", state=MailState.FAILED)
    Courriel.objects.create(to="a@exemple.fr", subject="Avis", body="", state=MailState.SENT)
    client = log_in(reviewer)

    figures = section(client)

    told = {}
    for line in figures.select(".nec-figures-list li:has(b)"):
        told[line.a.get_text(strip=True)] = int(line.b.get_text())
        rows = BeautifulSoup(client.get(line.a["href"]).content, "html.parser").select("table.listing tbody tr")
        assert len(rows) == int(line.b.get_text()), line.a["href"]
    assert told == {
        "Échéances dépassées": 1,
        "Échéances dans la semaine": 1,
        "À instruire, non attribuées": 1,
        "À instruire par vous": 1,
        "Effacements demandés": 1,
        "Déposée": 2,
        "Subvention versée": 2,
    }
    text = " ".join(figures.get_text(" ").split())
    assert "1 courriel n’est pas encore parti." in text
    (outbox,) = [link["href"] for link in figures.select("a") if "courriels" in link["href"]]
    assert outbox == f"{reverse('candidatures_courriels_modeladmin_index')}?state__exact=echec"
    rows = BeautifulSoup(client.get(outbox).content, "html.parser").select(".listing tbody tr")
    assert len(rows) == 1
    assert "NEC-2026-0001 · NEC Metz en retard d’un jour" in text
    assert "Brouillon secret" not in text


@time_machine.travel(NOW)
def test_the_time_to_decide_is_the_median_of_a_year(reviewer: User) -> None:
    assert Figures(reviewer).decision_text == ""
    for days in (10, 20, 90):
        sent(submitted_at=NOW - timedelta(days=days), decided_at=NOW, state=State.REFUSED)
    # Too old, and never decided.
    sent(submitted_at=NOW - timedelta(days=900), decided_at=NOW - timedelta(days=400), state=State.REFUSED)
    sent(submitted_at=NOW - timedelta(days=800))
    assert Figures(reviewer).decision_days == (20, 3)
    assert "en jours\N{NO-BREAK SPACE}: 20, sur 3 décisions" in section(log_in(reviewer)).get_text()


def test_grants_are_counted_by_year_of_paris(reviewer: User) -> None:
    # Half past midnight in Paris, on the first of January.
    night = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    sent(state=State.VALIDATED, grant_awarded=Decimal("2000.50"), decided_at=night)
    paid = sent(state=State.PAID, grant_awarded=Decimal(3000), decided_at=datetime(2025, 6, 1, tzinfo=UTC))
    sent(state=State.CANCELLED, grant_awarded=Decimal(5000), decided_at=night)
    sent(state=State.CLOSED, grant_awarded=Decimal(0), decided_at=night)
    for amount in (1000, 1500):
        Payment.objects.create(candidature=paid, amount=amount, paid_on=date(2026, 1, 5))

    figures = Figures(reviewer)

    assert [(year.year, year.engaged, year.paid) for year in figures.years] == [
        (2026, Decimal("2000.50"), Decimal(2500)),
        (2025, Decimal(3000), Decimal(0)),
    ]
    lengths = [bar.length for bar in figures.grant_bars]
    assert lengths[2] == max(lengths)
    assert lengths[3] == 0
    table = section(log_in(reviewer)).select_one("table")
    rows = [
        [cell.get_text().replace("\u202f", " ") for cell in row.select("th, td")] for row in table.select("tbody tr")
    ]
    assert rows == [["2026", "2 000,50 €", "2 500 €"], ["2025", "3 000 €", "0 €"]]


def test_what_the_map_lacks_is_what_the_calendar_does_not_know(home_page: HomePage, reviewer: User) -> None:
    assert find_missing([]).count == 101
    everywhere = find_missing(atlas().departement_names)
    assert (everywhere.count, everywhere.missing) == (0, [])
    assert {region.weight for region in everywhere.regions} == {0}

    index = NecLocauxIndexPageFactory(parent=home_page)
    region = TerritoireFactory(kind=TerritoireKind.REGION, code="44", name="Grand Est")
    vosges = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="88", name="Vosges", parent=region)
    epinal = TerritoireFactory(kind=TerritoireKind.COMMUNE, code="88160", name="Épinal", parent=vosges)
    corse = TerritoireFactory(kind=TerritoireKind.DEPARTEMENT, code="2A", name="Corse-du-Sud")
    for territoire, status in ((epinal, Status.ANNOUNCED), (corse, Status.CANCELLED)):
        page = NecLocalPageFactory(parent=index, status=status)
        NecLocalTerritoire.objects.create(page=page, territoire=territoire)
    sent()

    rows = section(log_in(reviewer)).select("table:last-of-type tbody tr")
    lacking = {row.th.get_text(): row.td.get_text() for row in rows}
    assert "Vosges" not in lacking["Grand Est"]
    assert "Moselle" in lacking["Grand Est"]
    assert lacking["Corse"] == "Corse-du-Sud, Haute-Corse"
    weights = {one.name: one.weight for one in Figures(reviewer).territoires.regions}
    assert (weights["Grand Est"], weights["Corse"]) == (2, 3)


def test_what_never_left_is_told_first_until_someone_sees_to_it(reviewer: User) -> None:
    dossier = sent(title="NEC Metz")
    values = {"to": "ines@exemple.fr", "body": "", "state": MailState.ABANDONED}
    lost = Courriel.objects.create(candidature=dossier, subject="Votre accord", **values)
    Courriel.objects.create(candidature=CandidatureFactory(), subject="Votre brouillon", **values)
    client = log_in(reviewer)

    page = BeautifulSoup(client.get(reverse(HOME)).content, "html.parser")
    warning = page.select_one(".help-critical")
    assert warning is not None
    assert warning.h2 is not None
    assert warning.h2.get_text() == "1 courriel n’a pas pu partir"
    assert page.select("main section")[0] is warning
    assert warning.a is not None
    rows = BeautifulSoup(client.get(str(warning.a["href"])).content, "html.parser").select(".listing tbody tr")
    (row,) = rows
    assert "Votre accord" in row.get_text()
    dossier_url = reverse("nec_candidatures_team:dossier", args=[dossier.pk])
    alert = BeautifulSoup(client.get(dossier_url).content, "html.parser").select_one("#etat .help-critical")
    assert alert is not None
    assert [link.get_text() for link in alert.select("a")] == ["Votre accord"]

    mails.set_aside(lost, Actor(Role.INSTRUCTEUR, user=reviewer))
    for url in (reverse(HOME), dossier_url):
        assert "help-critical" not in client.get(url).content.decode()


def test_only_readers_are_told_anything(reviewer: User) -> None:
    sent()
    assert section(log_in(member_of(TEAM.name))) is None
    assert section(log_in(reviewer)) is not None


def test_the_first_page_leads_to_what_is_to_be_reviewed(reviewer: User) -> None:
    def task(user: User) -> dict[str, str]:
        page = BeautifulSoup(log_in(user).get(reverse(HOME)).content, "html.parser")
        index = reverse("nec_candidatures_team:index")
        links = page.select(".nec-tasks a")
        return {link.get_text(strip=True): str(link["href"]) for link in links if str(link["href"]).startswith(index)}

    index = reverse("nec_candidatures_team:index")
    assert task(reviewer) == {"Lire les candidatures": index}
    sent()
    sent(state=State.INTERVIEW)
    sent(state=State.PAID)
    expected = f"{index}?state=in_review&state=interview&state=submitted"
    for user in (reviewer, member_of(MANAGEMENT.name)):
        assert task(user) == {"Instruire 2 candidatures": expected}
    assert task(member_of(TEAM.name)) == {}


def test_the_first_page_costs_the_same_for_few_and_for_many(reviewer: User) -> None:
    client = log_in(reviewer)

    def add(number: int) -> None:
        now = timezone.now()
        for rank in range(number):
            dossier = sent(
                due_on=now.date() - timedelta(days=rank),
                decided_at=now,
                submitted_at=now,
                grant_awarded=1000,
                state=State.VALIDATED if rank % 2 else State.INFO_REQUESTED,
            )
            Payment.objects.create(candidature=dossier, amount=10, paid_on=date(2020 + rank % 5, 1, 1))

    def count() -> int:
        cache.clear()
        client.get(reverse(HOME))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(HOME)).status_code == 200
        return len(queries)

    add(3)
    few = count()
    add(40)
    assert count() == few
    with CaptureQueriesContext(connection) as own:
        figures = Figures(reviewer)
        assert all((figures.states, figures.waiting, figures.deadlines, figures.decision_days, figures.years))
        assert figures.territoires.count
        assert figures.failed_mails == 0
    assert len(own) <= 8
