"""What a working day is, where the annual account counts days and the law counts hours.

CCNL Funzioni locali 16 November 2022, art. 29: 36 hours a week; on five days.
"""

HOURS_A_WEEK, DAYS_A_WEEK = 36, 5
HOURS_A_DAY = HOURS_A_WEEK / DAYS_A_WEEK
