// The head of a database: a few lines that fix all that it holds and all that was ever done in it, to be kept elsewhere, printed, or signed.
//
//   banthuek head 1
//   history: 1234                     rows of the history
//   hash: (64 digits)                 of the last of them, which is over all before it
//   root: (64 digits)                 Merkle root over all contents (verify.h, merkle.h)
//   contents: 567                     how many they are
//   at: 2026-11-28T15:00:00Z          of the last row
//   signature: (base64)               Ed25519 over the lines above, each with its line end; only where it is signed
//
// Who can write the database but has no secret key can make a database that is whole in itself, but none that has this head.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/database/database.h"
#include "pipeline/store/content.h"

namespace banthuek::store {

struct Head {
  std::int64_t history = 0;
  std::string hash, root;
  std::int64_t contents = 0;
  std::string at;
  std::string signature;  // empty: not signed
};

// `contents`: of verify(), in its order.
Head head_of(database::Database& db, std::span<const Content> contents);

std::string text_of(const Head& head);
// Throws Error{kUsage} for what is no such text.
Head parse_head(std::string_view text, const std::string& where);

Head signed_by(Head head, std::string_view secret_key, const std::string& where);
bool signature_fits(const Head& head, std::string_view open_key, const std::string& where);

// What does not fit between a head from before and the database, whose head is `now`; and how much was done since.
struct Since {
  std::vector<std::string> faults;
  std::int64_t changes = 0;
  std::string summary;  // "12 stored, 1 corrected"; empty where there are no changes
};
Since since(database::Database& db, const Head& before, const Head& now);

// That a document is as the head says: its text, and the hashes that lead from it to the root, as JSON for a third person.
std::string proof_of(std::span<const Content> contents, std::string_view name, const std::string& text, const Head& head);

struct CheckedProof {
  std::string name, text;
  Head head;
  bool holds = false;  // the text leads to the root of the head
};
// Throws Error{kUsage} for what is no proof.
CheckedProof check_proof(std::string_view json, const std::string& where);

}  // namespace banthuek::store
