#!/bin/sh
# Finds out, once for each compiler, what this machine has, and writes it to
# build/config.mk. Says what is missing and how to get it; exit status 2 if it is
# something that can't be done without.
set -u
cc=${CC:-cc}
config=build/config.mk
head="# what $cc has"
[ ! -f "$config" ] || ! grep -Fqx -- "$head" "$config" || exit 0

dir=build/probe.$$
mkdir -p "$dir" || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# links HEADER CALL FLAG ...: does a program with such a call build?
links() {
  printf '#include <%s>\nint main(void)\n{\n    %s;\n    return 0;\n}\n' "$1" "$2" >"$dir/try.c"
  shift 2
  # shellcheck disable=SC2086 # a command may be several words
  $cc "$dir/try.c" -o "$dir/try" "$@" >"$dir/log" 2>&1
}

# What $1 is called in pkg-config, if that is there.
asked() {
  pkg-config --cflags --libs "$1" 2>/dev/null | tr -s '\n\t' '  '
}

# first HEADER CALL FLAGS ...: prints the first FLAGS with which it does.
first() {
  header=$1 call=$2
  shift 2
  for flags; do
    for place in '' /opt/homebrew /usr/local /opt/local; do
      # shellcheck disable=SC2086 # flags are several words
      links "$header" "$call" ${place:+-I$place/include -L$place/lib} $flags || continue
      echo "${place:+-I$place/include -L$place/lib }$flags"
      return
    done
  done
  return 1
}

missing=
lacks() { # WHAT DEBIAN HOMEBREW
  echo "Missing: $1"
  echo "  Debian, Ubuntu: sudo apt-get install $2"
  echo "  macOS: $3"
  missing=1
}

if ! links stddef.h ''; then
  lacks "a C compiler ($cc makes no program; CC=name takes another)" gcc 'xcode-select --install'
  exit 2
fi
check=$(first check.h 'suite_create("")' "$(asked check)" -lcheck '-lcheck -lsubunit -lrt -lm -lpthread' \
  '-lcheck_pic -lsubunit -lrt -lm -lpthread') ||
  lacks 'Check, which the tests are written with' check 'brew install check'
sdk=$(xcrun --show-sdk-path 2>/dev/null)
ffi=$(first ffi.h 'ffi_call(0, 0, 0, 0)' "$(asked libffi)" -lffi ${sdk:+"-I$sdk/usr/include/ffi -lffi"}) ||
  lacks 'libffi, by which the tests call your functions' libffi-dev 'brew install libffi'
[ -z "$missing" ] || exit 2

# That a program links does not say that it runs: try it.
runs() {
  links stddef.h '' "$@" && "$dir/try" >/dev/null 2>&1
}
plain='-fsanitize=undefined'
hooks='-static-libubsan -Wl,-u,__ubsan_handle_out_of_bounds -Wl,-u,__ubsan_get_current_report_data'
# shellcheck disable=SC2086
if runs $plain $hooks; then
  plain="$plain $hooks"
elif ! runs $plain; then
  plain=
fi
address=
if [ -n "$plain" ] && runs -fsanitize=address,undefined; then
  address='-fsanitize=address,undefined'
else
  echo "$cc has no address sanitiser here, so mistakes with memory are found later or not at all."
fi
native=
runs -march=native && native=-march=native
zlib=$(first zlib.h 'zlibVersion()' "$(asked zlib)" -lz) || zlib=
onednn=$(first dnnl.h 'dnnl_version()' "$(asked dnnl)" -ldnnl) || onednn=

cat >"$config.new" <<END
$head
CHECK := $check
FFI := $ffi
UNDEFINED := $plain
ADDRESS := $address
NATIVE := $native
ZLIB := $zlib
ONEDNN := $onednn
END
mv "$config.new" "$config"
