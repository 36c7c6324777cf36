from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_reminders")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="reply_to",
            field=models.CharField(
                blank=True, default="", max_length=150, verbose_name="risposte a"
            ),
            preserve_default=False,
        ),
    ]
