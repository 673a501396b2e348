#!/usr/bin/env bash
# The extractors are pure: their objects name nothing that opens a file, starts a thread or reads a clock, and nothing of
# Poppler, Leptonica, Tesseract or SQLite; the library links ICU, RE2, toml++ and JSON only.
set -euo pipefail
archive=${BANTHUEK_BUILD:-build}/extractors/libbanthuek_extractors.a
[ -f "$archive" ] || { echo "no $archive: build first"; exit 1; }
symbols=$(nm -C --undefined-only "$archive" | sed 's/^ *U //' | sort -u)
forbidden='^(open|open64|openat|fopen|fopen64|creat|socket|connect|fork|execve?|popen|system|time|clock_gettime|gettimeofday|pthread_create|getenv|fread|fwrite|fputs|puts|printf|fprintf|vfprintf|putchar|fgets|getline|remove|rename)(@.*)?$|basic_[io]?fstream|basic_filebuf|std::filesystem|std::thread|chrono::.*now|^sqlite3_|^pix[A-Z]|^Tess|tesseract::|poppler::|^GooString|lept'
if found=$(grep -E "$forbidden" <<<"$symbols"); then
  echo "extractors are to be pure, but their objects use:"; echo "$found"; exit 1
fi
if found=$(grep -rhoE '#include <(fstream|filesystem|thread|mutex|ctime|chrono)>' "$(dirname "$0")/../../extractors"); then
  echo "extractors are to be pure, but include: $found"; exit 1
fi
linked=$(sed -n '/target_link_libraries/,/)/p' "$(dirname "$0")/../../extractors/CMakeLists.txt" | tr -s ' \n()' '\n' |
  grep -vxE 'target_link_libraries|banthuek_extractors|PUBLIC|PRIVATE|banthuek_flags|PkgConfig::ICU|PkgConfig::RE2|PkgConfig::TOMLPP|nlohmann_json::nlohmann_json|' || true)
[ -z "$linked" ] || { echo "extractors link more than they may: $linked"; exit 1; }
echo "pure: $(wc -l <<<"$symbols") symbols looked at"
