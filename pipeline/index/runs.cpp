#include "pipeline/index/runs.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace banthuek::index {
namespace {

constexpr std::size_t byte_of(std::int64_t id) { return static_cast<std::size_t>((id & 0xFFFF) >> 3); }

std::uint64_t hash_of(Cluster cluster) {
  const std::uint64_t x = (cluster < 0x10000 ? cluster : without_tone(cluster)) * 0x9e3779b97f4a7c15ull;
  return x ^ x >> 32;
}

constexpr std::uint64_t kMix = 0xbf58476d1ce4e5b9ull;

// Calls `act_short` and `act_long` with a hash of each run of a text, in the order of their ends.
template <typename ActShort, typename ActLong>
void for_each_run(std::span<const Cluster> text, const ActShort& act_short, const ActLong& act_long) {
  if (text.size() < kShortRun) return;
  std::uint64_t a = hash_of(text[0]), b = hash_of(text[1]);
  std::array<std::uint64_t, kShortRun> before{};  // hashes of the short runs that end one, two, three clusters earlier
  for (std::size_t i = kShortRun - 1; i < text.size(); ++i) {
    const std::uint64_t c = hash_of(text[i]), hash = (a ^ std::rotl(b, 21) ^ std::rotl(c, 42)) * kMix;
    act_short(hash);
    if (i + 1 >= kLongRun) act_long((std::rotl(before[2], 25) ^ hash) * kMix);
    before = {hash, before[0], before[1]};
    a = b;
    b = c;
  }
}

std::uint32_t slot_of_hash(std::uint64_t hash, int slots) {
  return static_cast<std::uint32_t>((hash >> 32) * static_cast<std::uint64_t>(slots) >> 32);
}

// set &= the bits, the first of which are byte `from` of a range.
void keep_bytes(std::string_view bits, std::size_t from, PassageSet& set) {
  PassageSet holding;
  std::memcpy(reinterpret_cast<char*>(holding.words().data()) + from, bits.data(), bits.size());
  set &= holding;
}

}  // namespace

std::vector<std::uint32_t> slots_of_runs(std::span<const Cluster> text, int slots) {
  std::vector<std::uint32_t> out, shorter;
  for_each_run(
      text, [&](std::uint64_t hash) { shorter.push_back(slot_of_hash(hash, slots)); },
      [&](std::uint64_t hash) { out.push_back(slot_of_hash(hash, slots)); });
  out.insert(out.end(), shorter.begin(), shorter.end());
  return out;
}

Runs::Runs(std::int64_t first, std::int64_t last)
    : slots_(slots_of(kind_of(first))), first_byte_(byte_of(first)), bytes_(byte_of(last) - first_byte_ + 1) {
  bits_.resize(static_cast<std::size_t>(slots_) * bytes_);
  under_way_.resize((static_cast<std::size_t>(slots_) + 63) / 64);
}

void Runs::add(std::span<const Cluster> text) {
  const auto set = [&](std::uint64_t hash) {
    const std::uint32_t slot = slot_of_hash(hash, slots_);
    under_way_[slot >> 6] |= std::uint64_t{1} << (slot & 63);
  };
  for_each_run(text, set, set);
}

void Runs::put(std::uint16_t low) {
  char* const column = bits_.data() + (low >> 3) - first_byte_;
  const auto bit = static_cast<char>(1 << (low & 7));
  for (std::size_t w = 0; w < under_way_.size(); ++w)
    for (std::uint64_t word = std::exchange(under_way_[w], 0); word; word &= word - 1) {
      char& byte = column[(64 * w + static_cast<std::size_t>(std::countr_zero(word))) * bytes_];
      byte = static_cast<char>(byte | bit);
    }
}

void Runs::join(int number, std::string_view block, std::int64_t first) {
  const std::size_t bytes = block.size() / kSlotsOfBlock, from = byte_of(first) - first_byte_;
  if (number >= blocks() || from + bytes > bytes_) return;
  for (std::size_t slot = 0; slot < kSlotsOfBlock; ++slot) {
    char* const to = bits_.data() + (static_cast<std::size_t>(number) * kSlotsOfBlock + slot) * bytes_ + from;
    for (std::size_t i = 0; i < bytes; ++i) to[i] = static_cast<char>(to[i] | block[slot * bytes + i]);
  }
}

void write_runs(database::Database& db, std::int64_t segment, const Runs& runs) {
  database::Statement row = db.prepare("INSERT INTO search_runs VALUES (?, ?)");
  for (int i = 0; i < runs.blocks(); ++i) row.bind(runs_key(segment, i)).bind_blob(runs.block(i)).run();
}

bool has_runs(database::Database& db, std::int64_t segment) {
  database::Statement row = db.prepare("SELECT 1 FROM search_runs WHERE key = ?");
  return row.bind(runs_key(segment, 0)).step();
}

void Runs::keep(std::uint32_t slot, PassageSet& set) const { keep_bytes(std::string_view(bits_).substr(slot * bytes_, bytes_), first_byte_, set); }

StoredRuns::StoredRuns(database::Database& db, std::int64_t segment, std::int64_t first, std::int64_t last)
    : rows_(db, "search_runs", "passages"), segment_(segment), first_byte_(byte_of(first)), bytes_(byte_of(last) - first_byte_ + 1) {}

bool StoredRuns::keep(std::uint32_t slot, PassageSet& set) {
  if (rows_.seek(runs_key(segment_, static_cast<int>(slot) / kSlotsOfBlock)) != bytes_ * kSlotsOfBlock) return false;
  PassageSet holding;
  rows_.read(slot % kSlotsOfBlock * bytes_, {reinterpret_cast<char*>(holding.words().data()) + first_byte_, bytes_});
  set &= holding;
  return true;
}

}  // namespace banthuek::index
