#include "tools/banthuek/words.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/templates.h"

namespace banthuek {
namespace {

serve::view::Language language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value && *value)
      return std::string_view(value).starts_with("th") ? serve::view::Language::kThai : serve::view::Language::kEnglish;
  return serve::view::Language::kEnglish;
}

// Nothing where the pages of the desk are not installed: words are then shown as they are kept.
const serve::view::Pages* strings() {
  static const std::unique_ptr<serve::view::Pages> pages = []() -> std::unique_ptr<serve::view::Pages> {
    try {
      return std::make_unique<serve::view::Pages>(base::data_folder(base::DataFolder::kWeb), serve::view::Pages::Parts::kStrings);
    } catch (const Error&) {
      return nullptr;
    }
  }();
  return pages.get();
}

}  // namespace

std::string shown_word(FieldKind kind, std::string_view value) {
  if (!is_closed_word(kind, value) || !strings()) return std::string(value);
  return strings()->text(serve::view::word_section(kind) + "." + std::string(value), language());
}

int terminal_width() {
  constexpr int kDefault = 120, kMin = 60;
  winsize size{};
  if (isatty(1) && ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return std::max<int>(size.ws_col, kMin);
  const char* columns = std::getenv("COLUMNS");
  const int given = columns ? std::atoi(columns) : 0;
  return given > 0 ? std::max(given, kMin) : kDefault;
}

}  // namespace banthuek
