/* figure
title = "Funding level"
unit = "per cent"
grain = ["operation", "year"]
definition = "Contributions recorded for the operation as a share of its current budget."
caveats = ["Flexible funds that the organisation allocates to operations later are not in it: the publisher's own level, which has them, is higher."]
*/
SELECT
    c.subject,
    c.year,
    '' AS member,
    round(100 * c.value / b.value, 2) AS value,
    [c.address, b.address] AS inputs
FROM figure AS c
JOIN figure AS b ON b.subject = c.subject AND b.year = c.year AND b.figure = 'budget' AND b.member = ''
WHERE c.figure = 'contributions' AND c.member = '' AND b.value > 0
