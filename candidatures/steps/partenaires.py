"""The page « partenaires » of the form: who supports the project, who makes it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidatures.enums import CollectiviteKind, PartnerPart, Sector, Step
from candidatures.steps import fields
from candidatures.steps.base import RowForm, StepForm


class CollectiviteRow(RowForm):
    """A collectivité that supports the project."""

    legend = _("Les collectivités en soutien")

    name = fields.line(_("Nom de la collectivité"))
    kind = fields.choice(_("Nature"), CollectiviteKind.choices, is_list=True)
    support = fields.line(
        _("Forme du soutien"), required=False, help_text=_("Par exemple une salle, une subvention, du temps d’équipe.")
    )


class PartnerRow(RowForm):
    """An organisation that takes part in the project."""

    legend = _("Les structures partenaires")

    name = fields.line(_("Nom de la structure"))
    part = fields.choice(_("Ce qu’elle fait"), PartnerPart.choices, is_list=True)
    sector = fields.choice(_("Secteur"), Sector.choices, is_list=True)
    contribution = fields.line(
        _("Apport"),
        required=False,
        help_text=_("Par exemple un atelier, un intervenant ou une intervenante, un réseau."),
    )


class PartenairesForm(StepForm):
    step = Step.PARTENAIRES
    introduction = _("Nommez celles et ceux dont l’accord est acquis ou en cours.")
    row_forms = {"collectivites": CollectiviteRow, "partners": PartnerRow}

    mobilisation = fields.text(
        _("Mobilisation des acteurs publics et privés"),
        required=False,
        help_text=_("Comment vous les associez : comité, appel à contributions, rencontres préparatoires."),
    )

    @property
    def collectivites_help(self) -> str:
        """How many the grant of the call asks for, empty where it asks for none."""
        rules = self.context.rules
        if not rules.offers_grant or not rules.minimum_collectivites:
            return ""
        return ngettext(
            "Un financement demande le soutien d’au moins une collectivité.",
            "Un financement demande le soutien d’au moins %(count)d collectivités.",
            rules.minimum_collectivites,
        ) % {"count": rules.minimum_collectivites}
