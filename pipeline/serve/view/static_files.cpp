#include "pipeline/serve/view/static_files.h"

#include <fstream>
#include <sstream>

#include "pipeline/serve/access/secrets.h"

namespace banthuek::serve::view {
namespace {

struct Vendor {
  const char* name;
  const char* path;  // below node_modules
};
constexpr Vendor kVendors[] = {
    {"openseadragon.js", "openseadragon/build/openseadragon/openseadragon.min.js"},
    {"uplot.js", "uplot/dist/uPlot.iife.min.js"},
    {"uplot.css", "uplot/dist/uPlot.min.css"},
    {"plex-thai-400.woff2", "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-thai-400-normal.woff2"},
    {"plex-thai-600.woff2", "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-thai-600-normal.woff2"},
    {"plex-latin-400.woff2", "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-latin-400-normal.woff2"},
    {"plex-latin-600.woff2", "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-latin-600-normal.woff2"},
};

std::string type_of(const std::filesystem::path& path) {
  const std::string end = path.extension().string();
  if (end == ".css") return "text/css; charset=utf-8";
  if (end == ".js") return "text/javascript; charset=utf-8";
  if (end == ".svg") return "image/svg+xml";
  if (end == ".woff2") return "font/woff2";
  if (end == ".png") return "image/png";
  if (end == ".jpg") return "image/jpeg";
  return "application/octet-stream";
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& web) {
  const auto take = [this](const std::string& name, const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return;
    std::ostringstream bytes;
    bytes << in.rdbuf();
    File file{bytes.str(), type_of(name), ""};
    file.etag = '"' + access::plain_hash(file.bytes).substr(0, 16) + '"';
    files_[name] = std::move(file);
  };
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(web / "static", none)) take(entry.path().filename().string(), entry.path());
  for (const Vendor& vendor : kVendors) take(vendor.name, web / "node_modules" / vendor.path);
  std::string all;
  for (const auto& [name, file] : files_) all += name + file.etag;
  version_ = access::plain_hash(all).substr(0, 10);
}

http::Response StaticFiles::answer(const http::Request& request) const {
  http::Response response;
  const auto it = files_.find(std::string_view(request.path).substr(sizeof "/static/" - 1));
  if (it == files_.end()) {
    response.status = 404;
    response.type = "text/plain; charset=utf-8";
    response.body = "there is no such file\n";
    return response;
  }
  const File& file = it->second;
  response.headers.emplace_back("ETag", file.etag);
  // Pages name files with ?v=VERSION, so what is fetched so may be kept for good.
  response.headers.emplace_back("Cache-Control",
                                http::find(request.query, "v") == version_ ? "public, max-age=31536000, immutable" : "public, max-age=60");
  if (http::value_or(request.headers, "if-none-match", "") == file.etag) {
    response.status = 304;
    return response;
  }
  response.type = file.type;
  response.body = file.bytes;
  return response;
}

}  // namespace banthuek::serve::view
