#include "pipeline/text_layer/sara_am_repair.h"

#include <array>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace banthuek::text_layer {
namespace {

// Words without their ำ; in each it is the first า that lost it. None is part of a right word.
constexpr std::array<std::u32string_view, 16> kBroken{U"สานัก",  U"ดาเนิน", U"อาเภอ", U"ตาบล",   U"กาหนด", U"ประจาปี", U"จานวน", U"คาสั่ง",
                                                      U"สาหรับ", U"สาคัญ",  U"อานวย", U"ตาแหน่ง", U"ตารวจ", U"ชานาญ",  U"คาร้อง", U"บาเหน็จ"};
// Words in which only า is right.
constexpr std::array<std::u32string_view, 6> kSound{U"การ", U"ภาค", U"มาตรา", U"งาน", U"ภาพ", U"สาธารณ"};

// The word as one string from cluster `at` on, as far as `length` characters, with the cluster of each.
bool reads(const std::vector<Cluster>& clusters, std::size_t at, std::u32string_view word, std::size_t& aa) {
  std::size_t done = 0;
  bool found = false;
  for (std::size_t i = at; done < word.size(); ++i) {
    if (i >= clusters.size()) return false;
    if (i > at && (clusters[i].space_before || std::abs(clusters[i].baseline - clusters[at].baseline) > 0.3 * clusters[at].size)) return false;
    const std::u32string& text = clusters[i].text;
    if (word.substr(done, text.size()) != text) return false;
    if (!found && text[0] == kSaraAa) aa = i, found = true;
    done += text.size();
  }
  return found;
}

}  // namespace

LostAm mend_lost_am(std::vector<Cluster>& clusters) {
  using Code = std::pair<int, unsigned>;
  std::set<Code> broken, sound;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    std::size_t aa = 0;
    for (const std::u32string_view word : kBroken)
      if (word[0] == clusters[i].text[0] && reads(clusters, i, word, aa)) {
        broken.insert({clusters[aa].font, clusters[aa].code});
        places.push_back(aa);
      }
    for (const std::u32string_view word : kSound)
      if (word[0] == clusters[i].text[0] && reads(clusters, i, word, aa)) sound.insert({clusters[aa].font, clusters[aa].code});
  }
  LostAm out;
  if (places.empty()) return out;
  for (const Code& code : sound) broken.erase(code);
  for (Cluster& c : clusters)
    if (c.text[0] == kSaraAa && broken.contains({c.font, c.code})) {
      c.text[0] = kSaraAm;
      c.repaired = true;
      ++out.mended;
    }
  for (const std::size_t place : places) out.left += clusters[place].text[0] == kSaraAa;
  return out;
}

}  // namespace banthuek::text_layer
