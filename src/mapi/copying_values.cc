#include "mapi/copying_values.h"

#include <algorithm>

#include "base/try.h"
#include "mapi/copying_whole.h"
#include "mapi/open_stream.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

bool is_long(const Property& property) { return std::holds_alternative<LargeValue>(property.value); }

}  // namespace

std::vector<std::uint16_t> CopiedValues::ids_of_target() const {
  std::vector<std::uint16_t> ids;
  LPSPropTagArray tags = nullptr;
  if (FAILED(target_->GetPropList(MAPI_UNICODE, &tags)) || !tags) return ids;
  for (ULONG i = 0; i < tags->cValues; ++i)
    ids.push_back(static_cast<std::uint16_t>(PROP_ID(tags->aulPropTag[i])));
  source_.state.memory().free_buffer(tags);
  return ids;
}

void CopiedValues::add_problem(std::size_t index, PropertyTag tag, SCODE scode) {
  if (scode == MAPI_E_COMPUTED && if_computed_ == IfComputed::pass_over) return;
  problems_.push_back({index, tag, scode});
}

Answer CopiedValues::write(std::span<const TakenValue> values) {
  std::vector<PropertyTag> tags;
  for (const TakenValue& value : values) tags.push_back(value.property.tag);
  mapping_.add(tags);
  const std::vector<std::uint16_t> there = keep_existing_ ? ids_of_target() : std::vector<std::uint16_t>{};
  for (const TakenValue& value : values) {
    const Property& property = value.property;
    const auto mapped = mapping_.mapped(property.tag);
    if (!mapped) {
      add_problem(value.index, property.tag, MAPI_E_UNEXPECTED_ID);
      continue;
    }
    if (std::find(there.begin(), there.end(), mapped->id()) != there.end()) continue;
    const HRESULT copied = is_long(property) ? write_long(property.tag, *mapped) : S_OK;
    if (copied == MAPI_E_NO_ACCESS || copied == MAPI_E_NOT_ENOUGH_DISK) return copied;
    if (FAILED(copied)) {
      add_problem(value.index, property.tag, copied);
    } else {
      written_.push_back({value, *mapped});
    }
  }
  return write_short();
}

HRESULT CopiedValues::write_short() {
  const auto short_ones = std::count_if(written_.begin(), written_.end(),
                                        [](const Written& each) { return !is_long(each.value.property); });
  if (short_ones == 0) return S_OK;  // a host need not give a block of no bytes
  Block block(source_.state.memory(), static_cast<std::size_t>(short_ones) * sizeof(SPropValue));
  auto* const out = block.as<SPropValue>();
  ULONG count = 0;
  for (const auto& [value, there] : written_) {
    if (!is_long(value.property)) write_value(there, value.property.value, block, out[count++]);
  }
  LPSPropProblemArray array = nullptr;
  const HRESULT set = target_->SetProps(count, out, &array);
  if (array) {
    for (ULONG i = 0; i < array->cProblem; ++i) add_problem_there(array->aProblem[i]);
    source_.state.memory().free_buffer(array);
  }
  return set;
}

// As it came where the target speaks of something else.
void CopiedValues::add_problem_there(const SPropProblem& problem) {
  const PropertyTag there(problem.ulPropTag);
  const auto found = std::find_if(written_.begin(), written_.end(),
                                  [&](const Written& each) { return each.there.id() == there.id(); });
  if (found == written_.end()) return add_problem(0, there, problem.scode);
  add_problem(found->value.index, found->value.property.tag, problem.scode);
}

HRESULT CopiedValues::write_long(PropertyTag tag, PropertyTag there) {
  LPUNKNOWN opened = nullptr;
  const HRESULT reading = source_.state.call([&] {
    return open_stream(source_.state, source_.properties, *source_.object, tag, IID_IStream, 0, 0, &opened);
  });
  if (reading != S_OK) return reading;
  const auto from = Ref<IStream>::take(static_cast<IStream*>(opened));
  opened = nullptr;
  const HRESULT writing =
      target_->OpenProperty(there.value, &IID_IStream, 0, MAPI_CREATE | MAPI_MODIFY, &opened);
  if (FAILED(writing)) return writing;
  const auto to = Ref<IStream>::take(static_cast<IStream*>(opened));
  return copy_bytes(*from, *to);
}

Status CopiedValues::remove_from_source() {
  TRY_SET(const PropertySet now, source_.properties.all());
  std::vector<PropertyTag> gone;
  for (const auto& [value, there] : written_) {
    const Property& property = value.property;
    const PropertyTag tag = property.tag;
    const Property* const still = now.find_id(tag.id());
    const bool failed = std::any_of(problems_.begin(), problems_.end(),
                                    [&](const Problem& each) { return each.tag.id() == tag.id(); });
    if (!failed && still && *still == property) gone.push_back(tag);
  }
  if (!gone.empty()) TRY(source_.properties.remove(gone));
  return ok_status();
}

}  // namespace postroom::mapi
