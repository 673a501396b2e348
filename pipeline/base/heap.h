// How this process keeps the memory of pictures.
#pragma once

namespace banthuek::base {

// Large blocks come from the heap and stay there when they are given back, up to 256 MB: a page takes and gives back dozens of pictures of 9 to
// 35 MB, and the kernel clears every page of each anew where they are mapped one by one. Reading takes 8 % less CPU, a file of many small
// broken pictures a tenth; the highest resident memory is the same. For processes that read pages; once, before the first of them.
void keep_large_blocks();

}  // namespace banthuek::base
