#include "store/access_list.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "model/blob.h"

namespace postroom::store {
namespace {

constexpr std::uint8_t kFormat = 1;

void put_number(Bytes& out, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

Bytes pack(const AccessList& list) {
  Bytes out{kFormat};
  put_number(out, static_cast<std::uint32_t>(list.others));
  for (const MemberRights& member : list.members) {
    put_number(out, static_cast<std::uint32_t>(member.rights));
    out.push_back(static_cast<std::uint8_t>(member.member.size()));
    out.insert(out.end(), member.member.begin(), member.member.end());
  }
  return out;
}

Error damaged() { return {Code::corrupt, "The access list of a folder is damaged; set its rights anew.", {}}; }

class Unpacker {
 public:
  explicit Unpacker(ByteView bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::optional<ByteView> take(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    const ByteView taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  std::optional<std::uint8_t> byte() {
    const auto taken = take(1);
    return taken ? std::optional((*taken)[0]) : std::nullopt;
  }
  std::optional<FolderRights> rights() {
    const auto taken = take(4);
    if (!taken) return std::nullopt;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number |= std::uint32_t{(*taken)[i]} << (8 * i);
    return static_cast<FolderRights>(number);
  }
  std::optional<MemberRights> member() {
    const auto rights = this->rights();
    const auto length = byte();
    if (!rights || !length) return std::nullopt;
    const auto name = take(*length);
    if (!name) return std::nullopt;
    return MemberRights{std::string(as_text(*name)), *rights};
  }

 private:
  ByteView rest_;
};

Result<AccessList> unpack(ByteView bytes) {
  Unpacker in(bytes);
  if (in.byte() != kFormat) return damaged();
  const auto others = in.rights();
  if (!others) return damaged();
  AccessList list{*others, {}};
  while (!in.at_end()) {
    auto member = in.member();
    if (!member) return damaged();
    list.members.push_back(std::move(*member));
  }
  auto kept = normalized(list);
  if (!kept.ok() || *kept != list) return damaged();
  return list;
}

}  // namespace

Result<std::optional<AccessList>> read_access_list(ByteView folder_properties) {
  std::optional<AccessList> list;
  if (folder_properties.empty()) return list;
  TRY_SET(const PropertySet properties, decode_properties(folder_properties));
  const Property* kept = properties.find_id(tag::acl_data.id());
  if (!kept) return list;
  const Bytes* packed = std::get_if<Bytes>(&kept->value);
  if (!packed) return damaged();
  TRY_SET(list, unpack(*packed));
  return list;
}

Result<Bytes> with_access_list(ByteView folder_properties, const std::optional<AccessList>& list) {
  PropertySet properties;
  if (!folder_properties.empty()) {
    TRY_SET(properties, decode_properties(folder_properties));
  }
  properties.remove(tag::acl_data);
  if (list) properties.set(tag::acl_data, pack(*list));
  if (properties.empty()) return Bytes{};
  return encode(properties);
}

bool is_store_internal(PropertyTag tag) { return tag.id() == tag::acl_data.id(); }

}  // namespace postroom::store
