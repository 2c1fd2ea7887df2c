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
    id_key           VARCHAR,
    staff_key        VARCHAR,
    name_key         VARCHAR,
    called_key       VARCHAR
);

-- The four tables of what happened to people in a year. A row is superseded once a later import
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
