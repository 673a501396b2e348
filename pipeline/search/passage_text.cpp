#include "pipeline/search/passage_text.h"

#include <utility>

namespace banthuek::search {
namespace {

constexpr std::size_t kLong = 500;  // bytes of a text whose skeleton is cheaper than its clusters

// Kept from passage to passage, as they keep their memory.
std::vector<index::Cluster>& clusters_of(int field) {
  static thread_local std::vector<index::Cluster> clusters[index::kMaxFields];
  return clusters[field];
}

std::string& skeleton_of(int field) {
  static thread_local std::string skeletons[index::kMaxFields];
  return skeletons[field];
}

}  // namespace

std::optional<PassageText> PassageText::read(database::Database& db, std::int64_t id) {
  const index::PassageKind kind = index::kind_of(id);
  database::Statement row = db.prepare(index::select_text(kind));
  if (!row.bind(id).step()) return std::nullopt;
  return PassageText(std::move(row), index::info_of(kind));
}

// Most hits stand in the title or the method: the others are cut when they are first asked for.
std::span<const index::Cluster> PassageText::field(int i) const {
  std::vector<index::Cluster>& clusters = clusters_of(i);
  if (!(cut_ >> i & 1)) {
    cut_ |= 1u << i;
    clusters.clear();
    index::append_clusters(row_.view(i), clusters);
  }
  return clusters;
}

bool PassageText::may_hold(int i, const Term& term) const {
  if (cut_ >> i & 1 || row_.view(i).size() < kLong) return true;
  std::string& skeleton = skeleton_of(i);
  if (!(reduced_ >> i & 1)) {
    reduced_ |= 1u << i;
    skeleton.clear();
    index::append_skeleton(row_.view(i), skeleton);
  }
  return may_stand(term, skeleton);
}

}  // namespace banthuek::search
