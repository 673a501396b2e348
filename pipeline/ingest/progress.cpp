#include "pipeline/ingest/progress.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace banthuek::ingest {
namespace {

using EventJson = nlohmann::ordered_json;
constexpr auto kRedraw = std::chrono::milliseconds(200);
constexpr auto kSummary = std::chrono::seconds(30);

std::string fixed(double value, int digits) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  return buffer;
}

}  // namespace

std::string duration_text(double seconds) {
  const long s = std::lround(seconds);
  const auto two = [](long n) { return fmt::format("{}{}", n < 10 ? "0" : "", n); };
  if (s >= 3600) return fmt::format("{} h {} min", s / 3600, two(s / 60 % 60));
  if (s >= 60) return fmt::format("{} min {} s", s / 60, two(s % 60));
  return fmt::format("{} s", s);
}

Progress::Progress(ProgressStyle style, std::FILE* out, ImportLog log) : style_(style), out_(out), log_(std::move(log)) {}

void Progress::json(const std::string& text) {
  std::fprintf(out_, "%s\n", text.c_str());
  std::fflush(out_);
}

void Progress::begin(long inputs, int jobs) {
  inputs_ = inputs;
  start_ = drawn_ = Clock::now();
  log_.write(LogLevel::kInfo, fmt::format("begins: {} inputs, {} workers", inputs, jobs));
  if (style_ == ProgressStyle::kJson) return json(EventJson{{"event", "begin"}, {"inputs", inputs}, {"jobs", jobs}}.dump());
  if (style_ == ProgressStyle::kLines)
    std::fprintf(out_, "banthuek: %ld file%s to take in, %d worker%s\n", inputs, inputs == 1 ? "" : "s", jobs, jobs == 1 ? "" : "s");
}

void Progress::page(const std::string& place, int page, int pages, bool cached) {
  ++pages_;
  if (cached) ++cached_;
  log_.write(LogLevel::kDebug, fmt::format("{}:{}: page read{}", place, page, cached ? " before" : ""));
  if (style_ == ProgressStyle::kJson)
    json(EventJson{{"event", "page"}, {"place", place}, {"page", page}, {"pages", pages}, {"cached", cached}}.dump());
}

void Progress::input(const ProgressEvent& event) {
  ++done_;
  ++outcomes_[event.outcome];
  if (event.failed) ++failed_;
  if (event.known) ++known_;
  inputs_ = std::max(inputs_, done_);
  log_.write(event.failed ? LogLevel::kWarning : LogLevel::kInfo,
             event.outcome + (event.known ? " (known) " : " ") + (event.message.empty() ? event.place : event.message));
  if (style_ == ProgressStyle::kJson)
    return json(EventJson{{"event", "input"},
                          {"place", event.place},
                          {"outcome", event.outcome},
                          {"failed", event.failed},
                          {"pages", event.pages},
                          {"seconds", event.seconds},
                          {"known", event.known},
                          {"message", event.message}}
                    .dump());
  if (event.message.empty()) return;
  if (event.outcome != "unsupported") return say(event.message);
  Skipped& skipped = skipped_[std::filesystem::path(event.place).extension().string()];
  if (skipped.count++ == 0) skipped.first = event.message;
}

void Progress::say_skipped() {
  for (const auto& [end, skipped] : skipped_) {
    if (skipped.count == 1)
      say(skipped.first);
    else
      say(fmt::format("{}{} are not read, the first: {}", skipped.count, end.empty() ? " files without an ending" : " " + end + " files",
                      skipped.first));
  }
  skipped_.clear();
}

void Progress::leave() { inputs_ = std::max(done_, inputs_ - 1); }

void Progress::note(const std::string& text) {
  log_.write(LogLevel::kWarning, text);
  say(text);
}

void Progress::lost(const std::string& where, const std::string& why) { log_.write(LogLevel::kWarning, where + ": a worker is lost: " + why); }

void Progress::say(const std::string& text) {
  if (style_ == ProgressStyle::kJson) return json(EventJson{{"event", "note"}, {"message", text}}.dump());
  clear();
  std::fprintf(out_, "banthuek: %s\n", text.c_str());
  std::fflush(out_);
}

// "12 of 340 files, 96 pages, 1.9 pages/s, 1 failed, 4 min 10 s left"
std::string Progress::line() const {
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  std::string out = fmt::format("{} of {} files, {} pages, {} pages/s, {} failed", done_, inputs_, pages_,
                                fixed(seconds > 0 ? static_cast<double>(pages_) / seconds : 0, 1), failed_);
  if (done_ > 0 && done_ < inputs_)
    out += ", " + duration_text(seconds / static_cast<double>(done_) * static_cast<double>(inputs_ - done_)) + " left";
  return out;
}

void Progress::clear() {
  if (shown_ > 0) std::fprintf(out_, "\r%*s\r", shown_, "");
  shown_ = 0;
}

void Progress::draw() {
  constexpr int kWidth = 24;
  const long full = inputs_ > 0 ? std::min<long>(kWidth, done_ * kWidth / inputs_) : 0;
  const std::string text = fmt::format("[{}{}] {}", std::string(full, '#'), std::string(kWidth - full, '.'), line());
  clear();
  std::fprintf(out_, "%s", text.c_str());
  std::fflush(out_);
  shown_ = static_cast<int>(text.size());
}

void Progress::tick() {
  const auto now = Clock::now();
  if (style_ == ProgressStyle::kJson || now - drawn_ < (style_ == ProgressStyle::kBar ? std::chrono::milliseconds(kRedraw) : kSummary)) return;
  drawn_ = now;
  if (style_ == ProgressStyle::kBar)
    draw();
  else
    say(line());
}

void Progress::end(bool interrupted) {
  log_.write(LogLevel::kInfo, (interrupted ? "is interrupted: " : "ends: ") + line());
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  if (style_ == ProgressStyle::kJson)
    return json(EventJson{
        {"event", "end"},
        {"interrupted", interrupted},
        {"inputs", inputs_},
        {"outcomes", outcomes_},
        {"pages", pages_},
        {"cached_pages", cached_},
        {"seconds",
         seconds}}.dump());
  say_skipped();
  clear();
  std::string text;
  for (const auto& [outcome, count] : outcomes_) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, outcome);
  std::fprintf(out_, "banthuek: %s%ld of %ld files in %s, %ld pages (%s pages/s)%s%s%s\n", interrupted ? "interrupted: " : "", done_, inputs_,
               duration_text(seconds).c_str(), pages_, fixed(seconds > 0 ? static_cast<double>(pages_) / seconds : 0, 1).c_str(),
               text.empty() ? "" : ": ", text.c_str(), known_ > 0 ? fmt::format(" ({} known from before)", known_).c_str() : "");
}

}  // namespace banthuek::ingest
