"""Five hundred bad submissions: none breaks the site, none loses a word, each error stands beside its field."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django import forms
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from candidatures.enums import State, Step
from candidatures.models import Candidature, StepAnswers
from candidatures.rules import Item, Rules
from candidatures.steps import FORMS, FieldError, RowForm, StepForm, get_form, is_filled
from candidatures.steps.base import MAX_CHOICES, MAX_ROWS, MAX_SIGNS
from home.models import HomePage
from socle.text import clean_text
from tests.factories import AppelVersionFactory, CandidatureFactory, TerritoireFactory, ThematiqueFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import text

pytestmark = pytest.mark.django_db

SUBMISSIONS = 500
NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
RULES = Rules(
    minimum_collectivites=1,
    eligible_costs=(Item("salle", "Location de salle"),),
    commitments=(Item("charte", "Je respecte la charte."), Item("bilan", "Je remets un bilan.")),
    consent_text="J’accepte que l’équipe garde mon dossier.",
)
WRONG = {
    "numbers": ["douze", "12,5", "-1", "1e9", "NaN", "²", "٣", "9" * 400, "2 000 000", "0x1F"],
    "amounts": ["1.234.567", "12,345", "∞", "-0,01", "3 000 €€", "100 000 001", "1_000", "9" * 12],
    "dates": ["31/02/2027", "29/02/2027", "14/03/0202", "2027-13-01", "14/03/27", "demain", "00/00/0000", "13/2027"],
    "siret": ["73282932000075", "732829320", "7328293200007A", "00000000000000", "732 829 320 00074 9"],
    "addresses": ["porteuse@", "@exemple.fr", "a@b@c.fr", "javascript:alert(1)", "http://", "https://exemple .fr"],
    "choices": ["inconnu", "oui\n", "OUI", "'; DROP TABLE", "-1", "99999999999999999999", "[]", "{}"],
    "characters": ["\x00\x01\x7f", "\u202egnp", "\r\n\r\n", "\ufffe", "\u200b", " ", "\t", "e\u0301", "𝔑𝔢𝔠", "🦆"],
    "markup": ["<script>alert(1)</script>", '" onfocus="alert(1)', "{{ 7 }}", "{% if %}", "&amp;#x27;", "=1+1"],
    "lengths": ["é" * 300, "mot " * 1300, "é" * (MAX_SIGNS + 5)],
    "places": ["Saint-Martin", "Nulle-Part-sur-Rien", "Vosges (99)"],
    "right": ["14/03/2027", "03/2027", "day", "month", "150", "1 250,50", "oui", "association", "Vosges"],
}
TYPED = st.one_of(st.sampled_from([value for values in WRONG.values() for value in values]), st.text(max_size=30))
#: Past the last row that is read, too.
ROW_NUMBERS = (0, 1, MAX_ROWS - 1, MAX_ROWS)
UNKNOWN = ("nec", "is_staff", "state", "porteur", "expenses--label", "expenses-x-label", "partners", "__proto__")


class Submission(NamedTuple):
    """What a browser, or anything else, sends to a page of the form."""

    step: Step
    data: dict[str, list[str]]


@st.composite
def submissions(draw: st.DrawFn) -> Submission:
    step = draw(st.sampled_from(list(Step)))
    form = FORMS[step]
    known = [name for name, field in form.base_fields.items() if not isinstance(field, forms.FileField)]
    cells = [
        f"{group}-{number}-{name}"
        for group, row_form in form.row_forms.items()
        for number in ROW_NUMBERS
        for name in row_form.base_fields
    ]
    names = draw(st.lists(st.sampled_from([*known, *cells, *UNKNOWN]), min_size=1, max_size=10, unique=True))
    values = st.lists(TYPED, min_size=1, max_size=3)
    # A browser cannot send half a surrogate pair.
    return Submission(step, {name: [_sendable(value) for value in draw(values)] for name in names})


def _sendable(value: str) -> str:
    return value.encode("utf-8", "replace").decode()


@pytest.fixture(autouse=True)
def _noon(home_page: HomePage) -> Iterator[None]:
    """Names that several territoires bear, and one alone, on a day that stays."""
    for code in ("31", "65"):
        TerritoireFactory(name="Saint-Martin", code=code)
    TerritoireFactory(name="Vosges", code="88")
    ThematiqueFactory()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def draft() -> Candidature:
    made: Candidature = CandidatureFactory(version=AppelVersionFactory(rules=RULES))
    return made


@pytest.fixture
def organiser(draft: Candidature) -> PorteurClient:
    return signed_in(draft.porteurs.get())


@settings(max_examples=SUBMISSIONS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=submissions())
def test_a_bad_submission_breaks_nothing_loses_nothing_and_is_told_beside_its_fields(
    sent: Submission, draft: Candidature, organiser: PorteurClient
) -> None:
    state = State.REPORTS_DUE if sent.step in Step.of_bilan() else State.DRAFT
    with transaction.atomic():
        Candidature.objects.update(state=state)
        response = organiser.send(f"/mes-dossiers/{draft.uuid}/etapes/{sent.step}/", sent.data)

        form = get_form(Candidature.objects.get(), sent.step)
        assert kept() == expected(sent)
        assert response.status_code == (422 if form.all_errors else 303)
        if form.all_errors:
            soup = BeautifulSoup(response.content, "html.parser")
            assert [line for error in form.all_errors for line in faults(soup, error)] == []
            assert title_of(soup).startswith(f"Erreur ({len(form.all_errors)}) :")
        transaction.set_rollback(True)


def kept() -> dict[str, Any]:
    """What the database holds of the only page that was written, its empty answers apart."""
    answers = StepAnswers.objects.first()
    return {name: value for name, value in answers.values.items() if is_filled([value])} if answers else {}


def expected(sent: Submission) -> dict[str, Any]:
    """What was sent for the fields of the page: raw, cleaned and capped; rows with nothing in them left out."""
    form = FORMS[sent.step]
    answers = {name: raw(field, sent.data.get(name, [""])) for name, field in own_fields(form)}
    rows = {
        group: [row for number in range(MAX_ROWS) if (row := expected_row(row_form, f"{group}-{number}-", sent.data))]
        for group, row_form in form.row_forms.items()
    }
    return {name: value for name, value in (answers | rows).items() if is_filled([value])}


def expected_row(row_form: type[RowForm], prefix: str, data: dict[str, list[str]]) -> dict[str, Any]:
    """A row, empty when nothing but spaces is typed in it."""
    row = {name: raw(field, data.get(f"{prefix}{name}", [""])) for name, field in own_fields(row_form)}
    return row if any(str(value).strip() for value in row.values()) else {}


def own_fields(form: type[StepForm] | type[RowForm]) -> list[tuple[str, forms.Field]]:
    return [(name, field) for name, field in form.base_fields.items() if not isinstance(field, forms.FileField)]


def raw(field: forms.Field, values: list[str]) -> str | list[str]:
    """The last value, or all of them where several may be chosen."""
    cleaned = [clean_text(value[:MAX_SIGNS]) for value in values]
    if isinstance(field, forms.MultipleChoiceField):
        return [value for value in cleaned[:MAX_CHOICES] if value]
    return cleaned[-1]


def faults(soup: BeautifulSoup, error: FieldError) -> list[str]:
    """What keeps a person from finding `error`: at the top with a link, then beside its field, tied to it."""
    field = soup.find(id=error.target)
    if not isinstance(field, Tag):
        return [f"{error}: the page has no such field"]
    found = []
    links = soup.select(f'[role="alert"] a[href="#{error.target}"]')
    if not any(plain(error.message) in text(link) for link in links):
        found.append(f"{error}: the summary does not lead to it")
    if not any(plain(error.message) in words for words in descriptions(soup, field)):
        found.append(f"{error}: nothing that describes the field says it")
    return found


def descriptions(soup: BeautifulSoup, field: Tag) -> list[str]:
    """The words of every element that describes `field`, or the group of choices that holds it."""
    holders = [field, *field.find_parents("fieldset")]
    keys = [key for holder in holders for key in str(holder.get("aria-describedby", "")).split()]
    return [text(element) for key in keys if isinstance(element := soup.find(id=key), Tag)]


def plain(message: str) -> str:
    """`message` as `text` gives what a page shows of it."""
    return " ".join(message.split())


def title_of(soup: BeautifulSoup) -> str:
    return text(soup.title)
