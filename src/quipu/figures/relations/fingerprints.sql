-- A hash of everything that the release says of each subject, in whatever order: its pages change when this does.
WITH said AS (
    SELECT subject, hash(year, figure, member, value, provisional, published, versions, first_day) AS hash
    FROM published_observation
    UNION ALL
    SELECT subject, hash(year, figure, member, day, value)
    FROM revision
    UNION ALL
    SELECT m.subject, hash(p.hash, p.year, m.node)
    FROM packed_part AS p
    JOIN membership AS m ON m.node = p.node AND m.year = p.year
)
SELECT subject, printf('%016x', bit_xor(hash))
FROM said
GROUP BY subject
ORDER BY subject
