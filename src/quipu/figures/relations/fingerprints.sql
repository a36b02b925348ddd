-- Hashes of everything that the release says, in whatever order: of a subject (PER), of a subject and year (PER/2020), of
-- what regions and the world say on the pages of operations, a series each (WORLD/population-by-country/per), of what each
-- donor gave (WORLD/contributions-by-donor/japan), of each figure of the world with its members (WORLD/contributions), and of
-- what all subjects say of one country of origin (population-by-origin/ven).
WITH said AS (
    SELECT
        subject, year, figure, member,
        hash(year, figure, member, value, provisional, published, versions, sources, first_day) AS hash
    FROM published_observation
    UNION ALL
    SELECT subject, year, figure, member, hash(year, figure, member, day, value)
    FROM revision
    UNION ALL
    SELECT m.subject, m.year, p.figure, p.member, hash(p.hash, p.year, m.node)
    FROM packed_part AS p
    JOIN membership AS m ON m.node = p.node AND m.year = p.year
),
by_name AS (
    SELECT subject AS name, hash FROM said
    UNION ALL
    SELECT concat_ws('/', subject, year), hash FROM said
    UNION ALL
    SELECT concat_ws('/', subject, figure, member), hash
    FROM said
    WHERE member IN ('at-region', 'at-world')
        OR (subject = 'WORLD' AND figure IN ('population-by-country', 'contributions-by-donor'))
    UNION ALL
    SELECT concat_ws('/', subject, figure), hash
    FROM said
    WHERE subject = 'WORLD'
    UNION ALL
    SELECT concat_ws('/', figure, member), hash(subject, hash)
    FROM said
    WHERE figure IN ('population-by-origin', 'asylum-applications-by-origin')
)
SELECT name, printf('%016x', bit_xor(hash))
FROM by_name
GROUP BY name
ORDER BY name
