// Headings or words of a schema, each beside its folded form (text/fold.h): every cell of a table is compared with all of them, and folding them
// anew each time took longer than the comparing.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

namespace banthuek::schema {

class KnownTexts {
 public:
  KnownTexts() = default;
  // Not explicit: a list of texts is what it is.
  KnownTexts(std::vector<std::string> texts);  // NOLINT(google-explicit-constructor)
  KnownTexts(std::initializer_list<std::string> texts) : KnownTexts(std::vector<std::string>(texts)) {}

  bool empty() const { return texts_.empty(); }
  std::size_t size() const { return texts_.size(); }
  std::vector<std::string>::const_iterator begin() const { return texts_.begin(); }
  std::vector<std::string>::const_iterator end() const { return texts_.end(); }
  const std::vector<std::u32string>& folded() const { return folded_; }  // one for each text

 private:
  std::vector<std::string> texts_;
  std::vector<std::u32string> folded_;
};

}  // namespace banthuek::schema
