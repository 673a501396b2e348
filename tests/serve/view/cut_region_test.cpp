#include "pipeline/serve/view/cut_region.h"

#include <gtest/gtest.h>

namespace banthuek::serve::view {
namespace cut_region_test {

Field at(std::vector<Place> places) {
  Field field;
  field.raw = field.value = "x";
  field.places = std::move(places);
  return field;
}

TEST(PlaceToCut, IsOfAValueItsFirstAndOfARecordAllOnItsFirstPage) {
  Document d;
  d.first_page = 3;
  d.title = at({{4, {1, 2, 3, 4}}, {5, {9, 9, 9, 9}}});
  Measure& m = d.measures.emplace_back();
  m.title = at({{6, {10, 10, 20, 5}}});
  m.status = at({{5, {40, 30, 10, 10}}, {7, {0, 0, 99, 99}}});
  m.method = at({{5, {20, 60, 10, 10}}});
  EXPECT_EQ(place_to_cut(d, ""), (Place{3, {}})) << "the page of the document";
  EXPECT_EQ(place_to_cut(d, "title"), (Place{4, {1, 2, 3, 4}}));
  EXPECT_EQ(place_to_cut(d, "measures/0"), (Place{5, {20, 30, 30, 40}}));
  EXPECT_EQ(place_to_cut(d, "measures/1"), (Place{0, {}}));
}

TEST(AroundAPlace, StandsSomeOfThePage) {
  EXPECT_EQ(around({1, {500, 500, 400, 40}}, 1000, 1400), (Box{440, 465, 520, 110}));
  EXPECT_EQ(around({1, {500, 500, 100, 120}}, 1000, 1400), (Box{384, 460, 332, 200})) << "a third of its width, a third of the height";
  EXPECT_EQ(around({1, {0, 0, 40, 20}}, 1000, 1400), (Box{0, 0, 186, 55})) << "and nothing outside";
}

}  // namespace cut_region_test
}  // namespace banthuek::serve::view
