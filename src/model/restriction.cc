#include <postroom/restriction.h>

namespace postroom {
namespace {

using Part = std::shared_ptr<const Restriction>;

// By what they say: two restrictions made apart are equal too.
bool same(const Part& a, const Part& b) { return a == b || (a && b && *a == *b); }

}  // namespace

bool operator==(const AndRestriction& a, const AndRestriction& b) { return a.parts == b.parts; }

bool operator==(const OrRestriction& a, const OrRestriction& b) { return a.parts == b.parts; }

bool operator==(const NotRestriction& a, const NotRestriction& b) { return same(a.part, b.part); }

bool operator==(const SubRestriction& a, const SubRestriction& b) {
  return a.of == b.of && same(a.part, b.part);
}

bool operator==(const CommentRestriction& a, const CommentRestriction& b) {
  return a.properties == b.properties && same(a.part, b.part);
}

bool operator==(const CountRestriction& a, const CountRestriction& b) {
  return a.count == b.count && same(a.part, b.part);
}

}  // namespace postroom
