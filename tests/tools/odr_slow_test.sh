#!/usr/bin/env bash
# One name, one thing in the whole program: it is linked with -flto -Wodr, where two types, functions or variables of one name that differ are an error.
# Nothing is optimised and none of the usual objects is used; the files of a folder are compiled together, which shows the same among themselves.
set -euo pipefail
cd "$(dirname "$0")/../.."
for tool in g++ gcc-ar gcc-ranlib cmake ninja; do command -v $tool >/dev/null || { echo "SKIPPED: $tool is not installed; tools/setup build installs it"; exit 77; }; done
folder=${BANTHUEK_BUILD:-build}/odr
link='-flto=auto -Wodr -Werror=odr -Werror=lto-type-mismatch'

# That this compiler sees it at all: a Grid here and another there.
mkdir -p "$folder/seen"
echo 'struct Grid { int a; }; int size(Grid& grid) { return grid.a; }' > "$folder/seen/one.cpp"
echo 'struct Grid { double a; }; int width(Grid& grid) { return int(grid.a); } int main() { return 0; }' > "$folder/seen/other.cpp"
# shellcheck disable=SC2086
if g++ -O0 -flto $link "$folder/seen/one.cpp" "$folder/seen/other.cpp" -o "$folder/seen/both" 2>"$folder/seen/said"; then
  echo "two types of one name are linked, and nobody says so" && exit 1
fi
grep -q 'violates the C++ One Definition Rule' "$folder/seen/said"

# lld knows nothing of GCC's objects.
cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Odr -DCMAKE_CXX_FLAGS_ODR="-O0 -flto -fno-fat-lto-objects" -DCMAKE_EXE_LINKER_FLAGS="$link" \
  -DLLD:BOOL=OFF -DCMAKE_AR="$(command -v gcc-ar)" -DCMAKE_RANLIB="$(command -v gcc-ranlib)" >/dev/null
cmake --build "$folder" --target banthuek
echo "odr: one name, one thing"
