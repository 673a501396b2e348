#include "pipeline/ingest/import_log.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include "extractors/types/error.h"

namespace banthuek::ingest {

namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  constexpr spdlog::level::level_enum kLevels[] = {spdlog::level::debug, spdlog::level::info, spdlog::level::warn};
  return kLevels[static_cast<std::size_t>(level)];
}

}  // namespace

ImportLog::ImportLog(const std::string& file, LogLevel least) {
  try {
    logger_ = std::make_shared<spdlog::logger>("ingest", std::make_shared<spdlog::sinks::basic_file_sink_st>(file));
  } catch (const spdlog::spdlog_ex& e) {
    throw Error(ErrorKind::kDisk, file, std::string("the log cannot be written there (") + e.what() + "); give --log another name");
  }
  logger_->set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc));
  logger_->set_level(level_of(least));
  logger_->flush_on(spdlog::level::debug);
}

void ImportLog::write(LogLevel level, const std::string& text) {
  if (logger_) logger_->log(level_of(level), "{}", text);
}

}  // namespace banthuek::ingest
