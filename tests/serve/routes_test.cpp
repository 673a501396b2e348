// Every address with what it answers to whom: the rights as visitors meet them. A route that is not in the table fails.
#include "pipeline/serve/routes.h"

#include <gtest/gtest.h>

#include <set>

#include "pipeline/serve/access/tokens.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace routes_test {

struct RouteCase {
  const char* method;
  const char* pattern;
  std::string target;  // one address of it
  int nobody, reader, editor, admin;
  int masked;           // to a reader where names are masked
  const char* audited;  // how the audit log calls it; empty: not noted
};

std::vector<RouteCase> table() {
  const std::string key = key_of("a66"), page = key + ".1";
  return {
      {"GET", "/", "/", 303, 200, 200, 200, 200, ""},
      {"GET", "/search", "/search?q=x", 303, 200, 200, 200, 200, ""},
      {"GET", "/search/values", "/search/values?facet=office", 303, 200, 200, 200, 200, ""},
      {"GET", "/search/suggestions", "/search/suggestions", 303, 200, 200, 200, 200, ""},
      {"GET", "/export", "/export?format=csv", 303, 200, 200, 200, 403, "exported"},
      {"GET", "/documents", "/documents", 303, 200, 200, 200, 200, ""},
      {"GET", "/records", "/records", 303, 200, 200, 200, 200, ""},
      {"GET", "/office", std::string("/office?name=") + http::percent_encode(kOfficeA), 303, 200, 200, 200, 200, ""},
      {"GET", "/audit", "/audit", 303, 200, 200, 200, 200, ""},
      {"GET", "/audit/pair", "/audit/pair?left=" + key + "-1&right=" + key_of("b66") + "-1", 303, 200, 200, 200, 200, ""},
      {"GET", "/documents/{key}", "/documents/" + key, 303, 200, 200, 200, 200, "saw"},
      {"GET", "/documents/{key}/file", "/documents/" + key + "/file", 303, 200, 200, 200, 403, "took"},
      {"GET", "/documents/{key}/cut", "/documents/" + key + "/cut?field=none", 303, 404, 404, 404, 404, ""},
      {"GET", "/documents/{key}/text/{page}", "/documents/" + key + "/text/1", 303, 200, 200, 200, 200, ""},
      {"GET", "/documents/{key}/region", "/documents/" + key + "/region", 303, 403, 404, 404, 403, ""},
      {"POST", "/documents/{key}/correct", "/documents/" + key + "/correct", 401, 403, 400, 400, 403, ""},
      {"GET", "/documents/{key}/searchable.pdf", "/documents/" + key + "/searchable.pdf", 303, 200, 200, 200, 403, "took"},
      {"POST", "/documents/{key}/add", "/documents/" + key + "/add", 401, 403, 400, 400, 403, ""},
      {"POST", "/documents/{key}/undo", "/documents/" + key + "/undo", 401, 403, 400, 400, 403, ""},
      {"POST", "/documents/{key}/reviewed", "/documents/" + key + "/reviewed", 401, 403, 303, 303, 403, ""},
      {"GET", "/documents/{key}/value", "/documents/" + key + "/value?field=measures/1/status", 303, 200, 200, 200, 200, "saw"},
      {"POST", "/documents/{key}/note", "/documents/" + key + "/note", 401, 403, 400, 400, 403, ""},
      {"GET", "/dossiers", "/dossiers", 303, 200, 200, 200, 403, ""},
      {"POST", "/dossiers", "/dossiers", 401, 403, 400, 400, 403, ""},
      {"GET", "/dossiers/{dossier}", "/dossiers/0123456789abcdef", 303, 404, 404, 404, 403, ""},
      {"POST", "/dossiers/{dossier}", "/dossiers/0123456789abcdef", 401, 403, 404, 404, 403, ""},
      {"GET", "/bundle.pdf", "/bundle.pdf", 303, 400, 400, 400, 403, ""},
      {"GET", "/bundle.zip", "/bundle.zip", 303, 400, 400, 400, 403, ""},
      {"GET", "/collect", "/collect?what=" + key, 303, 403, 200, 200, 403, ""},
      {"POST", "/collect", "/collect", 401, 403, 400, 400, 403, ""},
      {"GET", "/tags", "/tags", 303, 200, 200, 200, 403, ""},
      {"GET", "/saved", "/saved", 303, 200, 200, 200, 200, ""},
      {"POST", "/saved", "/saved", 401, 400, 400, 400, 400, ""},
      {"GET", "/search.atom", "/search.atom", 303, 200, 200, 200, 200, ""},
      {"GET", "/mend", "/mend", 303, 403, 200, 200, 403, ""},
      {"POST", "/mend", "/mend", 401, 403, 400, 400, 403, ""},
      {"POST", "/bulk", "/bulk", 401, 403, 400, 400, 403, ""},
      {"GET", "/review/many", "/review/many", 303, 403, 200, 200, 403, ""},
      {"POST", "/review/many", "/review/many", 401, 403, 400, 400, 403, ""},
      {"GET", "/review", "/review", 303, 403, 200, 200, 403, ""},
      {"POST", "/review", "/review", 401, 403, 400, 400, 403, ""},
      {"GET", "/overview", "/overview", 303, 200, 200, 200, 200, ""},
      {"GET", "/compare", "/compare", 303, 200, 200, 200, 200, ""},
      {"GET", "/import", "/import", 303, 403, 200, 200, 403, ""},
      {"POST", "/import", "/import", 401, 403, 400, 400, 403, ""},
      {"GET", "/import/events", "/import/events", 303, 403, 200, 200, 403, ""},
      {"GET", "/import/ledger.csv", "/import/ledger.csv", 303, 403, 200, 200, 403, "exported"},
      {"POST", "/import/stop", "/import/stop", 401, 403, 303, 303, 403, ""},
      {"POST", "/import/forget", "/import/forget", 401, 403, 400, 400, 403, ""},
      {"POST", "/import/retry", "/import/retry", 401, 403, 303, 303, 403, ""},
      {"GET", "/sign-in", "/sign-in", 200, 303, 303, 303, 303, ""},
      {"POST", "/sign-in", "/sign-in", 401, 401, 401, 401, 401, ""},
      {"POST", "/sign-out", "/sign-out", 303, 303, 303, 303, 303, ""},
      {"GET", "/account", "/account", 303, 200, 200, 200, 200, ""},
      {"POST", "/account", "/account", 401, 400, 400, 400, 400, ""},
      {"GET", "/accounts", "/accounts", 303, 403, 403, 200, 403, ""},
      {"POST", "/accounts", "/accounts", 401, 403, 403, 400, 403, ""},
      {"GET", "/log", "/log", 303, 403, 403, 200, 403, ""},
      {"GET", "/log.csv", "/log.csv", 303, 403, 403, 200, 403, "exported"},
      {"GET", "/health", "/health", 303, 403, 403, 200, 403, ""},
      {"POST", "/health", "/health", 401, 403, 403, 303, 403, ""},
      {"GET", "/help", "/help", 200, 200, 200, 200, 200, ""},
      {"GET", "/iiif/{id}/info.json", "/iiif/" + page + "/info.json", 303, 200, 200, 200, 200, ""},
      {"GET", "/iiif/{id}/{region}/{size}/{rotation}/{quality}", "/iiif/" + page + "/full/max/90/default.jpg", 303, 400, 400, 400, 400, ""},
      {"GET", "/api/v1/openapi.json", "/api/v1/openapi.json", 200, 200, 200, 200, 200, ""},
      {"GET", "/api/v1/search", "/api/v1/search", 401, 200, 200, 200, 200, ""},
      {"GET", "/api/v1/measures", "/api/v1/measures", 401, 200, 200, 200, 200, ""},
      {"GET", "/api/v1/documents", "/api/v1/documents", 401, 200, 200, 200, 200, ""},
      {"GET", "/api/v1/documents/{key}", "/api/v1/documents/" + key, 401, 200, 200, 200, 200, "saw"},
      {"GET", "/api/v1/documents/{key}/values", "/api/v1/documents/" + key + "/values", 401, 200, 200, 200, 200, "saw"},
      {"GET", "/api/v1/audit/{question}", "/api/v1/audit/statuses", 401, 200, 200, 200, 200, ""},
      {"GET", "/api/v1/overview", "/api/v1/overview", 401, 200, 200, 200, 200, ""},
  };
}

// Whether a worker makes the answer, and cannot here.
bool needs_pictures(const RouteCase& c) { return !kPicturesAreMade && std::string(c.target).ends_with("/searchable.pdf"); }

// The status for whoever asks; a form has the right token, so that only rights decide.
int status_of(World& world, const RouteCase& c, std::string_view who) {
  // A password of more than 1,024 bytes is wrong without any hashing.
  const http::Pairs form = {{"password", c.target == "/sign-in" ? std::string(1025, 'a') : ""}};
  return (std::string_view(c.method) == "POST" ? world.post(c.target, form, who) : world.get(c.target, who)).status;
}

TEST(Routes, AreAllInTheTable) {
  std::set<std::string> known, here;
  for (const RouteCase& c : table()) known.insert(std::string(c.method) + " " + c.pattern);
  for (const site::Route& route : routes()) EXPECT_TRUE(here.insert(route.method + " " + route.pattern).second) << route.pattern;
  EXPECT_EQ(here, known);
}

TEST(Routes, AnswerToEachRoleAsTheTableSays) {
  World shown, masked([](site::SiteOptions&o) { o.names = access::Names::kMasked; });
  for (const RouteCase& c : table()) {
    const std::string what = std::string(c.method) + " " + c.target;
    EXPECT_EQ(status_of(shown, c, ""), c.nobody) << what;
    if (c.target == "/sign-out") continue;  // ends the session of who asks
    EXPECT_EQ(status_of(masked, c, "reader"), c.masked) << what;
    if (needs_pictures(c)) continue;
    EXPECT_EQ(status_of(shown, c, "reader"), c.reader) << what;
    EXPECT_EQ(status_of(shown, c, "editor"), c.editor) << what;
    EXPECT_EQ(status_of(shown, c, "admin"), c.admin) << what;
  }
}

// A form counts with the token of the session that sends it, on every route there is; where the visitor may not, that is said as ever.
TEST(Routes, TakeNoFormWithoutTheTokenOfItsSession) {
  World world;
  for (const RouteCase& c : table()) {
    if (std::string_view(c.method) != "POST") continue;
    for (const std::string& token : {std::string(), std::string("x"), world.csrf_of("second"), world.csrf_of("")})
      for (const char* who : {"reader", "editor", "admin"})
        EXPECT_EQ(world.post(c.target, {{"csrf", token}, {"reviewed", "1"}}, who).status, 403) << c.target << " " << who;
    const bool for_all = c.target == "/sign-in" || c.target == "/sign-out" || c.target == "/account";
    const int refused = for_all ? 403 : c.nobody;
    EXPECT_EQ(world.post(c.target, {{"csrf", world.csrf_of("editor")}}, "").status, refused) << c.target;
  }
  EXPECT_FALSE(world.desk().archive().document(key_of("a66"))->stored.reviewed);
  EXPECT_EQ(world.get("/documents", "editor").status, 200) << "nobody was signed out";
}

// A program's token does what its role may, whoever made it, and nothing of what asks for the person.
TEST(Routes, AnswerToTokensOfProgramsAsToTheirRole) {
  World world;
  world.cookie_of("admin");
  const auto bearer = [&](const std::string& token) { return http::Pairs{{"authorization", "Bearer " + token}}; };
  const http::Pairs reader = bearer(world.desk().tokens().make("admin", "of a reader", access::Role::kReader, 1)),
                    editor = bearer(world.desk().tokens().make("admin", "of an editor", access::Role::kEditor, 1)), none = bearer("bq_none");
  const auto status = [&](const RouteCase& c, const http::Pairs& headers) {
    http::Request request = world.request(c.method, c.target, "", headers);
    if (c.target == "/account") request.form = {{"act", "token"}, {"title", "more"}, {"role", "editor"}, {"days", "3660"}};
    if (c.target == "/sign-in") request.form = {{"password", std::string(1025, 'a')}};
    return world.desk().answer(request).status;
  };
  for (const RouteCase& c : table()) {
    const std::string what = std::string(c.method) + " " + c.target;
    const bool of_the_person = std::string_view(c.pattern) == "/account";
    EXPECT_EQ(status(c, none), c.nobody) << what;
    if (needs_pictures(c)) continue;
    EXPECT_EQ(status(c, reader), of_the_person ? 403 : c.reader) << what;
    EXPECT_EQ(status(c, editor), of_the_person ? 403 : c.editor) << what;
  }
  EXPECT_EQ(world.desk().tokens().all("").size(), 2u) << "no token makes another";
}

TEST(Routes, AtAnOpenDoorAnswerEverybodyAsAnEditor) {
  World world([](site::SiteOptions& o) { o.door = site::AccessMode::kOpen; });
  for (const RouteCase& c : table()) {
    if (needs_pictures(c)) continue;
    EXPECT_EQ(status_of(world, c, ""), c.editor) << c.method << " " << c.target;
  }
  world.post("/documents/" + key_of("a66") + "/reviewed", {{"reviewed", "1"}}, "");
  EXPECT_EQ(world.last_noted(), "local reviewed " + key_of("a66") + " 1");
}

TEST(Routes, ThatShowOrGiveADocumentAreNotedInTheAuditLog) {
  World world;
  for (const RouteCase& c : table()) {
    if (needs_pictures(c)) continue;
    if (std::string_view(c.method) != "GET") continue;
    const std::size_t before = world.audit().size();
    world.get(c.target, "admin");
    const auto after = world.audit();
    ASSERT_EQ(after.size(), before + (*c.audited ? 1 : 0)) << c.target;
    if (!*c.audited) continue;
    EXPECT_EQ(world.last_noted(), "admin " + std::string(c.audited) + " " + c.target + " ");
    EXPECT_EQ(after[0].address, "192.0.2.7");
  }
  const std::size_t before = world.audit().size();
  EXPECT_EQ(world.get("/documents/0000000000000000").status, 404);
  EXPECT_EQ(world.get("/export?format=doc").status, 400);
  EXPECT_EQ(world.audit().size(), before) << "what was not given is not noted";
  EXPECT_EQ(world.get("/accounts", "reader").status, 403);
  EXPECT_EQ(world.last_noted(), "reader refused /accounts ");
}

// What comes with a request is read only of whom may send it, and only so much.
TEST(Routes, ReadABodyOnlyOfWhoMay) {
  World world([](site::SiteOptions& o) { o.upload_bytes = 12345; });
  for (const RouteCase& c : table()) {
    const http::BodyPlan nobody = world.desk().plan(world.request(c.method, c.target, "")),
                         admin = world.desk().plan(world.request(c.method, c.target, "admin"));
    const bool open = c.nobody != 401 && c.nobody != 303;
    const std::string_view pattern = c.pattern;
    if (pattern == "/sign-in" || pattern == "/sign-out" || pattern == "/account") continue;  // of who is not quite signed in too
    EXPECT_EQ(!nobody.refuse, open) << c.target;
    EXPECT_EQ(nobody.refuse ? nobody.refuse->status : c.nobody, c.nobody) << c.target;
    EXPECT_FALSE(admin.refuse) << c.target;
    const bool files = std::string_view(c.pattern) == "/import";
    EXPECT_EQ(admin.kind, files ? http::BodyPlan::Kind::kFiles : http::BodyPlan::Kind::kText) << c.target;
    EXPECT_EQ(admin.max_bytes, files ? 12345u : 262144u) << c.target;
    EXPECT_EQ(admin.folder, files ? (world.folder() / "uploads/incoming").string() : "") << c.target;
  }
  EXPECT_FALSE(world.desk().plan(world.request("POST", "/sign-in", "")).refuse);
  EXPECT_EQ(world.desk().plan(world.request("POST", "/nowhere", "admin")).refuse->status, 404);
}

}  // namespace routes_test
}  // namespace banthuek::serve
