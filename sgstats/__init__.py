"""sgstats (社工 + stats): the structure of a community-worker workforce, from messy exports to a report."""
