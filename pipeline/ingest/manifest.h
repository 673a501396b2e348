// What the sender says of the files: a CSV with a header row naming the columns `file`, and any of `office`, `district`, `year`.
//
// In any encoding that text_file.h knows; comma, semicolon or tab, quoted as RFC 4180 says; columns of other names are left alone. `file`
// is a path from the manifest's own folder, from a folder that is taken in, or from the working folder, or an absolute one;
// "ARCHIVE!MEMBER" names a member. A file that is listed is an input, wherever it lies: so one that is not there is in the ledger.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "extractors/check/declared.h"
#include "pipeline/ingest/inputs.h"

namespace banthuek::ingest {

class Manifest {
 public:
  // `folders`: the paths that are taken in. Throws Error(kUsage) "list.csv:3: ..." for what is no such table, and for a file listed twice.
  static Manifest read(const std::string& file, const std::vector<std::string>& folders);

  // The row of a place (inputs.h); nothing where it is not listed. The place then counts as met.
  const check::Declared* find(const std::string& place);

  // Rows that no place has met, as paths: the first that is there, else as listed from the manifest's folder. Members of archives are met
  // only while these are unpacked, so they are asked for apart, at the end.
  enum class Members { kLeftOut, kOnly };
  std::vector<std::string> not_met(Members members) const;

 private:
  struct Row {
    check::Declared given;
    std::string file;                // as listed
    std::vector<std::string> paths;  // where it may lie, bytes
    bool met = false;
  };
  std::vector<Row> rows_;
  std::unordered_map<std::string, std::size_t> by_place_;  // absolute place -> row
};

struct ToTakeIn {
  std::vector<std::string> paths;
  long inputs = 0;
};

// `paths`, and what the manifest (may be null) lists that lies in none of them; how many inputs that makes.
ToTakeIn to_take_in(std::vector<std::string> paths, const std::vector<FileIdentity>& ours, Manifest* manifest);

}  // namespace banthuek::ingest
