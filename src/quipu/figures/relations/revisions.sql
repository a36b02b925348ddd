-- A revision is a change to a value that an earlier edition already held. The middle of a year that its end has replaced is
-- not one; a value that later editions no longer hold is withdrawn (NULL).
CREATE OR REPLACE TEMP TABLE address AS
SELECT
    row_number() OVER () AS number, subject, year, figure, member, min(day) AS first_day, count(*) AS times,
    min(value) = max(value) AS steady, any_value(value) AS value, arg_min(rank, day) AS first_rank,
    bool_or(provisional) AS has_middle, bool_or(NOT provisional) AS has_end
FROM history
GROUP BY ALL;

-- How often a figure was computed from each day on.
CREATE OR REPLACE TEMP TABLE computed AS
SELECT figure, day, count(*) OVER (PARTITION BY figure ORDER BY day DESC) AS times
FROM (SELECT DISTINCT figure, day FROM history);

-- Most figures never change: they are on every day since the first, with one value.
CREATE OR REPLACE TEMP TABLE changed AS
SELECT a.*
FROM address AS a
JOIN computed AS c ON c.figure = a.figure AND c.day = a.first_day
WHERE NOT a.steady OR a.has_middle OR a.times < c.times;

CREATE OR REPLACE TEMP TABLE revision AS
WITH grid AS (
    SELECT a.number, a.subject, a.year, a.figure, a.member, c.day, h.value, h.rank, h.provisional, a.has_end
    FROM changed AS a
    JOIN computed AS c ON c.figure = a.figure AND c.day >= a.first_day
    LEFT JOIN history AS h
        ON h.figure = a.figure AND h.subject = a.subject AND h.year = a.year AND h.member = a.member AND h.day = c.day
),
ends AS (
    SELECT *
    FROM grid
    WHERE NOT (has_end AND coalesce(provisional, FALSE))
    -- what had no value before its year's end has none to withdraw
    QUALIFY count(value) OVER (PARTITION BY number ORDER BY day) > 0
)
SELECT subject, year, figure, member, day, value, rank
FROM ends
QUALIFY value IS DISTINCT FROM lag(value) OVER (PARTITION BY number ORDER BY day)
    OR row_number() OVER (PARTITION BY number ORDER BY day) = 1
UNION ALL
SELECT subject, year, figure, member, first_day, value, first_rank
FROM address
WHERE number NOT IN (SELECT number FROM changed);
