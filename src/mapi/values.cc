#include "mapi/values.h"

#include <mapi/mapicode.h>

#include <algorithm>
#include <cassert>

#include "mapi/guids.h"
#include "mapi/value_parts.h"

namespace postroom::mapi {
namespace {

constexpr auto same = [](auto value) { return value; };

// Writes a value into the member of SPropValue that its type has.
class Writer {
 public:
  Writer(PropertyTag tag, Block& block, SPropValue& out) : tag_(tag), block_(block), out_(out.Value) {}

  void operator()(Null) { out_.x = 0; }
  void operator()(std::int16_t value) { out_.i = value; }
  void operator()(std::int32_t value) { out_.l = value; }
  void operator()(float value) { out_.flt = value; }
  void operator()(double value) { out_.dbl = value; }
  void operator()(Currency value) { out_.cur = to_currency(value); }
  void operator()(AppTime value) { out_.at = value.days; }
  void operator()(ErrorValue) {}  // write_error
  void operator()(bool value) { out_.b = value ? 1 : 0; }
  void operator()(std::int64_t value) { out_.li = to_large_integer(value); }
  void operator()(const String8& value) { text(utf8(value)); }
  void operator()(const std::string& value) { text(value); }
  void operator()(FileTime value) { out_.ft = to_file_time(value); }
  void operator()(const Guid& value) {
    out_.lpguid = block_.more<GUID>(1);
    *out_.lpguid = to_guid(value);
  }
  void operator()(const Bytes& value) { out_.bin = to_binary(value, block_); }
  void operator()(const LargeValue&) { assert(false && "a large value is given by a stream"); }

  void operator()(const std::vector<std::int16_t>& values) {
    many(values, out_.MVi.cValues, out_.MVi.lpi, same);
  }
  void operator()(const std::vector<std::int32_t>& values) {
    many(values, out_.MVl.cValues, out_.MVl.lpl, same);
  }
  void operator()(const std::vector<float>& values) {
    many(values, out_.MVflt.cValues, out_.MVflt.lpflt, same);
  }
  void operator()(const std::vector<double>& values) {
    many(values, out_.MVdbl.cValues, out_.MVdbl.lpdbl, same);
  }
  void operator()(const std::vector<Currency>& values) {
    many(values, out_.MVcur.cValues, out_.MVcur.lpcur, to_currency);
  }
  void operator()(const std::vector<AppTime>& values) {
    many(values, out_.MVat.cValues, out_.MVat.lpat, [](AppTime value) { return value.days; });
  }
  void operator()(const std::vector<std::int64_t>& values) {
    many(values, out_.MVli.cValues, out_.MVli.lpli, to_large_integer);
  }
  void operator()(const std::vector<String8>& values) {
    std::vector<std::string> texts;
    for (const String8& value : values) texts.push_back(utf8(value));
    (*this)(texts);
  }
  void operator()(const std::vector<std::string>& values) {
    if (is_narrow()) {
      many(values, out_.MVszA.cValues, out_.MVszA.lppszA,
           [&](const auto& value) { return to_narrow(value, block_); });
    } else {
      many(values, out_.MVszW.cValues, out_.MVszW.lppszW,
           [&](const auto& value) { return to_wide(value, block_); });
    }
  }
  void operator()(const std::vector<FileTime>& values) {
    many(values, out_.MVft.cValues, out_.MVft.lpft, to_file_time);
  }
  void operator()(const std::vector<Guid>& values) {
    many(values, out_.MVguid.cValues, out_.MVguid.lpguid, [](const Guid& value) { return to_guid(value); });
  }
  void operator()(const std::vector<Bytes>& values) {
    many(values, out_.MVbin.cValues, out_.MVbin.lpbin,
         [&](const Bytes& value) { return to_binary(value, block_); });
  }

 private:
  // Text of bytes is in the code page of whoever wrote it, which nobody knows any more.
  static std::string utf8(const String8& value) { return to_utf8(value.bytes); }

  bool is_narrow() const { return tag_.base_type() == PropertyType::string8; }
  void text(const std::string& value) {
    if (is_narrow()) {
      out_.lpszA = to_narrow(value, block_);
    } else {
      out_.lpszW = to_wide(value, block_);
    }
  }
  template <class From, class To, class Write>
  void many(const std::vector<From>& values, ULONG& count, To*& array, Write write) {
    count = static_cast<ULONG>(values.size());
    array = block_.more<To>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) array[i] = write(values[i]);
  }

  const PropertyTag tag_;
  Block& block_;
  decltype(SPropValue::Value)& out_;
};

}  // namespace

PropertyTag in_width(PropertyTag tag, Width width) {
  if (!is_text(tag)) return tag;
  const auto type = width == Width::wide ? PropertyType::unicode : PropertyType::string8;
  const auto flags = static_cast<std::uint32_t>(tag.raw_type() & (kMultiValueFlag | kInstanceFlag));
  return PropertyTag(PropertyTag(tag.id(), type).value | flags);
}

void write_value(PropertyTag tag, const Value& value, Block& block, SPropValue& out) {
  if (const auto* error = std::get_if<ErrorValue>(&value))
    return write_error(tag, static_cast<SCODE>(error->scode), out);
  const PropertyType type = tag.base_type();
  if (type == PropertyType::restriction || type == PropertyType::rule_action) {
    return write_error(tag, MAPI_E_NO_SUPPORT, out);
  }
  out = {};
  out.ulPropTag = tag.value;
  std::visit(Writer(tag, block, out), value);
}

void write_error(PropertyTag tag, SCODE scode, SPropValue& out) {
  out = {};
  out.ulPropTag = PropertyTag(tag.id(), PropertyType::error).value;
  out.Value.err = scode;
}

SBinary to_binary(ByteView bytes, Block& block) {
  const SBinary made{static_cast<ULONG>(bytes.size()), block.more<BYTE>(bytes.size())};
  std::copy(bytes.begin(), bytes.end(), made.lpb);
  return made;
}

}  // namespace postroom::mapi
