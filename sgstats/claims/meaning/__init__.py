"""What the numbers of a text are said of: groups, days, units, metrics, and why one cannot be placed."""
