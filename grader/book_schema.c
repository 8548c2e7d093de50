// What lies in the book's file: tables that only grow, and views of what counts
// now. An instructor may look into it with sqlite3.
#include "book_internal.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Two numbers in the file's header: whose file it is, and which schema.
enum { APPLICATION = 0x47724264, VERSION = 2 };

#define NOW "(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"

static const char tables[] =
    "CREATE TABLE class (seed TEXT NOT NULL) STRICT;"

    "CREATE TABLE runs (run INTEGER PRIMARY KEY CHECK (run > 0),"
    "  student TEXT NOT NULL, time TEXT NOT NULL DEFAULT " NOW ","
    "  outcome TEXT NOT NULL"
    "    CHECK (outcome IN ('GRADED', 'REFUSED', 'BROKEN')),"
    "  message TEXT NOT NULL, seconds REAL NOT NULL,"
    "  submission TEXT NOT NULL, suites TEXT NOT NULL,"
    "  compiler TEXT NOT NULL, flags TEXT NOT NULL, seed TEXT NOT NULL) STRICT;"
    "CREATE INDEX runs_by_student ON runs (student, run, outcome);"

    "CREATE TABLE verdicts (run INTEGER NOT NULL REFERENCES runs,"
    "  place INTEGER NOT NULL, stem TEXT NOT NULL, task TEXT NOT NULL,"
    "  points INTEGER NOT NULL CHECK (points >= 0),"
    "  passed INTEGER NOT NULL CHECK (passed BETWEEN 0 AND total),"
    "  total INTEGER NOT NULL, why TEXT NOT NULL,"
    "  cents INTEGER AS (CASE total WHEN 0 THEN 0"
    "    ELSE 100 * points * passed / total END),"
    "  PRIMARY KEY (run, task)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE files (run INTEGER NOT NULL REFERENCES runs,"
    "  place INTEGER NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL"
    "    CHECK (status IN ('taken', 'missing', 'ignored', 'refused')),"
    "  why TEXT NOT NULL,"
    "  PRIMARY KEY (run, place)) STRICT, WITHOUT ROWID;"

    // Most students' values are the expected ones: each array is kept once.
    // Eight bytes a value, IEEE 754, in the machine's order.
    "CREATE TABLE arrays (array INTEGER PRIMARY KEY CHECK (array > 0),"
    "  doubles BLOB NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE curves (run INTEGER NOT NULL REFERENCES runs,"
    "  place INTEGER NOT NULL, stem TEXT NOT NULL, task TEXT NOT NULL,"
    "  title TEXT NOT NULL, x_label TEXT NOT NULL,"
    "  x INTEGER NOT NULL REFERENCES arrays,"
    "  yours INTEGER NOT NULL REFERENCES arrays,"
    "  expected INTEGER NOT NULL REFERENCES arrays,"
    "  PRIMARY KEY (run, place)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE marks (mark INTEGER PRIMARY KEY CHECK (mark > 0),"
    "  student TEXT NOT NULL, item TEXT NOT NULL,"
    "  points REAL, max REAL NOT NULL," // points NULL: taken back
    "  reason TEXT NOT NULL CHECK (trim(reason) <> ''),"
    "  author TEXT NOT NULL, time TEXT NOT NULL DEFAULT " NOW ") STRICT;"
    "CREATE INDEX marks_by_student ON marks (student, item, mark);"

    // These two are no history: the class as it is, the files as written.
    "CREATE TABLE people (student TEXT PRIMARY KEY, name TEXT NOT NULL,"
    "  email TEXT NOT NULL, username TEXT NOT NULL, idnumber TEXT NOT NULL,"
    "  canvas_id TEXT NOT NULL, sis_id TEXT NOT NULL, section TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE exports (student TEXT PRIMARY KEY, state TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;";

// New in version 2, and no history either: what lay among the submissions and
// is none.
static const char strays[] =
    "CREATE TABLE strays (place INTEGER PRIMARY KEY, text TEXT NOT NULL)"
    " STRICT;";

static const char views[] =
    "CREATE VIEW students AS SELECT student FROM people"
    "  UNION SELECT student FROM runs UNION SELECT student FROM marks;"

    // A run that broke says nothing, so the one before it counts.
    "CREATE VIEW current_runs AS SELECT * FROM runs r"
    "  WHERE outcome <> 'BROKEN' AND NOT EXISTS (SELECT 1 FROM runs later"
    "    WHERE later.student = r.student AND later.run > r.run"
    "    AND later.outcome <> 'BROKEN');"
    "CREATE VIEW current_marks AS SELECT * FROM marks m"
    "  WHERE points IS NOT NULL AND NOT EXISTS (SELECT 1 FROM marks later"
    "    WHERE later.student = m.student AND later.item = m.item"
    "    AND later.mark > m.mark);"

    // The course's tasks, as the latest graded run has them.
    "CREATE VIEW tasks AS SELECT place, stem, task, points FROM verdicts"
    "  WHERE run = (SELECT run FROM runs WHERE outcome = 'GRADED'"
    "    ORDER BY run DESC LIMIT 1);"

    // Every task of every student who has a grade. Whoever has a mark, but no
    // verdicts, has each task at 0. tested: hundredths without manual marks.
    "CREATE VIEW tested_tasks AS"
    "  SELECT r.student, r.run, v.place, v.stem, v.task, v.points, v.passed,"
    "    v.total, v.why, v.cents AS tested"
    "  FROM current_runs r JOIN verdicts v ON v.run = r.run"
    "  UNION ALL SELECT s.student, r.run, t.place, t.stem, t.task, t.points,"
    "    0, 0, '', 0"
    "  FROM students s LEFT JOIN current_runs r ON r.student = s.student"
    "    JOIN tasks t"
    "  WHERE (r.run IS NOT NULL OR EXISTS (SELECT 1 FROM current_marks m"
    "      WHERE m.student = s.student))"
    "    AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.run = r.run);"
    "CREATE VIEW current_tasks AS SELECT t.*, m.mark,"
    "    coalesce(CAST(round(100 * m.points) AS INTEGER), t.tested) AS cents"
    "  FROM tested_tasks t LEFT JOIN current_marks m"
    "    ON m.student = t.student AND m.item = t.task;"

    // Marks for anything that is not a task: free-text answers.
    "CREATE VIEW current_answers AS SELECT m.*,"
    "    CAST(round(100 * points) AS INTEGER) AS cents,"
    "    CAST(round(100 * max) AS INTEGER) AS max_cents"
    "  FROM current_marks m WHERE NOT EXISTS (SELECT 1 FROM tested_tasks t"
    "    WHERE t.student = m.student AND t.task = m.item);";

static const char grades[] =
    "CREATE VIEW current_cents AS SELECT s.student, r.run, r.outcome, r.time,"
    "    (SELECT sum(cents) FROM current_tasks t"
    "      WHERE t.student = s.student) AS task_cents,"
    "    (SELECT sum(cents) FROM current_answers a"
    "      WHERE a.student = s.student) AS answer_cents,"
    "    (SELECT 100 * sum(points) FROM tested_tasks t"
    "      WHERE t.student = s.student) AS task_max,"
    "    (SELECT sum(max_cents) FROM current_answers a"
    "      WHERE a.student = s.student) AS answer_max,"
    "    r.run IS NOT NULL OR EXISTS (SELECT 1 FROM current_marks m"
    "      WHERE m.student = s.student) AS has_grade,"
    "    coalesce((SELECT outcome = 'BROKEN' FROM runs n"
    "      WHERE n.student = s.student ORDER BY run DESC LIMIT 1), 0)"
    "      AS is_broken"
    "  FROM students s LEFT JOIN current_runs r ON r.student = s.student;"

    // points and max_points are NULL where there is no grade.
    "CREATE VIEW current_grades AS SELECT c.student, p.name,"
    "    CASE has_grade WHEN 1 THEN (coalesce(task_cents, 0)"
    "      + coalesce(answer_cents, 0)) / 100.0 END AS points,"
    "    CASE has_grade WHEN 1 THEN (coalesce(task_max, 0)"
    "      + coalesce(answer_max, 0)) / 100.0 END AS max_points,"
    "    c.outcome, c.is_broken, c.run, c.time"
    "  FROM current_cents c LEFT JOIN people p ON p.student = c.student;";

// A table whose rows nobody changes, takes away, or replaces by INSERT OR
// REPLACE; `same` says when a row to come would replace one.
#define ONLY_GROWS(table, same)                                                \
    "CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table               \
    " BEGIN SELECT RAISE(ABORT, '" table " only grows: add a row'); END;"      \
    "CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table               \
    " BEGIN SELECT RAISE(ABORT, '" table " only grows: add a row'); END;"      \
    "CREATE TRIGGER " table "_no_replace BEFORE INSERT ON " table              \
    " WHEN EXISTS (SELECT 1 FROM " table " WHERE " same ")"                    \
    " BEGIN SELECT RAISE(ABORT, '" table " has this row already'); END;"

static const char triggers[] =
    ONLY_GROWS("class", "true") ONLY_GROWS("runs", "run = NEW.run")
        ONLY_GROWS("verdicts", "run = NEW.run AND task = NEW.task")
            ONLY_GROWS("files", "run = NEW.run AND place = NEW.place")
                ONLY_GROWS("curves", "run = NEW.run AND place = NEW.place")
                    ONLY_GROWS("marks", "mark = NEW.mark");
static const char array_triggers[] =
    ONLY_GROWS("arrays", "array = NEW.array OR doubles = NEW.doubles");

static bool draw_seed(Book *b, uint64_t *seed)
{
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    const bool good = fd >= 0 && read(fd, seed, sizeof *seed) == sizeof *seed;
    if (!good)
        book_fail(b, "no seed for the class: /dev/urandom can't be read: %s",
                  strerror(errno));
    if (fd >= 0)
        close(fd);
    return good;
}

static bool execute(Book *b, const char *sql)
{
    return sqlite3_exec(b->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           book_sql_fail(b);
}

static bool fill(Book *b)
{
    static const char *const parts[] = {tables,   views,          grades,
                                        triggers, array_triggers, strays};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!execute(b, parts[i]))
            return false;
    uint64_t seed;
    if (!draw_seed(b, &seed))
        return false;
    char text[24], pragmas[100];
    snprintf(text, sizeof text, "%" PRIu64, seed);
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION, VERSION);
    return book_do(b, "INSERT INTO class (seed) VALUES (?)", "t", text) &&
           execute(b, pragmas);
}

// A book of version 1 gets what is new.
static bool bring_up(Book *b)
{
    return execute(b, strays) && execute(b, "PRAGMA user_version = 2");
}

typedef enum Found { NOTHING, OLDER, PRESENT } Found;

// What is in the file. False unless it is empty or ours.
static bool look(Book *b, Found *found)
{
    int64_t n_tables, application, version;
    if (!book_number(b, &n_tables, "SELECT count(*) FROM sqlite_schema", "") ||
        !book_number(b, &application, "PRAGMA application_id", "") ||
        !book_number(b, &version, "PRAGMA user_version", ""))
        return false;
    *found = version < VERSION ? OLDER : PRESENT;
    if (n_tables == 0 && application == 0 && version == 0) {
        *found = NOTHING;
        return true;
    }
    if (application != APPLICATION)
        return book_fail(b, "this is an SQLite file, but no grade book; name "
                            "another file");
    if (version > VERSION)
        return book_fail(b,
                         "the book has version %" PRId64 ", made by a newer "
                         "grader; this one knows version %d and leaves it "
                         "alone: update the course",
                         version, VERSION);
    return version > 0 ||
           book_fail(b, "the book has the unknown version %" PRId64, version);
}

// SQLite does not always call the busy handler here, so wait in this place,
// too.
static bool use_wal(Book *b)
{
    for (int tries = 0; tries < 600; tries++) {
        sqlite3_stmt *s = book_query(b, "PRAGMA journal_mode = WAL", "");
        const int row = s == NULL ? -1 : book_step(b, s);
        char *mode = row == 1 ? book_column(s, 0) : text_copy("");
        sqlite3_finalize(s);
        const bool is_wal = strcmp(mode, "wal") == 0;
        free(mode);
        if (is_wal ||
            (row < 0 && (sqlite3_errcode(b->db) & 0xff) != SQLITE_BUSY))
            return is_wal;
        if (row == 1)
            return book_fail(b, "this file system can't hold a grade book "
                                "(no write-ahead log); take a local disk");
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    return false;
}

bool book_make_schema(Book *b)
{
    Found found;
    if (!look(b, &found) || !use_wal(b))
        return false;
    if (found == PRESENT)
        return true;
    // Somebody else may have been faster.
    return book_begin(b) &&
           book_end(b, look(b, &found) && (found != NOTHING || fill(b)) &&
                           (found != OLDER || bring_up(b)));
}
