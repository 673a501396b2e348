#include "pipeline/read/read_source.h"

#include <utility>

namespace banthuek::read {

Page read_source_page(source::Source& source, int number, const RecogniserGiver& recogniser, const ReadSettings& settings) {
  source::SourcePage opened = source.page(number);
  if (opened.layer) return std::move(*opened.layer);
  ReadSettings here = settings;
  here.page = number;
  Page page = read_page(source.picture(number), recogniser(), here);
  page.number = number;
  page.source = PageSource::kScan;
  page.source_reason = opened.reason;
  page.findings.insert(page.findings.begin(), opened.findings.begin(), opened.findings.end());
  return page;
}

}  // namespace banthuek::read
