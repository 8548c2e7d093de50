// The sandbox's command line: see sandbox.h.
#include "sandbox.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void command_add(Command *c, const char *text)
{
    c->argv = list_grow(c->argv, c->n + 1, sizeof *c->argv);
    c->argv[c->n++] = text_copy(text);
    c->argv[c->n] = NULL;
}

void command_addf(Command *c, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    command_add(c, text);
}

void command_free(Command *c)
{
    for (size_t i = 0; i < c->n; i++)
        free(c->argv[i]);
    free(c->argv);
    *c = (Command){0};
}

static void add_all(Command *c, const char *const *texts)
{
    for (; *texts; texts++)
        command_add(c, *texts);
}

static void add_user(Command *c, unsigned user)
{
    if (geteuid() != 0 || user == 0)
        return;
    command_add(c, "setpriv");
    command_addf(c, "--reuid=%u", user);
    command_addf(c, "--regid=%u", user);
    command_add(c, "--clear-groups");
    // A change of user forgets who shall be mourned; until bwrap stands, this
    // is what ends it with us.
    command_add(c, "--pdeathsig=KILL");
}

static void add_bubblewrap(Command *c, const Sandbox *s)
{
    static const char *const closed[] = {
        "bwrap", "--unshare-all", "--unshare-user", "--disable-userns",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        // Of the system: what compiles and what is loaded.
        "--clearenv", "--setenv", "PATH", "/usr/bin", "--ro-bind", "/usr/bin",
        "/usr/bin", "--ro-bind", "/usr/lib", "/usr/lib", "--ro-bind-try",
        "/usr/lib64", "/usr/lib64", "--ro-bind-try", "/usr/libexec",
        "/usr/libexec", "--ro-bind", "/usr/include", "/usr/include",
        "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib",
        "--symlink", "usr/lib64", "/lib64", NULL};
    add_all(c, closed);
    add_all(c,
            (const char *const[]){"--ro-bind", s->confine, s->confine, NULL});
    for (size_t i = 0; s->readable[i]; i++)
        add_all(c, (const char *const[]){"--ro-bind", s->readable[i],
                                         s->readable[i], NULL});
    if (s->writable)
        add_all(
            c, (const char *const[]){"--bind", s->writable, s->writable, NULL});
    add_all(c,
            (const char *const[]){"--remount-ro", "/", "--chdir",
                                  s->writable ? s->writable : "/", "--", NULL});
}

// That on the number of processes holds within the sandbox's own user
// namespace; without one it would count all that the user runs.
static void add_limits(Command *c, const Sandbox *s)
{
    const Limits *l = s->limits;
    command_add(c, s->confine);
    command_addf(c, "%u", l->cpu);
    command_addf(c, "%u", l->memory);
    command_addf(c, "%u", s->writable ? l->file * 1024 : l->output);
    command_addf(c, "%u", s->unsafe ? 0 : l->processes);
}

Command sandbox_command(const Sandbox *s)
{
    Command c = {0};
    add_user(&c, s->user);
    if (!s->unsafe)
        add_bubblewrap(&c, s);
    add_limits(&c, s);
    return c;
}
