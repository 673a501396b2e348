#include <nlohmann/json.hpp>

#include "extractors/types/page_json.h"
#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace); }

class JsonWriter : public PageWriter {
 public:
  explicit JsonWriter(Sink sink) : sink_(std::move(sink)) { sink_("{\"files\": ["); }

  void begin_file(const std::string& name, const std::string& sha256) override {
    sink_(std::string(first_file_ ? "\n" : ",\n") + "{\"file\": " + quoted(name) + ", \"sha256\": " + quoted(sha256) + ", \"pages\": [");
    first_file_ = false;
    first_page_ = true;
  }

  void page(const Page& page, const PageImage&) override {
    sink_((first_page_ ? "\n" : ",\n") + page_to_json_text(page));
    first_page_ = false;
  }

  void end_file(const std::optional<std::string>& error) override { sink_("], \"error\": " + (error ? quoted(*error) : "null") + "}"); }

  void finish() override { sink_("]}\n"); }

 private:
  Sink sink_;
  bool first_file_ = true, first_page_ = true;
};

}  // namespace

std::unique_ptr<PageWriter> make_json_writer(Sink sink) { return std::make_unique<JsonWriter>(std::move(sink)); }

}  // namespace banthuek::write
