#include "pipeline/serve/view/csv_download.h"

#include "pipeline/report/export.h"

namespace banthuek::serve::view {

CsvDownload::CsvDownload(std::string_view file_name) {
  response_.type = "text/csv; charset=utf-8";
  response_.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(file_name) + "\"");
  response_.body = "\xEF\xBB\xBF";  // so that Excel takes it for UTF-8
}

void CsvDownload::add(const std::vector<std::string>& cells) {
  const char* before = "";
  for (const std::string& cell : cells) {
    response_.body += before + report::csv_cell(cell, report::Quotes::kAlways);
    before = ",";
  }
  response_.body += "\r\n";
}

}  // namespace banthuek::serve::view
