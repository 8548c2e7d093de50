# What the suites made of the mutants:
#
#     awk -v folder=DIR -f prove.awk
#
# reads in DIR calls (calls.awk), tests (chapter, task, test), list (chapter,
# mutant, task, mistake) and, for each mutant, CHAPTER-MUTANT.result and .tests
# (tests/tools/mutant.sh). Writes there mutants.tsv and tests.tsv; prints what is
# to be known of them. Exit status 1 if a mutant survives, if one costs a task
# that does not call its own, or if a test catches none.

BEGIN {
    FS = OFS = "\t"
    while ((getline < (folder "/calls")) > 0)
        calls[$1, $2] = 1
    while ((getline < (folder "/tests")) > 0)
        if (!known[$1, $2, $3]++)
            test[++n_tests] = $0
    table = folder "/mutants.tsv"
    print "chapter", "mutant", "task", "mistake", "caught by",
        "tasks that call it and lose tests too", "other tasks that lose tests" > table
    while ((getline < (folder "/list")) > 0)
        mutant($1, $2, $3, $4)
    report_tests()
    summary()
    exit n_survive + n_leak + n_idle > 0
}

# The failed tests of one mutant.
function mutant(stem, name, task, mistake,    result, file, failed, by, n_by, callers, others, last)
{
    n++
    getline result < (folder "/" stem "-" name ".result")
    file = folder "/" stem "-" name ".tests"
    while (result ~ /^killed/ && (getline < file) > 0) {
        if ($3 == "ok" || failed[$1, $2]++)
            continue
        if ($1 == task) {
            by = by (by == "" ? "" : " ") $2
            last = stem SUBSEP task SUBSEP $2
            n_by++
            catches[last]++
        } else if (failed[$1]++ == 0) {
            if (($1, task) in calls)
                callers = callers (callers == "" ? "" : " ") $1
            else
                others = others (others == "" ? "" : " ") $1
        }
    }
    close(file)
    if (n_by == 1)
        alone[last] = alone[last] (alone[last] == "" ? "" : " ") name
    print stem, name, task, mistake, by, callers, others > table
    n_shared += callers != ""
    if (n_by == 0)
        survivor[++n_survive] = stem "/" name ": " (result == "" ? "no result" : result)
    if (others != "")
        leak[++n_leak] = stem "/" name ": " others " (only " task " is changed)"
}

function report_tests(    i, part, key, n_alone)
{
    table = folder "/tests.tsv"
    print "chapter", "task", "test", "mutants caught", "caught by no other test" > table
    for (i = 1; i <= n_tests; i++) {
        split(test[i], part, "\t")
        key = part[1] SUBSEP part[2] SUBSEP part[3]
        print test[i], catches[key] + 0, alone[key] > table
        n_sole += alone[key] != ""
        if (!catches[key])
            idle[++n_idle] = part[1] ", " part[2] ": " part[3]
    }
}

function list(what, lines, n_lines,    i)
{
    if (n_lines > 0)
        print what ":"
    for (i = 1; i <= n_lines; i++)
        print "  " lines[i]
}

function summary()
{
    printf "%d mutants, %d caught by a test of their own task; %d cost tasks that call theirs a test too\n",
        n, n - n_survive, n_shared
    printf "%d tests, %d of which catch a mutant that no other does; %d catch none\n",
        n_tests, n_sole, n_idle
    list("These mutants survive", survivor, n_survive)
    list("These cost tasks that have nothing to do with them a test", leak, n_leak)
    list("These tests catch no mutant: write one (tests/mutants), or remove the test", idle, n_idle)
    print "All of it: " folder "/mutants.tsv, " folder "/tests.tsv"
}
