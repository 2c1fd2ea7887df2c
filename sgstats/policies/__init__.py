"""JUDGE: rule packs as data, applied to people and years, every result with the rule that decided it."""
