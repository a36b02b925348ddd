-- Pack the rows of each figure, for a small file that is found in fast.
CREATE OR REPLACE TEMP MACRO digits(number) AS rtrim(rtrim(number::VARCHAR, '0'), '.');

CREATE OR REPLACE TEMP TABLE numbered_snapshot AS
SELECT rank AS number, * REPLACE (published::VARCHAR AS published)
FROM snapshot;

-- All rows of one figure, member, year and node as one text: a line a row, its fields apart by tabs. `hash` is the same in
-- whatever order the files were imported.
CREATE OR REPLACE TEMP TABLE packed_part AS
SELECT
    p.node, p.year, p.figure, p.member,
    string_agg(
        concat_ws(chr(9), s.rank, p.line, translate(p.identifier, chr(9) || chr(10), '  '), digits(p.amount), p.share_line, digits(p.share)), chr(10)
        ORDER BY s.rank DESC, p.line, p.share_line, p.identifier, p.amount
    ) AS rows,
    hash(p.figure, p.member, bit_xor(hash(p.snapshot, p.line, p.amount, p.share_line))) AS hash
FROM part AS p
JOIN snapshot AS s ON s.name = p.snapshot
GROUP BY p.node, p.year, p.figure, p.member;

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
