#include "pipeline/serve/pages/document_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "extractors/types/row_path.h"
#include "pipeline/serve/http/http.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/by_hand.h"
#include "pipeline/serve/pages/value_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::pages {
namespace {

// Makes the parts of the page.
class View {
 public:
  View(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame)
      : pages_(pages), whole_(whole), frame_(frame), values_(pages, whole, frame) {
    for_each_field(whole.stored.document, [&](std::string_view path, const Field& field) { fields_.emplace_back(path, &field); });
    if (frame.may_correct) empty_ = empty_fields(whole.stored.document);
  }

  // Records of a kind that a file describes: a table each kind, its columns the fields that any record has.
  void record_tables(site::Json& sections) const {
    std::map<std::string, std::vector<std::size_t>> by_kind;
    for (std::size_t i = 0; i < values_.document().records.size(); ++i) by_kind[values_.document().records[i].kind].push_back(i);
    for (const auto& [name, records] : by_kind) {
      const schema::RecordKind* kind = schema::kind_named(whole_.kinds, name);
      site::Json titles = site::Json::array(), lines = site::Json::array();
      std::vector<std::size_t> shown_columns;
      const std::vector<TableRecord>& all = values_.document().records;
      const std::vector<RecordField>& first = all[records.front()].fields;
      for (std::size_t c = 0; c < first.size(); ++c) {
        const auto has = [&](std::size_t i) { return c < all[i].fields.size() && all[i].fields[c].value; };
        if (std::none_of(records.begin(), records.end(), has)) continue;
        shown_columns.push_back(c);
        titles.push_back({{"label", values_.column_label(fmt::format("records/{}/{}", records.front(), first[c].name))},
                          {"number", info_of(first[c]).is_number()}});
      }
      for (const std::size_t i : records) {
        site::Json line = site::Json::array();
        for (const std::size_t c : shown_columns) {
          const RecordField* field = c < all[i].fields.size() ? &all[i].fields[c] : nullptr;
          line.push_back(
              {{"number", field && info_of(*field).is_number()},
               {"cell", field && field->value ? values_.value(fmt::format("records/{}/{}", i, field->name), *field->value) : site::Json(nullptr)}});
        }
        lines.push_back({{"cells", line}, {"by_hand", by_hand("records", i)}});
      }
      sections.push_back({{"heading", !kind            ? name
                                      : values_.thai() ? kind->title.th
                                                       : kind->title.en},
                          {"groups", site::Json::array()},
                          {"table", table_of(std::move(titles), std::move(lines), [&own = records](const std::string& path) {
                             const auto row = row_path(path);
                             return row && row->list == "records" && std::count(own.begin(), own.end(), row->index) > 0;
                           })}});
    }
  }

  // Tables that no layout and no kind knows, as they are printed: a click on a cell frames it on the page.
  void plain_tables(site::Json& sections) const {
    for (std::size_t t = 0; t < values_.document().tables.size(); ++t) {
      const DataTable& table = values_.document().tables[t];
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
            shown_cell = values_.value(path, cell.field);
            shown_cell["pieces"] = pieces_of(cell.field.raw, frame_.words);
            shown_cell["raw"] = nullptr;
            shown_cell["correct_shown"] = false;  // what is printed is no field: it is corrected in the record that is made of it
          }
          line.push_back({{"number", is_figure(cell.type)}, {"cell", shown_cell}});
        }
        lines.push_back({{"cells", line}, {"by_hand", nullptr}});
      }
      const std::string number = std::to_string(t + 1);
      sections.push_back({{"heading", table.caption ? table.caption->value : pages_.text("document.table", frame_.language) + " " + number},
                          {"groups", site::Json::array()},
                          {"table", table_of(std::move(titles), std::move(lines), [](const std::string&) { return false; })}});
    }
  }

  static bool is_figure(CellType type) { return type == CellType::kNumber || type == CellType::kMoney; }
  static std::string cell_path(std::size_t table, std::size_t row, std::size_t column) {
    return fmt::format("tables/{}/rows/{}/{}", table, row, column);
  }

  // What a row that a person added says, and how it is taken out again; null for one that was read.
  site::Json by_hand(const std::string& list, std::size_t index) const {
    if (!store::place_by_hand(values_.document(), list, index)) return nullptr;
    return {{"row_shown", frame_.may_correct},
            {"row", fmt::format("{}/{}", list, index)},
            {"number", index + 1},
            {"document_key", whole_.stored.key},
            {"csrf", frame_.csrf}};
  }

  // `is_meant`: the paths of its empty fields that may be entered.
  site::Json table_of(site::Json columns, site::Json rows, const std::function<bool(const std::string&)>& is_meant) const {
    const std::size_t count = columns.size();
    return {{"columns", std::move(columns)},
            {"column_count", count},
            {"rows", std::move(rows)},
            {"enter", enter(is_meant, [&](const std::string& path) { return values_.label(path); })}};
  }

  // Values whose path begins with `prefix`, as one group.
  site::Json group(const std::string& prefix, const std::string& caption = "") const {
    site::Json values = site::Json::array();
    for (const auto& [path, field] : fields_)
      if (path.starts_with(prefix)) values.push_back(values_.value(path, *field));
    return {{"caption", caption}, {"values", values}, {"enter", enter([&](const std::string& path) { return path.starts_with(prefix); })}};
  }

  // The form that enters one of the empty fields that are meant; null where there is none or the visitor may not.
  template <typename IsMeant>
  site::Json enter(const IsMeant& is_meant) const {
    return enter(is_meant, [&](const std::string& path) { return values_.column_label(path); });
  }
  template <typename IsMeant, typename Label>
  site::Json enter(const IsMeant& is_meant, const Label& label) const {
    site::Json fields = site::Json::array();
    bool drafted = false;
    for (const std::string& path : empty_) {
      if (!is_meant(path)) continue;
      const bool selected = frame_.draft.field == path;
      drafted = drafted || selected;
      fields.push_back({{"field", path}, {"label", label(path)}, {"selected", selected}});
    }
    if (fields.empty()) return nullptr;
    return {{"fields", fields},
            {"open", drafted},
            {"wrong", drafted ? site::Json(frame_.draft.wrong) : site::Json(nullptr)},
            {"typed", drafted ? frame_.draft.after : ""},
            {"typed_why", drafted ? frame_.draft.why : ""},
            {"document_key", whole_.stored.key},
            {"csrf", frame_.csrf}};
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
      rows.back().second[name] = values_.value(path, *field);
    }
    if (rows.empty()) return;
    std::erase_if(columns, [&](const std::string& name) {
      return std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.second.count(name) > 0; });
    });
    const auto is_number = [&](const std::string& name) {
      return field_info(values_.document(), prefix + "0/" + name).value_or(FieldInfo{""}).is_number();
    };
    site::Json titles = site::Json::array(), lines = site::Json::array();
    for (const std::string& name : columns)
      titles.push_back({{"label", pages_.text(view::label_key(fmt::format("{}0/{}", prefix, name)), frame_.language)}, {"number", is_number(name)}});
    for (auto& [record, cells] : rows) {
      site::Json line = site::Json::array();
      for (const std::string& name : columns) {
        const auto at = cells.find(name);
        line.push_back({{"number", is_number(name)}, {"cell", at == cells.end() ? site::Json(nullptr) : at->second}});
      }
      lines.push_back({{"cells", line}, {"by_hand", by_hand(prefix.substr(0, prefix.size() - 1), std::stoul(record))}});
    }
    sections.push_back({{"heading", pages_.text(heading, frame_.language)},
                        {"groups", site::Json::array()},
                        {"table", table_of(std::move(titles), std::move(lines), [&](const std::string& path) { return path.starts_with(prefix); })}});
  }

  void section(site::Json& sections, const char* heading, site::Json groups) const {
    site::Json full = site::Json::array();
    for (site::Json& group : groups)
      if (!group["values"].empty() || !group["enter"].is_null()) full.push_back(std::move(group));
    if (!full.empty()) sections.push_back({{"heading", pages_.text(heading, frame_.language)}, {"groups", full}, {"table", nullptr}});
  }

  site::Json sections() const {
    const Document& document = whole_.stored.document;
    site::Json out = site::Json::array();
    const auto is_own = [](const std::string& path) { return path == "kind" || path == "title" || path == "fiscal_year"; };
    site::Json own = site::Json::array();
    for (const auto& [path, field] : fields_)
      if (is_own(path)) own.push_back(values_.value(path, *field));
    section(out, "document.office", {group("organisation/"), {{"caption", ""}, {"values", own}, {"enter", enter(is_own)}}});
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

  static void add_box(std::map<int, site::Json>& out, std::string_view path, const Field& field, const Place& place, const std::string& id,
                      const std::string& label) {
    out.try_emplace(place.page, site::Json::array())
        .first->second.push_back({{"id", id},
                                  {"anchor", view::anchor_of(path)},
                                  {"field", path},
                                  {"sureness", view::sureness(field.confidence)},
                                  {"x", place.box.x},
                                  {"y", place.box.y},
                                  {"w", place.box.w},
                                  {"h", place.box.h},
                                  {"label", label}});
  }

  // Frames of the values by page.
  std::map<int, site::Json> boxes() const {
    std::map<int, site::Json> out;
    for (const auto& [path, field] : fields_) {
      bool first = true;
      for (const Place& place : field->places) {
        if (!place.box.empty()) {
          const std::string anchor = view::anchor_of(path);
          const bool masked = frame_.masked && is_person(values_.document(), path);
          add_box(out, path, *field, place, first ? "b-" + anchor : fmt::format("b-{}-{}", anchor, place.page),
                  values_.label(path) + (masked ? "" : ": " + values_.shown(path, field->value)));
        }
        first = false;
      }
    }
    if (!frame_.masked) add_cells(out);
    return out;
  }

  // Frames of the cells of tables that nobody knows.
  void add_cells(std::map<int, site::Json>& out) const {
    for (std::size_t t = 0; t < values_.document().tables.size(); ++t) {
      const DataTable& table = values_.document().tables[t];
      if (!table.layout.empty()) continue;
      for (std::size_t r = 0; r < table.rows.size(); ++r)
        for (std::size_t c = 0; c < table.rows[r].cells.size(); ++c) {
          const Field& field = table.rows[r].cells[c].field;
          if (field.raw.empty() || field.places.empty() || field.places.front().box.empty()) continue;
          const Place& place = field.places.front();
          const std::string path = cell_path(t, r, c);
          add_box(out, path, field, place, "b-" + view::anchor_of(path), values_.column_label(path) + ": " + field.raw);
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
                     {"value", frame_.masked && is_person(values_.document(), finding.field) ? site::Json(nullptr) : site::Json(finding.value)},
                     {"page", shows(finding.page) ? site::Json(finding.page) : site::Json(nullptr)},
                     {"field_anchor", nullptr}});
    for (std::size_t i = 0; i < out.size(); ++i)
      if (const std::string field = shown_field(whole_.stored.document.findings[i].field); !field.empty()) {
        out[i]["field_anchor"] = view::anchor_of(field);
        out[i]["field_label"] = values_.label(field);
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
      const bool masked = frame_.masked && is_person(values_.document(), it->field);
      out.push_back({{"at", view::shown_time(it->at, frame_.language)},
                     {"who", it->who},
                     {"why", view::shown_why(pages_, it->why, frame_.language)},
                     {"undo", later.insert(it->field).second && frame_.may_correct && !masked ? site::Json(it->field) : site::Json(nullptr)},
                     {"document_key", whole_.stored.key},
                     {"csrf", frame_.csrf},
                     {"label", values_.label(it->field)},
                     {"before", masked ? "" : values_.shown(it->field, it->before.value_or(""))},
                     {"after", masked ? "" : values_.shown(it->field, it->after.value_or(""))}});
    }
    return out;
  }

 private:
  // A group for each record of a list.
  site::Json list(const std::string& prefix, std::size_t count, const std::string& caption) const {
    std::vector<site::Json> values(count, site::Json::array());
    for (const auto& [path, field] : fields_)
      if (path.starts_with(prefix)) values.at(std::stoul(path.substr(prefix.size()))).push_back(values_.value(path, *field));
    site::Json out = site::Json::array();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string own = fmt::format("{}{}/", prefix, i);
      out.push_back({{"caption", caption.empty() ? "" : fmt::format("{} {}", pages_.text(caption, frame_.language), i + 1)},
                     {"values", values[i]},
                     {"by_hand", by_hand(prefix.substr(0, prefix.size() - 1), i)},
                     {"enter", enter([&](const std::string& path) { return path.starts_with(own); })}});
    }
    return out;
  }

 private:
  const view::Pages& pages_;
  const site::WholeDocument& whole_;
  const DocumentFrame& frame_;
  ValueView values_;
  std::vector<std::pair<std::string, const Field*>> fields_;  // by path, in the order of the export
  std::vector<std::string> empty_;                            // paths, of who may correct
};

std::string text_of(const MaybeField& field) { return field ? field->value : ""; }

}  // namespace

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

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
                     {"new_rows", frame.may_correct ? new_rows(pages, frame) : site::Json::array()},
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
