"""How ANAC, ReGiS and PNC say the way a contractor was chosen, brought to one list.

By description, never by code: 24 is «affidamento diretto» for SIMOG, 10 for PCP, 23 for law 190.
The first pattern that is found in the description decides.
"""

PATTERNS = (
    ("CONFRONTO COMPETITIVO IN ADESIONE", "FRAMEWORK_REOPENED"),
    ("ADESIONE AD ACCORDO QUADRO", "FRAMEWORK"),
    ("ADESIONE A.* CONVENZIONE", "FRAMEWORK"),
    ("IN HOUSE", "IN_HOUSE"),
    ("(RAGGRUPPATE|CONSORZIATE|CONTROLLATE)", "CONSORTIUM"),
    ("AFFIDAMENTO DIRETTO", "DIRECT"),
    ("(SOTTO ?SOGLIA|AFFIDAMENTI SOTTO)", "BELOW_THRESHOLD"),
    ("COMPETITIVA CON NEGOZIAZIONE", "COMPETITIVE_NEGOTIATION"),
    ("NEGOZIATA SENZA", "NEGOTIATED_WITHOUT_NOTICE"),
    ("NEGOZIATA CON", "NEGOTIATED_WITH_NOTICE"),
    ("DIALOGO COMPETITIVO", "DIALOGUE"),
    ("PAR(T)?(E)?(R)?(N)?.*INNOVAZIONE", "INNOVATION"),
    ("RISTRETTA", "RESTRICTED"),
    ("APERTA", "OPEN"),
)


def as_sql(column: str) -> str:
    """The expression of the procedure for a column of descriptions; NULL where there is none."""
    whens = " ".join(
        f"WHEN regexp_matches(upper({column}), '{pattern}') THEN '{name}'"
        for pattern, name in PATTERNS
    )
    return f"CASE WHEN txt({column}) IS NULL THEN NULL {whens} ELSE 'OTHER' END"
