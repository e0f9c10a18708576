"""What a NEC local is tied to: its territoires, and the organisations that take part."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from nec_locaux.enums import PartnerRole
from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.models.rows import UniqueRow


class NecLocalTerritoire(UniqueRow):
    """A territoire where a NEC local is held, or which holds it."""

    page = ParentalKey("nec_locaux.NecLocalPage", on_delete=models.CASCADE, related_name="territoire_links")
    territoire = models.ForeignKey(
        "nec_socle.Territoire", on_delete=models.PROTECT, related_name="+", verbose_name=_("territoire")
    )

    panels: ClassVar = [FieldPanel("territoire")]

    class Meta(UniqueRow.Meta):
        verbose_name = _("territoire du NEC local")
        verbose_name_plural = _("territoires du NEC local")
        constraints = [models.UniqueConstraint(fields=["page", "territoire"], name="nec_locaux_unique_territoire")]

    def __str__(self) -> str:
        return str(self.territoire)


class NecLocalPartenaire(UniqueRow):
    """An organisation that takes part in a NEC local, and what it does."""

    page = ParentalKey("nec_locaux.NecLocalPage", on_delete=models.CASCADE, related_name="partner_links")
    partenaire = models.ForeignKey(
        "nec_socle.Partenaire", on_delete=models.CASCADE, related_name="nec_local_links", verbose_name=_("partenaire")
    )
    role = models.CharField(_("rôle"), max_length=10, choices=PartnerRole, default=PartnerRole.LOCAL)

    panels: ClassVar = [FieldPanel("partenaire"), FieldPanel("role")]

    class Meta(UniqueRow.Meta):
        verbose_name = _("partenaire du NEC local")
        verbose_name_plural = _("partenaires du NEC local")
        constraints = [
            models.UniqueConstraint(fields=["page", "partenaire", "role"], name="nec_locaux_unique_partenaire")
        ]

    def __str__(self) -> str:
        return str(self.partenaire)


def territoire_label(territoire: Territoire) -> str:
    """A territory as the calendar writes it, with its département where it has one."""
    parent = territoire.parent
    if territoire.kind == TerritoireKind.REGION:
        return str(_("Région %(name)s") % {"name": territoire.name})
    if territoire.kind in {TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER}:
        return _with_code(territoire)
    if parent and parent.kind in {TerritoireKind.DEPARTEMENT, TerritoireKind.OUTRE_MER}:
        return f"{territoire.name}, {_with_code(parent)}"
    return territoire.name


def _with_code(territoire: Territoire) -> str:
    return f"{territoire.name} ({territoire.code})" if territoire.code else territoire.name
