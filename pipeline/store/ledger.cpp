#include "pipeline/store/ledger.h"

namespace banthuek::store {
namespace {

struct Row {
  Outcome outcome;
  const char* name;
  Again again;
  Success success;
};

constexpr Row kRows[] = {
    {Outcome::kDone, "done", Again::kNever, Success::kYes},
    {Outcome::kDoneWithFindings, "done_with_findings", Again::kNever, Success::kYes},
    {Outcome::kPartlyRead, "partly_read", Again::kWorthRetrying, Success::kYes},
    {Outcome::kDuplicate, "duplicate", Again::kNever, Success::kYes},
    {Outcome::kEncrypted, "encrypted", Again::kNever, Success::kNo},
    {Outcome::kDamaged, "damaged", Again::kNever, Success::kNo},
    {Outcome::kUnsupported, "unsupported", Again::kNever, Success::kNo},
    {Outcome::kTooLarge, "too_large", Again::kNever, Success::kNo},
    {Outcome::kTimedOut, "timed_out", Again::kWorthRetrying, Success::kNo},
    {Outcome::kOutOfMemory, "out_of_memory", Again::kWorthRetrying, Success::kNo},
    {Outcome::kCrashed, "crashed", Again::kWorthRetrying, Success::kNo},
    {Outcome::kRefusedByPolicy, "refused_by_policy", Again::kNever, Success::kNo},
    {Outcome::kInterrupted, "interrupted", Again::kWorthRetrying, Success::kNo},
};

const Row& row_of(Outcome outcome) { return kRows[static_cast<int>(outcome)]; }

}  // namespace

const char* name_of(Outcome outcome) { return row_of(outcome).name; }
Again again(Outcome outcome) { return row_of(outcome).again; }
Success success(Outcome outcome) { return row_of(outcome).success; }

std::optional<Outcome> outcome_named(std::string_view name) {
  for (const Row& row : kRows)
    if (name == row.name) return row.outcome;
  return std::nullopt;
}

Outcome outcome_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kEncrypted:
      return Outcome::kEncrypted;
    case ErrorKind::kUnsupported:
      return Outcome::kUnsupported;
    case ErrorKind::kTooLarge:
      return Outcome::kTooLarge;
    case ErrorKind::kTimeout:
      return Outcome::kTimedOut;
    case ErrorKind::kMemory:
      return Outcome::kOutOfMemory;
    case ErrorKind::kUsage:
    case ErrorKind::kSchema:
      return Outcome::kRefusedByPolicy;
    case ErrorKind::kInternal:
      return Outcome::kCrashed;
    case ErrorKind::kDatabase:
    case ErrorKind::kDisk:
    case ErrorKind::kUnreadable:
      return Outcome::kInterrupted;
    case ErrorKind::kDamaged:
      break;
  }
  return Outcome::kDamaged;
}

}  // namespace banthuek::store
