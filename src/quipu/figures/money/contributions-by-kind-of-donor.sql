/* figure
title = "Contributions by kind of donor"
unit = "USD"
grain = ["operation", "year", "kind of donor"]
definition = "Contributions of governments, the European Union, the United Nations, private donors and others. Of what kind a donor is stands in a list; of a donor that is not in it, its name or the type that the publisher gives says so."
members_from = ["donor_kinds"]
*/
SELECT node, year, donor_kind AS member, usd AS amount, snapshot, line, activity AS identifier
FROM contribution
