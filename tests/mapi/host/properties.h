// Properties as values of the tests' own: set, asked for, compared.
#pragma once

#include <mapi/mapidefs.h>
#include <mapi/mapitags.h>

#include <deque>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "mapi/host/memory.h"

namespace mapi_host {

// SPropValues that own what they point to.
class Values {
 public:
  Values& add(ULONG tag, LONG value);
  Values& add(ULONG tag, ULONG value) { return add(tag, static_cast<LONG>(value)); }
  Values& add(ULONG tag, bool value);
  Values& add(ULONG tag, const std::string& text);  // wide, narrow or binary, as the tag says
  Values& add(ULONG tag, const char* text) { return add(tag, std::string(text)); }
  Values& add(ULONG tag, FILETIME time);
  Values& add(ULONG tag, const std::vector<std::string>& texts);  // multi-valued
  Values& add(ULONG tag, const std::vector<LONG>& numbers);
  Values& add_raw(const SPropValue& value);

  ULONG count() const { return static_cast<ULONG>(values_.size()); }
  LPSPropValue data() { return values_.data(); }
  SPropValue& operator[](std::size_t i) { return values_[i]; }

 private:
  std::vector<SPropValue> values_;
  std::deque<std::string> narrow_;
  std::deque<std::wstring> wide_;
  std::deque<std::vector<LPWSTR>> wide_arrays_;
  std::deque<std::vector<LPSTR>> narrow_arrays_;
  std::deque<std::vector<SBinary>> binary_arrays_;
  std::deque<std::vector<LONG>> numbers_;
};

// A tag array for a call: Tags({PR_SUBJECT_W}).get().
class Tags {
 public:
  Tags(std::initializer_list<ULONG> tags) : words_{static_cast<ULONG>(tags.size())} {
    words_.insert(words_.end(), tags.begin(), tags.end());
  }
  explicit Tags(const std::vector<ULONG>& tags) : words_{static_cast<ULONG>(tags.size())} {
    words_.insert(words_.end(), tags.begin(), tags.end());
  }
  LPSPropTagArray get() { return reinterpret_cast<LPSPropTagArray>(words_.data()); }

 private:
  std::vector<ULONG> words_;
};

// What a value says; nothing for PT_ERROR and other types.
std::optional<std::string> text_of(const SPropValue& value);  // texts as UTF-8, binaries as they are
std::optional<LONG> number_of(const SPropValue& value);       // PT_LONG, PT_BOOLEAN, PT_I2
SCODE error_of(const SPropValue& value);                      // S_OK unless PT_ERROR
const SPropValue* find(const SRow& row, ULONG tag);           // by id

// Of an object: one property each. Text is asked for wide.
std::optional<std::string> get_text(IMAPIProp& object, ULONG tag);
std::optional<LONG> get_number(IMAPIProp& object, ULONG tag);
std::optional<LONGLONG> get_time(IMAPIProp& object, ULONG tag);  // ticks since 1601
SCODE get_error(IMAPIProp& object, ULONG tag);                   // of the slot
HRESULT set_text(IMAPIProp& object, ULONG tag, const std::string& text);
HRESULT set_number(IMAPIProp& object, ULONG tag, LONG number);
// The scode of the only problem; S_OK where there is none.
SCODE problem_of_setting(IMAPIProp& object, Values& values);
std::vector<ULONG> tags_of(IMAPIProp& object);  // GetPropList(MAPI_UNICODE)

}  // namespace mapi_host
