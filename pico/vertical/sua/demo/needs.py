"""What the campaigns of the demo ask for: items as SUAs of Provinces really collect them."""

from decimal import Decimal

D = Decimal
# Section, code, CPV, description, unit, reference price, variants, mean need of a Comune.
STATIONERY = (
    ("Carta", "A4", "30197643", "Carta A4 80 g in risme da 500 fogli", "PZ", D("3.20"), (), 900),
    ("Carta", "A4R", "30197643", "Carta A4 riciclata in risme da 500 fogli", "PZ", D("3.45"), (), 400),
    ("Carta", "A3", "30197643", "Carta A3 80 g in risme da 500 fogli", "PZ", D("6.50"), (), 60),
    ("Cancelleria", "PEN", "30192700", "Penne a sfera", "PZ", D("0.28"), ("blu", "nero"), 500),
    ("Cancelleria", "FAL", "30199000", "Faldoni con lacci, dorso 12 cm", "PZ", D("1.90"), (), 250),
    ("Toner", "TON", "30125100", "Toner nero rigenerato", "PZ", D("38.00"), (), 45),
)  # fmt: skip
FIRE = (
    ("Impianti antincendio", "EST", "50413200", "Manutenzione semestrale di estintori", "PZ", D("9.50"), (), 180),
    ("Impianti antincendio", "IDR", "50413200", "Verifica di idranti e naspi", "PZ", D("14.00"), (), 60),
    ("Impianti antincendio", "POR", "50413200", "Verifica di porte tagliafuoco", "PZ", D("11.00"), (), 90),
    ("Forniture", "NUO", "35111300", "Estintori a polvere da 6 kg, sostituzione", "PZ", D("42.00"), (), 15),
    ("Forniture", "RIV", "31625200", "Centraline di rivelazione fumi", "PZ", D("690.00"), (), 2),
)  # fmt: skip
INSURANCE = (
    ("Polizze", "RCT", "66516400", "Responsabilità civile verso terzi e prestatori d'opera", "LUMP", D("24000"), (), 1),
    ("Polizze", "ALL", "66515200", "All risks patrimonio immobiliare e mobiliare", "LUMP", D("18500"), (), 1),
    ("Polizze", "AUT", "66514110", "Libro matricola autoveicoli", "LUMP", D("6200"), (), 1),
)  # fmt: skip
ENERGY = (
    ("Energia", "EE", "09310000", "Energia elettrica per edifici e illuminazione pubblica", "KWH", D("0.24"), ("verde", "mista"), 480_000),
    ("Energia", "GAS", "09123000", "Gas naturale per riscaldamento", "KWH", D("0.09"), (), 610_000),
)  # fmt: skip
TRANSPORT = (
    ("Servizio", "SC", "60130000", "Trasporto scolastico, scuole dell'infanzia e primarie", "KM", D("3.10"), (), 42_000),
    ("Servizio", "GI", "60130000", "Uscite didattiche in orario scolastico", "H", D("58.00"), (), 90),
)  # fmt: skip
FURNITURE = (
    ("Aule", "BAN", "39160000", "Banchi monoposto regolabili", "PZ", D("74.00"), (), 60),
    ("Aule", "SED", "39113000", "Sedie per aula", "PZ", D("31.00"), (), 70),
    ("Infanzia", "INF", "39161000", "Arredi per scuola dell'infanzia, sezione completa", "PZ", D("4200"), (), 1),
)  # fmt: skip
CLEANING_WORDS = (
    ("Detergenti", "39831000", D("2.40"), 120, (
        "Detergente per pavimenti 5 l", "Detergente per vetri 750 ml", "Sgrassatore 750 ml",
        "Anticalcare per sanitari 1 l", "Candeggina 5 l", "Detergente neutro concentrato 5 l",
        "Detersivo per stoviglie 5 l", "Ammorbidente 5 l", "Detersivo per lavatrice 10 kg",
        "Detergente enzimatico 1 l", "Disincrostante acido 1 l", "Deodorante per ambienti 300 ml",
    )),
    ("Disinfettanti", "24455000", D("5.80"), 40, (
        "Disinfettante per superfici 5 l", "Alcol denaturato 1 l", "Disinfettante spray 750 ml",
        "Ipoclorito di sodio 5 l", "Salviette disinfettanti, 100 pezzi",
        "Gel igienizzante per mani 500 ml", "Disinfettante per bagni 1 l", "Acqua ossigenata 1 l",
    )),
    ("Carta e monouso", "33760000", D("9.90"), 80, (
        "Carta igienica jumbo, 12 rotoli", "Carta igienica a due veli, 48 rotoli",
        "Asciugamani piegati a V, 3.000 pezzi", "Bobine asciugamani, 6 pezzi",
        "Bobina industriale 800 strappi", "Fazzoletti, 40 scatole", "Tovaglioli 33×33, 1.000 pezzi",
        "Lenzuolini medici, 6 rotoli", "Copri-WC, 5.000 pezzi", "Tovagliette monouso, 500 pezzi",
    )),
    ("Mani", "33711900", D("4.10"), 60, (
        "Sapone liquido 5 l", "Sapone in schiuma 800 ml", "Crema lavamani 3 l",
        "Sapone solido 100 g, 50 pezzi", "Dosatore a parete", "Ricarica per dosatore 1 l",
    )),
    ("Sacchi", "19640000", D("6.30"), 70, (
        "Sacchi neri 70×110, 200 pezzi", "Sacchi trasparenti 70×110, 200 pezzi",
        "Sacchetti 50×60, 500 pezzi", "Sacchi per umido compostabili, 250 pezzi",
        "Sacchi grandi 90×120, 100 pezzi", "Sacchetti igienici, 1.000 pezzi",
        "Sacchi gialli per plastica, 200 pezzi", "Sacchi blu per carta, 200 pezzi",
    )),
    ("Attrezzi", "39224000", D("7.50"), 20, (
        "Scope di saggina", "Scope in plastica", "Mop in microfibra", "Secchi con strizzatore",
        "Palette alzaimmondizia", "Spazzoloni tergipavimento", "Manici telescopici",
        "Panni in microfibra, 10 pezzi", "Spugne abrasive, 10 pezzi", "Scovolini per WC",
    )),
    ("Guanti", "18424000", D("5.20"), 50, (
        "Guanti in nitrile, 100 pezzi", "Guanti in lattice, 100 pezzi", "Guanti in vinile, 100 pezzi",
        "Guanti da lavoro", "Guanti per uso domestico", "Guanti antitaglio",
    )),
)  # fmt: skip


def cleaning() -> tuple:
    """Sixty items in seven sections."""
    return tuple(
        (section, f"{section[:3].upper()}{n:02d}", cpv, words, "PZ", price + n, (), mean - n)
        for section, cpv, price, mean, names in CLEANING_WORDS
        for n, words in enumerate(names, 1)
    )
