"""« Une charte se vérifie »: the five engagements, and how one checks them."""

from home.demonstration import sources
from home.demonstration.blocks import (
    buttons,
    call_to_action,
    callout,
    chart,
    columns,
    contents,
    heading,
    legal_notice,
    link,
    point,
    quote,
    steps,
    table,
    text,
)
from home.demonstration.revue.articles import METHODES, article
from home.demonstration.thematiques import COMMUNS, ETHIQUE
from revue.enums import ArticleKind

_BODY = [
    text(
        """
        On signe des chartes comme on ouvre un parapluie : pour être couvert. Celle de Numérique en Commun[s] demande
        davantage. Le nom de la démarche est une marque, déposée par l’ANCT. Son usage est libre, à une condition, une
        seule : respecter cinq engagements[^marque]. Cinq phrases, et le droit de s’appeler NEC.

        Encore faut-il que ces phrases se vérifient. Une promesse que personne ne peut contrôler n’engage que celles et
        ceux qui la lisent. Nous avons donc repris les cinq engagements un à un, avec une question d’huissier : à quoi
        verrait-on, le lendemain, qu’ils ont été tenus ?
        """
    ),
    contents(),
    heading("Cinq phrases, huit preuves"),
    steps(
        "",
        [
            (
                "Garantir l’ouverture et l’accès",
                (
                    "On le voit à l’entrée : elle est gratuite. On le voit ensuite aux publications, que chacune et "
                    "chacun doit pouvoir lire."
                ),
            ),
            (
                "Agir pour la diversité",
                (
                    "On le compte à la tribune : la parité est visée, et aucune table ronde n’est composée seulement "
                    "d’hommes."
                ),
            ),
            (
                "Diffuser sous licence libre",
                "On le lit sur chaque ressource : sa licence est affichée.",
            ),
            (
                "Organiser un événement durable",
                "On le trouve dans les commandes : les prestataires sont choisis pour leur effet social et écologique.",
            ),
            (
                "Miser sur des outils frugaux et responsables",
                "On le constate à l’usage : les outils employés sont connus, et les données personnelles protégées.",
            ),
        ],
    ),
    text(
        """
        Faites le compte. Deux preuves pour l’accès, deux pour la diversité, une pour la licence, une pour les
        prestataires, deux pour les outils. Huit choses à regarder, dont plusieurs ne demandent ni enquête ni
        expertise : un prix d’entrée, une liste de noms, une mention au bas d’une page. La charte est plus précise
        qu’elle n’en a l’air[^preuves].
        """
    ),
    chart(
        "Ce que chaque engagement donne à vérifier",
        [
            point("1. Ouverture et accès", 2, "gratuité, publications accessibles"),
            point("2. Diversité", 2, "taux de parité, aucune table ronde d’hommes"),
            point("3. Licences libres", 1, "licence affichée par ressource"),
            point("4. Événement durable", 1, "choix des prestataires"),
            point("5. Outils frugaux", 2, "outils utilisés, respect du RGPD"),
        ],
        kind="bars",
        show_total=True,
        introduction="Nombre de points que l’on peut contrôler, d’après le texte de la charte.",
        source="charte de NEC, guide d’organisation (ANCT, vers 2024) ; compte fait pour cet article",
    ),
    heading("Le plus simple : la porte"),
    text(
        """
        La gratuité se contrôle en trois secondes. L’accessibilité des publications, non. Il faut ouvrir le fichier,
        l’écouter avec un lecteur d’écran, le parcourir au clavier, agrandir le texte. C’est long, et cela s’apprend.

        Le premier engagement ajoute une chose que l’on ne mesure pas : les intervenantes et les intervenants ont été
        sensibilisés à l’écoute et à la bienveillance. Aucun indicateur n’en viendra à bout. Une charte a le droit
        d’avoir une part d’intention ; elle a seulement le devoir de ne pas la déguiser en chiffre.
        """
    ),
    heading("Le plus net : la tribune"),
    text(
        """
        Aucune table ronde d’hommes seulement. La règle est admirable parce qu’elle ne laisse pas de marge : on lit un
        programme, on regarde les noms, on sait. Elle ne dit pas tout, mais elle interdit quelque chose, et une règle
        qui interdit se vérifie mieux qu’une règle qui souhaite.

        La parité, elle, se vise. Pour la connaître, il faut compter, et publier le compte. Nos sources donnent le
        nombre des intervenantes et des intervenants, 228 à Lens en 2022, 15 à Metz en 2023[^tribune]. Aucune ne donne
        la part des femmes. Voilà un engagement tenu, peut-être ; prouvé, pas encore.
        """
    ),
    quote("Une règle qui interdit se vérifie mieux qu’une règle qui souhaite."),
    heading("Le plus disputé : la licence"),
    text(
        """
        Tout livrable est publié sous une licence libre, pour être repris et adapté. Laquelle ? La charte la nomme : CC
        BY-SA 4.0, dans sa version française. On cite, on partage dans les mêmes conditions.

        Mais les équipes doivent aussi publier leur fiche sur Les Bases, la plateforme des ressources. Et là, par
        défaut, c’est la Licence ouverte 2.0 qui s’applique. Les mentions du site, de leur côté, parlent d’une licence
        ouverte ou Creative Commons, indiquée livrable par livrable[^licences]. Trois textes, trois réponses.
        """
    ),
    columns(
        [
            heading("CC BY-SA 4.0", "h3"),
            text(
                """
                - On cite l’origine.
                - On repartage sous la même licence.
                - Elle convient aux textes, aux images, aux sons.
                """
            ),
        ],
        [
            heading("Licence ouverte 2.0", "h3"),
            text(
                """
                - On cite l’origine.
                - On repartage comme on veut.
                - Elle convient aux données publiques.
                """
            ),
        ],
    ),
    text(
        """
        Toutes deux permettent de reprendre. La première oblige à laisser ouvert ce que l’on a reçu ouvert ; la seconde
        fait confiance. Ce n’est pas la même idée du commun. Tant que la question n’est pas tranchée, la seule conduite
        sûre est celle que la charte permet de vérifier : écrire la licence sur chaque chose, sans exception.
        """
    ),
    callout(
        "Avant de publier",
        "Une ressource sans licence n’est pas libre : le droit d’auteur s’applique tout entier, et personne ne peut la "
        "reprendre sans demander. Une ligne suffit à l’éviter.",
        "warning",
    ),
    heading("Les plus discrets : les commandes et les outils"),
    text(
        """
        Le quatrième engagement, un événement durable au budget frugal, se vérifie dans des devis que le public ne voit
        pas. Un repère, tout de même : à Metz, en octobre 2023, la journée a coûté 14 000 € pour 181 personnes[^metz],
        soit 77 € par personne. Frugal ? Il faudrait d’autres budgets pour le dire, et nous n’en connaissons pas
        d’autre.

        Le cinquième demande des outils ouverts et souverains, quand c’est possible. Le « quand c’est possible » est
        raisonnable ; il est aussi la porte par où tout peut passer. On la referme en publiant la liste des outils. Le
        kit de 2020 allait dans ce sens : des blocs-notes partagés, un espace de stockage commun, livrés avec la
        marque[^kit].
        """
    ),
    heading("Une charte, plusieurs textes"),
    text(
        """
        Reste un embarras. En cherchant la charte, nous en avons trouvé plusieurs. L’ancienne page de présentation en
        donne une autre liste, qui commence par l’intérêt général. Les Bases attribuent à la démarche sept principes, du
        premier, Éduquer, au dernier, Tempérer. La page « La démarche » affiche deux fois le cinquième engagement. Et du
        deuxième, il existe deux rédactions : l’une souhaite des publics qui puissent « participer et/ou bénéficier »,
        l’autre « bénéficier » seulement[^versions].
        """
    ),
    table(
        "Les textes de la charte, et ce qui les sépare",
        [("text", "Où on la lit"), ("text", "Ce qu’on y trouve")],
        [
            ["Guide d’organisation, vers 2024", "Cinq engagements ; « participer et/ou bénéficier »"],
            ["Page « La démarche », entre fin 2023 et 2024", "Les mêmes, le cinquième deux fois ; « bénéficier »"],
            ["Page « À propos de NEC »", "Une autre liste, qui commence par l’intérêt général"],
            ["Page Charte des Bases", "Sept principes"],
        ],
        "documents cités en bibliographie",
    ),
    text(
        """
        L’usage de la marque a changé de même. En 2023, il fallait la demander, quatre mois à l’avance. Les textes qui
        suivent disent : libre. Ce site s’en tient à la version la plus récente, celle du guide, et le dit en tête de
        [sa page sur la charte](/la-demarche/charte/).

        Cela paraît tatillon. Mais un texte qui sert de condition doit avoir une date, un numéro et une seule adresse.
        C’est une neuvième preuve à demander, et la charte gagnerait à se l’appliquer.
        """
    ),
    heading("Et ici ?"),
    text(
        """
        Un article sur la vérification ne peut pas finir sans se laisser vérifier. Voici donc qui publie ce site. Ce que
        vous lisez est sous licence CC BY-SA 4.0 ; sa licence est écrite en tête. Aucun outil d’un tiers n’y est chargé
        sans votre accord.
        """
    ),
    legal_notice(),
    buttons(
        link("Lire la charte", "/la-demarche/charte/"), link("Voir l’état d’accessibilité du site", "/accessibilite/")
    ),
    call_to_action(
        "Prenez les cinq engagements",
        "La charte est la seule condition pour porter le nom de Numérique en Commun[s]. Lisez-la, puis lancez-vous.",
        link("Annoncer une intention sur Démarches simplifiées", sources.CANDIDATURE_URL),
    ),
]

CHARTE = article(
    "une-charte-se-verifie",
    "Une charte se vérifie",
    (
        "Cinq engagements donnent le droit de porter le nom de NEC. À quoi verrait-on, le lendemain, qu’ils ont été "
        "tenus ? Huit preuves, et quelques trous."
    ),
    ArticleKind.SYNTHESE,
    METHODES,
    _BODY,
    notes={
        ("marque"): (
            "Guide d’organisation d’un NEC local, ANCT, vers 2024, et page « Les NEC locaux », second semestre 2024."
        ),
        "preuves": "Les preuves sont tirées du texte : nous n’en avons pas ajouté.",
        "tribune": "Bilan de l’édition nationale de Lens, septembre 2022 ; retour d’expérience de Metz, dans le guide.",
        ("licences"): (
            "Dans l’ordre : le guide et la page « La démarche » ; la page Charte des Bases ; les mentions du site, en "
            "anglais (« terms and conditions »)."
        ),
        "metz": "Retour d’expérience du NEC Metz 2023, dans le guide. La division est la nôtre.",
        "kit": "Appel à NEC locaux, mars 2020.",
        ("versions"): (
            f"[Page « À propos de NEC »]({sources.A_PROPOS_URL}), sans date ; page Charte des Bases ; [page « La "
            f"démarche »]({sources.DEMARCHE_URL}) ; guide."
        ),
    },
    bibliography=(
        "Agence nationale de la cohésion des territoires, *Guide d’organisation d’un NEC local*, vers 2024.",
        (
            f"Agence nationale de la cohésion des territoires, [« La démarche »]({sources.DEMARCHE_URL}), page web, "
            "entre fin 2023 et 2024."
        ),
        (
            f"Agence nationale de la cohésion des territoires, [« À propos de NEC »]({sources.A_PROPOS_URL}), page "
            "web, sans date."
        ),
        (
            "Creative Commons, [Attribution – Partage dans les mêmes conditions 4.0](https://creativecommons.org/licenses/"
            "by-sa/4.0/deed.fr)."
        ),
        "Etalab, [Licence ouverte 2.0](https://www.etalab.gouv.fr/licence-ouverte-open-licence/).",
    ),
    themes=(ETHIQUE, COMMUNS),
    mots_cles=("charte", "licences libres", "parité", "accessibilité"),
    about=("/editions/lens-2022/", "/nec-locaux/nec-metz-2023/"),
)
