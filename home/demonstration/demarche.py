"""La démarche: what NEC is, whom it is for, who carries it, how it began; and its charte."""

from home.demonstration import organisations, sources
from home.demonstration.blocks import (
    accordion,
    block,
    buttons,
    call_to_action,
    callout,
    columns,
    contents,
    heading,
    latest_pages,
    link,
    partenaires,
    steps,
    text,
    timeline,
)
from home.demonstration.markup import PageContent, Rich
from home.models import ChartePage, StandardPage

DEMARCHE = PageContent(
    "/la-demarche/",
    StandardPage,
    "La démarche",
    "Numérique en Commun[s] réunit celles et ceux qui font vivre un numérique d’intérêt général : toute l’année dans "
    "les territoires, et une fois par an tous ensemble.",
    [
        contents(),
        heading("Un numérique d’intérêt général, en six mots"),
        text(
            """
            Six adjectifs disent ce que l’on cherche ici. Ils valent pour les outils, pour les services, et pour la
            façon de les fabriquer.

            - **Ouvert** : le code, les données et les savoirs se lisent, se reprennent et s’améliorent.
            - **Inclusif** : personne n’est laissé de côté parce qu’il ou elle se sert mal d’un écran.
            - **Accessible** : avec un handicap ou sans, chacune et chacun peut s’en servir.
            - **Durable** : il consomme moins, et tient plus longtemps.
            - **Souverain** : on choisit ses outils, et l’on en garde la maîtrise.
            - **Éthique** : il respecte les personnes, et se laisse discuter.
            """
        ),
        heading("Une communauté de cinq familles"),
        columns(
            [
                text(
                    """
                    - élues, élus, agentes et agents des collectivités ;
                    - administrations de l’État ;
                    - associations, tiers-lieux et coopératives ;
                    - entreprises ;
                    - monde de la recherche.
                    """
                )
            ],
            [
                text(
                    """
                    Vous débutez ou vous faites autorité, vous arrivez ou vous étiez déjà là en 2018 : il y a une place
                    pour vous. Les nouvelles venues et les anciens, les spécialistes et les débutants y apprennent les
                    uns des autres.

                    [Trouver par où commencer, selon votre métier](/la-demarche/publics/)
                    """
                )
            ],
            "5-7",
        ),
        heading("Ce qui se passe chaque année"),
        steps(
            "",
            [
                (
                    "Une édition nationale",
                    (
                        "Un grand événement par an, dans une ville chaque fois différente. "
                        "[Voir les éditions, depuis Nantes en 2018](/editions/)"
                    ),
                ),
                (
                    "Des NEC locaux",
                    (
                        "Des rencontres portées par des territoires, que l’ANCT soutient. [Voir le "
                        "calendrier](/nec-locaux/)"
                    ),
                ),
                (
                    "Des ressources partagées",
                    (
                        "Ce que les rencontres produisent est publié sous licence ouverte. "
                        "[Parcourir les ressources](/ressources/)"
                    ),
                ),
                (
                    "Des rencontres et des ateliers",
                    "Ils se tiennent en ligne et en présence, entre deux grands rendez-vous.",
                ),
            ],
        ),
        heading("Cinq raisons de venir"),
        text(
            """
            - Vous familiariser avec un sujet.
            - Vous outiller pour le traiter.
            - Découvrir qui fait quoi.
            - Rencontrer la communauté.
            - Contribuer à des ressources et à des outils.
            """
        ),
        heading("Une méthode, des valeurs"),
        text(
            """
            L’appel à NEC locaux de mars 2020 les a posées noir sur blanc. La méthode tient en cinq verbes :
            **diagnostiquer, collaborer, outiller, former, essaimer**.

            Huit valeurs la guident : l’inclusion, la diversité, l’ouverture, la collaboration, la bienveillance,
            l’éthique, la solidarité et la souveraineté. [La charte](/la-demarche/charte/) en fait cinq engagements que
            l’on peut vérifier.
            """
        ),
        heading("Qui porte la démarche"),
        text(
            """
            La Mission Société Numérique et La Mednum ont créé Numérique en Commun[s] en 2018. L’Agence nationale de la
            cohésion des territoires (ANCT) porte aujourd’hui la démarche, par son programme Société Numérique. Le plan
            national qui lui sert de cadre s’appelle France Numérique Ensemble.

            [Connaître les partenaires](/la-demarche/partenaires/) ou [lire l’histoire, année par
            année](/la-demarche/histoire/)
            """
        ),
        call_to_action(
            "Organisez le prochain NEC local",
            "Toute personne morale peut porter une rencontre. La marque, le kit et le guide vous attendent.",
            link("Préparer un NEC local", "/organiser/"),
        ),
    ],
)

CHARTE = PageContent(
    "/la-demarche/charte/",
    ChartePage,
    "La charte",
    "Cinq engagements que prend tout événement qui porte le nom de Numérique en Commun[s]. Chacun se vérifie.",
    [
        text(
            """
            La marque Numérique en Commun[s] est déposée par l’ANCT. Son usage est libre, à une condition : respecter
            cette charte.
            """
        ),
        buttons(link("Lire l’appel à NEC locaux", "/organiser/appel/"), link("Ouvrir le guide", "/organiser/guide/")),
    ],
    {
        "version": "Guide d’organisation, vers 2024",
        "engagements": [
            block(
                "engagement",
                {
                    "title": "Garantir l’ouverture et l’accès à tous et toutes",
                    "short_title": "Ouvrir à toutes et tous",
                    "short_text": "Entrée gratuite, publications accessibles, écoute et bienveillance à la tribune.",
                    "text": Rich(
                        """
                        On entre sans payer. Ce que l’événement publie peut être lu par tout le monde, y compris avec un
                        handicap. Les intervenantes et les intervenants ont été sensibilisés à l’écoute et à la
                        bienveillance.
                        """
                    ),
                    "checks": ["Gratuité de l’entrée", "Accessibilité des publications"],
                },
            ),
            block(
                "engagement",
                {
                    "title": "Agir pour la diversité des intervenantes, des intervenants et des publics",
                    "short_title": "Faire place à la diversité",
                    "short_text": "Viser la parité, refuser les tables rondes d’hommes, inviter des publics nouveaux.",
                    "text": Rich(
                        """
                        L’événement vise la parité entre les femmes et les hommes qui prennent la parole. Aucune table
                        ronde n’est composée seulement d’hommes. L’équipe va chercher des publics qui ne viendraient pas
                        d’eux-mêmes.
                        """
                    ),
                    "checks": ["Taux de parité", "Aucune table ronde composée seulement d’hommes"],
                },
            ),
            block(
                "engagement",
                {
                    "title": "Diffuser l’ensemble des productions sous des licences libres et ouvertes",
                    "short_title": "Publier sous licence libre",
                    "short_text": "Tout ce que la rencontre produit peut être repris et adapté.",
                    "text": Rich(
                        """
                        Tout ce que l’événement produit est publié sous licence libre : d’autres peuvent le reprendre et
                        l’adapter à leur territoire.
                        """
                    ),
                    "checks": ["Licence affichée pour chaque ressource"],
                },
            ),
            block(
                "engagement",
                {
                    "title": "Organiser un événement durable",
                    "short_title": "Organiser avec sobriété",
                    "short_text": "Des prestataires choisis pour leur effet social et écologique, un budget frugal.",
                    "text": Rich(
                        """
                        Les prestataires sont choisis pour leur effet sur la société et sur la planète. Le budget reste
                        frugal.
                        """
                    ),
                    "checks": ["Choix des prestataires"],
                },
            ),
            block(
                "engagement",
                {
                    "title": "Miser sur des écosystèmes numériques frugaux et responsables",
                    "short_title": "Choisir des outils frugaux",
                    "short_text": "Ouverts et souverains dès que possible, respectueux des données personnelles.",
                    "text": Rich(
                        """
                        L’équipe préfère des outils ouverts et souverains dès que c’est possible. Elle respecte le
                        règlement général sur la protection des données (RGPD).
                        """
                    ),
                    "checks": ["Outils utilisés", "Respect du RGPD"],
                },
            ),
        ],
        "applies_to": [
            block("who", "Les structures qui organisent un NEC local"),
            block("who", "Toute personne ou structure qui emploie la marque Numérique en Commun[s]"),
        ],
    },
)

_EVENEMENTS = "[le calendrier des NEC locaux](/nec-locaux/)"

PUBLICS = PageContent(
    "/la-demarche/publics/",
    StandardPage,
    "À qui s’adresse NEC",
    "Huit métiers se retrouvent à Numérique en Commun[s]. Trouvez le vôtre, et par où commencer sur ce site.",
    [
        text(
            """
            Le guide d’organisation d’un NEC local (ANCT, vers 2024) décrit huit publics. Ouvrez celui qui vous
            ressemble.
            """
        ),
        accordion(
            "Vous…",
            [
                (
                    "conseillez des entreprises dans leur transformation durable et responsable",
                    (
                        "Commencez par la thématique [Écologie & "
                        "soutenabilité](/thematiques/ecologie-soutenabilite/), et par le [premier numéro de la "
                        "revue](/revue/numero-1/), sur l’empreinte écologique du numérique."
                    ),
                ),
                (
                    "menez la transformation de services publics ou une stratégie territoriale",
                    (
                        "Commencez par la vidéo [Concevoir des services publics numériques au service des citoyens]"
                        "(/ressources/concevoir-des-services-publics/), puis par ce qu’ont fait [Nantes en 2022]"
                        "(/nec-locaux/nec-nantes-2022/) et les autres territoires."
                    ),
                ),
                (
                    "accompagnez sur le terrain, pour une culture numérique citoyenne",
                    (
                        f"Commencez par la thématique [Médiation & compétences "
                        f"numériques](/thematiques/mediation-competences/), et par {_EVENEMENTS}."
                    ),
                ),
                (
                    "formez aux compétences numériques, dans un cadre professionnel",
                    (
                        "Commencez par la vidéo [Accompagner vers l’autonomie numérique les personnes confrontées à "
                        "l’illettrisme](/ressources/accompagner-face-a-l-illettrisme/)."
                    ),
                ),
                (
                    (
                        "choisissez et achetez des services numériques, pour une collectivité ou pour l’économie "
                        "sociale et solidaire"
                    ),
                    (
                        "Commencez par la thématique [Communs & souveraineté](/thematiques/communs-souverainete/) : "
                        "elle demande quels modèles vous laissent la main."
                    ),
                ),
                (
                    "produisez des communs et de l’innovation ouverte",
                    (
                        "Commencez par [l’appel à NEC locaux](/organiser/appel/), et par le podcast [Quels modèles "
                        "d’infrastructures numériques pour maîtriser notre avenir "
                        "?](/ressources/infrastructures-numeriques/)"
                    ),
                ),
                (
                    "animez un réseau de médiatrices, de médiateurs, de conseillères et de conseillers numériques",
                    (
                        "Commencez par [NEC Haute-Savoie 2021](/nec-locaux/nec-haute-savoie-2021/) et [NEC Nantes 2022]"
                        "(/nec-locaux/nec-nantes-2022/), qui ont traité de vos réseaux et de vos métiers."
                    ),
                ),
                (
                    "vous occupez, en préfecture, du numérique et de l’accès aux services publics",
                    (
                        "Commencez par le podcast [Dématérialisation et "
                        "non-recours](/ressources/dematerialisation-et-non-recours/) et par la vidéo sur [le « modèle "
                        "suédois »](/ressources/modele-suedois/)."
                    ),
                ),
            ],
        ),
        callout(
            "Vous ne vous reconnaissez pas ?",
            "Venez quand même. L’entrée d’un NEC est gratuite, et la communauté accueille autant les personnes qui "
            "débutent que les spécialistes.",
        ),
        latest_pages("Les derniers NEC locaux", "nec_locaux.NecLocalPage", link("Tout le calendrier", "/nec-locaux/")),
    ],
)

PARTENAIRES = PageContent(
    "/la-demarche/partenaires/",
    StandardPage,
    "Les partenaires",
    "Six partenaires nationaux prêtent leurs savoirs aux NEC locaux. D’autres s’associent à une édition ou à la revue.",
    [
        heading("Six partenaires nationaux"),
        text(
            """
            Ils peuvent venir animer un atelier, présenter un outil ou partager une expérience lors d’un NEC local. Le
            guide d’organisation (ANCT, vers 2024) les décrit sans toujours les nommer : sauf la Banque des Territoires,
            les noms sont ici ceux qui correspondent à ses descriptions.
            """
        ),
        partenaires("", *organisations.NATIONAUX),
        text("[Voir les formats qu’ils proposent](/organiser/offres-de-formats/)"),
        heading("Deux dispositifs de l’ANCT"),
        text(
            """
            La page « Les NEC locaux » (second semestre 2024) met les organisatrices et les organisateurs en lien avec
            deux dispositifs de l’agence :

            - l’Incubateur des territoires ;
            - Nouveaux Lieux, Nouveaux Liens.
            """
        ),
        heading("Édition par édition"),
        text(
            """
            Une édition nationale a aussi ses partenaires. Celle de [Lens, en 2022](/editions/lens-2022/), les nomme par
            catégorie. Pour celle de [Strasbourg, en 2025](/editions/strasbourg-2025/), 21 partenaires étaient annoncés,
            dont la DINUM, l’ADEME, la CNIL et la Banque des Territoires.
            """
        ),
        partenaires("Partenaires cités en 2025", "DINUM", "ADEME", "CNIL", "Banque des Territoires"),
        heading("La revue"),
        text("[La revue NEC](/revue/) a pour partenaire l’association vives voies."),
    ],
)

HISTOIRE = PageContent(
    "/la-demarche/histoire/",
    StandardPage,
    "L’histoire, année par année",
    "De Nantes en 2018 à Strasbourg en 2025 : huit éditions nationales, des NEC locaux, des carnets puis une revue.",
    [
        timeline(
            "Depuis 2018",
            [
                (
                    "2018",
                    "Nantes, la première édition",
                    (
                        "La Mission Société Numérique et La Mednum créent la démarche. La première édition se tient "
                        "les 13 et 14 septembre 2018, pendant la Nantes Digital Week. [Nantes "
                        "2018](/editions/nantes-2018/)"
                    ),
                ),
                (
                    "2019",
                    "Marseille, la deuxième",
                    (
                        "Après une réunion ouverte le 30 janvier 2019, l’édition occupe quatre lieux de la ville les "
                        "17 et 18 octobre 2019. [Marseille 2019](/editions/marseille-2019/)"
                    ),
                ),
                (
                    "Mars 2020",
                    "L’appel à NEC locaux",
                    (
                        "Il prévoit de soutenir huit projets, et un carnet qui les raconte. NEC Bordeaux Métropole se "
                        "tient du 24 au 28 août 2020."
                    ),
                ),
                (
                    "Novembre 2020",
                    "Lyon, en ligne",
                    (
                        "La troisième édition s’ouvre le 17 novembre 2020. Sa plateforme vit environ un mois. "
                        "[Lyon 2020](/editions/lyon-2020/)"
                    ),
                ),
                (
                    "2021",
                    "Sud Charente, au château",
                    (
                        "La quatrième édition se tient au château de la Mercerie. La même année, trois NEC locaux au "
                        "moins ont lieu : en Charente, en Haute-Savoie et à La Réunion. [Sud Charente "
                        "2021](/editions/sud-charente-2021/)"
                    ),
                ),
                (
                    "2022",
                    "Lens, au stade",
                    (
                        "La cinquième édition remplit le stade Bollaert-Delelis les 28 et 29 septembre 2022. "
                        "[Lens 2022](/editions/lens-2022/)"
                    ),
                ),
                (
                    "Printemps 2023",
                    "La revue NEC, numéro 1",
                    (
                        "Après les carnets des NEC locaux, commencés en 2020, paraît une revue thématique. "
                        "[Lire la revue](/revue/)"
                    ),
                ),
                (
                    "Octobre 2023",
                    "Bordeaux, cinq thématiques",
                    (
                        "La sixième édition, les 19 et 20 octobre 2023, s’organise autour des cinq thématiques qui "
                        "sont encore celles de ce site. [Bordeaux 2023](/editions/bordeaux-2023/)"
                    ),
                ),
                (
                    "2024",
                    "Chambéry, la septième",
                    "Elle se tient les 25 et 26 septembre 2024. [Chambéry 2024](/editions/chambery-2024/)",
                ),
                (
                    "2025",
                    "Strasbourg, la huitième",
                    (
                        "Elle se tient les 29 et 30 octobre 2025, avec pour fil rouge l’émancipation des citoyennes "
                        "et des citoyens. [Strasbourg 2025](/editions/strasbourg-2025/)"
                    ),
                ),
            ],
        ),
        callout(
            "D’où viennent ces dates",
            f"""
            Les dates des éditions nationales viennent de la {sources.DEMARCHE}, du {sources.BILAN_LENS}, et, pour 2024
            et 2025, de la presse. Aucun jour n’est donné pour l’édition de 2021 : nous n’en affichons pas.
            """,
            "information",
        ),
    ],
)

PAGES = [DEMARCHE, CHARTE, PUBLICS, PARTENAIRES, HISTOIRE]
