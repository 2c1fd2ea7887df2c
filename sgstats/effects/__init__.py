"""EXPLAIN: did the measure change the indicator, and how sure are we; or the reason why it cannot be told."""
