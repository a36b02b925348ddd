/* figure
title = "Expenditure"
unit = "USD"
grain = ["operation", "year"]
definition = "Disbursements to partners (transaction type 3) and the organisation's own expenditure (type 4)."
caveats = [
    "The pillar and the kind of partner stand only in the text of each transaction.",
    "From 2022 the texts name no pillar.",
]
members_from = ["pillars", "partners"]
*/
WITH spending AS (
    SELECT
        node, year, description, snapshot, line, activity AS identifier,
        CASE WHEN currency = 'USD' THEN value ELSE value_usd END AS amount
    FROM "transaction"
    WHERE type IN ('3', '4')
),
parts AS (
    SELECT s.*, m.slug
    FROM spending AS s
    JOIN money_part AS m ON m.kind IN ('pillars', 'partners') AND m.pattern <> '' AND regexp_matches(s.description, m.pattern)
)
SELECT node, year, '' AS member, amount, snapshot, line, identifier
FROM spending
WHERE amount IS NOT NULL
UNION ALL
SELECT node, year, slug, amount, snapshot, line, identifier
FROM parts
WHERE amount IS NOT NULL
