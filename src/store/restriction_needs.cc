#include "store/message_row.h"

namespace postroom::store {
namespace {

struct AddNeeds {
  RowNeeds& needs;

  void operator()(const AndRestriction& all) { each(all.parts); }
  void operator()(const OrRestriction& any) { each(any.parts); }
  void operator()(const NotRestriction& no) { part(no.part); }
  void operator()(const CommentRestriction& comment) { part(comment.part); }
  void operator()(const CountRestriction& count) { part(count.part); }
  void operator()(const SubRestriction&) { needs.content = true; }
  void operator()(const CompareRestriction& compare) {
    needs.add(compare.left);
    needs.add(compare.right);
  }
  template <class OfOneProperty>
  void operator()(const OfOneProperty& restriction) {
    needs.add(restriction.tag);
  }

  void each(const std::vector<Restriction>& parts) {
    for (const Restriction& inner : parts) std::visit(*this, inner.kind);
  }
  void part(const std::shared_ptr<const Restriction>& inner) {
    if (inner) std::visit(*this, inner->kind);
  }
};

}  // namespace

void RowNeeds::add(const Restriction& restriction) { std::visit(AddNeeds{*this}, restriction.kind); }

}  // namespace postroom::store
