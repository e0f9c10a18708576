import candidatures.enums
import candidatures.models.files
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import socle.fields
import uuid
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def date_states(apps, schema_editor):
    """A candidature is in its state since the last line of its journal that says so; a draft, since it was begun."""
    candidatures = apps.get_model("nec_candidatures", "Candidature").objects
    entries = apps.get_model("nec_candidatures", "JournalEntry").objects
    lines = entries.filter(candidature=OuterRef("pk")).exclude(to_state="").order_by("-created_at", "-pk")
    last = Subquery(lines.values("created_at")[:1])
    candidatures.update(state_changed_at=Coalesce(last, "submitted_at", "created_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('nec_candidatures', '0003_keep_the_outside_form'),
        ('nec_locaux', '0004_sans_territoire_unique'),
        ('nec_socle', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConventionAnnexe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=150, verbose_name='nom')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('file', models.FileField(storage=candidatures.models.files.private_storage, upload_to=candidatures.models.files.random_name, verbose_name='fichier')),
                ('sort_order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'annexe d’une convention',
                'verbose_name_plural': 'annexes d’une convention',
                'ordering': ['sort_order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ConventionSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='titre')),
                ('body', models.TextField(blank=True, help_text='Une ligne vide sépare deux paragraphes ; une ligne qui commence par « # » est un titre d’article.', max_length=60000, verbose_name='texte')),
                ('signatory', models.CharField(blank=True, help_text='Nom et qualité de qui signe pour l’ANCT.', max_length=255, verbose_name='signataire')),
                ('signatory_body', models.CharField(blank=True, help_text='Sa dénomination et son adresse.', max_length=255, verbose_name='structure signataire')),
                ('number_prefix', models.CharField(blank=True, help_text='Suivi du numéro du dossier. Vide : le numéro du dossier seul.', max_length=20, verbose_name='début du numéro')),
                ('joins_dossier', models.BooleanField(default=True, verbose_name='annexer le dossier déposé')),
                ('annexes', socle.fields.StreamField([], blank=True, help_text='Jointes à chaque convention, dans cet ordre.', verbose_name='autres annexes')),
            ],
            options={
                'verbose_name': 'modèle de convention',
            },
        ),
        migrations.CreateModel(
            name='CriterionAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criterion', models.CharField(max_length=64, verbose_name='critère')),
                ('appreciation', models.CharField(choices=[('fort', 'Point fort'), ('suffisant', 'Satisfaisant'), ('faible', 'Point faible'), ('inconnu', 'Ne peut pas être apprécié')], default='inconnu', max_length=12, verbose_name='appréciation')),
                ('comment', models.TextField(blank=True, max_length=2000, verbose_name='commentaire')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifiée le')),
            ],
            options={
                'verbose_name': 'appréciation d’un critère',
                'verbose_name_plural': 'grille d’appréciation',
                'ordering': ['criterion'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('acceptee', 'Acceptée'), ('refusee', 'Refusée')], max_length=10, verbose_name='décision')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, help_text='En euros. Zéro pour un accord sans subvention.', max_digits=12, null=True, verbose_name='subvention accordée')),
                ('reasons', models.TextField(blank=True, max_length=5000, verbose_name='raisons, pour l’équipe')),
                ('public_text', models.TextField(blank=True, max_length=5000, verbose_name='ce que lit la porteuse ou le porteur')),
                ('decided_at', models.DateTimeField(auto_now_add=True, verbose_name='date')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revenue sur la décision le')),
            ],
            options={
                'verbose_name': 'décision',
                'verbose_name_plural': 'décisions',
                'ordering': ['-decided_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DemarchesSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('demarche_number', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='numéro de la démarche')),
                ('base_url', models.URLField(blank=True, help_text='Par exemple https://demarche.numerique.gouv.fr, sans rien après.', verbose_name='adresse du service')),
                ('prefills', models.BooleanField(default=False, help_text='Créer là-bas un dossier prérempli avec ce qui est écrit ici.', verbose_name='préremplir')),
                ('imports', models.BooleanField(default=False, help_text='Reprendre ici les dossiers déposés là-bas.', verbose_name='importer')),
            ],
            options={
                'verbose_name': 'Démarches simplifiées',
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(db_index=True, verbose_name='à faire avant la fin du')),
                ('label', models.CharField(max_length=255, verbose_name='quoi')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='notée le')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='faite le')),
            ],
            options={
                'verbose_name': 'échéance de suivi',
                'verbose_name_plural': 'échéances de suivi',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FollowUpSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reminder_days', models.PositiveSmallIntegerField(default=3, help_text='En jours, pour une demande de complément ou un bilan. Zéro : le jour même.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='rappeler avant l’échéance')),
                ('agreement_reminder_days', models.PositiveSmallIntegerField(default=15, help_text='En jours après son envoi.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(180)], verbose_name='rappeler une convention à signer après')),
                ('request_days', models.PositiveSmallIntegerField(default=15, help_text='En jours, proposé pour chaque demande de complément.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(180)], verbose_name='délai pour répondre à une demande')),
                ('reports_months', models.PositiveSmallIntegerField(default=2, help_text='En mois, après le dernier jour de l’événement.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='délai pour envoyer le bilan')),
            ],
            options={
                'verbose_name': 'délais des candidatures',
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('demarche_number', models.PositiveBigIntegerField(verbose_name='numéro de la démarche')),
                ('state', models.CharField(choices=[('en_cours', 'En cours'), ('fini', 'Fini'), ('echec', 'Interrompu : à reprendre')], db_index=True, default='en_cours', max_length=10, verbose_name='état')),
                ('phase', models.CharField(choices=[('dossiers', 'Dossiers'), ('supprimes', 'Dossiers supprimés'), ('corbeille', 'Dossiers dans la corbeille')], default='dossiers', max_length=10, verbose_name='lecture')),
                ('cursor', models.CharField(blank=True, max_length=500, verbose_name='curseur')),
                ('updated_since', models.DateTimeField(blank=True, null=True, verbose_name='changements depuis le')),
                ('started_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='commencé le')),
                ('alive_at', models.DateTimeField(auto_now=True, verbose_name='dernière page lue le')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='fini le')),
                ('created_count', models.PositiveIntegerField(default=0, verbose_name='créés')),
                ('updated_count', models.PositiveIntegerField(default=0, verbose_name='mis à jour')),
                ('unchanged_count', models.PositiveIntegerField(default=0, verbose_name='inchangés')),
                ('deleted_count', models.PositiveIntegerField(default=0, verbose_name='supprimés')),
                ('problem_count', models.PositiveIntegerField(default=0, verbose_name='à vérifier')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='erreur')),
            ],
            options={
                'verbose_name': 'import de Démarches simplifiées',
                'verbose_name_plural': 'imports de Démarches simplifiées',
                'ordering': ['-started_at'],
            },
        ),
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField(max_length=10000, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='écrite le')),
                ('edited_at', models.DateTimeField(blank=True, null=True, verbose_name='modifiée le')),
            ],
            options={
                'verbose_name': 'note interne',
                'verbose_name_plural': 'notes internes',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ModeleCourriel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=candidatures.enums.mail_key_choices, max_length=40, unique=True, verbose_name='courriel')),
                ('subject', models.CharField(max_length=200, verbose_name='objet')),
                ('body', models.TextField(max_length=10000, verbose_name='texte')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
            ],
            options={
                'verbose_name': 'modèle de courriel',
                'verbose_name_plural': 'modèles de courriels',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='OutsideDossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outside_id', models.CharField(max_length=100, unique=True, verbose_name='identifiant')),
                ('number', models.PositiveBigIntegerField(unique=True, verbose_name='numéro')),
                ('demarche_number', models.PositiveBigIntegerField(db_index=True, verbose_name='numéro de la démarche')),
                ('state', models.CharField(choices=[('en_construction', 'En construction'), ('en_instruction', 'En instruction'), ('accepte', 'Accepté'), ('refuse', 'Refusé'), ('sans_suite', 'Classé sans suite')], max_length=20, verbose_name='état là-bas')),
                ('data', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='réponses')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='déposé le')),
                ('modified_at', models.DateTimeField(blank=True, null=True, verbose_name='modifié là-bas le')),
                ('deleted_at', models.DateTimeField(blank=True, null=True, verbose_name='supprimé là-bas le')),
                ('deletion_reason', models.CharField(blank=True, max_length=100, verbose_name='raison de la suppression')),
                ('problem', models.TextField(blank=True, verbose_name='à vérifier')),
                ('imported_at', models.DateTimeField(auto_now=True, verbose_name='lu le')),
            ],
            options={
                'verbose_name': 'dossier de Démarches simplifiées',
                'verbose_name_plural': 'dossiers de Démarches simplifiées',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, help_text='En euros.', max_digits=12, verbose_name='montant')),
                ('paid_on', models.DateField(db_index=True, verbose_name='versé le')),
                ('reference', models.CharField(blank=True, max_length=100, verbose_name='référence')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='saisi le')),
            ],
            options={
                'verbose_name': 'versement',
                'verbose_name_plural': 'versements',
                'ordering': ['paid_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Prefill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('demarche_number', models.PositiveBigIntegerField(verbose_name='numéro de la démarche')),
                ('dossier_number', models.PositiveBigIntegerField(blank=True, db_index=True, null=True, verbose_name='numéro du dossier')),
                ('outside_id', models.CharField(blank=True, max_length=100, verbose_name='identifiant')),
                ('url', models.URLField(blank=True, max_length=2000, verbose_name='adresse du dossier')),
                ('outside_state', models.CharField(blank=True, max_length=30, verbose_name='état là-bas')),
                ('kept', models.JSONField(blank=True, default=list, verbose_name='réponses reprises')),
                ('dropped', models.JSONField(blank=True, default=list, verbose_name='réponses perdues')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='erreur')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='essais')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='demandé le')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='obtenu le')),
            ],
            options={
                'verbose_name': 'dossier prérempli',
                'verbose_name_plural': 'dossiers préremplis',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='RetentionSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purposes', models.TextField(blank=True, help_text='Pourquoi ces données sont gardées, en phrases. Vide : rien n’en est dit.', max_length=2000, verbose_name='finalités')),
                ('draft_months', models.PositiveSmallIntegerField(default=3, help_text='En mois, après le dernier enregistrement. Le brouillon est ensuite effacé.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(360)], verbose_name='brouillons sans activité')),
                ('refused_years', models.PositiveSmallIntegerField(default=2, help_text='En années, après le refus, le retrait ou l’annulation. Le dossier est ensuite rendu anonyme.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='dossiers refusés, retirés ou annulés')),
                ('closed_years', models.PositiveSmallIntegerField(default=10, help_text='En années, après le versement ou la clôture : la durée de conservation des pièces comptables. Le dossier est ensuite rendu anonyme.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30)], verbose_name='dossiers versés ou clos')),
                ('warning_days', models.PositiveSmallIntegerField(default=15, help_text='En jours, avant un effacement.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='prévenir avant')),
            ],
            options={
                'verbose_name': 'conservation des candidatures',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('query', models.TextField(blank=True, max_length=2000, verbose_name='filtres')),
                ('is_shared', models.BooleanField(default=False, verbose_name='montrée à toute l’équipe')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='enregistrée le')),
            ],
            options={
                'verbose_name': 'vue enregistrée',
                'verbose_name_plural': 'vues enregistrées',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='candidature',
            options={'default_permissions': ('view',), 'ordering': ['-updated_at'], 'permissions': [('review_candidature', 'Peut instruire les candidatures'), ('decide_candidature', 'Peut décider des candidatures'), ('manage_candidature', 'Peut gérer les conventions, les bilans et les versements'), ('export_candidature', 'Peut exporter les candidatures')], 'verbose_name': 'candidature', 'verbose_name_plural': 'candidatures'},
        ),
        migrations.AlterModelOptions(
            name='journalentry',
            options={'default_permissions': (), 'ordering': ['created_at', 'pk'], 'verbose_name': 'ligne du journal', 'verbose_name_plural': 'journal des candidatures'},
        ),
        migrations.AddField(
            model_name='appointment',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='candidature',
            name='anonymised_at',
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='rendue anonyme le'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='decided_at',
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='décidée le'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='due_on',
            field=models.DateField(blank=True, db_index=True, null=True, verbose_name='prochaine échéance'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='grant_awarded',
            field=models.DecimalField(blank=True, db_index=True, decimal_places=2, help_text='En euros. Zéro pour un accord sans subvention, vide tant que rien n’est décidé.', max_digits=12, null=True, verbose_name='subvention accordée'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='grant_paid',
            field=models.DecimalField(blank=True, db_index=True, decimal_places=2, max_digits=12, null=True, verbose_name='subvention versée'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='instructeur',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='candidatures_instruites', to=settings.AUTH_USER_MODEL, verbose_name='instruite par'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='real_cost',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='En euros.', max_digits=12, null=True, verbose_name='coût réel retenu'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='reports_due_on',
            field=models.DateField(blank=True, null=True, verbose_name='bilan à rendre avant la fin du'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='retention_warned_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='effacement annoncé le'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='state_changed_at',
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='dans cet état depuis le'),
        ),
        migrations.AddField(
            model_name='convention',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='En euros.', max_digits=12, null=True, verbose_name='subvention'),
        ),
        migrations.AddField(
            model_name='convention',
            name='dated_on',
            field=models.DateField(blank=True, null=True, verbose_name='datée du'),
        ),
        migrations.AddField(
            model_name='convention',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='convention',
            name='representative',
            field=models.CharField(blank=True, help_text='Nom et qualité de qui signera.', max_length=255, verbose_name='structure représentée par'),
        ),
        migrations.AddField(
            model_name='convention',
            name='signed_on',
            field=models.DateField(blank=True, null=True, verbose_name='signée le'),
        ),
        migrations.AddField(
            model_name='convention',
            name='structure_address',
            field=models.CharField(blank=True, max_length=500, verbose_name='adresse de la structure'),
        ),
        migrations.AddField(
            model_name='convention',
            name='validated_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='vérifiée le'),
        ),
        migrations.AddField(
            model_name='convention',
            name='validated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vérifiée par'),
        ),
        migrations.AddField(
            model_name='courriel',
            name='appointment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='nec_candidatures.appointment'),
        ),
        migrations.AddField(
            model_name='courriel',
            name='next_attempt_at',
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='prochain essai'),
        ),
        migrations.AddField(
            model_name='courriel',
            name='porteur',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='nec_candidatures.porteur'),
        ),
        migrations.AddField(
            model_name='courriel',
            name='resent_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='renvoyé le'),
        ),
        migrations.AddField(
            model_name='courriel',
            name='resent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='renvoyé par'),
        ),
        migrations.AddField(
            model_name='courriel',
            name='template_key',
            field=models.CharField(blank=True, choices=candidatures.enums.mail_key_choices, db_index=True, max_length=40, verbose_name='modèle'),
        ),
        migrations.AlterField(
            model_name='candidature',
            name='expected_attendance',
            field=models.PositiveIntegerField(blank=True, db_index=True, null=True, verbose_name='public attendu'),
        ),
        migrations.AlterField(
            model_name='candidature',
            name='grant_requested',
            field=models.DecimalField(blank=True, db_index=True, decimal_places=2, max_digits=12, null=True, verbose_name='subvention demandée'),
        ),
        migrations.AlterField(
            model_name='candidature',
            name='title',
            field=models.CharField(blank=True, db_index=True, max_length=255, verbose_name='titre'),
        ),
        migrations.AlterField(
            model_name='convention',
            name='number',
            field=models.CharField(blank=True, max_length=60, verbose_name='numéro'),
        ),
        migrations.AlterField(
            model_name='courriel',
            name='state',
            field=models.CharField(choices=[('attente', 'En attente'), ('parti', 'Parti'), ('echec', 'Échec'), ('abandon', 'Abandonné'), ('ecarte', 'Écarté')], db_index=True, default='attente', max_length=10, verbose_name='état'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='kind',
            field=models.CharField(choices=[('etat', 'Changement d’état'), ('message', 'Message'), ('fichier', 'Fichier'), ('complement', 'Demande de complément'), ('rendez_vous', 'Rendez-vous'), ('acces', 'Accès au dossier'), ('donnees', 'Données personnelles'), ('lecture', 'Consultation par l’équipe'), ('attribution', 'Attribution'), ('appreciation', 'Appréciation'), ('convention', 'Convention'), ('versement', 'Versement'), ('page', 'Page de l’événement'), ('echeance', 'Échéance'), ('note', 'Note interne'), ('export', 'Export')], db_index=True, max_length=12, verbose_name='nature'),
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.CheckConstraint(condition=models.Q(('grant_awarded', None), ('grant_awarded__gte', 0), _connector='OR'), name='nec_candidatures_grant_awarded_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.CheckConstraint(condition=models.Q(('real_cost', None), ('real_cost__gte', 0), _connector='OR'), name='nec_candidatures_real_cost_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.CheckConstraint(condition=models.Q(('grant_paid', None), ('grant_paid__gte', 0), _connector='OR'), name='nec_candidatures_grant_paid_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='convention',
            constraint=models.CheckConstraint(condition=models.Q(('amount', None), ('amount__gt', 0), _connector='OR'), name='nec_candidatures_convention_amount'),
        ),
        migrations.AddField(
            model_name='conventionannexe',
            name='convention',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='nec_candidatures.convention'),
        ),
        migrations.AddField(
            model_name='conventionsettings',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='criterionassessment',
            name='assessed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='criterionassessment',
            name='candidature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='nec_candidatures.candidature'),
        ),
        migrations.AddField(
            model_name='decision',
            name='candidature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='nec_candidatures.candidature'),
        ),
        migrations.AddField(
            model_name='decision',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='demarchessettings',
            name='appel',
            field=models.ForeignKey(blank=True, help_text='Celui dont les dossiers viennent de cette démarche, et dont les correspondances servent.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='nec_candidatures.appelpage', verbose_name='appel'),
        ),
        migrations.AddField(
            model_name='demarchessettings',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='followup',
            name='candidature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='nec_candidatures.candidature'),
        ),
        migrations.AddField(
            model_name='followup',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='followup',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='faite par'),
        ),
        migrations.AddField(
            model_name='followupsettings',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'en_cours')), fields=('demarche_number',), name='nec_candidatures_one_import_at_once'),
        ),
        migrations.AddField(
            model_name='internalnote',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='internalnote',
            name='candidature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='nec_candidatures.candidature'),
        ),
        migrations.AddField(
            model_name='modelecourriel',
            name='updated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='modifié par'),
        ),
        migrations.AddField(
            model_name='outsidedossier',
            name='candidature',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outside_dossier', to='nec_candidatures.candidature', verbose_name='candidature'),
        ),
        migrations.AddField(
            model_name='payment',
            name='candidature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payments', to='nec_candidatures.candidature'),
        ),
        migrations.AddField(
            model_name='payment',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisi par'),
        ),
        migrations.AddField(
            model_name='prefill',
            name='candidature',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='prefill', to='nec_candidatures.candidature'),
        ),
        migrations.AddField(
            model_name='retentionsettings',
            name='site',
            field=models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidature_views', to=settings.AUTH_USER_MODEL, verbose_name='enregistrée par'),
        ),
        migrations.AddConstraint(
            model_name='criterionassessment',
            constraint=models.UniqueConstraint(fields=('candidature', 'criterion'), name='nec_candidatures_unique_criterion'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('candidature',), name='nec_candidatures_unique_decision'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gte', 0), ('kind', 'acceptee')), models.Q(('amount', None), ('kind', 'refusee')), _connector='OR'), name='nec_candidatures_decision_amount'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='nec_candidatures_payment_positive'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('owner', 'name'), name='nec_candidatures_unique_view'),
        ),
        migrations.RunPython(date_states, migrations.RunPython.noop),
    ]
