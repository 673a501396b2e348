// A passage as a plain scan knows it, and what a query means: told anew, so that parser and search are tested too.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/search/searcher.h"

namespace banthuek::search {

inline constexpr int kFields = 9;
inline constexpr double kWeights[kFields] = {100, 50, 20, 20, 20, 20, 20, 20, 15};  // title, method, the rest, the office

// Without the spaces between a Latin letter and a digit: O 14 and O14 are one.
inline Clusters tight(const Clusters& text) {
  const auto letter = [](index::Cluster c) { return c >= 'a' && c <= 'z'; };
  Clusters out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const index::Cluster before = i ? text[i - 1] : 0, after = i + 1 < text.size() ? text[i + 1] : 0;
    if (text[i] == ' ' && ((letter(before) && index::is_digit(after)) || (index::is_digit(before) && letter(after)))) continue;
    out.push_back(text[i]);
  }
  return out;
}

// What a scan knows of one measure.
struct Plain {
  std::int64_t id = 0;
  bool waiting = false;
  std::vector<Clusters> fields, tight_fields;
  std::string title, office, type, district, province, group, status, kind;
  int year = 0;
  std::uint32_t start = 0, end = 0;
  double confidence = 0;
  bool findings = false, reviewed = false;
  std::optional<double> score;

  void put(std::string_view text) {
    fields.push_back(index::search_text(text).clusters);
    tight_fields.push_back(tight(fields.back()));
  }
};

// A query as a tree of its own, so that the parser is tested too.
struct Asked {
  enum class Op { kWord, kPhrase, kPrefix, kAnd, kOr, kNot } op = Op::kWord;
  Clusters text, tight_text;  // of a term
  std::vector<Asked> parts;

  std::string written() const {
    switch (op) {
      case Op::kWord:
        return index::to_utf8(text);
      case Op::kPhrase:
        return '"' + index::to_utf8(text) + '"';
      case Op::kPrefix:
        return index::to_utf8(text) + "*";
      case Op::kNot:
        return "NOT " + parts[0].written();
      case Op::kAnd:
      case Op::kOr: {
        std::string out = "(";
        for (const Asked& part : parts) out += (out.size() > 1 ? op == Op::kAnd ? " " : " OR " : "") + part.written();
        return out + ")";
      }
    }
    return "";
  }
};

inline bool same(index::Cluster text, index::Cluster asked, bool last, Asked::Op op, Tones tones) {
  if (op == Asked::Op::kPrefix && last) return index::begins_with(text, asked);
  return tones == Tones::kIgnored ? index::without_tone(text) == index::without_tone(asked) : text == asked;
}

// Where the term stands in a text, both of them tight; the text's size where it does not.
inline std::size_t place_of(const Clusters& in, const Asked& asked, Tones tones, std::size_t from = 0) {
  const Clusters& text = asked.tight_text;
  for (std::size_t at = from; at + text.size() <= in.size(); ++at) {
    std::size_t i = 0;
    while (i < text.size() && same(in[at + i], text[i], i + 1 == text.size(), asked.op, tones)) ++i;
    if (i == text.size()) return at;
  }
  return in.size();
}

inline bool holds(const Plain& m, const Asked& asked, Tones tones) {
  switch (asked.op) {
    case Asked::Op::kNot:
      return !holds(m, asked.parts[0], tones);
    case Asked::Op::kAnd:
      return std::all_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return holds(m, part, tones); });
    case Asked::Op::kOr:
      return std::any_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return holds(m, part, tones); });
    default: {
      return std::any_of(m.tight_fields.begin(), m.tight_fields.end(), [&](const Clusters& in) { return place_of(in, asked, tones) < in.size(); });
    }
  }
}

// The scores of the terms that are seen to stand on the way to the answer; those under a NOT give none.
inline bool see(const Plain& m, const Asked& asked, Tones tones, std::vector<double>& scores) {
  if (asked.op == Asked::Op::kNot) return holds(m, asked, tones);
  if (asked.op == Asked::Op::kAnd)
    return std::all_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return see(m, part, tones, scores); });
  if (asked.op == Asked::Op::kOr) {
    bool any = false;
    for (const Asked& part : asked.parts) any = see(m, part, tones, scores) || any;
    return any;
  }
  double best = 0;
  for (int i = 0; i < kFields; ++i) {
    const Clusters& in = m.tight_fields[static_cast<std::size_t>(i)];
    int times = 0;
    for (std::size_t at = place_of(in, asked, tones); at < in.size(); at = place_of(in, asked, tones, at + asked.tight_text.size())) ++times;
    if (times) best = std::max(best, kWeights[i] + 0.5 * std::min(times - 1, 5));
  }
  if (best > 0) scores.push_back(best);
  return best > 0;
}

inline bool passes(const Plain& m, const Filters& f) {
  const auto among = [](const std::vector<std::string>& values, const std::string& value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  if (!among(f.kinds, m.kind) || !among(f.offices, m.office) || !among(f.types, m.type) || !among(f.districts, m.district) ||
      !among(f.provinces, m.province) || !among(f.groups, m.group) || !among(f.statuses, m.status))
    return false;
  if ((f.year_from || f.year_to) && (m.year < f.year_from.value_or(1) || m.year > f.year_to.value_or(9999))) return false;
  if (f.period_from && (!m.start || m.end < f.period_from)) return false;
  if (f.period_to && (!m.start || m.start > f.period_to)) return false;
  if (f.confidence > 0 && m.confidence < f.confidence) return false;
  if (f.findings != Want::kEither && m.findings != (f.findings == Want::kYes)) return false;
  return f.reviewed == Want::kEither || m.reviewed == (f.reviewed == Want::kYes);
}

}  // namespace banthuek::search
