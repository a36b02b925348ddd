/* figure
title = "Indicators"
unit = "count"
grain = ["operation", "year"]
definition = "How many indicators, one for each population group, the operation reports on."
*/
SELECT node, year, '' AS member, 1 AS amount, snapshot, line, activity AS identifier
FROM indicator
