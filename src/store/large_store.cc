#include "store/large_store.h"

#include <sodium.h>

#include "base/try.h"

namespace postroom::store {
namespace {

class LargeReader final : public RandomAccess {
 public:
  LargeReader(storage::Engine& engine, const LargeValue& value) : engine_(engine), value_(value) {}
  std::uint64_t size() const override { return value_.size; }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return engine_.read_large(value_, offset, buffer);
  }

 private:
  storage::Engine& engine_;
  LargeValue value_;
};

}  // namespace

ContentHash hash_of(ByteView bytes) {
  ContentHash hash;
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  return hash;
}

Result<LargeValue> LargeStore::put(Source& source) {
  if (engine_.is_read_only()) return Error{Code::read_only, "The store is open for reading only.", {}};
  TRY_SET(const auto writer, engine_.write_large());
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, ContentHash{}.size());
  LargeValue value;
  Bytes buffer(kCopyBufferSize);
  for (;;) {
    TRY_SET(const std::size_t count, source.read(buffer));
    if (count == 0) break;
    value.size += count;
    if (value.size > kMaxLargeValue) return Error{Code::too_big, "One value can hold at most 64 GiB.", {}};
    const ByteView piece = ByteView(buffer).first(count);
    crypto_generichash_update(&state, piece.data(), piece.size());
    TRY(writer->append(piece));
  }
  crypto_generichash_final(&state, value.hash.data(), value.hash.size());
  TRY(writer->finish(value));
  return value;
}

Result<std::unique_ptr<RandomAccess>> LargeStore::get(const LargeValue& value) {
  TRY_SET(const bool there, engine_.has_large(value));
  if (!there) {
    return Error{Code::not_found, "A large value of " + std::to_string(value.size) + " bytes is no longer in the store.", {}};
  }
  return std::unique_ptr<RandomAccess>(std::make_unique<LargeReader>(engine_, value));
}

}  // namespace postroom::store
