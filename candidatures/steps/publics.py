"""The page « publics » of the form: whom the event is for, how many come, and whether the place can hold them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidatures.enums import Step, TargetPublic
from candidatures.steps import fields
from candidatures.steps.base import StepForm
from nec_locaux.enums import Mode


class PublicsForm(StepForm):
    step = Step.PUBLICS

    expected_attendance = fields.number(
        _("Nombre de personnes attendues"), help_text=_("Sur l’ensemble de l’événement.")
    )
    target_publics = fields.choices(_("Publics visés"), TargetPublic.choices)
    public_details = fields.text(
        _("Précisions sur les publics"),
        required=False,
        help_text=_("Par exemple les métiers, les communes, les réseaux que vous invitez."),
        rows=4,
    )
    venue_capacity = fields.number(
        _("Capacité du lieu"), help_text=_("Nombre de places assises, toutes salles confondues.")
    )
    accessibility = fields.text(
        _("Accueil des personnes handicapées"),
        required=False,
        help_text=_("Accès, signalétique, LSF, transcription : dites ce qui existe et ce qu’il reste à prévoir."),
    )

    def set_up(self) -> None:
        attendance, capacity = self.fields["expected_attendance"], self.fields["venue_capacity"]
        attendance.error_messages["invalid"] = _("Indiquez un nombre de personnes, en chiffres.")
        capacity.error_messages["invalid"] = _("Indiquez un nombre de places, en chiffres.")
        rules = self.context.rules
        if rules.offers_grant and rules.minimum_public:
            minimum = gettext("Un financement demande au moins %(minimum)d personnes.")
            attendance.help_text = f"{attendance.help_text} {minimum % {'minimum': rules.minimum_public}}"
        if self.context.answers.get(Step.EVENEMENT, {}).get("mode") == Mode.ONLINE:
            capacity.help_text = _("Nombre de personnes que votre outil en ligne accueille en même temps.")
