"""The generations stand in the core now; they are sums of changes, and begin anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cache", "0002_families_of_pages"),
    ]

    operations = [
        migrations.DeleteModel(name="Generation"),
    ]
