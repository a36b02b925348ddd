/* figure
title = "Budget"
unit = "USD"
grain = ["operation", "year"]
definition = "The current budget for the year: the revised one where there is one, else the original. They are the same money and are never added."
caveats = [
    "A zero with status 1 (indicative) is a placeholder, not a budget.",
    "By pillar or impact area: the share of the budget that the file's sector percentages give, not what was spent.",
]
members = { original = "Original budget", revised = "Revised budget" }
members_from = ["pillars", "impact_areas"]
*/
WITH versions AS (
    SELECT node, year, '' AS member, value AS amount, snapshot, line, activity AS identifier, NULL AS share_line, NULL AS share
    FROM current_budget
    UNION ALL
    SELECT node, year, if(type = '2', 'revised', 'original'), value, snapshot, line, activity, NULL, NULL
    FROM budget
),
parts AS (
    SELECT
        b.node, b.year, m.slug, (b.value * b.percentage::DECIMAL(9, 4) * 0.01),
        b.snapshot, b.line, b.activity, b.share_line, b.percentage
    FROM budget_share AS b
    JOIN money_part AS m ON m.kind IN ('pillars', 'impact_areas') AND m.code = b.code
    WHERE b.vocabulary = '99' -- the publisher's own vocabulary: pillars, from 2022 impact areas
)
FROM versions
UNION ALL
FROM parts
