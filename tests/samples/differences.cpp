#include "tests/samples/differences.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "extractors/text/normalise.h"
#include "extractors/types/export_json.h"
#include "extractors/types/ordered_json.h"
#include "tests/source_dir.h"

namespace banthuek::test {
namespace {

using Json = nlohmann::json;

const char* const kNothing = "-";

bool is_space(char32_t c) { return c == U' ' || c == U'\n' || c == U'\t' || c == U'\u00a0' || c == U'\u200b'; }

bool is_dash(char32_t c) { return c == U'-' || (c >= U'\u2010' && c <= U'\u2015') || c == U'\u2212'; }

std::u32string letters_of(std::string_view text) {
  std::u32string out;
  const std::string inside = text::to_internal(text);
  for (std::size_t i = 0; i < inside.size();) {
    const auto lead = static_cast<unsigned char>(inside[i]);
    const int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7fu >> length);
    for (int k = 1; k < length; ++k) c = c << 6 | (static_cast<unsigned char>(inside[i + static_cast<std::size_t>(k)]) & 0x3fu);
    i += static_cast<std::size_t>(length);
    if (!is_space(c)) out += is_dash(c) ? U'-' : c;
  }
  return out;
}

std::string utf8(std::u32string_view letters) {
  std::string out;
  for (const char32_t c : letters) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
    } else if (c < 0x10000) {
      out += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3f)), static_cast<char>(0x80 | (c & 0x3f))};
    } else {
      out += {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3f)), static_cast<char>(0x80 | (c >> 6 & 0x3f)),
              static_cast<char>(0x80 | (c & 0x3f))};
    }
  }
  return out;
}

// The letters of a page in reading order, without dotted leaders: how many dots there are is no matter.
std::u32string page_letters(const Page& page) {
  const std::u32string all = letters_of(page_text(page));
  std::u32string out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool dot = all[i] == U'.' && ((i > 0 && all[i - 1] == U'.') || (i + 1 < all.size() && all[i + 1] == U'.'));
    if (!dot) out += all[i];
  }
  return out;
}

struct Stretch {
  std::size_t a = 0, a_end = 0, b = 0, b_end = 0;
};

// Where `b` is another than `a`: by the longest common subsequence (Myers, An O(ND) Difference Algorithm, 1986).
std::vector<Stretch> changes(std::u32string_view a, std::u32string_view b) {
  const auto n = static_cast<long>(a.size()), m = static_cast<long>(b.size());
  const long most = n + m;
  std::vector<std::vector<long>> trace;
  std::vector<long> furthest(static_cast<std::size_t>(2 * most + 2), 0);
  const auto at = [most](long k) { return static_cast<std::size_t>(k + most); };
  for (long d = 0; d <= most; ++d) {
    trace.emplace_back(furthest.begin() + (most - d), furthest.begin() + (most + d + 1));
    bool done = false;
    for (long k = -d; k <= d && !done; k += 2) {
      long x = k == -d || (k != d && furthest[at(k - 1)] < furthest[at(k + 1)]) ? furthest[at(k + 1)] : furthest[at(k - 1)] + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      furthest[at(k)] = x;
      done = x >= n && x - k >= m;
    }
    if (done) break;
  }
  std::vector<Stretch> out;
  long x = n, y = m;
  for (long d = static_cast<long>(trace.size()) - 1; d > 0; --d) {
    const auto before = [&](long k) { return trace[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)]; };
    const long k = x - y;
    const bool inserted = k == -d || (k != d && before(k - 1) < before(k + 1));
    const long x0 = before(inserted ? k + 1 : k - 1), y0 = x0 - (inserted ? k + 1 : k - 1);
    out.push_back({static_cast<std::size_t>(x0), static_cast<std::size_t>(inserted ? x0 : x0 + 1), static_cast<std::size_t>(y0),
                   static_cast<std::size_t>(inserted ? y0 + 1 : y0)});
    x = x0, y = y0;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// With some letters before and after, so that one finds the place; those that lie close together are one.
void add_differences(const std::string& where, std::u32string_view printed, std::u32string_view read, std::vector<Difference>& out) {
  constexpr std::size_t kClose = 4, kAround = 4;
  std::vector<Stretch> stretches;
  for (const Stretch& s : changes(printed, read)) {
    if (!stretches.empty() && s.a - stretches.back().a_end <= kClose)
      stretches.back().a_end = s.a_end, stretches.back().b_end = s.b_end;
    else
      stretches.push_back(s);
  }
  const auto text = [](std::u32string_view all, std::size_t from, std::size_t to) {
    from = from > kAround ? from - kAround : 0;
    return utf8(all.substr(from, std::min(to + kAround, all.size()) - from));
  };
  for (const Stretch& s : stretches) out.push_back({where, text(printed, s.a, s.a_end), text(read, s.b, s.b_end)});
}

std::string shown(const Json& value) {
  if (value.is_null()) return kNothing;
  return value.is_string() ? value.get<std::string>() : value.dump();
}

bool same_value(const Json& expected, const Json& actual) {
  if (expected.is_number() && actual.is_number()) return std::abs(expected.get<double>() - actual.get<double>()) < 1e-9;
  return expected == actual;
}

struct RecordComparer {
  std::vector<Difference>& out;

  void compare(const std::string& path, const Json& expected, const Json& actual) {
    if (expected.is_object()) return compare_object(path, expected, actual);
    if (expected.is_array()) return compare_list(path, expected, actual);
    if (expected.is_string() && actual.is_string()) return compare_text(path, expected.get<std::string>(), actual.get<std::string>());
    if (!same_value(expected, actual)) out.push_back({path, shown(expected), shown(actual)});
  }

  void compare_text(const std::string& path, std::string expected, const std::string& actual) {
    if (path.ends_with("memo/telephone")) expected = text::ascii_digits(expected);  // a telephone number's value is in ASCII digits
    add_differences(path, letters_of(expected), letters_of(actual), out);
  }

  void compare_object(const std::string& path, const Json& expected, const Json& actual) {
    if (!actual.is_object()) return out.push_back({path, "a record", shown(actual)});
    for (const auto& [key, value] : expected.items()) {
      if (key == "document" || key.ends_with("_printed")) continue;
      const Json& got = actual.contains(key) ? actual.at(key) : Json();
      // Part of it is handwritten, and what is printed is enough.
      if (const auto printed = expected.find(key + "_printed"); printed != expected.end() && got.is_string()) {
        const std::u32string begin = letters_of(printed->get<std::string>());
        if (letters_of(got.get<std::string>()).starts_with(begin)) continue;
      }
      compare(path.empty() ? key : path + "/" + key, value, got);
    }
  }

  void compare_list(const std::string& path, const Json& expected, const Json& actual) {
    for (std::size_t i = 0; i < std::max(expected.size(), actual.size()); ++i) {
      const std::string at = path + "/" + std::to_string(i);
      if (i >= actual.size())
        out.push_back({at, "a record", kNothing});
      else if (i >= expected.size())
        out.push_back({at, kNothing, actual[i].dump()});
      else
        compare(at, expected[i], actual[i]);
    }
  }
};

const toml::table& differences_file() {
  static const toml::table file = toml::parse_file((test::source_dir() / "tests/samples/differences.toml").string());
  return file;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Difference& d) {
  return out << "\n  [ " << Json(d.where).dump() << ", " << Json(d.expected).dump() << ", " << Json(d.actual).dump() << " ]";
}

std::vector<Difference> record_differences(const Input& input, const Result& result) {
  std::vector<Difference> out;
  const auto folder = input.path.parent_path();
  Json expected = Json::array();
  for (int number = 1;; ++number) {
    const std::string text = read_text(folder / (number == 1 ? "expected.json" : "expected-" + std::to_string(number) + ".json"));
    if (text.empty()) break;
    expected.push_back(Json::parse(text));
    expected.back().emplace("scores", Json::array());  // only samples with scores have the key
  }
  Json actual = Json::array();
  for (const Document& document : result.documents) actual.push_back(Json(document_json(document, {}, Provenance::kLeft)));
  if (expected.size() == 1 && actual.size() == 1)
    RecordComparer{out}.compare("", expected[0], actual[0]);
  else
    RecordComparer{out}.compare("documents", expected, actual);
  return out;
}

std::vector<Difference> text_differences(const Result& result, const Result& printed) {
  std::vector<Difference> out;
  if (result.pages.size() != printed.pages.size())
    out.push_back({"pages", std::to_string(printed.pages.size()), std::to_string(result.pages.size())});
  for (std::size_t i = 0; i < result.pages.size(); ++i) {
    const std::u32string read = page_letters(result.pages[i]);
    add_differences("page " + std::to_string(result.pages[i].number), i < printed.pages.size() ? page_letters(printed.pages[i]) : U"", read, out);
  }
  return out;
}

std::vector<Difference> allowed_differences(const Input& input, const std::string& kind) {
  std::vector<Difference> out;
  const toml::array* entries = differences_file()[kind].as_array();
  if (!entries) return out;
  for (const toml::node& node : *entries) {
    const toml::table& entry = *node.as_table();
    if (entry["sample"].value_or(std::string()) != input.sample || entry["input"].value_or(std::string()) != input.name) continue;
    for (const toml::node& one : *entry["differences"].as_array()) {
      const toml::array& d = *one.as_array();
      out.push_back({d.at(0).value_or(std::string()), d.at(1).value_or(std::string()), d.at(2).value_or(std::string())});
    }
  }
  return out;
}

std::vector<std::string> inputs_with_differences() {
  std::set<std::string> out;
  for (const char* kind : {"record", "text"})
    if (const toml::array* entries = differences_file()[kind].as_array())
      for (const toml::node& node : *entries)
        out.insert((*node.as_table())["sample"].value_or(std::string()) + "/" + (*node.as_table())["input"].value_or(std::string()));
  return {out.begin(), out.end()};
}

}  // namespace banthuek::test
