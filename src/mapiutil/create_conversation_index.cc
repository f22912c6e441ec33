// ScCreateConversationIndex: the clock and the randomness that a conversation index takes.
#include <mapi/mapiutil.h>

#include <chrono>
#include <cstring>
#include <random>

#include "mapiutil/conversation_index.h"

namespace postroom::mapiutil {
namespace {

std::uint64_t now_in_filetime() {
  using Units = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
  constexpr std::int64_t k1970 = 116'444'736'000'000'000;
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<Units>(since_1970).count() + k1970);
}

GUID random_guid(std::random_device& random) {
  std::uint32_t words[4];
  for (std::uint32_t& word : words) word = random();
  GUID guid;
  static_assert(sizeof guid == sizeof words);
  std::memcpy(&guid, words, sizeof guid);
  guid.Data3 = static_cast<USHORT>((guid.Data3 & 0x0FFF) | 0x4000);  // RFC 4122: version 4,
  guid.Data4[0] = static_cast<BYTE>((guid.Data4[0] & 0x3F) | 0x80);  // and its variant
  return guid;
}

}  // namespace
}  // namespace postroom::mapiutil

using namespace postroom::mapiutil;

SCODE ScCreateConversationIndex(ULONG cbParent, LPBYTE lpbParent, ULONG* lpcbIndex, LPBYTE* lppbIndex) {
  if (!lpcbIndex || !lppbIndex || (cbParent > 0 && !lpbParent)) return MAPI_E_INVALID_PARAMETER;
  std::random_device random;
  const auto index = conversation_index(lpbParent, cbParent, now_in_filetime(), random_guid(random),
                                        static_cast<std::uint8_t>(random()));
  void* buffer = nullptr;
  *lpcbIndex = 0;
  *lppbIndex = nullptr;
  const SCODE result = MAPIAllocateBuffer(static_cast<ULONG>(index.size()), &buffer);
  if (result != S_OK) return result;
  std::memcpy(buffer, index.data(), index.size());
  *lpcbIndex = static_cast<ULONG>(index.size());
  *lppbIndex = static_cast<LPBYTE>(buffer);
  return S_OK;
}
