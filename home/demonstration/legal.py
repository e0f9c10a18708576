"""Contact, and what the law asks a public site to say. What no source gives (host, director, addresses) is left out."""

from datetime import date

from home.demonstration.blocks import block, buttons, callout, contents, heading, link, table, text
from home.demonstration.markup import PageContent, Rich
from home.models import StandardPage
from socle.models import FormPage
from socle.typography import date_range_text

RETENTION_DAYS = 365

CONTACT = PageContent(
    "/contact/",
    FormPage,
    "Écrire à l’équipe",
    "Une question sur un NEC local, une page à compléter, une difficulté à lire ce site : écrivez.",
    [
        text(
            """
            Avant d’écrire, voyez si la réponse est déjà là : [l’appel à NEC locaux](/organiser/appel/), [le guide
            d’organisation](/organiser/guide/), [la charte](/la-demarche/charte/).
            """
        ),
    ],
    {
        "submit_label": "Envoyer le message",
        "thanks_title": "Votre message est enregistré",
        "thanks_body": Rich("Merci. Il est arrivé dans l’espace de travail de l’équipe."),
        "retention_days": RETENTION_DAYS,
    },
)
#: Label, kind, required, help, choices, purpose.
CONTACT_QUESTIONS = [
    ("Votre nom", "singleline", True, "", "", "name"),
    ("Votre adresse électronique", "email", True, "Pour vous répondre. Par exemple : prenom@exemple.fr", "", "email"),
    ("Votre structure", "singleline", False, "", "", "organization"),
    (
        "Le sujet",
        "dropdown",
        True,
        "",
        (
            "Organiser un NEC local\nL’appel et le soutien financier\nLa revue\nCompléter ou corriger une page\n"
            "Une difficulté d’accessibilité\nMes données personnelles\nAutre chose"
        ),
        "",
    ),
    ("Votre message", "multiline", True, "", "", ""),
]


def accessibility(today: date) -> PageContent:
    """The declaration of accessibility, in the order of the official model (RGAA 4.1.2), established `today`."""
    return PageContent(
        "/accessibilite/",
        StandardPage,
        "Déclaration d’accessibilité",
        "Ce site est non conforme au référentiel d’accessibilité, parce qu’aucun audit n’a encore été mené.",
        [
            text(
                """
                L’Agence nationale de la cohésion des territoires s’engage à rendre ce site accessible, conformément à
                l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration s’applique au site Numérique en
                Commun[s].
                """
            ),
            heading("État de conformité"),
            text(
                """
                Le site est **non conforme** avec le référentiel général d’amélioration de l’accessibilité (RGAA),
                version 4.1.2, en raison de l’absence d’un audit de conformité.
                """
            ),
            heading("Résultats des tests"),
            text(
                """
                Aucun audit n’a été mené : aucun taux de conformité ne peut être donné. Des essais automatiques
                accompagnent chaque version du site. Ils ne remplacent pas un audit.
                """
            ),
            heading("Contenus non accessibles"),
            text(
                """
                Leur liste sera établie par un audit. Dans l’attente, signalez-nous ce qui vous arrête.
                """
            ),
            heading("Établissement de cette déclaration"),
            text(f"Cette déclaration a été établie le {date_range_text(today)}."),
            heading("Technologies utilisées pour ce site", "h3"),
            text(
                """
                - HTML5
                - CSS
                - SVG
                - JavaScript
                """
            ),
            heading("Outils des essais automatiques", "h3"),
            text(
                """
                - axe-core, dans Chromium
                - Nu Html Checker
                """
            ),
            heading("Retour d’information et contact"),
            text(
                """
                Un contenu ou un service vous résiste ? Écrivez à l’équipe pour être orientée ou orienté vers une autre
                façon d’y accéder, ou pour l’obtenir sous une autre forme : [écrire à l’équipe](/contact/).
                """
            ),
            heading("Voies de recours"),
            text(
                """
                Si vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un service,
                et que vous n’avez pas obtenu de réponse satisfaisante, vous pouvez :

                - écrire un message à la [Défenseure des droits](https://formulaire.defenseurdesdroits.fr/) ;
                - contacter sa [déléguée ou son délégué dans votre
                  région](https://www.defenseurdesdroits.fr/saisir/delegues) ;
                - envoyer un courrier, gratuit et sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris
                  CEDEX 07.
                """
            ),
        ],
        {"show_children": False},
    )


MENTIONS = PageContent(
    "/mentions-legales/",
    StandardPage,
    "Mentions légales",
    "Qui publie ce site, et ce que vous pouvez faire de ce que vous y lisez.",
    [
        heading("Édition"),
        text(
            """
            Numérique en Commun[s] est une démarche portée par l’Agence nationale de la cohésion des territoires (ANCT),
            par son programme Société Numérique.
            """
        ),
        block("legal_notice", None),
        heading("Réutiliser les contenus"),
        text(
            """
            Sauf mention contraire, les textes de ce site sont publiés sous [licence Creative Commons Attribution,
            partage dans les mêmes conditions, 4.0 (CC BY-SA 4.0
            FR)](https://creativecommons.org/licenses/by-sa/4.0/deed.fr). Vous pouvez les copier, les adapter et les
            diffuser, à condition de citer Numérique en Commun[s] et de garder la même licence.

            Une image, un document ou une ressource peut porter une autre licence : elle est alors écrite à côté.
            """
        ),
        heading("La marque"),
        text(
            """
            Numérique en Commun[s] est une marque déposée par l’ANCT. Son usage est libre pour qui respecte [la
            charte](/la-demarche/charte/).
            """
        ),
        heading("Données géographiques"),
        text(
            """
            Les noms et les codes des territoires viennent du code officiel géographique (Insee) et de la liste des
            intercommunalités (DGCL), année 2026, sous [Licence ouverte
            2.0](https://www.etalab.gouv.fr/licence-ouverte-open-licence/).
            """
        ),
        heading("Voir aussi"),
        buttons(
            link("Lire la déclaration d’accessibilité", "/accessibilite/"),
            link("Savoir ce que deviennent vos données", "/donnees-personnelles/"),
        ),
    ],
    {"show_children": False},
)

DONNEES = PageContent(
    "/donnees-personnelles/",
    StandardPage,
    "Données personnelles",
    "Vous lisez ce site sans être suivi. Il ne garde que ce que vous lui écrivez.",
    [
        contents(),
        heading("Ce que le site ne fait pas"),
        text(
            """
            - Il ne mesure pas votre lecture, et ne vous reconnaît pas d’une visite à l’autre.
            - Il ne charge rien depuis un autre site tant que vous ne l’avez pas demandé.
            """
        ),
        heading("Ce que le site garde"),
        table(
            "Les données personnelles du site",
            [("text", "Quand"), ("text", "Ce qui est gardé, et pourquoi"), ("text", "Combien de temps")],
            [
                [
                    "Vous écrivez à l’équipe",
                    (
                        "Votre nom, votre adresse électronique, votre structure si vous la donnez, votre message : "
                        "pour vous répondre."
                    ),
                    f"{RETENTION_DAYS} jours",
                ],
                [
                    "Vous préparez un NEC local",
                    (
                        "Votre adresse électronique, ce que vous écrivez dans votre dossier, vos pièces et vos "
                        "messages : pour étudier votre projet et le suivre avec vous."
                    ),
                    "Jusqu’à l’effacement, que vous demandez depuis votre dossier",
                ],
                [
                    "Vous ouvrez vos dossiers",
                    (
                        "L’empreinte du lien reçu par courriel et celle de votre appareil : pour vous reconnaître "
                        "sans mot de passe."
                    ),
                    "7 jours après la fin d’un lien, 30 jours après la déconnexion d’un appareil",
                ],
                [
                    "Vous tenez ce site",
                    (
                        "Votre nom, votre adresse électronique, vos actions : pour ouvrir l’administration et savoir "
                        "qui a changé quoi."
                    ),
                    "Tant que le compte existe",
                ],
            ],
        ),
        heading("Vos droits"),
        text(
            """
            Vous pouvez demander à voir vos données, à les corriger, à les effacer, ou vous opposer à leur usage :
            [écrivez à l’équipe](/contact/), et choisissez le sujet « Mes données personnelles ». Si vous avez déposé un
            dossier, sa page de suivi vous les donne et prend votre demande d’effacement. Si la réponse ne vous
            convient pas, adressez-vous à la [CNIL](https://www.cnil.fr/fr/plaintes).
            """
        ),
        callout(
            "Les lecteurs d’autres sites",
            "Une vidéo ou un son d’un autre site ne se charge qu’après votre accord. Ce site applique alors ses "
            "propres règles.",
            "information",
        ),
    ],
    {"show_children": False},
)

COOKIES = PageContent(
    "/cookies/",
    StandardPage,
    "Gestion des cookies",
    "Ce site ne dépose aucun cookie pour vous lire. Il n’y a donc rien à accepter, ni à refuser.",
    [
        text(
            """
            Lire une page, chercher, écrire à l’équipe : rien de cela ne demande de cookie. Les seuls que le site
            emploie servent à qui ouvre ses dossiers de candidature, et à l’équipe qui se connecte à l’administration.
            La loi les dispense de consentement, parce que la connexion serait impossible sans eux.
            """
        ),
        table(
            "Les cookies de connexion",
            [("text", "Nom"), ("text", "À quoi il sert"), ("text", "Durée")],
            [
                ["nec-dossiers", "Garder vos dossiers de candidature ouverts sur cet appareil", "14 jours"],
                ["sessionid", "Garder la connexion ouverte", "7 jours"],
                ["csrftoken", "Vérifier qu’un formulaire vient bien de ce site", "1 an"],
            ],
        ),
        text("Vous pouvez les effacer dans les réglages de votre navigateur : il faudra alors vous reconnecter."),
    ],
    {"show_children": False},
)


def pages(today: date) -> list[PageContent]:
    """Contact and legal pages; the declaration of accessibility bears the date `today`."""
    return [CONTACT, accessibility(today), MENTIONS, DONNEES, COOKIES]
