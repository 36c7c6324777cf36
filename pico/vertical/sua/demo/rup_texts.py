"""Names, courses, contracts and purchases of the demo: of nobody, and believable."""

FIRST_NAMES = (
    "Alberto", "Anna", "Beatrice", "Carlo", "Chiara", "Davide", "Elena", "Enrico", "Federica",
    "Francesco", "Giorgia", "Giulio", "Ilaria", "Lorenzo", "Lucia", "Marco", "Marta", "Michele",
    "Nicola", "Paola", "Roberto", "Silvia", "Stefano", "Valentina",
)  # fmt: skip
LAST_NAMES = (
    "Baldan", "Bortolin", "Callegari", "Casagrande", "Dal Bo", "De Marchi", "Favaro", "Gasparini",
    "Lorenzon", "Marangon", "Mion", "Nardin", "Pavan", "Piovesan", "Rizzato", "Sartor", "Tonon",
    "Vendrame", "Visentin", "Zanatta", "Zanin", "Zorzi",
)  # fmt: skip
COURSES = (
    (
        "Il Codice dei contratti pubblici dopo il correttivo",
        "Scuola nazionale dell'amministrazione",
        30,
        "BASIC",
    ),
    ("Project management per il RUP", "Ordine degli ingegneri", 60, "ADVANCED"),
    ("Digitalizzazione e PCP: schede e orchestratori", "UPI – Formazione", 12, "SPECIAL"),
    ("Criteri ambientali minimi negli appalti", "Provincia di Treviso", 8, "BASIC"),
    ("Direzione lavori e contabilità", "Ordine degli architetti", 24, "SPECIAL"),
    (
        "Esecuzione di servizi e forniture: verifiche e penali",
        "Scuola nazionale dell'amministrazione",
        16,
        "SPECIAL",
    ),
)
CONTRACTS = (
    (
        "Manutenzione del verde pubblico",
        "SERVICES",
        "77310000-6",
        "Verde Marca società cooperativa",
        58_000,
    ),
    ("Pulizia degli edifici comunali", "SERVICES", "90911200-8", "Lindo Servizi srl", 74_000),
    ("Refezione scolastica", "SERVICES", "55524000-9", "Cucina Veneta spa", 310_000),
    ("Trasporto scolastico", "SERVICES", "60112000-6", "Autolinee Piave srl", 142_000),
    ("Fornitura di energia elettrica", "SUPPLIES", "09310000-5", "Energia Serena spa", 265_000),
    (
        "Manutenzione della pubblica illuminazione",
        "SERVICES",
        "50232100-1",
        "Luce Nova srl",
        88_000,
    ),
    ("Servizi assicurativi – RCT/RCO", "SERVICES", "66516400-4", "Assicura Mutua", 39_000),
    ("Manutenzione stradale ordinaria", "WORKS", "45233141-9", "Strade e Ponti srl", 180_000),
    ("Noleggio di fotocopiatrici", "SUPPLIES", "30121100-4", "Ufficio Facile srl", 12_500),
    ("Manutenzione di impianti termici", "SERVICES", "50720000-8", "Calore Amico srl", 46_000),
    (
        "Servizio di assistenza domiciliare",
        "SERVICES",
        "85312000-9",
        "Insieme cooperativa sociale",
        195_000,
    ),
    (
        "Licenze e assistenza del gestionale",
        "SERVICES",
        "72267000-4",
        "Anagrafe Software srl",
        27_000,
    ),
    ("Segnaletica orizzontale e verticale", "WORKS", "45233221-4", "Segnali srl", 33_000),
    ("Fornitura di sale antigelo", "SUPPLIES", "34927100-2", "Salina Nord srl", 9_800),
    ("Guardiania e custodia", "SERVICES", "79713000-5", "Vigilanza Quieta srl", 22_000),
)
PURCHASES = (
    ("Adeguamento sismico della scuola primaria", "WORKS", "45214210-5", 1_450_000),
    ("Pista ciclabile lungo il fiume", "WORKS", "45233162-2", 680_000),
    ("Refezione scolastica 2027-2030", "SERVICES", "55524000-9", 930_000),
    ("Fornitura di energia elettrica da fonti rinnovabili", "SUPPLIES", "09310000-5", 540_000),
    ("Restauro della loggia comunale", "WORKS", "45454100-5", 390_000),
    ("Trasporto scolastico, triennio", "SERVICES", "60112000-6", 426_000),
    ("Rotatoria sulla strada provinciale", "WORKS", "45233128-2", 520_000),
    ("Servizi di pulizia degli edifici", "SERVICES", "90911200-8", 222_000),
    ("Riqualificazione dell'illuminazione pubblica", "WORKS", "45316110-9", 870_000),
    ("Arredi per le scuole", "SUPPLIES", "39160000-1", 165_000),
)
CIG_FILE = (
    '"cig";"numero_gara";"oggetto_lotto";"importo_lotto";"oggetto_principale_contratto";"luogo_istat";"codice_ausa";"cf_amministrazione_appaltante";"cod_cpv";"CUI_PROGRAMMA";"CUP";"Flag_PNRR_PNC"\n'
    '"B1A47D9081";"9001";"Adeguamento sismico – scuola primaria";"1450000.0";"LAVORI";"026012";"0000156789";"";"45214210-5";"";"";"1"\n'
    '"A02CFF83E5";"9001";"Adeguamento sismico – palestra";"380000.0";"LAVORI";"026012";"156789.0";"";"45212290-5";"";"C11G26000000001";"1"\n'
    '"9642637BC5";"9002";"Pista ciclabile lungo il fiume";"680000.0";"LAVORI";"026021";"0000156789";"";"45233162-2";"";"";"0"\n'
    '"9642637BC6";"9003";"Refezione scolastica";"930000.0";"SERVIZI";"";"0000156789";"";"55524000-9";"";"";"0"\n'
    '"8965966534";"9004";"Arredi per le scuole";"0.0";"FORNITURE";"026046";"0000156789";"";"39160000-1";"13226890153202300009";"000000000000000";"0"\n'
)
