/* figure
title = "New asylum applications by country of origin"
unit = "people"
grain = ["operation", "year", "country of origin"]
definition = "People who asked for asylum in a country for the first time during the year, by the country that they come from. Applications published as cases are not in it."
caveats = ["Names and codes of countries are those of the edition, also for early years."]
*/
SELECT
    node,
    year,
    lower(coo_iso) AS member,
    coo_name AS member_title,
    applied AS amount,
    snapshot,
    line,
    identifier,
    provisional
FROM application
WHERE app_pc = 'P' AND starts_with(kind, 'new') AND regexp_matches(coo_iso, '^[A-Z0-9]+$')
