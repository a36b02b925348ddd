-- Keep the day's values of one figure.
INSERT INTO history
SELECT getvariable('as_of'), subject, year, figure, member, value, provisional, rank
FROM observation
WHERE figure = getvariable('figure');
