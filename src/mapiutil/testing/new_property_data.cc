#include "mapiutil/testing/new_property_data.h"

namespace postroom::mapiutil {

OwnedPropertyData new_property_data() {
  LPPROPDATA object = nullptr;
  CreateIProp(&IID_IMAPIPropData, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, nullptr, &object);
  return OwnedPropertyData(object);
}

Tags::Tags(std::initializer_list<ULONG> tags) {
  words_.push_back(static_cast<ULONG>(tags.size()));
  words_.insert(words_.end(), tags.begin(), tags.end());
}

namespace {

Got got_from(IMAPIProp& object, LPSPropTagArray tags, ULONG flags) {
  Got got;
  LPSPropValue values = nullptr;
  got.result = object.GetProps(tags, flags, &got.count, &values);
  got.values.reset(values);
  return got;
}

}  // namespace

Got get(IMAPIProp& object, Tags tags, ULONG flags) { return got_from(object, tags.array(), flags); }

Got get_all(IMAPIProp& object, ULONG flags) { return got_from(object, nullptr, flags); }

std::vector<ULONG> tags_of(IMAPIProp& object, ULONG flags) {
  LPSPropTagArray tags = nullptr;
  if (object.GetPropList(flags, &tags) != S_OK) return {};
  const std::unique_ptr<SPropTagArray, FreeBuffer> owned(tags);
  return {tags->aulPropTag, tags->aulPropTag + tags->cValues};
}

Outcome set_all(IMAPIProp& object, LPSPropValue values, ULONG count) {
  Outcome outcome;
  LPSPropProblemArray problems = nullptr;
  outcome.result = object.SetProps(count, values, &problems);
  outcome.problems.reset(problems);
  return outcome;
}

Outcome set(IMAPIProp& object, SPropValue value) { return set_all(object, &value, 1); }

Outcome delete_tags(IMAPIProp& object, Tags tags) {
  Outcome outcome;
  LPSPropProblemArray problems = nullptr;
  outcome.result = object.DeleteProps(tags.array(), &problems);
  outcome.problems.reset(problems);
  return outcome;
}

SPropValue number(ULONG tag, LONG value) {
  SPropValue property = {};
  property.ulPropTag = tag;
  property.Value.l = value;
  return property;
}

SPropValue narrow_text(ULONG tag, const char* text) {
  SPropValue property = {};
  property.ulPropTag = tag;
  property.Value.lpszA = const_cast<LPSTR>(text);
  return property;
}

}  // namespace postroom::mapiutil
