#include "mapi/host/properties.h"

#include "mapi/host/text.h"

namespace mapi_host {
namespace {

SPropValue tagged(ULONG tag) {
  SPropValue value{};
  value.ulPropTag = tag;
  return value;
}

SBinary binary_of(std::string& bytes) {
  return {static_cast<ULONG>(bytes.size()), reinterpret_cast<LPBYTE>(bytes.data())};
}

// The one value that GetProps gives.
struct One {
  Buffer<SPropValue> values;
  const SPropValue* value = nullptr;
};
One get_one(IMAPIProp& object, ULONG tag) {
  One one;
  ULONG count = 0;
  object.GetProps(Tags({tag}).get(), MAPI_UNICODE, &count, one.values.out());
  if (count == 1) one.value = one.values.get();
  return one;
}

}  // namespace

Values& Values::add_raw(const SPropValue& value) {
  values_.push_back(value);
  return *this;
}

Values& Values::add(ULONG tag, LONG number) {
  SPropValue value = tagged(tag);
  if (PROP_TYPE(tag) == PT_BOOLEAN) {
    value.Value.b = static_cast<USHORT>(number != 0);
  } else {
    value.Value.l = number;
  }
  return add_raw(value);
}

Values& Values::add(ULONG tag, bool flag) { return add(tag, LONG{flag ? 1 : 0}); }

Values& Values::add(ULONG tag, FILETIME time) {
  SPropValue value = tagged(tag);
  value.Value.ft = time;
  return add_raw(value);
}

Values& Values::add(ULONG tag, const std::string& text) {
  SPropValue value = tagged(tag);
  if (PROP_TYPE(tag) == PT_UNICODE) {
    value.Value.lpszW = wide_.emplace_back(to_wide(text)).data();
  } else {
    std::string& kept = narrow_.emplace_back(text);
    if (PROP_TYPE(tag) == PT_BINARY) {
      value.Value.bin = binary_of(kept);
    } else {
      value.Value.lpszA = kept.data();
    }
  }
  return add_raw(value);
}

Values& Values::add(ULONG tag, const std::vector<std::string>& texts) {
  SPropValue value = tagged(tag);
  const auto count = static_cast<ULONG>(texts.size());
  if (PROP_TYPE(tag) == PT_MV_UNICODE) {
    std::vector<LPWSTR>& array = wide_arrays_.emplace_back();
    for (const std::string& text : texts) array.push_back(wide_.emplace_back(to_wide(text)).data());
    value.Value.MVszW = {count, array.data()};
  } else if (PROP_TYPE(tag) == PT_MV_BINARY) {
    std::vector<SBinary>& array = binary_arrays_.emplace_back();
    for (const std::string& text : texts) array.push_back(binary_of(narrow_.emplace_back(text)));
    value.Value.MVbin = {count, array.data()};
  } else {
    std::vector<LPSTR>& array = narrow_arrays_.emplace_back();
    for (const std::string& text : texts) array.push_back(narrow_.emplace_back(text).data());
    value.Value.MVszA = {count, array.data()};
  }
  return add_raw(value);
}

Values& Values::add(ULONG tag, const std::vector<LONG>& numbers) {
  SPropValue value = tagged(tag);
  std::vector<LONG>& kept = numbers_.emplace_back(numbers);
  value.Value.MVl = {static_cast<ULONG>(kept.size()), kept.data()};
  return add_raw(value);
}

std::optional<std::string> text_of(const SPropValue& value) {
  switch (PROP_TYPE(value.ulPropTag)) {
    case PT_UNICODE: return to_utf8(value.Value.lpszW);
    case PT_STRING8: return std::string(value.Value.lpszA);
    case PT_BINARY: return std::string(reinterpret_cast<const char*>(value.Value.bin.lpb), value.Value.bin.cb);
    default: return std::nullopt;
  }
}

std::optional<LONG> number_of(const SPropValue& value) {
  switch (PROP_TYPE(value.ulPropTag)) {
    case PT_LONG: return value.Value.l;
    case PT_I2: return value.Value.i;
    case PT_BOOLEAN: return value.Value.b ? 1 : 0;
    default: return std::nullopt;
  }
}

SCODE error_of(const SPropValue& value) { return PROP_TYPE(value.ulPropTag) == PT_ERROR ? value.Value.err : S_OK; }

const SPropValue* find(const SRow& row, ULONG tag) {
  for (ULONG i = 0; i < row.cValues; ++i) {
    if (PROP_ID(row.lpProps[i].ulPropTag) == PROP_ID(tag)) return &row.lpProps[i];
  }
  return nullptr;
}

std::optional<std::string> get_text(IMAPIProp& object, ULONG tag) {
  const One one = get_one(object, tag);
  return one.value ? text_of(*one.value) : std::nullopt;
}

std::optional<LONG> get_number(IMAPIProp& object, ULONG tag) {
  const One one = get_one(object, tag);
  return one.value ? number_of(*one.value) : std::nullopt;
}

std::optional<LONGLONG> get_time(IMAPIProp& object, ULONG tag) {
  const One one = get_one(object, tag);
  if (!one.value || PROP_TYPE(one.value->ulPropTag) != PT_SYSTIME) return std::nullopt;
  const FILETIME& time = one.value->Value.ft;
  return static_cast<LONGLONG>(ULONGLONG{time.dwHighDateTime} << 32 | time.dwLowDateTime);
}

SCODE get_error(IMAPIProp& object, ULONG tag) {
  const One one = get_one(object, tag);
  return one.value ? error_of(*one.value) : MAPI_E_CALL_FAILED;
}

HRESULT set_text(IMAPIProp& object, ULONG tag, const std::string& text) {
  Values values;
  values.add(tag, text);
  return object.SetProps(values.count(), values.data(), nullptr);
}

HRESULT set_number(IMAPIProp& object, ULONG tag, LONG number) {
  Values values;
  values.add(tag, number);
  return object.SetProps(values.count(), values.data(), nullptr);
}

SCODE problem_of_setting(IMAPIProp& object, Values& values) {
  Buffer<SPropProblemArray> problems;
  const HRESULT set = object.SetProps(values.count(), values.data(), problems.out());
  if (set != S_OK) return set;
  return problems && problems->cProblem == 1 ? problems->aProblem[0].scode : S_OK;
}

std::vector<ULONG> tags_of(IMAPIProp& object) {
  Buffer<SPropTagArray> tags;
  if (FAILED(object.GetPropList(MAPI_UNICODE, tags.out()))) return {};
  return {tags->aulPropTag, tags->aulPropTag + tags->cValues};
}

}  // namespace mapi_host
