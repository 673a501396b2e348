// A document in which everything agrees, to be spoilt in one place.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extractors/check/consistency.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::check {

inline MaybeField field(const std::string& value) { return Field{value, value, {{1, {10, 10, 100, 20}}}, 1.0, "a/b@1"}; }

// A document in which everything agrees.
inline Document sound() {
  Document d;
  d.first_page = d.last_page = 1;
  d.fiscal_year = field("2566");
  d.memo =
      Memo{field("กองคลัง"), field("043-000123"), field("กส ๕๑๐๐๑/๑๒"), field("2023-04-05"), field("รายงานผล"), field("ปลัดเทศบาลตำบลทุ่งสมมุติ"), {}, {}};
  d.organisation.province = field("กาฬสินธุ์");
  d.organisation.dla_code = "1";
  d.ita_result = ItaResult{field("2565"), field("74.36"), field("C"), field("10.00"), field("D")};
  for (const char* no : {"1", "2", "3"}) {
    Measure m;
    m.no = field(no);
    m.title = field("มาตรการ");
    m.period = PeriodField{*field("ต.ค. ๖๕ - ก.ย. ๖๖"), field("2022-10"), field("2023-09"), {}};
    d.measures.push_back(m);
  }
  d.signatures = {{field("นายทดสอบ ระบบดี"), field("ปลัดเทศบาลตำบลทุ่งสมมุติ"), {}, {}}, {field("นางสาวทดลอง มั่นคง"), field("นายกเทศมนตรี"), {}, {}}};
  d.scores = {{field("เทศบาลตำบลทุ่งสมมุติ"), field("80.00"), field("90.00"), field("70.00"), field("79.00"), {}}};
  return d;
}

inline std::vector<Finding> findings_of(Document d) {
  check_document(d, test::schemas());
  return d.findings;
}

// What is found in the sound document once it was changed: "code field reading", parted by "; ".
inline std::string found_after(const std::function<void(Document&)>& change, const schema::Schemas& schemas = test::schemas()) {
  Document d = sound();
  change(d);
  check_document(d, schemas);
  std::string out;
  for (const Finding& f : d.findings) out += (out.empty() ? "" : "; ") + f.code + " " + f.field + (f.reading.empty() ? "" : " " + f.reading);
  return out;
}

}  // namespace banthuek::check
