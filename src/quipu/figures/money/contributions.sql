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
SELECT node, year, member, usd AS amount, snapshot, line, activity AS identifier
FROM (
    SELECT
        *, CASE level WHEN 'world' THEN 'at-world' WHEN 'region' THEN 'at-region' ELSE 'at-operations' END AS given_at
    FROM contribution
) AS given, unnest([earmarked_as, given_at]) AS members(member)
