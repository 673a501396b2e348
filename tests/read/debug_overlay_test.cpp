#include "pipeline/read/debug_overlay.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/picture/pictures.h"

namespace banthuek::read {
namespace debug_overlay_test {

struct Drawn {
  std::vector<std::string> stages;
  std::map<std::string, picture::Picture> pictures;

  explicit Drawn(const layout::Layout& layout) {
    picture::PageInk ink;
    ink.bits = ink_of(std::vector<std::string>(40, std::string(60, '.')));
    ink.grey = plain_grey(60, 40, 255);
    draw_layout([this](const std::string& stage, const picture::Picture& p) { stages.push_back(stage), pictures[stage] = p; }, ink, layout);
  }
  // What of the picture is not white.
  std::string box_of(const std::string& stage) const {
    const picture::Picture& p = pictures.at(stage);
    Box all;
    for (int y = 0; y < p.height(); ++y)
      for (int x = 0; x < p.width(); ++x)
        if (rgb_at(p, x, y) != 0xffffff) all = unite(all, {x, y, 1, 1});
    return std::to_string(all.x) + "," + std::to_string(all.y) + " " + std::to_string(all.w) + "x" + std::to_string(all.h);
  }
};

TEST(DebugPictures, AreThoseOfTheInkTheRulesAndTheLines) {
  EXPECT_EQ(Drawn({}).stages, (std::vector<std::string>{"1-ink", "2-rules", "3-lines"}));
  draw_layout({}, {}, {});  // nobody asks
}

TEST(DebugPictures, ShowEachPartWhereItLies) {
  using layout::Layout;
  struct Case {
    const char* what;
    const char* stage;
    const char* box;
    void (*add)(Layout&);
  };
  const Case cases[] = {
      {"a rule of six", "2-rules", "7,17 36x6",
       [](Layout& l) {
         l.rules.horizontal.push_back({10, 20, 40, 20, 6});
       }},
      {"a thin one is shown by two", "2-rules", "19,9 2x22",
       [](Layout& l) {
         l.rules.vertical.push_back({20, 30, 20, 10, 1});
       }},
      {"a leader", "2-rules", "5,6 20x3",
       [](Layout& l) {
         l.leaders.emplace_back().box = {5, 6, 20, 3};
       }},
      {"a region", "3-lines", "9,9 21x13",
       [](Layout& l) {
         l.regions.emplace_back().box = {11, 11, 18, 10};
       }},
  };
  for (const Case& c : cases) {
    Layout layout;
    c.add(layout);
    EXPECT_EQ(Drawn(layout).box_of(c.stage), c.box) << c.what;
  }
}

TEST(DebugPictures, ShowEveryOtherLineInAnotherColour) {
  layout::Layout l;
  for (const int y : {4, 18}) {
    layout::Segment& s = l.text.segments.emplace_back();
    s.box = {6, y, 40, 8}, s.top = y + 2, s.base = y + 7;
    l.text.lines.push_back({static_cast<int>(l.text.segments.size()) - 1});
  }
  const picture::Picture p = Drawn(l).pictures.at("3-lines");
  EXPECT_EQ(rgb_at(p, 6, 4), 0x0066ffu);
  EXPECT_EQ(rgb_at(p, 6, 18), 0xcc00ccu);
  EXPECT_EQ(rgb_at(p, 20, 8), rgb_at(p, 20, 22)) << "its letters are shaded";
  EXPECT_NE(rgb_at(p, 20, 8), 0xffffffu);
}

}  // namespace debug_overlay_test
}  // namespace banthuek::read
