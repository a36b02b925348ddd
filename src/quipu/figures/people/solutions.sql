/* figure
title = "Solutions"
unit = "people"
grain = ["operation", "year"]
definition = "People who came home, were resettled or got a nationality during the year: returned refugees at the country that they came home to, resettled refugees at the country that took them in, naturalised refugees at the country whose nationality they got, returned internally displaced people in their own country."
caveats = [
    "The four are never added up: each is counted in its own way and at another country.",
    "Among people by population type, returned refugees count at the country that they came back from.",
    "The statistics do not say which country resettled refugees left.",
    "No number means unknown, not zero.",
]

[members]
returned-refugees = "Refugees who came home"
resettlement = "Resettled refugees who arrived"
naturalisation = "Refugees who got the nationality"
returned-idps = "Internally displaced people who came home"
*/
SELECT node, year, solution AS member, people AS amount, snapshot, line, identifier, provisional
FROM solution
