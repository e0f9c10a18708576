"""The documents the facts come from, as pages name them, and the addresses they give."""

from typing import Final

GUIDE: Final = "guide d’organisation d’un NEC local (ANCT, vers 2024)"
LOCAUX: Final = "page « Les NEC locaux », second semestre 2024"
APPEL_2020: Final = "appel à NEC locaux de mars 2020"
BILAN_LENS: Final = "bilan de l’édition nationale de Lens, septembre 2022"
DEMARCHE: Final = "page « La démarche », entre fin 2023 et 2024"
PRESSE_2025: Final = "annonces parues avant l’événement, 2025"

CANDIDATURE_URL: Final = "https://www.demarches-simplifiees.fr/commencer/intention-d-organiser-un-nec-local"
BASES_URL: Final = "https://lesbases.anct.gouv.fr/bases/numerique-en-communs"
COLLECTION_URL: Final = "https://lesbases.anct.gouv.fr/collections/ressources-produites-lors-des-nec-locaux"
KIT_URL: Final = "https://drive.societenumerique.gouv.fr/s/gD8WoYM3sSma8oc"
PONT_DU_GARD_URL: Final = "https://lesbases.anct.gouv.fr/ressources/nec-pont-du-gard-2023"
NANTES_URL: Final = "https://lesbases.anct.gouv.fr/ressources/nec-nantes-2022"
LALOUVESC_URL: Final = "https://lesbases.anct.gouv.fr/ressources/nec-lalouvesc-2022"
SOMMAIRES_REVUE_URL: Final = "https://lescauseuses.org/publications"
CARNET_BORDEAUX_URL: Final = "https://fr.readkong.com/page/bordeaux-metropole-construire-un-num-rique-d-int-r-t-2520448"
PAGE_ANGLAISE_URL: Final = "https://numerique-en-communs.fr/en/local-necs/"
A_PROPOS_URL: Final = "https://numerique-en-communs.fr/a-propos-de-nec/"
DEMARCHE_URL: Final = "https://numerique-en-communs.fr/la-demarche/"
LOCAUX_URL: Final = "https://numerique-en-communs.fr/les-nec-locaux-2/"
CAPCOM_URL: Final = "https://cap-com.org/actualit%C3%A9s/pour-un-numerique-dinteret-general-avec-nec?activenav=3"
CONSEILLERS_URL: Final = (
    "https://media.conseiller-numerique.gouv.fr/2022/10/03/trois-jours-de-rendez-vous-autour-de-linclusion-numerique/"
)
FABRIQUE_2022_URL: Final = "https://www.fabriquedespossibles.fr/retours-sur-numerique-en-communs-2022/"
CNNUM_2023_URL: Final = "https://cnnumerique.fr/node/3012"

#: The year of `LOCAUX`, which names the editor in chief of the revue.
LOCAUX_YEAR: Final = 2024
