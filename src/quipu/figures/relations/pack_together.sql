-- Pack the source rows of the figure in hand, each of which has amounts of several members: below their names, a line a row,
-- its fields apart by tabs, its amounts by blanks, nothing for zero.
INSERT INTO packed_part
SELECT
    p.node, p.year, getvariable('figure'), '*',
    getvariable('names') || chr(10) || string_agg(
        concat_ws(chr(9), s.rank, p.line, translate(p.identifier, chr(9) || chr(10), '  '), p.amounts), chr(10)
        ORDER BY s.rank DESC, p.line, p.identifier, p.amounts
    ),
    NULL,
    hash(getvariable('figure'), bit_xor(hash(p.snapshot, s.file, s.published, s.licence, p.line, p.amounts)))
FROM given_together AS p
JOIN snapshot AS s ON s.name = p.snapshot
GROUP BY p.node, p.year;
