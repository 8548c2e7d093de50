# TAP for tests in shell; source it from the root. A command runs in a subshell.
#   check "rule" COMMAND ...         ok if the command succeeds
#   expect STATUS TEXT COMMAND ...   succeeds if it ends so, and TEXT is printed
#   prints TEXT COMMAND ...          succeeds if TEXT is all of its stdout
#   skip "rule" "why"                a rule that can't be tried here
#   need FILE; plan                  first line; last line.  $scratch: a folder
# shellcheck shell=sh

tap_count=0
tap_failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/test.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

need() {
  [ -e "$1" ] && return
  echo "Bail out! $1 isn't there; run the tests with 'make test'"
  exit 2
}

check() {
  tap_rule=$1
  shift
  tap_count=$((tap_count + 1))
  if tap_out=$("$@" 2>&1); then
    echo "ok $tap_count - $tap_rule"
  else
    tap_failed=1
    echo "not ok $tap_count - $tap_rule"
    printf '%s\n' "$tap_out" | sed 's/^/# /'
  fi
}

expect() {
  tap_status=$1
  tap_text=$2
  shift 2
  tap_got=0
  tap_said=$("$@" 2>&1) || tap_got=$?
  if [ "$tap_got" = "$tap_status" ]; then
    case $tap_said in
    *"$tap_text"*) return 0 ;;
    esac
  fi
  echo "expected: status $tap_status and the text: $tap_text"
  echo "got: status $tap_got and the text:"
  printf '%s\n' "$tap_said"
  return 1
}

prints() {
  tap_text=$1
  shift
  # The dot keeps the newlines at the end.
  tap_said=$("$@" && echo .) || return 1
  [ "$tap_said" = "${tap_text:+$tap_text
}." ] && return
  echo "expected:"
  printf '%s\n' "$tap_text"
  echo "got:"
  printf '%s' "${tap_said%.}"
  return 1
}

skip() {
  tap_count=$((tap_count + 1))
  echo "ok $tap_count - $1 # SKIP $2"
}

plan() {
  echo "1..$tap_count"
  return "$tap_failed"
}
