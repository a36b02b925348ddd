/* figure
title = "New asylum applications"
unit = "people"
grain = ["operation", "year"]
definition = "People who asked for asylum in a country for the first time during the year, by country of asylum."
caveats = [
    "Where a country publishes new applications together with repeat ones or appeals, the total has all of them.",
    "Repeat applications and appeals are of people who had applied before: they are shown beside the total, never in it.",
    "Applications published as cases, as a part of those in the United States in most years, are not in it: they are a figure of their own.",
    "The publisher rounds small numbers to 0 or 5: parts need not add to totals published elsewhere.",
]

[members]
new = "New applications"
new-and-other = "New applications, published together with repeat ones or appeals"
repeat = "Repeat applications (not in the total)"
appeal = "Appeals (not in the total)"
other = "Other applications, as for subsidiary protection alone (not in the total)"

[sums]
"" = { of = "new*" }
*/
SELECT node, year, kind AS member, applied AS amount, snapshot, line, identifier, provisional
FROM application
WHERE app_pc = 'P'
