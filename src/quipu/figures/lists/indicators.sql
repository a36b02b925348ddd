-- One indicator for one population group, with what was planned and what was reached. `indicator` is what operations and years
-- have in common, whatever the group: the same title, of the same result and measure. Publishers give no code for it.
SELECT
    i.node, i.year, i.slug AS member, i.result_type, coalesce(i.result_title, '') AS result, i.title, i.measure,
    coalesce(i.population_group, '') AS population_group, coalesce(i.dimensions, '') AS dimensions, i.ascending,
    indicator_slug(i.title, concat_ws('|', i.result_type, i.result_title, i.measure, i.title)) AS indicator,
    max(v.value) FILTER (v.kind = 'baseline') AS baseline,
    max(v.value) FILTER (v.kind = 'target') AS target,
    max(v.value) FILTER (v.kind = 'actual') AS actual,
    i.snapshot, i.line
FROM indicator AS i
LEFT JOIN indicator_value AS v ON v.node = i.node AND v.year = i.year AND v.slug = i.slug
GROUP BY ALL
ORDER BY i.node, i.year, result, i.result_type, i.line
