/* figure
title = "Asylum decisions published as cases"
unit = "count"
grain = ["operation", "year"]
definition = "Decisions on asylum during the year that a country publishes as cases, not as people. One case can be several people: cases and people are never added."

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
WHERE dec_pc = 'C'
