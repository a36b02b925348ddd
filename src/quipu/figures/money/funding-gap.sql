/* figure
title = "Funding gap"
unit = "USD"
grain = ["operation", "year"]
definition = "The current budget less the contributions recorded for the operation; below zero where more was given than budgeted."
caveats = ["Flexible funds that the organisation allocates to operations later are not counted as contributions to them."]
*/
SELECT
    c.subject,
    c.year,
    '' AS member,
    b.value - c.value AS value,
    [b.address, c.address] AS inputs
FROM figure AS c
JOIN figure AS b ON b.subject = c.subject AND b.year = c.year AND b.figure = 'budget' AND b.member = ''
WHERE c.figure = 'contributions' AND c.member = ''
