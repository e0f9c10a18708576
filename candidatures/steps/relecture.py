"""The page « relecture » of the form: what organisers commit to as they send their dossier."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidatures.enums import Step
from candidatures.steps import fields
from candidatures.steps.base import StepForm


class RelectureForm(StepForm):
    """The measures for the charte, then what is to be ticked: nothing the call does not ask for is shown."""

    step = Step.RELECTURE
    introduction = _("Relisez votre dossier avant de le déposer.")

    charter_measures = fields.text(
        _("Vos mesures pour la charte"),
        required=False,
        help_text=_("Ce que vous prévoyez pour que l’événement suive la charte Numérique en Commun[s]."),
    )
    commitments = fields.choices(_("Vos engagements"), help_text=_("Cochez-les tous pour déposer le dossier."))
    consent = forms.BooleanField(
        label=_("Votre accord"),
        error_messages={"required": _("Cochez cette case pour déposer le dossier.")},
    )

    def set_up(self) -> None:
        rules = self.context.rules
        if rules.commitments:
            field = cast("forms.MultipleChoiceField", self.fields["commitments"])
            field.choices = [(item.key, item.label) for item in rules.commitments]
        else:
            del self.fields["commitments"]
        if rules.consent_text:
            self.fields["consent"].label = rules.consent_text
        else:
            del self.fields["consent"]

    def clean(self) -> dict[str, Any]:
        # `commitments` is not there when a box of a former version was ticked.
        ticked = set(self.cleaned_data.get("commitments", []))
        asked = {item.key for item in self.context.rules.commitments}
        if not self.is_draft and ticked and ticked != asked:
            self.add_error(
                "commitments", ValidationError(_("Cochez chaque engagement pour déposer le dossier."), code="partial")
            )
        return self.cleaned_data
