"""Numbers of a text as their words mean them: 近78%, 百余人, 三分之二, 1:3.2, 每万人18人."""
