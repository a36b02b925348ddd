-- The statistics that figures read, as they stood on the day in `as_of`. Run anew for each day on which one is of.

-- The newest whole edition of each dataset of the statistics.
CREATE OR REPLACE TEMP TABLE current_edition AS
SELECT dataset, arg_max(name, rank) AS snapshot, max(published) AS published
FROM snapshot
WHERE complete AND published <= getvariable('as_of')
GROUP BY dataset;

-- Of the extracts since that edition, the newest day speaks for each year and country of asylum that it holds.
CREATE OR REPLACE TEMP TABLE extracted AS
SELECT p.year, p.coa_iso, max(s.published) AS published
FROM raw_population AS p
JOIN snapshot AS s ON s.name = p.snapshot
LEFT JOIN current_edition AS e ON e.dataset = 'population'
WHERE NOT s.complete
    AND s.published <= getvariable('as_of')
    AND s.published >= coalesce(e.published, DATE '0001-01-01')
GROUP BY p.year, p.coa_iso;

-- Rows of extracts of one day may repeat each other (pages that overlap): one is taken for each origin.
CREATE OR REPLACE TEMP VIEW current_population AS
SELECT p.*, s.published
FROM raw_population AS p
JOIN snapshot AS s ON s.name = p.snapshot
JOIN current_edition AS e ON e.dataset = 'population' AND e.snapshot = p.snapshot
WHERE NOT EXISTS (FROM extracted AS x WHERE x.year = p.year AND x.coa_iso = p.coa_iso)
UNION ALL BY NAME
SELECT p.*, s.published
FROM raw_population AS p
JOIN snapshot AS s ON s.name = p.snapshot AND NOT s.complete
JOIN extracted AS x ON x.year = p.year AND x.coa_iso = p.coa_iso AND x.published = s.published
QUALIFY row_number() OVER (PARTITION BY p.year, p.coo_iso, p.coa_iso ORDER BY s.rank DESC, p.line) = 1;

-- One row a type. A year's end is published in the June after it: what is published before is the middle of the year.
CREATE OR REPLACE TEMP TABLE population_row AS
SELECT
    u.year,
    u.coo_iso AS origin,
    u.coo_name AS origin_name,
    u.coa_iso AS asylum,
    u.coa_name AS asylum_name,
    t.slug AS type,
    u.oip_published_as IS NOT NULL AND t.name = 'oip' AS earlier_name,
    u.people,
    u.snapshot,
    u.line,
    concat(u.coo_iso, ' in ', u.coa_iso) AS identifier,
    u.published < make_date(u.year + 1, 6, 1) AS provisional
FROM (
    UNPIVOT current_population
    ON refugees, asylum_seekers, returned_refugees, idps, returned_idps, stateless, ooc, oip, hst
    INTO NAME type VALUE people
) AS u
JOIN population_type AS t ON t.name = u.type
WHERE u.people <> 0;

-- People by the operation that covers their country of asylum in that year; where none does, by the world itself.
CREATE OR REPLACE TEMP VIEW people AS
SELECT coalesce(c.node, 'WORLD') AS node, r.*
FROM population_row AS r
LEFT JOIN coverage AS c ON c.country = r.asylum AND c.year = r.year;

-- The people of the year before in the same countries, to compare like with like where an office's countries change.
CREATE OR REPLACE TEMP VIEW people_a_year_before AS
SELECT coalesce(c.node, 'WORLD') AS node, r.* REPLACE (r.year + 1 AS year)
FROM population_row AS r
LEFT JOIN coverage AS c ON c.country = r.asylum AND c.year = r.year + 1
WHERE r.year < (SELECT max(year) FROM population_row);

-- The years in which people have changed since the edition before, and the years after them, which compare with them. On the
-- last day all years: an observation names the newest edition that has it.
CREATE OR REPLACE TEMP TABLE earlier_digest AS FROM people_digest;

CREATE OR REPLACE TEMP TABLE people_digest AS
SELECT year, sum(hash(origin, asylum, type, people, provisional)) AS digest
FROM population_row
GROUP BY year;

SET VARIABLE changed_years = (
    SELECT coalesce(list(DISTINCT year + later), [])
    FROM people_digest AS d
    FULL JOIN earlier_digest AS e USING (year)
    CROSS JOIN unnest([0, 1]) AS t(later)
    WHERE d.digest IS DISTINCT FROM e.digest
        OR NOT EXISTS (FROM snapshot WHERE dataset = 'population' AND published > getvariable('as_of'))
);
