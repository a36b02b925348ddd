"""What is looked for in a published folder: each fault with its meaning and what to do. Looks at nothing itself."""

from quipu.core.check import Check, Severity

LINKS = Check(
    "links",
    "Every link leads to a file of the site",
    Severity.STOP,
    "A reader who follows the link finds nothing.",
    "Publish again; if it stays, the page or template names an address that the site does not have.",
)
ANCHORS = Check(
    "anchors",
    "Every link into a page leads to a place in it",
    Severity.STOP,
    "The page opens at its top, not where the link promises.",
    "Give the place its id, or lead the link elsewhere.",
)
ASSETS = Check(
    "assets",
    "Everything that a page loads or names beside itself is there",
    Severity.STOP,
    "The page is without its style, script, picture or file.",
    "Publish again to a folder that nobody else writes to.",
)
HOSTS = Check(
    "hosts",
    "No page loads anything from another host",
    Severity.STOP,
    "Another host would see who reads the page, and the page would need it.",
    "Put the file among those of the site, or make it a plain link.",
)
WEIGHT = Check(
    "weight",
    "Every page is light, packed and with its style and script",
    Severity.STOP,
    "The page is slow on a weak connection.",
    "Show fewer rows, and lead to the rest.",
)
HEAD = Check(
    "head",
    "Every page says its title, description, language and direction",
    Severity.STOP,
    "Search engines and screen readers do not know what the page is.",
    "Fill it in the page's template.",
)
HEADINGS = Check(
    "headings",
    "Every page has one heading of the first level, and no level is left out",
    Severity.STOP,
    "Whoever goes from heading to heading gets lost.",
    "Change the level of the heading.",
)
IDS = Check(
    "ids",
    "No place in a page has the name of another",
    Severity.STOP,
    "Links to the second place lead to the first.",
    "Give one of them another id.",
)
LANGUAGES = Check(
    "languages",
    "Every page leads to itself in the other languages, and they lead back",
    Severity.STOP,
    "A reader who changes the language, or a search engine, loses the page.",
    "Publish all languages to one folder, in one go.",
)
STRUCTURED = Check(
    "structured",
    "What pages tell machines is whole, and leads to files of the site",
    Severity.STOP,
    "Search engines and catalogues of data pass the page over.",
    "Complete it in pages/structured.py.",
)
LISTS = Check(
    "lists",
    "Feeds, the sitemap, redirects and styles name files of the site only",
    Severity.STOP,
    "Programs that follow them find nothing.",
    "Publish again; if it stays, the list names an address that the site does not have.",
)
REACHED = Check(
    "reached",
    "Every page can be reached by links from the first one",
    Severity.WARN,
    "Readers come to the page by a search engine only.",
    "Lead to it from a page that is reached.",
)
CHECKS = (LINKS, ANCHORS, ASSETS, HOSTS, WEIGHT, HEAD, HEADINGS, IDS, LANGUAGES, STRUCTURED, LISTS, REACHED)
