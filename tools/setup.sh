#!/bin/sh
# Sees to the packages that a front door needs:
#
#     tools/setup.sh course|plots|test|check|grade|bench
#
# Says what is missing and why, and installs it with apt-get: at once as root or
# with CI=true, else after asking. Where there is no apt-get it lists the names.
# Exit status 2 if something is still missing. Nothing is done when all is there.
set -u
list=${PACKAGES:-$(dirname "$0")/packages.txt}
door=${1:-}
case $door in
course | plots | test | check | grade | bench) ;;
*)
  echo "usage: setup.sh course|plots|test|check|grade|bench" >&2
  exit 2
  ;;
esac

header_found() {
  for folder in /usr/include /usr/include/*-linux-* /usr/local/include /opt/homebrew/include; do
    [ -f "$folder/$1" ] && return
  done
  return 1
}

found() {
  case $1 in
  command:*) command -v "${1#*:}" >/dev/null 2>&1 ;;
  header:*) header_found "${1#*:}" ;;
  file:*) [ -e "${1#*:}" ] ;;
  tex:*) command -v kpsewhich >/dev/null 2>&1 && kpsewhich "${1#*:}" >/dev/null ;;
  *) echo "setup: $list: unknown kind of probe: $1" >&2 && return 1 ;;
  esac
}

# Lines "package why" of what is missing for this door; with "needed", without
# what the book can do without (marked by a ? behind the probe).
missing() {
  while read -r doors probe package why; do
    case ,$doors, in
    *,"$door",*)
      [ "${1:-}" = needed ] && [ "$probe" != "${probe%\?}" ] && continue
      found "${probe%\?}" || echo "$package  $why"
      ;;
    esac
  done <"$list"
}

lacking=$(missing)
[ -n "$lacking" ] || exit 0
echo "setup: 'make $door' needs packages that are not here:"
echo "$lacking" | sed 's/^/  /'
packages=$(echo "$lacking" | awk '!seen[$1]++ { printf "%s ", $1 }')

if ! command -v apt-get >/dev/null 2>&1; then
  [ -n "$(missing needed)" ] || {
    echo "setup: there is no apt-get; going on without"
    exit 0
  }
  echo "setup: there is no apt-get; install these with your own package manager" \
    "(the names are Debian's): $packages" >&2
  exit 2
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
  as_root=sudo
  if [ "${CI:-}" != true ]; then
    printf 'Install them now with sudo apt-get? [y/N] '
    read -r answer || answer=
    case $answer in
    y | Y | yes) ;;
    *)
      echo "setup: nothing installed. To do it yourself:" \
        "sudo apt-get install $packages" >&2
      exit 2
      ;;
    esac
  fi
fi
export DEBIAN_FRONTEND=noninteractive
echo "setup: installing $packages"
$as_root apt-get update -qq &&
  # shellcheck disable=SC2086 # a list of names
  $as_root apt-get install -y -qq --no-install-recommends $packages >/dev/null || {
  echo "setup: apt-get failed; mend that, or install by hand: $packages" >&2
  exit 2
}
lacking=$(missing needed)
[ -z "$lacking" ] || {
  echo "setup: installed, but still not found:" >&2
  echo "$lacking" >&2
  exit 2
}
