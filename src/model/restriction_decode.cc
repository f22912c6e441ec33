#include <utility>

#include "model/blob_values.h"
#include "model/restriction_layout.h"

namespace postroom {
namespace {

// Whether the bytes are the form of a restriction; check() then sees whether that makes sense.
class RestrictionReader {
 public:
  explicit RestrictionReader(blob::BlobReader& in) : in_(in) {}

  Restriction read(int depth = 1) {
    if (depth > kMaxRestrictionDepth) in_.fail("restrictions stand too deep inside one another");
    if (++nodes_ > kMaxRestrictionNodes) in_.fail("it has too many parts");
    if (in_.failed()) return {};
    return read_kind(in_.byte(), depth);
  }

 private:
  Restriction read_kind(std::uint8_t kind, int depth) {
    switch (kind) {
      case 0:
        return {AndRestriction{read_parts(depth)}};
      case 1:
        return {OrRestriction{read_parts(depth)}};
      case 2:
        return {NotRestriction{read_part(depth)}};
      case 3:
        return {read_content()};
      case 4:
        return {read_property()};
      case 5:
        return {read_compare()};
      case 6:
        return {read_bitmask()};
      case 7:
        return {read_size()};
      case 8:
        return {ExistRestriction{read_tag()}};
      case 9:
        return {read_sub(depth)};
      case 10:
        return {read_comment(depth)};
      case 11:
        return {read_count(depth)};
      default:
        in_.fail("there is no restriction of this kind");
        return {};
    }
  }

  std::vector<Restriction> read_parts(int depth) {
    const std::size_t count = in_.count(blob::kSmallestRestriction, kMaxRestrictionNodes);
    std::vector<Restriction> parts;
    for (std::size_t i = 0; i < count && !in_.failed(); ++i) parts.push_back(read(depth + 1));
    return parts;
  }

  std::shared_ptr<const Restriction> read_part(int depth) {
    return std::make_shared<const Restriction>(read(depth + 1));
  }

  // The members of a braced list are read in their order.
  ContentRestriction read_content() {
    return {read_tag(), read_enum(Match::prefix), read_overlooks(), blob::read_property(in_)};
  }
  PropertyRestriction read_property() {
    return {read_tag(), read_enum(Relation::like), blob::read_property(in_)};
  }
  CompareRestriction read_compare() { return {read_tag(), read_enum(Relation::like), read_tag()}; }
  BitmaskRestriction read_bitmask() {
    return {read_tag(), read_enum(BitmaskRestriction::Bits::some_set), in_.number<std::uint32_t>()};
  }
  SizeRestriction read_size() { return {read_tag(), read_enum(Relation::like), in_.number<std::uint32_t>()}; }
  SubRestriction read_sub(int depth) { return {read_enum(SubObject::attachments), read_part(depth)}; }

  CommentRestriction read_comment(int depth) {
    CommentRestriction comment;
    const std::size_t count = in_.count(blob::kSmallestProperty, kMaxRestrictionBytes);
    for (std::size_t i = 0; i < count && !in_.failed(); ++i) {
      comment.properties.push_back(blob::read_property(in_));
    }
    if (blob::read_bool(in_)) comment.part = read_part(depth);
    return comment;
  }

  CountRestriction read_count(int depth) { return {in_.number<std::uint32_t>(), read_part(depth)}; }

  PropertyTag read_tag() { return PropertyTag(in_.number<std::uint32_t>()); }

  Looseness read_overlooks() {
    const std::uint8_t bits = in_.byte();
    if (bits > (blob::kOverlookCase | blob::kOverlookNonspacing)) in_.fail("a looseness has unknown bits");
    return {(bits & blob::kOverlookCase) != 0, (bits & blob::kOverlookNonspacing) != 0};
  }

  template <class Enum>
  Enum read_enum(Enum last) {
    const std::uint8_t number = in_.byte();
    if (number > static_cast<std::uint8_t>(last)) in_.fail("a choice has an unknown number");
    return static_cast<Enum>(number);
  }

  blob::BlobReader& in_;
  std::size_t nodes_ = 0;
};

Error corrupt(const std::string& why) {
  return {Code::corrupt, "The stored restriction is corrupt " + why + "; set it anew.", {}};
}

}  // namespace

Result<Restriction> decode_restriction(ByteView bytes) {
  if (bytes.empty() || bytes[0] == 0) return corrupt("at byte 0: this is no restriction");
  if (bytes[0] > blob::kRestrictionVersion) {
    return Error{
        Code::newer_format, "A newer Postroom wrote this restriction; open the store with that.", {}};
  }
  if (bytes.size() > kMaxRestrictionBytes) return corrupt("as a whole: it has more than 1 MiB");
  blob::BlobReader in(bytes.subspan(1), 1);
  Restriction restriction = RestrictionReader(in).read();
  if (in.left() > 0) in.fail("something follows the end");
  if (in.failed()) return corrupt(in.where());
  if (const Status checked = check(restriction); !checked.ok()) {
    return Error{Code::corrupt, "The stored restriction makes no sense; set it anew.",
                 checked.error().message};
  }
  return restriction;
}

}  // namespace postroom
