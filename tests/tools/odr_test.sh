#!/usr/bin/env bash
# One name, one thing: two types, functions or variables of one name that differ are an error wherever the linker could take one for the other.
# GCC's -Wodr sees it while it reads all objects of the program for a link with -flto; no more than that is done here: nothing is optimised, generated
# or linked. The objects hold what it reads when they are built with -DBANTHUEK_ODR=ON, as .ci/run does.
set -euo pipefail
build=${BANTHUEK_BUILD:-build}
for tool in g++ ninja; do command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed; tools/setup build installs it"; exit 77; }; done
grep -q '^BANTHUEK_ODR:BOOL=ON' "$build/CMakeCache.txt" || { echo "SKIPPED: built without -DBANTHUEK_ODR=ON; .ci/run builds with it"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The first half of a link (whole-program analysis), in which the declarations of all objects are laid over each other.
read_together() {
  "$(g++ -print-prog-name=lto1)" -quiet -fwpa -O0 -Wodr -Wlto-type-mismatch -Werror=odr -Werror=lto-type-mismatch \
    -fltrans-output-list="$folder/list" -o "$folder/part" "$@" >"$folder/said" 2>&1
}

# That this compiler sees it at all: a Grid here and another there.
echo '#include <vector>
struct Grid { int a; }; int size(int n) { return static_cast<int>(std::vector<Grid>(n).capacity()); }' > "$folder/one.cpp"
echo '#include <vector>
struct Grid { double a; }; int size(int n); int main() { return static_cast<int>(std::vector<Grid>(9).capacity()) + size(1); }' > "$folder/other.cpp"
for file in one other; do g++ -O2 -flto -ffat-lto-objects -c "$folder/$file.cpp" -o "$folder/$file.o"; done
if read_together "$folder/one.o" "$folder/other.o"; then
  echo "two types of one name are read together, and nobody says so" && exit 1
fi
grep -q "‘struct Grid’ violates the C++ One Definition Rule\|'struct Grid' violates the C++ One Definition Rule" "$folder/said" || { cat "$folder/said"; exit 1; }

cd "$build"
mapfile -t objects < <(ninja -t inputs banthuek | grep '\.o$')
[ ${#objects[@]} -gt 40 ] || { echo "only ${#objects[@]} objects of the program in $build"; exit 1; }
read_together "${objects[@]}" || { cat "$folder/said"; exit 1; }
echo "odr: one name, one thing in ${#objects[@]} objects"
