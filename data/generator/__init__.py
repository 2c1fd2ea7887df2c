"""The invented district 青禾区: who works there, and how ten bureaus would write it down.

Three questions are kept apart, each in its own modules:

- truth: who was where on which day (``truth``, ``district``, ``careers``, ``identity``);
- spelling: how a file writes one value (``statement``, ``spelling``, ``cells``);
- layout: how a file is built around the values (``grid``, ``writers``, ``files_*``).

``expected`` counts the truth as far as the files tell it. Run ``python -m data.generator``.
"""
