# What has been packed: awk -f text.awk -f packed.awk -v archive=FILE -v bytes=N
#
# A line a chapter from what the check has just left (see score.awk).

BEGIN {
    FS = "\t"
    while ((getline <"tools/tasks.tsv") > 0) {
        if (!($1 in most))
            stem[++n] = $1
        points[$2] = $3
        most[$1] += $3
    }
    for (s = 1; s <= n; s++)
        read_chapter(stem[s])
    print paint("strong", archive) "  " count(bytes, "byte") ", " \
        count(n_packed, "lab file")
    for (s = 1; s <= n; s++)
        print "  " stem[s] ".c" spaces(22 - length(stem[s])) what(stem[s])
    getline total <"build/check/score"
    print ""
    print paint("strong", "Your own check says " total ".")
    say(0, "", "", "The grader draws other numbers for its tests. Hand in " archive ".")
}

function read_chapter(s,    file, text, command)
{
    file = ".progress/" s ".verdicts"
    while ((getline text <file) > 0) {
        split(text, part, "\t")
        sum[s] += part[3] > 0 ? points[part[1]] * part[2] / part[3] : 0
    }
    close(file)
    file = "build/check/" s ".begun"
    while ((getline text <file) > 0) {
        split(text, part, "\t")
        n_tasks[s]++
        n_blank[s] += part[2] == "blank"
    }
    close(file)
    trouble[s] = ""
    getline trouble[s] <(".progress/" s ".trouble")
    if (trouble[s] !~ /missing/) {
        n_packed++
        command = "wc -c <lab/" s ".c"
        command | getline size[s]
        close(command)
    }
}

function what(s)
{
    if (trouble[s] ~ /missing/)
        return paint("bad", "missing: not packed")
    return sprintf("%6d bytes  %5s/%d", size[s], score(sum[s]), most[s]) \
        (trouble[s] != "" ? "  " paint("bad", trouble[s]) : \
         n_blank[s] == n_tasks[s] ? "  " paint("dim", "not begun") : \
         n_blank[s] ? "  " paint("dim", count(n_blank[s], "task") " not begun") : "")
}
