#include "mapi/guids.h"
#include "mapi/value_parts.h"
#include "mapi/values.h"

#include "base/try.h"

namespace postroom::mapi {
namespace {

Error wrong(const char* message) { return {Code::invalid_argument, message, {}}; }

Error too_long() { return {Code::too_big, "A property can have at most 64 MiB; write it to a stream.", {}}; }

template <class T>
Result<Value> done(T value) {
  return Value(std::move(value));
}
template <class T>
Result<Value> done(Result<T> read) {
  if (!read.ok()) return std::move(read).error();
  return Value(*std::move(read));
}

Result<Guid> read_guid(const GUID* guid) {
  if (!guid) return wrong("A GUID is missing.");
  return from_guid(*guid);
}

Result<Bytes> read_binary(const SBinary& binary) {
  if (binary.cb > 0 && !binary.lpb) return wrong("The bytes of a binary are missing.");
  if (binary.cb > kMaxBinary) {
    return too_long();
  }
  const ByteView bytes = view_of(binary.cb, binary.lpb);
  return Bytes(bytes.begin(), bytes.end());
}

template <class T>
const T& value_of(const T& read) {
  return read;
}
template <class T>
T&& value_of(Result<T>&& read) {
  return std::move(read).value();
}
template <class T>
Status status_of(const T&) {
  return ok_status();
}
template <class T>
Status status_of(const Result<T>& read) {
  return read.ok() ? ok_status() : Status(read.error());
}

// What a value takes besides itself.
template <class T>
std::size_t bytes_of(const T&) {
  return 0;
}
std::size_t bytes_of(const std::string& text) { return text.size(); }
std::size_t bytes_of(const Bytes& bytes) { return bytes.size(); }

// Each by `read`, which gives a T or a Result<T>.
template <class T, class From, class Read>
Result<Value> many(ULONG count, const From* from, Read read) {
  if (count == 0 || !from) return wrong("A property of several values has none.");
  if (count > kMaxValues) return Error{Code::too_big, "A property can have at most 65,536 values.", {}};
  std::vector<T> values;
  values.reserve(count);
  std::size_t bytes = 0;
  for (ULONG i = 0; i < count; ++i) {
    auto one = read(from[i]);
    TRY(status_of(one));
    values.push_back(value_of(std::move(one)));
    bytes += bytes_of(values.back());
    if (bytes > kMaxBinary) return too_long();
  }
  return Value(std::move(values));
}

template <class T>
Result<Value> numbers(ULONG count, const T* from) {
  return many<T>(count, from, [](T number) { return number; });
}

Result<Value> read_single(PropertyType type, const __UPV& value) {
  switch (type) {
    case PropertyType::null:
      return done(Null{});
    case PropertyType::integer16:
      return done(std::int16_t{value.i});
    case PropertyType::integer32:
      return done(std::int32_t{value.l});
    case PropertyType::float32:
      return done(value.flt);
    case PropertyType::float64:
      return done(value.dbl);
    case PropertyType::currency:
      return done(from_currency(value.cur));
    case PropertyType::app_time:
      return done(AppTime{value.at});
    case PropertyType::boolean:
      return done(value.b != 0);
    case PropertyType::integer64:
      return done(from_large_integer(value.li));
    case PropertyType::string8:
      return done(from_narrow(value.lpszA));
    case PropertyType::unicode:
      return done(from_wide(value.lpszW));
    case PropertyType::system_time:
      return done(from_file_time(value.ft));
    case PropertyType::class_id:
      return done(read_guid(value.lpguid));
    case PropertyType::server_id:
    case PropertyType::binary:
      return done(read_binary(value.bin));
    default:
      return wrong("A property has a type that holds no value.");
  }
}

Result<Value> read_several(PropertyType type, const __UPV& value) {
  switch (type) {
    case PropertyType::integer16:
      return numbers(value.MVi.cValues, value.MVi.lpi);
    case PropertyType::integer32:
      return numbers(value.MVl.cValues, value.MVl.lpl);
    case PropertyType::float32:
      return numbers(value.MVflt.cValues, value.MVflt.lpflt);
    case PropertyType::float64:
      return numbers(value.MVdbl.cValues, value.MVdbl.lpdbl);
    case PropertyType::currency:
      return many<Currency>(value.MVcur.cValues, value.MVcur.lpcur, from_currency);
    case PropertyType::app_time:
      return many<AppTime>(value.MVat.cValues, value.MVat.lpat, [](double days) { return AppTime{days}; });
    case PropertyType::integer64:
      return many<std::int64_t>(value.MVli.cValues, value.MVli.lpli, from_large_integer);
    case PropertyType::string8:
      return many<std::string>(value.MVszA.cValues, value.MVszA.lppszA, from_narrow);
    case PropertyType::unicode:
      return many<std::string>(value.MVszW.cValues, value.MVszW.lppszW, from_wide);
    case PropertyType::system_time:
      return many<FileTime>(value.MVft.cValues, value.MVft.lpft, from_file_time);
    case PropertyType::class_id:
      return many<Guid>(value.MVguid.cValues, value.MVguid.lpguid, from_guid);
    case PropertyType::binary:
      return many<Bytes>(value.MVbin.cValues, value.MVbin.lpbin, read_binary);
    default:
      return wrong("A property of several values has a type that holds none.");
  }
}

bool may_be_several(PropertyType type) {
  return type != PropertyType::null && type != PropertyType::boolean && type != PropertyType::server_id;
}

}  // namespace

bool is_readable_type(PropertyTag tag) {
  if (tag.is_instance()) return false;
  switch (tag.base_type()) {
    case PropertyType::null:
    case PropertyType::integer16:
    case PropertyType::integer32:
    case PropertyType::float32:
    case PropertyType::float64:
    case PropertyType::currency:
    case PropertyType::app_time:
    case PropertyType::boolean:
    case PropertyType::integer64:
    case PropertyType::string8:
    case PropertyType::unicode:
    case PropertyType::system_time:
    case PropertyType::class_id:
    case PropertyType::server_id:
    case PropertyType::binary:
      return !tag.is_multi_valued() || may_be_several(tag.base_type());
    default:
      return false;
  }
}

Result<Property> read_value(const SPropValue& value) {
  const PropertyTag tag(value.ulPropTag);
  if (!is_readable_type(tag)) return wrong("A property has a type that holds no value.");
  TRY_SET(Value read, tag.is_multi_valued() ? read_several(tag.base_type(), value.Value)
                                            : read_single(tag.base_type(), value.Value));
  return Property{in_width(tag, Width::wide), std::move(read)};
}

}  // namespace postroom::mapi
