"""The page « porteur » of the form: the structure that bears the project, and whom the team writes to."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidatures.enums import Step, StructureKind
from candidatures.siret import SiretError, group_siret, read_siret
from candidatures.steps import fields
from candidatures.steps.base import StepForm

#: A telephone number as people write it, in France and abroad.
PHONE: Final = re.compile(r"\+?(?:[\s.\-()]*[0-9]){6,15}")


class PorteurForm(StepForm):
    step = Step.PORTEUR
    introduction = _("La structure qui porte le projet, et la personne à qui l’équipe écrit.")

    structure_name = fields.line(
        _("Nom de la structure"),
        help_text=_("Le nom officiel, comme sur ses statuts."),
        autocomplete="organization",
    )
    structure_kind = fields.choice(_("Nature de la structure"), StructureKind.choices)
    siret = fields.line(
        _("Numéro SIRET"),
        help_text=_(
            "14 chiffres, avec ou sans espaces. "
            "L’Annuaire des entreprises le donne : annuaire-entreprises.data.gouv.fr."
        ),
        inputmode="numeric",
    )
    structure_website = fields.web_address(_("Site web de la structure"), required=False, autocomplete="url")
    contact_name = fields.line(_("Prénom et nom"), autocomplete="name")
    contact_role = fields.line(
        _("Fonction"),
        required=False,
        help_text=_("Par exemple : chargée ou chargé de mission numérique."),
        autocomplete="organization-title",
    )
    contact_email = fields.email(_("Adresse électronique"), help_text=_("Exemple : nom@exemple.fr."))
    contact_phone = fields.line(
        _("Téléphone"),
        required=False,
        help_text=_("Exemple : 01 23 45 67 89."),
        autocomplete="tel",
        inputmode="tel",
    )

    def set_up(self) -> None:
        # An informal group has no SIRET to give.
        self.fields["siret"].required = not self.is_informal

    @property
    def is_informal(self) -> bool:
        """Whether a group without legal existence bears the project."""
        return self.values.get("structure_kind") == StructureKind.INFORMAL

    @property
    def asks_for_legal_entity(self) -> bool:
        """Whether the grant of the call goes to legal entities alone."""
        return self.context.rules.offers_grant and self.context.rules.asks_for_legal_entity

    def clean_siret(self) -> str:
        """The SIRET grouped as people read it; empty without one."""
        typed = self.cleaned_data["siret"]
        if not typed or self.is_informal:
            return ""
        try:
            return group_siret(read_siret(typed))
        except SiretError as error:
            raise ValidationError(str(error), code="invalid") from None

    def clean_contact_phone(self) -> str:
        typed: str = self.cleaned_data["contact_phone"]
        if typed and not PHONE.fullmatch(typed):
            raise ValidationError(_("Indiquez un numéro de téléphone, comme 01 23 45 67 89."), code="invalid")
        return typed
