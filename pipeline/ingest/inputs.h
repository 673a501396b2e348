// What is to be taken in: the files that the paths of a command line, a list on stdin, or a folder stand for.
//
// A path is bytes; a place is the text under which the ledger knows it: valid UTF-8 as it is, and every byte that is not, every
// control character and the backslash itself written as "\xNN", so that two files never share a place and a place always
// fits on one line. A member of an archive is "ARCHIVE!MEMBER".
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace banthuek::ingest {

std::string place_of(std::string_view path_bytes);

// What is said of a folder that is not entered.
inline constexpr std::string_view kTooDeep = "is a folder over 200 deep; give it as a path of its own";

struct Input {
  std::string path;  // bytes to open it by
  std::string place;
  // Set where the walk itself met the trouble: a folder that cannot be listed, a path that is not there.
  std::string problem;
};

// A file on disk that is ours (the database and what SQLite puts beside it) and therefore no input.
struct FileIdentity {
  dev_t device = 0;
  ino_t number = 0;
};

// Whether a file's name, or a folder of its path, is one that systems leave everywhere: .DS_Store, Thumbs.db, ._report.pdf, ~$report.docx,
// __MACOSX. Nobody means them: they are counted, not taken in.
bool is_system_file(std::string_view place);

// Gives the files of `paths` one after the other: folders in byte order of their names, depth first, whatever is in them
// (the reader says what it is, not the name), but for the files of systems. Links are followed, those to folders once each and never to a folder
// that the walk lies in (they may loop). Holds the names of the folders on the way down only, so that millions of files need no memory.
class InputWalk {
 public:
  InputWalk(std::vector<std::string> paths, std::vector<FileIdentity> ours);
  std::optional<Input> next();
  long passed_over() const { return passed_over_; }  // files and folders of systems so far

 private:
  struct Level {
    std::string folder;
    FileIdentity identity;
    std::vector<std::string> names;  // reversed: the next is at the back
    std::set<std::string> links;     // those of them that may be links
  };
  std::optional<Input> enter(const std::string& path, int depth);
  bool is_ours(dev_t device, ino_t number) const;
  bool follows(const std::string& path);

  std::vector<std::string> paths_;  // reversed
  std::vector<FileIdentity> ours_;
  std::vector<Level> levels_;
  std::set<std::pair<dev_t, ino_t>> followed_;  // folders entered over a link
  long passed_over_ = 0;
};

enum class ListEnd { kNewline, kNul };

// The names in a list, as `find -print` or `find -print0` writes it; empty names are passed over.
std::vector<std::string> read_list(int descriptor, ListEnd end);

// The database `db` and its -wal, -shm, -journal and -watch, as far as they are there.
std::vector<FileIdentity> identities_of_database(const std::string& db);

}  // namespace banthuek::ingest
