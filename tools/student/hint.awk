# The ladder of hints: awk -f text.awk -f hint.awk -v task=NAME -v shown=N TASKS HINTS
#
# Prints the first N hints of a task, the last of them new. Without a task that
# there is, says which names are near. TASKS is tools/tasks.tsv, HINTS "TASK <tab>
# HINT" a line. Exit status 1 if there is no such task, 4 if no hint was new.

BEGIN { FS = "\t" }

NR == FNR {
    stem[$2] = $1
    points[$2] = $3
    name[++n_names] = $2
    if ($4 == task)
        task = $2
    page[$2] = ($7 ? $7 ": " : "") "notes/html/" $1 ".html#" $6
    next
}

$1 == task { hint[++n] = $2 }

function least(a, b)
{
    return a < b ? a : b
}

# How many letters have to be changed to make one of the other.
function distance(a, b,    i, j, d)
{
    for (j = 0; j <= length(b); j++)
        d[0, j] = j
    for (i = 1; i <= length(a); i++) {
        d[i, 0] = i
        for (j = 1; j <= length(b); j++)
            d[i, j] = least(least(d[i - 1, j], d[i, j - 1]) + 1, \
                d[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1)))
    }
    return d[length(a), length(b)]
}

# The names that hold what was typed, or else those that differ least.
function nearest(    i, near, k, best, list)
{
    for (i = 1; i <= n_names; i++) {
        near[i] = index(name[i], task) ? 0 : distance(task, name[i])
        best = i == 1 ? near[i] : least(best, near[i])
    }
    for (i = 1; i <= n_names && k < 6; i++)
        if (near[i] <= best + (best > 0 && best < 3))
            list = list (k++ ? ", " : "") name[i]
    return list
}

END {
    if (!(task in stem)) {
        say(0, "", "", "There is no task '" task "'. Did you mean: " nearest() "?")
        exit 1
    }
    all_known = shown > n
    print paint("strong", task) "  " paint("dim", \
        "(" count(points[task], "point") ")  lab/" stem[task] ".c")
    for (i = 1; i <= n && i <= shown; i++)
        say(5, "  " i ".", i < shown || all_known ? "dim" : "good", hint[i], \
            i < shown || all_known ? "dim" : "")
    print ""
    if (all_known)
        say(2, "", "", "There are no more hints than " (n == 1 ? "this one" : "these") ".")
    else if (shown == n)
        say(2, "", "", "This was the last one.", "dim")
    else
        say(2, "", "", count(n - shown, "more hint") ": make hint TASK=" task, "dim")
    if (shown >= n)
        say(2, "", "", "The chapter explains it: " page[task])
    exit all_known ? 4 : 0
}
