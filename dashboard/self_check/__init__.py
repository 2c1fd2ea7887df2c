"""What the page on checking a draft is made of: its inputs, its cards, the coloured text and the tables."""
