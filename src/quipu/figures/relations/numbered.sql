-- Give snapshots and words short numbers, for a small file that is found in fast.
CREATE OR REPLACE TEMP MACRO digits(number) AS rtrim(rtrim(number::VARCHAR, '0'), '.');

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

-- All rows of one figure, member, year and node as one text: a line a row, its fields apart by spaces. `hash` is the same in
-- whatever order the files were imported.
CREATE OR REPLACE TEMP TABLE packed_part AS
WITH told AS (
    SELECT
        p.figure, p.member, p.year, p.node,
        string_agg(
            concat_ws(' ', s.rank, p.line, i.number, digits(p.amount), p.share_line, digits(p.share)), chr(10)
            ORDER BY s.rank DESC, p.line, p.share_line, i.number, p.amount
        ) AS rows,
        bit_xor(hash(p.snapshot, p.line, p.amount, p.share_line)) AS hash
    FROM part AS p
    JOIN snapshot AS s ON s.name = p.snapshot
    JOIN word AS i ON i.text = p.identifier
    GROUP BY ALL
)
SELECT f.number AS figure, m.number AS member, t.year, n.number AS node, t.node AS at, t.rows, hash(t.hash, t.figure, t.member) AS hash
FROM told AS t
JOIN word AS f ON f.text = t.figure
JOIN word AS m ON m.text = t.member
JOIN word AS n ON n.text = t.node;

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
    coalesce(o.sources, 0) AS sources, r.versions, r.first_day, r.first_rank
FROM observation AS o
FULL JOIN revised AS r
    ON r.subject = o.subject AND r.year = o.year AND r.figure = o.figure AND r.member = o.member;
