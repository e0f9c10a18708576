"""Partenaires and personnes. A website stands here only where it is known for sure."""

from dataclasses import dataclass

from socle.enums import PartenaireKind

_ETAT = PartenaireKind.ETAT
_COLLECTIVITE = PartenaireKind.COLLECTIVITE
_ASSOCIATION = PartenaireKind.ASSOCIATION
_ENTREPRISE = PartenaireKind.ENTREPRISE
_RESEAU = PartenaireKind.RESEAU


@dataclass(frozen=True)
class PartenaireContent:
    name: str
    kind: PartenaireKind
    website: str = ""
    description: str = ""


@dataclass(frozen=True)
class PersonneContent:
    first_name: str
    last_name: str
    role: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


#: The six of the guide d'organisation.
NATIONAUX = ("La Mednum", "OpenDataFrance", "Conseil national du numérique", "IGN", "DINUM", "Banque des Territoires")
ORGANISATION_2022 = ("ANCT", "La Mednum", "Les Assembleurs", "Futur Composé")
SOUTIENS_2022 = (
    "Communauté d’agglomération de Lens-Liévin",
    "Ville de Lens",
    "Département du Pas-de-Calais",
    "Région Hauts-de-France",
    "Banque des Territoires",
    "MAIF",
    "Groupe La Poste",
)
COMPTOIR_2022 = (
    "Aidants Connect",
    "La Base",
    "La Mednum",
    "Les Assembleurs",
    "Pop",
    "Communauté d’agglomération de Lens-Liévin",
    "Agence d’urbanisme de l’Artois",
    "Département du Pas-de-Calais",
    "Région Hauts-de-France",
    "Banque des Territoires",
    "MAIF",
    "OpenDataFrance",
    "Cybermalveillance",
    "Pix",
    "Erasme",
    "Fréquence écoles",
    "Whose Knowledge",
    "Wikipedia",
    "Dictionnaire des francophones",
)

PARTENAIRES = [
    PartenaireContent(
        "ANCT",
        _ETAT,
        "https://agence-cohesion-territoires.gouv.fr/",
        "Agence nationale de la cohésion des territoires. Elle porte la démarche par son programme Société Numérique.",
    ),
    PartenaireContent(
        "La Mednum",
        PartenaireKind.COOPERATIVE,
        "https://lamednum.coop/",
        "Coopérative nationale de la médiation et de l’inclusion numérique.",
    ),
    PartenaireContent(
        "OpenDataFrance", _ASSOCIATION, description="Association pour l’ouverture des données des collectivités."
    ),
    PartenaireContent(
        "Conseil national du numérique", _ETAT, "https://cnnumerique.fr/", "Commission publique indépendante."
    ),
    PartenaireContent(
        "IGN", _ETAT, "https://www.ign.fr/", "Établissement public chargé de l’information géographique."
    ),
    PartenaireContent("DINUM", _ETAT, "https://www.numerique.gouv.fr/", "Direction interministérielle du numérique."),
    PartenaireContent(
        "Banque des Territoires",
        _ETAT,
        "https://www.banquedesterritoires.fr/",
        "Elle agit pour des territoires inclusifs, connectés, attractifs et durables.",
    ),
    PartenaireContent("ADEME", _ETAT, "https://www.ademe.fr/"),
    PartenaireContent("CNIL", _ETAT, "https://www.cnil.fr/"),
    PartenaireContent("Aidants Connect", _ETAT),
    PartenaireContent("Cybermalveillance", _ETAT, "https://www.cybermalveillance.gouv.fr/"),
    PartenaireContent("Pix", _ETAT, "https://pix.fr/"),
    PartenaireContent(
        "Mission Société Numérique", _ETAT, description="Elle a créé la démarche en 2018, avec La Mednum."
    ),
    PartenaireContent("Communauté d’agglomération de Lens-Liévin", _COLLECTIVITE),
    PartenaireContent("Ville de Lens", _COLLECTIVITE),
    PartenaireContent("Département du Pas-de-Calais", _COLLECTIVITE, "https://www.pasdecalais.fr/"),
    PartenaireContent("Région Hauts-de-France", _COLLECTIVITE, "https://www.hautsdefrance.fr/"),
    PartenaireContent("Ville de Strasbourg", _COLLECTIVITE),
    PartenaireContent("Eurométropole de Strasbourg", _COLLECTIVITE),
    PartenaireContent("Erasme", _COLLECTIVITE),
    PartenaireContent("Agence d’urbanisme de l’Artois", _ASSOCIATION),
    PartenaireContent("Fréquence écoles", _ASSOCIATION),
    PartenaireContent("PiNG", _ASSOCIATION),
    PartenaireContent("Zinc", _ASSOCIATION),
    PartenaireContent("Urban Prod", _ASSOCIATION),
    PartenaireContent("vives voies", _ASSOCIATION, description="Association partenaire de la revue."),
    PartenaireContent("MAIF", _ENTREPRISE, "https://www.maif.fr/"),
    PartenaireContent("Groupe La Poste", _ENTREPRISE, "https://www.lapostegroupe.com/"),
    PartenaireContent("Futur Composé", _ENTREPRISE, description="Filiale de Fréquence écoles."),
    PartenaireContent("Les Assembleurs", _RESEAU),
    PartenaireContent("La Base", _RESEAU),
    PartenaireContent("Pop", _RESEAU),
    PartenaireContent("Whose Knowledge", _RESEAU, "https://whoseknowledge.org/"),
    PartenaireContent("Wikipedia", _RESEAU, "https://fr.wikipedia.org/"),
    PartenaireContent("Programme Société Numérique", _ETAT, description="Programme de l’ANCT, qui porte la démarche."),
    PartenaireContent("Incubateur des territoires", _ETAT, description="Dispositif de l’ANCT."),
    PartenaireContent("Ville de Metz", _COLLECTIVITE),
    PartenaireContent("Département de la Haute-Savoie", _COLLECTIVITE),
    PartenaireContent("Métropole européenne de Lille", _COLLECTIVITE),
    PartenaireContent("HubEst", _RESEAU),
    PartenaireContent("BornyBuzz", _RESEAU),
    PartenaireContent("Hinaura", _RESEAU),
    PartenaireContent("Dictionnaire des francophones", _RESEAU, "https://www.dictionnairedesfrancophones.org/"),
]

_DIRECTION = "Direction de la revue"
PERSONNES = [
    PersonneContent("Zoé", "Aegerter", _DIRECTION),
    PersonneContent("Yaël", "Benayoun", _DIRECTION),
    PersonneContent("Christelle", "Gilabert", _DIRECTION),
    PersonneContent("François", "Huguet", "Rédacteur en chef"),
    PersonneContent("Clément", "Mabi", _DIRECTION),
    PersonneContent("Sébastien", "Magro", _DIRECTION),
    PersonneContent("Anne-Charlotte", "Oriol", _DIRECTION),
    PersonneContent("Claire", "Richard", _DIRECTION),
]
