/* figure
title = "People"
unit = "people"
grain = ["operation", "year"]
definition = "People at the end of the year, by country of asylum: the sum of the population types that are published, host community included. An operation that covers several countries adds them."
caveats = [
    "The publisher rounds small numbers to 0 or 5: parts need not add to totals published elsewhere.",
    "Returned refugees count, as all types do, at the country of asylum that the statistics name: the one that they came back from.",
    "Internally displaced people counted by IDMC and Palestine refugees registered with UNRWA are other counts, never added here.",
]
members = { without-host-community = "Total without host community" }
members_from = ["population_types"]

[sums]
"" = { of = "*" }
without-host-community = { of = "*", but = "host-community" }
*/
SELECT node, year, type AS member, people AS amount, snapshot, line, identifier, provisional
FROM people
