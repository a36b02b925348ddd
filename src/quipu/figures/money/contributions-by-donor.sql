/* figure
title = "Contributions by donor"
unit = "USD"
grain = ["operation", "year", "donor"]
definition = "Contributions of each donor. A donor is known by its name as published: references are missing for most, and some names have two."
caveats = ["Private donors are one member: the publisher gives them as monthly sums."]
*/
SELECT
    node,
    year,
    donor_slug(provider) AS member,
    provider AS member_title,
    CASE WHEN value_usd IS NOT NULL THEN value_usd WHEN currency = 'USD' THEN value END AS amount,
    snapshot,
    line,
    activity AS identifier
FROM "transaction"
WHERE type = '11' AND provider IS NOT NULL AND amount IS NOT NULL
