"""The panels of the page on what measures did."""
