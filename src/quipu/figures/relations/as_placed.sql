-- The figure's own SQL says which subject each row is for; nothing is added to regions and the world.
INSERT INTO observation
SELECT
    g.node, g.year, getvariable('figure'), g.member, sum(g.amount), bool_or(g.provisional), max(s.published), max(s.rank),
    count(*), max(place_of(s.rank, g.line))
FROM given AS g
JOIN snapshot AS s ON s.name = g.snapshot
GROUP BY g.node, g.year, g.member;
