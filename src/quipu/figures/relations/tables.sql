-- What the computation fills.

-- One row of a published file, and the amount that it gives to a figure at a node.
CREATE OR REPLACE TEMP TABLE part (
    figure VARCHAR, node VARCHAR, year INTEGER, member VARCHAR, member_title VARCHAR, amount DECIMAL(38, 10),
    snapshot VARCHAR, line BIGINT, identifier VARCHAR, share_line BIGINT, share DECIMAL(24, 6)
);

-- One published number, as of the day.
CREATE OR REPLACE TEMP TABLE observation (
    subject VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, value DECIMAL(38, 10), provisional BOOLEAN,
    published DATE, rank INTEGER, sources BIGINT
);

-- The figures that a derived one is computed from.
CREATE OR REPLACE TEMP TABLE input (subject VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, address VARCHAR);

-- Every observation on every day on which its figure changed.
CREATE OR REPLACE TEMP TABLE history (
    day DATE, subject VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, value DECIMAL(38, 10), provisional BOOLEAN,
    rank INTEGER
);

-- What the SQL of a derived figure reads.
CREATE OR REPLACE TEMP VIEW figure AS
SELECT *, concat_ws('/', subject, year, figure, nullif(member, '')) AS address
FROM observation;

-- A name as a part of an address; one that has no Latin letter is known by its hash.
CREATE OR REPLACE TEMP MACRO donor_slug(name) AS coalesce(
    nullif(trim(left(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', '-', 'g'), 80), '-'), ''),
    left(md5(name), 8)
);
