/* figure
title = "Offices"
unit = "count"
grain = ["operation", "year"]
definition = "How many different places the file names as the organisation's offices. An office that stands under several activities counts once."
rollup = "none"
*/
SELECT m.subject AS node, l.year, '' AS member, 1 AS amount, l.snapshot, l.line, l.activity AS identifier
FROM location AS l
JOIN membership AS m ON m.node = l.node AND m.year = l.year
QUALIFY row_number() OVER (PARTITION BY m.subject, l.year, l.ref, l.name ORDER BY l.line) = 1
