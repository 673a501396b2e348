// The auditor's desk: requests in, pages out. Knows who asks, what they may do, and which page answers.
//
// Every request passes, in this order: host check, static files, session, rights (roles.h, asked here and nowhere else),
// rate limit, cross-site check of what changes something, the page's handler, headers of safety, audit log. Safe from many threads.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "pipeline/serve/access/rate_limit.h"
#include "pipeline/serve/access/roles.h"
#include "pipeline/serve/http/http.h"
#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::access {
class Accounts;
class Reviews;
class SavedSearches;
class Tokens;
}  // namespace banthuek::serve::access
namespace banthuek::serve::view {
class PagePictures;
class RegionReader;
class StaticFiles;
}  // namespace banthuek::serve::view

namespace banthuek::serve::site {

class StorePool;
class ExportPool;
class ImportRuns;
class WebHook;

// Who may come in when there are no accounts: everybody on this machine (the port is then on loopback), as an editor.
enum class AccessMode { kAccounts, kOpen };

struct SiteOptions {
  std::filesystem::path archive;  // the database; beside it lie the accounts
  // Several databases as one: `parts` (archive is the first) were joined into `joined`, which is shown. What is corrected or marked as reviewed is
  // written to the part that holds the document too; what belongs to no one part (casework, imports, backups, proofs) is refused.
  std::vector<std::filesystem::path> parts;
  std::filesystem::path joined;
  std::filesystem::path web;           // templates, strings, styles
  std::shared_ptr<view::Pages> pages;  // of `web`, where they are read already: several desks of one process may share them
  std::filesystem::path uploads;       // where imported files are kept
  AccessMode door = AccessMode::kAccounts;
  access::Names names = access::Names::kShown;
  std::vector<std::string> hosts;             // Host headers that are answered, without port; empty: any
  double sign_ins_per_minute = 6;             // by address; ten times as many of one account from all addresses together; 0: no limit
  double searches_per_minute = 600;           // by address; 0: no limit
  std::string web_hook;                       // what saved searches find anew is posted there (web_hook.h); empty: nowhere
  int reviewers = 1;                          // people who must agree on a doubtful value
  std::uint64_t upload_bytes = 200u << 20;    // of one upload, all files together
  std::uint64_t uploads_bytes = 50ull << 30;  // of all that lies in `uploads`
};

// One request on its way through the desk.
struct RequestContext {
  const http::Request& request;
  view::Language language = view::Language::kThai;
  access::Session session;                                // name empty: nobody signed in
  std::map<std::string, std::string, std::less<>> parts;  // of the path: {key} -> value

  access::Role role() const { return session.role; }
  std::string query(std::string_view name) const { return http::value_or(request.query, name, ""); }
  std::string form(std::string_view name) const { return http::value_or(request.form, name, ""); }
  std::string part(std::string_view name) const;
  bool wants_json() const;  // a script of the page asks, not the page
};

class Site;
using Handler = std::function<http::Response(Site&, const RequestContext&)>;

struct Route {
  std::string method, pattern;  // "/documents/{key}/file"
  access::Action action;
  Handler handler;
  std::string audited;  // what the audit log calls it; empty: not noted
};

class Site : public http::Service {
 public:
  // `routes` must outlive it.
  Site(SiteOptions options, const std::vector<Route>& routes);
  ~Site() override;
  http::BodyPlan plan(const http::Request& head) override;
  http::Response answer(const http::Request& request) override;
  void close();  // before the listener stops: whoever waits for events gives way

  const SiteOptions& options() const { return options_; }
  view::Pages& pages() { return *pages_; }
  StorePool& archive() { return *archive_; }
  access::Accounts& accounts() { return *accounts_; }
  access::Sessions& sessions() { return sessions_; }
  access::RateLimit& sign_in_limit() { return sign_in_limit_; }
  access::RateLimit& account_limit() { return account_limit_; }
  view::PagePictures& pictures() { return *pictures_; }
  view::RegionReader& regions() { return *regions_; }
  ImportRuns& imports() { return *imports_; }
  ExportPool& exports() { return *exports_; }
  access::Reviews& reviews() { return *reviews_; }
  access::Tokens& tokens() { return *tokens_; }
  access::SavedSearches& saved_searches() { return *saved_searches_; }
  // Whose eyes a value's picture was put before, as the desk ran: nobody accepts in the review what they were not shown.
  void note_shown(const RequestContext& visit, std::string_view document, std::string_view field, std::string_view value);
  bool was_shown(const RequestContext& visit, std::string_view document, std::string_view field, std::string_view value);
  // Goes into the address of a picture that counts so: one that a browser kept from an earlier run does not.
  std::string shown_token() const;
  bool masked(const RequestContext& visit) const { return options_.names == access::Names::kMasked && visit.role() < access::Role::kEditor; }
  bool may(const RequestContext& visit, access::Action action) const { return access::allowed(visit.role(), action, options_.names); }

  // A text as the visitor may see it.
  std::string without_names(const RequestContext& visit, const std::string& text);

  // A whole page: `view` within the frame (header, navigation, footer). `title` is a key of strings.toml or a text.
  http::Response page(const RequestContext& visit, std::string_view name, view::Json view, const std::string& title, int status = 200);
  // A page that says what is wrong and what to try; as JSON under /api/.
  http::Response refusal(const RequestContext& visit, int status, std::string_view key);
  http::Response refusal(const RequestContext& visit, int status, std::string_view key, const view::Json& details);
  std::string csrf(const RequestContext& visit) const;
  void note(const RequestContext& visit, std::string action, std::string subject, std::string detail = "");

 private:
  struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string, std::less<>> parts;
    bool path_known = false;  // another method of it is there
  };
  Match match(const http::Request& request) const;
  RequestContext visit_of(const http::Request& request);
  // The answer that stands before the handler, if one does.
  std::optional<http::Response> stop(const RequestContext& visit, const Match& match);
  void mask_names(const RequestContext& visit, http::Response& response);
  http::Response guarded(const RequestContext& visit, const Match& match);

  SiteOptions options_;
  const std::vector<Route>& routes_;
  std::string open_key_;  // token of forms where nobody signs in; of this run
  std::shared_ptr<view::Pages> pages_;
  std::unique_ptr<view::StaticFiles> static_;
  std::unique_ptr<access::Accounts> accounts_;
  std::unique_ptr<StorePool> archive_;
  std::unique_ptr<view::PagePictures> pictures_;
  std::unique_ptr<view::RegionReader> regions_;
  std::unique_ptr<ImportRuns> imports_;
  std::unique_ptr<ExportPool> exports_;
  std::unique_ptr<access::Reviews> reviews_;
  std::unique_ptr<access::Tokens> tokens_;
  std::unique_ptr<access::SavedSearches> saved_searches_;
  std::unique_ptr<WebHook> web_hook_;  // speaks of what stands above: ended first
  access::Sessions sessions_{std::chrono::minutes(8 * 60)};
  access::RateLimit sign_in_limit_, account_limit_, search_limit_;
  std::mutex shown_mutex_;
  std::unordered_set<std::string> shown_;  // hashes; emptied where it grows past any review
};

}  // namespace banthuek::serve::site
