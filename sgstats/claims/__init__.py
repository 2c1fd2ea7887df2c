"""VERIFY: numbers printed in a text or a table, against the data and against themselves."""
