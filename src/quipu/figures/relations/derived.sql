-- A derived figure is as fresh, and as provisional, as the figures that it is computed from.
INSERT INTO input
SELECT subject, year, getvariable('figure'), member, unnest(inputs)
FROM derived;

INSERT INTO observation
SELECT
    d.subject, d.year, getvariable('figure'), d.member, any_value(d.value), bool_or(f.provisional), max(f.published),
    max(f.rank), sum(f.sources), max(f.first)
FROM derived AS d
JOIN input AS i ON i.subject = d.subject AND i.year = d.year AND i.figure = getvariable('figure') AND i.member = d.member
JOIN figure AS f ON f.address = i.address
GROUP BY d.subject, d.year, d.member;
