-- Keep what the day changes of the figure in hand.
INSERT INTO history
SELECT
    getvariable('as_of'), coalesce(o.subject, e.subject), coalesce(o.year, e.year), getvariable('figure'),
    coalesce(o.member, e.member), o.value, o.provisional, o.rank
FROM (FROM observation WHERE figure = getvariable('figure') AND due(year)) AS o
FULL JOIN earlier_observation AS e ON e.subject = o.subject AND e.year = o.year AND e.member = o.member
WHERE o.value IS DISTINCT FROM e.value OR o.provisional IS DISTINCT FROM e.provisional;
