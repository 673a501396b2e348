// How this process keeps the memory of pictures.
#pragma once

namespace banthuek::base {

// Blocks up to 16 MB (a grey page at 300 dpi has 9) come from the heap, and 64 MB of it stay when they are given back: a page takes and gives
// back dozens of such pictures, and the kernel clears every page of each anew where they are mapped one by one. Larger ones (35 MB in colour) are
// mapped: all on the heap, holes between them grew from page to page, and a page was lost to the memory limit of its worker. For processes that
// read pages; once, before the first of them.
void keep_large_blocks();

}  // namespace banthuek::base
