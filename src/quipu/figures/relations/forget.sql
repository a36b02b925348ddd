-- Take out the observations of the figure in hand, to compute them anew, and keep them to compare with.
CREATE OR REPLACE TEMP TABLE earlier_observation AS
FROM observation
WHERE figure = getvariable('figure') AND due(year);

DELETE FROM observation
WHERE figure = getvariable('figure') AND due(year);

DELETE FROM input
WHERE figure = getvariable('figure') AND due(year);
