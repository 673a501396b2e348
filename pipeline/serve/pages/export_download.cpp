// What a search found as a file: CSV that Excel opens in Thai, XLSX, JSON.
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>

#include "extractors/types/error.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/report/export.h"
#include "pipeline/serve/pages/pages.h"
#include "pipeline/serve/site/export_pool.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::pages {
namespace {

// A file without a name: it is gone with whoever has it open, also where the desk is killed.
std::shared_ptr<base::Descriptor> xlsx_file(store::Store& store, const report::ExportOptions& options) {
  std::string path = (std::filesystem::temp_directory_path() / "banthuek-XXXXXX").string();
  auto file = std::make_shared<base::Descriptor>(mkostemp(path.data(), O_CLOEXEC));
  if (!*file) throw Error(ErrorKind::kDisk, path, "no file can be made there; make room or set TMPDIR");
  ::unlink(path.c_str());
  report::export_xlsx(store, fmt::format("/proc/self/fd/{}", file->get()), options);
  return file;
}

void copy(int from, const http::Write& write) {
  if (::lseek(from, 0, SEEK_SET) != 0) return;
  std::string piece(65536, '\0');
  for (ssize_t n; (n = ::read(from, piece.data(), piece.size())) > 0;)
    if (!write(std::string_view(piece.data(), static_cast<std::size_t>(n)))) return;
}

}  // namespace

http::Response take_results(site::Site& desk, const site::RequestContext& visit) {
  const std::string format = visit.query("format");
  if (format != "csv" && format != "xlsx" && format != "json") throw Error(ErrorKind::kUsage, "", "format: give csv, xlsx or json");
  const auto place = desk.exports().take(visit.request.address);
  if (!place) return desk.refusal(visit, 429, "error.exports");
  const site::SearchRequest wanted = site::wanted_of(visit.request.query);
  report::ExportOptions options;
  const std::vector<std::int64_t> ids = site::find_all(desk.archive(), wanted, desk.masked(visit) ? site::Names::kMasked : site::Names::kShown);
  options.measures.emplace(ids.begin(), ids.end());
  http::Response response;
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"banthuek." + format + "\"");
  // Made through a connection of its own: who takes a long file, or takes it slowly, must not hold one that others wait for.
  const std::filesystem::path archive = desk.archive().file();
  if (format == "xlsx") {
    response.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    std::shared_ptr<base::Descriptor> file;
    site::ExportPool::run([&] {
      store::Store store = store::Store::open(archive, database::Access::kRead);
      file = xlsx_file(store, options);
    });
    response.stream = [file, place](const http::Write& write) { copy(file->get(), write); };
    return response;
  }
  response.type = format == "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
  response.stream = [archive, options, format, place](const http::Write& write) {
    struct Gone {};
    site::ExportPool::run([&] {
      store::Store store = store::Store::open(archive, database::Access::kRead);
      try {
        report::export_text(store, format == "csv" ? report::ExportFormat::kCsv : report::ExportFormat::kJson, options, [&](std::string_view piece) {
          if (!write(piece)) throw Gone{};
        });
      } catch (const Gone&) {
      }
    });
  };
  return response;
}

}  // namespace banthuek::serve::pages
