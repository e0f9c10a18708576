from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("nec_locaux", "0003_territoires_des_nec_locaux")]

    operations = [migrations.RemoveField(model_name="neclocalpage", name="territoire")]
