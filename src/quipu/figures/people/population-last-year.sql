/* figure
title = "People a year before"
unit = "people"
grain = ["operation", "year"]
definition = "People at the end of the year before, in the countries that the operation covers in this year: like is compared with like."
members = { without-host-community = "Total without host community" }
members_from = ["population_types"]

[sums]
"" = { of = "*" }
without-host-community = { of = "*", but = "host-community" }
*/
SELECT node, year, type AS member, people AS amount, snapshot, line, identifier, provisional
FROM people_a_year_before
