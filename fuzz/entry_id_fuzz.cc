// Any bytes, as an entry ID, a change key and a predecessor change list: refused, or encoded again to the
// same bytes.
#include <postroom/entry_id.h>

#include <algorithm>
#include <cstdlib>

namespace {

template <class Decoded>
void expect_same(postroom::ByteView given, const postroom::Result<Decoded>& decoded) {
  if (!decoded.ok()) return;
  const postroom::Bytes again = postroom::encode(*decoded);
  if (!std::equal(given.begin(), given.end(), again.begin(), again.end())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const postroom::ByteView bytes(data, size);
  expect_same(bytes, postroom::decode_entry_id(bytes));
  expect_same(bytes, postroom::decode_change_key(bytes));
  const auto list = postroom::decode_predecessor_list(bytes);
  expect_same(bytes, list);
  if (list.ok()) {
    postroom::PredecessorList merged;
    merged.merge(*list);
    if (!(merged == *list) || !merged.includes(*list)) std::abort();
  }
  return 0;
}
