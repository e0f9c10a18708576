"""The call to organise a NEC local: the one of today, the questions about it, those of 2020 and 2023."""

from datetime import date
from typing import Any, Final

from candidatures.enums import Evidence, FormMode, RuleKind
from candidatures.models import AppelPage, EligibilitePage
from home.demonstration import offres, sources
from home.demonstration.blocks import (
    Block,
    accordion,
    block,
    buttons,
    callout,
    columns,
    heading,
    link,
    page_cards,
    steps,
    text,
)
from home.demonstration.markup import PageContent
from home.models import StandardPage

ADDRESS: Final = "/organiser/appel/"


def _items(*items: tuple[str, str]) -> list[Block]:
    return [block("item", {"label": label, "detail": detail}) for label, detail in items]


def _criteria(*items: tuple[str, str, Evidence]) -> list[Block]:
    return [
        block("item", {"label": label, "detail": detail, "evidence": evidence}) for label, detail, evidence in items
    ]


def _rules(*rules: tuple[RuleKind, str, str]) -> list[dict[str, Any]]:
    return [{"rule": rule, "sentence": sentence, "source": source} for rule, sentence, source in rules]


APPEL = PageContent(
    ADDRESS,
    AppelPage,
    "L’appel à NEC locaux",
    "L’appel est ouvert toute l’année, à tout stade de votre projet. Pour demander une subvention, déposez au moins "
    "quatre mois avant le jour J.",
    [
        heading("Ce que vous recevez"),
        columns(
            [
                callout(
                    "Pour tout NEC accepté",
                    """
                    - L’usage de la marque Numérique en Commun[s].
                    - Un appui pour programmer : le guide, et des formats prêts à accueillir.
                    - Une mise en lien avec les dispositifs de l’ANCT et ses partenaires.
                    - Un relais sur les réseaux sociaux.
                    - Un kit de communication à votre nom : logo, page web, bandeaux, affiche.
                    """,
                ),
            ],
            [
                callout(
                    "À la demande",
                    """
                    - Une subvention de 2 500 à 5 000 €, versée en totalité après l’événement.
                    - Des conseils sur le programme et sur les personnes à inviter.
                    - La venue de l’équipe Société Numérique le jour J.
                    """,
                ),
            ],
        ),
        heading("Du dossier au versement"),
        steps(
            "",
            [
                ("Vous déposez", "Un formulaire en ligne, que vous pouvez interrompre et reprendre."),
                (
                    "L’équipe étudie",
                    "Trois suites possibles : un refus, une demande de compléments, un entretien.",
                ),
                ("Vous signez", "Une convention de subvention fixe le montant et les engagements."),
                ("Vous préparez", "Des comités de suivi se tiennent au besoin."),
                (
                    "Vous rendez compte, l’ANCT verse",
                    (
                        "La subvention est versée en totalité après l’événement, sur trois pièces : bilan financier, "
                        "bilan quantitatif, bilan qualitatif."
                    ),
                ),
            ],
        ),
        heading("Les huit points du dossier"),
        text(
            """
            Présentez votre projet dans ses grandes lignes ; il n’a pas besoin d’être bouclé.

            1. L’objectif du NEC local.
            2. La ou les thématiques, et ce qu’elles apportent aux acteurs du territoire.
            3. La zone géographique.
            4. Les publics visés, et le nombre de personnes attendues.
            5. Les structures qui organisent avec vous, et les partenaires.
            6. Une ébauche des formats.
            7. Les moyens : humains, techniques, matériels, de communication.
            8. Un budget prévisionnel par grands postes.
            """
        ),
        heading("Huit thématiques pour un NEC local"),
        text(
            """
            Inclusion numérique ; communs numériques ; logiciels libres et ouverture des données ; accès aux services
            publics ; outillage numérique des collectivités ; transition écologique et éco-conception ; accessibilité
            numérique ; sécurité et souveraineté numériques. Chacune se rattache à l’une des [cinq thématiques
            nationales](/thematiques/) : votre programme peut ainsi croiser celui de l’édition nationale.
            """
        ),
        heading("Questions qui reviennent"),
        accordion(
            "",
            [
                (
                    "Puis-je employer la marque sans demander de subvention ?",
                    (
                        "Oui. La marque est déposée par l’ANCT ; son usage est libre, à condition de respecter [la "
                        "charte](/la-demarche/charte/)."
                    ),
                ),
                (
                    "Quand la subvention est-elle versée ?",
                    "Après l’événement, en totalité, une fois remis les bilans financier, quantitatif et qualitatif.",
                ),
                (
                    "Faut-il un programme complet pour déposer ?",
                    "Non. Une ébauche des formats suffit : l’équipe peut vous conseiller ensuite.",
                ),
                (
                    "Et le formulaire sur Démarches simplifiées ?",
                    (
                        f"En 2024, les dossiers s’y déposaient : [l’ouvrir]({sources.CANDIDATURE_URL}). "
                        "Ici, le formulaire est au bas de cette page."
                    ),
                ),
                (
                    "J’ai commencé un dossier : où est-il ?",
                    "Là où vous l’avez laissé. [Retrouvez-le avec votre adresse électronique](/mes-dossiers/).",
                ),
                ("À qui poser une autre question ?", "À l’équipe de NEC, par [la page de contact](/contact/)."),
            ],
        ),
        page_cards(
            "Pour vous préparer",
            "/organiser/retroplanning/",
            "/organiser/guide/",
            offres.ADDRESS,
            "/la-demarche/charte/",
        ),
        page_cards("Les appels d’avant", f"{ADDRESS}2020/", f"{ADDRESS}2023/"),
    ],
    {
        "delay_months": 4,
        "minimum_public": 150,
        "minimum_collectivites": 1,
        "grant_minimum": 2500,
        "grant_maximum": 5000,
        "grant_share": 80,
        "rules_source": "Page « Les NEC locaux », second semestre 2024 ; montants : guide d’organisation, vers 2024.",
        "rule_texts": _rules(
            (
                RuleKind.LEGAL_ENTITY,
                (
                    "Toute personne morale peut déposer : commune, intercommunalité, département, région, association, "
                    "entreprise, établissement."
                ),
                sources.LOCAUX,
            ),
            (
                RuleKind.PERIOD,
                "L’appel est ouvert toute l’année. Déposez à tout stade de votre projet.",
                f"{sources.LOCAUX} ; {sources.GUIDE}",
            ),
            (RuleKind.COLLECTIVITE, "Pour être financé : au moins une collectivité vous soutient.", sources.LOCAUX),
            (RuleKind.PUBLIC, "Pour être financé : vous attendez 150 personnes ou plus.", sources.LOCAUX),
            (RuleKind.VENUE, "Pour être financé : le lieu peut accueillir ce public.", sources.LOCAUX),
            (
                RuleKind.DELAY,
                "Pour demander un soutien financier, déposez au moins quatre mois avant le jour J.",
                sources.LOCAUX,
            ),
            (RuleKind.GRANT, "La subvention va de 2 500 à 5 000 €.", sources.GUIDE),
            (RuleKind.SHARE, "La subvention paie au plus 80 % du budget.", sources.LOCAUX),
            (RuleKind.COSTS, "Trois postes de frais sont admis.", sources.LOCAUX),
        ),
        "eligible_costs": _items(
            ("Logistique", "Lieu, matériel, scénographie."),
            ("Communication", ""),
            ("Programmation", "L’invitation d’intervenantes et d’intervenants."),
        ),
        "criteria": _criteria(
            ("La solidité du projet", "Ses financements, l’équipe qui s’y consacre.", Evidence.FUNDING),
            ("La diversité des structures qui l’organisent", "", Evidence.ORGANISERS),
            ("La maturité numérique du territoire", "", Evidence.MATURITY),
            ("La mobilisation d’acteurs publics et privés", "", Evidence.MOBILISATION),
            ("Ce que vous prévoyez pour respecter la charte", "", Evidence.CHARTE),
            ("La restitution des ateliers, ou la création de ressources", "", Evidence.RESTITUTION),
            ("L’innovation, sur le fond et dans la forme", "", Evidence.INNOVATION),
        ),
        "commitments": _items(
            ("Tenir l’ANCT informée de l’avancement", ""),
            ("Collaborer avec l’ANCT, ses prestataires et ses partenaires", ""),
            ("Respecter l’identité, la charte graphique et la charte de NEC", ""),
            ("Documenter sur Les Bases, dans des formats ouverts", ""),
            ("Participer à l’édition nationale de l’année", ""),
        ),
        "consent_text": (
            "J’accepte que l’équipe de NEC lise ce dossier pour étudier ma demande, et qu’elle m’écrive à son sujet. "
            "Je peux en prendre une copie et demander son effacement depuis sa page."
        ),
        "form_mode": FormMode.SITE,
        "external_form_url": sources.CANDIDATURE_URL,
    },
)

ELIGIBILITE = PageContent(
    "/organiser/eligibilite/",
    EligibilitePage,
    "Suis-je éligible ?",
    "Quelques questions pour savoir à quoi votre projet peut prétendre. Rien n’est enregistré.",
)

APPEL_2020 = PageContent(
    f"{ADDRESS}2020/",
    AppelPage,
    "L’appel à NEC locaux de 2020",
    "Publié en mars 2020, clos le 30 mai 2020 à 23 h. Cette page en garde la trace.",
    [
        heading("Ce que l’appel proposait"),
        text(
            """
            - **Un soutien** à huit projets : jusqu’à 5 000 € chacun et 80 % du budget au plus, versés en totalité à la
              signature d’une convention valable jusqu’au 31 décembre 2020.
            - **Un accompagnement** par un duo, composé d’une personne de la recherche et d’une ou un journaliste.
            - **Un kit ouvert** : supports de communication, repères de programmation, ressources d’idéation,
              blocs-notes partagés, espace de stockage.
            - **Une trace** : un carnet des NEC locaux, prévu pour la fin de 2020.
            """
        ),
        heading("Comment on y répondait"),
        text(
            """
            Par courriel, avec une fiche de projet et un budget. Un rendez-vous téléphonique était possible.
            """
        ),
        heading("Une adaptation à l’épidémie de Covid-19"),
        text(
            """
            Les rencontres étaient attendues avant la mi-novembre 2020 de préférence, et jusqu’en mars 2021 au plus
            tard.
            """
        ),
        heading("De quoi l’on y parlait"),
        text(
            """
            Deux thèmes : l’inclusion numérique ; un numérique ouvert pour les acteurs publics et les écosystèmes
            locaux. Chacun pouvait croiser le programme national.
            """
        ),
    ],
    {
        "closes_on": date(2020, 5, 30),
        "delay_months": None,
        "minimum_public": None,
        "asks_for_venue": False,
        "minimum_collectivites": None,
        "grant_minimum": None,
        "grant_maximum": 5000,
        "grant_share": 80,
        "rules_source": sources.APPEL_2020,
        "rule_texts": _rules(
            (
                RuleKind.PERIOD,
                "Les dossiers étaient reçus jusqu’au 30 mai 2020 à 23 h.",
                sources.APPEL_2020,
            ),
            (RuleKind.LEGAL_ENTITY, "Toute personne morale pouvait déposer.", sources.APPEL_2020),
            (RuleKind.GRANT, "La subvention était de 5 000 € au plus, pour huit projets.", sources.APPEL_2020),
            (RuleKind.SHARE, "La subvention payait au plus 80 % du budget.", sources.APPEL_2020),
        ),
    },
)

#: A plain page: nothing says when this call closed, and a date would be made up.
APPEL_2023 = PageContent(
    f"{ADDRESS}2023/",
    StandardPage,
    "L’appel à NEC locaux de 2023",
    "Ce que l’on sait encore de cet appel. Ses règles ne s’appliquent plus.",
    [
        heading("Ce qu’il demandait"),
        text(
            """
            - **Qui pouvait déposer** : toute personne morale.
            - **Quand** : quatre mois au moins avant l’événement, pour obtenir la marque et les outils. L’appel
              d’aujourd’hui demande ce délai pour le soutien financier.
            """
        ),
        text("Source : page « Appel à NEC locaux » de l’ancien site, 2023."),
        heading("Ce que l’on ne sait plus"),
        text("Sa date de clôture, ses montants et ses critères ne figurent pas dans les documents gardés."),
        buttons(link("Lire l’appel ouvert", ADDRESS)),
    ],
)

PAGES = [APPEL, ELIGIBILITE, APPEL_2020, APPEL_2023]
