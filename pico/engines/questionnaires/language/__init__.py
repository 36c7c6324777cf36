"""What a questionnaire can say: conditions, values, its outline, its XLSForm. No database here."""
