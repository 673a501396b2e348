// Between the loadable extension and the search: rows as plain values. extension.cpp sees SQLite through the pointers it was
// loaded with, search_rows.cpp as a library, and no file both ways.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace banthuek {

struct Row {
  std::int64_t id = 0;
  std::string texts[12];  // by column of the table; those of numbers that are not texts are empty
  double score = 0;
  int distance = 0;
};
using Rows = std::vector<Row>;

class SearchRows {
 public:
  SearchRows();
  ~SearchRows();
  // `options`: words of fuzzy, no_tones, no_synonyms. What goes wrong is put into `error`, as C callbacks may not throw.
  Rows search(const std::string& file, const std::string& query, const std::string& options, std::string& error);

 private:
  struct State;
  std::unique_ptr<State> state_;  // the connection, kept while the file is the same
};

}  // namespace banthuek
