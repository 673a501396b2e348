#!/usr/bin/env bash
# The extractors are pure: their objects name nothing that opens a file, starts a thread or reads a clock, and nothing of
# Poppler, Leptonica, Tesseract or SQLite; the library links ICU, RE2, toml++, JSON and fmt only.
set -euo pipefail
mapfile -t archives < <(find "${BANTHUEK_BUILD:-build}/extractors" -maxdepth 1 -name 'libbanthuek_*.a')
[ ${#archives[@]} -ge 7 ] || { echo "not all libraries of the extractors in ${BANTHUEK_BUILD:-build}/extractors: build first"; exit 1; }
symbols=$(nm -C --undefined-only "${archives[@]}" | sed 's/^ *U //' | sort -u)
forbidden='^(open|open64|openat|fopen|fopen64|creat|socket|connect|fork|execve?|popen|system|time|clock_gettime|gettimeofday|pthread_create|getenv|fread|fwrite|fputs|puts|printf|fprintf|vfprintf|putchar|fgets|getline|remove|rename)(@.*)?$|basic_[io]?fstream|basic_filebuf|std::filesystem|std::thread|chrono::.*now|^sqlite3_|^pix[A-Z]|^Tess|tesseract::|poppler::|^GooString|lept'
if found=$(grep -E "$forbidden" <<<"$symbols"); then
  echo "extractors are to be pure, but their objects use:"; echo "$found"; exit 1
fi
if found=$(grep -rhoE '#include <(fstream|filesystem|thread|mutex|ctime|chrono)>' "$(dirname "$0")/../../extractors"); then
  echo "extractors are to be pure, but include: $found"; exit 1
fi
linked=$(grep -oE '[A-Za-z_]+::[A-Za-z0-9_]+' "$(dirname "$0")/../../extractors/CMakeLists.txt" |
  grep -vxE 'PkgConfig::ICU|PkgConfig::RE2|PkgConfig::TOMLPP|nlohmann_json::nlohmann_json|fmt::fmt' || true)
[ -z "$linked" ] || { echo "extractors link more than they may: $linked"; exit 1; }
echo "pure: $(wc -l <<<"$symbols") symbols looked at"
