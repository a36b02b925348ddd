-- Pack the source rows of the figure in hand, for a small file that is found in fast: a line a row, its fields apart by tabs.
INSERT INTO packed_part
SELECT
    p.node, p.year, getvariable('figure'), p.member,
    string_agg(
        concat_ws(chr(9), s.rank, p.line, translate(p.identifier, chr(9) || chr(10), '  '), digits(p.amount), p.share_line, digits(p.share)), chr(10)
        ORDER BY s.rank DESC, p.line, p.share_line, p.identifier, p.amount
    ),
    max({'rank': s.rank, 'text': p.member_title}) FILTER (p.member_title IS NOT NULL),
    hash(getvariable('figure'), p.member, bit_xor(hash(p.snapshot, s.file, s.published, s.licence, p.line, p.amount, p.share_line)))
FROM (SELECT * REPLACE (amount::DECIMAL(38, 10) AS amount, share::DECIMAL(24, 6) AS share) FROM given) AS p
JOIN snapshot AS s ON s.name = p.snapshot
GROUP BY p.node, p.year, p.member;
