// The pages of a file on their way to the worker that extracts, some at a time, and what it says of each for the database.
//
// The coordinator hands on the bytes that the cache holds (store/page_cache.h) and parses no page: the worker is the first that does. So it also says
// what the row of a page holds (size, text, words, findings), and which bytes are no page. One thread each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/page.h"
#include "pipeline/process/message.h"
#include "pipeline/store/stored.h"

namespace banthuek::ingest {

// Puts a page into the task of a step: {"number", "size"} into its "pages", and the page's bytes behind those beside it. `number` is the one in this
// file: the same picture may stand elsewhere under another.
void add_to_batch(process::Json& task, std::string& bytes, int number, std::string_view page);

// The worker's side: the pages of `task`, behind those in `pages`. Gives the answer: {"rows": [...]} with the words of each beside it, or
// {"unreadable": [NUMBER, ...]} where some bytes are no page. Throws Error(kInternal), or Json::exception, for a task that is none.
process::Message take_batch(const process::Message& task, std::vector<Page>& pages);

struct BatchAnswer {
  std::vector<store::StoredPage> rows;  // one for each page of the batch, in its order; without picture hash and reading
  std::vector<int> unreadable;          // numbers of pages of the batch
};

// The coordinator's side: what a worker said to `task`. Nothing, or Json::exception, where that makes no sense.
std::optional<BatchAnswer> batch_answer(const process::Json& task, const process::Json& body, std::string_view bytes);

}  // namespace banthuek::ingest
