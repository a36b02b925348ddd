-- What the computation fills.

-- The rows of published files that a figure has at a node, packed as one text; the newest title of its member; and a hash of
-- the rows that is the same in whatever order the files were imported.
CREATE OR REPLACE TEMP TABLE packed_part (
    node VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, rows VARCHAR, title STRUCT(rank INTEGER, text VARCHAR),
    hash UBIGINT
);

-- One published number, as of the day. `first` is the place of the first row in its newest file.
CREATE OR REPLACE TEMP TABLE observation (
    subject VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, value DECIMAL(38, 10), provisional BOOLEAN,
    published DATE, rank INTEGER, sources BIGINT, first BIGINT
);

-- A snapshot and a line as one number, the greatest of which is the first line of the newest snapshot.
CREATE OR REPLACE TEMP MACRO place_of(rank, line) AS (rank::BIGINT << 32) + ((1::BIGINT << 32) - 1 - line::BIGINT);
CREATE OR REPLACE TEMP MACRO line_of(place) AS (1::BIGINT << 32) - 1 - (place & ((1::BIGINT << 32) - 1));

-- The figures that a derived one is computed from.
CREATE OR REPLACE TEMP TABLE input (subject VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, address VARCHAR);

-- The values of an address, each from the day on which it came; no value where it went.
CREATE OR REPLACE TEMP TABLE history (
    day DATE, subject VARCHAR, year INTEGER, figure VARCHAR, member VARCHAR, value DECIMAL(38, 10), provisional BOOLEAN,
    rank INTEGER
);

-- What the figures of people read of each year, as a hash.
CREATE OR REPLACE TEMP TABLE people_digest (year BIGINT, digest HUGEINT);

-- Whether a year of the figure in hand is to be computed: all are, unless `years` names some.
CREATE OR REPLACE TEMP MACRO due(year) AS coalesce(list_contains(getvariable('years'), year), TRUE);

-- A number with the digits that it needs.
CREATE OR REPLACE TEMP MACRO digits(number) AS rtrim(rtrim(number::VARCHAR, '0'), '.');

-- What the SQL of a derived figure reads.
CREATE OR REPLACE TEMP VIEW figure AS
SELECT *, concat_ws('/', subject, year, figure, nullif(member, '')) AS address
FROM observation;

-- A name as a part of an address; one that has no Latin letter is known by its hash.
CREATE OR REPLACE TEMP MACRO donor_slug(name) AS coalesce(
    nullif(trim(left(regexp_replace(lower(strip_accents(name)), '[^a-z0-9]+', '-', 'g'), 80), '-'), ''),
    left(md5(name), 8)
);

-- An indicator as a part of an address: the beginning of its title, and a hash of all that tells it from others.
CREATE OR REPLACE TEMP MACRO indicator_slug(title, told) AS
    trim(left(regexp_replace(lower(strip_accents(title)), '[^a-z0-9]+', '-', 'g'), 48), '-') || '-' || left(md5(told), 6);

-- The kind of a donor that the profile does not list.
CREATE OR REPLACE TEMP MACRO kind_by_name(name) AS (
    SELECT arg_min(slug, place) FROM donor_kind WHERE pattern <> '' AND regexp_matches(name, pattern)
);
CREATE OR REPLACE TEMP MACRO kind_by_type(type) AS (
    SELECT arg_min(slug, place) FROM donor_kind WHERE list_has_any(provider_types, [type, '*'])
);
