-- A hash of everything that the release says of each subject, in whatever order: its pages change when this does.
WITH said AS (
    SELECT subject, md5_number_lower(concat_ws('|', 'o', year, figure, member, value, provisional, published, versions, first_day)) AS hash
    FROM published_observation
    UNION ALL
    SELECT subject, md5_number_lower(concat_ws('|', 'r', year, figure, member, day, value))
    FROM revision
    UNION ALL
    SELECT m.subject, p.hash
    FROM (
        SELECT
            node, year,
            bit_xor(md5_number_lower(concat_ws('|', 'p', figure, member, amount, snapshot, line, share_line, share))) AS hash
        FROM part
        GROUP BY node, year
    ) AS p
    JOIN membership AS m ON m.node = p.node AND m.year = p.year
)
SELECT subject, printf('%016x', bit_xor(hash))
FROM said
GROUP BY subject
ORDER BY subject
