// The same misreading everywhere: what is looked for is shown with its pictures first; what is ticked is corrected, each value as one correction.
#include <algorithm>
#include <set>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/bulk/bulk_pages.h"
#include "pipeline/serve/dossiers/subject_view.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::bulk {
namespace {

constexpr std::size_t kMaxShown = 200, kMaxDocuments = 2000, kMinBytes = 2, kMaxBytes = 600;

struct Place {
  casework::Subject subject;
  std::string before, after;
};

std::string replaced(const std::string& text, const std::string& from, const std::string& to) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, done)) {
    out.append(text, done, at - done).append(to);
    done = at + from.size();
  }
  return out.append(text, done);
}

// The documents in whose texts it stands: a look through the columns, as the words may be misread so that no search finds them.
std::vector<std::string> documents_with(store::Store& store, const std::string& from) {
  std::vector<std::string> keys;
  auto rows = store.db().prepare(
      "SELECT d.key FROM documents d WHERE instr(coalesce(d.organisation, '') || char(10) || coalesce(d.title, '') || char(10) || "
      "coalesce(d.subject, ''), ?1) > 0 "
      "OR d.id IN (SELECT document FROM measures WHERE instr(coalesce(title, '') || char(10) || coalesce(method, '') || char(10) || "
      "coalesce(responsible, '') || char(10) || "
      "coalesce(monitoring, '') || char(10) || coalesce(result, '') || char(10) || coalesce(outcome, '') || char(10) || coalesce(recommendation, "
      "''), ?1) > 0) "
      "OR d.id IN (SELECT document FROM signatures WHERE instr(coalesce(name, '') || char(10) || coalesce(position, ''), ?1) > 0) ORDER BY d.key "
      "LIMIT ?2");
  rows.bind(from).bind(static_cast<std::int64_t>(kMaxDocuments));
  while (rows.step()) keys.push_back(rows.text(0));
  return keys;
}

std::vector<Place> places_of(site::Site& desk, const std::string& from, const std::string& to, long& total) {
  std::vector<Place> out;
  total = 0;
  const auto store = desk.archive().read();
  for (const std::string& key : documents_with(*store, from)) {
    const auto stored = store->document(key);
    if (!stored) continue;
    for_each_field(stored->document, [&](std::string_view path, const Field& field) {
      const auto info = field_info(stored->document, path);
      if (!info || info->kind != FieldKind::kText || field.value.find(from) == std::string::npos) return;
      ++total;
      if (out.size() < kMaxShown) out.push_back({{key, std::string(path)}, field.value, replaced(field.value, from, to)});
    });
  }
  return out;
}

view::Json marked(const std::string& text, const std::string& part) {
  view::Json out = view::Json::array();
  std::size_t done = 0;
  for (std::size_t at = part.empty() ? std::string::npos : text.find(part); at != std::string::npos; at = text.find(part, done)) {
    if (at > done) out.push_back({{"hit", false}, {"text", text.substr(done, at - done)}});
    out.push_back({{"hit", true}, {"text", part}});
    done = at + part.size();
  }
  if (done < text.size()) out.push_back({{"hit", false}, {"text", text.substr(done)}});
  return out;
}

bool is_batch(const std::string& text) {
  return text.size() == 10 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

}  // namespace

http::Response mend_page(site::Site& desk, const site::RequestContext& visit) {
  const std::string from = text::to_internal(visit.query("from")), to = text::to_internal(visit.query("to"));
  const view::Pages& pages = desk.pages();
  view::Json rows = view::Json::array();
  long total = 0;
  std::string wrong;
  if (from.size() > kMaxBytes || to.size() > kMaxBytes || (!from.empty() && from.size() < kMinBytes) || (!from.empty() && from == to)) {
    wrong = pages.text("mend.bad", visit.language);
  } else if (!from.empty()) {
    dossiers::Subjects subjects(desk, visit);
    for (const Place& place : places_of(desk, from, to, total)) {
      view::Json row = subjects.view(place.subject, "");
      row["before"] = marked(place.before, from);
      row["after"] = marked(place.after, to);
      rows.push_back(std::move(row));
    }
  }
  const std::string batch = visit.query("batch");
  view::Json view = {{"from", from},
                     {"to", to},
                     {"rows", rows},
                     {"rows_shown", !rows.empty()},
                     {"none", wrong.empty() && !from.empty() && rows.empty() && batch.empty()},
                     {"found", pages.text("mend.found", visit.language, {{"count", view::thousands(total)}})},
                     {"more", total > static_cast<long>(rows.size())
                                  ? view::Json(pages.text("mend.more", visit.language, {{"count", view::thousands(static_cast<long>(rows.size()))}}))
                                  : view::Json(nullptr)},
                     {"wrong", wrong.empty() ? view::Json(nullptr) : view::Json(wrong)},
                     {"batch", is_batch(batch) ? view::Json(batch) : view::Json(nullptr)},
                     {"said", nullptr}};
  if (const std::string count = visit.query("done"); !count.empty() && count.size() < 6)
    view["said"] = pages.text("mend.done", visit.language, {{"count", std::atoi(count.c_str())}});
  if (const std::string count = visit.query("undone"); !count.empty() && count.size() < 6)
    view["said"] = pages.text("mend.undone", visit.language, {{"count", std::atoi(count.c_str())}});
  return desk.page(visit, "mend", std::move(view), "mend.title", wrong.empty() ? 200 : 400);
}

namespace {

// Each value that stands as this batch left it goes back to what it was.
http::Response undo_batch(site::Site& desk, const site::RequestContext& visit) {
  const std::string batch = visit.form("batch"), who = visit.session.name;
  if (!is_batch(batch)) throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  struct Change {
    std::string key, field;
    std::optional<std::string> before, after;
  };
  std::vector<Change> changes;
  {
    const auto store = desk.archive().read();
    auto rows = store->db().prepare(
        "SELECT sha256, first_page, field, before, after FROM corrections WHERE who = ?1 AND instr(why, ?2) > 0 ORDER BY id DESC");
    for (rows.bind(who).bind("[" + batch + "]"); rows.step();)
      changes.push_back({store::document_key(rows.text(0), static_cast<int>(rows.integer(1))), rows.text(2), rows.maybe_text(3), rows.maybe_text(4)});
  }
  int count = 0;
  for (const Change& change : changes)
    if (desk.archive().correct(change.key, change.field, change.after.value_or(""), change.before, who,
                               desk.pages().text("why.undo", view::Language::kThai)) == site::StorePool::Set::kDone)
      ++count;
  desk.note(visit, "mended back", batch, std::to_string(count));
  return http::redirect("/mend?" + http::join_query({{"from", visit.form("from")}, {"to", visit.form("to")}, {"undone", std::to_string(count)}}));
}

}  // namespace

http::Response mend(site::Site& desk, const site::RequestContext& visit) {
  if (visit.form("act") == "undo") return undo_batch(desk, visit);
  const std::string from = text::to_internal(visit.form("from")), to = text::to_internal(visit.form("to")), who = visit.session.name;
  if (from.size() < kMinBytes || from.size() > kMaxBytes || to.size() > kMaxBytes || from == to)
    throw Error(ErrorKind::kUsage, "act", "is no act of this form; load the page again");
  const std::string batch = access::random_token().substr(0, 10);
  const std::string why = desk.pages().text("mend.why", view::Language::kThai, {{"from", from}, {"to", to}}) + " [" + batch + "]";
  int count = 0;
  for (const dossiers::Named& named : dossiers::named_in(visit.request.form))
    for (const casework::Subject& subject : named.subjects) {
      const auto whole = desk.archive().document(subject.document);
      if (!whole) continue;
      std::string value;
      for_each_field(whole->stored.document, [&](std::string_view path, const Field& field) {
        if (path == subject.field) value = field.value;
      });
      if (value.find(from) == std::string::npos) continue;  // corrected by somebody meanwhile
      const std::string after = replaced(value, from, to);
      if (desk.archive().correct(subject.document, subject.field, value, text::squeeze(after).empty() ? std::nullopt : std::optional(after), who,
                                 why) == site::StorePool::Set::kDone) {
        ++count;
        desk.note(visit, "corrected", subject.document + " " + subject.field, why);
      }
    }
  return http::redirect("/mend?" + http::join_query({{"from", from}, {"to", to}, {"done", std::to_string(count)}, {"batch", batch}}));
}

}  // namespace banthuek::serve::bulk
