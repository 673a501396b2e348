#include "pipeline/serve/site/site.h"

#include <algorithm>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/utc_time.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/access/saved_searches.h"
#include "pipeline/serve/access/secrets.h"
#include "pipeline/serve/access/tokens.h"
#include "pipeline/serve/site/export_pool.h"
#include "pipeline/serve/site/import_runs.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/site/web_hook.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/messages.h"
#include "pipeline/serve/view/page_pictures.h"
#include "pipeline/serve/view/region_reader.h"
#include "pipeline/serve/view/static_files.h"

namespace banthuek::serve::site {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

bool is_api(const http::Request& request) { return request.path.rfind("/api/", 0) == 0; }

std::string cookie_name(const http::Request& request) { return request.secure ? "__Host-banthuek" : "banthuek"; }

// "desk.example:8443" -> "desk.example"; "[::1]:80" -> "[::1]".
std::string without_port(std::string host) {
  const auto colon = host.rfind(':');
  if (colon != std::string::npos && host.find(']', colon) == std::string::npos) host.erase(colon);
  return host;
}

// Every link of a page is written from the site's root; below a prefix they are put there at the end, once for all. Text of documents has its
// quotes escaped, so that what looks like a link is one.
std::string with_prefix(std::string_view html, std::string_view prefix) {
  std::string out;
  out.reserve(html.size() + html.size() / 16);
  std::size_t done = 0;
  for (std::size_t at = html.find("=\"/"); at != std::string_view::npos; at = html.find("=\"/", at + 3)) {
    const std::size_t name = html.find_last_of(" \n", at) + 1;
    const std::string_view attribute = html.substr(name, at - name);
    const bool link = attribute == "href" || attribute == "src" || attribute == "action" || attribute == "formaction" || attribute == "data-iiif" ||
                      attribute == "data-href";
    if (!link || html.substr(at + 3, 1) == "/") continue;
    out.append(html.substr(done, at + 2 - done)).append(prefix);
    done = at + 2;
  }
  return out.append(html.substr(done));
}

// Whether a request that changes something comes from this site's own pages: browsers say so with each.
bool same_site(const http::Request& request) {
  const std::string site = http::value_or(request.headers, "sec-fetch-site", "same-origin");
  if (site != "same-origin" && site != "none") return false;
  const auto origin = http::find(request.headers, "origin");
  if (!origin) return true;
  const auto scheme = origin->find("://");
  return scheme != std::string::npos && origin->substr(scheme + 3) == http::value_or(request.headers, "host", "");
}

// What belongs to an archive as a whole, and to no one of the databases that it is joined of: what is written to no document, and what is proved by
// the history.
bool of_no_part(const Route& route) {
  if (route.method == "GET") return route.pattern.starts_with("/bundle.");
  return route.action == access::Action::kWriteCasework || route.action == access::Action::kImport || route.pattern == "/health";
}

}  // namespace

bool RequestContext::wants_json() const { return http::value_or(request.headers, "accept", "").find("application/json") != std::string::npos; }

std::string RequestContext::part(std::string_view name) const {
  const auto it = parts.find(name);
  return it == parts.end() ? "" : it->second;
}

Site::Site(SiteOptions options, const std::vector<Route>& routes)
    : options_(std::move(options)),
      routes_(routes),
      open_key_(access::random_token()),
      pages_(options_.pages ? options_.pages : std::make_shared<view::Pages>(options_.web)),
      static_(std::make_unique<view::StaticFiles>(options_.web)),
      accounts_(std::make_unique<access::Accounts>(options_.archive, access::Accounts::Make::kYes)),
      archive_(options_.parts.empty() ? std::make_unique<StorePool>(options_.archive) : std::make_unique<StorePool>(options_.joined, options_.parts)),
      pictures_(std::make_unique<view::PagePictures>()),
      regions_(std::make_unique<view::RegionReader>()),
      imports_(std::make_unique<ImportRuns>(options_.archive, options_.uploads)),
      exports_(std::make_unique<ExportPool>()),
      reviews_(std::make_unique<access::Reviews>(options_.archive)),
      tokens_(std::make_unique<access::Tokens>(options_.archive)),
      saved_searches_(std::make_unique<access::SavedSearches>(options_.archive)),
      web_hook_(options_.web_hook.empty()
                    ? nullptr
                    : std::make_unique<WebHook>(*archive_, *saved_searches_, options_.web_hook,
                                                options_.names == access::Names::kMasked ? HookNames::kMasked : HookNames::kShown)),
      sign_in_limit_(std::max(1.0, options_.sign_ins_per_minute), options_.sign_ins_per_minute),
      account_limit_(std::max(1.0, 10 * options_.sign_ins_per_minute), 10 * options_.sign_ins_per_minute),
      search_limit_(std::max(1.0, options_.searches_per_minute / 6), options_.searches_per_minute) {}

Site::~Site() = default;

void Site::close() { imports_->close(); }

Site::Match Site::match(const http::Request& request) const {
  Match out;
  const std::vector<std::string> path = http::segments(request.path);
  for (const Route& route : routes_) {
    const std::vector<std::string> pattern = http::segments(route.pattern);
    if (pattern.size() != path.size()) continue;
    std::map<std::string, std::string, std::less<>> parts;
    bool fits = true;
    for (std::size_t i = 0; i < path.size() && fits; ++i) {
      if (pattern[i].front() == '{')
        parts[pattern[i].substr(1, pattern[i].size() - 2)] = path[i];
      else
        fits = pattern[i] == path[i];
    }
    if (!fits) continue;
    out.path_known = true;
    if (route.method != request.method) continue;
    out.route = &route;
    out.parts = std::move(parts);
    return out;
  }
  return out;
}

RequestContext Site::visit_of(const http::Request& request) {
  RequestContext visit{request, view::Language::kThai, {}, {}};
  const std::string wanted = http::value_or(request.query, "lang", http::value_or(request.cookies, "lang", "th"));
  if (wanted == "en") visit.language = view::Language::kEnglish;
  if (options_.door == AccessMode::kOpen) {
    visit.session = {"local", access::Role::kEditor, open_key_, {}, {}, {}};
  } else if (const auto given = http::find(request.headers, "authorization")) {
    // A program: what it holds stands for its owner, and for no more than the owner may by now. No cookie counts beside it.
    const auto token = given->starts_with("Bearer ") ? tokens_->find(std::string_view(*given).substr(7)) : std::nullopt;
    const auto standing = token ? accounts_->standing(token->owner) : std::nullopt;
    if (standing && !standing->one_time) visit.session = {token->owner, std::min(token->role, standing->role), "", {}, {}, {}};
  } else if (const auto token = http::find(request.cookies, cookie_name(request))) {
    if (auto session = sessions_.get(*token, std::chrono::steady_clock::now())) {
      const auto standing = accounts_->standing(session->name);
      if (standing && standing->credential == session->credential) {
        visit.session = std::move(*session);
        // With a password that somebody else gave, nothing but to change it.
        visit.session.role = standing->one_time ? access::Role::kNobody : standing->role;
      } else {
        sessions_.end(*token);
      }
    }
  }
  return visit;
}

std::string Site::csrf(const RequestContext& visit) const {
  return visit.session.csrf.empty() ? access::keyed_hash(open_key_, "before sign-in") : visit.session.csrf;
}

std::optional<http::Response> Site::stop(const RequestContext& visit, const Match& match) {
  const http::Request& request = visit.request;
  if (!options_.hosts.empty()) {
    const std::string host = without_port(http::value_or(request.headers, "host", ""));
    if (std::find(options_.hosts.begin(), options_.hosts.end(), host) == options_.hosts.end()) return refusal(visit, 421, "error.host");
  }
  if (!match.route) return refusal(visit, match.path_known ? 405 : 404, match.path_known ? "error.method" : "error.not_found");
  if (!may(visit, match.route->action)) {
    if (visit.role() != access::Role::kNobody) {
      note(visit, "refused", request.path);
      return refusal(visit, 403, "error.role");
    }
    if (!visit.session.name.empty()) return http::redirect("/account");
    if (is_api(request) || request.method != "GET") return refusal(visit, 401, "error.sign_in");
    return http::redirect("/sign-in?next=" + http::percent_encode(request.target));
  }
  // A program with a token of few rights would make itself one of all that its owner may, for years.
  if (match.route->action == access::Action::kOwnAccount && visit.role() != access::Role::kNobody && http::find(request.headers, "authorization")) {
    note(visit, "refused", request.path);
    return refusal(visit, 403, "error.token");
  }
  if (match.route->action == access::Action::kRead && match.route->pattern != "/iiif/{id}/{region}/{size}/{rotation}/{quality}" &&
      !search_limit_.take(request.address, std::chrono::steady_clock::now()))
    return refusal(visit, 429, "error.too_often");
  if (request.method == "POST" && !same_site(request)) return refusal(visit, 403, "error.cross_site");
  if (!options_.parts.empty() && of_no_part(*match.route)) return refusal(visit, 409, "error.several");
  return std::nullopt;
}

http::BodyPlan Site::plan(const http::Request& request) {
  http::BodyPlan plan;
  const RequestContext visit = visit_of(request);
  const Match match = this->match(request);
  plan.refuse = stop(visit, match);
  if (plan.refuse) return plan;
  if (match.route->action == access::Action::kImport && match.route->pattern == "/import") {
    plan.kind = http::BodyPlan::Kind::kFiles;
    const std::uint64_t room = imports_->room(options_.uploads_bytes);
    if (room == 0) {
      plan.refuse = refusal(visit, 507, "error.uploads_full");
      return plan;
    }
    plan.max_bytes = std::min(options_.upload_bytes, room);
    plan.folder = imports_->folder();
  } else {
    plan.kind = http::BodyPlan::Kind::kText;
    plan.max_bytes = 256 * 1024;
  }
  return plan;
}

http::Response Site::guarded(const RequestContext& visit, const Match& match) {
  if (auto stopped = stop(visit, match)) return *stopped;
  // Browsers send no such header by themselves: what carries one is no form of another site.
  if (visit.request.method == "POST" && !http::find(visit.request.headers, "authorization")) {
    const std::string token = http::value_or(visit.request.headers, "x-csrf", visit.form("csrf"));
    if (!access::same_secret(token, csrf(visit))) return refusal(visit, 403, "error.cross_site");
  }
  try {
    http::Response response;
    if (masked(visit)) {
      // Whether the visitor has it already is told by what they are shown, not by what there is.
      http::Request unconditional = visit.request;
      const bool picture = match.route->pattern.starts_with("/iiif/") || match.route->pattern.ends_with("/cut");
      if (!picture) std::erase_if(unconditional.headers, [](const auto& header) { return header.first == "if-none-match"; });
      response = match.route->handler(*this, {unconditional, visit.language, visit.session, visit.parts});
      mask_names(visit, response);
      const std::string etag = http::value_or(response.headers, "ETag", "");
      if (!picture && !etag.empty() && http::value_or(visit.request.headers, "if-none-match", "") == etag) {
        response.status = 304;
        response.body.clear();
      }
    } else {
      response = match.route->handler(*this, visit);
    }
    if (!match.route->audited.empty() && response.status < 400) note(visit, match.route->audited, visit.request.target);
    return response;
  } catch (const Error& e) {
    const bool theirs = e.kind == ErrorKind::kUsage;
    if (!theirs) std::fprintf(stderr, "banthuek serve: %s: %s\n", visit.request.path.c_str(), e.what());
    Json details = Json::object();
    if (theirs) details["message"] = view::shown_message(*pages_, e.message, visit.language);
    return refusal(visit, theirs ? 400 : 500, theirs ? "error.usage" : "error.inside", details);
  }
}

http::Response Site::answer(const http::Request& request) {
  http::Response response;
  if (request.path.rfind("/static/", 0) == 0 && request.method == "GET") {
    response = static_->answer(request);
  } else {
    RequestContext visit = visit_of(request);
    Match match = this->match(request);
    visit.parts = match.parts;
    response = guarded(visit, match);
    if (!http::find(response.headers, "Cache-Control")) response.headers.emplace_back("Cache-Control", "no-store");
  }
  if (const auto language = http::find(request.query, "lang"); language == "th" || language == "en")
    response.headers.emplace_back("Set-Cookie", "lang=" + *language + "; Path=/; Max-Age=31536000; SameSite=Lax");
  if (!request.prefix.empty()) {
    for (auto& [name, value] : response.headers)
      if (name == "Location" && value.starts_with('/')) value.insert(0, request.prefix);
    if (response.type.starts_with("text/html")) response.body = with_prefix(response.body, request.prefix);
  }
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (request.secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return response;
}

void Site::note(const RequestContext& visit, std::string action, std::string subject, std::string detail) {
  accounts_->log().note({"", visit.session.name, visit.request.address, std::move(action), std::move(subject), std::move(detail)});
}

std::string Site::shown_token() const { return access::keyed_hash(open_key_, "shown").substr(0, 12); }

namespace {

std::string shown_key(const RequestContext& visit, std::string_view document, std::string_view field, std::string_view value) {
  std::string out = visit.session.name;
  for (const std::string_view part : {document, field, value}) out.append("\n").append(part);
  return access::plain_hash(out);
}

}  // namespace

void Site::note_shown(const RequestContext& visit, std::string_view document, std::string_view field, std::string_view value) {
  constexpr std::size_t kMaxShown = 200'000;
  const std::lock_guard lock(shown_mutex_);
  if (shown_.size() >= kMaxShown) shown_.clear();
  shown_.insert(shown_key(visit, document, field, value));
}

bool Site::was_shown(const RequestContext& visit, std::string_view document, std::string_view field, std::string_view value) {
  const std::lock_guard lock(shown_mutex_);
  return shown_.contains(shown_key(visit, document, field, value));
}

http::Response Site::page(const RequestContext& visit, std::string_view name, Json view, const std::string& title, int status) {
  const std::string other = visit.language == view::Language::kThai ? "en" : "th";
  http::Pairs same = visit.request.query;
  std::erase_if(same, [](const auto& pair) { return pair.first == "lang"; });
  same.emplace_back("lang", other);
  view["csrf"] = csrf(visit);
  view["v"] = static_->version();
  view["lang"] = name_of(visit.language);
  view["other_language"] =
      (visit.request.method == "GET" ? visit.request.target.substr(0, visit.request.target.find('?')) : "/") + "?" + http::join_query(same);
  view["prefix"] = visit.request.prefix;
  view["printed_at"] = view::shown_time(base::utc_time(), visit.language);
  view["query"] = view::begin_of(visit.query("q"), 500);
  view["user"] = options_.door == AccessMode::kAccounts ? accounts_->display_of(visit.session.name) : visit.session.name;
  view["signed_in"] = options_.door == AccessMode::kAccounts && visit.role() != access::Role::kNobody;
  view["may_read"] = may(visit, access::Action::kRead);
  view["may_read_casework"] = may(visit, access::Action::kReadCasework);
  view["may_correct"] = may(visit, access::Action::kCorrect);
  view["may_import"] = may(visit, access::Action::kImport);
  view["may_take"] = may(visit, access::Action::kTakeFiles);
  view["may_administer"] = may(visit, access::Action::kAdminister);
  view["has_fonts"] = static_->has("plex-thai-400.woff2");
  view["has_zoom"] = static_->has("openseadragon.js");
  view["has_charts"] = static_->has("uplot.js");
  view["title"] = title.find('.') != std::string::npos && title.find(' ') == std::string::npos ? pages_->text(title, visit.language, view) : title;
  const std::string section = http::segments(visit.request.path).empty() ? "search" : http::segments(visit.request.path).front();
  for (const char* tab : {"search", "review", "overview", "documents", "audit", "dossiers", "compare", "import", "accounts", "account", "log",
                          "health", "saved", "help"})
    view[std::string("at_") + tab] = section == tab;
  if (masked(visit)) archive_->name_mask()->mask(view, pages_->text("document.masked", visit.language));
  http::Response response;
  response.status = status;
  response.body = pages_->render(name, view, visit.language);
  return response;
}

// What is answered as JSON, as the visitor may see it. Its ETag is of what is shown: an editor's copy is not taken for a reader's.
void Site::mask_names(const RequestContext& visit, http::Response& response) {
  if (response.stream || response.type.find("json") == std::string::npos || response.body.empty()) return;
  Json json = Json::parse(response.body, nullptr, false);
  if (json.is_discarded()) return;
  archive_->name_mask()->mask(json, pages_->text("document.masked", visit.language));
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  for (auto& [name, value] : response.headers)
    if (name == "ETag") value = '"' + access::plain_hash(response.body).substr(0, 20) + '"';
}

std::string Site::without_names(const RequestContext& visit, const std::string& text) {
  return masked(visit) ? archive_->name_mask()->mask(text, pages_->text("document.masked", visit.language)) : text;
}

http::Response Site::refusal(const RequestContext& visit, int status, std::string_view key) { return refusal(visit, status, key, Json::object()); }

http::Response Site::refusal(const RequestContext& visit, int status, std::string_view key, const Json& details) {
  Json view = details;
  const std::string message = pages_->text(std::string(key), visit.language, details);
  const std::string advice = pages_->text(std::string(key) + "_try", visit.language, details);
  http::Response response;
  if (is_api(visit.request)) {
    response = http::json_answer(
        Json{{"error", {{"status", status}, {"message", message}, {"try", advice}}}}.dump(-1, ' ', false, Json::error_handler_t::replace), status);
  } else {
    view["status"] = status;
    view["message"] = message;
    view["advice"] = advice;
    // Where a session ended under a form: back to the page that it stands on.
    if (const auto parts = http::segments(visit.request.path); status == 401 && !parts.empty()) {
      const bool document = parts.front() == "documents" && parts.size() > 1;
      view["sign_in"] = "/sign-in?next=" + http::percent_encode("/" + parts.front() + (document ? "/" + parts[1] : ""));
    }
    response = page(visit, "error", view, message, status);
  }
  if (status == 429) response.headers.emplace_back("Retry-After", "10");
  return response;
}

}  // namespace banthuek::serve::site
