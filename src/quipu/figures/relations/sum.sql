-- A member that is the sum of others. Its sources are theirs.
INSERT INTO input
SELECT subject, year, figure, getvariable('total'), address
FROM figure
WHERE figure = getvariable('figure')
    AND due(year)
    AND member GLOB getvariable('included')
    AND NOT member GLOB getvariable('excluded')
    AND NOT list_contains(getvariable('totals'), member);

INSERT INTO observation
SELECT
    o.subject, o.year, o.figure, getvariable('total'), sum(o.value), bool_or(o.provisional), max(o.published), max(o.rank),
    sum(o.sources), max(o.first)
FROM figure AS o
JOIN input AS i
    ON i.subject = o.subject AND i.year = o.year AND i.figure = o.figure AND i.member = getvariable('total')
    AND i.address = o.address
WHERE o.figure = getvariable('figure') AND due(o.year)
GROUP BY o.subject, o.year, o.figure;
