"""The legal notice says what the settings give, and leads to the page of contact they name."""

from bs4 import BeautifulSoup

from socle.blocks import LegalNoticeBlock
from socle.chrome import Chrome, Notice


def draw(chrome: Chrome) -> BeautifulSoup:
    return BeautifulSoup(LegalNoticeBlock().render(None, {"chrome": chrome}), "html.parser")


def test_it_lists_the_notices_and_leads_to_the_page_of_contact() -> None:
    notices = [Notice("Éditeur", "ANCT"), Notice("Hébergement", "Hôte\n1 rue du Port")]
    soup = draw(Chrome("NEC", "", "/", legal_notices=notices, contact_url="/contact/"))

    assert [item.get_text() for item in soup.select("dt")] == ["Éditeur", "Hébergement"]
    assert [item.get_text("|") for item in soup.select("dd")] == ["ANCT", "Hôte|1 rue du Port"]
    assert [link["href"] for link in soup.select("a")] == ["/contact/"]


def test_without_settings_it_shows_nothing() -> None:
    assert draw(Chrome("NEC", "", "/")).get_text(strip=True) == ""
