# Which tasks of a chapter are begun: awk -f begun.awk side=given FILE side=own FILE
#
# Prints "TASK blank|begun|gone LINE CALLED,CALLED," for each task of the given
# file: blank if the student's text is still the given one, but for comments and
# white space; then what the student's text calls, straight or by way of functions
# that are no task's.

{ sub(/\r$/, "") }

/^\/\/ Task / {
    task = $3
    if (side == "given")
        order[++n] = task
    line[side, task] = FNR
}

task != "" {
    text = $0
    sub(/\/\/.*/, "", text)
    if (side == "own")
        called[task] = called[task] calls(text)
    gsub(/[ \t]/, "", text)
    body[side, task] = body[side, task] text
}

side == "own" && task == "" {
    text = $0
    sub(/\/\/.*/, "", text)
    if (text ~ /^[A-Za-z_].*\(/ && text !~ /;/) {
        helper = calls(text)
        sub(/,.*/, "", helper)
    }
    by[helper] = by[helper] calls(text)
}

/^}/ { task = helper = "" }

function calls(text,    names)
{
    while (match(text, /[A-Za-z_][A-Za-z_0-9]*\(/)) {
        names = names substr(text, RSTART, RLENGTH - 1) ","
        text = substr(text, RSTART + RLENGTH)
    }
    return names
}

function all_calls(names,    list, n, k, more, m, seen, all)
{
    n = split(names, list, ",")
    for (k = 1; k <= n; k++) {
        if (list[k] == "" || seen[list[k]]++)
            continue
        all = all list[k] ","
        m = split(by[list[k]], more, ",")
        while (m > 0)
            list[++n] = more[m--]
    }
    return all
}

END {
    for (i = 1; i <= n; i++) {
        task = order[i]
        state = !(("own", task) in line) ? "gone" : \
            body["own", task] == body["given", task] ? "blank" : "begun"
        printf "%s\t%s\t%d\t%s\n", task, state, line["own", task], all_calls(called[task])
    }
}
