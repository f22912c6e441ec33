#include "mapiutil/text_value.h"

#include "mapiutil/text_encoding.h"

namespace postroom::mapiutil {
namespace {

constexpr ULONG single(ULONG tag) { return PROP_TYPE(tag) & ~ULONG{MV_FLAG}; }

constexpr ULONG with_text_type(ULONG tag, ULONG type) {
  return CHANGE_PROP_TYPE(tag, (PROP_TYPE(tag) & ULONG{MV_FLAG}) | type);
}

}  // namespace

bool is_text(ULONG tag) { return single(tag) == PT_STRING8 || single(tag) == PT_UNICODE; }

ULONG tag_in_width(ULONG tag, ULONG flags) {
  return is_text(tag) ? with_text_type(tag, flags & MAPI_UNICODE ? PT_UNICODE : PT_STRING8) : tag;
}

TextValue::TextValue(const SPropValue& text) {
  const ULONG type = PROP_TYPE(text.ulPropTag);
  const auto& value = text.Value;
  value_.ulPropTag =
      with_text_type(text.ulPropTag, single(text.ulPropTag) == PT_STRING8 ? PT_UNICODE : PT_STRING8);
  switch (type) {
    case PT_STRING8:
      widen(&value.lpszA, 1);
      value_.Value.lpszW = wide_pointers_[0];
      break;
    case PT_UNICODE:
      narrow(&value.lpszW, 1);
      value_.Value.lpszA = narrow_pointers_[0];
      break;
    case PT_MV_STRING8:
      widen(value.MVszA.lppszA, value.MVszA.cValues);
      value_.Value.MVszW = {value.MVszA.cValues, wide_pointers_.data()};
      break;
    case PT_MV_UNICODE:
      narrow(value.MVszW.lppszW, value.MVszW.cValues);
      value_.Value.MVszA = {value.MVszW.cValues, narrow_pointers_.data()};
      break;
    default:
      break;
  }
}

void TextValue::widen(const LPSTR* texts, ULONG count) {
  for (ULONG i = 0; i < count; ++i) wide_.push_back(wide_text(texts[i]));
  for (std::wstring& text : wide_) wide_pointers_.push_back(text.data());
}

void TextValue::narrow(const LPWSTR* texts, ULONG count) {
  for (ULONG i = 0; i < count; ++i) narrow_.push_back(utf8_text(texts[i]));
  for (std::string& text : narrow_) narrow_pointers_.push_back(text.data());
}

}  // namespace postroom::mapiutil
