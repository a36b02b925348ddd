-- A region is the sum of its nodes, the world of all of them.
INSERT INTO observation
WITH at_nodes AS (
    SELECT
        g.node, g.year, g.member, sum(g.amount) AS value, bool_or(g.provisional) AS provisional, max(s.published) AS published,
        max(s.rank) AS rank, count(*) AS sources, max(place_of(s.rank, g.line)) AS first
    FROM given AS g
    JOIN snapshot AS s ON s.name = g.snapshot
    GROUP BY g.node, g.year, g.member
)
SELECT
    m.subject, n.year, getvariable('figure'), n.member, sum(n.value), bool_or(n.provisional), max(n.published), max(n.rank),
    sum(n.sources), max(n.first)
FROM at_nodes AS n
JOIN membership AS m ON m.node = n.node AND m.year = n.year
WHERE NOT list_contains(getvariable('above'), n.member) OR m.above_operations
GROUP BY m.subject, n.year, n.member;
