/* figure
title = "Indicators"
unit = "count"
grain = ["operation", "year"]
definition = "How many indicators, one for each population group, the operation reports on."

[members]
with-target = "Indicators with a target"
with-actual = "Indicators with an actual value"
*/
SELECT node, year, '' AS member, 1 AS amount, snapshot, line, activity AS identifier
FROM indicator
UNION ALL
SELECT node, year, concat('with-', kind), 1, snapshot, line, activity
FROM indicator_value
WHERE kind IN ('target', 'actual')
