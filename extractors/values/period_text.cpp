#include "extractors/values/period_text.h"

#include <array>
#include <string>
#include <utility>

#include "extractors/values/period.h"

namespace banthuek::values {
namespace {

// The dates and frequency that a period's text says by itself, at its places: not by the document's year, which may be corrected later.
PeriodField period_of(const Field& text, std::string_view rule) {
  PeriodField out{text, {}, {}, {}};
  const auto read = values::parse_period(text.value, std::nullopt);
  if (!read) return out;
  const auto follows = [&](const std::string& value) { return Field{"", value, text.places, 1, std::string(rule)}; };
  if (read->start) out.start = follows(values::iso(*read->start));
  if (read->end) out.end = follows(values::iso(*read->end));
  if (read->frequency != values::Frequency::kNone) out.frequency = follows(values::name_of(read->frequency));
  return out;
}

constexpr std::array kOfPeriod{&PeriodField::start, &PeriodField::end, &PeriodField::frequency};

}  // namespace

void put_period_text(Measure& measure, const MaybeField& text, std::string_view rule) {
  PeriodField out = measure.period.value_or(PeriodField{});
  const PeriodField before = period_of(out.raw, rule);
  for (const auto part : kOfPeriod)
    if (const MaybeField& now = out.*part; now && now->rule == rule && now->raw.empty() && before.*part && (before.*part)->value == now->value)
      (out.*part).reset();
  out.raw = text.value_or(Field{});
  if (text)
    for (const PeriodField said = period_of(*text, rule); const auto part : kOfPeriod)
      if (!(out.*part)) out.*part = said.*part;
  measure.period = std::move(out);
}

void drop_empty_period(Measure& measure) {
  const auto& period = measure.period;
  if (period && period->raw.value.empty() && !period->start && !period->end && !period->frequency) measure.period.reset();
}

}  // namespace banthuek::values
