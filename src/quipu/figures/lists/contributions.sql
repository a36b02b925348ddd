-- One incoming commitment, newest first.
SELECT
    t.node, t.year, t.date, coalesce(t.provider, 'Not stated') AS donor, coalesce(t.provider_type = '70', FALSE) AS private,
    CASE WHEN t.value_usd IS NOT NULL THEN t.value_usd WHEN t.currency = 'USD' THEN t.value END AS usd,
    t.value AS amount, coalesce(t.currency, 'USD') AS currency,
    CASE t.earmarking
        WHEN '1' THEN 'unearmarked' WHEN '2' THEN 'softly-earmarked' WHEN '3' THEN 'earmarked'
        WHEN '4' THEN 'tightly-earmarked' ELSE 'unclassified'
    END AS earmarking,
    coalesce(t.description, '') AS description, t.snapshot, t.line
FROM "transaction" AS t
WHERE t.type = '11' AND usd IS NOT NULL
ORDER BY t.node, t.year, t.date DESC, usd DESC, t.snapshot, t.line
