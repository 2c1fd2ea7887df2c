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
* Accounts of staff (``flow``): the movements of a group and a period are parts of 流入 and of 流出,
  and hidden like those of a structure. A row of which either sum is hidden is hidden in all its
  movements, its zeros too, and so is a row whose opening or closing the headcount of that day would
  not show. A closing is shown exactly where the next opening is. No small movement, sum or stock is
  fixed by the identity of the rows, the stocks of following days, and the sums over groups and
  periods all together, with the account of the whole span and of every longer calendar period in
  hand, even for a reader who guesses every hidden zero. Where stocks would tell, those between
  hidden rows are hidden. Contributions to a change are hidden where they would tell the people of a
  hidden row, and given to no audience that rounds.
* Rates: the events are protected like people, over groups, periods and parts. Where a base counts
  people, it is protected like a headcount and takes its row along; the same events over several
  denominators are hidden together. Rounded audiences get rates of rounded numbers.
* Curves: groups that fewer than ``curve_from`` people entered have none. Between two points of one
  curve lie no leavers or at least the smallest count that may stand alone, and as many are in view;
  a table shows a point in all its curves or in none; medians are read off the points shown.
* Effects: of each side before and after, the people and what they leave of their base are nobody or
  at least the smallest count that may stand alone, and the base is at least that in each period; else
  effect, interval, p value, verdict, totals, line and events are all hidden. Where the same people are
  counted again in every period, all this holds of the mean period. The line is told by months,
  quarters, half-years, years, or before and after: as finely as keeps this of every cell of it, and of the
  units without the measure that its expectation is made of. Events are no finer than the line, and each is
  of several units where there are several. No small count of any cells of the panel together is fixed by
  the equations of totals, line, expectation and events, even for a reader who guesses its zeros. Totals
  that are no known sums of the panel have neither line nor events. Everything computed from counts has the
  one decimal that is printed (ratios of events two, p values three), but for what the counts beside it
  give anyway; the sum of which a mean is made is not told. Rounded audiences get no counts in the line,
  no events, no further numbers.
  Metrics of grades have the strictest limit, ``crossed_from``, for every base.
* A value with a ``least`` (the smallest count it is made from) is hidden where that is small.
* The reason printed is the same for a small number and for its partner.
* A count that is null, negative, not whole or larger than its base is hidden for everyone.

The headline of a unit that is large enough (no ``by``) keeps its base. How few people
are left out of a mean, or of a base of the known, is hidden by leaving out that one number.

It does not promise, and a deeper check must add:

* tables compared with each other: the same question with another filter, day, span or set of
  bands, or crossed with other fields (differencing), and one metric of grades beside another; so
  headcounts of two days beside an account, a flow table beside rates, windows of twelve months that
  overlap, the two readings of a retirement wave, one curve of everybody beside those of groups;
* how much a group grew between two days whose headcounts are shown;
* moves between units by fewer units than the table has: they do not add up, so the fewest moves that
  explain the stocks stand in for them (exact where the total has no units and no filter by units);
* what the groups without a curve lost together, and the day of service of a point, which is one person's;
* an attacker who repeats the choice of partners (the smallest further number) to narrow
  down what is hidden, and bounds that are narrow without being exact;
* groups that are alike (all members in one category), which no count betrays;
* several effects beside each other, of measures that share units, or of one measure over other spans;
* what a small number of an effect's panel can be guessed to be from its estimate, interval and p value, whose
  weights are known, by whoever tries all whole numbers that fit their two decimals;
* medians and their intervals, which are ages of single people, in groups just large enough;
* rounded counts (``public``) averaged over many tables, and the fewest cells possible.
"""

from sgstats.disclosure.audiences import AUDIENCES, Audience, Rules, Status, audiences, rules_for
from sgstats.disclosure.curves import ProtectedCurves, protect_curves
from sgstats.disclosure.effects import protect_effect, protect_effects
from sgstats.disclosure.effects_shown import ProtectedEffect, ProtectedEffects
from sgstats.disclosure.protect import Protected, protect

__all__ = [
    "AUDIENCES",
    "Audience",
    "Protected",
    "ProtectedCurves",
    "ProtectedEffect",
    "ProtectedEffects",
    "Rules",
    "Status",
    "audiences",
    "protect",
    "protect_curves",
    "protect_effect",
    "protect_effects",
    "rules_for",
]
