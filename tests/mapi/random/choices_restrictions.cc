// Restrictions and sort orders, some of which no table takes.
#include "mapi/random/choices.h"

namespace mapi_host {

Where Choices::simple_restriction() {
  const ULONG asked = tag();
  Values value;
  add_value(value, chance(85) ? asked : tag());
  switch (below(6)) {
    case 0:
      return compares(asked, chance(90) ? static_cast<ULONG>(below(7)) : number(), std::move(value));
    case 1:
      return contains(asked, chance(90) ? FL_SUBSTRING | FL_IGNORECASE : number(), std::move(value));
    case 2:
      return same(asked, static_cast<ULONG>(below(7)), tag());
    case 3:
      return bits(asked, number(), static_cast<ULONG>(below(3)));
    case 4:
      return sized(asked, static_cast<ULONG>(below(7)), number());
    default:
      return exists(asked);
  }
}

Where Choices::broken_restriction() {
  Where made = exists(tag());
  switch (below(4)) {
    case 0:
      made->rt = number() + RES_ANNOTATION;
      break;
    case 1:
      made->rt = RES_PROPERTY;
      made->res.resProperty = {RELOP_EQ, tag(), nullptr};
      break;
    case 2:
      made->rt = RES_NOT;
      made->res.resNot = {0, nullptr};
      break;
    default:
      made->rt = RES_AND;
      made->res.resAnd = {static_cast<ULONG>(below(2)), nullptr};
  }
  return made;
}

Where Choices::restriction(int depth) {
  if (rarely()) return broken_restriction();
  if (chance(40)) return has_text(PR_SUBJECT_W, chance(50) ? "one" : "");
  if (depth == 0 || chance(50)) return simple_restriction();
  std::vector<Where> parts;
  for (std::size_t left = below(4); left > 0; --left) parts.push_back(restriction(depth - 1));
  switch (below(6)) {
    case 0:
      return all_of(std::move(parts));
    case 1:
      return any_of(std::move(parts));
    case 2:
      return negated(restriction(depth - 1));
    case 3:
      return some(chance(90) ? PR_MESSAGE_RECIPIENTS : tag(), restriction(depth - 1));
    case 4:
      return commented(values(), restriction(depth - 1));
    default:
      return first(number(), restriction(depth - 1));
  }
}

SortOrder Choices::sort_order() {
  std::vector<SSortOrder> keys(below(4));
  for (SSortOrder& key : keys) {
    key = {chance(60) ? static_cast<ULONG>(PR_SUBJECT_W) : tag(),
           chance(90) ? static_cast<ULONG>(below(2)) : number()};
  }
  const auto categories = static_cast<ULONG>(chance(50) ? 0 : below(4));
  return SortOrder(keys, categories, static_cast<ULONG>(categories == 0 ? 0 : below(4)));
}

}  // namespace mapi_host
