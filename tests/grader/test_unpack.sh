#!/bin/sh
# Archives that students hand in, honest and hostile: which of their files are
# taken, and what is said of the others. Each is read by unpack through the
# grader's own intake, as it is built for grading and under the sanitisers.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh

need build/chk/tests/grader/make_archive
need build/asan/bin/unpack
make=build/chk/tests/grader/make_archive
in=$scratch/in
to=$scratch/to
mkdir "$in"
lab=solutions/ch01_activations.c
sandbox=

# make_archive FORMAT ENTRY...: in the place of the one before.
archive() {
  rm -rf "$in" "$to"
  mkdir "$in" "$to"
  a=$in/ada.$(echo "$1" | sed 's/^locked-//')
  format=$1
  shift
  "$make" "$format" "$a" "$@"
}

# What is noted of the archive; a file that is taken must be staged.
noted() {
  rm -rf "$to"
  mkdir "$to"
  # shellcheck disable=SC2086 # a command line
  "build/$variant/tests/grader/hand_in" "$in" ada "$to" \
    "${unpack:-build/$variant/bin/unpack}" $sandbox >"$scratch/out" || return
  cat "$scratch/out"
  [ "$(find "$to" -type f | wc -l)" -eq "$(grep -c '^taken' "$scratch/out")" ]
}

notes() { # LINE...: exactly these
  prints "$(printf '%s\n' "$@")" noted
}

stages() { # the first lab file, byte for byte
  noted && cmp "$to/ch01_activations.c" "$lab"
}

refused() { # TEXT: as a whole, for this reason
  case $(noted) in
  "refused: $1"*) [ -z "$(ls "$to")" ] && return ;;
  esac
  echo "expected a refusal: $1"
  noted
  return 1
}

damaged() {
  refused 'the archive is damaged or of another kind than zip and tar.gz ('
}

broken() { # TEXT: no verdict
  case $(noted) in
  "broken: $1"*) [ -z "$(ls "$to")" ] && return ;;
  esac
  echo "expected no verdict: $1"
  noted
  return 1
}

missing2='missing ch02_gradients.c'
missing3='missing ch03_l2.c'
taken1='taken ch01_activations.c'
none='refused: no lab file can be taken from it; hand in ch01_activations.c, ch02_gradients.c, ch03_l2.c'

# ---- what every kind of archive may hold

each_format() { # FORMAT
  f="$variant, $1"
  archive "$1" from:ch01_activations.c="$lab" file:ch03_l2.c= file:notes.txt=x
  check "$f: lab files are taken, missing ones noted, others listed" \
    notes graded "$taken1" "$missing2" 'taken ch03_l2.c' 'ignored notes.txt'
  check "$f: a lab file arrives byte for byte" stages
  archive "$1" folder:./hw/ file:./hw/ch01_activations.c=1 \
    file:__MACOSX/hw/._ch01_activations.c=1 file:CH02_GRADIENTS.C=2
  check "$f: folders are searched, and names have their case" \
    notes graded "$taken1: from hw/ch01_activations.c" \
    "$missing2: there is CH02_GRADIENTS.C, which is not its name" "$missing3" \
    'ignored __MACOSX/hw/._ch01_activations.c' \
    'ignored CH02_GRADIENTS.C: did you mean ch02_gradients.c?'
  archive "$1" file:../ch01_activations.c=1 file:/ch02_gradients.c=2 \
    file:a/../../ch03_l2.c=3 file:ch03_l2.c=3
  check "$f: a path that leaves is refused, the rest is taken" \
    notes graded \
    'refused ch01_activations.c: ../ch01_activations.c: its path leaves the submission' \
    'refused ch02_gradients.c: /ch02_gradients.c: its path is absolute and leaves the submission' \
    'taken ch03_l2.c' \
    'ignored a/../../ch03_l2.c: its path leaves the submission'
  archive "$1" link:ch01_activations.c=/etc/passwd link:lab=/etc \
    file:lab/ch02_gradients.c=2
  check "$f: a link is refused, and no file passes through one" \
    notes graded \
    'refused ch01_activations.c: a symbolic link; hand in the file itself' \
    'taken ch02_gradients.c: from lab/ch02_gradients.c' "$missing3" \
    'ignored lab: a symbolic link; hand in the file itself'
  archive "$1" file:ch01_activations.c=1 file:ch01_activations.c=2 \
    file:a/ch03_l2.c=3 file:b/ch03_l2.c=3 file:ch02_gradients.c=
  check "$f: a lab file that is there twice is refused" notes graded \
    'refused ch01_activations.c: there are two, ch01_activations.c and ch01_activations.c; hand in one' \
    'taken ch02_gradients.c' \
    'refused ch03_l2.c: there are two, a/ch03_l2.c and b/ch03_l2.c; hand in one'
  archive "$1" 'file:x%0ataken ch02_gradients.c=1' 'file:%1b[2Jf 1 1=' \
    'file:%ff%fe.c=' file:ch01_activations.c=1
  check "$f: a name can't forge a line" notes graded "$taken1" "$missing2" \
    "$missing3" \
    'ignored x taken ch02_gradients.c: its path holds control characters' \
    'ignored  [2Jf 1 1: its path holds control characters' \
    "ignored $(printf '\357\277\275\357\277\275').c"
  archive "$1" zeros:ch01_activations.c=65536 zeros:ch02_gradients.c=65537
  check "$f: a file may have its limit and no byte more" notes graded \
    "$taken1" 'refused ch02_gradients.c: larger than 64 KiB' "$missing3"
  archive "$1" many:x=49 file:ch01_activations.c=1
  check "$f: entries may have their limit" \
    expect 0 "taken ch01_activations.c" noted
  archive "$1" file:ch01_activations.c=1 many:x=50
  check "$f: too many entries refuse the archive" \
    refused 'more than 50 files and folders; hand in the lab files alone'
  archive "$1" file:ch01_activations.c=1 zeros:x=1048575
  check "$f: all files together may have their limit" \
    notes graded "$taken1" "$missing2" "$missing3" 'ignored x'
  archive "$1" file:ch01_activations.c=1 zeros:x=1048576
  check "$f: a file that is skipped counts, too" \
    refused 'more than 1024 KiB unpacked; hand in the lab files alone'
  archive "$1" file:ch01_activations.c=1 \
    "file:$(printf '%0120d/' 1 2 3)ch02_gradients.c=2"
  check "$f: a path too long is refused" expect 0 \
    '000...: its path is too long' noted
  archive "$1" file:ch01_activations.c=1 \
    "file:$(printf '%01000d' 1 | tr '01' '//')ch02_gradients.c=2" \
    "file:$(printf '%0120d' 1 | sed 's|.|a/|g')ch03_l2.c=3"
  check "$f: deep folders do no harm" expect 0 \
    'taken ch03_l2.c: from a/a/a/a/' noted
  archive "$1" file:notes.txt=x
  check "$f: without a lab file all is refused" notes "$none" \
    'missing ch01_activations.c' "$missing2" "$missing3" 'ignored notes.txt'
}

# ---- what only some can hold

tar_only() {
  f="$variant, tar"
  archive tar pipe:ch01_activations.c device:ch02_gradients.c file:x=1 \
    hard:ch03_l2.c=x
  check "$f: pipes, devices and hard links are refused" notes "$none" \
    'refused ch01_activations.c: a device, a pipe or a socket, not a file' \
    'refused ch02_gradients.c: a device, a pipe or a socket, not a file' \
    'refused ch03_l2.c: a hard link; hand in the file itself' 'ignored x'
  archive tar holes:ch01_activations.c=50000 file:ch02_gradients.c=2
  check "$f: a file with holes is refused" notes graded \
    'refused ch01_activations.c: a file with holes; hand in a plain one' \
    'taken ch02_gradients.c' "$missing3"
  archive tar holes:x=20000000 file:ch02_gradients.c=2
  check "$f: holes count in full" refused 'more than 1024 KiB unpacked'
  archive tar file:ch01_activations.c=1
  head -c 700 "$a" >"$scratch/cut" && mv "$scratch/cut" "$a"
  check "$f: one cut off is refused" damaged
}

gzip_only() {
  f="$variant, tar.gz"
  archive tar.gz from:ch01_activations.c="$lab"
  size=$(wc -c <"$a")
  cp "$a" "$scratch/whole"
  for n in $((size - 1)) $((size / 2)) 12 2; do
    head -c "$n" "$scratch/whole" >"$a"
    check "$f: one cut off after $n bytes is refused" damaged
  done
  { head -c $((size - 8)) "$scratch/whole" && printf '12345678'; } >"$a"
  check "$f: a wrong checksum is refused" damaged
  { gzip -dc "$scratch/whole" && head -c 30000000 /dev/zero; } | gzip >"$a"
  check "$f: a bomb behind the files is refused" \
    refused 'more than 1024 KiB unpacked'
  head -c 300000000 /dev/zero | gzip -1 | head -c 1000000 >"$a"
  check "$f: a bomb of zeros is refused" refused 'more than 1024 KiB unpacked'
  gzip -c "$scratch/whole" >"$a"
  check "$f: what is packed twice is refused" damaged
}

zip_only() {
  f="$variant, zip"
  archive locked-zip file:ch01_activations.c=1
  check "$f: an encrypted file is refused" notes "$none" \
    'refused ch01_activations.c: encrypted; hand it in without a password' \
    "$missing2" "$missing3"
  archive zip from:ch01_activations.c="$lab"
  cp "$a" "$scratch/whole"
  printf 'x' | dd of="$a" bs=1 seek=200 conv=notrunc 2>/dev/null
  check "$f: damaged bytes are refused" damaged
  size=$(wc -c <"$scratch/whole")
  for n in $((size - 1)) $((size / 2)) 4; do
    head -c "$n" "$scratch/whole" >"$a"
    check "$f: one cut off after $n bytes is refused" damaged
  done
  # Its size stands 22 bytes into its header, which begins the archive, and 24
  # bytes into its entry in the directory.
  archive zip zeros:x=5000000 file:ch01_activations.c=1
  entry=$(grep -abo 'PK..' "$a" | sed -n "s/:PK$(printf '\001\002')//p" | head -n 1)
  for at in 22 $((entry + 24)); do
    printf '\001\000\000\000' | dd of="$a" bs=1 seek="$at" conv=notrunc 2>/dev/null
  done
  check "$f: a bomb that lies about its size is refused" \
    refused 'more than 1024 KiB unpacked'
}

any_format() {
  archive zip file:ch01_activations.c=1
  head -c 2000000 /dev/urandom >"$a"
  check "$variant: an archive larger than its files may be is refused" \
    refused 'the archive is larger than 1288 KiB; hand in the lab files alone'
  : >"$a"
  check "$variant: an empty file is refused" damaged
  echo '<html>Log in first</html>' >"$a"
  check "$variant: a web page is refused" damaged
}

for variant in chk asan; do
  for format in tar tar.gz zip; do
    each_format "$format"
  done
  tar_only
  gzip_only
  zip_only
  any_format
done

# ---- an unpack that has fallen to what it read, or can't be had

variant=chk
archive zip file:ch01_activations.c=1
forge() { # RULE LINES MESSAGE
  unpack=$scratch/unpack
  printf '#!/bin/sh\n%s\n' "$2" >"$unpack"
  chmod +x "$unpack"
  check "unpack $1: no verdict" broken "$3"
  unpack=
}
f1='printf "f 18 1\nch01_activations.c1"'
improper='unpacking gave no proper answer (exit status 0); if the sandbox works'
forge "says nothing" ':' "$improper"
forge "says no end" "$f1" "$improper"
forge "says more behind the end" "$f1; printf '. 0 0\n '" "$improper"
forge "says an unknown kind" "printf 'q 1 0\nx. 0 0\n'" "$improper"
forge "promises more than it says" "printf 'f 18 9\nch01_activations.c1. 0 0\n'" \
  "$improper"
forge "says a negative length" "printf 'f 18 -1\nch01_activations.c1. 0 0\n'" \
  "$improper"
forge "says a length out of range" \
  "printf 'f 18 18446744073709551615\nch01_activations.c. 0 0\n'" "$improper"
forge "says a path beyond its limit" \
  "printf 'f 301 0\n%0301d. 0 0\n' 0" "$improper"
forge "says a NUL in a path" "printf 'f 3 0\na\000b. 0 0\n'" "$improper"
forge "says a file beyond the limit" \
  "printf 'f 18 65537\nch01_activations.c%065537d. 0 0\n' 1" "$improper"
forge "says more entries than there may be" \
  "for i in \$(seq 51); do printf 'f 1 0\nx'; done; printf '. 0 0\n'" "$improper"
forge "says more than there may be" "exec cat /dev/zero" \
  "unpacking gave more than an archive may hold"
forge "is killed" "$f1; kill -SEGV \$\$" "unpacking ended by signal 11"
forge "fails" "$f1; printf '. 0 0\n'; exit 3" \
  "unpacking gave no proper answer (exit status 3)"
forge "never ends" "exec sleep 100" "unpacking took more than 5 s"
unpack=$scratch/none
check "unpack is not there: no verdict" broken "the archive can't be unpacked: "
unpack=

unpack_with() {
  build/chk/bin/unpack "$@" <"$a"
}
check "unpack tells how to use it" expect 2 'usage: unpack FILE_KIB' unpack_with 1 2
check "unpack refuses a number out of range" \
  expect 2 "'0' is no number from 1 to 1048576" unpack_with 1 0 1 x

sandbox="bwrap --unshare-all --die-with-parent --clearenv --cap-drop ALL
  --ro-bind /usr /usr --symlink usr/lib /lib --symlink usr/lib64 /lib64
  --ro-bind $PWD $PWD --chdir $PWD --"
if $sandbox build/chk/bin/unpack 1 1 1 x <"$a" >/dev/null 2>&1; then
  check "unpack needs nothing but programs and libraries" \
    notes graded "$taken1" "$missing2" "$missing3"
else
  skip "unpack needs nothing but programs and libraries" "no bubblewrap here"
fi

plan
