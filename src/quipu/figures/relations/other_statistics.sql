-- The statistics beside the population, as they stood on the day in `as_of`. Made once: they ask for the editions of the day
-- each time that they are read.

-- The newest whole edition of each dataset: filled for each day by current_statistics.
CREATE OR REPLACE TEMP TABLE current_edition (dataset VARCHAR, snapshot VARCHAR, published DATE);

-- The rows of a dataset that count: those of its newest whole edition, but for the years and countries of asylum that extracts
-- since then hold; of extracts the newest day's. Those of one day may repeat rows (pages that overlap): each is taken once.
-- Only the years in which there are operations: what is older, of the world alone, would add a tenth to the release.
CREATE OR REPLACE TEMP MACRO counted(facts, of_dataset) AS TABLE
WITH extract AS (
    SELECT r.*
    FROM query_table(facts) AS r
    JOIN snapshot AS s ON s.name = r.snapshot AND NOT s.complete
    LEFT JOIN current_edition AS e ON e.dataset = of_dataset
    WHERE s.published <= getvariable('as_of') AND s.published >= coalesce(e.published, DATE '0001-01-01')
    QUALIFY s.published = max(s.published) OVER (PARTITION BY r.year, r.coa_iso)
),
once AS (
    SELECT * EXCLUDE (snapshot, line), min({snapshot: snapshot, line: line}) AS place
    FROM extract
    GROUP BY ALL
),
every AS (
    SELECT r.*
    FROM query_table(facts) AS r
    JOIN current_edition AS e ON e.dataset = of_dataset AND e.snapshot = r.snapshot
    WHERE NOT EXISTS (FROM extract AS x WHERE x.year = r.year AND x.coa_iso = r.coa_iso)
    UNION ALL BY NAME
    SELECT * EXCLUDE (place), unnest(place)
    FROM once
)
SELECT e.*, s.published < make_date(e.year + 1, 6, 1) AS provisional, concat(e.coo_iso, ' in ', e.coa_iso) AS identifier
FROM every AS e
JOIN snapshot AS s ON s.name = e.snapshot
WHERE e.year >= (SELECT coalesce(min(year), 0) FROM coverage);

-- People by sex and age, by the operation that covers the country. The rows of a country, one a place, share nobody: they are
-- added. The source writes 0 for absent.
CREATE OR REPLACE TEMP VIEW demographic AS
SELECT
    coalesce(c.node, 'WORLD') AS node, d.year, d.snapshot, d.line, d.identifier, d.provisional,
    coalesce(COLUMNS('^([fm]_.+|total)$'), 0) AS "\0"
FROM counted('raw_demographics', 'demographics') AS d
LEFT JOIN coverage AS c ON c.country = d.coa_iso AND c.year = d.year;

-- Applications for asylum, in people (P) or in cases (C). What one is, its type says: N new, R and RA repeat, A and J appeal,
-- NR new or repeat, NA new or appeal, FA first or appeal, SP for subsidiary protection alone, V (until 2005) any of them.
-- Where the type says new or leaves it open, the level of the procedure decides: AR and JR are reviews, by an office or a court,
-- RA is a reopened case. Sweden's 16,122 applications of 2008 with type N and level AR are appeals, beside 24,339 new ones (FI).
-- Level FA is a first instance and appeal in one.
CREATE OR REPLACE TEMP VIEW application AS
SELECT
    coalesce(c.node, 'WORLD') AS node,
    a.*,
    CASE
        WHEN a.app_type IN ('A', 'J') THEN 'appeal'
        WHEN a.app_type IN ('R', 'RA') THEN 'repeat'
        WHEN a.dec_level IN ('AR', 'JR') THEN 'appeal'
        WHEN a.dec_level = 'RA' THEN 'repeat'
        WHEN 'SP' IN (a.app_type, a.dec_level) THEN 'other'
        WHEN a.app_type IN ('NR', 'FA') THEN 'new-and-other'
        WHEN a.app_type IN ('NA', 'V') AND a.dec_level = 'FA' THEN 'new-and-other'
        WHEN a.app_type IN ('N', 'NA', 'V') THEN 'new'
        ELSE 'other'
    END AS kind
FROM counted('raw_asylum_applications', 'asylum_applications') AS a
LEFT JOIN coverage AS c ON c.country = a.coa_iso AND c.year = a.year
WHERE a.applied <> 0;

-- Decisions on asylum, in people (P) or in cases (C).
CREATE OR REPLACE TEMP VIEW decision AS
SELECT coalesce(c.node, 'WORLD') AS node, d.*
FROM counted('raw_asylum_decisions', 'asylum_decisions') AS d
LEFT JOIN coverage AS c ON c.country = d.coa_iso AND c.year = d.year;

-- Solutions, each at the country where people begin anew: those who came home at their origin, all others at what the source
-- calls the country of asylum, which for resettlement is the one that took them in. Which one they left it does not say.
CREATE OR REPLACE TEMP VIEW solution AS
SELECT coalesce(c.node, 'WORLD') AS node, u.*
FROM (
    UNPIVOT (SELECT * FROM counted('raw_solutions', 'solutions'))
    ON returned_refugees AS "returned-refugees", resettlement, naturalisation, returned_idps AS "returned-idps"
    INTO NAME solution VALUE people
) AS u
LEFT JOIN coverage AS c ON c.year = u.year AND c.country = if(u.solution = 'returned-refugees', u.coo_iso, u.coa_iso)
WHERE u.people <> 0;
