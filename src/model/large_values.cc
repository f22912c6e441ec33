#include <postroom/large_values.h>

#include <algorithm>
#include <utility>

#include <postroom/text.h>

#include "base/try.h"
#include "model/utf8_source.h"

namespace postroom {
namespace {

// What was already read of a source, then the rest of it.
class ResumedSource final : public Source {
 public:
  ResumedSource(ByteView start, Source& rest) : start_(start), rest_(rest) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    return start_.empty() ? rest_.read(buffer) : take_start(buffer);
  }

 private:
  std::size_t take_start(std::span<std::uint8_t> buffer) {
    const std::size_t count = std::min(buffer.size(), start_.size());
    std::copy_n(start_.begin(), count, buffer.begin());
    start_ = start_.subspan(count);
    return count;
  }

  ByteView start_;
  Source& rest_;
};

Error too_big(std::uint64_t size, std::uint64_t limit) {
  return {Code::too_big,
          "The value has " + std::to_string(size) + " bytes, more than the " + std::to_string(limit) +
              " that are read whole; read it as a stream.",
          {}};
}

Result<Bytes> load_inline(ByteView bytes, std::uint64_t limit) {
  if (bytes.size() > limit) return too_big(bytes.size(), limit);
  return Bytes(bytes.begin(), bytes.end());
}

Result<Bytes> load_large(const LargeValue& value, LargeValues& large, std::uint64_t limit) {
  if (value.size > limit) return too_big(value.size, limit);
  TRY_SET(const std::unique_ptr<RandomAccess> access, large.get(value));
  if (access->size() != value.size) {
    return Error{Code::corrupt,
                 "A large value should have " + std::to_string(value.size) + " bytes and has " +
                     std::to_string(access->size()) + "; run the check of the store.",
                 {}};
  }
  Bytes bytes(value.size);
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    TRY_SET(const std::size_t count, access->read_at(filled, std::span(bytes).subspan(filled)));
    if (count == 0) return Error{Code::corrupt, "A large value ends before its size.", {}};
    filled += count;
  }
  return bytes;
}

// Reads until `buffer` is full or the source ends.
Result<std::size_t> fill(Source& source, std::span<std::uint8_t> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    TRY_SET(const std::size_t count, source.read(buffer.subspan(filled)));
    if (count == 0) break;
    filled += count;
  }
  return filled;
}

Result<Value> make_inline(PropertyTag tag, Bytes bytes) {
  if (tag.base_type() == PropertyType::binary) return Value(std::move(bytes));
  std::string text(as_text(bytes));
  if (tag.base_type() == PropertyType::string8) return Value(String8{std::move(text)});
  if (!is_valid_utf8(text)) return not_utf8();
  return Value(std::move(text));
}

}  // namespace

Result<Bytes> load(const Value& value, LargeValues& large, std::uint64_t limit) {
  if (const auto* text = std::get_if<std::string>(&value)) return load_inline(as_bytes(*text), limit);
  if (const auto* text = std::get_if<String8>(&value)) return load_inline(as_bytes(text->bytes), limit);
  if (const auto* bytes = std::get_if<Bytes>(&value)) return load_inline(*bytes, limit);
  if (const auto* reference = std::get_if<LargeValue>(&value)) return load_large(*reference, large, limit);
  return Error{Code::invalid_argument, "Only text and binary values can be read as bytes.", {}};
}

Result<Value> make_value(PropertyTag tag, Source& source, LargeValues& large) {
  if (!fits(tag, LargeValue{})) {
    return Error{Code::invalid_argument, "Only text and binary properties can be written as a stream.", {}};
  }
  Bytes start(kInlineLimit + 1);
  TRY_SET(const std::size_t filled, fill(source, start));
  start.resize(filled);
  const bool always_large = tag.base_type() == PropertyType::object;
  if (filled <= kInlineLimit && !always_large) return make_inline(tag, std::move(start));
  ResumedSource whole(start, source);
  Utf8Source text(whole);
  Source& checked = tag.base_type() == PropertyType::unicode ? static_cast<Source&>(text) : whole;
  TRY_SET(const LargeValue value, large.put(checked));
  return Value(value);
}

}  // namespace postroom
