/* figure
title = "New asylum applications published as cases"
unit = "count"
grain = ["operation", "year"]
definition = "New applications for asylum during the year that a country publishes as cases, not as people. One case can be several people: cases and people are never added."

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
WHERE app_pc = 'C'
