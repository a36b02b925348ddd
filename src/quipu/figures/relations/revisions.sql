-- A revision is a change to a value that an earlier edition already held. The middle of a year that its end has replaced is
-- not one; a value that later editions no longer hold is withdrawn (NULL).
CREATE OR REPLACE TEMP TABLE revision AS
WITH known AS (
    SELECT *, bool_or(NOT provisional) OVER address AS has_end
    FROM history
    WINDOW address AS (PARTITION BY subject, year, figure, member)
),
ends AS (
    SELECT *
    FROM known
    WHERE NOT (has_end AND coalesce(provisional, FALSE))
    -- what had no value before its year's end has none to withdraw
    QUALIFY count(value) OVER (PARTITION BY subject, year, figure, member ORDER BY day) > 0
)
SELECT subject, year, figure, member, day, value, rank
FROM ends
QUALIFY value IS DISTINCT FROM lag(value) OVER (PARTITION BY subject, year, figure, member ORDER BY day)
    OR row_number() OVER (PARTITION BY subject, year, figure, member ORDER BY day) = 1;
