#include "mapi/value_bytes.h"

#include "mapi/owned_bytes.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

Result<std::unique_ptr<RandomAccess>> own(ByteView bytes) {
  return std::unique_ptr<RandomAccess>(std::make_unique<OwnedBytes>(Bytes(bytes.begin(), bytes.end())));
}

}  // namespace

bool is_read_as(PropertyTag stored, PropertyTag wanted) {
  if (stored.is_multi_valued() || wanted.is_multi_valued()) return false;
  return stored.base_type() == wanted.base_type() || (is_text(stored) && is_text(wanted));
}

Result<std::unique_ptr<RandomAccess>> bytes_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return own(as_bytes(*text));
  if (const auto* text = std::get_if<String8>(&value)) return own(as_bytes(to_utf8(text->bytes)));
  if (const auto* bytes = std::get_if<Bytes>(&value)) return own(*bytes);
  return Error{Code::invalid_argument, "Only texts and binaries have streams.", {}};
}

}  // namespace postroom::mapi
