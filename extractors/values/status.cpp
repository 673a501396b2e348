#include "extractors/values/status.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::values {
namespace {

constexpr std::array<const char*, 3> kNames{"not_started", "in_progress", "done"};

bool is_one_of(std::string_view text, const std::vector<std::string>& words) { return std::find(words.begin(), words.end(), text) != words.end(); }

// Whether what stands around a wording says that it is still to come, not wholly so or not so: "คาดว่าจะแล้วเสร็จ", "ไม่แล้วเสร็จ", "แล้วเสร็จภายในปี",
// "แล้วเสร็จ ร้อยละ ๕๐".
bool is_expected(std::string_view before, std::string_view behind) {
  static const RE2 to_come(R"((?:คาดว่า|จะ|ให้|ต้อง|ควร|กำหนด|(?:^|[^ง])ไม่|มิ|มิได้|ไม่สามารถ|ภายใน)(?:จะ)?(?:ดำเนินการ|ได้)?$)"),
      in_part(R"(^(?:ได้)?(?:ภายใน|บางส่วน|ร้อยละ(?:[1-9]?\d(?:\.|\D|$)|0)))");
  return RE2::PartialMatch(before, to_come) || RE2::PartialMatch(behind, in_part);
}

std::optional<StatusAt> status_at(std::string_view text, std::size_t from, re2::StringPiece head, re2::StringPiece said,
                                  std::optional<std::string> (*status_of)(std::string_view, const schema::Vocabulary&),
                                  const schema::Vocabulary& vocabulary) {
  constexpr std::size_t kHeadBytes = 8;
  const auto status = head.size() < kHeadBytes ? std::nullopt : status_of({said.data(), said.size()}, vocabulary);
  if (!status) return std::nullopt;
  return StatusAt{*status, static_cast<std::size_t>(said.data() - text.data()), from + head.size()};
}

Choice choice_of(MarkKind kind) { return kind == MarkKind::kCircleEmpty || kind == MarkKind::kBoxEmpty ? Choice::kEmpty : Choice::kChosen; }

}  // namespace

Choice choice_in(const Cell& cell, const schema::Vocabulary& vocabulary) {
  if (!cell.marks.empty()) {
    Choice out = Choice::kEmpty;
    for (const Mark& mark : cell.marks)
      if (choice_of(mark.kind) == Choice::kChosen) out = Choice::kChosen;
    return out;
  }
  const std::string_view text = text::trim(cell.text);
  if (text.empty()) return Choice::kNothing;
  if (is_one_of(text, vocabulary.chosen_marks)) return Choice::kChosen;
  if (is_one_of(text, vocabulary.empty_marks)) return Choice::kEmpty;
  return text::to_u32(text).size() <= 3 ? Choice::kUnclear : Choice::kNothing;
}

StatusRead status_of_choices(const std::array<Choice, 3>& choices) {
  const auto count = [&](Choice c) { return std::count(choices.begin(), choices.end(), c); };
  const auto only = [&](Choice c) {
    return std::string(kNames[static_cast<std::size_t>(std::find(choices.begin(), choices.end(), c) - choices.begin())]);
  };
  if (count(Choice::kChosen) == 1) return {only(Choice::kChosen), count(Choice::kUnclear) == 0, false};
  if (count(Choice::kChosen) > 1) return {"", false, true};
  if (count(Choice::kUnclear) == 1) return {only(Choice::kUnclear), false, false};
  return {"", count(Choice::kUnclear) == 0, false};
}

namespace {

// A text that says how much of a measure is done beside its status: "ร้อยละ ๖๕ อยู่ระหว่างดำเนินการ", "100% เสร็จสิ้น".
struct Progress {
  std::string words;  // without the figure
  std::optional<double> share;
};

Progress progress_of(std::string_view text) {
  static const RE2 share(R"((?:ร้อยละ\s*(\d{1,3}(?:\.\d+)?)\s*%?|(\d{1,3}(?:\.\d+)?)\s*(?:%|เปอร์เซ็นต์)|^\s*(\d{1,3}(?:\.\d+)?)\s*[(\-–]))");
  Progress out{text::ascii_digits(text), std::nullopt};
  std::string said, sign, bare;
  if (!RE2::PartialMatch(out.words, share, &said, &sign, &bare)) return out;
  RE2::Replace(&out.words, share, "");
  out.share = std::strtod((said + sign + bare).c_str(), nullptr);
  return out;
}

// "80% แล้วเสร็จ" is not done.
bool agrees(const std::string& status, const std::optional<double>& share) {
  constexpr double kWhole = 100;
  return !share || (status == "done" ? *share == kWhole : status == "not_started" ? *share == 0 : *share < kWhole);
}

}  // namespace

std::optional<std::string> status_in_words(std::string_view text, const schema::Vocabulary& vocabulary) {
  const text::Folded folded = text::fold(text);
  if (folded.text.empty() || folded.text.size() > 160) return std::nullopt;
  struct Hit {
    std::size_t begin, end;
    int errors;
    std::string status;
  };
  std::vector<Hit> found;
  for (const auto& [status, wordings] : vocabulary.statuses)
    for (const std::string& wording : wordings) {
      const std::u32string word = text::fold(wording).text;
      if (const auto at = text::find_approximate(folded.text, word, text::allowed_errors(word.size()) / 2))
        found.push_back({at->begin, at->end, at->errors, status});
    }
  // A wording inside a longer one of another status (ดำเนินการแล้ว in ยังไม่ดำเนินการแล้วเสร็จ) does not count.
  // "ดำเนินการแล้ว" in "ดำเนินการแล้วเสร็จร้อยละ ๕๐" is no more done than the whole.
  const auto is_to_come = [&](const Hit& f) {
    return f.status == "done" && std::any_of(found.begin(), found.end(), [&](const Hit& o) {
             return o.status == "done" && o.begin < f.end && f.begin < o.end &&
                    is_expected(text::to_utf8(folded.text.substr(0, o.begin)), text::to_utf8(folded.text.substr(o.end)));
           });
  };
  std::vector<Hit> kept;
  for (const Hit& f : found) {
    const bool inside = std::any_of(found.begin(), found.end(), [&](const Hit& o) {
      return o.status != f.status && o.begin <= f.begin && o.end >= f.end && o.end - o.begin > f.end - f.begin && o.errors <= f.errors + 1;
    });
    const bool beaten = std::any_of(found.begin(), found.end(), [&](const Hit& o) {
      return o.status != f.status && o.begin < f.end && f.begin < o.end && o.errors < f.errors && o.end - o.begin >= f.end - f.begin;
    });
    if (!inside && !beaten && !is_to_come(f)) kept.push_back(f);
  }
  if (kept.empty()) return std::nullopt;
  const bool one = std::all_of(kept.begin(), kept.end(), [&](const Hit& f) { return f.status == kept.front().status; });
  if (one) {
    static const RE2 some_of(R"((\d{1,4})\s*(?:จาก|/)\s*(\d{1,4})\s*(?:ครั้ง|เรื่อง|ข้อ|โครงการ|กิจกรรม|มาตรการ|แห่ง|ราย|คน))");
    const std::string& status = kept.front().status;
    const Progress progress = progress_of(text);
    int part = 0, whole = 0;
    const bool in_part = RE2::PartialMatch(progress.words, some_of, &part, &whole) && part < whole;
    if (!agrees(status, progress.share) || (in_part && status == "done")) return std::nullopt;
    return status;
  }
  // Several wordings: the one that a chosen mark stands before.
  std::optional<std::string> chosen;
  for (const Hit& f : kept) {
    if (f.begin == 0) continue;
    const std::string before = text::to_utf8(std::u32string_view(folded.text).substr(f.begin - 1, 1));
    if (is_one_of(before, vocabulary.chosen_marks)) {
      if (chosen && *chosen != f.status) return std::nullopt;
      chosen = f.status;
    }
  }
  return chosen;
}

std::optional<std::string> status_alone(std::string_view text, const schema::Vocabulary& vocabulary) {
  const Progress progress = progress_of(text);
  std::u32string all = text::fold(progress.words).text;
  std::erase_if(all, [](char32_t c) { return !text::is_thai_sign(c) && !text::is_digit(c); });
  std::optional<std::string> out;
  int fewest = 0;
  for (const auto& [status, wordings] : vocabulary.statuses)
    for (const std::string& wording : wordings) {
      const std::u32string word = text::fold(wording).text;
      const int limit = text::allowed_errors(word.size()) / 2, errors = text::edit_distance(all, word, limit);
      if (errors > limit || (out && errors >= fewest)) continue;
      fewest = errors;
      out = status;
    }
  return out && agrees(*out, progress.share) ? out : std::nullopt;
}

std::optional<StatusAt> status_behind(std::string_view text, std::size_t from, const schema::Vocabulary& vocabulary) {
  static const RE2 behind(R"((?s)^(.*\S)\s*(?:[(\[]\s*([^()\[\]]{9,90}?)\s*[)\]]|\s[-–—:]\s+([^()\[\]:–—]{9,90}))\s*$)");
  re2::StringPiece head, bracket, dash;
  if (!RE2::PartialMatch(re2::StringPiece(text.data() + from, text.size() - from), behind, &head, &bracket, &dash)) return std::nullopt;
  return status_at(text, from, head, bracket.empty() ? dash : bracket, &status_alone, vocabulary);
}

std::optional<StatusAt> status_in_line(std::string_view text, std::size_t from, const schema::Vocabulary& vocabulary) {
  static const RE2 dash(R"((?s)^(.*?\S)\s+[-–—]\s+(\S.*))");
  re2::StringPiece head, said;
  if (!RE2::PartialMatch(re2::StringPiece(text.data() + from, text.size() - from), dash, &head, &said)) return std::nullopt;
  return status_at(text, from, head, said, &status_that_begins, vocabulary);
}

std::optional<std::string> status_that_begins(std::string_view text, const schema::Vocabulary& vocabulary) {
  static const RE2 in_part(R"(^(?:บางส่วน|ร้อยละ|จำนวน|ไป|ตาม|ใน|แต่|ยัง|เพียง|เกือบ|\p{Nd}|[(%]))"), bracket(R"(^\()"), space(R"(\s$)");
  const std::u32string open_word = text::fold("ดำเนินการแล้ว").text;
  const text::Folded folded = text::fold(text);
  std::optional<std::string> out;
  std::size_t longest = 0;
  for (const auto& [status, wordings] : vocabulary.statuses)
    for (const std::string& wording : wordings) {
      const std::u32string word = text::fold(wording).text;
      if (word.size() <= longest || !folded.text.starts_with(word)) continue;
      if (word == open_word && word.size() < folded.text.size() && !RE2::PartialMatch(text.substr(0, folded.at[word.size()]), space)) continue;
      longest = word.size();
      out = status;
    }
  if (!out || *out == "in_progress") return out;
  const std::string behind = text::to_utf8(folded.text.substr(longest));
  // What has not begun has no part that has: a bracket says why.
  if (RE2::PartialMatch(behind, in_part) && !(*out == "not_started" && RE2::PartialMatch(behind, bracket))) return std::nullopt;
  return out;
}

bool offers_statuses(std::string_view text) {
  static const RE2 boxes(R"(^\s*[☐□☑☒○⊗●◯⬜✓✔]\s*(?:ดำเนิน|แล้วเสร็จ|เสร็จ|อยู่ระหว่าง|ยังไม่|กำลัง)[^☐□☑☒○⊗●◯⬜✓✔]*[☐□☑☒○⊗●◯⬜✓✔]\s*\p{Thai})");
  return RE2::PartialMatch({text.data(), text.size()}, boxes);
}

std::optional<std::string> status_today(std::string_view text, const schema::Vocabulary& vocabulary) {
  static const RE2 today(R"((?:(?:ขณะนี้|ปัจจุบัน(?:นี้)?|บัดนี้|ถือว่า)\s*(\S.*)|(?:^|\s)แต่(ยังไม่(?:ได้)?(?:เริ่ม)?ดำเนินการ.*)))");
  std::optional<std::string> out;
  re2::StringPiece rest(text.data(), text.size()), said, still;
  while (RE2::PartialMatch(rest, today, &said, &still)) {
    const re2::StringPiece clause = said.empty() ? still : said;
    const auto status = status_that_begins({clause.data(), clause.size()}, vocabulary);
    if (status && out && *status != *out) return std::nullopt;
    if (status) out = status;
    rest = clause;
  }
  return out;
}

}  // namespace banthuek::values
