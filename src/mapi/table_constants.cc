#include "mapi/table_constants.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include "model/evaluate.h"

namespace postroom::mapi {
namespace {

// The one row that has the constants.
class ConstantRow final : public RestrictedRow {
 public:
  explicit ConstantRow(const PropertySet& constants) : constants_(constants) {}
  Result<const Property*> find(PropertyTag tag) override { return constants_.find_id(tag.id()); }
  Result<std::size_t> count(SubObject) override { return std::size_t{0}; }
  RestrictedRow* sub_row(SubObject, std::size_t) override { return nullptr; }

 private:
  const PropertySet& constants_;
};

Restriction always() { return {AndRestriction{}}; }
Restriction never() { return {OrRestriction{}}; }

class Evaluation {
 public:
  explicit Evaluation(const PropertySet& constants) : constants_(constants) {}

  Restriction operator()(Restriction restriction) const {
    if (is_constant(restriction)) {
      ConstantRow row(constants_);
      const auto met = meets(restriction, row);
      return met.ok() && *met ? always() : never();
    }
    if (auto* all = std::get_if<AndRestriction>(&restriction.kind)) each(all->parts);
    if (auto* any = std::get_if<OrRestriction>(&restriction.kind)) each(any->parts);
    if (auto* opposite = std::get_if<NotRestriction>(&restriction.kind)) inside(opposite->part);
    if (auto* comment = std::get_if<CommentRestriction>(&restriction.kind)) inside(comment->part);
    if (auto* count = std::get_if<CountRestriction>(&restriction.kind)) inside(count->part);
    return restriction;
  }

 private:
  bool has(PropertyTag tag) const { return constants_.has(tag); }

  bool is_constant(const Restriction& restriction) const {
    if (const auto* leaf = std::get_if<PropertyRestriction>(&restriction.kind)) return has(leaf->tag);
    if (const auto* leaf = std::get_if<ContentRestriction>(&restriction.kind)) return has(leaf->tag);
    if (const auto* leaf = std::get_if<BitmaskRestriction>(&restriction.kind)) return has(leaf->tag);
    if (const auto* leaf = std::get_if<SizeRestriction>(&restriction.kind)) return has(leaf->tag);
    if (const auto* leaf = std::get_if<ExistRestriction>(&restriction.kind)) return has(leaf->tag);
    const auto* leaf = std::get_if<CompareRestriction>(&restriction.kind);
    return leaf && has(leaf->left) && has(leaf->right);
  }

  void each(std::vector<Restriction>& parts) const {
    for (Restriction& part : parts) part = (*this)(std::move(part));
  }
  void inside(std::shared_ptr<const Restriction>& part) const {
    if (part) part = std::make_shared<const Restriction>((*this)(*part));
  }

  const PropertySet& constants_;
};

}  // namespace

PropertySet constant_columns(const StoreContext& context, TableKind kind) {
  if (kind != TableKind::contents && kind != TableKind::hierarchy) return {};
  return {{tag::store_entryid, context.store_entry_id()},
          {tag::store_support_mask, context.support_mask()},
          {tag::mapping_signature, context.mapping_signature()},
          {PropertyTag(PR_MDB_PROVIDER), Bytes(kProviderUid.bytes.begin(), kProviderUid.bytes.end())}};
}

Restriction with_constants(Restriction restriction, const PropertySet& constants) {
  if (constants.empty()) return restriction;
  return Evaluation(constants)(std::move(restriction));
}

}  // namespace postroom::mapi
