"""The page « moyens » of the form: what the organisers put into the event."""

from django.utils.translation import gettext_lazy as _

from candidatures.enums import Step, Support
from candidatures.steps import fields
from candidatures.steps.base import StepForm


class MoyensForm(StepForm):
    step = Step.MOYENS
    introduction = _("Ce que vous et vos partenaires réunissez, l’argent à part : la page suivante parle du budget.")

    human = fields.text(
        _("Moyens humains"),
        help_text=_("L’équipe, ses rôles et son temps. Exemple : une personne à mi-temps, dix bénévoles le jour même."),
        rows=4,
    )
    technical = fields.text(
        _("Moyens techniques"), help_text=_("Son, image, connexion, captation, inscription en ligne."), rows=4
    )
    material = fields.text(_("Moyens matériels"), help_text=_("Salles, mobilier, équipements, transport."), rows=4)
    communication = fields.text(
        _("Moyens de communication"), help_text=_("Vos canaux et ceux de vos partenaires pour faire venir."), rows=4
    )
    support_wanted = fields.choices(_("Appui que vous souhaitez de l’équipe NEC"), Support.choices, required=False)
