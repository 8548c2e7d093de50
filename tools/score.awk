# From verdicts to grades: awk -v out=DIR -v stems="STEM ..." -f score.awk
#
# Reads DIR/STEM.tasks (the marks: which tasks there are, and their points),
# STEM.verdicts (task, tests passed, tests, first failure) and STEM.trouble
# (why there are no verdicts, or an empty line). A task without a verdict
# scores 0. Exit status 1 below full marks.

BEGIN {
    FS = "\t"
    n_stems = split(stems, stem, " ")
    for (s = 1; s <= n_stems; s++)
        chapter(stem[s])
    printf "Score: %s/%s\n", score(total), score(most)
    exit total < most
}

# At most two decimals, none that are not needed.
function score(x)
{
    x = sprintf("%.2f", x)
    sub(/\.?0+$/, "", x)
    return x == "" ? "0" : x
}

function chapter(name,    file, trouble, passed, tests, why)
{
    print (s > 1 ? "\n" : "") name
    getline trouble <(out "/" name ".trouble")
    file = out "/" name ".verdicts"
    while ((getline <file) > 0) {
        passed[$1] = $2
        tests[$1] = $3
        why[$1] = $4
    }
    file = out "/" name ".tasks"
    while ((getline <file) > 0)
        task($2, $3, passed[$2], tests[$2],
             trouble != "" ? trouble : why[$2])
}

function task(name, points, passed, tests, why,    earned)
{
    earned = tests > 0 ? points * passed / tests : 0
    total += earned
    most += points
    if (tests > 0 && passed == tests)
        printf "%s: OK (%s/%s)\n", name, score(earned), points
    else
        printf "%s: FAIL (%s/%s) %s\n", name, score(earned), points,
            why != "" ? why : "there is no verdict about this task"
}
