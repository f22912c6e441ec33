#include "model/blob.h"

#include <cassert>

#include "model/blob_layout.h"
#include "model/crc32c.h"

namespace postroom {
namespace {

// Runs `lay_out` once to count and once to write, between the version byte and the checksum.
template <class LayOut>
Result<Bytes> encode_with(const LayOut& lay_out) {
  blob::BlobSize count;
  lay_out(count);
  const std::size_t size = 1 + count.size() + blob::kChecksumSize;
  if (size > kMaxContentBytes) {
    count.fail(Code::too_big, "The properties have more than 32 MiB together; shorten them.");
  }
  if (count.failed()) return *count.error();
  Bytes bytes(size);
  blob::BlobWriter out(bytes.data());
  out.byte(kBlobVersion);
  lay_out(out);
  assert(out.at() + blob::kChecksumSize == bytes.data() + size);
  out.number(crc32c(ByteView(bytes).first(size - blob::kChecksumSize)));
  return bytes;
}

}  // namespace

Result<Bytes> encode(const MessageContent& content) {
  return encode_with([&](auto& out) { blob::BlobLayout(out).content(content); });
}

Result<Bytes> encode(const PropertySet& properties) {
  return encode_with([&](auto& out) { blob::BlobLayout(out).properties(properties); });
}

bool checksum_matches(ByteView bytes) {
  if (bytes.size() < blob::kChecksumSize) return false;
  const ByteView covered = bytes.first(bytes.size() - blob::kChecksumSize);
  return crc32c(covered) == blob::load_number<std::uint32_t>(bytes.data() + covered.size());
}

}  // namespace postroom
