-- The activities that figures read, as they stood on the day in `as_of`. Run anew for each day on which a file of them is of.

-- The activity as its newest file has it: the later file replaces the earlier, activity by activity.
CREATE OR REPLACE TEMP TABLE current_activity AS
SELECT a.activity, arg_max(a.snapshot, s.rank) AS snapshot
FROM raw_activity AS a
JOIN snapshot AS s ON s.name = a.snapshot
WHERE s.published <= getvariable('as_of') AND a.publisher = getvariable('publisher')
GROUP BY a.activity;

CREATE OR REPLACE TEMP VIEW placed AS
SELECT p.activity, p.node, p.year, p.level, c.snapshot
FROM placement AS p
JOIN current_activity AS c ON c.activity = p.activity;

CREATE OR REPLACE TEMP VIEW "transaction" AS
SELECT p.node, p.year, p.level, t.*
FROM raw_transaction AS t
JOIN placed AS p ON p.activity = t.activity AND p.snapshot = t.snapshot;

-- An incoming commitment in US dollars; the value in the donor's currency is shown beside, never added. Names that the
-- profile lists mean one donor; another name is a donor of its own, of the kind that its name or its type tells.
CREATE OR REPLACE TEMP TABLE contribution AS
WITH named AS (
    SELECT
        t.*, CASE WHEN t.value_usd IS NOT NULL THEN t.value_usd WHEN t.currency = 'USD' THEN t.value END AS usd,
        coalesce(t.provider, 'Not stated') AS name, coalesce(n.slug, donor_slug(coalesce(t.provider, 'Not stated'))) AS donor
    FROM "transaction" AS t
    LEFT JOIN donor_name AS n ON n.name = t.provider
    WHERE t.type = '11'
)
SELECT
    named.*, coalesce(d.title, named.name) AS donor_title,
    CASE earmarking
        WHEN '1' THEN 'unearmarked'
        WHEN '2' THEN 'softly-earmarked'
        WHEN '3' THEN 'earmarked'
        WHEN '4' THEN 'tightly-earmarked'
        ELSE 'unclassified'
    END AS earmarked_as,
    coalesce(d.kind, kind_by_name(named.name), kind_by_type(provider_type), 'other') AS donor_kind
FROM named
LEFT JOIN listed_donor AS d ON d.slug = named.donor
WHERE usd IS NOT NULL;

CREATE OR REPLACE TEMP VIEW sector AS
SELECT p.node, p.year, s.*
FROM raw_sector AS s
JOIN placed AS p ON p.activity = s.activity AND p.snapshot = s.snapshot;

CREATE OR REPLACE TEMP VIEW location AS
SELECT p.node, p.year, l.*
FROM raw_location AS l
JOIN placed AS p ON p.activity = l.activity AND p.snapshot = l.snapshot;

CREATE OR REPLACE TEMP VIEW document AS
SELECT p.node, p.year, d.*
FROM raw_document AS d
JOIN placed AS p ON p.activity = d.activity AND p.snapshot = d.snapshot;

CREATE OR REPLACE TEMP VIEW scope AS
SELECT p.node, p.year, s.*
FROM raw_scope AS s
JOIN placed AS p ON p.activity = s.activity AND p.snapshot = s.snapshot;

-- A budget belongs to the year of its period, not of its file. Zero with status 1 is a placeholder, not a budget.
-- Where two activities speak of the same node, period and type, the later value-date wins, then the later file.
CREATE OR REPLACE TEMP VIEW budget AS
SELECT p.node, year(b.period_start) AS year, p.year AS file_year, b.*
FROM raw_budget AS b
JOIN placed AS p ON p.activity = b.activity AND p.snapshot = b.snapshot
JOIN snapshot AS s ON s.name = b.snapshot
WHERE year(b.period_start) = year(b.period_end)
    AND b.currency = 'USD'
    AND NOT (b.value = 0 AND b.status = '1')
QUALIFY row_number() OVER (
    PARTITION BY p.node, b.period_start, b.period_end, b.type
    ORDER BY b.value_date DESC NULLS LAST, p.year DESC, s.rank DESC, b.line DESC
) = 1;

-- The revised budget is the same money as the original and replaces it; they are never added.
CREATE OR REPLACE TEMP VIEW current_budget AS
SELECT *
FROM budget
QUALIFY rank() OVER (PARTITION BY node, period_start, period_end ORDER BY type DESC) = 1;

-- The sectors of an activity split the budget of its own year only; whether they add up to 100 is a check's question.
CREATE OR REPLACE TEMP VIEW budget_share AS
SELECT
    b.node, b.year, b.value, b.snapshot, b.line, b.activity,
    s.vocabulary, s.code, s.name, s.percentage, s.line AS share_line
FROM current_budget AS b
JOIN sector AS s ON s.activity = b.activity AND s.snapshot = b.snapshot AND b.year = b.file_year
WHERE s.percentage > 0;

-- One indicator a population group. A published repetition of the same row is one indicator.
CREATE OR REPLACE TEMP TABLE indicator AS
SELECT
    p.node, p.year, i.*, g.population_group, g.dimensions,
    indicator_slug(i.title, concat_ws('|', i.result_type, i.result_title, i.measure, i.title, g.dimensions)) AS slug
FROM raw_indicator AS i
JOIN placed AS p ON p.activity = i.activity AND p.snapshot = i.snapshot
LEFT JOIN (
    SELECT snapshot, number, min(population_group) AS population_group, min(dimensions) AS dimensions
    FROM raw_indicator_value
    GROUP BY snapshot, number
) AS g ON g.snapshot = i.snapshot AND g.number = i.number
QUALIFY row_number() OVER (PARTITION BY p.node, p.year, slug ORDER BY i.line) = 1;

CREATE OR REPLACE TEMP TABLE indicator_value AS
SELECT i.node, i.year, i.slug, i.title, v.kind, v.value, v.snapshot, v.line, v.activity
FROM raw_indicator_value AS v
JOIN indicator AS i ON i.snapshot = v.snapshot AND i.number = v.number
WHERE v.value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY i.node, i.year, i.slug, v.kind ORDER BY v.period_start DESC, v.line) = 1;
