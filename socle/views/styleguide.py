"""The style guide: every block and every component, with real content, for those who edit the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.blocks import Block

from socle.blocks import BodyStreamBlock, OutlineEntry
from socle.blocks.chart import ChartKind
from socle.context_processors import chrome
from socle.enums import Papier
from socle.models import BasePage, NecDocument, Personne, Thematique

#: The blocks stand below an h3 of the page.
BLOCK_LEVEL = 4
SURFACES = ("papier", "blanc", "creux", "encre", "encre-2", "filet", "trait", "minium", "minium-papier", "ardoise")


#: Other faces of a block than its preview, as changes of it.
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "heading": [{"level": "h3", "text": _("Une sous-partie")}],
    "steps": [{"kind": "steps", "title": _("Étapes numérotées")}],
    "chart": [
        {
            "kind": ChartKind.COLUMNS,
            "title": _("Une édition nationale par an"),
            "introduction": _("Personnes présentes ; en 2020, inscrites aux parcours en ligne."),
            "unit": "",
            "show_total": False,
            "points": [
                {"label": "2018", "value": Decimal(850), "note": "Nantes"},
                {"label": "2019", "value": Decimal(800), "note": "Marseille"},
                {"label": "2020", "value": Decimal(2600), "note": _("en ligne"), "is_other": True},
                {"label": "2021", "value": Decimal(400), "note": "Sud Charente"},
                {"label": "2022", "value": Decimal(1800), "note": "Lens"},
                {"label": "2023", "value": Decimal(2000), "note": "Bordeaux"},
            ],
            "source": _("page « La démarche »"),
            "date": "",
        },
        {"kind": ChartKind.RING, "title": _("Les mêmes parts, en anneau")},
    ],
    "callout": [{"kind": "aside"}, {"kind": "warning"}],
    "external_form": [{"display": "frame"}],
}


@dataclass(frozen=True)
class BlockSample:
    """A block as an editor may use it, shown with its preview content and its other faces."""

    name: str
    label: str
    description: str
    faces: list[str]


class ExampleForm(forms.Form):
    """One field of each kind."""

    structure = forms.CharField(label=_("Votre structure"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), help_text=_("Pour vous répondre, rien d’autre."))
    format = forms.ChoiceField(
        label=_("Format"), choices=[("atelier", _("Atelier")), ("retex", _("Retour d’expérience"))], required=False
    )
    day = forms.ChoiceField(
        label=_("Jour"), choices=[("1", _("Premier jour")), ("2", _("Second jour"))], widget=forms.RadioSelect
    )
    message = forms.CharField(label=_("Message"), widget=forms.Textarea, required=False)
    consent = forms.BooleanField(label=_("J’accepte que ma réponse soit gardée le temps de la traiter."))


class ExampleFilterForm(forms.Form):
    """A list's filters: a text, then boxes to check."""

    words = forms.CharField(label=_("Rechercher"), required=False)
    papers = forms.MultipleChoiceField(
        label=_("Thématique"), choices=Papier.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


@never_cache
@require_admin_access
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every block and component, for whoever may enter the admin; others are sent to its login."""
    context = {
        "view_title": _t("Planche de composants"),
        "surfaces": SURFACES,
        "papers": Papier.choices,
        "block_groups": list(block_groups(request)),
        **example_objects(),
    }
    return render(request, "nec_socle/styleguide.html", context)


def block_groups(request: HttpRequest) -> Iterator[tuple[str, list[BlockSample]]]:
    """The blocks of a body in the groups of the block picker."""
    outline = [
        OutlineEntry(_t("Papiers et encres"), "papiers", 2),
        OutlineEntry(_t("Composants"), "composants", 2),
        OutlineEntry(_t("Blocs"), "blocs", 2),
    ]
    context = {"request": request, **chrome(request), "heading_level": BLOCK_LEVEL, "outline": outline}
    for group, blocks in BodyStreamBlock().grouped_child_blocks():
        yield str(group), [block_sample(block, context) for block in blocks]


def block_sample(block: Block, context: dict[str, Any]) -> BlockSample:
    """One block drawn with its preview content."""
    values = [block.get_preview_value(), *(block.example_value(**changes) for changes in VARIANTS.get(block.name, []))]
    faces = [block.render(value, dict(context)).strip() for value in values]
    return BlockSample(block.name, str(block.label), str(block.get_description()), [face for face in faces if face])


def example_objects() -> dict[str, Any]:
    """Contents of the site, or None, for the components that show some."""
    pages = BasePage.objects.live().with_thematiques().latest_first()
    return {
        "thematiques": list(Thematique.objects.actuelles()),
        "example_page": pages.exclude(summary="").filter(depth__gt=2).first(),
        "nec_local": first_page("nec_locaux.NecLocalPage"),
        "numero": first_page("nec_revue.NumeroPage"),
        "licensed_page": first_page("nec_revue.ArticlePage"),
        "personne": Personne.objects.first(),
        "document": NecDocument.objects.first(),
        "figures": [
            {"value": "1 800", "label": _t("personnes présentes sur deux jours"), "source": _t("page « La démarche »")},
            {"value": "228", "label": _t("intervenantes et intervenants"), "detail": _t("Lens, septembre 2022")},
        ],
        "form": ExampleForm(),
        "wrong_form": ExampleForm({"structure": "", "email": "adresse"}, auto_id="faux-%s"),
        "filter_form": ExampleFilterForm({"papers": [Papier.ECOLOGIE]}),
        "steps": [
            {"label": _t("Votre structure"), "url": "#composants", "is_done": True},
            {"label": _t("Votre NEC local"), "is_current": True},
            {"label": _t("Le budget")},
        ],
        "active_filters": [{"name": "papers", "value": Papier.ECOLOGIE, "label": _t("Écologie & soutenabilité")}],
        "page_obj": Paginator(range(200), 10).get_page(4),
    }


def first_page(model: str) -> BasePage | None:
    """The newest live page of a type of another app, given as "app_label.Model"; None where there is no such app."""
    try:
        pages: Any = apps.get_model(model)
    except LookupError:
        return None
    found: BasePage | None = pages.objects.live().order_by("-first_published_at").first()
    return found
