"""The page: a frame and its views. It knows sgstats' public verbs and protected tables only."""
