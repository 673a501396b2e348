#include "pipeline/serve/pages/document_view.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "extractors/text/normalise.h"
#include "extractors/types/field_path.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

// What a correction may choose from, in words; nothing is a choice too. Null where the field holds any text.
site::Json choices(const view::Pages& pages, FieldKind kind, const std::string& now, view::Language language) {
  const auto words = closed_words(kind);
  if (words.empty()) return nullptr;
  site::Json out = site::Json::array({{{"value", ""}, {"selected", now.empty()}, {"label", pages.text("site.none", language)}}});
  for (const std::string word : words)
    out.push_back({{"value", word}, {"selected", now == word}, {"label", pages.text(view::word_section(kind) + "." + word, language)}});
  return out;
}

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

site::Json pieces_of(const std::string& text, const std::string& words) {
  site::Json out = site::Json::array();
  for (const site::Marked& piece : site::mark_words(text, words)) out.push_back({{"hit", piece.hit}, {"text", piece.text}});
  return out;
}

bool says_more(const Field& field, const std::string& shown) {
  const std::string raw = text::squeeze(field.raw);
  return !raw.empty() && raw != text::squeeze(field.value) && raw != text::squeeze(shown);
}

// Makes the parts of the page.
class View {
 public:
  View(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame) : pages_(pages), whole_(whole), frame_(frame) {
    for_each_field(whole.stored.document, [&](std::string_view path, const Field& field) { fields_.emplace_back(path, &field); });
  }

  site::Json value(std::string_view path, const Field& field) const {
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
    site::Json words = choices(pages_, kind_of(path), out["typed"].get<std::string>(), frame_.language);
    const bool choice = !words.is_null(), large = out["typed"].get<std::string>().size() > 120;
    out["choices_shown"] = choice;
    out["choices"] = choice ? std::move(words) : site::Json::array();
    out["long"] = !choice && large;
    out["short"] = !choice && !large;
    return out;
  }

  const Document& document() const { return whole_.stored.document; }
  FieldKind kind_of(std::string_view path) const { return field_info(document(), path).value_or(FieldInfo{""}).kind; }
  std::string shown(std::string_view path, const std::string& value) const {
    return view::shown_value(pages_, kind_of(path), value, frame_.language);
  }
  bool thai() const { return frame_.language == view::Language::kThai; }
  std::string label(std::string_view path) const {
    if (path.starts_with("tables/")) return heading_of(path);
    const std::string of_record = site::record_label(document(), whole_.kinds, path, thai());
    return of_record.empty() ? view::label_of(pages_, path, frame_.language) : of_record;
  }
  std::string column_label(std::string_view path) const {
    const std::string of_record = site::record_label(document(), whole_.kinds, path, thai());
    const std::size_t dot = of_record.find(" · ");
    if (path.starts_with("tables/")) return heading_of(path);
    return of_record.empty() ? pages_.text(view::label_key(path), frame_.language) : dot == std::string::npos ? of_record : of_record.substr(dot + 4);
  }

  // Of a cell of a table: what stands over its column.
  std::string heading_of(std::string_view path) const {
    const std::size_t table = std::strtoul(path.data() + 7, nullptr, 10), column = std::strtoul(path.data() + path.rfind('/') + 1, nullptr, 10);
    if (table >= document().tables.size() || column >= document().tables[table].columns.size()) return "";
    return document().tables[table].columns[column].heading.value;
  }

  // Records of a kind that a file describes: a table each kind, its columns the fields that any record has.
  void record_tables(site::Json& sections) const {
    std::map<std::string, std::vector<std::size_t>> by_kind;
    for (std::size_t i = 0; i < document().records.size(); ++i) by_kind[document().records[i].kind].push_back(i);
    for (const auto& [name, records] : by_kind) {
      const auto kind = std::find_if(whole_.kinds.begin(), whole_.kinds.end(), [&, &wanted = name](const auto& one) { return one.name == wanted; });
      site::Json titles = site::Json::array(), lines = site::Json::array();
      std::vector<std::size_t> shown_columns;
      const std::vector<RecordField>& first = document().records[records.front()].fields;
      for (std::size_t c = 0; c < first.size(); ++c) {
        const auto has = [&](std::size_t i) { return c < document().records[i].fields.size() && document().records[i].fields[c].value; };
        if (std::none_of(records.begin(), records.end(), has)) continue;
        shown_columns.push_back(c);
        titles.push_back(
            {{"label", column_label("records/" + std::to_string(records.front()) + "/" + first[c].name)}, {"number", info_of(first[c]).is_number()}});
      }
      for (const std::size_t i : records) {
        site::Json line = site::Json::array();
        for (const std::size_t c : shown_columns) {
          const RecordField* field = c < document().records[i].fields.size() ? &document().records[i].fields[c] : nullptr;
          line.push_back(
              {{"number", field && info_of(*field).is_number()},
               {"cell", field && field->value ? value("records/" + std::to_string(i) + "/" + field->name, *field->value) : site::Json(nullptr)}});
        }
        lines.push_back({{"cells", line}});
      }
      sections.push_back({{"heading", kind == whole_.kinds.end() ? name
                                      : thai()                   ? kind->title.th
                                                                 : kind->title.en},
                          {"groups", site::Json::array()},
                          {"table", {{"columns", titles}, {"rows", lines}}}});
    }
  }

  // Tables that no layout and no kind knows, as they are printed: a click on a cell frames it on the page.
  void plain_tables(site::Json& sections) const {
    for (std::size_t t = 0; t < document().tables.size(); ++t) {
      const DataTable& table = document().tables[t];
      if (!table.layout.empty()) continue;
      site::Json titles = site::Json::array(), lines = site::Json::array();
      for (const DataColumn& column : table.columns) titles.push_back({{"label", column.heading.value}, {"number", is_figure(column.type)}});
      for (std::size_t r = 0; r < table.rows.size(); ++r) {
        site::Json line = site::Json::array();
        for (std::size_t c = 0; c < table.rows[r].cells.size(); ++c) {
          const DataCell& cell = table.rows[r].cells[c];
          site::Json shown_cell = nullptr;
          if (!cell.field.raw.empty()) {
            const std::string path = cell_path(t, r, c);
            shown_cell = value(path, cell.field);
            shown_cell["pieces"] = pieces_of(cell.field.raw, frame_.words);
            shown_cell["raw"] = nullptr;
            shown_cell["correct_shown"] = false;  // what is printed is no field: it is corrected in the record that is made of it
          }
          line.push_back({{"number", is_figure(cell.type)}, {"cell", shown_cell}});
        }
        lines.push_back({{"cells", line}});
      }
      const std::string number = std::to_string(t + 1);
      sections.push_back({{"heading", table.caption ? table.caption->value : pages_.text("document.table", frame_.language) + " " + number},
                          {"groups", site::Json::array()},
                          {"table", {{"columns", titles}, {"rows", lines}}}});
    }
  }

  static bool is_figure(CellType type) { return type == CellType::kNumber || type == CellType::kMoney; }
  static std::string cell_path(std::size_t table, std::size_t row, std::size_t column) {
    return "tables/" + std::to_string(table) + "/rows/" + std::to_string(row) + "/" + std::to_string(column);
  }

  // Values whose path begins with `prefix`, as one group.
  site::Json group(const std::string& prefix, const std::string& caption = "") const {
    site::Json values = site::Json::array();
    for (const auto& [path, field] : fields_)
      if (path.starts_with(prefix)) values.push_back(value(path, *field));
    return {{"caption", caption}, {"values", values}};
  }

  // Records of many alike values, a row each: columns are those that any row has, in the order of the fields.
  template <typename Record>
  void table(site::Json& sections, const std::string& prefix, const char* heading) const {
    std::vector<std::string> columns;
    Record none;
    visit_fields(none, [&](const FieldInfo& info, auto&) { columns.push_back(info.key); });
    std::vector<std::pair<std::string, std::map<std::string, site::Json>>> rows;  // by the record's part of the path
    for (const auto& [path, field] : fields_) {
      if (!path.starts_with(prefix)) continue;
      const std::string rest(path.substr(prefix.size())), record = rest.substr(0, rest.find('/')), name = rest.substr(rest.find('/') + 1);
      if (rows.empty() || rows.back().first != record) rows.push_back({record, {}});
      rows.back().second[name] = value(path, *field);
    }
    if (rows.empty()) return;
    std::erase_if(columns, [&](const std::string& name) {
      return std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.second.count(name) > 0; });
    });
    const auto is_number = [&](const std::string& name) { return field_info(document(), prefix + "0/" + name).value_or(FieldInfo{""}).is_number(); };
    site::Json titles = site::Json::array(), lines = site::Json::array();
    for (const std::string& name : columns)
      titles.push_back({{"label", pages_.text(view::label_key(prefix + "0/" + name), frame_.language)}, {"number", is_number(name)}});
    for (auto& [record, cells] : rows) {
      site::Json line = site::Json::array();
      for (const std::string& name : columns) {
        const auto at = cells.find(name);
        line.push_back({{"number", is_number(name)}, {"cell", at == cells.end() ? site::Json(nullptr) : at->second}});
      }
      lines.push_back({{"cells", line}});
    }
    sections.push_back(
        {{"heading", pages_.text(heading, frame_.language)}, {"groups", site::Json::array()}, {"table", {{"columns", titles}, {"rows", lines}}}});
  }

  void section(site::Json& sections, const char* heading, site::Json groups) const {
    site::Json full = site::Json::array();
    for (site::Json& group : groups)
      if (!group["values"].empty()) full.push_back(std::move(group));
    if (!full.empty()) sections.push_back({{"heading", pages_.text(heading, frame_.language)}, {"groups", full}, {"table", nullptr}});
  }

  site::Json sections() const {
    const Document& document = whole_.stored.document;
    site::Json out = site::Json::array();
    site::Json own = site::Json::array();
    for (const auto& [path, field] : fields_)
      if (path == "kind" || path == "title" || path == "fiscal_year") own.push_back(value(path, *field));
    section(out, "document.office", {group("organisation/"), {{"caption", ""}, {"values", own}}});
    section(out, "document.header", {group("memo/")});
    section(out, "document.ita", {group("ita_result/")});
    section(out, "document.measures", list("measures/", document.measures.size(), "field.measure_title"));
    section(out, "document.signatures", list("signatures/", document.signatures.size(), ""));
    table<OitItem>(out, "oit_items/", "document.oit_items");
    table<Score>(out, "scores/", "document.scores");
    record_tables(out);
    if (!frame_.masked) plain_tables(out);  // a table may name anybody
    return out;
  }

  // Frames of the values by page.
  std::map<int, site::Json> boxes() const {
    std::map<int, site::Json> out;
    for (const auto& [path, field] : fields_) {
      bool first = true;
      for (const Place& place : field->places) {
        if (!place.box.empty()) {
          const std::string anchor = view::anchor_of(path);
          const bool masked = frame_.masked && is_person(document(), path);
          site::Json& boxes = out.try_emplace(place.page, site::Json::array()).first->second;
          boxes.push_back({{"id", first ? "b-" + anchor : "b-" + anchor + "-" + std::to_string(place.page)},
                           {"anchor", anchor},
                           {"field", path},
                           {"sureness", view::sureness(field->confidence)},
                           {"x", place.box.x},
                           {"y", place.box.y},
                           {"w", place.box.w},
                           {"h", place.box.h},
                           {"label", label(path) + (masked ? "" : ": " + shown(path, field->value))}});
        }
        first = false;
      }
    }
    if (!frame_.masked) add_cells(out);
    return out;
  }

  // Frames of the cells of tables that nobody knows.
  void add_cells(std::map<int, site::Json>& out) const {
    for (std::size_t t = 0; t < document().tables.size(); ++t) {
      const DataTable& table = document().tables[t];
      if (!table.layout.empty()) continue;
      for (std::size_t r = 0; r < table.rows.size(); ++r)
        for (std::size_t c = 0; c < table.rows[r].cells.size(); ++c) {
          const Field& field = table.rows[r].cells[c].field;
          if (field.raw.empty() || field.places.empty() || field.places.front().box.empty()) continue;
          const Place& place = field.places.front();
          const std::string path = cell_path(t, r, c), anchor = view::anchor_of(path);
          out.try_emplace(place.page, site::Json::array())
              .first->second.push_back({{"id", "b-" + anchor},
                                        {"anchor", anchor},
                                        {"field", path},
                                        {"sureness", view::sureness(field.confidence)},
                                        {"x", place.box.x},
                                        {"y", place.box.y},
                                        {"w", place.box.w},
                                        {"h", place.box.h},
                                        {"label", column_label(path) + ": " + field.raw}});
        }
    }
  }

  site::Json pages() const {
    site::Json out = site::Json::array();
    std::map<int, site::Json> boxes = this->boxes();
    for (const site::PageRow& page : whole_.pages)
      out.push_back({{"number", page.number},
                     {"width", page.width},
                     {"height", page.height},
                     {"landscape", page.width > page.height},
                     {"findings", page.findings > 0},
                     {"picture", "/iiif/" + picture_id(whole_.stored.key, page.number)},
                     {"boxes", boxes.contains(page.number) ? std::move(boxes[page.number]) : site::Json::array()},
                     {"alt", pages_.text("document.page_alt", frame_.language, {{"number", page.number}})}});
    return out;
  }

  site::Json findings() const {
    site::Json out = site::Json::array();
    for (const Finding& finding : whole_.stored.document.findings)
      out.push_back({{"severity", name_of(finding.severity)},
                     {"reason", view::shown_finding(pages_, finding.code, finding.reason, frame_.language)},
                     {"value", frame_.masked && is_person(document(), finding.field) ? site::Json(nullptr) : site::Json(finding.value)},
                     {"page", shows(finding.page) ? site::Json(finding.page) : site::Json(nullptr)},
                     {"field_anchor", nullptr}});
    for (std::size_t i = 0; i < out.size(); ++i)
      if (const std::string field = shown_field(whole_.stored.document.findings[i].field); !field.empty()) {
        out[i]["field_anchor"] = view::anchor_of(field);
        out[i]["field_label"] = label(field);
      }
    return out;
  }

  bool shows(int page) const {
    return std::any_of(whole_.pages.begin(), whole_.pages.end(), [&](const site::PageRow& row) { return row.number == page; });
  }

  // The value that a finding speaks of, or the first of its record: nothing where the document has neither, as where a part is missing.
  std::string shown_field(const std::string& about) const {
    std::string exact, within;
    if (about.empty()) return "";
    for (const auto& [path, field] : fields_) {
      if (path == about) exact = path;
      if (within.empty() && path.starts_with(about + "/")) within = path;
    }
    return exact.empty() ? within : exact;
  }

  site::Json history() const {
    site::Json out = site::Json::array();
    std::set<std::string> later;  // only the last change of a value is undone from here
    for (auto it = whole_.corrections.rbegin(); it != whole_.corrections.rend(); ++it) {
      const bool masked = frame_.masked && is_person(document(), it->field);
      out.push_back({{"at", view::shown_time(it->at, frame_.language)},
                     {"who", it->who},
                     {"why", view::shown_why(pages_, it->why, frame_.language)},
                     {"undo", later.insert(it->field).second && frame_.may_correct && !masked ? site::Json(it->field) : site::Json(nullptr)},
                     {"document_key", whole_.stored.key},
                     {"csrf", frame_.csrf},
                     {"label", label(it->field)},
                     {"before", masked ? "" : shown(it->field, it->before.value_or(""))},
                     {"after", masked ? "" : shown(it->field, it->after.value_or(""))}});
    }
    return out;
  }

 private:
  // A group for each record of a list.
  site::Json list(const std::string& prefix, std::size_t count, const std::string& caption) const {
    std::vector<site::Json> values(count, site::Json::array());
    for (const auto& [path, field] : fields_)
      if (path.starts_with(prefix)) values.at(std::stoul(path.substr(prefix.size()))).push_back(value(path, *field));
    site::Json out = site::Json::array();
    for (std::size_t i = 0; i < count; ++i)
      out.push_back({{"caption", caption.empty() ? "" : pages_.text(caption, frame_.language) + " " + std::to_string(i + 1)}, {"values", values[i]}});
    return out;
  }

  const view::Pages& pages_;
  const site::WholeDocument& whole_;
  const DocumentFrame& frame_;
  std::vector<std::pair<std::string, const Field*>> fields_;  // by path, in the order of the export
};

std::string text_of(const MaybeField& field) { return field ? field->value : ""; }

}  // namespace

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

std::string picture_id(std::string_view key, int page) { return std::string(key) + "." + std::to_string(page); }

Box with_rim(const Box& box) { return {box.x - 6, box.y - 6, box.w + 12, box.h + 12}; }

std::vector<Box> hidden_places(const Document& document, int page) {
  std::vector<Box> out;
  for_each_field(document, [&](std::string_view path, const Field& field) {
    if (!is_person(document, path)) return;
    for (const Place& place : field.places)
      if (place.page == page) out.push_back(with_rim(place.box));
  });
  return out;
}

site::Json document_view(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame) {
  const View make(pages, whole, frame);
  const Document& document = whole.stored.document;
  const std::string subject = document.memo ? text_of(document.memo->subject) : "";
  const std::string title = text_of(document.title);
  site::Json view = {{"document_key", whole.stored.key},
                     {"heading", !title.empty()     ? title
                                 : !subject.empty() ? subject
                                                    : base_name(whole.stored.file)},
                     {"office", text_of(document.organisation.name)},
                     {"province", text_of(document.organisation.province)},
                     {"year", text_of(document.fiscal_year)},
                     {"file", base_name(whole.stored.file)},
                     {"file_shown", frame.may_take},
                     {"reviewed_label", pages.text(whole.stored.reviewed ? "document.reviewed" : "document.not_reviewed", frame.language)},
                     {"reviewed_class", whole.stored.reviewed ? "done" : "none"},
                     {"toggle", whole.stored.reviewed ? "0" : "1"},
                     {"toggle_label", pages.text(whole.stored.reviewed ? "document.mark_unreviewed" : "document.mark_reviewed", frame.language)},
                     {"pages", make.pages()},
                     {"sections", make.sections()},
                     {"findings", make.findings()},
                     {"history", make.history()},
                     {"said", nullptr},
                     {"undo", nullptr},
                     {"results", nullptr},
                     {"said_wrong", false},
                     {"compare", nullptr}};
  view["office_href"] = office_address(text_of(document.organisation.name));
  if (document.organisation.name) view["compare"] = "/compare?office=" + http::percent_encode(document.organisation.name->value);
  view["findings_shown"] = !view["findings"].empty();
  view["history_shown"] = !view["history"].empty();
  return view;
}

}  // namespace banthuek::serve::pages
