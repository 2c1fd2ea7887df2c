"""PROTECT: the only door to anything a reader sees.

``protect`` turns a measured table into one that its audience may see. For the audiences
that hide (``audiences.toml``) it promises, within one table:

* No count of 1 … ``hide_up_to`` people is shown, as a cell or as a base, and no share,
  interval or value that was computed from one.
* No such count can be had by subtraction. The table is read together with the totals over
  its categories and over each single dimension it is cut by, all taken as known
  exactly: in every line whose sum is known and large enough to be shown, at least two
  numbers above zero are hidden, their sum is no small count, and it can be made up in
  more than one way even by one who knows that none of them is zero (unless the line
  holds nothing else). What a table's rows leave of their base counts as a number.
* Nor by solving all the sums of the table together: no hidden small number is fixed by
  the equations, even for a reader who guesses every hidden zero.
* The reason printed is the same for a small number and for its partner.
* A count that is null, negative, not whole or larger than its base is hidden for everyone.

The headline of a unit that is large enough (no ``by``) keeps its base.

It does not promise, and a deeper check must add:

* tables compared with each other: the same table with another filter, day or set of bands
  (differencing), or a total table that hides other cells;
* an attacker who repeats the choice of partners (the smallest further number) to narrow
  down what is hidden, or bounds that are narrow without being exact;
* groups that are alike (all members in one category), which no count betrays;
* rounded counts (``public``) averaged over many tables.
"""

from sgstats.disclosure.audiences import AUDIENCES, Audience, Rules, Status, audiences, rules_for
from sgstats.disclosure.protect import Protected, protect

__all__ = ["AUDIENCES", "Audience", "Protected", "Rules", "Status", "audiences", "protect", "rules_for"]
