# From verdicts to what a student reads: awk -f text.awk -f results.awk
# -f failure.awk -f score.awk -v mode=full|first|quiet -v asked="STEM ..."
# [-v last=STEM]. Writes build/check/next (the next task) and build/check/score.
# Exit status 1 below full marks in what was asked for.

BEGIN {
    FS = "\t"
    read_tasks()
    for (s = 1; s <= n_stems; s++)
        read_chapter(stem[s])
    n_asked = split(asked, list, " ")
    for (s = 1; s <= n_asked; s++)
        is_asked[list[s]] = 1
    order_chapters()
    next_task = choose_next()
    print next_task >"build/check/next"
    if (mode == "full")
        all_chapters()
    else if (mode == "first")
        one_failure()
    finish()
}

function number_of(s)
{
    s = substr(s, 3, 2)
    return s + 0
}

function place(t)
{
    return "lab/" stem_of[t] ".c" (line[t] ? ":" line[t] : "")
}

# A chapter that is not begun takes one line.
function all_chapters(    s, c, shown)
{
    for (s = 1; s <= n_stems; s++) {
        c = stem[s]
        if (!is_asked[c] || !trouble[c] && !n_begun[c] && n_asked > 1)
            continue
        if (shown++)
            print ""
        chapter(c)
    }
    if (shown)
        print ""
    progress()
}

function chapter_title(s,    points_text, name)
{
    points_text = score(sum[s]) "/" most[s]
    name = fitting("Chapter " number_of(s) "  " title[s], width - 12)
    print paint("strong", name) spaces(2) points_text
}

function chapter(s,    t, blank, n_blank, good, n_good)
{
    chapter_title(s)
    if (trouble[s] != "") {
        show_trouble(s)
        return
    }
    for (t = 1; t <= n_tasks; t++) {
        if (stem_of[task[t]] != s)
            continue
        if (!begun[task[t]]) {
            blank = blank (n_blank++ ? ", " : "") task[t]
        } else if (right(task[t])) {
            good = good (n_good++ ? ", " : "") task[t]
            if (n_begun[s] < n_in[s] || sum[s] < most[s])
                print "  " paint("good", "OK") "    " task[t] "  " \
                    paint("dim", points[task[t]] "/" points[task[t]])
        } else
            failure(task[t])
    }
    if (n_good == n_in[s])
        say(8, "  OK", "good", "all " n_in[s] " tasks: " good)
    if (n_blank == n_in[s])
        say(8, "", "", "not begun; it starts at " place(first_of(s)), "dim")
    else if (n_blank)
        say(8, "", "", count(n_blank, "task") " not begun: " blank, "dim")
    show_notes(s)
}

function first_of(s,    t)
{
    for (t = 1; t <= n_tasks; t++)
        if (stem_of[task[t]] == s)
            return task[t]
}

# A bar for each chapter, and where to go on.
function progress(    s, room, n, note)
{
    room = 0
    for (s = 1; s <= n_stems; s++)
        if (letters(title[stem[s]]) > room)
            room = letters(title[stem[s]])
    if (room > width - 30)
        room = width - 30
    n = width - room - 15
    n = n > 20 ? 20 : n
    for (s = 1; s <= n_stems; s++) {
        note = stale[stem[s]] && n_begun[stem[s]] ? "*" : trouble[stem[s]] != "" ? "!" : ""
        marked = marked note
        name = fitting(title[stem[s]], room)
        print "  " number_of(stem[s]) " " name spaces(room - letters(name)) "  " \
            bar(sum[stem[s]] / most[stem[s]], n) " " \
            sprintf("%5s", score(sum[stem[s]])) "/" most[stem[s]] note
    }
    if (index(marked, "!"))
        say(4, "", "", "! no verdict: see above, or make check ONLY=...", "dim")
    if (index(marked, "*"))
        say(4, "", "", "* edited since it was last checked", "dim")
}

# The first trouble or failure; where there is none, a word about that.
function one_failure(    k, s, t)
{
    for (k = 1; k <= n_ordered; k++) {
        s = ordered[k]
        if (!is_asked[s])
            continue
        t = failing_in(s)
        if (trouble[s] == "" && t == "")
            continue
        chapter_title(s)
        if (trouble[s] != "")
            show_trouble(s)
        else
            failure(t)
        print ""
        shown = s
        return
    }
    say(0, "", "", any_begun() ? "All that you have begun is right." : \
        "Nothing is begun yet.", "good")
    print ""
}

function failing_in(s,    t)
{
    for (t = 1; t <= n_tasks; t++)
        if (stem_of[task[t]] == s && begun[task[t]] && !right(task[t]))
            return task[t]
    return ""
}

function to_do(t)
{
    say(6, "Next:", "mark", t ", " place(t))
    if (!begun[t])
        say(6, "Read:", "mark", section[t])
}

function uncompiled(    k)
{
    for (k = 1; k <= n_ordered; k++)
        if (is_asked[ordered[k]] && trouble[ordered[k]] ~ /compile/)
            return "lab/" ordered[k] ".c"
    return ""
}

# The progress in a chapter and in the book.
function one_line(s, total, all)
{
    print "  chapter " number_of(s) "  " bar(sum[s] / most[s], 20) " " score(sum[s]) "/" most[s]
    print "  the book   " bar(total / all, 20) " " score(total) "/" all
}

function any_begun(    s)
{
    for (s = 1; s <= n_asked; s++)
        if (n_begun[list[s]])
            return 1
    return 0
}

function finish(    s, total, all, part, full)
{
    for (s = 1; s <= n_stems; s++) {
        total += sum[stem[s]]
        all += most[stem[s]]
        if (is_asked[stem[s]]) {
            part += sum[stem[s]]
            full += most[stem[s]]
        }
    }
    print score(total) "/" all >"build/check/score"
    if (mode == "quiet")
        exit part < full - 1e-9
    if (mode == "first") {
        one_line(shown != "" ? shown : next_task != "" ? stem_of[next_task] : list[1], total, all)
    } else {
        print ""
        if (n_asked < n_stems)
            print score(part) "/" full " in " \
                (n_asked == 1 ? "chapter " number_of(list[1]) : "what was checked")
        print paint("strong", "Score: " score(total) "/" all) \
            (n_asked < n_stems ? " in the whole book" : "")
    }
    if (next_task == "")
        say(0, "", "", "Everything is right. 'make submit ID=you' packs it.")
    else if (mode == "full" && uncompiled())
        say(6, "Next:", "mark", "make " uncompiled() " compile")
    else if (mode == "full" || shown == "")
        to_do(next_task)
    exit part < full - 1e-9
}
