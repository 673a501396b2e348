#include "pipeline/serve/site/doubtful.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "extractors/types/field_path.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::serve::site {
namespace {

constexpr double kSureEnough = 0.9;
constexpr int kQueue = 2000;

struct RecordPath {
  std::size_t record = 0;
  std::string field;
  const schema::RecordKind* kind = nullptr;  // null where the database has lost what it was
  const schema::KindTitle* title = nullptr;
};

std::optional<RecordPath> record_path(const Document& document, const std::vector<schema::RecordKind>& kinds, std::string_view path) {
  constexpr std::string_view kRecords = "records/";
  if (!path.starts_with(kRecords)) return std::nullopt;
  RecordPath out;
  const auto [rest, error] = std::from_chars(path.data() + kRecords.size(), path.data() + path.size(), out.record);
  if (error != std::errc() || out.record >= document.records.size()) return std::nullopt;
  out.field = path.substr(path.rfind('/') + 1);
  for (const schema::RecordKind& kind : kinds)
    if (const schema::KindField* field = kind.field(out.field); field && kind.name == document.records[out.record].kind)
      out.kind = &kind, out.title = &field->title;
  return out;
}

}  // namespace

std::string record_column(const Document& document, const std::vector<schema::RecordKind>& kinds, std::string_view path, bool thai) {
  const auto at = record_path(document, kinds, path);
  return !at ? "" : !at->title ? at->field : thai ? at->title->th : at->title->en;
}

std::string record_label(const Document& document, const std::vector<schema::RecordKind>& kinds, std::string_view path, bool thai) {
  const auto at = record_path(document, kinds, path);
  if (!at || !at->kind) return at ? at->field : "";
  return fmt::format("{} {} · {}", thai ? at->kind->title.th : at->kind->title.en, at->record + 1, thai ? at->title->th : at->title->en);
}

std::vector<Doubtful> doubtful_values(store::Store& store) {
  std::vector<std::string> keys;
  {
    // Documents with the least sure measures or with findings; a scan of two columns, once for each change of the archive.
    auto rows = store.db().prepare(
        "SELECT d.key, min(coalesce((SELECT min(confidence) FROM measures m WHERE m.document = d.id), 1), "
        "coalesce((SELECT min(confidence) FROM records r WHERE r.document = d.id), 1)) c FROM documents d "
        "WHERE d.reviewed = 0 GROUP BY d.id ORDER BY c LIMIT 500");
    while (rows.step()) keys.push_back(rows.text(0));
  }
  {
    auto rows = store.db().prepare(
        "SELECT DISTINCT d.key FROM corrections c JOIN files f ON f.sha256 = c.sha256 JOIN documents d ON d.file = f.id AND d.first_page = "
        "c.first_page WHERE d.reviewed = 0 ORDER BY c.id DESC LIMIT 500");
    while (rows.step())
      if (std::find(keys.begin(), keys.end(), rows.text(0)) == keys.end()) keys.push_back(rows.text(0));
  }
  std::vector<Doubtful> queue;
  const std::vector<schema::RecordKind> kinds = store::record_kinds(store.db());
  for (const std::string& key : keys) {
    const auto stored = store.document(key);
    if (!stored) continue;
    const Document& document = stored->document;
    for_each_field(document, [&](std::string_view path, const Field& field) {
      const bool by_person = field.rule == "correction";
      double doubt = by_person ? 0.05 : 1 - field.confidence;
      std::string code, reason;
      for (const Finding& finding : document.findings)
        if (finding.field == path && finding.severity != Severity::kInfo) {
          if (!by_person) doubt = std::max(doubt, finding.severity == Severity::kError ? 0.8 : 0.4);
          code = finding.code;
          reason = finding.reason;
        }
      if (doubt < 1 - kSureEnough && code.empty() && !by_person) return;
      const FieldInfo info = *field_info(document, path);
      queue.push_back({key, std::string(path), field.value, field.raw, document.organisation.name ? document.organisation.name->value : "", code,
                       reason, field.places.empty() ? Place{} : field.places.front(), field.confidence, doubt * info.risk, info.kind,
                       record_label(document, kinds, path, true), record_label(document, kinds, path, false), by_person});
    });
  }
  std::stable_sort(queue.begin(), queue.end(), [](const Doubtful& a, const Doubtful& b) { return a.risk > b.risk; });
  if (queue.size() > kQueue) queue.resize(kQueue);
  return queue;
}

}  // namespace banthuek::serve::site
