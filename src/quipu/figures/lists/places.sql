-- One office of an operation.
SELECT
    node, year, coalesce(ref, '') AS ref, coalesce(name, '') AS name, coalesce(description, '') AS kind, latitude, longitude,
    coalesce(exactness, '') AS exactness, snapshot, line
FROM location
QUALIFY row_number() OVER (PARTITION BY node, year, ref, name ORDER BY line) = 1
ORDER BY node, year, line
