"""Run inside the host site: publish a NEC local, an article and the call, get each, and print what answered as JSON."""

import json
import sys
from datetime import date

import django

django.setup()

from django.test import Client  # noqa: E402 (settings first)
from django.test.utils import setup_test_environment  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from candidatures.models import AppelPage  # noqa: E402
from nec_locaux.models import NecLocalPage, NecLocalTerritoire, NecLocauxIndexPage  # noqa: E402
from revue.models import ArticlePage, NumeroPage, RevueIndexPage  # noqa: E402
from socle.models import Territoire  # noqa: E402

setup_test_environment()
root = Site.objects.get(is_default_site=True).root_page


def publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


metz = Territoire.objects.get(kind="commune", code="57463")
locaux = publish(root, NecLocauxIndexPage(title="NEC locaux", slug="nec-locaux"))
local = NecLocalPage(title="NEC Metz", slug="nec-metz", start_date=date(2023, 10, 3))
local.territoire_links.add(NecLocalTerritoire(territoire=metz))
revue = publish(root, RevueIndexPage(title="Revue", slug="revue"))
numero = publish(revue, NumeroPage(title="Numéro 1", slug="numero-1", number=1, season="2-ete", year=2024))
pages = {
    "local": publish(locaux, local),
    "article": publish(numero, ArticlePage(title="Un article", slug="un-article")),
    "call": publish(root, AppelPage(title="L’appel", slug="appel")),
    "host": root,
}
client = Client(headers={"host": "localhost"})
answers = {}
for name, page in pages.items():
    response = client.get(page.url)
    answers[name] = {
        "status": response.status_code,
        "templates": [template.name for template in response.templates],
        "has_title": page.title in response.content.decode(),
    }
sys.stdout.write(f"{json.dumps(answers)}\n")
