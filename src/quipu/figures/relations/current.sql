-- The relations that figures read, as they stood on the day in `as_of`. Run anew for each day.

-- The activity as its newest file has it: the later file replaces the earlier, activity by activity.
CREATE OR REPLACE TEMP TABLE current_activity AS
SELECT a.activity, arg_max(a.snapshot, s.rank) AS snapshot
FROM raw_activity AS a
JOIN snapshot AS s ON s.name = a.snapshot
WHERE s.published <= getvariable('as_of') AND a.publisher = getvariable('publisher')
GROUP BY a.activity;

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
CREATE OR REPLACE TEMP TABLE current_population AS
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
