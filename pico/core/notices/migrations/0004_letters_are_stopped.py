from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_letters_are_answered")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="stop_url",
            field=models.URLField(
                blank=True, default="", max_length=500, verbose_name="per non riceverla più"
            ),
            preserve_default=False,
        ),
    ]
