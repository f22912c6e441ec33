#include "store/source.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

namespace postroom::store {
namespace {

enum class Form : std::uint8_t { compressed = 1, large = 2 };

constexpr int kLevel = 1;
constexpr std::size_t kLargeFormSize = 1 + 32 + 8;

Error corrupt(const std::string& why) {
  return {Code::corrupt, "The original bytes of the message cannot be read.", why};
}

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Contexts are costly to make and hold no state between messages.
ZSTD_CCtx* compressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  return context.get();
}

ZSTD_DCtx* decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  return context.get();
}

}  // namespace

Result<Bytes> pack_source(ByteView source, ByteView content) {
  ZSTD_CCtx* context = compressor();
  Bytes packed(1 + ZSTD_compressBound(source.size()));
  packed[0] = static_cast<std::uint8_t>(Form::compressed);
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_refPrefix(context, content.data(), content.size());
  const std::size_t size = ZSTD_compress2(context, packed.data() + 1, packed.size() - 1, source.data(), source.size());
  if (ZSTD_isError(size)) {
    return Error{Code::io_error, "The original bytes of a message could not be compressed.", ZSTD_getErrorName(size)};
  }
  packed.resize(1 + size);
  packed.shrink_to_fit();
  return packed;
}

Bytes pack_source(const LargeValue& source) {
  Bytes packed;
  packed.reserve(kLargeFormSize);
  packed.push_back(static_cast<std::uint8_t>(Form::large));
  packed.insert(packed.end(), source.hash.begin(), source.hash.end());
  for (int shift = 0; shift < 64; shift += 8) packed.push_back(static_cast<std::uint8_t>(source.size >> shift));
  return packed;
}

std::optional<LargeValue> large_source(ByteView packed) {
  if (packed.size() != kLargeFormSize || packed[0] != static_cast<std::uint8_t>(Form::large)) return std::nullopt;
  LargeValue value;
  std::copy_n(packed.begin() + 1, value.hash.size(), value.hash.begin());
  for (int i = 0; i < 8; ++i) value.size |= std::uint64_t{packed[33 + i]} << (8 * i);
  return value;
}

Result<Bytes> unpack_source(ByteView packed, ByteView content) {
  if (packed.empty() || packed[0] != static_cast<std::uint8_t>(Form::compressed)) return corrupt("unknown form");
  const ByteView frame = packed.subspan(1);
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > kMaxInlineSource) return corrupt("unknown size");  // the error values are greater, too
  Bytes source(size);
  ZSTD_DCtx* context = decompressor();
  ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_DCtx_refPrefix(context, content.data(), content.size());
  const std::size_t got = ZSTD_decompressDCtx(context, source.data(), source.size(), frame.data(), frame.size());
  if (ZSTD_isError(got)) return corrupt(ZSTD_getErrorName(got));
  if (got != size) return corrupt("too short");
  return source;
}

}  // namespace postroom::store
