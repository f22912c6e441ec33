#include "mapi/restrictions.h"

#include <mapi/mapitags.h>

#include <variant>

#include "mapi/values.h"

namespace postroom::mapi {
namespace {

// The numbers of relations, of bits and of what is matched are MAPI's own.
static_assert(static_cast<ULONG>(Relation::like) == RELOP_RE &&
              static_cast<ULONG>(Match::prefix) == FL_PREFIX &&
              static_cast<ULONG>(BitmaskRestriction::Bits::some_set) == BMR_NEZ);

class Writer {
 public:
  Writer(Width width, Block& block, SRestriction& out) : width_(width), block_(block), out_(out) {}

  void operator()(const AndRestriction& all) {
    out_.rt = RES_AND;
    out_.res.resAnd = {static_cast<ULONG>(all.parts.size()), parts(all.parts)};
  }
  void operator()(const OrRestriction& any) {
    out_.rt = RES_OR;
    out_.res.resOr = {static_cast<ULONG>(any.parts.size()), parts(any.parts)};
  }
  void operator()(const NotRestriction& negation) {
    out_.rt = RES_NOT;
    out_.res.resNot = {0, part(negation.part)};
  }
  void operator()(const ContentRestriction& content) {
    ULONG level = static_cast<ULONG>(content.match);
    if (content.overlooks.case_) level |= FL_IGNORECASE;
    if (content.overlooks.nonspacing) level |= FL_IGNORENONSPACE;
    out_.rt = RES_CONTENT;
    out_.res.resContent = {level, tag(content.tag), value(content.value)};
  }
  void operator()(const PropertyRestriction& property) {
    out_.rt = RES_PROPERTY;
    out_.res.resProperty = {static_cast<ULONG>(property.relation), tag(property.tag), value(property.value)};
  }
  void operator()(const CompareRestriction& compare) {
    out_.rt = RES_COMPAREPROPS;
    out_.res.resCompareProps = {static_cast<ULONG>(compare.relation), tag(compare.left), tag(compare.right)};
  }
  void operator()(const BitmaskRestriction& bitmask) {
    out_.rt = RES_BITMASK;
    out_.res.resBitMask = {static_cast<ULONG>(bitmask.bits), tag(bitmask.tag), bitmask.mask};
  }
  void operator()(const SizeRestriction& size) {
    out_.rt = RES_SIZE;
    out_.res.resSize = {static_cast<ULONG>(size.relation), tag(size.tag), size.size};
  }
  void operator()(const ExistRestriction& exist) {
    out_.rt = RES_EXIST;
    out_.res.resExist = {0, tag(exist.tag), 0};
  }
  void operator()(const SubRestriction& sub) {
    out_.rt = RES_SUBRESTRICTION;
    const ULONG object = sub.of == SubObject::recipients ? PR_MESSAGE_RECIPIENTS : PR_MESSAGE_ATTACHMENTS;
    out_.res.resSub = {object, part(sub.part)};
  }
  void operator()(const CommentRestriction& comment) {
    const std::size_t count = comment.properties.size();
    auto* const values = block_.more<SPropValue>(count);
    for (std::size_t i = 0; i < count; ++i) write(comment.properties[i], values[i]);
    out_.rt = RES_COMMENT;
    out_.res.resComment = {static_cast<ULONG>(count), comment.part ? part(comment.part) : nullptr, values};
  }
  void operator()(const CountRestriction& count) {
    out_.rt = RES_COUNT;
    out_.res.resCount = {count.count, part(count.part)};
  }

 private:
  ULONG tag(PropertyTag tag) const { return in_width(tag, width_).value; }

  void write(const Property& property, SPropValue& out) {
    write_value(in_width(property.tag, width_), property.value, block_, out);
  }
  LPSPropValue value(const Property& property) {
    auto* const made = block_.more<SPropValue>(1);
    write(property, *made);
    return made;
  }
  LPSRestriction part(const std::shared_ptr<const Restriction>& restriction) {
    auto* const made = block_.more<SRestriction>(1);
    write_restriction(*restriction, width_, block_, *made);
    return made;
  }
  LPSRestriction parts(const std::vector<Restriction>& restrictions) {
    auto* const made = block_.more<SRestriction>(restrictions.size());
    for (std::size_t i = 0; i < restrictions.size(); ++i) {
      write_restriction(restrictions[i], width_, block_, made[i]);
    }
    return made;
  }

  const Width width_;
  Block& block_;
  SRestriction& out_;
};

}  // namespace

void write_restriction(const Restriction& restriction, Width width, Block& block, SRestriction& out) {
  out = {};
  std::visit(Writer(width, block, out), restriction.kind);
}

}  // namespace postroom::mapi
