-- One incoming commitment, newest first.
SELECT
    node, year, date, name AS donor, coalesce(provider_type = '70', FALSE) AS private, usd, value AS amount,
    coalesce(currency, 'USD') AS currency, earmarked_as AS earmarking, coalesce(description, '') AS description, donor AS member,
    donor_kind AS kind, coalesce(ref, '') AS agreement, snapshot, line
FROM contribution
ORDER BY node, year, date DESC, usd DESC, snapshot, line
