#include "pipeline/serve/bundle/evidence_zip.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/text_file.h"
#include "pipeline/serve/bundle/check.h"
#include "pipeline/serve/bundle/evidence_pdf.h"
#include "pipeline/serve/bundle/zip.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::bundle {
namespace {

using view::Json;

std::string picture_name(std::size_t index) {
  char name[40];
  std::snprintf(name, sizeof name, "pictures/%03zu.jpg", index + 1);
  return name;
}

// What every system takes as a name of a file; its letters of all scripts stay.
std::string safe_name(const std::string& name) {
  std::string out;
  for (const char c : view::begin_of(name, 120))
    out += static_cast<unsigned char>(c) < ' ' || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
  return out.empty() || out.front() == '.' ? "_" + out : out;
}

Json item_json(const EvidenceItem& item, std::size_t index) {
  Json values = Json::array(), changes = Json::array();
  for (const EvidenceValue& v : item.values)
    values.push_back({{"field", v.field}, {"label", v.label}, {"value", v.value}, {"raw", v.raw}, {"confidence", v.confidence}, {"rule", v.rule}});
  for (const EvidenceChange& c : item.changes)
    changes.push_back({{"at", c.at}, {"who", c.who}, {"why", c.why}, {"label", c.label}, {"before", c.before}, {"after", c.after}});
  return {{"document", item.gone ? "" : item.subject.document},
          {"field", item.subject.field},
          {"label", item.label},
          {"why", item.why},
          {"collected", {{"who", item.who}, {"at", item.at}}},
          {"office", item.office},
          {"year", item.year},
          {"title", item.heading},
          {"file", item.file},
          {"sha256", item.sha256},
          {"page", item.page},
          {"read", item.read_how},
          {"stood_then", item.stood_then},
          {"picture", item.picture.empty() ? Json(nullptr) : Json(picture_name(index))},
          {"values", values},
          {"corrections", changes}};
}

Json index_view(const Evidence& evidence, const std::map<std::string, std::string>& files, bool with_report) {
  Json items = Json::array(), notes = Json::array();
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    const EvidenceItem& item = evidence.items[i];
    Json values = Json::array(), changes = Json::array();
    for (const EvidenceValue& v : item.values)
      values.push_back({{"label", v.label}, {"value", v.shown}, {"raw", v.other_raw()}, {"percent", view::percent(v.confidence)}, {"rule", v.rule}});
    for (const EvidenceChange& c : item.changes)
      changes.push_back({{"at", c.at}, {"who", c.who}, {"why", c.why}, {"label", c.label}, {"before", c.before}, {"after", c.after}});
    const auto file = files.find(item.gone ? "" : item.subject.document);
    items.push_back({{"number", i + 1},
                     {"label", item.label},
                     {"why", item.why},
                     {"office", item.office},
                     {"year", item.year},
                     {"heading", item.heading},
                     {"gone", item.gone},
                     {"stood_then", item.stood_then},
                     {"picture", item.picture.empty() ? Json(nullptr) : Json(picture_name(i))},
                     {"no_picture", item.picture.empty() && !item.no_picture.empty()},
                     {"values", values},
                     {"changes", changes},
                     {"file", item.file},
                     {"file_href", file == files.end() ? Json(nullptr) : Json(file->second)},
                     {"page", item.page},
                     {"read_how", item.read_how},
                     {"sha256", item.sha256},
                     {"proof", item.gone || item.subject.document.empty() ? Json(nullptr) : Json("proofs/" + item.subject.document + ".json")},
                     {"who", item.who},
                     {"at", item.at}});
  }
  for (const auto& [who, note] : evidence.notes) notes.push_back({{"who", who}, {"text", note}});
  return {{"title", evidence.title},
          {"state", evidence.state},
          {"assignee", evidence.assignee},
          {"made", view::shown_time(evidence.made_at, view::Language::kThai)},
          {"made_by", evidence.made_by},
          {"items", items},
          {"notes", notes},
          {"root", evidence.head.root},
          {"history", static_cast<long>(evidence.head.history)},
          {"whole", evidence.faults == 0},
          {"report", with_report}};
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::kDisk, file.string(), "cannot be read; put it back where it was");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

std::string bundle_name(const Evidence& evidence, const char* ending) {
  std::string day;
  for (const char c : evidence.made_at.substr(0, 10))
    if (c != '-') day += c;
  return "banthuek-evidence-" + day + ending;
}

void evidence_zip(const Evidence& evidence, const view::Pages& pages, const std::filesystem::path& web,
                  const std::function<void(std::string_view)>& sink, const Signer& sign) {
  ZipWriter zip(sink);
  Json members = Json::array(), documents = Json::array(), items = Json::array();
  const auto add = [&](const std::string& name, std::string_view bytes) {
    zip.add(name, bytes);
    members.push_back({{"name", name}, {"bytes", bytes.size()}, {"sha256", base::sha256_hex(bytes)}});
  };
  const auto dump = [](const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; };
  std::string report;
  try {
    report = evidence_pdf(evidence, pages);
  } catch (const Error& e) {
    if (e.kind != ErrorKind::kUsage) throw;  // no Thai font here: the page says all of it too
  }
  std::map<std::string, std::string> files;  // document -> its source file in here
  std::map<std::string, std::string> by_hash;
  for (const EvidenceDocument& document : evidence.documents) {
    const auto put = by_hash.find(document.sha256);
    if (put != by_hash.end()) {
      files[document.key] = put->second;
    } else if (!document.path.empty()) {
      const std::string name = "files/" + document.key + "-" + safe_name(document.file), bytes = bytes_of(document.path);
      if (base::sha256_hex(bytes) == document.sha256) {
        add(name, bytes);
        files[document.key] = by_hash[document.sha256] = name;
      }
    }
    const std::string proof = "proofs/" + document.key + ".json";
    add(proof, document.proof);
    const auto file = files.find(document.key);
    documents.push_back({{"key", document.key},
                         {"sha256", document.sha256},
                         {"first_page", document.first_page},
                         {"proof", proof},
                         {"file", file == files.end() ? Json(nullptr) : Json(file->second)}});
  }
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.items[i].picture.empty()) add(picture_name(i), evidence.items[i].picture);
    items.push_back(item_json(evidence.items[i], i));
  }
  if (!report.empty()) add("report.pdf", report);
  add("items.json", dump(items));
  add("index.html", pages.render("bundle_index", index_view(evidence, files, !report.empty()), view::Language::kThai));
  add("style.css", base::read_text_file(web / "bundle/style.css", "install the program anew"));
  add("check_bundle.py", base::read_text_file(web / "bundle/check_bundle.py", "install the program anew"));
  const std::string manifest = dump({{"banthuek_bundle", kBundleKind},
                                     {"title", evidence.title},
                                     {"made_at", evidence.made_at},
                                     {"made_by", evidence.made_by},
                                     {"head", store::text_of(evidence.head)},
                                     {"faults", evidence.faults},
                                     {"documents", documents},
                                     {"files", members}});
  zip.add("manifest.json", manifest);
  if (sign) zip.add(kSignatureName, sign(manifest) + "\n");
  zip.finish();
}

}  // namespace banthuek::serve::bundle
