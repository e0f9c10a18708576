"""What an editor does with the page of a NEC local: a draft in any state, publishing, copying, previews."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.models import Page

from nec_locaux.enums import Audience, DatePrecision, Mode, PartnerRole, Status
from nec_locaux.models import NecLocalPage, NecLocauxIndexPage
from socle.enums import TerritoireKind
from socle.permissions import CONTRIBUTORS, WRITERS
from tests.accounts import log_in, member_of
from tests.admin_forms import empty_form_data
from tests.factories import (
    EditorFactory,
    NecLocalPageFactory,
    PartenaireFactory,
    TerritoireFactory,
    ThematiqueFactory,
)
from tests.programmes import day

PUBLISH = {"action-publish": "1"}

Form = dict[str, Any]


@pytest.fixture
def add(index: NecLocauxIndexPage) -> str:
    """Where a NEC local is announced."""
    return f"/admin/pages/add/nec_locaux/neclocalpage/{index.pk}/"


@pytest.fixture(scope="module")
def empty_form() -> Form:
    """What the form sends when nothing is typed: read once, for it is the same for all and takes long to draw."""
    return {}


@pytest.fixture
def form(admin_client: Client, add: str, empty_form: Form) -> Form:
    """The least that publishes."""
    empty_form.update(empty_form or empty_form_data(admin_client, add))
    return {
        **empty_form,
        "title": "NEC Metz 2027",
        "slug": "nec-metz-2027",
        "start_date": "2027-03-18",
    }


def edit(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def errors_of(response: Any) -> dict[str, list[str]]:
    """What the form says beside each field; a block's own messages are looked for elsewhere."""
    assert response.status_code == 200
    return dict(response.context["form"].errors.items())


def programme_of(*days: dict[str, Any]) -> Form:
    """The fields of a programme: each day has a `date` and `sessions`, of which each gives its fields."""
    data: Form = {"programme-count": str(len(days))}
    for number, fields in enumerate(days):
        prefix = f"programme-{number}"
        sessions = fields.get("sessions", [])
        data |= {f"{prefix}-type": "day", f"{prefix}-order": str(number), f"{prefix}-deleted": "", f"{prefix}-id": ""}
        data |= {f"{prefix}-value-date": fields["date"], f"{prefix}-value-title": "", f"{prefix}-value-place": ""}
        data[f"{prefix}-value-items-count"] = str(len(sessions))
        for rank, session in enumerate(sessions):
            data |= session_of(f"{prefix}-value-items-{rank}", rank, session)
    return data


def session_of(prefix: str, rank: int, session: dict[str, str]) -> Form:
    fields = {"start_time": "", "end_time": "", "format": "", "title": "", "description": "null", "room": ""}
    fields |= {"off_site": "", "thematique": "", "track": "", "audience": "", "capacity": "", "access": ""}
    fields |= {"partenaire": "", **session}
    return {
        f"{prefix}-type": "session",
        f"{prefix}-order": str(rank),
        f"{prefix}-deleted": "",
        f"{prefix}-id": "",
        f"{prefix}-value-speakers-count": "0",
        **{f"{prefix}-value-{name}": value for name, value in fields.items()},
    }


OPENING = {"title": "Ouverture", "start_time": "10:00"}
TWO_IN_ONE_ROOM = programme_of(
    {
        "date": "2027-03-18",
        "sessions": [
            {"title": "Atelier", "start_time": "10:00", "end_time": "11:00", "room": "Salle 1"},
            {"title": "Plénière", "start_time": "10:30", "end_time": "11:30", "room": "salle 1"},
        ],
    }
)
UNFINISHED_SESSION = programme_of({"date": "", "sessions": [{"start_time": "10:00"}]})
OUT_OF_DAYS = programme_of(*({"date": day, "sessions": [OPENING]} for day in ("2027-03-18", "2027-03-25")))

#: What a draft may say, and the field beside which publishing says what to correct.
UNFINISHED = {
    "no date": ({"start_date": ""}, "start_date"),
    "end before start": ({"end_date": "2027-03-17"}, "end_date"),
    "hours reversed": ({"start_time": "17:00", "end_time": "09:00"}, "end_time"),
    "hours equal on a day written twice": (
        {"end_date": "2027-03-18", "start_time": "09:00", "end_time": "09:00"},
        "end_time",
    ),
    "deadline too late": ({"registration_deadline": "2027-03-19"}, "registration_deadline"),
    "latitude alone": ({"latitude": "49.1196"}, "longitude"),
    "longitude alone": ({"longitude": "6.1764"}, "latitude"),
    "sessions out of the days": (OUT_OF_DAYS, "programme"),
    "two sessions in one room": (TWO_IN_ONE_ROOM, "programme"),
    "unfinished session": (UNFINISHED_SESSION, "programme"),
    "address of the calendar": ({"slug": "passes"}, "slug"),
}
MESSAGES = {
    "end before start": "Choisissez un dernier jour égal ou postérieur au premier.",
    "deadline too late": "Choisissez un jour qui ne dépasse pas la fin de l’événement.",
    "latitude alone": "Indiquez aussi la longitude, ou videz la latitude.",
    "longitude alone": "Indiquez aussi la latitude, ou videz la longitude.",
}
each_unfinished = pytest.mark.parametrize("case", UNFINISHED)


# Drafts


@each_unfinished
def test_draft_saves_in_any_state(admin_client: Client, add: str, form: Form, case: str) -> None:
    changes, _field = UNFINISHED[case]

    response = admin_client.post(add, {**form, **changes})

    page = NecLocalPage.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, edit(page))
    assert not page.live
    again = {**empty_form_data(admin_client, edit(page)), **changes, "title": "NEC Metz"}
    assert admin_client.post(edit(page), again).status_code == 302
    page.refresh_from_db()
    assert page.title == "NEC Metz"


@each_unfinished
def test_draft_of_a_live_page_saves_in_any_state(
    admin_client: Client, index: NecLocauxIndexPage, form: Form, case: str
) -> None:
    page = NecLocalPageFactory(parent=index, title="NEC Metz 2027", start_date=date(2027, 3, 18))
    changes, _field = UNFINISHED[case]

    response = admin_client.post(edit(page), {**form, **changes})

    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.live, page.has_unpublished_changes, page.start_date) == (True, True, date(2027, 3, 18))


@each_unfinished
def test_draft_saves_itself_in_any_state(admin_client: Client, add: str, form: Form, case: str) -> None:
    changes, _field = UNFINISHED[case]

    response = admin_client.post(add, {**form, **changes}, headers={"accept": "application/json"})

    assert json.loads(response.content)["success"] is True


def test_a_draft_keeps_what_was_typed(admin_client: Client, add: str, form: Form) -> None:
    admin_client.post(add, {**form, **OUT_OF_DAYS, "end_date": "2027-03-17", "latitude": "49.1196"})

    page = NecLocalPage.objects.get()

    assert (page.end_date, str(page.latitude), page.longitude) == (date(2027, 3, 17), "49.1196", None)
    assert [day.value["date"] for day in page.programme] == [date(2027, 3, 18), date(2027, 3, 25)]


# Publishing


@each_unfinished
def test_publishing_says_what_to_correct_beside_the_field(
    admin_client: Client, add: str, form: Form, case: str
) -> None:
    changes, field = UNFINISHED[case]

    response = admin_client.post(add, {**form, **changes, **PUBLISH})

    errors = errors_of(response)
    assert set(errors) == {field}
    assert case not in MESSAGES or errors[field] == [MESSAGES[case]]
    assert not NecLocalPage.objects.exists()
    assert response.context["form"].data["title"] == "NEC Metz 2027"


@each_unfinished
def test_scheduling_says_what_to_correct(admin_client: Client, add: str, form: Form, case: str) -> None:
    changes, field = UNFINISHED[case]

    response = admin_client.post(add, {**form, **changes, **PUBLISH, "go_live_at": "2026-12-01 10:00"})

    assert set(errors_of(response)) == {field}


@each_unfinished
def test_submitting_says_what_to_correct(index: NecLocauxIndexPage, add: str, form: Form, case: str) -> None:
    call_command("setup_editors", verbosity=0)
    client = log_in(member_of(CONTRIBUTORS.name))
    changes, field = UNFINISHED[case]

    response = client.post(add, {**form, **changes, "action-submit": "1"})

    assert set(errors_of(response)) == {field}


def test_what_agrees_is_published(admin_client: Client, add: str, form: Form) -> None:
    consistent = {
        "end_date": "2027-03-19",
        "start_time": "18:00",
        "end_time": "09:00",
        "registration_deadline": "2027-03-19",
        "latitude": "49.1196",
        "longitude": "6.1764",
        **programme_of(*({"date": day, "sessions": [OPENING]} for day in ("2027-03-18", "2027-03-19"))),
    }

    response = admin_client.post(add, {**form, **consistent, **PUBLISH})

    assert response.status_code == 302
    assert NecLocalPage.objects.get().live


def test_message_stands_beside_the_day(admin_client: Client, add: str, form: Form) -> None:
    response = admin_client.post(add, {**form, **OUT_OF_DAYS, **PUBLISH})

    [error, *_] = response.context["form"].errors["programme"].as_data()
    assert isinstance(error, StreamBlockValidationError)
    [(position, day_error)] = error.block_errors.items()
    assert position == 1
    assert isinstance(day_error, StructBlockValidationError)
    assert day_error.block_errors["date"].message.startswith("Le 25\u00a0mars 2027 n’est pas un jour de l’événement")


@pytest.mark.parametrize(
    ("slug", "is_free"),
    [
        *((slug, False) for slug in ("passes", "carte", "calendrier", "donnees", "agenda", "atom", "rss")),
        ("liste-a-integrer", False),
        ("carte-de-metz", True),
        ("nec-metz", True),
    ],
)
def test_addresses_of_the_calendar_are_kept(
    admin_client: Client, add: str, form: Form, slug: str, is_free: bool
) -> None:
    response = admin_client.post(add, {**form, **PUBLISH, "slug": slug})

    assert NecLocalPage.objects.filter(slug=slug, live=True).exists() is is_free
    if not is_free:
        assert errors_of(response)["slug"] == [
            f"Choisissez une autre adresse : le calendrier se sert déjà de « {slug} »."
        ]


def test_previous_edition_is_an_older_page(admin_client: Client, index: NecLocauxIndexPage) -> None:
    older = NecLocalPageFactory(parent=index, start_date=date(2024, 10, 3))
    page = NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2025, 10, 3))
    newer = NecLocalPageFactory(parent=index, start_date=date(2026, 10, 3))
    undated = NecLocalPageFactory(parent=index, start_date=None, live=False)
    form = empty_form_data(admin_client, edit(page))

    def errors(previous: NecLocalPage) -> list[str]:
        response = admin_client.post(edit(page), {**form, **PUBLISH, "previous_edition": str(previous.pk)})
        return [] if response.status_code == 302 else errors_of(response)["previous_edition"]

    assert errors(older) == errors(undated) == []
    assert errors(page) == ["Choisissez une autre page que celle-ci."]
    assert errors(newer) == ["Choisissez une édition qui a eu lieu avant celle-ci."]


def test_a_known_month_lasts_until_its_end(admin_client: Client, add: str, form: Form) -> None:
    data = {**form, **PUBLISH, "start_date": "2027-03-01", "date_precision": "month"}

    late = admin_client.post(add, {**data, "registration_deadline": "2027-04-01"})
    assert set(errors_of(late)) == {"registration_deadline"}

    assert admin_client.post(add, {**data, "registration_deadline": "2027-03-31"}).status_code == 302


# Publishing where no form checks


def unfinished_draft(index: NecLocauxIndexPage, **fields: Any) -> NecLocalPage:
    page = NecLocalPageFactory(
        parent=index, title="NEC Metz", live=False, **{"start_date": date(2027, 3, 18), **fields}
    )
    page.save_revision(clean=False)
    return page


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start_date": None}, "Premier jour\u00a0: Ce champ ne peut pas être vide."),
        ({"end_date": date(2027, 3, 17)}, f"Dernier jour\u00a0: {MESSAGES['end before start']}"),
        ({"slug": "carte"}, "le calendrier se sert déjà de « carte »"),
        ({"programme": [day(on=date(2027, 4, 1))]}, "Programme\u00a0: Le 1er\u00a0avril 2027 n’est pas"),
        ({"go_live_at": datetime(2030, 1, 1, tzinfo=UTC), "start_date": None}, "Premier jour"),
    ],
)
def test_bulk_publishing_refuses_what_is_unfinished(
    admin_client: Client, index: NecLocauxIndexPage, fields: Form, message: str
) -> None:
    draft = unfinished_draft(index, **fields)
    sound = NecLocalPageFactory(parent=index, live=False)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&id={sound.pk}&next=/admin/pages/{index.pk}/"

    response = admin_client.post(address, follow=True)

    [said] = messages_of(response)
    assert response.status_code == 200
    assert "Rien n’a été publié." in said
    assert edit(draft) in said
    assert message in said
    assert not NecLocalPage.objects.live().exists()
    assert not draft.revisions.exclude(approved_go_live_at=None).exists()


def test_bulk_publishing_looks_below(admin_client: Client, index: NecLocauxIndexPage) -> None:
    unfinished_draft(index, start_date=None)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={index.pk}&next=/admin/pages/{index.pk}/"

    response = admin_client.post(address, {"include_descendants": "on"}, follow=True)

    assert "Rien n’a été publié." in messages_of(response)[0]
    assert not NecLocalPage.objects.live().exists()


def test_bulk_publishing_publishes_what_is_finished(admin_client: Client, index: NecLocauxIndexPage) -> None:
    pages = [NecLocalPageFactory(parent=index, live=False) for _number in range(2)]
    address = f"/admin/bulk/wagtailcore/page/publish/?id={pages[0].pk}&id={pages[1].pk}"

    assert admin_client.post(address).status_code == 302
    assert NecLocalPage.objects.live().count() == 2


@pytest.fixture
def submitted(index: NecLocauxIndexPage) -> NecLocalPage:
    """A page submitted when it was sound, then changed by its author before it was read."""
    call_command("setup_editors", verbosity=0)
    page = NecLocalPageFactory(parent=index, live=False, start_date=date(2027, 3, 18))
    page.save_revision()
    page.get_workflow().start(page, EditorFactory())
    page.end_date = date(2027, 3, 17)
    page.save_revision(clean=False)
    return page


def approval(page: NecLocalPage, action: str = "approve") -> str:
    return f"/admin/pages/workflow/action/{page.pk}/{action}/{page.current_workflow_task_state.pk}/"


def test_approval_refuses_what_is_unfinished(submitted: NecLocalPage) -> None:
    client = log_in(member_of(WRITERS.name))

    response = client.post(approval(submitted), follow=True)

    assert response.redirect_chain == [(edit(submitted), 302)]
    assert MESSAGES["end before start"] in messages_of(response)[0]
    submitted.refresh_from_db()
    assert not submitted.live
    assert submitted.current_workflow_state is not None


def test_approval_in_its_box_refuses_what_is_unfinished(submitted: NecLocalPage) -> None:
    response = log_in(member_of(WRITERS.name)).post(approval(submitted), headers={"x-requested-with": "XMLHttpRequest"})

    assert json.loads(response.content) == {"step": "success", "redirect": edit(submitted)}
    assert not NecLocalPage.objects.live().exists()


def test_what_is_unfinished_may_be_sent_back(submitted: NecLocalPage) -> None:
    response = log_in(member_of(WRITERS.name)).post(approval(submitted, "reject"), {"comment": "À revoir"})

    assert response.status_code == 302
    assert submitted.current_workflow_state.status == "needs_changes"


def test_approval_publishes_what_is_finished(submitted: NecLocalPage) -> None:
    submitted.end_date = None
    submitted.save_revision()

    assert log_in(member_of(WRITERS.name)).post(approval(submitted)).status_code == 302
    submitted.refresh_from_db()
    assert submitted.live


def test_schedule_publishes_what_was_sound(admin_client: Client, add: str, form: Form) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 10, tzinfo=UTC), tick=False):
        later = {**form, **PUBLISH, "go_live_at": "2026-12-01 10:00"}
        assert admin_client.post(add, later).status_code == 302
    page = NecLocalPage.objects.get()
    assert not page.live

    with time_machine.travel(datetime(2026, 12, 2, 10, tzinfo=UTC), tick=False):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live


# Territoires and partners in the form


def rows(prefix: str, field: str, values: list[tuple[str, int]], *, deleted: tuple[int, ...] = ()) -> Form:
    """Rows of an inline panel: each with the key of what it was, empty when new, and what it names."""
    data: Form = {f"{prefix}-TOTAL_FORMS": str(len(values))}
    data[f"{prefix}-INITIAL_FORMS"] = str(len([key for key, _value in values if key]))
    for number, (key, value) in enumerate(values):
        data |= {
            f"{prefix}-{number}-id": key,
            f"{prefix}-{number}-ORDER": str(number + 1),
            f"{prefix}-{number}-DELETE": "on" if number in deleted else "",
            f"{prefix}-{number}-{field}": str(value),
        }
    return data


def test_territoire_is_named_once(admin_client: Client, add: str, form: Form) -> None:
    metz = TerritoireFactory(name="Metz")

    twice = rows("territoire_links", "territoire", [("", metz.pk), ("", metz.pk)])

    for action in ({}, PUBLISH):
        response = admin_client.post(add, {**form, **twice, **action})
        assert response.status_code == 200
        assert response.context["form"].formsets["territoire_links"].non_form_errors()


@pytest.mark.parametrize("live", [True, False])
def test_territoires_are_swapped(admin_client: Client, index: NecLocauxIndexPage, live: bool) -> None:
    metz, lens = TerritoireFactory(name="Metz"), TerritoireFactory(name="Lens")
    page = NecLocalPageFactory(parent=index, title="NEC", territoires=[metz, lens], live=live)
    first, second = page.territoire_links.order_by("sort_order")
    form = empty_form_data(admin_client, edit(page))
    swapped = rows("territoire_links", "territoire", [(str(first.pk), lens.pk), (str(second.pk), metz.pk)])

    response = admin_client.post(edit(page), {**form, **swapped, **PUBLISH})

    assert response.status_code == 302
    assert [territoire.name for territoire in NecLocalPage.objects.get().territoires] == ["Lens", "Metz"]


@pytest.mark.parametrize("live", [True, False])
def test_territoire_is_taken_out_and_put_back(admin_client: Client, index: NecLocauxIndexPage, live: bool) -> None:
    metz = TerritoireFactory(name="Metz")
    page = NecLocalPageFactory(parent=index, title="NEC", territoires=[metz], live=live)
    [link] = page.territoire_links.all()
    form = empty_form_data(admin_client, edit(page))
    again = rows("territoire_links", "territoire", [(str(link.pk), metz.pk), ("", metz.pk)], deleted=(0,))

    response = admin_client.post(edit(page), {**form, **again, **PUBLISH})

    assert response.status_code == 302
    assert [territoire.name for territoire in NecLocalPage.objects.get().territoires] == ["Metz"]


# Copying


@pytest.fixture
def last_year(index: NecLocauxIndexPage) -> NecLocalPage:
    """An event that has everything, with a draft newer than what is public."""
    metz, moselle = TerritoireFactory(name="Metz"), TerritoireFactory(name="Moselle", kind=TerritoireKind.DEPARTEMENT)
    page: NecLocalPage = NecLocalPageFactory(
        parent=index,
        title="NEC Metz 2025",
        territoires=[metz, moselle],
        edition_number=3,
        start_date=date(2025, 10, 2),
        end_date=date(2025, 10, 3),
        start_time=time(9),
        end_time=time(17),
        date_precision=DatePrecision.DAY,
        mode=Mode.HYBRID,
        status=Status.FULL,
        status_note="Salle pleine",
        audience=Audience.BOTH,
        professionals_text="Deux jours",
        organisers="Ville de Metz",
        registration_url="https://example.org/inscription",
        registration_deadline=date(2025, 9, 30),
        capacity=200,
        contact_email="nec@example.org",
        programme=[day(on=date(2025, 10, 2))],
        place="Bliiida, Metz",
        transport="Ligne 3",
        latitude="49.1196",
        longitude="6.1764",
        charte=[("practice", {})],
        participants=181,
        budget=14_000,
        figures_source="Ville de Metz",
        bilan=[("paragraph", "<p>Ce qui en reste</p>")],
        resource_url="https://lesbases.anct.gouv.fr/ressources/metz",
        locked=True,
        expire_at=datetime(2030, 1, 1, tzinfo=UTC),
    )
    page.partner_links.create(partenaire=PartenaireFactory(name="Hubikoop"), role=PartnerRole.ECONOMIC)
    page.thematique_links.create(thematique=ThematiqueFactory(title="Données"))
    page.accessibility = "Boucle magnétique"
    page.save_revision().publish()
    page.participants = 190
    page.resource_url = "https://lesbases.anct.gouv.fr/ressources/metz-2"
    page.save_revision()
    return page


def copy(client: Client, source: Page, **changes: str) -> NecLocalPage:
    """Copy a page by the admin's own form, as it is proposed."""
    form = empty_form_data(client, f"/admin/pages/{source.pk}/copy/")
    response = client.post(f"/admin/pages/{source.pk}/copy/", {**form, **changes})
    assert response.status_code == 302, response.context["form"].errors
    return NecLocalPage.objects.latest("pk")


EMPTIED: Form = {
    **dict.fromkeys(("start_date", "end_date", "start_time", "end_time", "registration_deadline")),
    **dict.fromkeys(("participants", "budget", "structure_count", "satisfaction")),
    **dict.fromkeys(("status_note", "registration_url", "figures_source", "resource_url"), ""),
    **dict.fromkeys(("go_live_at", "expire_at")),
    "status": Status.ANNOUNCED,
    "date_precision": DatePrecision.DAY,
}
KEPT: Form = {
    "mode": Mode.HYBRID,
    "audience": Audience.BOTH,
    "professionals_text": "Deux jours",
    "organisers": "Ville de Metz",
    "capacity": 200,
    "contact_email": "nec@example.org",
    "place": "Bliiida, Metz",
    "transport": "Ligne 3",
    "accessibility": "Boucle magnétique",
}


def test_copy_announces_the_next_edition(admin_client: Client, last_year: NecLocalPage) -> None:
    new = copy(admin_client, last_year)

    # The row, then the draft that the form opens.
    for page in (new, new.get_latest_revision_as_object()):
        assert (page.title, page.slug) == ("NEC Metz 2026", "nec-metz-2026")
        assert {name: getattr(page, name) for name in EMPTIED} == EMPTIED
        assert {name: getattr(page, name) for name in KEPT} == KEPT
        assert (len(page.programme), len(page.bilan), len(page.charte)) == (0, 0, 1)
        assert (float(page.latitude or 0), float(page.longitude or 0)) == (49.1196, 6.1764)
        assert [territoire.name for territoire in page.territoires] == ["Metz", "Moselle"]
        assert [(link.partenaire.name, link.role) for link in page.partner_links.all()] == [("Hubikoop", "economique")]
        assert [theme.title for theme in page.thematiques] == ["Données"]
        assert (page.previous_edition_id, page.edition_number) == (last_year.pk, 4)
        assert (page.live, page.locked) == (False, False)
    assert (new.has_programme, new.has_bilan, new.ends_at) == (False, False, None)
    assert new.translation_key != last_year.translation_key
    assert new.first_published_at is None


def test_form_of_the_copy_is_emptied(admin_client: Client, last_year: NecLocalPage) -> None:
    new = copy(admin_client, last_year)

    form = admin_client.get(edit(new)).context["form"]

    assert {name: form[name].value() for name in EMPTIED if name in form.fields} == {
        name: value for name, value in EMPTIED.items() if name in form.fields
    }
    assert form["previous_edition"].value() == last_year.pk
    assert form["edition_number"].value() == 4
    assert len(form["programme"].value()) == len(form["bilan"].value()) == 0
    sent = empty_form_data(admin_client, edit(new))
    assert admin_client.post(edit(new), {**sent, **PUBLISH, "start_date": "2026-10-01"}).status_code == 302
    assert NecLocalPage.objects.get(pk=new.pk).live


def test_copy_leaves_the_source_as_it_was(admin_client: Client, last_year: NecLocalPage) -> None:
    copy(admin_client, last_year)

    source = NecLocalPage.objects.get(pk=last_year.pk)
    draft = source.get_latest_revision_as_object()

    assert (source.live, source.status, source.participants, source.edition_number) == (True, Status.FULL, 181, 3)
    assert (draft.participants, len(draft.programme), len(draft.bilan)) == (190, 1, 1)


def test_copy_is_never_live(admin_client: Client, last_year: NecLocalPage) -> None:
    form = admin_client.get(f"/admin/pages/{last_year.pk}/copy/").context["form"]
    assert list(form.fields) == ["new_title", "new_slug", "new_parent_page"]

    new = copy(admin_client, last_year, publish_copies="on", alias="on")

    assert (new.live, new.alias_of_id) == (False, None)


def test_copy_of_an_event_without_number_or_date_has_none(admin_client: Client, index: NecLocauxIndexPage) -> None:
    source = NecLocalPageFactory(parent=index, title="NEC 2025", live=False, start_date=None)

    new = copy(admin_client, source, new_slug="autre")

    assert (new.title, new.edition_number, new.previous_edition_id) == ("NEC 2025", None, source.pk)


def test_copy_of_a_copy_goes_on(admin_client: Client, last_year: NecLocalPage) -> None:
    first = copy(admin_client, last_year)
    second = copy(admin_client, first, new_slug="nec-metz-2027")

    assert (second.previous_edition_id, second.edition_number) == (first.pk, 5)


# Previews


MODES = ("", "avant", "apres")


def previews(client: Client, page: NecLocalPage, **changes: str) -> list[str]:
    """The page as the panel shows it in each mode, with what is in the form."""
    address = f"/admin/pages/{page.pk}/edit/preview/"
    answer = client.post(address, {**empty_form_data(client, edit(page)), **changes})
    assert json.loads(answer.content) == {"is_valid": True, "is_available": True}
    responses = [client.get(address, {"mode": mode, "in_preview_panel": "true"}) for mode in MODES]
    assert [response.status_code for response in responses] == [200, 200, 200]
    return [response.content.decode() for response in responses]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"live": False},
        {"live": False, "start_date": None},
        {"start_date": date(2020, 1, 2)},
        {"date_precision": DatePrecision.YEAR},
        {"status": Status.CANCELLED},
    ],
)
def test_previews_open(admin_client: Client, index: NecLocauxIndexPage, fields: Form) -> None:
    page = NecLocalPageFactory(parent=index, title="NEC Metz", **fields)

    assert all("NEC Metz" in html for html in previews(admin_client, page))
    for mode in MODES:
        assert admin_client.get(f"/admin/pages/{page.pk}/view_draft/", {"mode": mode}).status_code == 200


def test_previews_show_both_faces(admin_client: Client, index: NecLocauxIndexPage) -> None:
    page = NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2099, 1, 2), participants=181)

    by_date, before, after = previews(admin_client, page)

    assert "181" not in by_date + before
    assert "181" in after


@each_unfinished
def test_unfinished_drafts_are_previewed(admin_client: Client, index: NecLocauxIndexPage, case: str) -> None:
    page = NecLocalPageFactory(parent=index, title="NEC Metz", start_date=date(2027, 3, 18))
    changes, _field = UNFINISHED[case]

    assert all("NEC Metz" in html for html in previews(admin_client, page, **changes))


def test_preview_of_a_new_page(admin_client: Client, add: str, form: Form) -> None:
    answer = admin_client.post(f"{add}preview/", {**form, "start_date": ""})
    assert json.loads(answer.content)["is_valid"]

    assert [admin_client.get(f"{add}preview/", {"mode": mode}).status_code for mode in MODES] == [200, 200, 200]
