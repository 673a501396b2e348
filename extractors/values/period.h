// Periods of time as Thai offices write them: "ต.ค. ๖๔ - ๓๐ ก.ย. ๖๕", "ไตรมาสที่ ๒", "ตลอดปีงบประมาณ".
//
// Years as in dates.h; fiscal year 2566 runs from 2022-10-01 to 2023-09-30. What the text leaves open stays open: nothing is
// filled in but the year of `context`.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/values/dates.h"

namespace banthuek::values {

enum class Frequency { kNone, kMonthly, kQuarterly, kHalfYearly, kYearly, kContinuous };

const char* name_of(Frequency frequency);  // "monthly", ...; "" for kNone

struct Period {
  std::optional<PartialDate> start;  // as precise as the text: a month or a day
  std::optional<PartialDate> end;    // of the last
  Frequency frequency = Frequency::kNone;
  bool reversed = false;  // a range whose end is before its start: given as written
  // Of a reversed range the one other year for its start or its end with which it lies in the context's fiscal year; nothing
  // where none or both fit. For a reading in doubt.
  std::optional<PartialDate> resolved_start, resolved_end;
  bool end_unread = false;     // a range whose end could not be read: the end stays open
  bool year_inferred = false;  // digits that are no year stood where one should
  bool month_mended = false;   // the name of a month was a letter or two off
  bool impossible = false;     // names a day that does not exist: left out
};

// How sure the recogniser was of the text. Doubtful: a year far from `context` counts as misread; sure, it stays as printed.
enum class Reading { kSure, kDoubtful };

// Reads one period out of `text`; of several the earliest start and the latest end. `context` is the fiscal year of the table it
// stands in. Gives nothing when the text names no period; never throws; pure, so safe from any thread.
std::optional<Period> parse_period(std::string_view text, std::optional<BuddhistYear> context, Reading reading = Reading::kSure);

}  // namespace banthuek::values
