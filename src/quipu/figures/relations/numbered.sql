-- Give snapshots and words short numbers, for a small file that is found in fast.
CREATE OR REPLACE TEMP MACRO digits(number) AS
    CASE WHEN contains(number::VARCHAR, '.') THEN rtrim(rtrim(number::VARCHAR, '0'), '.') ELSE number::VARCHAR END;

CREATE OR REPLACE TEMP TABLE numbered_snapshot AS
SELECT rank AS number, * REPLACE (published::VARCHAR AS published)
FROM snapshot;

CREATE OR REPLACE TEMP TABLE word AS
SELECT row_number() OVER (ORDER BY text) AS number, text
FROM (
    SELECT figure AS text FROM part
    UNION
    SELECT member FROM part
    UNION
    SELECT node FROM part
    UNION
    SELECT identifier FROM part
);

CREATE OR REPLACE TEMP TABLE numbered_part AS
SELECT
    f.number AS figure, m.number AS member, p.year, n.number AS node,
    row_number() OVER (PARTITION BY p.figure, p.member, p.year, p.node ORDER BY s.rank DESC, p.line, p.share_line) AS place,
    s.rank AS snapshot, p.line, i.number AS identifier, p.amount, p.share_line, p.share
FROM part AS p
JOIN snapshot AS s ON s.name = p.snapshot
JOIN word AS f ON f.text = p.figure
JOIN word AS m ON m.text = p.member
JOIN word AS n ON n.text = p.node
JOIN word AS i ON i.text = p.identifier;

-- A title that only the data have: the newest for each member.
CREATE OR REPLACE TEMP TABLE dynamic_title AS
SELECT p.figure, p.member, arg_max(p.member_title, (s.rank, p.member_title)) AS title
FROM part AS p
JOIN snapshot AS s ON s.name = p.snapshot
WHERE p.member_title IS NOT NULL
GROUP BY ALL;

-- What is published now, and what was and no longer is.
CREATE OR REPLACE TEMP TABLE published_observation AS
WITH revised AS (
    SELECT subject, year, figure, member, count(*) AS versions, arg_max(value, day) AS last_value, max(day)::VARCHAR AS last_day
    FROM revision
    GROUP BY ALL
)
SELECT
    coalesce(o.subject, r.subject) AS subject, coalesce(o.year, r.year) AS year,
    coalesce(o.figure, r.figure) AS figure, coalesce(o.member, r.member) AS member,
    o.value, coalesce(o.provisional, FALSE) AS provisional, coalesce(o.published::VARCHAR, r.last_day) AS published,
    coalesce(o.sources, 0) AS sources, coalesce(r.versions > 1, FALSE) AS revised
FROM observation AS o
FULL JOIN revised AS r
    ON r.subject = o.subject AND r.year = o.year AND r.figure = o.figure AND r.member = o.member;
