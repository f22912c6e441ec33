#include "storage/copy_large.h"

#include <algorithm>

#include "base/try.h"

namespace postroom::storage {
namespace {

constexpr std::size_t kRemembered = 100'000;  // hashes; then forgotten, which costs a look more

void remember(std::set<ContentHash>& hashes, const ContentHash& hash) {
  if (hashes.size() >= kRemembered) hashes.clear();
  hashes.insert(hash);
}

// Fills the buffer unless the value ends.
Result<std::size_t> read_piece(Engine& engine, const ContentHash& hash, std::uint64_t offset,
                               std::span<std::uint8_t> buffer) {
  std::size_t done = 0;
  while (done < buffer.size()) {
    TRY_SET(const std::size_t count, engine.read_large({hash, 0}, offset + done, buffer.subspan(done)));
    if (count == 0) break;
    done += count;
  }
  return done;
}

}  // namespace

Status LargeCopier::bring(const ContentHash& hash) {
  if (there_.contains(hash)) return ok_status();
  TRY_SET(const bool is_there, to_.has_large({hash, 0}));
  if (!is_there) TRY(pump(hash));
  remember(there_, hash);
  return ok_status();
}

Status LargeCopier::pump(const ContentHash& hash) {
  TRY_SET(const auto writer, to_.write_large());
  Bytes buffer(kCopyBufferSize);
  std::uint64_t size = 0;
  for (;;) {
    TRY_SET(const std::size_t count, read_piece(from_, hash, size, buffer));
    if (count == 0) break;
    TRY(writer->append(ByteView(buffer).first(count)));
    size += count;
  }
  TRY(writer->finish({hash, size}));
  ++brought_;
  return ok_status();
}

Status LargeCopier::compare(const ContentHash& hash) {
  if (compared_.contains(hash)) return ok_status();
  Bytes source(kCopyBufferSize), copy(kCopyBufferSize);
  for (std::uint64_t offset = 0;; offset += source.size()) {
    TRY_SET(const std::size_t in_source, read_piece(from_, hash, offset, source));
    TRY_SET(const std::size_t in_copy, read_piece(to_, hash, offset, copy));
    if (in_source != in_copy ||
        !std::equal(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(in_source), copy.begin())) {
      return Error{Code::corrupt, "A large value differs in the copy; remove the copy and begin anew.", {}};
    }
    if (in_source < source.size()) break;
  }
  remember(compared_, hash);
  return ok_status();
}

}  // namespace postroom::storage
