/* figure
title = "People by country of asylum"
unit = "people"
grain = ["operation", "year", "country of asylum"]
definition = "People at the end of the year by the country that they are in, all types together, host community included."
caveats = ["Names and codes of countries are those of the edition, also for early years."]
*/
SELECT
    node,
    year,
    lower(asylum) AS member,
    asylum_name AS member_title,
    sum(people) AS amount,
    snapshot,
    line,
    identifier,
    provisional
FROM people
WHERE regexp_matches(asylum, '^[A-Z0-9]+$')
GROUP BY ALL
