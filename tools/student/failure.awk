# What is said of a task that fails, and of a chapter without verdicts; used with
# text.awk and score.awk. A suite's sentence is taken apart:
#
#     CALL(NAME=VALUE, ...): WHAT CAME BACK, expected WANT at INPUTS (EXTENT). RULE

function failure(t,    points_text)
{
    points_text = score(earned[t]) "/" points[t]
    printf "  %s  %s  %s", paint("bad", "FAIL"), paint("strong", t), points_text
    if (length(t points_text place(t)) + 12 < width)
        print "  " paint("dim", place(t))
    else
        print "\n" spaces(8) paint("dim", place(t))
    if (tests[t] == "")
        field("why", "there is no verdict about this task")
    else
        sentence(why[t], tests[t])
    if (passed[t] > 0)
        field("so far", passed[t] " of " count(tests[t], "test") " pass")
    field("first", missing_help(t))
    field("read", section[t])
    field("stuck?", "make hint TASK=" t)
}

# A task that this one calls and that is not right itself.
function missing_help(t,    i, other)
{
    for (i = 1; i <= n_tasks; i++) {
        other = task[i]
        if (stem_of[other] == stem_of[t] && other != t && !right(other) && \
            index(calls[t], "," called_as[other] ","))
            return "it calls " called_as[other] ", which is not " \
                (begun[other] ? "right yet" : "begun")
    }
    return ""
}

function field(name, text)
{
    if (text != "")
        say(18, spaces(8) name, "mark", text)
}

function sentence(text,    head, rest, at, want, inputs, rule)
{
    if (!match(text, /[A-Za-z_][A-Za-z_0-9]*\(.*\): /) || \
        index(substr(text, RSTART, RLENGTH - 2), "): ")) {
        if (!match(text, /[A-Za-z_][A-Za-z_0-9]*\([^:]*\): /)) {
            field("why", text)
            return
        }
    }
    head = substr(text, 1, RSTART - 1)
    sub(/: *$/, "", head)
    field("note", head)
    field("called", substr(text, RSTART, RLENGTH - 2))
    rest = substr(text, RSTART + RLENGTH)
    at = index(rest, ". ")
    if (at) {
        rule = substr(rest, at + 2)
        rest = substr(rest, 1, at - 1)
    }
    at = index(rest, " expected ")
    if (at) {
        want = substr(rest, at + 10)
        rest = substr(rest, 1, at - 1)
        sub(/[,;]$/, "", rest)
        if (match(want, / \([0-9]+ of [0-9]+ differ.*\)$/)) {
            rest = rest substr(want, RSTART)
            want = substr(want, 1, RSTART - 1)
        }
        if (match(want, / at .* = /)) {
            inputs = substr(want, RSTART + 4)
            want = substr(want, 1, RSTART - 1)
        }
    }
    field("at", inputs)
    field("got", rest)
    source_line(rest)
    field("expected", want)
    field("rule", rule)
}

# The lines of lab files that the text names, as "(STEM.c:12)".
function source_line(text,    file, shown, source)
{
    while (match(text, /ch[0-9a-z_]+\.c:[0-9]+/)) {
        split(substr(text, RSTART, RLENGTH), file, ":")
        text = substr(text, RSTART + RLENGTH)
        source = line_of("lab/" file[1], file[2])
        if (source !~ /^ ?[{]? ?$/ && !shown[file[2]]++)
            field("line", file[2] ": " source)
    }
}

function line_of(file, number,    i, text)
{
    for (i = 0; i < number; i++)
        if ((getline text <file) <= 0)
            text = ""
    close(file)
    gsub(/[ \t]+/, " ", text)
    return text
}

# Why a chapter has no verdicts; of a compiler, its first error.
function show_trouble(s,    words)
{
    print "  " paint("bad", trouble[s] ~ /compile/ ? "DOES NOT COMPILE" : "NO VERDICT")
    if (trouble[s] ~ /compile/)
        compiler(s, "error")
    else if (trouble[s] ~ /^calls /) {
        say(4, "", "", "lab/" s ".c " trouble[s] ". A letter wrong, an #include missing?")
        split(trouble[s], words, /[ ,]/)
        source_line(s ".c:" line_with("lab/" s ".c", words[2] "("))
    } else
        say(4, "", "", trouble[s])
    if (trouble[s] ~ /missing\./)
        print "        cp tools/lab/" s ".c lab/"
    if (n_begun[s])
        say(4, "", "", "Until then " count(n_begun[s], "task") " begun here " \
            (n_begun[s] == 1 ? "scores" : "score") " 0.", "dim")
}

function line_with(file, part,    n, text, at)
{
    while ((getline text <file) > 0) {
        n++
        if (!at && index(text, part))
            at = n
    }
    close(file)
    return at + 0
}

# The compiler's first message of this kind, with the lines it shows; how many
# more there are.
function compiler(s, kind,    log_file, text, n, lines)
{
    log_file = "build/lab/" s ".log"
    while ((getline text <log_file) > 0) {
        if (text ~ (": (fatal )?" kind ": ")) {
            if (n++ == 0) {
                sub("(fatal )?" kind ": ", "", text)
                say(4, "", "", text)
                if (text ~ /at end of input|storage class for function|definition is not allowed here/)
                    say(4, "", "", "Somewhere above a } is missing.")
                lines = 6
            } else
                lines = 0
        } else if (lines > 0 && text !~ /^[a-z]+\//) {
            print "    " substr(text, 1, width - 5)
            lines--
        } else
            lines = 0
    }
    close(log_file)
    if (n == 0 && kind == "error")
        say(4, "", "", "The compiler's words are in " log_file ".")
    if (n > 1)
        say(4, "", "", count(n - 1, "more " kind) " in " log_file, "dim")
    return n
}

# What the student's code has printed, and what the compiler warns of.
function show_notes(s,    file, text, n)
{
    if (sum[s] < most[s] && n_begun[s] && has_warning(s)) {
        print "  " paint("mark", "the compiler warns")
        compiler(s, "warning")
    }
    file = ".progress/" s ".printed"
    while ((getline text <file) > 0) {
        if (n++ == 0)
            print "  " paint("mark", "your code printed")
        if (n > 10)
            break
        gsub(/[^ -~]/, "", text)
        print "    | " substr(text, 1, width - 7)
    }
    close(file)
    if (n > 10)
        say(4, "", "", "more of it: " file, "dim")
}

function has_warning(s,    file, text, found)
{
    file = "build/lab/" s ".log"
    while ((getline text <file) > 0)
        found = found || text ~ /: warning:/
    close(file)
    return found
}
