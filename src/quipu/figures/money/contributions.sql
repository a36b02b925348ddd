/* figure
title = "Contributions"
unit = "USD"
grain = ["operation", "year"]
definition = "Incoming commitments (transaction type 11) in US dollars as the publisher gives them, in the year of the activity."
caveats = [
    "They stand at three levels: operation, region and the whole organisation. A total needs all three.",
    "A transaction's own date may be years earlier than the year it is for.",
    "Private donors are monthly sums.",
]
above_operations_only = ["at-operations", "at-region", "at-world"]

[sums]
"" = { of = "*", but = "at-*" }

[members]
unearmarked = "Unearmarked"
softly-earmarked = "Softly earmarked"
earmarked = "Earmarked"
tightly-earmarked = "Tightly earmarked"
unclassified = "Earmarking not stated"
at-operations = "Given to an operation"
at-region = "Given to a region, not placed in one operation"
at-world = "Given to the organisation, not placed in one operation"
*/
WITH commitments AS (
    SELECT
        node, year, level, snapshot, line, activity AS identifier,
        -- The value in the donor's currency is shown beside, never added.
        CASE WHEN value_usd IS NOT NULL THEN value_usd WHEN currency = 'USD' THEN value END AS amount,
        CASE earmarking
            WHEN '1' THEN 'unearmarked'
            WHEN '2' THEN 'softly-earmarked'
            WHEN '3' THEN 'earmarked'
            WHEN '4' THEN 'tightly-earmarked'
            ELSE 'unclassified'
        END AS earmarked_as,
        CASE level WHEN 'world' THEN 'at-world' WHEN 'region' THEN 'at-region' ELSE 'at-operations' END AS given_at
    FROM "transaction"
    WHERE type = '11'
)
SELECT node, year, member, amount, snapshot, line, identifier
FROM commitments, unnest([earmarked_as, given_at]) AS members(member)
WHERE amount IS NOT NULL
