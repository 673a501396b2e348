#!/usr/bin/env bash
# .clang-tidy asks for what STYLE.md says, and tidy.sh says when it has nothing to hold against it.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang-tidy >/dev/null || { echo "SKIPPED: clang-tidy is not installed; tools/setup test installs it"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

findings() { clang-tidy --quiet --config-file=.clang-tidy "$1" -- -std=c++20 2>/dev/null | grep -o '^[^ ]*:[0-9]*:.*\[.*\]$' | sed -E "s#^$folder/[a-z]*\.cpp:([0-9]+):.*\[(.*)\]#\1 \2#" || true; }
cat > "$folder/bad.cpp" <<'CPP'
struct small_thing {};
enum class Colour { red };
class Page {
 public:
  Page(int number);
  int LineCount() const { return lines; }

 private:
  int lines = 0;
};
constexpr int limit = 3;
int *nothing = 0;
CPP
cat > "$folder/good.cpp" <<'CPP'
struct SmallThing {};
enum class Colour { kRed };
class Page {
 public:
  explicit Page(int number);
  int line_count() const { return lines_; }

 private:
  int lines_ = 0;
};
constexpr int kLimit = 3;
int* nothing = nullptr;
CPP
diff <(findings "$folder/bad.cpp" | sort -n) - <<'SAID'
1 readability-identifier-naming
2 readability-identifier-naming
5 google-explicit-constructor
6 readability-identifier-naming
9 readability-identifier-naming
11 readability-identifier-naming
12 modernize-use-nullptr
SAID
[ -z "$(findings "$folder/good.cpp")" ] || { findings "$folder/good.cpp"; exit 1; }

git rev-parse HEAD >/dev/null 2>&1 || { echo "SKIPPED: the files are not in a git checkout"; exit 77; }
git init -q "$folder/one"
mkdir -p "$folder/one/tests/tools"
cp tests/tools/tidy.sh "$folder/one/tests/tools/"
git -C "$folder/one" add .
git -C "$folder/one" -c user.name=a -c user.email=a@localhost commit -qm one
code=0
said=$("$folder/one/tests/tools/tidy.sh") || code=$?
[ "$code: $said" = "77: SKIPPED: one commit alone says nothing of what changed" ] || { echo "$code: $said"; exit 1; }
git -C "$folder/one" -c user.name=a -c user.email=a@localhost commit -qm two --allow-empty
[ "$("$folder/one/tests/tools/tidy.sh")" = "tidy: no C++ file changed" ]
echo "tidy: .clang-tidy sees what STYLE.md forbids"
