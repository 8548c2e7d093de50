# What is known of each task, and which comes next; used by score.awk.
#
# Reads tools/tasks.tsv; for each chapter build/check/STEM.begun, and of
# .progress/: STEM.verdicts (task, tests passed, tests, first failure),
# STEM.trouble (why there are none, or nothing), STEM.source (of which lab file
# that is told; build/check/STEM.source is the present one).

function read_tasks(    s)
{
    while ((getline <"tools/tasks.tsv") > 0) {
        s = $1
        if (!(s in title)) {
            stem[++n_stems] = s
            title[s] = $5
        }
        task[++n_tasks] = $2
        stem_of[$2] = s
        points[$2] = $3
        called_as[$2] = $4
        section[$2] = ($7 == "" ? "" : $7 ": ") "notes/html/" s ".html#" $6
        most[s] += $3
        n_in[s]++
    }
    close("tools/tasks.tsv")
}

function first_line(file,    text)
{
    text = ""
    getline text <file
    close(file)
    return text
}

function read_chapter(s,    file, before)
{
    file = "build/check/" s ".begun"
    while ((getline <file) > 0) {
        begun[$1] = $2 != "blank"
        line[$1] = $3
        calls[$1] = "," $4
        n_begun[s] += begun[$1]
        n_gone[s] += $2 == "gone"
    }
    close(file)
    if (n_gone[s] == n_in[s])
        forget_begun(s)
    before = ".progress/" s
    while ((getline <(before ".verdicts")) > 0) {
        passed[$1] = $2
        tests[$1] = $3
        why[$1] = $4
        earned[$1] = $3 > 0 ? points[$1] * $2 / $3 : 0
        sum[s] += earned[$1]
        if ($2 > 0)
            n_begun[s] += !begun[$1]
        begun[$1] = begun[$1] || $2 > 0
    }
    close(before ".verdicts")
    trouble[s] = first_line(before ".trouble")
    told = first_line(before ".source")
    stale[s] = told != first_line("build/check/" s ".source")
    unseen[s] = told == ""
}

# Where no task's line is left, only what passes a test counts as begun.
function forget_begun(s,    t)
{
    n_begun[s] = 0
    for (t = 1; t <= n_tasks; t++)
        if (stem_of[task[t]] == s)
            begun[task[t]] = 0
}

function right(t)
{
    return tests[t] > 0 && passed[t] == tests[t]
}

# The order in which a failure is looked for: the chapter edited last, what was
# asked for, the rest.
function order_chapters(    k, s)
{
    for (k = 1; k <= 3; k++)
        for (s = 1; s <= n_stems; s++)
            if (k == (!is_asked[stem[s]] ? 3 : \
                      mode == "first" && stem[s] == last ? 1 : 2))
                ordered[++n_ordered] = stem[s]
}

# The next task: in the chapters that were asked for, else in the others. Before
# tasks that are not begun comes one that is begun and not right.
function choose_next(    t)
{
    t = first_task(1, 1)
    t = t != "" ? t : first_task(1, 0)
    t = t != "" ? t : first_task(0, 1)
    return t != "" ? t : first_task(0, 0)
}

# A chapter that is not begun has to wait for those that are.
function first_task(wanted, begun_too,    k, s, t)
{
    for (k = 1; k <= n_ordered; k++) {
        s = ordered[k]
        if (is_asked[s] + 0 != wanted || !begun_too && !n_begun[s] && some_open(wanted))
            continue
        for (t = 1; t <= n_tasks; t++)
            if (stem_of[task[t]] == s && !right(task[t]) && begun[task[t]] + 0 == begun_too)
                return task[t]
    }
    return ""
}

# Whether of these chapters one that has begun has a task left.
function some_open(wanted,    t, s)
{
    for (t = 1; t <= n_tasks; t++) {
        s = stem_of[task[t]]
        if (is_asked[s] + 0 == wanted && n_begun[s] && !right(task[t]))
            return 1
    }
    return 0
}
