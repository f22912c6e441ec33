// Any bytes, as a property blob: refused cleanly, or encoded again to the same bytes up to the checksum.
#include <algorithm>
#include <cstdlib>

#include "model/blob.h"
#include "model/blob_format.h"

namespace {

using postroom::ByteView;

void expect_same(ByteView given, const postroom::Result<postroom::Bytes>& again) {
  if (!again.ok() || again->size() != given.size()) std::abort();
  const ByteView body = given.first(given.size() - postroom::blob::kChecksumSize);
  if (!std::equal(body.begin(), body.end(), again->begin())) std::abort();
  if (!postroom::checksum_matches(*again)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  if (const auto content = postroom::decode_content(bytes); content.ok()) {
    expect_same(bytes, postroom::encode(*content));
  }
  if (const auto properties = postroom::decode_properties(bytes); properties.ok()) {
    expect_same(bytes, postroom::encode(*properties));
  }
  return 0;
}
