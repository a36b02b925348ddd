/* figure
title = "Contributions by donor"
unit = "USD"
grain = ["operation", "year", "donor"]
definition = "Contributions of each donor. Published names that mean the same donor are one, by a list: a country's government, its ministries and its agencies are one donor, so are the institutions of the European Union."
caveats = [
    "A name that the list does not have is a donor of its own.",
    "Private donors are one member: the publisher gives them as monthly sums.",
]
*/
SELECT node, year, donor AS member, donor_title AS member_title, usd AS amount, snapshot, line, activity AS identifier
FROM contribution
