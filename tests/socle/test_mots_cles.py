"""The words that pages are filed under: one however it is written, merged, counted, and who may."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from home.models import HomePage
from revue.models import ArticlePage, NumeroPage, Rubrique
from socle.models import MotCle
from socle.models.mots_cles import folded
from socle.mots_cles import merge_mots_cles
from socle.permissions import CONTRIBUTORS, TEAM, WRITERS
from tests.accounts import log_in, member_of
from tests.admin_forms import empty_form_data
from tests.factories import ArticlePageFactory, NumeroPageFactory, RevueIndexPageFactory
from tests.reading import count_queries, texts

LIST = "/admin/snippets/nec_socle/motcle/"
MERGE = "/admin/bulk/nec_socle/motcle/merge/"


@pytest.fixture
def numero(home_page: HomePage) -> NumeroPage:
    page: NumeroPage = NumeroPageFactory(parent=RevueIndexPageFactory(parent=home_page))
    return page


def filed(numero: NumeroPage, *words: str) -> ArticlePage:
    article: ArticlePage = ArticlePageFactory(parent=numero)
    article.mots_cles.set(words)
    article.save()
    return article


def words_of(article: ArticlePage) -> list[str]:
    return sorted(ArticlePage.objects.get(pk=article.pk).mots_cles.names())


def test_a_word_is_one_however_it_is_written(numero: NumeroPage) -> None:
    first = filed(numero, "Été numérique", "tiers-lieux")
    second = filed(numero, "été  numérique", "ETE NUMERIQUE", "Tiers lieux", " ", "communs")

    assert words_of(first) == ["tiers-lieux", "Été numérique"]
    assert words_of(second) == ["communs", "tiers-lieux", "Été numérique"]
    assert MotCle.objects.count() == 3


def test_the_form_takes_up_a_word_that_is_known(admin_client: Client, numero: NumeroPage) -> None:
    filed(numero, "Éducation populaire")
    article = filed(numero)

    address = f"/admin/pages/{article.pk}/edit/"
    words = '"education  POPULAIRE", "sobriété\u00a0!"'
    data = empty_form_data(admin_client, address) | {"mots_cles": words, "action-publish": "1"}
    response = admin_client.post(address, data)

    assert response.status_code == 302
    assert words_of(article) == ["sobriété\u00a0!", "Éducation populaire"]


def test_a_register_never_holds_a_word_twice(db: None) -> None:
    MotCle.objects.create(name="Été")

    with pytest.raises(ValidationError, match="écrit « Été »"):
        MotCle(name="ete").full_clean(exclude=["slug"])
    with pytest.raises(ValidationError, match="Écrivez un mot"):
        MotCle(name="-").full_clean(exclude=["slug"])


@given(st.text(max_size=100))
def test_what_tells_a_word_fits_its_column(word: str) -> None:
    assert len(folded(word)) <= 100


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ete", ["été numérique", "Grand été"]),
        ("ÉTÉ N", ["été numérique"]),
        ("", []),
        ("zz", []),
        ("\x00", []),
        ("'\"%_", []),
        ("é" * 5000, []),
    ],
)
def test_words_are_suggested_whatever_accents(admin_client: Client, typed: str, expected: list[str]) -> None:
    for name in ("Grand été", "été numérique", "communs"):
        MotCle.objects.create(name=name)

    response = admin_client.get("/admin/mots-cles/", {"term": typed})

    assert response.status_code in {200, 400}
    assert response.status_code == 400 or response.json() == expected
    assert Client().get("/admin/mots-cles/").status_code == 302


# Merging


def test_merging_moves_all_and_leaves_no_double(numero: NumeroPage) -> None:
    one, both, none = filed(numero, "tiers lieu"), filed(numero, "tiers lieu", "tiers-lieux", "fablab"), filed(numero)
    kept = MotCle.objects.get(name="tiers-lieux")

    assert merge_mots_cles(kept, MotCle.objects.exclude(name="fablab")) == 1
    assert merge_mots_cles(kept, MotCle.objects.all()) == 1

    assert words_of(one) == words_of(both) == ["tiers-lieux"]
    assert words_of(none) == []
    assert list(MotCle.objects.values_list("name", flat=True)) == ["tiers-lieux"]


def test_drafts_follow_a_merging(numero: NumeroPage) -> None:
    article = filed(numero, "communs")
    article.mots_cles.set(["tiers lieu", "tiers-lieux"])
    article.save_revision()
    kept = MotCle.objects.get(name="tiers-lieux")

    merge_mots_cles(kept, MotCle.objects.filter(name="tiers lieu"))
    assert words_of(article) == ["communs"]
    ArticlePage.objects.get(pk=article.pk).get_latest_revision().publish()

    assert words_of(article) == ["tiers-lieux"]


def test_words_are_merged_from_their_list(numero: NumeroPage) -> None:
    call_command("setup_editors", verbosity=0)
    filed(numero, "tiers lieu", "tiers-lieux")
    kept, gone = MotCle.objects.get(name="tiers-lieux"), MotCle.objects.get(name="tiers lieu")
    address = f"{MERGE}?id={kept.pk}&id={gone.pk}"
    client = log_in(member_of(TEAM.name))

    soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert texts(soup, "#id_kept label") == ["tiers lieu", "tiers-lieux"]
    refused = client.post(address)
    assert refused.context["form"].errors["kept"] == ["Choisissez le mot qui reste."]
    response = client.post(address, {"kept": kept.pk}, follow=True)

    assert "1 mot est fusionné dans « tiers-lieux »." in response.content.decode()
    assert list(MotCle.objects.values_list("name", flat=True)) == ["tiers-lieux"]


@pytest.mark.parametrize("group", [WRITERS.name, CONTRIBUTORS.name])
def test_those_who_may_not_delete_words_do_not_merge_them(numero: NumeroPage, group: str) -> None:
    call_command("setup_editors", verbosity=0)
    filed(numero, "tiers lieu", "tiers-lieux")
    kept, gone = MotCle.objects.order_by("pk")
    client = log_in(member_of(group))

    client.post(f"{MERGE}?id={kept.pk}&id={gone.pk}", {"kept": kept.pk})

    assert MotCle.objects.count() == 2


@pytest.mark.parametrize("query", ["?id=x", "?id=" + "9" * 30, "?id=\x00", "", "?id=1&id=2"])
def test_a_forged_merging_changes_nothing(admin_client: Client, numero: NumeroPage, query: str) -> None:
    filed(numero, "communs")

    assert admin_client.get(f"{MERGE}{query}").status_code in {200, 400}
    admin_client.post(f"{MERGE}{query}", {"kept": "9" * 30})

    assert MotCle.objects.count() == 1


# The registers


def test_words_are_listed_with_how_often_they_serve(admin_client: Client, numero: NumeroPage) -> None:
    filed(numero, "communs", "santé")
    filed(numero, "communs")
    MotCle.objects.create(name="Inutile")

    table = admin_client.get(LIST).context["table"]
    assert [(word.name, word.usage_count) for word in table.data] == [("communs", 2), ("Inutile", 0), ("santé", 1)]
    few = count_queries(admin_client, LIST)
    for number in range(9):
        filed(numero, f"mot {number}", "communs")
    assert count_queries(admin_client, LIST) == few


def test_deleting_a_word_or_a_rubrique_says_what_bears_it(admin_client: Client, numero: NumeroPage) -> None:
    article = filed(numero, "communs")
    article.rubrique = Rubrique.objects.create(title="Enquêtes")
    article.save()

    for kind, pk in (("nec_socle/motcle", MotCle.objects.get().pk), ("nec_revue/rubrique", article.rubrique.pk)):
        html = admin_client.get(f"/admin/snippets/{kind}/delete/{pk}/").content.decode()
        assert "1 fois" in html, kind


def test_both_registers_stand_in_the_menu(admin_client: Client, numero: NumeroPage) -> None:
    html = admin_client.get("/admin/").content.decode()

    assert LIST in html
    assert "/admin/snippets/nec_revue/rubrique/" in html


@pytest.mark.parametrize("kind", ["nec_socle/motcle", "nec_revue/rubrique"])
def test_rights_on_the_registers(numero: NumeroPage, kind: str) -> None:
    call_command("setup_editors", verbosity=0)
    rows = {
        "nec_socle/motcle": MotCle.objects.create(name="mot"),
        "nec_revue/rubrique": Rubrique.objects.create(title="R"),
    }
    pk = rows[kind].pk
    expected = {
        TEAM.name: [200, 200, 200, 200],
        WRITERS.name: [200, 200, 200, 302],
        CONTRIBUTORS.name: [200, 302, 302, 302],
    }

    for group, statuses in expected.items():
        client = log_in(member_of(group))
        addresses = [f"/admin/snippets/{kind}/{end}" for end in ("", "add/", f"edit/{pk}/", f"delete/{pk}/")]
        assert [client.get(address).status_code for address in addresses] == statuses, group
