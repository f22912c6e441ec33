#include "formats/value_keeper.h"

#include "base/try.h"
#include "formats/joined_source.h"

namespace postroom {
namespace {

Result<Value> as_value(Result<LargeValue> large) {
  if (!large.ok()) return std::move(large).error();
  return Value(*large);
}

}  // namespace

bool ValueKeeper::may_stay(std::size_t size) {
  if (size > kInlineLimit || inline_bytes_ + size > kMaxInlineBytes) return false;
  inline_bytes_ += size;
  return true;
}

Result<Value> ValueKeeper::keep_text(std::string text) {
  if (may_stay(text.size())) return Value(std::move(text));
  MemorySource source(text);
  return as_value(large_.put(source));
}

Result<Value> ValueKeeper::keep_bytes(Bytes bytes) {
  if (may_stay(bytes.size())) return Value(std::move(bytes));
  MemorySource source{ByteView(bytes)};
  return as_value(large_.put(source));
}

Result<Value> ValueKeeper::keep(PropertyTag tag, Source& source, std::uint64_t& size) {
  Bytes first(kInlineLimit + 1);
  std::size_t filled = 0;
  while (filled < first.size()) {
    TRY_SET(const std::size_t count, source.read(std::span(first).subspan(filled)));
    if (count == 0) {
      first.resize(filled);
      size = filled;
      return tag.base_type() == PropertyType::unicode ? keep_text(std::string(as_text(first)))
                                                      : keep_bytes(std::move(first));
    }
    filled += count;
  }
  JoinedSource resumed(first, source);
  auto value = as_value(large_.put(resumed));
  size = resumed.total();
  return value;
}

}  // namespace postroom
