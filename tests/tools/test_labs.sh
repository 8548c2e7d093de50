#!/bin/sh
# `make labs` on throw-away solutions: what it writes, and what it never touches.
# Then on a copy of the real solutions: lab/ is what they make.
# shellcheck source=tests/tools/tap.sh
. tests/tools/tap.sh

marks=${BIN:-build/bin}/marks
need "$marks"
lab=$scratch/lab
solutions=$scratch/solutions
say=$scratch/say

labs() { # [VARIABLE=VALUE ...]
  env MARKS="$marks" FORCE=0 LAB="$lab" SOLUTIONS="$solutions" "$@" \
    sh tools/labs.sh
}

# Begins anew, with two chapters and their labs.
anew() {
  rm -rf "$lab" "$solutions"
  mkdir "$solutions"
  for stem in ch90_a ch91_b; do
    cat >"$solutions/$stem.c" <<END
//@task task-${stem#*_} 1
//@todo Write it.
//@hint One is enough.
int one(void)
{
    return 1;
}
//@end task-${stem#*_}
END
  done
  labs >"$say" 2>&1
}

change() { # STEM WORD: the solution gets another todo
  sed "s/todo .*/todo $2 it./" "$solutions/$1.c" >"$scratch/changed"
  mv "$scratch/changed" "$solutions/$1.c"
}

# lab/STEM.c is what its solution makes.
is_made() { # STEM ...
  for stem; do
    "$marks" lab "$solutions/$stem.c" >"$scratch/made" || return 1
    diff "$scratch/made" "$lab/$stem.c" || return 1
  done
}

# Everything in lab/, as one text.
picture() {
  ls -A "$lab"
  cat "$lab"/.cksums "$lab"/*.c*
}

sums_are_right() {
  (cd "$lab" && cksum -- *.c) | diff - "$lab/.cksums"
}

untouched() { # PICTURE
  [ "$1" = "$(picture)" ] && return
  picture
  return 1
}

anew
check "a lab for each solution" is_made ch90_a ch91_b
check "each new lab is named" \
  prints "labs: wrote $lab/ch90_a.c
labs: wrote $lab/ch91_b.c" cat "$say"
check "nothing but the labs and their sums is left" prints ".cksums
ch90_a.c
ch91_b.c" ls -A "$lab"
check "the sums are those of the labs" sums_are_right

# ---- in order

touch -t 200001010000 "$lab"/*.c "$lab/.cksums"
touch -t 200001020000 "$scratch/later"
check "a second time says nothing" prints '' labs
check "a lab in order isn't written again" \
  prints '' find "$lab" -type f -newer "$scratch/later"
change ch91_b Type
check "a changed solution writes its lab, and only that" \
  prints "labs: wrote $lab/ch91_b.c" labs
check "the lab of the changed solution is new" is_made ch90_a ch91_b
check "its sum is new" sums_are_right
rm "$lab/ch90_a.c"
check "a deleted lab is written anew" \
  prints "labs: wrote $lab/ch90_a.c" labs

# ---- edited labs

anew
echo "// mine" >>"$lab/ch91_b.c"
change ch90_a Type
before=$(picture)
check "an edited lab is refused, with its name and a way out" \
  expect 1 "labs: $lab/ch91_b.c has been edited by hand; FORCE=1" labs
check "if one lab is refused, nothing at all is written" untouched "$before"
change ch91_b Type
check "an edited lab is refused if its solution changed too" \
  expect 1 "labs: $lab/ch91_b.c has been edited by hand" labs
check "FORCE=1 keeps the edited lab, and names the copy" \
  expect 0 "kept $lab/ch91_b.c as $lab/ch91_b.c.bak-1" labs FORCE=1
check "FORCE=1 writes all labs anew" is_made ch90_a ch91_b
check "the copy is what the person wrote" expect 0 "// mine" \
  cat "$lab/ch91_b.c.bak-1"
echo "// mine again" >>"$lab/ch91_b.c"
labs FORCE=1 >"$say"
check "a second copy doesn't touch the first" \
  prints 2 sh -c "grep -l mine '$lab'/*.bak-1 '$lab'/*.bak-2 | wc -l"
check "FORCE=1 keeps no copy of a lab in order" expect 0 '' \
  test ! -e "$lab/ch90_a.c.bak-1"
rm "$lab/.cksums"
change ch90_a Draw
check "without sums, a lab that differs counts as edited" \
  expect 1 "labs: $lab/ch90_a.c has been edited by hand" labs
"$marks" lab "$solutions/ch90_a.c" >"$lab/ch90_a.c"
check "a lab that is right by any hand is accepted" prints '' labs
check "and has a sum from then on" sums_are_right

# ---- labs without a chapter

anew
mv "$lab/ch90_a.c" "$lab/ch89_renamed.c"
check "a renamed lab is reported, and the missing one written" \
  prints "labs: wrote $lab/ch90_a.c
labs: $lab/ch89_renamed.c belongs to no chapter ($solutions/ch89_renamed.c \
isn't there); remove it if it isn't needed" labs
rm "$lab/ch89_renamed.c"
mv "$solutions/ch91_b.c" "$scratch/away.c"
labs >"$say"
mv "$scratch/away.c" "$solutions/ch91_b.c"
change ch91_b Type
check "a chapter that went and came back is still known" \
  prints "labs: wrote $lab/ch91_b.c" labs

# ---- bad input

anew
before=$(picture)
change ch90_a Type
sed 's/@hint/@hnit/' "$solutions/ch91_b.c" >"$scratch/changed"
mv "$scratch/changed" "$solutions/ch91_b.c"
check "a solution in disorder is told" \
  expect 1 "$solutions/ch91_b.c:3: unknown mark '//@hnit'" labs
check "and then nothing is written" untouched "$before"
check "FORCE=yes is told" expect 2 "FORCE=yes means nothing; use FORCE=1" \
  labs FORCE=yes
check "missing solutions are told" expect 2 "has no .c file" \
  labs SOLUTIONS="$scratch/none"
check "a missing reader of marks is told" expect 2 "$scratch/none isn't there" \
  labs MARKS="$scratch/none"
anew
rm "$lab/ch90_a.c"
mkdir "$lab/ch90_a.c"
check "a folder in a lab's place is told" \
  expect 2 "$lab/ch90_a.c isn't a plain file" labs
rmdir "$lab/ch90_a.c"
ln -s "$solutions/ch90_a.c" "$lab/ch90_a.c"
check "a link in a lab's place is told, and not followed" \
  expect 2 "$lab/ch90_a.c isn't a plain file" labs

# ---- stopped half way

# A mv that, at its Nth call, kills the shell that called it instead.
mkdir "$scratch/bin"
cat >"$scratch/bin/mv" <<END
#!/bin/sh
echo >>'$scratch/calls'
[ "\$(wc -l <'$scratch/calls')" -ne "\$STOP_AT" ] || kill -s "\$STOP_BY" \$PPID
exec $(command -v mv) "\$@"
END
chmod +x "$scratch/bin/mv"

stop() { # SIGNAL N: writes two changed labs, and is stopped at the Nth mv
  anew
  change ch90_a Type
  change ch91_b Type
  rm -f "$scratch/calls"
  labs STOP_BY="$1" STOP_AT="$2" PATH="$scratch/bin:$PATH" >"$say" 2>&1
}

recovers() { # SIGNAL N
  stop "$@" && echo "wasn't stopped" && return 1
  change ch90_a Draw
  change ch91_b Draw
  expect 0 '' labs && is_made ch90_a ch91_b && sums_are_right
}

for n in 1 2 3 4; do
  check "after a kill at step $n of 4 all labs are still known" \
    recovers KILL $n
done
stop TERM 2
check "when terminated, it leaves no half-written file" prints ".cksums
ch90_a.c
ch91_b.c" ls -A "$lab"

# ---- the course itself

set -- solutions/*.c
if [ -f "$1" ]; then
  lab=$scratch/course
  labs SOLUTIONS=solutions >"$say" 2>&1
  for solution; do
    name=$(basename "$solution")
    check "lab/$name is what 'make labs' makes" diff "lab/$name" "$lab/$name"
  done
  check "lab/.cksums is what 'make labs' makes" \
    diff lab/.cksums "$lab/.cksums"
else
  skip "lab/ is what 'make labs' makes" "no solutions here"
fi
plan
