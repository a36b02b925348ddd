-- A region is the sum of its nodes, the world of all of them.
INSERT INTO observation
SELECT
    m.subject, p.year, p.figure, p.member, sum(p.amount), bool_or(p.provisional), max(s.published),
    arg_max(p.snapshot, s.rank), count(*)
FROM part AS p
JOIN membership AS m ON m.node = p.node AND m.year = p.year
JOIN snapshot AS s ON s.name = p.snapshot
WHERE p.figure = getvariable('figure') AND (NOT list_contains(getvariable('above'), p.member) OR m.above_operations)
GROUP BY m.subject, p.year, p.figure, p.member;
