/* figure
title = "Change in people, per cent"
unit = "per cent"
grain = ["operation", "year"]
definition = "The change in people as a share of people a year before in the same countries."
caveats = ["Not given for a type that was not published the year before: a new category, not a movement of people."]
members = { without-host-community = "Total without host community" }
members_from = ["population_types"]
*/
SELECT
    c.subject,
    c.year,
    c.member,
    round(100 * c.value / b.value, 2) AS value,
    [c.address, b.address] AS inputs
FROM figure AS c
JOIN figure AS b
    ON b.subject = c.subject AND b.year = c.year AND b.member = c.member AND b.figure = 'population-last-year'
WHERE c.figure = 'population-change' AND b.value > 0
