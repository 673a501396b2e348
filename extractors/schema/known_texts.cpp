#include "extractors/schema/known_texts.h"

#include <utility>

#include "extractors/text/fold.h"

namespace banthuek::schema {

KnownTexts::KnownTexts(std::vector<std::string> texts) : texts_(std::move(texts)) {
  folded_.reserve(texts_.size());
  for (const std::string& known : texts_) folded_.push_back(text::fold(known).text);
}

}  // namespace banthuek::schema
