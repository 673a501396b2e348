#include "pipeline/serve/pages/document_page.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/serve/view/page_pictures.h"

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

class View {
 public:
  View(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame) : pages_(pages), whole_(whole), frame_(frame) {}

  site::Json value(std::string_view path, const Field& field) const {
    const std::string shown = view::shown_value(pages_, path, field.value, frame_.language);
    const bool masked = frame_.masked && is_person(path);
    const std::string anchor = view::anchor_of(path);
    site::Json out = {{"anchor", anchor},
                      {"field", path},
                      {"label", pages_.text(view::label_key(path), frame_.language)},
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
    site::Json words = choices(pages_, field_info(path)->kind, out["typed"].get<std::string>(), frame_.language);
    const bool choice = !words.is_null(), large = out["typed"].get<std::string>().size() > 120;
    out["choices_shown"] = choice;
    out["choices"] = choice ? std::move(words) : site::Json::array();
    out["long"] = !choice && large;
    out["short"] = !choice && !large;
    return out;
  }

  // Values whose path begins with `prefix`, as one group.
  site::Json group(const std::string& prefix, const std::string& caption = "") const {
    site::Json values = site::Json::array();
    for_each_field(whole_.stored.document, [&](std::string_view path, const Field& field) {
      if (path.substr(0, prefix.size()) == prefix) values.push_back(value(path, field));
    });
    return {{"caption", caption}, {"values", values}};
  }

  // Records of many alike values, a row each: columns are those that any row has, in the order of the fields.
  template <typename Record>
  void table(site::Json& sections, const std::string& prefix, const char* heading) const {
    std::vector<std::string> columns;
    Record none;
    visit_fields(none, [&](const FieldInfo& info, auto&) { columns.push_back(info.key); });
    std::vector<std::pair<std::string, std::map<std::string, site::Json>>> rows;  // by the record's part of the path
    for_each_field(whole_.stored.document, [&](std::string_view path, const Field& field) {
      if (path.substr(0, prefix.size()) != prefix) return;
      const std::string rest(path.substr(prefix.size())), record = rest.substr(0, rest.find('/')), name = rest.substr(rest.find('/') + 1);
      if (rows.empty() || rows.back().first != record) rows.push_back({record, {}});
      rows.back().second[name] = value(path, field);
    });
    if (rows.empty()) return;
    std::erase_if(columns, [&](const std::string& name) {
      return std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return row.second.count(name) > 0; });
    });
    const auto is_number = [&](const std::string& name) { return field_info(prefix + "0/" + name).value_or(FieldInfo{""}).is_number(); };
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
    for_each_field(document, [&](std::string_view path, const Field& field) {
      if (path == "kind" || path == "title" || path == "fiscal_year") own.push_back(value(path, field));
    });
    section(out, "document.office", {group("organisation/"), {{"caption", ""}, {"values", own}}});
    section(out, "document.header", {group("memo/")});
    section(out, "document.ita", {group("ita_result/")});
    section(out, "document.measures", list("measures/", document.measures.size(), "field.measure_title"));
    section(out, "document.signatures", list("signatures/", document.signatures.size(), ""));
    table<OitItem>(out, "oit_items/", "document.oit_items");
    table<Score>(out, "scores/", "document.scores");
    return out;
  }

  site::Json pages() const {
    site::Json out = site::Json::array();
    for (const site::PageRow& page : whole_.pages) {
      site::Json boxes = site::Json::array();
      for_each_field(whole_.stored.document, [&](std::string_view path, const Field& field) {
        bool first = true;
        for (const Place& place : field.places) {
          if (place.page == page.number && !place.box.empty()) {
            const std::string anchor = view::anchor_of(path);
            const bool masked = frame_.masked && is_person(path);
            boxes.push_back({{"id", first ? "b-" + anchor : "b-" + anchor + "-" + std::to_string(page.number)},
                             {"anchor", anchor},
                             {"field", path},
                             {"sureness", view::sureness(field.confidence)},
                             {"x", place.box.x},
                             {"y", place.box.y},
                             {"w", place.box.w},
                             {"h", place.box.h},
                             {"label", view::label_of(pages_, path, frame_.language) +
                                           (masked ? "" : ": " + view::shown_value(pages_, path, field.value, frame_.language))}});
          }
          first = false;
        }
      });
      out.push_back({{"number", page.number},
                     {"width", page.width},
                     {"height", page.height},
                     {"landscape", page.width > page.height},
                     {"findings", page.findings > 0},
                     {"picture", "/iiif/" + picture_id(whole_.stored.key, page.number)},
                     {"boxes", boxes},
                     {"alt", pages_.text("document.page_alt", frame_.language, {{"number", page.number}})}});
    }
    return out;
  }

  site::Json findings() const {
    site::Json out = site::Json::array();
    for (const Finding& finding : whole_.stored.document.findings)
      out.push_back({{"severity", name_of(finding.severity)},
                     {"reason", view::shown_finding(pages_, finding.code, finding.reason, frame_.language)},
                     {"value", frame_.masked && is_person(finding.field) ? site::Json(nullptr) : site::Json(finding.value)},
                     {"page", shows(finding.page) ? site::Json(finding.page) : site::Json(nullptr)},
                     {"field_anchor", nullptr}});
    for (std::size_t i = 0; i < out.size(); ++i)
      if (const std::string field = shown_field(whole_.stored.document.findings[i].field); !field.empty()) {
        out[i]["field_anchor"] = view::anchor_of(field);
        out[i]["field_label"] = view::label_of(pages_, field, frame_.language);
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
    for_each_field(whole_.stored.document, [&](std::string_view path, const Field&) {
      if (path == about) exact = path;
      if (within.empty() && path.starts_with(about + "/")) within = path;
    });
    return exact.empty() ? within : exact;
  }

  site::Json history() const {
    site::Json out = site::Json::array();
    std::set<std::string> later;  // only the last change of a value is undone from here
    for (auto it = whole_.corrections.rbegin(); it != whole_.corrections.rend(); ++it) {
      const bool masked = frame_.masked && is_person(it->field);
      out.push_back({{"at", view::shown_time(it->at, frame_.language)},
                     {"who", it->who},
                     {"why", view::shown_why(pages_, it->why, frame_.language)},
                     {"undo", later.insert(it->field).second && frame_.may_correct && !masked ? site::Json(it->field) : site::Json(nullptr)},
                     {"document_key", whole_.stored.key},
                     {"csrf", frame_.csrf},
                     {"label", view::label_of(pages_, it->field, frame_.language)},
                     {"before", masked ? "" : view::shown_value(pages_, it->field, it->before.value_or(""), frame_.language)},
                     {"after", masked ? "" : view::shown_value(pages_, it->field, it->after.value_or(""), frame_.language)}});
    }
    return out;
  }

 private:
  site::Json list(const std::string& prefix, std::size_t count, const std::string& caption) const {
    site::Json out = site::Json::array();
    for (std::size_t i = 0; i < count; ++i)
      out.push_back(
          group(prefix + std::to_string(i) + "/", caption.empty() ? "" : pages_.text(caption, frame_.language) + " " + std::to_string(i + 1)));
    return out;
  }

  const view::Pages& pages_;
  const site::WholeDocument& whole_;
  const DocumentFrame& frame_;
};

// Frames on the pages what a search found there: ?found=PAGE,X,Y,W,H;... as address_of makes it. What is no such list frames nothing.
void add_found(const view::Pages& pages, const site::RequestContext& visit, site::Json& view) {
  constexpr int kMaxFrames = 20, kMaxPixels = 100'000;
  std::istringstream list(visit.query("found"));
  int count = 0;
  for (std::string one; count < kMaxFrames && std::getline(list, one, ';');) {
    std::istringstream numbers(one);
    std::vector<int> place;
    for (std::string number; std::getline(numbers, number, ',');) {
      int value = -1;
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
      if (error != std::errc() || end != number.data() + number.size() || value < 0 || value > kMaxPixels) return;
      place.push_back(value);
    }
    if (place.size() != 5) return;
    for (site::Json& page : view["pages"]) {
      if (page["number"] != place[0]) continue;
      const std::string label = pages.text("document.found_here", visit.language);
      page["boxes"].push_back({{"id", count == 0 ? "b-found" : "b-found-" + std::to_string(count)},
                               {"anchor", "found"},
                               {"field", "found"},
                               {"sureness", "found"},
                               {"x", place[1]},
                               {"y", place[2]},
                               {"w", place[3]},
                               {"h", place[4]},
                               {"label", label}});
      ++count;
    }
  }
}

std::string text_of(const MaybeField& field) { return field ? field->value : ""; }

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// Back to where the form was sent from, by script or by a browser without it.
http::Response after_change(site::Site& desk, const site::RequestContext& visit, const std::string& field, const char* said, const char* done,
                            const site::Json& details) {
  if (http::value_or(visit.request.headers, "accept", "").find("application/json") != std::string::npos) {
    site::Json body = details;
    body["said"] = desk.pages().text(said, visit.language);
    return http::json_answer(body.dump(-1, ' ', false, site::Json::error_handler_t::replace));
  }
  const std::string key = visit.part("key");
  return http::redirect("/documents/" + key + "?" + done + "=" + http::percent_encode(field) + "#v-" + view::anchor_of(field));
}

bool wants_json(const site::RequestContext& visit) {
  return http::value_or(visit.request.headers, "accept", "").find("application/json") != std::string::npos;
}

http::Response shown(site::Site& desk, const site::RequestContext& visit, const site::WholeDocument& whole, Draft draft, int status) {
  DocumentFrame frame{
      visit.language,   desk.csrf(visit), desk.may(visit, access::Action::kCorrect), desk.may(visit, access::Action::kTakeFiles), desk.masked(visit),
      visit.query("q"), std::move(draft)};
  site::Json view = document_view(desk.pages(), whole, frame);
  add_found(desk.pages(), visit, view);
  if (!frame.words.empty()) view["results"] = "/search?q=" + http::percent_encode(frame.words);
  const std::string done = visit.query("done"), undone = visit.query("undone");
  if (!done.empty() || !undone.empty()) {
    view["said"] = desk.pages().text(done.empty() ? "document.undone" : "document.saved", visit.language);
    if (frame.may_correct) view["undo"] = done.empty() ? undone : done;
  }
  if (!frame.draft.wrong.empty()) view["said"] = frame.draft.wrong;
  view["said_wrong"] = !frame.draft.wrong.empty();
  const std::string heading = view["heading"];
  return desk.page(visit, "document", std::move(view), heading.empty() ? "document.title" : heading + " ", status);
}

// What cannot be saved is said beside what was typed, which stays in the form. As JSON, and where there is no such value, a refusal.
http::Response with_draft(site::Site& desk, const site::RequestContext& visit, std::string wrong, int status) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  return shown(desk, visit, *whole, {visit.form("field"), visit.form("after"), visit.form("why"), std::move(wrong)}, status);
}

}  // namespace

std::string picture_id(std::string_view key, int page) { return std::string(key) + "." + std::to_string(page); }

std::vector<Box> hidden_places(const Document& document, int page) {
  std::vector<Box> out;
  for_each_field(document, [&](std::string_view path, const Field& field) {
    if (!is_person(path)) return;
    for (const Place& place : field.places)
      if (place.page == page) out.push_back({place.box.x - 6, place.box.y - 6, place.box.w + 12, place.box.h + 12});
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
  view["office_href"] = "/office?name=" + http::percent_encode(text_of(document.organisation.name));
  if (document.organisation.name) view["compare"] = "/compare?office=" + http::percent_encode(document.organisation.name->value);
  view["findings_shown"] = !view["findings"].empty();
  view["history_shown"] = !view["history"].empty();
  return view;
}

http::Response document_page(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  return shown(desk, visit, *whole, {}, 200);
}

http::Response correct_value(site::Site& desk, const site::RequestContext& visit) {
  const std::string field = visit.form("field");
  const auto after = http::find(visit.request.form, "after");
  if (field.empty() || !after || after->size() > 20'000) throw Error(ErrorKind::kUsage, "", "there is no new value; send field and after");
  std::string why = visit.form("why");
  if (why.empty()) why = desk.pages().text("why.desk", view::Language::kThai);
  const std::string value = text::to_internal(text::squeeze(*after) == "" ? "" : *after);
  try {
    const auto set = desk.archive().correct(visit.part("key"), field, http::find(visit.request.form, "before"),
                                            value.empty() ? std::nullopt : std::optional(value), visit.session.name, why);
    if (set == site::StorePool::Set::kStale) {
      if (wants_json(visit)) return desk.refusal(visit, 409, "error.stale");
      return with_draft(desk, visit, desk.pages().text("document.stale", visit.language), 409);
    }
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage || wants_json(visit)) throw;
    return with_draft(desk, visit, view::shown_message(desk.pages(), e.message, visit.language), 400);
  }
  desk.note(visit, "corrected", visit.part("key") + " " + field, why);
  return after_change(desk, visit, field, "document.saved", "done",
                      {{"field", field}, {"value", value}, {"shown", view::shown_value(desk.pages(), field, value, visit.language)}});
}

http::Response undo_correction(site::Site& desk, const site::RequestContext& visit) {
  const std::string field = visit.form("field");
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  const auto last =
      std::find_if(whole->corrections.rbegin(), whole->corrections.rend(), [&](const store::Correction& c) { return c.field == field; });
  if (last == whole->corrections.rend()) throw Error(ErrorKind::kUsage, "", "there is nothing to undo; this value was not corrected");
  desk.archive().correct(visit.part("key"), field, last->after.value_or(""), last->before, visit.session.name,
                         desk.pages().text("why.undo", view::Language::kThai));
  desk.note(visit, "undone", visit.part("key") + " " + field);
  const std::string value = last->before.value_or("");
  return after_change(desk, visit, field, "document.undone", "undone",
                      {{"field", field}, {"value", value}, {"shown", view::shown_value(desk.pages(), field, value, visit.language)}});
}

http::Response set_document_reviewed(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  desk.archive().set_reviewed(visit.part("key"), visit.form("reviewed") == "1" ? store::Reviewed::kYes : store::Reviewed::kNo, visit.session.name);
  desk.note(visit, "reviewed", visit.part("key"), visit.form("reviewed"));
  return http::redirect("/documents/" + visit.part("key"));
}

http::Response source_file(site::Site& desk, const site::RequestContext& visit) {
  const auto whole = desk.archive().document(visit.part("key"));
  if (!whole) return desk.refusal(visit, 404, "error.no_document");
  if (!desk.pictures().unchanged(whole->stored.file, whole->stored.sha256)) return desk.refusal(visit, 404, "error.no_file");
  auto file = std::make_shared<base::Descriptor>(::open(whole->stored.file.c_str(), O_RDONLY | O_CLOEXEC));
  http::Response response;
  // Never shown by the browser itself: a hostile file must not run as a page of this site.
  response.type = "application/octet-stream";
  response.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + http::percent_encode(base_name(whole->stored.file)));
  response.stream = [file](const http::Write& write) {
    std::string piece(65536, '\0');
    for (ssize_t n; (n = ::read(file->get(), piece.data(), piece.size())) > 0;)
      if (!write(std::string_view(piece.data(), static_cast<std::size_t>(n)))) return;
  };
  return response;
}

}  // namespace banthuek::serve::pages
