#include "pipeline/serve/pages/addresses.h"

#include <fmt/core.h>

#include <cstdlib>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::pages {

std::string office_address(const std::string& office) { return "/office?name=" + http::percent_encode(office); }

std::string measure_address(const std::string& measure) {
  const auto dash = measure.rfind('-');
  if (dash == std::string::npos) return "";
  return fmt::format("/documents/{}#v-measures-{}-title", measure.substr(0, dash), std::atoi(measure.c_str() + dash + 1) - 1);
}

std::string subject_of_measure(const std::string& measure) {
  const auto dash = measure.rfind('-');
  if (dash == std::string::npos) return "";
  return fmt::format("{}/measures/{}", measure.substr(0, dash), std::atoi(measure.c_str() + dash + 1) - 1);
}

std::string cut_address(const std::string& measure) {
  const auto dash = measure.rfind('-');
  if (dash == std::string::npos) return "";
  return "/documents/" + measure.substr(0, dash) +
         "/cut?field=" + http::percent_encode(fmt::format("measures/{}/", std::atoi(measure.c_str() + dash + 1) - 1));
}

std::string picture_id(std::string_view document, int page) { return fmt::format("{}.{}", document, page); }

}  // namespace banthuek::serve::pages
