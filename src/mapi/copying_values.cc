#include "mapi/copying_values.h"

#include <algorithm>

#include "base/try.h"
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
  for (ULONG i = 0; i < tags->cValues; ++i) ids.push_back(static_cast<std::uint16_t>(PROP_ID(tags->aulPropTag[i])));
  source_.state.memory().free_buffer(tags);
  return ids;
}

void CopiedValues::add_problem(PropertyTag tag, SCODE scode) {
  if (scode == MAPI_E_COMPUTED && if_computed_ == IfComputed::pass_over) return;
  problems_.push_back({0, tag, scode});
}

Answer CopiedValues::write(const std::vector<Property>& values) {
  std::vector<PropertyTag> tags;
  for (const Property& property : values) tags.push_back(property.tag);
  mapping_.add(tags);
  const std::vector<std::uint16_t> there = keep_existing_ ? ids_of_target() : std::vector<std::uint16_t>{};
  std::vector<Property> short_ones;
  for (const Property& property : values) {
    const auto mapped = mapping_.mapped(property.tag);
    if (!mapped) {
      add_problem(property.tag, MAPI_E_UNEXPECTED_ID);
    } else if (std::find(there.begin(), there.end(), mapped->id()) != there.end()) {
      continue;
    } else if (!is_long(property)) {
      short_ones.push_back({*mapped, property.value});
      written_.push_back(property.tag);
    } else if (const HRESULT copied = write_long(property.tag, *mapped); FAILED(copied)) {
      if (copied == MAPI_E_NO_ACCESS || copied == MAPI_E_NOT_ENOUGH_DISK) return copied;
      add_problem(property.tag, copied);
    } else {
      written_.push_back(property.tag);
    }
  }
  return short_ones.empty() ? S_OK : write_short(short_ones);
}

HRESULT CopiedValues::write_short(const std::vector<Property>& values) {
  Block block(source_.state.memory(), values.size() * sizeof(SPropValue));
  auto* const out = block.as<SPropValue>();
  for (std::size_t i = 0; i < values.size(); ++i) write_value(values[i].tag, values[i].value, block, out[i]);
  LPSPropProblemArray array = nullptr;
  const HRESULT set = target_->SetProps(static_cast<ULONG>(values.size()), out, &array);
  if (array) {
    for (ULONG i = 0; i < array->cProblem; ++i) {
      add_problem(PropertyTag(array->aProblem[i].ulPropTag), array->aProblem[i].scode);
    }
    source_.state.memory().free_buffer(array);
  }
  return set;
}

HRESULT CopiedValues::write_long(PropertyTag tag, PropertyTag there) {
  LPUNKNOWN opened = nullptr;
  const Answer reading = open_stream(source_.state, source_.properties, *source_.object, tag, IID_IStream, 0, 0, &opened);
  if (!reading.ok()) return to_hresult(reading.error().code);
  if (*reading != S_OK) return *reading;
  const auto from = Ref<IStream>::take(static_cast<IStream*>(opened));
  opened = nullptr;
  const HRESULT writing = target_->OpenProperty(there.value, &IID_IStream, 0, MAPI_CREATE | MAPI_MODIFY, &opened);
  if (FAILED(writing)) return writing;
  const auto to = Ref<IStream>::take(static_cast<IStream*>(opened));
  ULARGE_INTEGER all{};
  all.QuadPart = kMaxStream;
  if (const HRESULT copied = from->CopyTo(to.get(), all, nullptr, nullptr); FAILED(copied)) return copied;
  return to->Commit(0);
}

Status CopiedValues::remove_from_source() {
  std::vector<PropertyTag> gone;
  for (const PropertyTag tag : written_) {
    const bool failed = std::any_of(problems_.begin(), problems_.end(), [&](const Problem& each) { return each.tag.id() == tag.id(); });
    if (!failed) gone.push_back(tag);
  }
  if (gone.empty()) return ok_status();
  TRY(source_.properties.remove(gone));
  return ok_status();
}

}  // namespace postroom::mapi
