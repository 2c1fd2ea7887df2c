-- The whole store. Days are integers yyyymmdd (99999999 = open end); null is unknown.
-- No name, ID number or staff number is ever a column here: only keyed pseudonyms.

CREATE TABLE meta (
    name  VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

-- One row per table read: a sheet of a file, stating who was in post on a day.
CREATE TABLE imports (
    import_id     INTEGER PRIMARY KEY,
    file          VARCHAR NOT NULL,
    sheet         VARCHAR,
    sha256        VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,
    as_of         INTEGER NOT NULL,
    imported_at   VARCHAR NOT NULL,
    header_rows   VARCHAR NOT NULL,
    unmapped      VARCHAR NOT NULL,
    rows_read     INTEGER NOT NULL,
    rows_accepted INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    register      BOOLEAN NOT NULL, -- whether the list names everybody who ever worked there, so that its days make a history
    CHECK (rows_read = rows_accepted + rows_rejected)
);

-- One row per unit that an import lists completely; community is null where a whole street is listed.
CREATE TABLE coverage (
    import_id INTEGER NOT NULL,
    as_of     INTEGER NOT NULL,
    district  VARCHAR,
    street    VARCHAR,
    community VARCHAR
);

-- One row per person and import: the statement that this person was in post there, in force
-- from valid_from until valid_to, when a later import lists the same unit again.
CREATE TABLE posting (
    person_id        VARCHAR NOT NULL,
    import_id        INTEGER NOT NULL,
    row              INTEGER NOT NULL,
    valid_from       INTEGER NOT NULL,
    valid_to         INTEGER NOT NULL,
    contested        BOOLEAN NOT NULL, -- another posting of the person is in force on some of the same days
    district         VARCHAR,
    street           VARCHAR,
    community        VARCHAR,
    gender           VARCHAR,
    gender_other     VARCHAR,
    birth_day        INTEGER,
    birth_precision  VARCHAR,
    birth_day_other  INTEGER,
    ethnicity        VARCHAR,
    political_status VARCHAR,
    education        VARCHAR,
    study_mode       VARCHAR,
    degree           VARCHAR,
    post             VARCHAR,
    employment       VARCHAR,
    source           VARCHAR,
    certificate      VARCHAR,
    hire_day         INTEGER,
    hire_precision   VARCHAR,
    leave_day        INTEGER,
    leave_precision  VARCHAR,
    leave_reason     VARCHAR,
    retirement_category VARCHAR,
    id_key           VARCHAR,
    staff_key        VARCHAR,
    name_key         VARCHAR,
    called_key       VARCHAR
);

-- The tables of what happened to people in a year. A row is superseded once a later import
-- tells the same thing anew; readers take the rows that are not.

-- One row per person, year, rater and dimension (null: the whole): a grade, why there is none, or
-- scores as a sum of millionths of a point over so many ballots.
CREATE TABLE appraisal (
    person_id  VARCHAR NOT NULL,
    import_id  INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    superseded BOOLEAN NOT NULL,
    year       INTEGER NOT NULL,
    district   VARCHAR,
    street     VARCHAR,
    community  VARCHAR,
    rater      VARCHAR,
    dimension  VARCHAR,
    grade      VARCHAR,
    no_grade   VARCHAR,
    points     BIGINT,
    ballots    INTEGER
);

-- One row per absence: its days, or the working days somebody typed, in tenths.
CREATE TABLE absence (
    person_id     VARCHAR NOT NULL,
    import_id     INTEGER NOT NULL,
    row           INTEGER NOT NULL,
    superseded    BOOLEAN NOT NULL,
    year          INTEGER NOT NULL,
    absence_type  VARCHAR,
    start_day     INTEGER,
    end_day       INTEGER,
    absent_tenths INTEGER
);

-- One row per person voted on; a count nobody wrote down is null.
CREATE TABLE ballot (
    person_id          VARCHAR NOT NULL,
    import_id          INTEGER NOT NULL,
    row                INTEGER NOT NULL,
    superseded         BOOLEAN NOT NULL,
    year               INTEGER NOT NULL,
    day                INTEGER,
    present            INTEGER,
    returned           INTEGER,
    invalid            INTEGER,
    abstained          INTEGER,
    in_favour          INTEGER,
    votes_excellent    INTEGER,
    votes_competent    INTEGER,
    votes_basic        INTEGER,
    votes_incompetent  INTEGER,
    votes_satisfied    INTEGER,
    votes_dissatisfied INTEGER,
    attended_residents INTEGER
);

-- One row per recorded fact: a talk, a warning, a complaint, a signature, or a rule's own item.
CREATE TABLE fact (
    person_id  VARCHAR NOT NULL,
    import_id  INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    superseded BOOLEAN NOT NULL,
    year       INTEGER NOT NULL,
    day        INTEGER,
    item       VARCHAR NOT NULL,
    holds      BOOLEAN NOT NULL,
    rater      VARCHAR
);

-- One row per change that a movement list tells: somebody came (入职), went (离职) or changed units (调动).
-- The unit is the one that was left, or that somebody came to; to_* is where a change of units led.
CREATE TABLE movement (
    person_id     VARCHAR NOT NULL,
    import_id     INTEGER NOT NULL,
    row           INTEGER NOT NULL,
    superseded    BOOLEAN NOT NULL,
    year          INTEGER NOT NULL,
    day           INTEGER NOT NULL,
    movement_type VARCHAR NOT NULL,
    leave_reason  VARCHAR,
    district      VARCHAR,
    street        VARCHAR,
    community     VARCHAR,
    to_district   VARCHAR,
    to_street     VARCHAR,
    to_community  VARCHAR
);

-- One row per person and training attended; hours in tenths, null where nobody wrote them down.
CREATE TABLE training (
    person_id      VARCHAR NOT NULL,
    import_id      INTEGER NOT NULL,
    row            INTEGER NOT NULL,
    superseded     BOOLEAN NOT NULL,
    year           INTEGER NOT NULL,
    day            INTEGER,
    training_level VARCHAR,
    training_form  VARCHAR,
    training_topic VARCHAR,
    hours_tenths   INTEGER
);

-- One row per unit and day: residents, households and the quota of posts; of no person.
CREATE TABLE population (
    import_id  INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    superseded BOOLEAN NOT NULL,
    day        INTEGER NOT NULL,
    district   VARCHAR,
    street     VARCHAR,
    community  VARCHAR,
    residents  BIGINT,
    households BIGINT,
    quota      INTEGER
);

-- Who was where from when to when, worked out from all staff lists and movement lists together: one row
-- per person and unbroken time in one unit, no two of a person on one day. Made anew by every import.
CREATE TABLE stay (
    person_id       VARCHAR NOT NULL,
    place           INTEGER NOT NULL, -- of the person's stays, from 1
    since           INTEGER NOT NULL, -- first day
    until           INTEGER NOT NULL, -- first day no more; 99999999 while it lasts
    began           VARCHAR NOT NULL, -- listed (was there when lists began), joined or moved
    ended           VARCHAR,          -- left or moved; null while it lasts
    since_dated     BOOLEAN NOT NULL, -- whether anything tells the day, or only the list that first shows it
    until_dated     BOOLEAN NOT NULL,
    leave_reason    VARCHAR,          -- of a stay that ended by leaving
    service         INTEGER NOT NULL, -- of the person's unbroken times of service, from 1
    service_since   INTEGER NOT NULL, -- first day seen of it
    service_until   INTEGER NOT NULL,
    hire_day        INTEGER,          -- when the service began, however long before the lists; null if unknown
    hire_ordinal    INTEGER,          -- the days once more as days since 0001-01-01, to count days with
    since_ordinal   INTEGER NOT NULL,
    until_ordinal   INTEGER,          -- null while it lasts
    district        VARCHAR,
    street          VARCHAR,
    community       VARCHAR,
    from_district   VARCHAR,          -- where a move came from and where it led
    from_street     VARCHAR,
    from_community  VARCHAR,
    to_district     VARCHAR,
    to_street       VARCHAR,
    to_community    VARCHAR,
    gender          VARCHAR,          -- and what else was last told of the person
    birth_day       INTEGER,
    ethnicity       VARCHAR,
    political_status VARCHAR,
    education       VARCHAR,
    study_mode      VARCHAR,
    degree          VARCHAR,
    post            VARCHAR,
    employment      VARCHAR,
    source          VARCHAR,
    certificate     VARCHAR
);

-- One row per row of a list that others contradict about who was where; made anew with the stays.
CREATE TABLE contradiction (
    import_id INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    rule      VARCHAR NOT NULL,
    day       INTEGER NOT NULL
);

-- One row per refused row: where it stands and which rule refused it, never what it holds.
CREATE TABLE rejected (
    import_id     INTEGER NOT NULL,
    row           INTEGER NOT NULL,
    column_letter VARCHAR,
    rule          VARCHAR NOT NULL,
    message       VARCHAR NOT NULL
);

-- One row per finding of an import.
CREATE TABLE finding (
    import_id     INTEGER NOT NULL,
    severity      VARCHAR NOT NULL,
    rule          VARCHAR NOT NULL,
    message       VARCHAR NOT NULL,
    row           INTEGER,
    column_letter VARCHAR
);

-- Every change of the rectification ledger, in order: the ledger is what they add up to, and nothing is
-- ever overwritten. Changes that a file brought carry its import.
CREATE TABLE ledger_change (
    change_id INTEGER PRIMARY KEY,
    import_id INTEGER,
    changed_at VARCHAR NOT NULL, -- when, with the time zone
    who       VARCHAR NOT NULL, -- office or post; no person's name
    item      VARCHAR NOT NULL,
    field     VARCHAR NOT NULL,
    value     VARCHAR
);
