-- One document that an operation's file links to. A trailing no-break space is not part of an address.
SELECT
    node, year, trim(url, chr(160) || ' ') AS url, coalesce(title, url) AS title, coalesce(format, '') AS format,
    coalesce(language, '') AS language, date, snapshot, line
FROM document
QUALIFY row_number() OVER (PARTITION BY node, year, url ORDER BY line) = 1
ORDER BY node, year, line
