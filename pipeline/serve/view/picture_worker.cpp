#include "pipeline/serve/view/picture_worker.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <memory>

#include "pipeline/picture/encode.h"
#include "pipeline/process/worker.h"
#include "pipeline/read/read_page.h"
#include "pipeline/read/read_picture.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/source/source.h"

namespace banthuek::serve::view {
namespace {

// A frame of up to so many pixels holds a line or a few, which need no layout; what is higher is taken as a page, with columns and tables.
constexpr int kFewLines = 260;

// Pages drawn last: a zooming visitor asks for many cuts of one page.
constexpr std::size_t kKeptPages = 3;

Box box_of(const banthuek::process::Json& json) { return {json.at(0), json.at(1), json.at(2), json.at(3)}; }

class PictureHandler : public process::TaskHandler {
 public:
  banthuek::process::Json set_up(const banthuek::process::Json& settings) override {
    source::prepare_sources();
    if (settings.value("reads", false)) recogniser_ = recognise::make_recogniser();
    return banthuek::process::Json::object();
  }

  // files: the source, and memory to write the answer into.
  process::Message run(process::Message message) override {
    const process::Json& task = message.body;
    const std::vector<base::Descriptor>& files = message.files;
    if (task.value("reads", false) && recogniser_ && files.size() == 1) return read(page(task, files[0].get()).cut(box_of(task.at("region"))));
    if (files.size() != 2) throw Error(ErrorKind::kInternal, "picture", "two files are needed");
    picture::Picture picture = page(task, files[0].get()).cut(box_of(task.at("region")));
    check_inside(picture);
    picture = picture::resized(picture, task.at("width"), task.at("height"));
    if (task.at("grey").get<bool>()) picture = picture.grey();
    const std::string bytes = task.at("format") == "png" ? picture.png() : picture::jpeg_of(picture, 82);
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t n = ::write(files[1].get(), bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) throw Error(ErrorKind::kTooLarge, "picture", "the answer is too large; ask for a smaller one");
      done += static_cast<std::size_t>(n);
    }
    return {process::Json{{"bytes", bytes.size()}}};
  }

 private:
  static void check_inside(const picture::Picture& cut) {
    if (cut.empty()) throw Error(ErrorKind::kUsage, "picture", "the region lies outside the page");
  }

  process::Message read(const picture::Picture& cut) {
    check_inside(cut);
    process::Json lines = process::Json::array();
    const auto add = [&](const std::string& text, double confidence) { lines.push_back({{"text", text}, {"confidence", confidence}}); };
    if (cut.height() <= kFewLines) {
      for (const Line& line : read::read_picture_as_lines(cut, *recogniser_)) add(line.text, line.confidence);
    } else {
      const Page page = read::read_page(cut, *recogniser_, {});
      double least = 1;
      for (const Line& line : page.lines) least = std::min(least, line.confidence);
      add(page_text(page), page.lines.empty() ? 0 : least);
    }
    return {process::Json{{"lines", lines}}};
  }

  // The page as boxes refer to it: upright, straight, of that size, with the hidden places covered.
  picture::Picture page(const banthuek::process::Json& task, int descriptor) {
    const std::string key = task.at("page_key");
    for (const auto& [kept, picture] : pages_)
      if (kept == key) return picture;
    picture::Picture picture = source::open_source(descriptor, "file")->picture(task.at("page"));
    Page how;
    how.turned = task.at("turned");
    how.skew = task.at("skew");
    if (how.turned != 0 || how.skew != 0) picture = read::upright_picture(picture, how);
    const int width = task.at("page_width"), height = task.at("page_height");
    if (width > 0 && height > 0 && (picture.width() != width || picture.height() != height)) picture = picture::resized(picture, width, height);
    std::vector<Box> hidden;
    for (const banthuek::process::Json& box : task.at("covered")) hidden.push_back(box_of(box));
    if (!hidden.empty()) picture = picture::covered(picture, hidden);
    pages_.emplace_front(key, picture);
    if (pages_.size() > kKeptPages) pages_.pop_back();
    return picture;
  }

  std::deque<std::pair<std::string, picture::Picture>> pages_;
  std::unique_ptr<recognise::Recogniser> recogniser_;  // of a worker that reads
};

}  // namespace

int run_picture_worker() {
  PictureHandler handler;
  return banthuek::process::serve(handler);
}

}  // namespace banthuek::serve::view
