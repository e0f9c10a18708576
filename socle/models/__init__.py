"""Models of the ground, by theme."""

from socle.models.base import BasePage, BodyMixin, PageThematique
from socle.models.forms import FormField, FormPage, FormSubmission
from socle.models.media import NecDocument, NecImage, NecRendition
from socle.models.mots_cles import MotCle, MotsClesField
from socle.models.settings import (
    AlertSettings,
    ContactSettings,
    IdentitySettings,
    LegalSettings,
    MenuSettings,
    SocialSettings,
)
from socle.models.snippets import Partenaire, Personne, Territoire, Thematique
from socle.models.thematiques import ThematiqueIndexPage

__all__ = [
    "AlertSettings",
    "BasePage",
    "BodyMixin",
    "ContactSettings",
    "FormField",
    "FormPage",
    "FormSubmission",
    "IdentitySettings",
    "LegalSettings",
    "MenuSettings",
    "MotCle",
    "MotsClesField",
    "NecDocument",
    "NecImage",
    "NecRendition",
    "PageThematique",
    "Partenaire",
    "Personne",
    "SocialSettings",
    "Territoire",
    "Thematique",
    "ThematiqueIndexPage",
]
