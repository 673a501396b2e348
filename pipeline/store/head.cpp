#include "pipeline/store/head.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "pipeline/base/merkle.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/signing.h"
#include "pipeline/database/history.h"

namespace banthuek::store {
namespace {

constexpr std::string_view kFirstLine = "banthuek head 1";

std::vector<std::string> leaves_of(std::span<const Content> contents) {
  std::vector<std::string> out;
  out.reserve(contents.size());
  for (const Content& content : contents) out.push_back(base::merkle_leaf(content.name, content.hash));
  return out;
}

// The lines that a signature is over.
std::string body_of(const Head& head) {
  return fmt::format("{}\nhistory: {}\nhash: {}\nroot: {}\ncontents: {}\nat: {}\n", kFirstLine, head.history, head.hash, head.root, head.contents,
                     head.at);
}

std::int64_t number_of(std::string_view text, const std::string& where) {
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || rest != text.data() + text.size() || number < 0)
    throw Error(ErrorKind::kUsage, where, "'" + std::string(text) + "' is no number of a head; take what `banthuek verify --head` printed");
  return number;
}

}  // namespace

Head head_of(database::Database& db, std::span<const Content> contents) {
  const database::HistoryEnd end = database::history_end(db);
  return {end.id, end.hash, base::merkle_root(leaves_of(contents)), static_cast<std::int64_t>(contents.size()), end.at, ""};
}

std::string text_of(const Head& head) { return body_of(head) + (head.signature.empty() ? "" : "signature: " + head.signature + "\n"); }

Head parse_head(std::string_view text, const std::string& where) {
  Head head;
  std::size_t known = 0;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    if (first && line != kFirstLine) break;
    first = false;
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon), value = line.substr(colon + 2);
    ++known;
    if (name == "history")
      head.history = number_of(value, where);
    else if (name == "hash")
      head.hash = value;
    else if (name == "root")
      head.root = value;
    else if (name == "contents")
      head.contents = number_of(value, where);
    else if (name == "at")
      head.at = value;
    else if (name == "signature")
      head.signature = value;
  }
  if (first || known < 5 || head.root.size() != 64)
    throw Error(ErrorKind::kUsage, where, "is no head of a database; take what `banthuek verify --head` printed");
  return head;
}

Head signed_by(Head head, std::string_view secret_key, const std::string& where) {
  head.signature = base::sign(secret_key, body_of(head), where);
  return head;
}

bool signature_fits(const Head& head, std::string_view open_key, const std::string& where) {
  return base::signature_fits(open_key, body_of(head), head.signature, where);
}

Since since(database::Database& db, const Head& before, const Head& now) {
  Since out;
  if (now.history < before.history) {
    out.faults.push_back(fmt::format(
        "{}: the history ends at row {}, the head that was kept is of row {}: rows were cut off, or this is an older copy; compare with a backup",
        db.name(), now.history, before.history));
    return out;
  }
  {
    database::Statement row = db.prepare("SELECT hash FROM history WHERE id = ?");
    row.bind(before.history);
    if (before.history > 0 && (!row.step() || row.view(0) != before.hash)) {
      out.faults.push_back(
          fmt::format("{}: history row {} is another than in the head that was kept: the past was written anew, or it is of another database; "
                      "compare with a backup",
                      db.name(), before.history));
      return out;
    }
  }
  out.changes = now.history - before.history;
  if (out.changes == 0 && now.root != before.root)
    out.faults.push_back(db.name() +
                         ": the contents are others than in the head that was kept, though nothing was done since; compare with a backup");
  database::Statement row = db.prepare("SELECT action, count(*) FROM history WHERE id > ? GROUP BY 1 ORDER BY 2 DESC, 1");
  for (row.bind(before.history); row.step();) out.summary += (out.summary.empty() ? "" : ", ") + row.text(1) + " " + row.text(0);
  return out;
}

std::string proof_of(std::span<const Content> contents, std::string_view name, const std::string& text, const Head& head) {
  const auto at = std::find_if(contents.begin(), contents.end(), [&](const Content& content) { return content.name == name; });
  if (at == contents.end()) throw Error(ErrorKind::kUsage, std::string(name), "is not there; find the key of a document with banthuek search");
  nlohmann::ordered_json steps = nlohmann::ordered_json::array();
  for (const base::MerkleStep& step : base::merkle_path(leaves_of(contents), static_cast<std::size_t>(at - contents.begin())))
    steps.push_back({step.side == base::MerkleStep::Side::kLeft ? "left" : "right", step.hash});
  return nlohmann::ordered_json{{"banthuek_proof", 1}, {"name", name}, {"text", text}, {"path", steps}, {"head", text_of(head)}}.dump(1) + "\n";
}

CheckedProof check_proof(std::string_view json, const std::string& where) {
  try {
    const auto proof = nlohmann::json::parse(json);
    CheckedProof out{proof.at("name"), proof.at("text"), parse_head(proof.at("head").get<std::string>(), where)};
    std::vector<base::MerkleStep> path;
    for (const auto& step : proof.at("path"))
      path.push_back({step.at(0) == "left" ? base::MerkleStep::Side::kLeft : base::MerkleStep::Side::kRight, step.at(1)});
    out.holds = base::merkle_root_of(base::merkle_leaf(out.name, base::sha256_hex(out.text)), path) == out.head.root;
    return out;
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorKind::kUsage, where, "is no proof; take what `banthuek verify --document KEY` printed");
  }
}

}  // namespace banthuek::store
