/* figure
title = "People by country of origin"
unit = "people"
grain = ["operation", "year", "country of origin"]
definition = "People at the end of the year by the country that they come from, all types together, host community left out."
caveats = ["Names and codes of countries are those of the edition, also for early years."]
*/
SELECT
    node,
    year,
    lower(origin) AS member,
    origin_name AS member_title,
    people AS amount,
    snapshot,
    line,
    identifier,
    provisional
FROM people
WHERE type <> 'host-community' AND regexp_matches(origin, '^[A-Z0-9]+$')
