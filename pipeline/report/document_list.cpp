#include "pipeline/report/document_list.h"

#include <unicode/coll.h>
#include <unicode/sortkey.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace banthuek::report {
namespace {

// Names in the order of the Royal Society's dictionary; what has none last.
class ThaiOrder {
 public:
  ThaiOrder() {
    UErrorCode status = U_ZERO_ERROR;
    collator_.reset(icu::Collator::createInstance(icu::Locale("th"), status));
    if (U_FAILURE(status)) collator_.reset();
  }
  std::string key(std::string_view text) const {
    if (text.empty()) return std::string(1, '\xFF');
    if (!collator_) return std::string(text);
    std::string out(64, '\0');
    const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    for (int32_t size = 0;;) {
      size = collator_->getSortKey(wide, reinterpret_cast<std::uint8_t*>(out.data()), static_cast<int32_t>(out.size()));
      const bool fits = size <= static_cast<int32_t>(out.size());
      out.resize(static_cast<std::size_t>(size));
      if (fits) return out;
    }
  }

 private:
  std::unique_ptr<icu::Collator> collator_;
};

const char* ordered_by(DocumentOrder order) {
  switch (order) {
    case DocumentOrder::kFile:
      return "''";
    case DocumentOrder::kOffice:
      return "organisation";
    case DocumentOrder::kTitle:
      return "coalesce(title, subject)";
    case DocumentOrder::kKind:
      return "kind";
    case DocumentOrder::kYear:
      return "fiscal_year";
    case DocumentOrder::kDate:
      return "date";
    case DocumentOrder::kFindings:
      return "(SELECT nullif(count(*), 0) FROM findings f WHERE f.document = d.id)";
  }
  return "''";
}

// Numbers that sort by size.
std::string number_key(std::int64_t number) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%020lld", static_cast<long long>(number));
  return digits;
}

constexpr const char* kFile = "(SELECT min(path) FROM file_places x WHERE x.file = d.file)";

}  // namespace

DocumentList list_documents(store::Store& store, const std::optional<std::unordered_set<std::int64_t>>& only, DocumentOrder order,
                            std::int64_t offset, std::int64_t limit) {
  struct Place {
    std::string key, file;
    std::int64_t first_page = 0, id = 0;
  };
  const bool names = order == DocumentOrder::kOffice || order == DocumentOrder::kTitle;
  const bool latest = order == DocumentOrder::kYear || order == DocumentOrder::kDate || order == DocumentOrder::kFindings;
  const ThaiOrder thai;
  std::vector<Place> places;
  {
    database::Statement row = store.db().prepare(std::string("SELECT d.id, ") + ordered_by(order) + ", " + kFile + ", first_page FROM documents d");
    while (row.step()) {
      if (only && !only->contains(row.integer(0))) continue;
      std::string key = row.text(1);
      if (names)
        key = thai.key(key);
      else if (latest && order != DocumentOrder::kDate && !key.empty())
        key = number_key(row.integer(1));
      else if (key.empty() && !latest && order != DocumentOrder::kFile)
        key.assign(1, '\xFF');
      places.push_back({std::move(key), row.text(2), row.integer(3), row.integer(0)});
    }
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.key != b.key) return latest ? a.key > b.key : a.key < b.key;
    if (a.file != b.file) return a.file < b.file;
    return std::pair(a.first_page, a.id) < std::pair(b.first_page, b.id);
  });
  DocumentList out;
  out.total = static_cast<std::int64_t>(places.size());
  database::Statement row = store.db().prepare(
      std::string("SELECT key, kind, organisation, province, coalesce(title, subject), date, fiscal_year, first_page, last_page, reviewed, ") +
      kFile +
      ", (SELECT count(*) FROM measures m WHERE m.document = d.id), (SELECT count(*) FROM tables t WHERE t.document = d.id), "
      "(SELECT count(*) FROM findings f WHERE f.document = d.id) FROM documents d WHERE d.id = ?");
  for (std::int64_t i = offset; i < std::min(out.total, offset + limit); ++i) {
    if (row.bind(places[static_cast<std::size_t>(i)].id).step()) {
      ListedDocument d;
      for (int column = 0; std::string * to : {&d.key, &d.kind, &d.office, &d.province, &d.title, &d.date}) *to = row.text(column++);
      d.year = static_cast<int>(row.integer(6));
      d.first_page = static_cast<int>(row.integer(7));
      d.last_page = static_cast<int>(row.integer(8));
      d.reviewed = row.integer(9) != 0;
      d.file = row.text(10);
      d.measures = static_cast<int>(row.integer(11));
      d.tables = static_cast<int>(row.integer(12));
      d.findings = static_cast<int>(row.integer(13));
      out.documents.push_back(std::move(d));
    }
    row.reset();
  }
  return out;
}

}  // namespace banthuek::report
