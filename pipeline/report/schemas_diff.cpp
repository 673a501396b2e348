#include "pipeline/report/schemas_diff.h"

#include <map>

#include "extractors/extract/extract.h"
#include "pipeline/store/stored_pages.h"

namespace banthuek::report {

SchemasDiff diff_schemas(store::Store& store, const schema::Schemas& before, const schema::Schemas& after,
                         const std::function<void(const DocumentDiff&)>& visit) {
  SchemasDiff out;
  for (const std::string& sha256 : store.file_hashes()) {
    const auto file = store.file(sha256);
    const std::vector<Page> pages = store::stored_pages(store, sha256);
    if (!file || file->pages.empty()) continue;
    if (pages.size() < file->pages.size()) {
      ++out.files_without_pages;
      continue;
    }
    ++out.files;
    // Documents are paired by the page they begin on; a new start of documents splits or joins them.
    std::map<int, std::pair<Document, Document>> pairs;
    for (Document& d : extract::extract(pages, before)) {
      const int first = d.first_page;
      pairs[first].first = std::move(d);
    }
    for (Document& d : extract::extract(pages, after)) {
      const int first = d.first_page;
      pairs[first].second = std::move(d);
    }
    for (const auto& [first, pair] : pairs) {
      ++out.documents;
      DocumentDiff diff{store::document_key(sha256, first), file->path, check::compare(pair.first, pair.second)};
      if (diff.values.empty()) continue;
      ++out.changed_documents;
      out.changed_values += static_cast<int>(diff.values.size());
      visit(diff);
    }
  }
  return out;
}

}  // namespace banthuek::report
