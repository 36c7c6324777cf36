"""Words of the Community."""

SURVEY = "SURVEY"  # the purpose under which the questionnaire engine keeps our surveys
