/* figure
title = "Internally displaced people (IDMC)"
unit = "people"
grain = ["operation", "year"]
definition = "People internally displaced by conflict and violence at the end of the year, as IDMC counts them."
caveats = ["Another count of partly the same people as the internally displaced of the population: shown beside it, never added."]
*/
SELECT coalesce(c.node, 'WORLD') AS node, r.year, '' AS member, r.total AS amount, r.snapshot, r.line, r.coa_iso AS identifier
FROM raw_idmc AS r
JOIN current_edition AS e ON e.dataset = 'idmc' AND e.snapshot = r.snapshot
LEFT JOIN coverage AS c ON c.country = r.coa_iso AND c.year = r.year
WHERE r.total <> 0
