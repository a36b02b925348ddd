-- The release's figures: read-only once written, looked up by address. Days are ISO texts, numbers are decimal texts.
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;

CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

-- The nouns, each described as JSON.
CREATE TABLE subject (place INTEGER, code TEXT PRIMARY KEY, described TEXT) WITHOUT ROWID;
CREATE TABLE definition (place INTEGER, name TEXT PRIMARY KEY, described TEXT, sql TEXT, rolls_up INTEGER, datasets TEXT) WITHOUT ROWID;
CREATE TABLE series_break (figure TEXT, member TEXT, year INTEGER, reason TEXT);
-- Earlier names of members, for the figures whose names begin so; without a title they are shown under the present one.
CREATE TABLE alias (figures TEXT, member TEXT, earlier TEXT, title TEXT);
CREATE TABLE member_title (figure TEXT, member TEXT, title TEXT, PRIMARY KEY (figure, member)) WITHOUT ROWID;
CREATE TABLE membership (subject TEXT, year INTEGER, node TEXT, PRIMARY KEY (subject, year, node)) WITHOUT ROWID;

CREATE TABLE snapshot (
    number INTEGER PRIMARY KEY, name TEXT, file TEXT, source TEXT, dataset TEXT, published TEXT, publisher TEXT,
    licence TEXT, origin TEXT, rows INTEGER, quarantined INTEGER, issues INTEGER
);
CREATE TABLE fault (snapshot INTEGER, line INTEGER, identifier TEXT, code TEXT, message TEXT, count INTEGER);
CREATE INDEX fault_of ON fault (snapshot);
-- Activities of the publisher that the profile knows no place for.
CREATE TABLE unplaced (activity TEXT, snapshot INTEGER, line INTEGER);

-- One published number at one address, in how many versions so far and since when, and the first of its lines in the newest
-- of its files. No value: a later edition withdrew it.
CREATE TABLE observation (
    subject TEXT, year INTEGER, figure TEXT, member TEXT, value TEXT, provisional INTEGER, published TEXT, sources INTEGER,
    versions INTEGER, first_day TEXT, first_snapshot INTEGER, newest_snapshot INTEGER, line INTEGER,
    PRIMARY KEY (subject, year, figure, member)
) WITHOUT ROWID;

-- What a sum or a derived figure is computed from.
CREATE TABLE input (
    subject TEXT, year INTEGER, figure TEXT, member TEXT, address TEXT, PRIMARY KEY (subject, year, figure, member, address)
) WITHOUT ROWID;

-- The source rows of all others, by node: a region and the world are made of their nodes' parts. `rows` has a line a row:
-- snapshot, line, identifier, amount, and where the amount is a share of the row's value, the line and the per cent of the share.
-- The member `*` stands for several: the first line names them, and the last field of each row has the amount of each.
CREATE TABLE part (
    node TEXT, year INTEGER, figure TEXT, member TEXT, rows TEXT, PRIMARY KEY (node, year, figure, member)
) WITHOUT ROWID;

-- The versions of a figure that has more than one.
CREATE TABLE revision (
    subject TEXT, year INTEGER, figure TEXT, member TEXT, day TEXT, value TEXT, snapshot INTEGER,
    PRIMARY KEY (subject, year, figure, member, day)
) WITHOUT ROWID;

-- By the name of a subject, of a subject and year, or of a series.
CREATE TABLE fingerprint (name TEXT PRIMARY KEY, hash TEXT) WITHOUT ROWID;
