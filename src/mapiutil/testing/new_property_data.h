// For tests: objects of CreateIProp, and MAPI's lists with owners.
#pragma once

#include <mapi/mapiutil.h>

#include <initializer_list>
#include <memory>
#include <vector>

namespace postroom::mapiutil {

struct ReleaseObject {
  void operator()(IUnknown* object) const { object->Release(); }
};
struct FreeBuffer {
  void operator()(void* buffer) const { MAPIFreeBuffer(buffer); }
};

using OwnedPropertyData = std::unique_ptr<IPropData, ReleaseObject>;
OwnedPropertyData new_property_data();

// A list of tags where MAPI wants an SPropTagArray.
class Tags {
 public:
  Tags(std::initializer_list<ULONG> tags);
  LPSPropTagArray array() { return reinterpret_cast<LPSPropTagArray>(words_.data()); }
  ULONG operator[](std::size_t index) const { return words_[index + 1]; }

 private:
  std::vector<ULONG> words_;
};

// What GetProps answered.
struct Got {
  HRESULT result = S_OK;
  ULONG count = 0;
  std::unique_ptr<SPropValue, FreeBuffer> values;
  const SPropValue& operator[](std::size_t index) const { return values.get()[index]; }
};
Got get(IMAPIProp& object, Tags tags, ULONG flags = 0);
Got get_all(IMAPIProp& object, ULONG flags);
std::vector<ULONG> tags_of(IMAPIProp& object, ULONG flags);

// What a change came to.
struct Outcome {
  HRESULT result = S_OK;
  std::unique_ptr<SPropProblemArray, FreeBuffer> problems;
  const SPropProblem& operator[](std::size_t index) const {
    const SPropProblem* first = problems->aProblem;
    return first[index];
  }
};
Outcome set_all(IMAPIProp& object, LPSPropValue values, ULONG count);
Outcome set(IMAPIProp& object, SPropValue value);
Outcome delete_tags(IMAPIProp& object, Tags tags);

SPropValue number(ULONG tag, LONG value);
SPropValue narrow_text(ULONG tag, const char* text);  // lives as long as the text

}  // namespace postroom::mapiutil
