"""The admin's frame, its registers and the settings of the site, by address."""

import json
import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Site

from home.models import HomePage
from socle.enums import TerritoireKind, ThematiqueFamily
from socle.models import AlertSettings, IdentitySettings, MenuSettings, Partenaire, Territoire, Thematique
from socle.search_backend import searchable_words
from tests.admin_forms import empty_form_data
from tests.factories import (
    AppelPageFactory,
    EditorFactory,
    NecLocauxIndexPageFactory,
    PartenaireFactory,
    PersonneFactory,
    StandardPageFactory,
    TerritoireFactory,
    ThematiqueFactory,
)

SNIPPETS = "/admin/snippets/nec_socle"
CHOOSERS = "/admin/snippets/choose/nec_socle"


def names(client: Client, address: str) -> list[str]:
    """What the rows listed at `address` are called, in order."""
    response = client.get(address)
    assert response.status_code == 200
    return [str(row) for row in response.context["object_list"]]


def choices(client: Client, address: str) -> list[str]:
    """What a chooser offers at `address`, in order."""
    response = client.get(address)
    assert response.status_code == 200
    return [str(row) for row in response.context["results"]]


# The frame


def test_login_page_bears_the_mark(client: Client, home_page: HomePage) -> None:
    html = client.get("/admin/login/").content.decode()

    assert 'alt="Numérique en Commun[s]"' in html
    assert "/static/icons/favicon.svg" in html
    assert "Mot de passe" in html
    assert "Wagtail" not in re.sub(r"<(noscript|script)[^>]*>.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)


def test_admin_speaks_french_and_sends_nowhere_else(admin_client: Client, home_page: HomePage) -> None:
    html = admin_client.get("/admin/").content.decode()
    body = re.sub(r"<noscript.*?</noscript>", "", html, flags=re.DOTALL)

    assert '<html lang="fr"' in html
    assert "Numérique en Commun[s]" in html
    assert re.findall(r'(?:href|src|url)=?\\?"?:? ?"(https?://(?!localhost)[^"]+)', body) == []


def test_tasks_depend_on_what_the_site_has(admin_client: Client, home_page: HomePage) -> None:
    def tasks() -> list[str]:
        html = admin_client.get("/admin/").content.decode()
        block = html[html.index("nec-tasks-title") : html.index("</section>", html.index("nec-tasks-title"))]
        return re.findall(r"</svg>([^<]+)</a>", block)

    before = tasks()
    NecLocauxIndexPageFactory(parent=home_page)
    AppelPageFactory(parent=home_page)

    assert "Annoncer un NEC local" not in before
    assert tasks()[:2] == ["Lire les candidatures", "Annoncer un NEC local"]
    assert set(tasks()) - set(before) == {"Annoncer un NEC local", "Mettre à jour l’appel à NEC locaux"}


def test_every_task_opens(admin_client: Client, home_page: HomePage) -> None:
    NecLocauxIndexPageFactory(parent=home_page)
    AppelPageFactory(parent=home_page)
    html = admin_client.get("/admin/").content.decode()
    block = html[html.index("nec-tasks-title") : html.index("</section>", html.index("nec-tasks-title"))]

    for address in re.findall(r'href="([^"]+)"', block):
        assert admin_client.get(address, follow=True).status_code == 200, address


# Registers


def test_territoires_are_found_without_accents(admin_client: Client) -> None:
    for number, name in enumerate(
        ["Évreux", "L’Isle-Adam", "Saint-Denis", "Villiers-Saint-Denis", "Lens", "Vallensbæk"]
    ):
        TerritoireFactory(name=name, code=f"0000{number}")
    address = f"{SNIPPETS}/territoire/?q="

    assert names(admin_client, f"{address}evreux") == ["Évreux (00000)"]
    assert names(admin_client, f"{address}ÉVREUX") == ["Évreux (00000)"]
    assert names(admin_client, f"{address}l'isle adam") == ["L’Isle-Adam (00001)"]
    assert names(admin_client, f"{address}denis saint") == ["Saint-Denis (00002)", "Villiers-Saint-Denis (00003)"]
    assert names(admin_client, f"{address}lens") == ["Lens (00004)", "Vallensbæk (00005)"]
    assert names(admin_client, f"{address}nulle-part") == []


def test_territoires_are_chosen_by_name_and_kind(admin_client: Client) -> None:
    department = TerritoireFactory(name="Vosges", code="88", kind=TerritoireKind.DEPARTEMENT)
    TerritoireFactory(name="Épinal", code="88160", parent=department)
    TerritoireFactory(name="CA d’Épinal", code="200068757", kind=TerritoireKind.EPCI, parent=department)
    address = f"{CHOOSERS}/territoire/results/"

    assert choices(admin_client, f"{address}?q=epinal") == ["Épinal (88160)", "CA d’Épinal (200068757)"]
    assert choices(admin_client, f"{address}?q=epinal&kind=epci") == ["CA d’Épinal (200068757)"]
    assert choices(admin_client, f"{address}?kind=departement") == ["Vosges (88)"]
    assert choices(admin_client, f"{address}?kind=n-existe-pas&q=epinal") == [
        "CA d’Épinal (200068757)",
        "Épinal (88160)",
        "Vosges (88)",
    ]
    assert "Vosges (88)" in admin_client.get(f"{address}?q=epinal").content.decode()


def test_long_register_is_paginated(admin_client: Client) -> None:
    Territoire.objects.bulk_create(
        Territoire(name=f"Commune {number:03}", search_name=f"commune {number:03}", kind="commune", code=f"{number:05}")
        for number in range(120)
    )

    assert len(names(admin_client, f"{SNIPPETS}/territoire/")) == 50
    assert len(names(admin_client, f"{SNIPPETS}/territoire/?p=3")) == 20
    assert len(choices(admin_client, f"{CHOOSERS}/territoire/results/")) == 20


@pytest.mark.parametrize("register", ["thematique", "partenaire", "personne", "territoire"])
@pytest.mark.parametrize("query", ["'\"", "a\tb", "x" * 10_000, "AND", "é" * 300, "\u202f"])
def test_registers_take_whatever_is_typed(admin_client: Client, register: str, query: str) -> None:
    for address in (f"{SNIPPETS}/{register}/", f"{CHOOSERS}/{register}/results/"):
        assert admin_client.get(address, {"q": query}).status_code == 200


def test_small_registers_are_found_without_accents(admin_client: Client) -> None:
    PartenaireFactory(name="Élan numérique")
    PartenaireFactory(name="Hubikoop")
    PersonneFactory(first_name="Zoé", last_name="Dupré", organisation="Hubikoop")
    ThematiqueFactory(title="Éthique & émancipation")

    assert names(admin_client, f"{SNIPPETS}/partenaire/?q=elan") == ["Élan numérique"]
    assert names(admin_client, f"{SNIPPETS}/personne/?q=dupre+zoe") == ["Zoé Dupré"]
    assert names(admin_client, f"{SNIPPETS}/personne/?q=hubi") == ["Zoé Dupré"]
    assert names(admin_client, f"{SNIPPETS}/thematique/?q=ethique") == ["Éthique & émancipation"]
    assert choices(admin_client, f"{CHOOSERS}/partenaire/results/?q=ELAN") == ["Élan numérique"]


def test_thematiques_count_their_pages(admin_client: Client, home_page: HomePage) -> None:
    theme = ThematiqueFactory(title="Données")
    page = StandardPageFactory(parent=home_page)
    page.thematique_links.create(thematique=theme)
    page.save()

    response = admin_client.get(f"{SNIPPETS}/thematique/")

    assert [row.page_count for row in response.context["object_list"]] == [1]


def test_thematiques_are_filtered_and_put_in_order(admin_client: Client) -> None:
    first, second = ThematiqueFactory(title="A", sort_order=0), ThematiqueFactory(title="B", sort_order=1)
    ThematiqueFactory(title="C", family=ThematiqueFamily.PASSEE)

    assert names(admin_client, f"{SNIPPETS}/thematique/?family=actuelle") == ["A", "B"]
    admin_client.post(f"{SNIPPETS}/thematique/reorder/{second.pk}/?position=0")
    assert list(Thematique.objects.actuelles().values_list("title", flat=True)) == ["B", "A"]
    assert Thematique.objects.get(pk=first.pk).sort_order > Thematique.objects.get(pk=second.pk).sort_order


def test_register_is_exported_safely(admin_client: Client) -> None:
    PartenaireFactory(name="=1+1", description="@cmd")
    PartenaireFactory(name="Élan\x07", kind="recherche")

    csv = b"".join(admin_client.get(f"{SNIPPETS}/partenaire/?export=csv").streaming_content)  # type: ignore[attr-defined]
    xlsx = b"".join(admin_client.get(f"{SNIPPETS}/partenaire/?export=xlsx").streaming_content)  # type: ignore[attr-defined]

    assert csv.decode() == (
        "\ufeffNom,Nature,Site web,Description\r\n'=1+1,Association,,'@cmd\r\nÉlan,Recherche et enseignement,,\r\n"
    )
    rows = list(load_workbook(BytesIO(xlsx)).worksheets[0].iter_rows(min_row=2))
    assert [(row[0].value, row[0].data_type) for row in rows] == [("=1+1", "s"), ("Élan", "s")]


def test_partenaire_is_added(admin_client: Client) -> None:
    address = f"{SNIPPETS}/partenaire/add/"
    data = {
        **empty_form_data(admin_client, address),
        "name": "Hubikoop",
        "kind": "cooperative",
        "website": "hubikoop.fr",
    }

    response = admin_client.post(address, data)

    assert response.headers["Location"] == f"{SNIPPETS}/partenaire/"
    assert Partenaire.objects.get().website == "https://hubikoop.fr"


def test_chooser_says_what_it_has_chosen(admin_client: Client) -> None:
    territoire = TerritoireFactory(name="Lens", code="62498")

    response = admin_client.get(f"{CHOOSERS}/territoire/chosen/{territoire.pk}/")

    assert json.loads(response.content)["result"]["string"] == "Lens (62498)"


def test_search_keeps_the_words_alone() -> None:
    assert searchable_words('l\'État "ouvert"\x00 (NEC)*') == "l État ouvert NEC"
    assert searchable_words("a " * 5_000) == " ".join("a" * 12)
    assert searchable_words('"\t') == ""


# Settings


@pytest.mark.parametrize(
    "name",
    ["identitysettings", "contactsettings", "socialsettings", "menusettings", "alertsettings", "legalsettings"],
)
def test_setting_opens_and_saves(admin_client: Client, site: Site, name: str) -> None:
    address = reverse("wagtailsettings:edit", args=["nec_socle", name, site.pk])
    data = empty_form_data(admin_client, address)

    response = admin_client.post(address, data)

    assert (response.status_code, response.headers["Location"]) == (302, address)


def test_settings_stand_in_the_menu(admin_client: Client, site: Site) -> None:
    html = admin_client.get("/admin/").content.decode()

    for name in ("identity", "contact", "social", "menu", "alert", "legal"):
        assert f"/admin/settings/nec_socle/{name}settings/" in html


@pytest.mark.parametrize(
    ("name", "changes", "shown"),
    [
        ("identitysettings", {"site_name": "Un autre nom"}, "Un autre nom"),
        (
            "menusettings",
            {
                "main_menu-count": "1",
                "main_menu-0-id": "",
                "main_menu-0-type": "link",
                "main_menu-0-order": "0",
                "main_menu-0-deleted": "",
                "main_menu-0-value-label": "Un lien en essai",
                "main_menu-0-value-page": "",
                "main_menu-0-value-document": "",
                "main_menu-0-value-external_url": "https://example.org/",
                "main_menu-0-value-email": "",
            },
            "Un lien en essai",
        ),
        (
            "alertsettings",
            {"message": '{"blocks": [{"text": "Site en travaux", "type": "unstyled"}], "entityMap": {}}'},
            "Site en travaux",
        ),
    ],
)
def test_setting_is_previewed_before_it_is_saved(
    admin_client: Client, site: Site, name: str, changes: dict[str, str], shown: str
) -> None:
    data = {
        **empty_form_data(admin_client, reverse("wagtailsettings:edit", args=["nec_socle", name, site.pk])),
        **changes,
    }
    address = reverse("wagtailsettings:preview_on_edit", args=["nec_socle", name, site.pk])

    answer = admin_client.post(address, data)
    preview = admin_client.get(address)

    assert json.loads(answer.content) == {"is_valid": True, "is_available": True}
    assert (preview.status_code, shown in preview.content.decode()) == (200, True)
    assert shown not in admin_client.get("/").content.decode()
    assert not MenuSettings.objects.exclude(main_menu=[]).exists()
    assert not AlertSettings.objects.exclude(message="").exists()
    assert not IdentitySettings.objects.filter(site_name=shown).exists()


@pytest.mark.parametrize(
    ("name", "changes", "field", "message"),
    [
        ("contactsettings", {"security_contact": "equipe"}, "security_contact", "Commencez l’adresse par"),
        (
            "alertsettings",
            {"starts_at": "2024-10-03 10:00", "ends_at": "2024-10-03 09:00"},
            "ends_at",
            "Choisissez une fin postérieure au début.",
        ),
    ],
)
def test_setting_says_what_to_write(
    admin_client: Client, site: Site, name: str, changes: dict[str, str], field: str, message: str
) -> None:
    address = reverse("wagtailsettings:edit", args=["nec_socle", name, site.pk])

    response = admin_client.post(address, {**empty_form_data(admin_client, address), **changes})

    assert response.status_code == 200
    assert response.context["form"].errors[field][0].startswith(message)


def test_preview_of_a_setting_asks_for_the_right(client: Client, site: Site) -> None:
    client.force_login(EditorFactory(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailsettings:preview_on_edit", args=["nec_socle", "menusettings", site.pk])

    assert client.get(address).status_code == 302
