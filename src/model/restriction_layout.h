// The layout of a restriction as bytes (docs/restriction-blob.md), for an Out that is a BlobSize or a
// BlobWriter.
#pragma once

#include <postroom/restriction.h>

#include "model/blob_layout.h"

namespace postroom::blob {

inline constexpr std::uint8_t kRestrictionVersion = 1;
inline constexpr std::size_t kSmallestRestriction = 2;  // an and or or without parts

enum OverlookBit : std::uint8_t { kOverlookCase = 1, kOverlookNonspacing = 2 };

template <class Out>
class RestrictionLayout {
 public:
  explicit RestrictionLayout(Out& out) : out_(out) {}

  void whole(const Restriction& restriction) {
    out_.byte(kRestrictionVersion);
    put(restriction);
  }

 private:
  // The kinds stand in the variant in the order of their numbers in MAPI.
  void put(const Restriction& restriction) {
    out_.byte(static_cast<std::uint8_t>(restriction.kind.index()));
    std::visit([this](const auto& kind) { this->put(kind); }, restriction.kind);
  }

  void put(const std::vector<Restriction>& parts) {
    out_.varint(parts.size());
    for (const Restriction& part : parts) put(part);
  }

  void put(const AndRestriction& all) { put(all.parts); }
  void put(const OrRestriction& any) { put(any.parts); }
  void put(const NotRestriction& negated) { put(*negated.part); }

  void put(const ContentRestriction& content) {
    out_.number(content.tag.value);
    put_enum(content.match);
    out_.byte(static_cast<std::uint8_t>((content.overlooks.case_ ? kOverlookCase : 0) |
                                        (content.overlooks.nonspacing ? kOverlookNonspacing : 0)));
    BlobLayout<Out>(out_).property(content.value);
  }

  void put(const PropertyRestriction& property) {
    out_.number(property.tag.value);
    put_enum(property.relation);
    BlobLayout<Out>(out_).property(property.value);
  }

  void put(const CompareRestriction& compare) {
    out_.number(compare.left.value);
    put_enum(compare.relation);
    out_.number(compare.right.value);
  }

  void put(const BitmaskRestriction& bitmask) {
    out_.number(bitmask.tag.value);
    put_enum(bitmask.bits);
    out_.number(bitmask.mask);
  }

  void put(const SizeRestriction& size) {
    out_.number(size.tag.value);
    put_enum(size.relation);
    out_.number(size.size);
  }

  void put(const ExistRestriction& exist) { out_.number(exist.tag.value); }

  void put(const SubRestriction& sub) {
    put_enum(sub.of);
    put(*sub.part);
  }

  void put(const CommentRestriction& comment) {
    out_.varint(comment.properties.size());
    for (const Property& property : comment.properties) BlobLayout<Out>(out_).property(property);
    out_.byte(comment.part ? 1 : 0);
    if (comment.part) put(*comment.part);
  }

  void put(const CountRestriction& count) {
    out_.number(count.count);
    put(*count.part);
  }

  template <class Enum>
  void put_enum(Enum value) {
    out_.byte(static_cast<std::uint8_t>(value));
  }

  Out& out_;
};

}  // namespace postroom::blob
