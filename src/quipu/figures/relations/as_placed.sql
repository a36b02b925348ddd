-- The figure's own SQL says which subject each row is for; nothing is added to regions and the world.
INSERT INTO observation
SELECT
    p.node, p.year, p.figure, p.member, sum(p.amount), bool_or(p.provisional), max(s.published),
    arg_max(p.snapshot, s.rank), count(*)
FROM part AS p
JOIN snapshot AS s ON s.name = p.snapshot
WHERE p.figure = getvariable('figure') AND len(getvariable('above')) = 0
GROUP BY p.node, p.year, p.figure, p.member;
