/* figure
title = "Budget by sector"
unit = "USD"
grain = ["operation", "year", "sector"]
definition = "The current budget times the percentage of each sector in the file: DAC purpose codes, humanitarian clusters, and the publisher's own objectives (from 2022 outcome areas)."
caveats = ["Each vocabulary splits the whole budget: sectors of different vocabularies are never added."]
*/
SELECT
    node,
    year,
    CASE vocabulary WHEN '1' THEN 'dac-' WHEN '10' THEN 'cluster-' ELSE 'area-' END || lower(code) AS member,
    CASE vocabulary WHEN '1' THEN 'DAC: ' WHEN '10' THEN 'Cluster: ' ELSE '' END || coalesce(name, code) AS member_title,
    value * percentage::DECIMAL(9, 4) * 0.01 AS amount,
    snapshot,
    line,
    activity AS identifier,
    share_line,
    percentage AS share
FROM budget_share
WHERE vocabulary IN ('1', '10', '98') AND regexp_matches(code, '^[A-Za-z0-9]+$')
