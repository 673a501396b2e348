// What differs between an input and what its sample says: values against expected*.json, and the letters of a scan against those of the
// born-digital file. What may differ stands in differences.toml with its reason; what is written there and does not differ so is a fault too.
#pragma once

#include <string>
#include <vector>

#include "tests/samples/sample.h"

namespace banthuek::test {

struct Difference {
  std::string where;     // path of a value ("measures/2/title"), "page 3", or "pages": how many there are
  std::string expected;  // of a text the stretch that differs, with some letters around it; "-" where there is nothing
  std::string actual;    // the same

  friend bool operator==(const Difference&, const Difference&) = default;
};

std::ostream& operator<<(std::ostream& out, const Difference& difference);  // for messages of tests

// Values that are off: wrong, missing, or given where the document says nothing. Compared without white space, all dashes alike.
std::vector<Difference> record_differences(const Input& input, const Result& result);

// Stretches of the pages' text that read otherwise than in `printed`, the same sample born-digital; white space does not count, nor do dotted
// leaders.
std::vector<Difference> text_differences(const Result& result, const Result& printed);

// What differences.toml allows for this input, of "record" or "text", in its order.
std::vector<Difference> allowed_differences(const Input& input, const std::string& kind);

// "SAMPLE/INPUT" of every entry in differences.toml.
std::vector<std::string> inputs_with_differences();

}  // namespace banthuek::test
