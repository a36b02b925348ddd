/* figure
title = "People by sex and age"
unit = "people"
grain = ["operation", "year", "sex and age"]
definition = "People at the end of the year by sex and age, where these are known: all population types together, host community included."
caveats = [
    "Sex and age are not published for everybody. The total has everybody, so it can be more than women and men together.",
    "Stateless people who are also refugees or displaced count only as these here, and until 2018 no stateless people are in it: the total can be lower than that of the population types.",
    "Returned refugees count here at the country that they came home to, not at the one that they came back from.",
    "The file writes 0 where a number is absent, so a missing age group can be unknown or empty.",
    "The publisher rounds small numbers to 0 or 5: parts need not add to totals published elsewhere.",
]

[members]
female = "Women and girls"
female-0-4 = "Girls aged 0 to 4"
female-5-11 = "Girls aged 5 to 11"
female-12-17 = "Girls aged 12 to 17"
female-18-59 = "Women aged 18 to 59"
female-60-plus = "Women aged 60 or more"
female-age-unknown = "Women and girls whose age is not known"
male = "Men and boys"
male-0-4 = "Boys aged 0 to 4"
male-5-11 = "Boys aged 5 to 11"
male-12-17 = "Boys aged 12 to 17"
male-18-59 = "Men aged 18 to 59"
male-60-plus = "Men aged 60 or more"
male-age-unknown = "Men and boys whose age is not known"
not-disaggregated = "People whose sex is not known"
*/
SELECT
    node,
    year,
    total,
    total - f_total - m_total AS "not-disaggregated",
    f_total AS female,
    f_0_4 AS "female-0-4",
    f_5_11 AS "female-5-11",
    f_12_17 AS "female-12-17",
    f_18_59 AS "female-18-59",
    f_60 AS "female-60-plus",
    f_total - f_0_4 - f_5_11 - f_12_17 - f_18_59 - f_60 AS "female-age-unknown",
    m_total AS male,
    m_0_4 AS "male-0-4",
    m_5_11 AS "male-5-11",
    m_12_17 AS "male-12-17",
    m_18_59 AS "male-18-59",
    m_60 AS "male-60-plus",
    m_total - m_0_4 - m_5_11 - m_12_17 - m_18_59 - m_60 AS "male-age-unknown",
    snapshot,
    line,
    identifier,
    provisional
FROM demographic
WHERE total <> 0
