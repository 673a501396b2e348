#include "pipeline/serve/pages/value_view.h"

#include <cstdlib>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/http/http.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

// Who corrected the field, where what they set still stands: an undone correction is none.
const store::Correction* standing_correction(const std::vector<store::Correction>& corrections, std::string_view field) {
  const store::Correction *first = nullptr, *last = nullptr;
  for (const store::Correction& correction : corrections) {
    if (correction.field != field) continue;
    if (!first) first = &correction;
    last = &correction;
  }
  return last && last->after.value_or("") != first->before.value_or("") ? last : nullptr;
}

// Whether the paper has it in other words; digits are the same in Thai and Arabic.
bool says_more(const Field& field, const std::string& shown) {
  const auto plain = [](const std::string& text) { return text::ascii_digits(text::squeeze(text)); };
  const std::string raw = plain(field.raw);
  return !raw.empty() && raw != plain(field.value) && raw != plain(shown);
}

}  // namespace

site::Json choices_of(const view::Pages& pages, FieldKind kind, view::Language language, const std::string& now) {
  site::Json out = site::Json::array();
  for (const std::string word : closed_words(kind)) {
    if (out.empty()) out.push_back({{"value", ""}, {"selected", now.empty()}, {"label", pages.text("site.none", language)}});
    out.push_back({{"value", word}, {"selected", now == word}, {"label", pages.text(view::word_section(kind) + "." + word, language)}});
  }
  return out;
}

std::string kept_value(const view::Pages& pages, std::optional<FieldKind> kind, const std::string& typed) {
  constexpr std::size_t kLongest = 20'000;  // bytes
  if (typed.size() > kLongest) throw Error(ErrorKind::kUsage, "", "there is no new value; send field and after");
  const std::string plain = text::squeeze(typed);
  if (kind && !closed_words(*kind).empty()) return view::word_named(pages, *kind, text::to_internal(plain));
  return text::to_internal(plain.empty() ? "" : typed);
}

site::Json pieces_of(const std::string& text, const std::string& words) {
  site::Json out = site::Json::array();
  for (const site::Marked& piece : site::mark_words(text, words)) out.push_back({{"hit", piece.hit}, {"text", piece.text}});
  return out;
}

const Document& ValueView::document() const { return whole_.stored.document; }

site::Json ValueView::value(std::string_view path, const Field& field) const {
  const std::string shown = this->shown(path, field.value);
  const bool masked = frame_.masked && is_person(document(), path);
  const std::string anchor = view::anchor_of(path);
  site::Json out = {{"anchor", anchor},
                    {"field", path},
                    {"label", column_label(path)},
                    {"value", masked ? "" : field.value},
                    {"pieces", masked ? pieces_of(pages_.text("document.masked", frame_.language), "") : pieces_of(shown, frame_.words)},
                    {"raw", !masked && says_more(field, shown) ? site::Json(field.raw) : site::Json(nullptr)},
                    {"sureness", view::sureness(field.confidence)},
                    {"percent", view::percent(field.confidence)},
                    {"rule", field.rule},
                    {"corrected", nullptr},
                    {"undo", false},
                    {"open", frame_.draft.field == path},
                    {"wrong", frame_.draft.field == path ? site::Json(frame_.draft.wrong) : site::Json(nullptr)},
                    {"typed", masked                       ? ""
                              : frame_.draft.field == path ? frame_.draft.after
                                                           : field.value},
                    {"typed_why", frame_.draft.field == path ? frame_.draft.why : ""},
                    {"page", nullptr},
                    {"cut", nullptr},
                    {"document_key", whole_.stored.key},
                    {"csrf", frame_.csrf},
                    {"correct_shown", frame_.may_correct}};
  if (!field.places.empty()) {
    const int page = field.places.front().page;
    out["page"] = page;
    out["place_label"] = pages_.text("document.show_place", frame_.language, {{"page", page}});
    out["cut"] = "/documents/" + whole_.stored.key + "/cut?field=" + http::percent_encode(path);
    out["cut_alt"] = pages_.text("review.cut_alt", frame_.language, {{"page", page}});
  }
  if (const store::Correction* correction = standing_correction(whole_.corrections, path)) {
    out["corrected"] = pages_.text("document.corrected", frame_.language, {{"who", correction->who}});
    out["undo"] = frame_.may_correct;
  }
  site::Json words = choices_of(pages_, kind_of(path), frame_.language, out["typed"].get<std::string>());
  const bool choice = !words.empty(), large = out["typed"].get<std::string>().size() > 120;
  out["choices_shown"] = choice;
  out["choices"] = std::move(words);
  out["long"] = !choice && large;
  out["short"] = !choice && !large;
  return out;
}

FieldKind ValueView::kind_of(std::string_view path) const { return field_info(document(), path).value_or(FieldInfo{""}).kind; }

std::string ValueView::shown(std::string_view path, const std::string& value) const {
  return view::shown_value(pages_, kind_of(path), value, frame_.language);
}

std::string ValueView::label(std::string_view path) const {
  if (path.starts_with("tables/")) return heading_of(path);
  const std::string of_record = site::record_label(document(), whole_.kinds, path, thai());
  return of_record.empty() ? view::label_of(pages_, path, frame_.language) : of_record;
}

std::string ValueView::column_label(std::string_view path) const {
  if (path.starts_with("tables/")) return heading_of(path);
  const std::string of_record = site::record_column(document(), whole_.kinds, path, thai());
  return of_record.empty() ? pages_.text(view::label_key(path), frame_.language) : of_record;
}

std::string ValueView::heading_of(std::string_view path) const {
  const std::size_t table = std::strtoul(path.data() + 7, nullptr, 10), column = std::strtoul(path.data() + path.rfind('/') + 1, nullptr, 10);
  if (table >= document().tables.size() || column >= document().tables[table].columns.size()) return "";
  return document().tables[table].columns[column].heading.value;
}

}  // namespace banthuek::serve::pages
