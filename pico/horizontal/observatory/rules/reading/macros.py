"""Small words of SQL that clean one value: what is absent, amounts, days, codes, fiscal codes.

Each takes the text of a cell as `cleaned` leaves it: no blanks around it, NULL for what says nothing.
Each names its argument few times: macros are texts put into texts, and nested ones grow quickly.
"""

import duckdb

# Written for «nothing» in some file; «NA» is not among them: it is Naples. `cleaned` relies on their
# first letters: n, N and what sorts before «.».
ABSENT = r"(?:null|n/d|n\.d\.|nd|none|nan|--?|#n/[da]|\*{16})?"
BLANK = r"[\s\x{a0}\x{feff}]"
LONG = 40  # bytes: what is longer is no word for «nothing»
FIRST_YEAR, LAST_YEAR = 1990, 2060  # of days that can be true in these data

BLANKS = "' \t\r\n\u00a0\ufeff'"  # the characters themselves, as SQL has no escapes for all
MACROS = (
    "txt(x) AS x",
    "has(x) AS x IS NOT NULL",
    # Runs of blanks made one, and the usual wreckage of accents read twice made good.
    """words(x) AS CASE WHEN contains(x, 'â€') OR contains(x, 'Ã') THEN
            regexp_replace(replace(replace(replace(replace(replace(replace(replace(x,
                'â€™', '’'), 'â€œ', '«'), 'â€', '»'), 'Ã¨', 'è'), 'Ã©', 'é'), 'Ã²', 'ò'), 'Ã¹', 'ù'),
                '\\s+', ' ', 'g')
        WHEN contains(x, '\x92') OR contains(x, '\x93')
            THEN translate(x, '\x91\x92\x93\x94\x96\x97', '‘’«»––')
        WHEN contains(x, '  ') OR contains(x, chr(10))
            THEN regexp_replace(x, '\\s+', ' ', 'g')
        ELSE x END""",
    # Codes that a program wrote as decimals: «24.0» is 24, «01» stays «01».
    "code(x) AS CASE WHEN suffix(x, '.0') THEN left(x, -2) ELSE x END",
    "whole(x) AS TRY_CAST(code(x) AS INTEGER)",
    # 1234.56 · 1.234,56 · 1.234.567 · 1,00 · € 12,50 ; a single dot is a decimal point.
    r"plain(x) AS replace(replace(replace(x, '€', ''), '%', ''), ' ', '')",
    r"""point(x) AS CASE
        WHEN contains(plain(x), ',') THEN replace(replace(plain(x), '.', ''), ',', '.')
        WHEN length(plain(x)) - length(replace(plain(x), '.', '')) > 1
            AND regexp_full_match(plain(x), '-?\d{1,3}(\.\d{3})+') THEN replace(plain(x), '.', '')
        ELSE plain(x) END""",
    "amount(x) AS coalesce(TRY_CAST(x AS DECIMAL(18,2)), TRY_CAST(point(x) AS DECIMAL(18,2)))",
    "number(x) AS TRY_CAST(point(x) AS DOUBLE)",
    # In files that separate thousands with a dot: 114.000 is a hundred and fourteen thousand.
    r"""amount_it(x) AS TRY_CAST(CASE
        WHEN regexp_full_match(plain(x), '-?\d{1,3}(\.\d{3})+(,\d+)?')
        THEN replace(replace(plain(x), '.', ''), ',', '.') ELSE point(x) END AS DECIMAL(18,2))""",
    # 2024-05-31 (with or without time and zone) · 31/05/2024 · 31/5/2024 · 20240531.
    r"""any_day(x) AS CASE
        WHEN x[5] = '-' THEN TRY_CAST(x[1:10] AS DATE)
        WHEN contains(x, '/') THEN CAST(TRY_STRPTIME(x[1:10], '%d/%m/%Y') AS DATE)
        ELSE CAST(TRY_STRPTIME(x, '%Y%m%d') AS DATE) END""",
    f"""day(x) AS CASE WHEN year(any_day(x)) BETWEEN {FIRST_YEAR} AND {LAST_YEAR}
        THEN any_day(x) END""",
    "odd_day(x) AS x IS NOT NULL AND day(x) IS NULL",
    # Month first, as OpenCUP's «Focus PNRR» writes them.
    "day_us(x) AS CAST(TRY_STRPTIME(x[1:10], '%m/%d/%Y') AS DATE)",
    "flag(x) AS CASE upper(code(x)) WHEN '1' THEN true WHEN 'S' THEN true WHEN 'SI' THEN true "
    "WHEN 'SÌ' THEN true WHEN 'TRUE' THEN true WHEN '0' THEN false WHEN 'N' THEN false "
    "WHEN 'NO' THEN false WHEN 'FALSE' THEN false END",
    # Fiscal codes: capitals, no blanks; digits that lost their leading zeros get them back.
    r"""tight(x) AS upper(replace(replace(code(x), ' ', ''), '''', ''))""",
    r"""fiscal(x) AS CASE
        WHEN regexp_full_match(tight(x), '0*') THEN NULL
        WHEN regexp_full_match(tight(x), '\d{5,10}') THEN lpad(tight(x), 11, '0')
        WHEN regexp_full_match(tight(x), 'IT\d{11}') THEN tight(x)[3:]
        WHEN contains(tight(x), '*') THEN NULL
        ELSE tight(x) END""",
    "padded(x, n) AS CASE WHEN length(code(x)) >= n THEN code(x) ELSE lpad(code(x), n, '0') END",
    # The placeholder of zeros says that there is none (DATI, trap 8).
    "cup_code(x) AS CASE WHEN regexp_full_match(tight(x), '0*') THEN NULL ELSE tight(x) END",
    "cig_code(x) AS CASE WHEN regexp_full_match(tight(x), '0*') THEN NULL ELSE tight(x) END",
)


def cleaned(expression: str) -> str:
    """The SQL of a cell without blanks of any kind around it, NULL for the words of «nothing».

    Nearly all cells are good, and are seen to be so by their first and last letter alone: pattern and
    trimming are for the others, which is worth a third of the time of a load.
    """
    return (
        f"CASE WHEN {expression} >= '.' AND ({expression} < 'N' OR {expression} > 'O') "
        f"AND ({expression} < 'n' OR {expression} BETWEEN 'o' AND '\x7f') "
        f"AND {expression}[-1] BETWEEN '!' AND '~' THEN {expression} "
        f"WHEN {expression} = '' OR (strlen({expression}) < {LONG} "
        f"AND regexp_full_match({expression}, '(?i){BLANK}*{ABSENT}{BLANK}*')) THEN NULL "
        f"ELSE nullif(trim({expression}, {BLANKS}), '') END"
    )


def teach(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the words known to a connection."""
    for macro in MACROS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
