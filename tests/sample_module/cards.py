from pico.core.modules.cards import Card


def card(request):
    return Card("Modulo di prova", "pagine da leggere", "/prova/", number=1)
