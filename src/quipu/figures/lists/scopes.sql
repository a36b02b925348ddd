-- One emergency or appeal, with its names in every language as language=name lines.
WITH once AS (
    SELECT *
    FROM scope
    QUALIFY row_number() OVER (PARTITION BY node, year, vocabulary, code ORDER BY line) = 1
)
SELECT
    s.node, s.year, CASE s.type WHEN '1' THEN 'emergency' ELSE 'appeal' END AS kind, s.vocabulary, s.code,
    concat_ws(chr(10), 'en=' || s.name, string_agg(n.language || '=' || n.text, chr(10) ORDER BY n.language, n.line)) AS names,
    s.snapshot, s.line
FROM once AS s
LEFT JOIN raw_narrative AS n
    ON n.activity = s.activity AND n.snapshot = s.snapshot AND n.element = 'humanitarian-scope' AND n.ref = s.code
GROUP BY s.node, s.year, s.type, s.vocabulary, s.code, s.name, s.snapshot, s.line
ORDER BY s.node, s.year, s.line
