"""The thématiques: the five of today, the eight of the NEC locaux, those of past editions."""

from dataclasses import dataclass

from socle.enums import Papier, ThematiqueFamily

ETHIQUE = "ethique-emancipation"
DONNEES = "donnees-territoire"
MEDIATION = "mediation-competences"
ECOLOGIE = "ecologie-soutenabilite"
COMMUNS = "communs-souverainete"

INCLUSION = "inclusion-numerique"
COMMUNS_NUMERIQUES = "communs-numeriques"
LOGICIELS_LIBRES = "logiciels-libres-et-ouverture-des-donnees"
SERVICES_PUBLICS = "acces-aux-services-publics"
OUTILLAGE = "outillage-numerique-des-collectivites"
TRANSITION = "transition-ecologique-eco-conception"
ACCESSIBILITE = "accessibilite-numerique"
SECURITE = "securite-souverainete-numerique"


@dataclass(frozen=True)
class ThematiqueContent:
    slug: str
    title: str
    family: ThematiqueFamily
    introduction: str
    colour: str = ""
    questions: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    year: int | None = None


ACTUELLES = [
    ThematiqueContent(
        ETHIQUE,
        "Éthique & émancipation",
        ThematiqueFamily.ACTUELLE,
        "Le numérique organise une part croissante de la vie commune. Cette thématique interroge ce qu’il fait aux "
        "personnes, et ce que les personnes veulent en faire.",
        colour=Papier.ETHIQUE,
        questions=(
            "Pourquoi viser un numérique éthique ?",
            "Quels avenirs pouvons-nous imaginer ?",
            "Quelle place les habitantes et les habitants prennent-ils dans les choix ?",
            "À quelles conditions le numérique émancipe-t-il ?",
        ),
    ),
    ThematiqueContent(
        DONNEES,
        "Données & territoire",
        ThematiqueFamily.ACTUELLE,
        "Une donnée ouverte n’a d’intérêt que si quelqu’un s’en sert. Cette thématique part du terrain : ce que l’on "
        "veut savoir, montrer et décider près de chez soi.",
        colour=Papier.DONNEES,
        questions=(
            "Que peut un territoire avec ses données ouvertes ?",
            "Comment cartographier les enjeux et les ressources ?",
            "Comment évaluer une action, et en prouver l’effet, par la donnée ?",
        ),
    ),
    ThematiqueContent(
        MEDIATION,
        "Médiation & compétences numériques",
        ThematiqueFamily.ACTUELLE,
        "Savoir se servir d’un outil, comprendre ce qu’il fait, choisir de s’en passer : autant de compétences qui "
        "s’acquièrent, et que des médiatrices et des médiateurs font acquérir.",
        colour=Papier.MEDIATION,
        questions=(
            "Pourquoi aider les habitantes et les habitants à monter en compétence ?",
            "Comment passer à l’action là où l’on vit ?",
            "Comment former et accompagner ?",
            "Quels rôles pour les médiatrices et les médiateurs ?",
        ),
    ),
    ThematiqueContent(
        ECOLOGIE,
        "Écologie & soutenabilité",
        ThematiqueFamily.ACTUELLE,
        "Le numérique pèse sur la planète et peut aussi l’alléger. Cette thématique tient les deux bouts : ce qu’il "
        "permet, et ce qu’il coûte.",
        colour=Papier.ECOLOGIE,
        questions=(
            "Comment mettre le numérique au service de la transition ?",
            "À quelles conditions est-il responsable ?",
            "Comment peut-il aider à la sobriété énergétique ?",
        ),
    ),
    ThematiqueContent(
        COMMUNS,
        "Communs & souveraineté",
        ThematiqueFamily.ACTUELLE,
        "Un commun est une ressource que l’on partage et que l’on entretient ensemble. Cette thématique cherche "
        "comment les territoires peuvent s’appuyer dessus et garder la main sur leurs outils.",
        colour=Papier.COMMUNS,
        questions=(
            "Quels communs sont utiles aux territoires ?",
            "Quels modèles garantissent la souveraineté ?",
            "Comment assurer la durée des services essentiels ?",
        ),
    ),
]

_LOCALE_INTRODUCTION = (
    "L’une des huit thématiques proposées aux NEC locaux (page « Les NEC locaux », second semestre 2024)."
)


def _locale(slug: str, title: str, colour: Papier, *parents: str) -> ThematiqueContent:
    return ThematiqueContent(
        slug, title, ThematiqueFamily.NEC_LOCAUX, _LOCALE_INTRODUCTION, colour=colour, parents=parents
    )


LOCALES = [
    _locale(INCLUSION, "Inclusion numérique", Papier.MEDIATION, MEDIATION),
    _locale(COMMUNS_NUMERIQUES, "Communs numériques", Papier.COMMUNS, COMMUNS),
    _locale(LOGICIELS_LIBRES, "Logiciels libres et ouverture des données", Papier.COMMUNS, COMMUNS, DONNEES),
    _locale(SERVICES_PUBLICS, "Accès aux services publics", Papier.MEDIATION, MEDIATION, ETHIQUE),
    _locale(OUTILLAGE, "Outillage numérique des collectivités", Papier.DONNEES, DONNEES, COMMUNS),
    _locale(TRANSITION, "Transition écologique / éco-conception", Papier.ECOLOGIE, ECOLOGIE),
    _locale(ACCESSIBILITE, "Accessibilité numérique", Papier.ETHIQUE, ETHIQUE, MEDIATION),
    _locale(SECURITE, "Sécurité numérique / souveraineté numérique", Papier.COMMUNS, COMMUNS),
]

_EDITION_2018 = "L’un des trois thèmes de la première édition nationale, à Nantes, en septembre 2018."
_SOUHAIT_2019 = (
    "Un souhait exprimé lors d’une réunion ouverte, le 30 janvier 2019, pour préparer l’édition de Marseille. "
    "Ce n’est pas un thème de son programme."
)
_APPEL_2020 = "L’un des deux thèmes de l’appel à NEC locaux de mars 2020."
_EDITION_2022 = "L’un des six thèmes de la cinquième édition nationale, à Lens, en septembre 2022."


def _passee(year: int, slug: str, title: str, introduction: str, *parents: str) -> ThematiqueContent:
    family = ThematiqueFamily.PASSEE
    return ThematiqueContent(f"{slug}-{year}", title, family, introduction, parents=parents, year=year)


PASSEES = [
    _passee(2018, "lieux", "Lieux", _EDITION_2018, MEDIATION),
    _passee(2018, "donnees", "Données", _EDITION_2018, DONNEES),
    _passee(2018, "communs", "Communs", _EDITION_2018, COMMUNS),
    _passee(2019, "inclusion-numerique", "Inclusion numérique", _SOUHAIT_2019, MEDIATION),
    _passee(2019, "enjeux-sectoriels", "Enjeux sectoriels", _SOUHAIT_2019),
    _passee(2019, "vie-democratique", "Vie démocratique", _SOUHAIT_2019, ETHIQUE),
    _passee(2019, "impacts-sanitaires", "Impacts sanitaires", _SOUHAIT_2019, ETHIQUE),
    _passee(2019, "culture-et-education", "Culture et éducation", _SOUHAIT_2019, MEDIATION),
    _passee(2019, "impacts-environnementaux", "Impacts environnementaux", _SOUHAIT_2019, ECOLOGIE),
    _passee(2020, "inclusion-numerique", "Inclusion numérique", _APPEL_2020, MEDIATION),
    _passee(
        2020,
        "numerique-ouvert",
        "Numérique ouvert pour les acteurs publics et écosystèmes locaux",
        _APPEL_2020,
        COMMUNS,
        DONNEES,
    ),
    _passee(2022, "dispositifs-et-services-inclusifs", "Dispositifs & services inclusifs", _EDITION_2022, MEDIATION),
    _passee(2022, "culture-et-competences", "Culture & compétences numériques", _EDITION_2022, MEDIATION),
    _passee(2022, "donnees-et-territoires", "Données & territoires", _EDITION_2022, DONNEES),
    _passee(
        2022, "accessibilite-des-services", "Accessibilité des services en ligne", _EDITION_2022, ETHIQUE, MEDIATION
    ),
    _passee(2022, "territoires-resilients", "Territoires résilients & durables", _EDITION_2022, ECOLOGIE),
    _passee(2022, "communs-et-souverainete", "Communs & souveraineté", _EDITION_2022, COMMUNS),
]

THEMATIQUES = [*ACTUELLES, *LOCALES, *PASSEES]
EDITION_2018 = tuple(item.slug for item in PASSEES if item.year == 2018)  # noqa: PLR2004 (a year)
EDITION_2022 = tuple(item.slug for item in PASSEES if item.year == 2022)  # noqa: PLR2004 (a year)
