/* figure
title = "Asylum decisions"
unit = "count"
grain = ["operation", "year"]
definition = "Decisions on asylum during the year, one for each person decided on, at all levels: first instance, review and appeal."
caveats = [
    "A person can have more than one decision in a year, such as one at first instance and one on appeal.",
    "The total is the sum of the four outcomes. The file has a total of its own, which differs in some rows until 2020.",
    "Decisions published as cases are not in it, but a figure of their own.",
]

[members]
recognized = "Recognised as refugees"
complementary = "Given another form of protection"
rejected = "Rejected"
closed = "Closed for other reasons, without a decision on protection"
*/
SELECT
    node,
    year,
    coalesce(dec_recognized, 0) + coalesce(dec_other, 0) + coalesce(dec_rejected, 0) + coalesce(dec_closed, 0) AS total,
    dec_recognized AS recognized,
    dec_other AS complementary,
    dec_rejected AS rejected,
    dec_closed AS closed,
    snapshot,
    line,
    identifier,
    provisional
FROM decision
WHERE dec_pc = 'P'
