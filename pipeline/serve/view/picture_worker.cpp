#include "pipeline/serve/view/picture_worker.h"

#include <unistd.h>

#include <cerrno>
#include <deque>

#include "pipeline/picture/encode.h"
#include "pipeline/process/worker.h"
#include "pipeline/read/read_page.h"
#include "pipeline/source/source.h"

namespace banthuek::serve::view {
namespace {

// Pages drawn last: a zooming visitor asks for many cuts of one page.
constexpr std::size_t kKeptPages = 3;

Box box_of(const banthuek::process::Json& json) { return {json.at(0), json.at(1), json.at(2), json.at(3)}; }

class PictureHandler : public process::TaskHandler {
 public:
  banthuek::process::Json set_up(const banthuek::process::Json&) override {
    source::prepare_sources();
    return banthuek::process::Json::object();
  }

  // files: the source, and memory to write the answer into.
  process::Message run(process::Message message) override {
    const process::Json& task = message.body;
    const std::vector<base::Descriptor>& files = message.files;
    if (files.size() != 2) throw Error(ErrorKind::kInternal, "picture", "two files are needed");
    picture::Picture picture = page(task, files[0].get()).cut(box_of(task.at("region")));
    if (picture.empty()) throw Error(ErrorKind::kUsage, "picture", "the region lies outside the page");
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
};

}  // namespace

int run_picture_worker() {
  PictureHandler handler;
  return banthuek::process::serve(handler);
}

}  // namespace banthuek::serve::view
