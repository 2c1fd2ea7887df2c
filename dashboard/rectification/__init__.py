"""The panels of the page on the rectification ledger."""
