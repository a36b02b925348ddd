-- What is published of all that was computed.

CREATE OR REPLACE TEMP TABLE numbered_snapshot AS
SELECT rank AS number, * REPLACE (published::VARCHAR AS published)
FROM snapshot;

-- A title that only the data have: the newest for each member.
CREATE OR REPLACE TEMP TABLE dynamic_title AS
SELECT figure, member, max(title).text AS title
FROM packed_part
WHERE title IS NOT NULL
GROUP BY figure, member;

-- What is published now, and what was and no longer is.
CREATE OR REPLACE TEMP TABLE published_observation AS
WITH revised AS (
    SELECT
        subject, year, figure, member, count(*) AS versions, min(day)::VARCHAR AS first_day, arg_min(rank, day) AS first_rank,
        max(day)::VARCHAR AS last_day
    FROM revision
    GROUP BY ALL
)
SELECT
    coalesce(o.subject, r.subject) AS subject, coalesce(o.year, r.year) AS year,
    coalesce(o.figure, r.figure) AS figure, coalesce(o.member, r.member) AS member,
    o.value, coalesce(o.provisional, FALSE) AS provisional, coalesce(o.published::VARCHAR, r.last_day) AS published,
    coalesce(o.sources, 0) AS sources, o.first >> 32 AS newest, line_of(o.first) AS line, r.versions, r.first_day, r.first_rank
FROM observation AS o
FULL JOIN revised AS r
    ON r.subject = o.subject AND r.year = o.year AND r.figure = o.figure AND r.member = o.member;
