-- A revision is a change to a value that an earlier edition already held. The middle of a year that its end has replaced is
-- not one; a value that later editions no longer hold is withdrawn (NULL).
CREATE OR REPLACE TEMP TABLE revision AS
WITH addresses AS (
    SELECT subject, year, figure, member, min(day) AS first_day, bool_or(NOT provisional) AS has_end
    FROM history
    GROUP BY ALL
),
days AS (
    SELECT DISTINCT figure, day
    FROM history
),
grid AS (
    SELECT a.subject, a.year, a.figure, a.member, d.day, h.value, h.rank, h.provisional, a.has_end
    FROM addresses AS a
    JOIN days AS d ON d.figure = a.figure AND d.day >= a.first_day
    LEFT JOIN history AS h
        ON h.figure = a.figure AND h.subject = a.subject AND h.year = a.year AND h.member = a.member AND h.day = d.day
),
ends AS (
    SELECT *
    FROM grid
    WHERE NOT (has_end AND coalesce(provisional, FALSE))
    -- the value a withdrawn figure had before its year's end is no value to withdraw
    QUALIFY count(value) OVER (PARTITION BY subject, year, figure, member ORDER BY day) > 0
)
SELECT subject, year, figure, member, day, value, rank
FROM ends
QUALIFY value IS DISTINCT FROM lag(value) OVER (PARTITION BY subject, year, figure, member ORDER BY day)
    OR row_number() OVER (PARTITION BY subject, year, figure, member ORDER BY day) = 1;
