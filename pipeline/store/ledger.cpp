#include "pipeline/store/ledger.h"

namespace banthuek::store {
namespace {

struct Row {
  Outcome outcome;
  const char* name;
  Retry again;
  Success success;
};

constexpr Row kRows[] = {
    {Outcome::kDone, "done", Retry::kNever, Success::kYes},
    {Outcome::kDoneWithFindings, "done_with_findings", Retry::kNever, Success::kYes},
    {Outcome::kPartlyRead, "partly_read", Retry::kWorthRetrying, Success::kYes},
    {Outcome::kDuplicate, "duplicate", Retry::kNever, Success::kYes},
    {Outcome::kEncrypted, "encrypted", Retry::kNever, Success::kNo},
    {Outcome::kDamaged, "damaged", Retry::kNever, Success::kNo},
    {Outcome::kUnsupported, "unsupported", Retry::kNever, Success::kNo},
    {Outcome::kTooLarge, "too_large", Retry::kNever, Success::kNo},
    {Outcome::kTimedOut, "timed_out", Retry::kWorthRetrying, Success::kNo},
    {Outcome::kOutOfMemory, "out_of_memory", Retry::kWorthRetrying, Success::kNo},
    {Outcome::kCrashed, "crashed", Retry::kWorthRetrying, Success::kNo},
    {Outcome::kRefusedByPolicy, "refused_by_policy", Retry::kNever, Success::kNo},
    {Outcome::kInterrupted, "interrupted", Retry::kWorthRetrying, Success::kNo},
};

const Row& row_of(Outcome outcome) { return kRows[static_cast<int>(outcome)]; }

}  // namespace

const char* name_of(Outcome outcome) { return row_of(outcome).name; }
Retry again(Outcome outcome) { return row_of(outcome).again; }
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
