/* figure
title = "Palestine refugees (UNRWA)"
unit = "people"
grain = ["operation", "year"]
definition = "Palestine refugees registered with UNRWA at the end of the year."
caveats = ["Another agency's mandate: shown beside the population, never added."]
*/
SELECT coalesce(c.node, 'WORLD') AS node, r.year, '' AS member, r.total AS amount, r.snapshot, r.line, r.coa_iso AS identifier
FROM raw_unrwa AS r
JOIN current_edition AS e ON e.dataset = 'unrwa' AND e.snapshot = r.snapshot
LEFT JOIN coverage AS c ON c.country = r.coa_iso AND c.year = r.year
WHERE r.total <> 0
