"""Files that leave the engine or enter it: receipts, sheets of answers, XLSForms."""
