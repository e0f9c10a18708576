"""The register of the messages passed on to partners."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from nec_locaux.models import MiseEnRelation
from socle.registers import RegisterAdmin


class MiseEnRelationAdmin(RegisterAdmin):
    """Which offers were asked about, and when."""

    model = MiseEnRelation
    menu_label = _("Mises en relation")
    menu_icon = "mail"
    menu_order = 114
    base_url_path = "mises-en-relation"
    inspect_view_fields: ClassVar = ["created_at", "offre", "partenaire", "token"]
    list_display = ("created_at", "offre", "partenaire")
    list_select_related = ("offre__partenaire",)
    list_export = ("created_at", "offre", "partenaire", "token")
    export_filename = "mises-en-relation"
    search_fields = ("offre__title", "offre__partenaire__name")

    def partenaire(self, row: MiseEnRelation) -> str:
        return str(row.offre.partenaire)

    partenaire.short_description = _("partenaire")  # type: ignore[attr-defined]
    partenaire.admin_order_field = "offre__partenaire__name"  # type: ignore[attr-defined]
