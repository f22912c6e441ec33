// Text properties in the width that somebody asks for.
#pragma once

#include <mapi/mapidefs.h>

#include <string>
#include <vector>

namespace postroom::mapiutil {

bool is_text(ULONG tag);  // of either width, one or several

// The tag with text in the width that MAPI_UNICODE among the flags asks for; any other tag as it is.
ULONG tag_in_width(ULONG tag, ULONG flags);

// A text property in the other width than it has: PT_UNICODE for PT_STRING8, and so on.
class TextValue {
 public:
  explicit TextValue(const SPropValue& text);
  TextValue(const TextValue&) = delete;
  TextValue& operator=(const TextValue&) = delete;

  // Its pointers lead into this object.
  const SPropValue& value() const { return value_; }

 private:
  void widen(const LPSTR* texts, ULONG count);
  void narrow(const LPWSTR* texts, ULONG count);

  SPropValue value_ = {};
  std::vector<std::string> narrow_;
  std::vector<std::wstring> wide_;
  std::vector<LPSTR> narrow_pointers_;
  std::vector<LPWSTR> wide_pointers_;
};

}  // namespace postroom::mapiutil
