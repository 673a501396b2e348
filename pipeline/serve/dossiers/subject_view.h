// How a subject of casework looks: what it is, what stands there now, where, and its picture.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/casework/casework.h"
#include "pipeline/serve/site/site.h"
#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::dossiers {

// Looks each document up once.
class Subjects {
 public:
  Subjects(site::Site& desk, const site::RequestContext& visit) : desk_(desk), visit_(visit) {}
  // {"subject", "label", "value", "changed": what stood there then, "office", "year", "heading", "file", "page", "href", "cite", "cut", "cut_alt",
  // "gone"}
  view::Json view(const casework::Subject& subject, const std::string& seen);
  const site::WholeDocument* document(const std::string& key);
  // A value's path, a record's ("measures/3"), or "" for the document.
  std::string label(const std::string& field) const;

 private:
  site::Site& desk_;
  const site::RequestContext& visit_;
  std::map<std::string, std::optional<site::WholeDocument>> documents_;
};

// Of a form's `what`: "KEY/measures/1 KEY|why", any number of them; Error{kUsage} where one is no such text.
struct Named {
  std::vector<casework::Subject> subjects;
  std::string why;
};
std::vector<Named> named_in(const http::Pairs& form);

// Where a form leads back to: the page it was sent from, else `otherwise`.
std::string came_from(const site::RequestContext& visit, const std::string& otherwise);

}  // namespace banthuek::serve::dossiers
