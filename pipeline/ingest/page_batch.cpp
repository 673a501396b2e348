#include "pipeline/ingest/page_batch.h"

#include <algorithm>

#include "extractors/types/error.h"
#include "extractors/types/page_json.h"
#include "pipeline/store/page_cache.h"
#include "pipeline/store/page_words.h"

namespace banthuek::ingest {
namespace {

double confidence_of(const Page& page) {
  double sum = 0;
  const std::vector<const Line*> lines = all_lines(page);
  for (const Line* line : lines) sum += line->confidence;
  return lines.empty() ? 0 : sum / static_cast<double>(lines.size());
}

// What remains of a page in its row; lines are in the cache.
Page head_of(const Page& page) {
  Page out;
  out.number = page.number, out.width = page.width, out.height = page.height, out.dpi = page.dpi, out.turned = page.turned, out.skew = page.skew;
  out.source = page.source, out.source_reason = page.source_reason, out.findings = page.findings;
  return out;
}

// Cuts what `sizes` says off the front of `rest`; nothing where there is not so much.
std::optional<std::string_view> cut(std::string_view& rest, const process::Json& size) {
  const auto wanted = size.get<std::size_t>();
  if (!size.is_number_unsigned() || wanted > rest.size()) return std::nullopt;
  const std::string_view out = rest.substr(0, wanted);
  rest.remove_prefix(wanted);
  return out;
}

}  // namespace

void add_to_batch(process::Json& task, std::string& bytes, int number, std::string_view page) {
  task["pages"].push_back({{"number", number}, {"size", page.size()}});
  bytes += page;
}

process::Message take_batch(const process::Message& task, std::vector<Page>& pages) {
  std::string_view rest = task.bytes;
  process::Json rows = process::Json::array(), unreadable = process::Json::array();
  std::string words;
  for (const process::Json& given : task.body.at("pages")) {
    const std::optional<std::string_view> bytes = cut(rest, given.at("size"));
    if (!bytes) throw Error(ErrorKind::kInternal, "worker", "a page of the batch is not there");
    std::optional<Page> page = store::page_from_bytes(*bytes);
    if (!page) {
      unreadable.push_back(given.at("number"));
      continue;
    }
    page->number = given.at("number");
    for (Finding& finding : page->findings) finding.page = page->number;
    const std::string placed = store::encode_words(page_words(*page));
    process::Json row = page_to_json(head_of(*page));
    row["text"] = page_text(*page);
    row["confidence"] = confidence_of(*page);
    row["words"] = placed.size();
    words += placed;
    rows.push_back(std::move(row));
    pages.push_back(std::move(*page));
  }
  if (!unreadable.empty()) return {process::Json{{"unreadable", std::move(unreadable)}}};
  return {process::Json{{"rows", std::move(rows)}}, std::move(words)};
}

std::optional<BatchAnswer> batch_answer(const process::Json& task, const process::Json& body, std::string_view bytes) {
  BatchAnswer out;
  const process::Json& asked = task.at("pages");
  if (body.contains("unreadable")) {
    for (const process::Json& number : body.at("unreadable")) {
      const auto is_it = [&](const process::Json& page) { return page.at("number") == number; };
      if (std::none_of(asked.begin(), asked.end(), is_it)) return std::nullopt;
      out.unreadable.push_back(number);
      if (std::count(out.unreadable.begin(), out.unreadable.end(), out.unreadable.back()) > 1) return std::nullopt;
    }
    return out.unreadable.empty() ? std::nullopt : std::optional(std::move(out));
  }
  const process::Json& rows = body.at("rows");
  if (!rows.is_array() || rows.size() != asked.size()) return std::nullopt;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::optional<Page> page = page_from_json(rows[i]);
    const std::optional<std::string_view> words = cut(bytes, rows[i].at("words"));
    if (!page || !words) return std::nullopt;
    store::StoredPage& row = out.rows.emplace_back();
    row.page = head_of(*page);
    row.page.number = asked[i].at("number");
    for (Finding& finding : row.page.findings) finding.page = row.page.number;
    row.text = rows[i].at("text");
    row.confidence = rows[i].at("confidence");
    row.words = store::decode_words(*words);
    for (const PlacedWord& word : row.words)
      if (word.begin > word.end || word.end > row.text.size()) return std::nullopt;
  }
  return out;
}

}  // namespace banthuek::ingest
