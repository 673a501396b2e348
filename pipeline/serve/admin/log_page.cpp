#include <map>
#include <optional>

#include "extractors/text/normalise.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/casework/casework.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/admin/admin_pages.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/csv_download.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::admin {
namespace {

constexpr int kRowsOfAPage = 100;

// What the log keeps in words of its own, in those of the page.
std::string shown_action(const view::Pages& pages, const std::string& action, view::Language language) {
  std::string key = "action." + action;
  for (char& c : key)
    if (c == ' ' || c == '-') c = '_';
  return pages.has(key) ? pages.text(key, language) : action;
}

std::string shown_detail(const view::Pages& pages, const access::AuditRow& row, view::Language language) {
  if (row.action == "reviewed") return pages.text(row.detail == "1" ? "document.reviewed" : "document.not_reviewed", language);
  if (row.action == "uploaded") return view::size_text(std::strtoull(row.detail.c_str(), nullptr, 10));
  if (access::role_named(row.detail)) return pages.text("accounts." + row.detail, language);
  return view::shown_why(pages, row.detail, language);
}

std::string shown_person(site::Site& desk, const std::string& who, view::Language language) {
  return who == "command line" ? desk.pages().text("action.command_line", language) : desk.accounts().display_of(who);
}

// What the log notes by a key is shown by its title: a document, a value of it, a dossier. What is gone by now is shown as it was noted.
class LogSubjects {
 public:
  struct Shown {
    std::string text, href;  // href empty: it leads nowhere
  };
  LogSubjects(site::Site& desk, view::Language language) : archive_(desk.archive()), pages_(desk.pages()), language_(language) {}

  Shown operator()(const std::string& subject) {
    constexpr std::string_view kDocuments = "documents/";
    constexpr std::size_t kKey = 16;
    const std::size_t at = subject.find(kDocuments), begin = at == std::string::npos ? 0 : at + kDocuments.size();
    const std::string key = subject.substr(begin, kKey), rest = subject.substr(std::min(begin + kKey, subject.size()));
    const bool is_address = at != std::string::npos;
    if (key.size() == kKey && key.find_first_not_of("0123456789abcdef") == std::string::npos) {
      const Shown& titled = this->titled(key);
      const bool of_value = !is_address && rest.size() > 1 && titled.href.starts_with("/documents/");
      if (of_value)
        return {titled.text + " · " + view::label_of_subject(pages_, rest.substr(1), language_),
                titled.href + "#v-" + view::anchor_of(rest.substr(1))};
      if (!titled.href.empty()) return titled;
    }
    return {subject, subject.starts_with("/documents/") && subject.find(' ') == std::string::npos ? subject : ""};
  }

 private:
  const Shown& titled(const std::string& key) {
    const auto [it, fresh] = titled_.try_emplace(key);
    if (!fresh) return it->second;
    if (!store_) store_.emplace(archive_.read());
    database::Database& db = (*store_)->db();
    database::Statement row = db.prepare("SELECT coalesce(title, organisation, key) FROM documents WHERE key = ?");
    if (row.bind(key).step())
      it->second = {row.text(0), "/documents/" + key};
    else if (const auto dossier = casework::dossier(db, key))
      it->second = {dossier->title, "/dossiers/" + key};
    return it->second;
  }

  site::StorePool& archive_;
  const view::Pages& pages_;
  std::optional<site::StorePool::Lease> store_;  // taken when the first key is met: a log is read where the archive has no reader left to lend
  view::Language language_;
  std::map<std::string, Shown> titled_;
};

bool is_day(const std::string& text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' && text.find_first_not_of("0123456789-") == std::string::npos;
}

access::AuditQuery asked_of(const site::RequestContext& visit) {
  access::AuditQuery out;
  out.who = visit.query("who");
  out.action = visit.query("action");
  out.text = view::begin_of(text::squeeze(visit.query("text")), 200);
  if (is_day(visit.query("from"))) out.from = visit.query("from");
  if (is_day(visit.query("to"))) out.to = visit.query("to");
  return out;
}

std::string address_of(const char* path, const access::AuditQuery& asked, long page) {
  http::Pairs out;
  for (const auto& [name, value] :
       {std::pair{"who", asked.who}, {"action", asked.action}, {"text", asked.text}, {"from", asked.from}, {"to", asked.to}})
    if (!value.empty()) out.emplace_back(name, value);
  if (page > 1) out.emplace_back("page", std::to_string(page));
  return std::string(path) + (out.empty() ? "" : "?" + http::join_query(out));
}

}  // namespace

http::Response log_page(site::Site& desk, const site::RequestContext& visit) {
  const view::Pages& pages = desk.pages();
  access::AuditQuery asked = asked_of(visit);
  const long total = desk.accounts().log().count(asked), last = std::max(1L, (total + kRowsOfAPage - 1) / kRowsOfAPage);
  const std::string given = visit.query("page");
  const long page = std::min(last, std::max(1L, given.size() < 7 ? std::atol(given.c_str()) : 1L));
  asked.limit = kRowsOfAPage;
  asked.offset = (page - 1) * kRowsOfAPage;
  view::Json rows = view::Json::array(), people = view::Json::array(), actions = view::Json::array();
  LogSubjects subjects(desk, visit.language);
  for (const access::AuditRow& row : desk.accounts().log().rows(asked)) {
    const LogSubjects::Shown subject = subjects(row.subject);
    rows.push_back({{"at", view::shown_time(row.at, visit.language)},
                    {"who", shown_person(desk, row.who, visit.language)},
                    {"address", row.address},
                    {"action", shown_action(pages, row.action, visit.language)},
                    {"subject", subject.text},
                    {"href", subject.href.empty() ? view::Json(nullptr) : view::Json(subject.href)},
                    {"detail", shown_detail(pages, row, visit.language)}});
  }
  for (const std::string& who : desk.accounts().log().words("who"))
    if (!who.empty()) people.push_back({{"value", who}, {"label", shown_person(desk, who, visit.language)}, {"selected", who == asked.who}});
  for (const std::string& action : desk.accounts().log().words("action"))
    actions.push_back({{"value", action}, {"label", shown_action(pages, action, visit.language)}, {"selected", action == asked.action}});
  view::Json view = {{"rows", rows},
                     {"none", rows.empty()},
                     {"found", pages.text("log.found", visit.language, {{"count", view::thousands(total)}})},
                     {"people", people},
                     {"actions", actions},
                     {"text", asked.text},
                     {"from", asked.from},
                     {"to", asked.to},
                     {"csv", address_of("/log.csv", asked, 1)},
                     {"paging", last > 1},
                     {"page", view::thousands(page)},
                     {"pages", view::thousands(last)},
                     {"previous", page > 1 ? view::Json(address_of("/log", asked, page - 1)) : view::Json(nullptr)},
                     {"next", page < last ? view::Json(address_of("/log", asked, page + 1)) : view::Json(nullptr)}};
  return desk.page(visit, "log", std::move(view), "log.title");
}

http::Response log_csv(site::Site& desk, const site::RequestContext& visit) {
  access::AuditQuery asked = asked_of(visit);
  asked.limit = 1'000'000;
  const view::Pages& pages = desk.pages();
  view::CsvDownload out("banthuek-log.csv");
  std::vector<std::string> headings;
  for (const char* heading : {"accounts.at", "accounts.name", "accounts.address", "accounts.action", "accounts.subject", "log.called", "log.detail"})
    headings.push_back(pages.text(heading, visit.language));
  out.add(headings);
  LogSubjects subjects(desk, visit.language);
  for (const access::AuditRow& row : desk.accounts().log().rows(asked)) {
    const std::string called = subjects(row.subject).text;
    out.add({row.at, row.who, row.address, shown_action(pages, row.action, visit.language), row.subject, called == row.subject ? "" : called,
             shown_detail(pages, row, visit.language)});
  }
  return out.take();
}

}  // namespace banthuek::serve::admin
