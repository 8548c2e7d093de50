# Which tasks stand on which, from one or more solutions:
#
#     awk -f calls.awk solutions/*.c
#
# prints "task <tab> called task" for each task whose answer calls, straight or
# by way of others and of given code, the function of another task of its file.

FNR == 1 { piece = "" }
/^\/\/@(task|region) / { piece = $2; is_task[piece] = $1 ~ /task/ }
/^\/\/@end / { piece = "" }
piece == "" || /^\/\// { next }

{
    first = /^[a-z]/ && !/;$/ # a definition begins in the first column
    rest = $0
    while (match(rest, /[A-Za-z_][A-Za-z_0-9]*\(/)) {
        name = substr(rest, RSTART, RLENGTH - 1)
        rest = substr(rest, RSTART + RLENGTH)
        if (first)
            home[name] = piece
        else
            calls[piece, ++n_calls[piece]] = name
        first = 0
    }
}

function visit(task, at,    k, next_piece)
{
    for (k = 1; k <= n_calls[at]; k++) {
        next_piece = home[calls[at, k]]
        if (next_piece == "" || (task, next_piece) in seen)
            continue
        seen[task, next_piece] = 1
        if (is_task[next_piece] && next_piece != task)
            print task "\t" next_piece
        visit(task, next_piece)
    }
}

END {
    for (name in is_task)
        if (is_task[name])
            visit(name, name)
}
