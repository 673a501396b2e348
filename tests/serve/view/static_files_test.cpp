#include "pipeline/serve/view/static_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/serve/world.h"

namespace banthuek::serve {
namespace static_files_test {

class StaticFolder : public testing::Test {
 protected:
  void write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << text;
  }
  static http::Response get(const view::StaticFiles& files, const std::string& name, http::Pairs query = {}, http::Pairs headers = {}) {
    http::Request request;
    request.method = "GET";
    request.path = "/static/" + name;
    request.query = std::move(query);
    request.headers = std::move(headers);
    return files.answer(request);
  }
  TemporaryFolder folder_;
};

TEST_F(StaticFolder, GivesEachKindItsType) {
  const std::map<std::string, std::string> types = {{"a.css", "text/css; charset=utf-8"},
                                                    {"a.js", "text/javascript; charset=utf-8"},
                                                    {"a.svg", "image/svg+xml"},
                                                    {"a.woff2", "font/woff2"},
                                                    {"a.png", "image/png"},
                                                    {"a.jpg", "image/jpeg"},
                                                    {"a.html", "application/octet-stream"},
                                                    {"a", "application/octet-stream"}};
  for (const auto& [name, type] : types) write("static/" + name, "of " + name);
  const view::StaticFiles files(folder_ / "");
  for (const auto& [name, type] : types) {
    const http::Response answer = get(files, name);
    EXPECT_EQ(answer.status, 200) << name;
    EXPECT_EQ(answer.type, type) << name;
    EXPECT_EQ(answer.body, "of " + name) << name;
    EXPECT_TRUE(files.has(name));
  }
}

TEST_F(StaticFolder, GivesNothingButItsOwnList) {
  write("static/a.css", "a");
  write("static/deep/b.css", "b");
  write("strings.toml", "secret");
  write("node_modules/other/evil.js", "c");
  const view::StaticFiles files(folder_ / "");
  for (const char* name : {"", "b.css", "deep/b.css", "../strings.toml", "a.css/", "A.css", "evil.js", "other/evil.js", "a.cs"}) {
    const http::Response answer = get(files, name);
    EXPECT_EQ(answer.status, 404) << name;
    EXPECT_EQ(answer.type, "text/plain; charset=utf-8") << name;
    EXPECT_EQ(answer.body, "there is no such file\n") << name;
    EXPECT_TRUE(answer.headers.empty()) << name;
    EXPECT_FALSE(files.has(name));
  }
}

TEST_F(StaticFolder, TakesTheVendorsFilesWhereTheyAreInstalled) {
  const std::map<std::string, std::string> vendors = {
      {"openseadragon.js", "openseadragon/build/openseadragon/openseadragon.min.js"},
      {"uplot.js", "uplot/dist/uPlot.iife.min.js"},
      {"uplot.css", "uplot/dist/uPlot.min.css"},
      {"plex-thai-400.woff2", "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-thai-400-normal.woff2"},
      {"plex-latin-600.woff2", "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-latin-600-normal.woff2"}};
  const view::StaticFiles before(folder_ / "");
  for (const auto& [name, path] : vendors) EXPECT_FALSE(before.has(name));
  for (const auto& [name, path] : vendors) write("node_modules/" + path, "of " + name);
  const view::StaticFiles after(folder_ / "");
  for (const auto& [name, path] : vendors) EXPECT_EQ(get(after, name).body, "of " + name);
}

TEST_F(StaticFolder, LetsVisitorsKeepAFileUntilItChanges) {
  write("static/a.css", "a");
  write("static/b.css", "b");
  const view::StaticFiles files(folder_ / "");
  const std::string version = files.version(), etag = header(get(files, "a.css"), "ETag");
  EXPECT_EQ(version.size(), 10u);
  EXPECT_EQ(etag.size(), 18u);
  EXPECT_EQ(etag.front(), '"');
  EXPECT_EQ(etag.back(), '"');
  EXPECT_NE(header(get(files, "b.css"), "ETag"), etag);
  EXPECT_EQ(header(get(files, "a.css"), "Cache-Control"), "public, max-age=60");
  EXPECT_EQ(header(get(files, "a.css", {{"v", "old"}}), "Cache-Control"), "public, max-age=60");
  EXPECT_EQ(header(get(files, "a.css", {{"v", version}}), "Cache-Control"), "public, max-age=31536000, immutable");
  const http::Response kept = get(files, "a.css", {}, {{"if-none-match", etag}});
  EXPECT_EQ(kept.status, 304);
  EXPECT_EQ(kept.body, "");
  EXPECT_EQ(header(kept, "ETag"), etag);
  EXPECT_EQ(get(files, "a.css", {}, {{"if-none-match", "\"other\""}}).status, 200);
  EXPECT_EQ(view::StaticFiles(folder_ / "").version(), version);
  write("static/b.css", "B");
  EXPECT_NE(view::StaticFiles(folder_ / "").version(), version);
}

}  // namespace static_files_test
}  // namespace banthuek::serve
