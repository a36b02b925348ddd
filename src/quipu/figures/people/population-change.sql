/* figure
title = "Change in people"
unit = "people"
grain = ["operation", "year"]
definition = "People at the end of the year less people a year before in the same countries."
caveats = ["A type that was not published the year before is a new category, not a movement of people."]
members = { without-host-community = "Total without host community" }
members_from = ["population_types"]
*/
SELECT
    coalesce(n.subject, b.subject) AS subject,
    coalesce(n.year, b.year) AS year,
    coalesce(n.member, b.member) AS member,
    coalesce(n.value, 0) - coalesce(b.value, 0) AS value,
    list_filter([n.address, b.address], lambda address: address IS NOT NULL) AS inputs
FROM (FROM figure WHERE figure = 'population') AS n
FULL JOIN (FROM figure WHERE figure = 'population-last-year') AS b
    ON b.subject = n.subject AND b.year = n.year AND b.member = n.member
-- No comparison where the whole of either year is unpublished.
WHERE (coalesce(n.subject, b.subject), coalesce(n.year, b.year)) IN (
    SELECT (subject, year) FROM figure WHERE figure = 'population' AND member = ''
    INTERSECT
    SELECT (subject, year) FROM figure WHERE figure = 'population-last-year' AND member = ''
)
