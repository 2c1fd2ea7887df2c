"""PROTECT: the only door to anything a reader sees.

``protect`` turns a measured table into one that its audience may see. For the audiences
that hide (``audiences.toml``) it promises:

* No count of 1 … ``hide_up_to`` people is shown, as a cell or as a base, and no share,
  interval or value that was computed from one.
* No such count can be had by subtraction or by solving, from the table together with all
  its totals: the bases, and the same question asked by fewer fields, as this
  package would answer it. In every line whose sum is shown at least two numbers above zero
  are hidden, they add up to no small count, and they are not all ones if the line has
  more than ones; where a sum is hidden, adding up does not give it; and no
  hidden small number is fixed by the equations of all lines together, even for a reader who
  guesses every hidden zero. What a table's rows leave of their base counts as a number.
* A group whose base is hidden is hidden whole, its zeros too.
* Tables made of appraisal grades or scores are stricter: a group of fewer than
  ``graded_from`` people, or of none, is hidden whole, whatever the size of its cells, and
  one of fewer than ``crossed_from`` where anything personal makes or chooses the groups
  (any field but year, district, street, community and rater). All that is promised of
  small counts holds of every number of such a group, for a reader who does not guess its
  zeros; the sizes hidden in a line with a shown sum add up to no such group. Each year, and
  each group of raters, is protected as the table of it alone.
* The reason printed is the same for a small number and for its partner.
* A count that is null, negative, not whole or larger than its base is hidden for everyone.

The headline of a unit that is large enough (no ``by``) keeps its base. How few people
are left out of a mean, or of a base of the known, is hidden by leaving out that one number.

It does not promise, and a deeper check must add:

* tables compared with each other: the same question with another filter, day or set of
  bands, or crossed with other fields (differencing), and one metric of grades beside another;
* an attacker who repeats the choice of partners (the smallest further number) to narrow
  down what is hidden, and bounds that are narrow without being exact;
* groups that are alike (all members in one category), which no count betrays;
* medians and their intervals, which are ages of single people, in groups just large enough;
* rounded counts (``public``) averaged over many tables, and the fewest cells possible.
"""

from sgstats.disclosure.audiences import AUDIENCES, Audience, Rules, Status, audiences, rules_for
from sgstats.disclosure.curves import ProtectedCurves, protect_curves
from sgstats.disclosure.protect import Protected, protect

__all__ = [
    "AUDIENCES",
    "Audience",
    "Protected",
    "ProtectedCurves",
    "Rules",
    "Status",
    "audiences",
    "protect",
    "protect_curves",
    "rules_for",
]
