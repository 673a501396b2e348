#include "pipeline/serve/pages/by_hand.h"

#include <fmt/core.h>

#include <algorithm>

#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/value_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

template <typename Record>
void add_empty(const Record& record, const std::string& prefix, std::vector<std::string>& out) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    const std::string path = prefix + info.key;
    if constexpr (IsMaybeField<Member>) {
      if (!member) out.push_back(path);
    } else if constexpr (IsMaybeRecord<Member>) {
      if (member) add_empty(*member, path + "/", out);
      if (std::is_same_v<Member, std::optional<PeriodField>> && !member) out.push_back(path + "/raw");  // the rest follows from its text
    } else if constexpr (IsList<Member>) {
      for (std::size_t i = 0; i < member.size(); ++i) add_empty(member[i], fmt::format("{}/{}/", path, i), out);
    } else if constexpr (!IsField<Member> && !IsCode<Member>) {
      add_empty(member, path + "/", out);
    }
  });
}

// `is_title`: what the row is called, and so what most likely stands in the frame that was drawn.
view::Json new_field(const std::string& name, const std::string& label, view::Json choices, bool is_title) {
  const bool shown = !choices.empty();
  return {{"name", name}, {"label", label}, {"choices_shown", shown}, {"choices", std::move(choices)}, {"is_title", is_title}};
}

// A period is entered as it is written.
template <typename Record>
view::Json new_row(const view::Pages& pages, view::Language language, const std::string& list, const char* heading, std::string_view title) {
  view::Json fields = view::Json::array();
  const auto add = [&](const std::string& name, FieldKind kind) {
    fields.push_back(
        new_field(name, pages.text(view::label_key(fmt::format("{}/0/{}", list, name)), language), choices_of(pages, kind, language), name == title));
  };
  Record none;
  visit_fields(none, [&](const FieldInfo& info, auto& member) {
    using Member = std::remove_reference_t<decltype(member)>;
    if constexpr (IsMaybeField<Member>)
      add(info.key, info.kind);
    else if constexpr (std::is_same_v<Member, std::optional<PeriodField>>)
      add(fmt::format("{}/raw", info.key), FieldKind::kText);
  });
  return {{"list", list}, {"label", pages.text(heading, language)}, {"fields", fields}};
}

FieldKind holds(const schema::KindField& field) { return info_of(RecordField{field.name, field.type, std::nullopt}).kind; }

view::Json new_record(const view::Pages& pages, view::Language language, const schema::RecordKind& kind) {
  const auto titled = [&](const schema::KindTitle& title) { return language == view::Language::kThai ? title.th : title.en; };
  const auto title = std::find_if(kind.fields.begin(), kind.fields.end(), [](const schema::KindField& field) { return field.search; });
  view::Json fields = view::Json::array();
  for (auto field = kind.fields.begin(); field != kind.fields.end(); ++field)
    fields.push_back(new_field(field->name, titled(field->title), choices_of(pages, holds(*field), language), field == title));
  return {{"list", kind.name}, {"label", titled(kind.title)}, {"fields", fields}};
}

}  // namespace

std::vector<std::string> empty_fields(const Document& document) {
  std::vector<std::string> out;
  add_empty(document, "", out);
  return out;
}

view::Json new_rows(const view::Pages& pages, const DocumentFrame& frame) {
  view::Json out = view::Json::array({new_row<Measure>(pages, frame.language, "measures", "document.measures", "title"),
                                      new_row<Signature>(pages, frame.language, "signatures", "document.signatures", "name"),
                                      new_row<OitItem>(pages, frame.language, "oit_items", "document.oit_items", "title"),
                                      new_row<Score>(pages, frame.language, "scores", "document.scores", "organisation")});
  for (const schema::RecordKind& kind : frame.kinds) out.push_back(new_record(pages, frame.language, kind));
  return out;
}

std::optional<FieldKind> kind_of_new(std::span<const schema::RecordKind> kinds, std::string_view list, std::string_view field) {
  const schema::RecordKind* kind = schema::kind_named(kinds, list);
  if (!kind) {
    const auto info = field_info(Document{}, fmt::format("{}/0/{}", list, field));
    return info ? std::optional(info->kind) : std::nullopt;
  }
  const schema::KindField* found = kind->field(field);
  return found ? std::optional(holds(*found)) : std::nullopt;
}

}  // namespace banthuek::serve::pages
