"""The page « formats » of the form: what the day is made of, and the offers picked from the catalogue."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.enums import Step
from candidatures.steps import fields
from candidatures.steps.base import StepForm
from nec_locaux.enums import Format
from nec_locaux.models import OffreDeFormatPage
from nec_locaux.offre_filters import KEY


@dataclass(frozen=True)
class OfferGroup:
    """Boxes of offers under one title: those chosen, or those of a partner."""

    title: str
    options: list[Any]


class OffersField(forms.MultipleChoiceField):
    """Offers by their keys; those that are no longer in the database are left out."""

    def to_python(self, value: Any) -> list[str]:
        return [key for key in dict.fromkeys(super().to_python(value)) if self.valid_value(key)]


class FormatsForm(StepForm):
    step = Step.FORMATS

    outline = fields.text(
        _("Ébauche des formats"),
        help_text=_("Le déroulé dans ses grandes lignes : ouverture, ateliers, tables rondes, temps conviviaux."),
    )
    formats = fields.choices(
        _("Formats prévus"), [(value, capfirst(label)) for value, label in Format.choices], required=False
    )
    offres = OffersField(
        label=_("Offres du catalogue"),
        required=False,
        help_text=_("Cochez les formats que vous aimeriez accueillir, animés par les partenaires qui les proposent."),
        widget=forms.CheckboxSelectMultiple,
    )
    restitution = fields.text(
        _("Restitution des ateliers, ressources créées"),
        required=False,
        help_text=_("Ce qu’il restera de l’événement : comptes rendus, fiches, vidéos, et où les trouver."),
        rows=4,
    )
    innovation = fields.text(
        _("Nouveauté de forme ou de fond"),
        required=False,
        help_text=_("Ce que vous essayez pour la première fois."),
        rows=4,
    )

    def set_up(self) -> None:
        live = {offer.pk for offer in self._live}
        self.fields["offres"].choices = [  # type: ignore[attr-defined]
            (str(offer.pk), _offer_label(offer, is_live=offer.pk in live)) for offer in (*self._chosen, *self._others)
        ]

    @cached_property
    def _chosen_keys(self) -> list[int]:
        given = self.values.get("offres")
        keys = given if isinstance(given, list) else []
        return list(dict.fromkeys(int(key) for key in keys if KEY.fullmatch(str(key))))

    @cached_property
    def _live(self) -> list[OffreDeFormatPage]:
        offers = OffreDeFormatPage.objects.live().public().select_related("partenaire")
        return list(offers.order_by("partenaire__name", "title", "pk"))

    @cached_property
    def _chosen(self) -> list[OffreDeFormatPage]:
        """The offers chosen, in the order of their choice; one that left the catalogue stays."""
        known = {offer.pk: offer for offer in self._live}
        withdrawn = [key for key in self._chosen_keys if key not in known]
        if withdrawn:
            known |= OffreDeFormatPage.objects.select_related("partenaire").in_bulk(withdrawn)
        return [known[key] for key in self._chosen_keys if key in known]

    @cached_property
    def _others(self) -> list[OffreDeFormatPage]:
        chosen = set(self._chosen_keys)
        return [offer for offer in self._live if offer.pk not in chosen]

    @property
    def chosen_offers(self) -> list[Any]:
        """The boxes of the offers already chosen."""
        return list(self["offres"].subwidgets)[: len(self._chosen)]

    @cached_property
    def catalogue(self) -> list[OfferGroup]:
        """The boxes of the other offers, by partner."""
        boxes = list(self["offres"].subwidgets)[len(self._chosen) :]
        pairs = zip(self._others, boxes, strict=True)
        return [
            OfferGroup(partner.name, [box for _offer, box in group])
            for partner, group in groupby(pairs, key=lambda pair: pair[0].partenaire)
        ]

    @property
    def catalogue_size(self) -> int:
        return len(self._others)

    @property
    def lost_offers(self) -> int:
        """How many of the offers chosen no longer exist at all."""
        return len(self._chosen_keys) - len(self._chosen)


def _offer_label(offer: OffreDeFormatPage, *, is_live: bool) -> str:
    if is_live:
        return f"{offer.title} ({offer.get_format_display()})"
    return gettext("%(title)s (retirée du catalogue depuis votre choix)") % {"title": offer.title}
