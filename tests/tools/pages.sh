# What holds for every page of the notes; source it after tap.sh.
#   check_pages FOLDER        no script, no fetch, alt text, a language
#   plain FILE ...            pages as text on one line
#   lacks TEXT COMMAND ...    the command prints no such text
# shellcheck shell=sh

lacks() {
  text=$1
  shift
  "$@" >"$scratch/lacks" || return 1
  ! grep -F -n -e "$text" "$scratch/lacks"
}

plain() {
  cat "$@" | tr '\n' ' ' | sed 's/<[^>]*>//g
    s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'\''/g; s/&amp;/\&/g'
}

# What a browser would fetch or run.
fetches() {
  cat "$@" | tr '\n' ' ' | grep -o -i -E \
    -e '<(script|iframe|object|embed)' -e '(src|srcset|poster)="?[a-z]*:?//[^"]*' \
    -e '<link[^>]*//[^>]*' -e 'url\([^)]*//[^)]*' -e '@import[^;]*' -e ' on[a-z]+="[^"]*'
}
quiet() {
  ! fetches "$@"
}
images_have_alt() {
  ! cat "$@" | tr '\n' ' ' | grep -o '<img[^>]*>' | grep -v 'alt="[^"]*[^" ][^"]*"'
}
says_language() {
  for file in "$@"; do
    grep -q '<html lang="[a-z]' "$file" || { echo "$file"; return 1; }
  done
}

check_pages() {
  pages_name=${1#"$scratch/"}
  check "$pages_name: no script, nothing fetched from outside" quiet "$1"/*.html
  check "$pages_name: every image has alt text" images_have_alt "$1"/*.html
  check "$pages_name: every page says its language" says_language "$1"/*.html
}
