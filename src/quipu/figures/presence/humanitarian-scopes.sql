/* figure
title = "Emergencies and appeals"
unit = "count"
grain = ["operation", "year"]
definition = "How many different emergencies (GLIDE) and appeals the work of the year belongs to."
rollup = "none"
*/
SELECT m.subject AS node, s.year, '' AS member, 1 AS amount, s.snapshot, s.line, s.activity AS identifier
FROM scope AS s
JOIN membership AS m ON m.node = s.node AND m.year = s.year
QUALIFY row_number() OVER (PARTITION BY m.subject, s.year, s.type, s.vocabulary, s.code ORDER BY s.line) = 1
