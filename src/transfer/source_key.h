// What tells one source, or one mail of it, from others: short hashes, the same in every process.
#pragma once

#include <postroom/bytes.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::transfer {

// 64 bits: of a million names two are alike once in forty million times.
std::uint64_t short_hash(std::string_view name);

// 128 bits as hexadecimal digits.
std::string long_hash(ByteView bytes);

// Each hash as 8 bytes, lowest first, in base64; and back, nothing for what is none.
std::string pack_hashes(const std::vector<std::uint64_t>& hashes);
std::optional<std::vector<std::uint64_t>> unpack_hashes(std::string_view text);

}  // namespace postroom::transfer
