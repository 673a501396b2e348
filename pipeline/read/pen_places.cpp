#include "pipeline/read/pen_places.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "extractors/text/fold.h"
#include "extractors/values/dates.h"

namespace banthuek::read {
namespace {

constexpr double kPenBlank = 1.0;                   // body heights: a blank's width at least
constexpr double kPenBefore = 5, kPenBehind = 9;    // of one at the line's end
constexpr double kPenAbove = 2.2, kPenBelow = 0.9;  // a pen writes from so far above the baseline to so far below

// First byte of each word in the text of its line.
std::vector<std::size_t> begins_of(const Line& line) {
  std::vector<std::size_t> out;
  std::size_t from = 0;
  for (const Word& word : line.words) {
    const std::size_t at = line.text.find(word.text, from);
    if (at == std::string::npos) return {};
    out.push_back(at);
    from = at + word.text.size();
  }
  return out;
}

}  // namespace

std::vector<PenPlace> pen_places(const Line& line, double body) {
  static const RE2 running(R"(\p{Nd}{2}[\p{Nd}.]*\s*/()\s*(?:$|[^\p{Nd}\s]))"), ends_in_number(R"([\p{Nd}/\-–—.]\s*$)");
  std::vector<PenPlace> out;
  if (line.words.empty() || line.baseline == 0 || line.script != Script::kPrint) return out;
  const std::vector<std::size_t> begins = begins_of(line);
  if (begins.empty()) return out;
  const int top = line.baseline - static_cast<int>(std::lround(kPenAbove * body)),
            height = static_cast<int>(std::lround((kPenAbove + kPenBelow) * body));
  const auto add = [&](PenNumber kind, std::size_t at, int most) {
    const auto behind = static_cast<std::size_t>(std::lower_bound(begins.begin(), begins.end(), at) - begins.begin());
    if (behind > 0 && begins[behind - 1] + line.words[behind - 1].text.size() > at) return;  // within a word
    const bool last = behind == begins.size();
    const int left = behind > 0 ? line.words[behind - 1].box.right() : line.words[0].box.x - static_cast<int>(kPenBefore * body);
    const int right = last ? left + static_cast<int>(kPenBehind * body) : line.words[behind].box.x;
    if (right - left >= kPenBlank * body) out.push_back({kind, {left, top, right - left, height}, behind, at, most});
  };
  re2::StringPiece rest(line.text), end;
  while (RE2::FindAndConsume(&rest, running, &end)) add(PenNumber::kRunning, static_cast<std::size_t>(end.data() - line.text.data()), 0);
  for (const values::FoundDate& found : values::find_dates(line.text)) {
    if (found.date.day != 0 || found.date.month == 0 || found.impossible) continue;
    if (RE2::PartialMatch(re2::StringPiece(line.text.data(), found.begin), ends_in_number)) continue;  // ๑ - ๕ มีนาคม
    constexpr int kLeapYear = 2024;
    add(PenNumber::kDay, found.begin, values::days_in_month(found.date.year != 0 ? found.date.year : kLeapYear, found.date.month));
  }
  return out;
}

}  // namespace banthuek::read
