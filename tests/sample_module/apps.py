from django.apps import AppConfig

from pico.core.modules.manifest import MenuEntry, Module


class SampleConfig(AppConfig):
    name = "tests.sample_module"
    label = "sample"
    manifest = Module(
        key="sample",
        label="Modulo di prova",
        layer="vertical",
        path="prova",
        urls="tests.sample_module.urls",
        api="tests.sample_module.api.router",
        permissions="tests.sample_module.permissions.POLICY",
        flows=("tests.sample_module.workflow.DOSSIER", "tests.sample_module.workflow.TRACK"),
        settings="tests.sample_module.settings.SampleSettings",
        menu=(MenuEntry("Pagina di prova", "sample:page"),),
        cards=("tests.sample_module.cards.card",),
    )
