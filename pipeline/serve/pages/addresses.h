// Addresses of the desk: of an office, of a measure by its lasting name ("KEY-3"), of its picture.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::serve::pages {

std::string measure_address(const std::string& name);  // its place in the document's page; empty: no such name
std::string cut_address(const std::string& name);      // its picture, cut out of the page
std::string office_address(const std::string& office);
std::string picture_id(std::string_view document, int page);  // under /iiif/

// What a dossier collects of a measure: "KEY-4" -> "KEY/measures/3".
std::string subject_of_measure(const std::string& measure);

}  // namespace banthuek::serve::pages
