# Words for a terminal: wrapped at `width` columns, painted where `colour` is
# set, bars with blocks where `utf8` is set. Used with another awk program.

function paint(style, text)
{
    if (!colour || text == "" || style == "")
        return text
    return "\033[" (style == "good" ? "1;32" : style == "bad" ? "1;31" : \
        style == "strong" ? "1" : style == "mark" ? "36" : "2") "m" text "\033[0m"
}

function spaces(n,    s)
{
    s = sprintf("%" (n > 0 ? n : 1) "s", "")
    return n > 0 ? s : ""
}

# text (painted with `body`), its first line behind `label` (painted with
# `style`), the others below its first word, which stands in column `indent`.
function say(indent, label, style, text, body,    n, word, i, line, room)
{
    room = (width < 100 ? width : 100) - indent - 1
    line = ""
    printf "%s%s", paint(style, label), spaces(indent - length(label))
    n = split(text, word, " ")
    for (i = 1; i <= n; i++) {
        if (line != "" && letters(line) + 1 + letters(word[i]) > room) {
            printf "%s\n%s", paint(body, line), spaces(indent)
            line = word[i]
        } else
            line = line == "" ? word[i] : line " " word[i]
    }
    print paint(body, line)
}

# How many columns a text takes: bytes that go on a letter of UTF-8 take none.
function letters(text)
{
    gsub(/[\200-\277]/, "", text)
    return length(text)
}

function fitting(text, room)
{
    return letters(text) <= room ? text : substr(text, 1, room - 2) ".."
}

# At most two decimals, none that are not needed.
function score(x)
{
    x = sprintf("%.2f", x)
    sub(/0+$/, "", x)
    sub(/\.$/, "", x)
    return x
}

function bar(share, n,    full, i, done, open)
{
    full = int(share * n + 1e-9)
    for (i = 1; i <= n; i++)
        if (i <= full)
            done = done (utf8 ? "\342\226\210" : "#")
        else
            open = open (utf8 ? "\342\226\221" : ".")
    return paint("good", done) paint("dim", open)
}

function count(n, thing)
{
    return n " " thing (n == 1 ? "" : "s")
}
