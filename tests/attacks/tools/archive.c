// Packs a hostile submission as a description says:
//
//     archive DESCRIPTION SIX OUTPUT
//
// SIX: a folder with right lab files; OUTPUT: without its ending. Lines of the
// description ("#": a comment; in names \n, \e and \s stand for newline, escape
// and a blank):
//
//     format zip|tar.gz|folder    first of all
//     six PREFIX                  the right lab files, as PREFIX/NAME
//     file NAME TEXT              fill NAME BYTES (zeros)
//     link NAME TARGET            hardlink NAME TARGET
//     device NAME                 fifo NAME
//     folder NAME                 many N (files one, two, ...)
//     encrypt (after format)      cut BYTES (off the end, last of all)
#include <archive.h>
#include <archive_entry.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static struct archive *out;
static char output[4096];

static void must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "archive: %s: %s\n", what,
            out ? archive_error_string(out) : "");
    exit(2);
}

// Replaces \n, \e and \s in place.
static void unescape(char *s)
{
    char *to = s;
    for (; *s; s++) {
        if (*s == '\\' && s[1] && strchr("nes", s[1])) {
            s++;
            *to++ = *s == 'n' ? '\n' : *s == 'e' ? '\x1b' : ' ';
        } else
            *to++ = *s;
    }
    *to = '\0';
}

static void open_output(const char *format)
{
    if (!strcmp(format, "folder")) {
        must(mkdir(output, 0755) == 0 && chdir(output) == 0, output);
        out = archive_write_disk_new();
        return;
    }
    strcat(strcat(output, "."), format);
    out = archive_write_new();
    bool zip = !strcmp(format, "zip");
    must((zip ? archive_write_set_format_zip(out)
              : archive_write_set_format_pax_restricted(out)) == ARCHIVE_OK,
         format);
    must(zip || archive_write_add_filter_gzip(out) == ARCHIVE_OK, "gzip");
}

// A file is opened with its first entry: options come before.
static void open_late(void)
{
    static bool opened;
    if (!opened && output[0] && strchr(strrchr(output, '/'), '.'))
        must(archive_write_open_filename(out, output) == ARCHIVE_OK, output);
    opened = true;
}

static void add(const char *name, mode_t type, const char *target, bool hard,
                const char *data, size_t size)
{
    static char zeros[65536];
    struct archive_entry *e = archive_entry_new();
    open_late();
    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, type);
    archive_entry_set_perm(e, type == AE_IFDIR ? 0755 : 0644);
    if (target && hard)
        archive_entry_set_hardlink(e, target);
    else if (target)
        archive_entry_set_symlink(e, target);
    if (type == AE_IFCHR)
        archive_entry_set_rdev(e, makedev(1, 5)); // /dev/zero
    else if (type == AE_IFREG && !hard)
        archive_entry_set_size(e, (la_int64_t)size);
    must(archive_write_header(out, e) == ARCHIVE_OK, name);
    for (size_t done = 0; type == AE_IFREG && !hard && done < size;) {
        size_t n = data ? size : sizeof zeros;
        n = n < size - done ? n : size - done;
        must(archive_write_data(out, data ? data : zeros, n) >= 0, name);
        done += n;
    }
    archive_entry_free(e);
}

static void add_six(const char *six, const char *prefix)
{
    char pattern[4096], name[4096];
    glob_t files;
    snprintf(pattern, sizeof pattern, "%s/*.c", six);
    must(glob(pattern, 0, NULL, &files) == 0, pattern);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        static char text[1 << 20];
        FILE *in = fopen(files.gl_pathv[i], "r");
        must(in, files.gl_pathv[i]);
        size_t n = fread(text, 1, sizeof text, in);
        fclose(in);
        snprintf(name, sizeof name, "%s/%s", prefix,
                 strrchr(files.gl_pathv[i], '/') + 1);
        add(name, AE_IFREG, NULL, false, text, n);
    }
    globfree(&files);
}

static void add_many(int n)
{
    for (int i = 0; i < n; i++) {
        char name[32];
        snprintf(name, sizeof name, "many/file-%d", i);
        add(name, AE_IFREG, NULL, false, "x", 1);
    }
}

static void close_output(long cut)
{
    struct stat s;
    open_late();
    must(archive_write_free(out) == ARCHIVE_OK, output);
    must(cut == 0 || (stat(output, &s) == 0 && s.st_size > cut &&
                      truncate(output, s.st_size - cut) == 0),
         output);
}

// One line of the description; returns how much is to be cut off.
static long follow(const char *verb, char *name, char *rest, const char *six)
{
    unescape(name);
    if (!strcmp(verb, "format"))
        open_output(name);
    else if (!strcmp(verb, "encrypt"))
        must(archive_write_set_options(out, "zip:encryption=traditional") ==
                     ARCHIVE_OK &&
                 archive_write_set_passphrase(out, "secret") == ARCHIVE_OK,
             "encryption");
    else if (!strcmp(verb, "six"))
        add_six(six, name);
    else if (!strcmp(verb, "file"))
        add(name, AE_IFREG, NULL, false, rest, strlen(rest));
    else if (!strcmp(verb, "fill"))
        add(name, AE_IFREG, NULL, false, NULL, strtoull(rest, NULL, 10));
    else if (!strcmp(verb, "link") || !strcmp(verb, "hardlink"))
        add(name, verb[0] == 'l' ? AE_IFLNK : AE_IFREG, rest, verb[0] == 'h',
            NULL, 0);
    else if (!strcmp(verb, "device") || !strcmp(verb, "fifo"))
        add(name, verb[0] == 'd' ? AE_IFCHR : AE_IFIFO, NULL, false, NULL, 0);
    else if (!strcmp(verb, "folder"))
        add(name, AE_IFDIR, NULL, false, NULL, 0);
    else if (!strcmp(verb, "many"))
        add_many(atoi(name));
    else if (!strcmp(verb, "cut"))
        return atol(name);
    else
        must(false, verb);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    FILE *in = fopen(argv[1], "r");
    must(in, argv[1]);
    snprintf(output, sizeof output - 16, "%s", argv[3]);
    char line[4096];
    long cut = 0;
    while (fgets(line, sizeof line, in)) {
        char verb[32] = "", name[1024] = "";
        int at = 0;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' ||
            sscanf(line, "%31s %1023s %n", verb, name, &at) < 1)
            continue;
        cut = follow(verb, name, line + at, argv[2]);
    }
    fclose(in);
    close_output(cut);
    return 0;
}
