#include "extractors/values/status.h"

#include <gtest/gtest.h>

#include "tests/extractors/text_pages.h"

namespace banthuek::values {
namespace status_test {

const schema::Vocabulary& words() { return test::schemas().vocabulary; }

TEST(ChoiceIn, GoesByTheMarksFound) {
  const auto of = [](std::vector<MarkKind> kinds) {
    Cell cell;
    cell.text = "abcdef";
    for (const MarkKind kind : kinds) cell.marks.push_back({kind, {}, 1});
    return choice_in(cell, words());
  };
  for (const MarkKind kind : {MarkKind::kCircleEmpty, MarkKind::kBoxEmpty}) EXPECT_EQ(of({kind}), Choice::kEmpty);
  for (const MarkKind kind :
       {MarkKind::kCircleFilled, MarkKind::kCircleCrossed, MarkKind::kBoxChecked, MarkKind::kCheck, MarkKind::kCross, MarkKind::kSlash})
    EXPECT_EQ(of({kind}), Choice::kChosen) << name_of(kind);
  EXPECT_EQ(of({MarkKind::kCircleEmpty, MarkKind::kCheck}), Choice::kChosen);
  EXPECT_EQ(of({MarkKind::kCheck, MarkKind::kCircleEmpty}), Choice::kChosen);
}

TEST(ChoiceIn, GoesByASignReadAsACharacter) {
  const auto of = [](const char* text) {
    Cell cell;
    cell.text = text;
    return choice_in(cell, words());
  };
  EXPECT_EQ(of(" / "), Choice::kChosen);
  EXPECT_EQ(of("✓"), Choice::kChosen);
  EXPECT_EQ(of("๐"), Choice::kEmpty);
  EXPECT_EQ(of("○"), Choice::kEmpty);
  EXPECT_EQ(of(" \n"), Choice::kNothing);
  EXPECT_EQ(of("กขค"), Choice::kUnclear);
  EXPECT_EQ(of("กขคง"), Choice::kNothing);
}

TEST(StatusOfChoices, IsTheOneChosenOrTheOneThatCannotBeTold) {
  constexpr auto n = Choice::kNothing, e = Choice::kEmpty, c = Choice::kChosen, u = Choice::kUnclear;
  struct Case {
    std::array<Choice, 3> choices;
    const char* value;
    bool sure, contradicts;
  };
  for (const Case& k :
       {Case{{c, e, e}, "not_started", true, false}, Case{{n, c, n}, "in_progress", true, false}, Case{{e, e, c}, "done", true, false},
        Case{{c, u, e}, "not_started", false, false}, Case{{c, c, e}, "", false, true}, Case{{c, c, c}, "", false, true},
        Case{{c, c, u}, "", false, true}, Case{{e, u, e}, "in_progress", false, false}, Case{{u, u, e}, "", false, false},
        Case{{u, u, u}, "", false, false}, Case{{e, e, e}, "", true, false}, Case{{n, n, n}, "", true, false}}) {
    const StatusRead read = status_of_choices(k.choices);
    EXPECT_EQ(read.value, k.value);
    EXPECT_EQ(read.sure, k.sure) << k.value;
    EXPECT_EQ(read.contradicts, k.contradicts) << k.value;
  }
}

std::string status(const std::string& text) { return status_in_words(text, words()).value_or("(none)"); }

TEST(StatusInWords, IsTheOneNamed) {
  for (const auto& [text, expected] : {std::pair{"ยังไม่ดำเนินการ", "not_started"},
                                       {"อยู่ระหว่างดำเนินการ", "in_progress"},
                                       {"ดำเนินการแล้วเสร็จ", "done"},
                                       {"ดำเนินการ แล้ว เสร็จ", "done"},
                                       {"ดำเนินการแล้วยังไม่แล้วเสร็จ", "(none)"},
                                       {"ยังไม่แล้วเสร็จ", "in_progress"},  // แล้วเสร็จ stands inside
                                       {"ยังไม่ได้ดำเนินการแล้ว", "(none)"},
                                       {"อยู่ระหวางดำเนินการ", "in_progress"},  // a letter misread
                                       {"อยู่ระหวางดำนินการ", "in_progress"},
                                       {"กองคลัง", "(none)"},
                                       {"", "(none)"},
                                       {"○ ยังไม่ดำเนินการ ○ อยู่ระหว่างดำเนินการ ⊗ ดำเนินการแล้วเสร็จ", "done"},
                                       {"⊗ ยังไม่ดำเนินการ ○ อยู่ระหว่างดำเนินการ ○ ดำเนินการแล้วเสร็จ", "not_started"},
                                       {"/ยังไม่ดำเนินการ /ดำเนินการแล้วเสร็จ", "(none)"},
                                       {"ยังไม่ดำเนินการ ดำเนินการแล้วเสร็จ", "(none)"},
                                       {"ยังไม่ดำเนินการ /ดำเนินการแล้วเสร็จ", "done"}})
    EXPECT_EQ(status(text), expected) << text;
}

TEST(StatusInWords, IsNotWhatIsExpected) {
  EXPECT_EQ(status("กำลังดำเนินการ คาดว่าจะแล้วเสร็จมีนาคม"), "in_progress");
  EXPECT_EQ(status("คาดว่าจะแล้วเสร็จ"), "(none)");
  EXPECT_EQ(status("อยู่ระหว่างทดสอบ กำหนดแล้วเสร็จ ก.ย."), "in_progress");
  for (const char* text : {"จะแล้วเสร็จเดือนหน้า", "ให้แล้วเสร็จภายในเดือนกันยายน", "ไม่แล้วเสร็จ", "ดำเนินการแล้วเสร็จร้อยละ ๕๐", "แล้วเสร็จภายในปี ๒๕๖๘"})
    EXPECT_EQ(status(text), "(none)") << text;
  EXPECT_EQ(status("ดำเนินการแล้วเสร็จร้อยละ ๑๐๐"), "done");
}

TEST(StatusInWords, IsNoneInALongText) {
  std::string longest = "แล้วเสร็จ";
  while (text::to_internal(longest).size() < 3 * 160) longest += "ก";
  EXPECT_EQ(status(longest), "done");
  EXPECT_EQ(status(longest + "ก"), "(none)");
}

TEST(StatusAlone, AgreesWithTheShareBesideIt) {
  for (const auto& [text, status] : {std::pair{"100% เสร็จสิ้น", "done"},
                                     {"แล้วเสร็จ (ร้อยละ ๑๐๐)", "done"},
                                     {"๖๕ (อยู่ระหว่างดำเนินการ)", "in_progress"},
                                     {"0% ยังไม่เริ่ม", "not_started"},
                                     {"80% แล้วเสร็จ", ""},
                                     {"100% อยู่ระหว่างดำเนินการ", ""},
                                     {"10% ยังไม่เริ่ม", ""},
                                     {"100%", ""}})
    EXPECT_EQ(status_alone(text, test::schemas().vocabulary).value_or(""), status) << text;
}

TEST(StatusToday, IsWhatAClauseSaysOfToday) {
  for (const auto& [text, status] : {std::pair{"กองคลังจัดห้องแล้ว ขณะนี้อยู่ระหว่างดำเนินการ คาดว่าแล้วเสร็จมีนาคม", "in_progress"},
                                     {"ใช้แล้วตั้งแต่ต้นปี ถือว่าดำเนินการแล้วเสร็จ", "done"},
                                     {"จัดทุกเดือน แต่ยังไม่ได้เริ่มดำเนินการ เพราะรอซ่อม", "not_started"},
                                     {"ปัจจุบันแล้วเสร็จ แต่ยังไม่เริ่มใช้", ""},
                                     {"คาดว่าจะแล้วเสร็จเดือนมีนาคม", ""},
                                     {"ให้ดำเนินการแล้วเสร็จ", ""}})
    EXPECT_EQ(status_today(text, test::schemas().vocabulary).value_or(""), status) << text;
}

}  // namespace status_test
}  // namespace banthuek::values
