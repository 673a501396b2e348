#include "pipeline/serve/view/field_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "extractors/types/field_path.h"
#include "extractors/types/row_path.h"

namespace banthuek::serve::view {
namespace {

constexpr const char* kMonths[2][12] = {{"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."},
                                        {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}};

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

std::string_view last_part(std::string_view field) { return field.substr(field.rfind('/') + 1); }

}  // namespace

std::string label_key(std::string_view field) {
  const std::string_view last = last_part(field);
  if (begins(field, "measures/") && last == "title") return "field.measure_title";
  if (last == "raw") return "field.period";
  if (begins(field, "signatures/") && last == "name") return "field.signer";
  if (begins(field, "oit_items/") && last == "title") return "field.item_title";
  return last.empty() ? "" : "field." + std::string(last);
}

std::string label_of(const Pages& pages, std::string_view field, Language language) {
  if (begins(field, "records/")) return std::string(last_part(field));  // its file alone knows more (record_label)
  std::string label = pages.text(label_key(field), language);
  if (begins(field, "measures/")) {
    // Whoever may write may name what is no field: then there is no number.
    long index = 0;
    const auto [rest, error] = std::from_chars(field.data() + 9, field.data() + field.size(), index);
    if (last_part(field) != "title" && error == std::errc() && rest != field.data() + field.size() && *rest == '/')
      label = fmt::format("{} {} · {}", pages.text("field.measure_title", language), index + 1, label);
  }
  return label;
}

std::string label_of_subject(const Pages& pages, std::string_view field, Language language) {
  if (field.empty()) return pages.text("dossier.whole_document", language);
  const auto row = row_path(field);
  if (!row || !row->field.empty())
    return begins(field, "records/") || pages.has(label_key(field)) ? label_of(pages, field, language) : std::string(field);
  const std::string list(row->list), key = list == "measures" ? "field.measure_title" : "document." + list;
  return fmt::format("{} {}", pages.has(key) ? pages.text(key, language) : list, row->index + 1);
}

std::string shown_date(std::string_view iso, Language language) {
  int year = 0, month = 0, day = 0;
  const int parts = std::sscanf(std::string(iso).c_str(), "%4d-%2d-%2d", &year, &month, &day);
  if (parts < 1 || year < 1900 || month > 12 || iso.size() > 10) return std::string(iso);
  const bool thai = language == Language::kThai;
  std::string out;
  if (parts == 3) out += fmt::format("{} ", day);
  if (parts >= 2 && month >= 1) out += std::string(kMonths[thai ? 0 : 1][month - 1]) + " ";
  return fmt::format("{}{}", out, thai ? year + 543 : year);
}

std::string shown_time(std::string_view iso, Language language) {
  std::tm utc{}, here{};
  std::string text(iso);
  if (text.size() < 19 ||
      std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &utc.tm_year, &utc.tm_mon, &utc.tm_mday, &utc.tm_hour, &utc.tm_min, &utc.tm_sec) != 6)
    return text;
  utc.tm_year -= 1900;
  utc.tm_mon -= 1;
  const std::time_t seconds = timegm(&utc);
  localtime_r(&seconds, &here);
  char date[40], clock[20];
  std::snprintf(date, sizeof date, "%04d-%02d-%02d", here.tm_year + 1900, here.tm_mon + 1, here.tm_mday);
  std::snprintf(clock, sizeof clock, " %02d:%02d", here.tm_hour, here.tm_min);
  return shown_date(date, language) + clock;
}

std::string shown_why(const Pages& pages, const std::string& why, Language language) {
  for (const char* key : {"why.desk", "why.review", "why.undo", "why.region", "why.enter"})
    if (why == pages.text(key, Language::kThai)) return pages.text(key, language);
  return why;
}

std::string shown_finding(const Pages& pages, const std::string& code, const std::string& reason, Language language) {
  if (language == Language::kEnglish && !reason.empty()) return reason;
  const std::string key = "finding." + code;
  return pages.has(key) ? pages.text(key, language) : reason;
}

std::string shown_value(const Pages& pages, std::string_view field, const std::string& value, Language language) {
  static const Document none;
  return shown_value(pages, field_info(none, field).value_or(FieldInfo{""}).kind, value, language);
}

std::string shown_value(const Pages& pages, FieldKind kind, const std::string& value, Language language) {
  if (const std::size_t slash = value.find('/'); kind == FieldKind::kPeriod && slash != std::string::npos)
    return shown_date(value.substr(0, slash), language) + " - " + shown_date(value.substr(slash + 1), language);
  if (is_closed_word(kind, value)) return pages.text(word_section(kind) + "." + value, language);  // another is shown as it stands
  return kind == FieldKind::kDate ? shown_date(value, language) : value;
}

std::string word_section(FieldKind kind) { return kind == FieldKind::kStatus ? "status" : kind == FieldKind::kFrequency ? "frequency" : "kind"; }

std::string word_named(const Pages& pages, FieldKind kind, const std::string& text) {
  for (std::string word : closed_words(kind))
    for (const Language language : {Language::kThai, Language::kEnglish})
      if (text == pages.text(word_section(kind) + "." + word, language)) return word;
  return text;
}

const char* sureness(double confidence) { return confidence >= 0.95 ? "high" : confidence >= 0.8 ? "middle" : "low"; }

int percent(double confidence) { return static_cast<int>(std::floor(std::clamp(confidence, 0.0, 1.0) * 100 + 1e-9)); }

std::string anchor_of(std::string_view field) {
  std::string out;
  for (const char c : field) out += std::isalnum(static_cast<unsigned char>(c)) || c == '_' ? c : '-';
  return out;
}

std::string thousands(long long number) {
  std::string digits = std::to_string(number);
  for (long long i = static_cast<long long>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return digits;
}

std::string size_text(std::uint64_t bytes) {
  char text[40];
  if (bytes >= 1u << 30)
    std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / (1 << 30));
  else if (bytes >= 1u << 20)
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / (1 << 20));
  else
    std::snprintf(text, sizeof text, "%llu KB", static_cast<unsigned long long>((bytes + 1023) >> 10));
  return text;
}

std::string short_path(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return std::string(path);
  return std::string(path.substr(path.rfind('/', slash - 1) + 1));
}

std::string begin_of(const std::string& text, std::size_t bytes) {
  while (bytes < text.size() && bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace banthuek::serve::view
