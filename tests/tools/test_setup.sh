#!/bin/sh
# Set-up: what it says, what it installs, and when it asks. apt-get, sudo and id
# are stand-ins that only note down how they were called.
. tests/tools/tap.sh

tools=$scratch/bin
mkdir "$tools"
for tool in sh awk sed cat dirname echo chmod; do
  ln -s "$(command -v $tool)" "$tools/$tool"
done
cat >"$scratch/list" <<E2
# a comment with check, test and course in it
course,test  command:sh           dash         runs scripts
course       command:no-such-one  missing-one  does the first thing
course       file:$scratch/two    missing-two  does the second thing
test         header:no-such.h?    maybe-three  makes it faster
E2
stand_in() {
  printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$scratch" "$2" >"$tools/$1"
  chmod +x "$tools/$1"
}
fresh() {
  rm -f "$scratch/calls" "$scratch/two" "$tools/no-such-one" "$tools/apt-get"
  : >"$scratch/calls"
}
setup() {
  PATH="$tools" PACKAGES="$scratch/list" CI="$ci" sh tools/setup.sh "$1" 2>&1
}
answer() {
  echo "$1" | setup course
}
installs='case "$*" in *install*) : >"'$scratch'/two"; : >"'$tools'/no-such-one"
chmod +x "'$tools'/no-such-one" ;; esac'
called() {
  grep -q -e "$1" "$scratch/calls" || { cat "$scratch/calls" && return 1; }
}
not_called() {
  ! called "$1" >/dev/null
}
ci=
stand_in id 'echo 0'
stand_in sudo '"$@"'

fresh
check "without apt-get the packages are listed by name" \
  expect 2 "missing-one missing-two" setup course
check "what can be done without does not stop it" expect 0 "going on without" setup test
check "an unknown door is refused" expect 2 "usage" setup nothing

fresh && stand_in apt-get "$installs"
check "root is not asked" expect 0 "does the second thing" setup course
check "and gets just what is missing" called "install.*missing-one missing-two *$"
check "afterwards nothing is said or done" expect 0 "" setup course
check "really nothing" sh -c '[ -z "$('"PATH='$tools' PACKAGES='$scratch/list' sh tools/setup.sh course"')" ]'

fresh && stand_in id 'echo 1000' && stand_in apt-get "$installs"
check "others are asked, and no means no" expect 2 "nothing installed" answer n
check "silence means no too" expect 2 "nothing installed" answer ""
check "then nothing was called" not_called "apt-get"
check "yes means sudo" expect 0 "installing" answer y
check "which is asked for it" called "sudo apt-get install"
fresh && stand_in apt-get "$installs" && ci=true
check "CI=true is not asked" expect 0 "installing" setup course

fresh && stand_in apt-get 'exit 100'
check "a failing apt-get is told" expect 2 "apt-get failed" setup course
fresh && stand_in apt-get ''
check "so is one that does not help" expect 2 "still not found" setup course
plan
