/* figure
title = "Documents"
unit = "count"
grain = ["operation", "year"]
definition = "How many different documents the file links to. A document that several activities link to counts once."
rollup = "none"
*/
SELECT m.subject AS node, d.year, '' AS member, 1 AS amount, d.snapshot, d.line, d.activity AS identifier
FROM document AS d
JOIN membership AS m ON m.node = d.node AND m.year = d.year
QUALIFY row_number() OVER (PARTITION BY m.subject, d.year, d.url ORDER BY d.line) = 1
