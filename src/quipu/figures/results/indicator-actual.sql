/* figure
title = "Indicator: actual"
unit = "as the indicator says"
grain = ["operation", "year", "indicator and population group"]
definition = "The value that was reached by the end of the year, for one population group. Indicators are never added: groups overlap and units differ."
rollup = "none"
*/
SELECT
    node,
    year,
    slug AS member,
    title AS member_title,
    value AS amount,
    snapshot,
    line,
    activity AS identifier
FROM indicator_value
WHERE kind = 'actual'
