// What a column holds below its headings.
#include "extractors/tables/column_entries.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"

namespace banthuek::tables {
namespace column_entries_test {

using test::table;

TEST(HoldsFigures, WhereMostEntriesHaveNoLetter) {
  EXPECT_TRUE(holds_figures(table({{"จำนวน"}, {"๓"}, {"12.5"}, {"....."}}), 0, 1));
  EXPECT_FALSE(holds_figures(table({{"มาตรการ"}, {"ก"}, {"12.5"}}), 0, 1)) << "half of them";
  EXPECT_TRUE(holds_figures(table({{"มาตรการ"}, {"ก"}, {"12.5"}, {"๓"}}), 0, 1));
  EXPECT_FALSE(holds_figures(table({{"๑", "๒"}, {"", "๒"}}), 0, 1)) << "nothing below the heading";
}

TEST(HoldsItems, WhereMostEntriesBeginWithANumber) {
  EXPECT_TRUE(holds_items(table({{"ก"}, {"๑. ข"}, {"- ค"}, {"ง"}}), 0, 1));
  EXPECT_FALSE(holds_items(table({{"๑. ก"}, {"๑. ข"}, {"ค"}}), 0, 1));
}

TEST(NumberedItems, AreThoseOfNumbersAmongWhatIsNoDash) {
  EXPECT_EQ(numbered_items(table({{"ก"}, {"๑. ข"}, {"- ค"}, {"ง"}}), 0, 1), std::pair(1, 2));
}

}  // namespace column_entries_test
}  // namespace banthuek::tables
