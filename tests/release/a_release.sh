# Small releases to update from and to, made of the repository's lab files;
# source it from the root, after tap.sh.
#   new_release FOLDER VERSION   a release, as yet without its list of sums
#   pack FOLDER                  writes the list and $scratch/NAME.tar.gz
#   unpack FOLDER NAME           unpacks NAME.tar.gz as FOLDER
# shellcheck shell=sh disable=SC2016,SC2154

new_release() {
  mkdir -p "$1/lab" "$1/tools/lab" "$1/plots" &&
    cp lab/*.c "$1/lab" && cp -R include "$1" &&
    cp tools/student/update.sh tools/student/merge*.[ch] "$1/tools" &&
    echo "$2" >"$1/VERSION" && echo "plot of $2" >"$1/plots/style.gp" &&
    printf 'update: ; @sh tools/update.sh "$(FROM)"\n' >"$1/Makefile"
}

pack() {
  cp "$1"/lab/*.c "$1/tools/lab" &&
    (cd "$1" && find . -type f ! -path ./tools/files.cksum -exec cksum {} + |
      sed 's| \./| |' | LC_ALL=C sort -k 3 >"$scratch/sums" &&
      mv "$scratch/sums" tools/files.cksum) &&
    pack_as_is "$1"
}

pack_as_is() {
  (cd "${1%/*}" && tar -czf "$scratch/${1##*/}.tar.gz" "${1##*/}")
}

unpack() {
  rm -rf "$1" "$scratch/unpacked" && mkdir "$scratch/unpacked" &&
    (cd "$scratch/unpacked" && tar -xzf "$scratch/$2.tar.gz") &&
    mv "$scratch/unpacked"/* "$1"
}
