#include "mapi/rows/stored_values.h"

#include <stdexcept>

#include "mapi/host/text.h"

namespace mapi_host {
namespace {

Scalar number(LONGLONG value) { return {value, 0, {}}; }
Scalar real(double value) { return {0, value, {}}; }
Scalar bytes(std::string value) { return {0, 0, std::move(value)}; }
Scalar bytes(const void* from, std::size_t size) {
  return bytes(std::string(static_cast<const char*>(from), size));
}

Stored read_value(const SPropValue& value) {
  const ULONG type = PROP_TYPE(value.ulPropTag);
  Stored read{type & ~MV_FLAG, {}, (type & MV_FLAG) != 0};
  if (!read.is_many) {
    read.values.push_back(read_scalar(value));
  } else if (type == PT_MV_LONG) {
    for (ULONG i = 0; i < value.Value.MVl.cValues; ++i) read.values.push_back(number(value.Value.MVl.lpl[i]));
  } else if (type == PT_MV_UNICODE) {
    for (ULONG i = 0; i < value.Value.MVszW.cValues; ++i) {
      read.values.push_back(bytes(to_utf8(value.Value.MVszW.lppszW[i])));
    }
  } else if (type == PT_MV_BINARY) {
    for (ULONG i = 0; i < value.Value.MVbin.cValues; ++i) {
      read.values.push_back(bytes(value.Value.MVbin.lpbin[i].lpb, value.Value.MVbin.lpbin[i].cb));
    }
  } else {
    throw std::logic_error("a type that the reference does not know");
  }
  return read;
}

std::vector<Record> read_records(IMAPITable& table, const std::vector<ULONG>& columns) {
  std::vector<Record> records;
  const Rows rows = all_rows(table, columns);
  for (ULONG row = 0; row < rows.size(); ++row) records.push_back(read_record(rows[row]));
  return records;
}

}  // namespace

Scalar read_scalar(const SPropValue& value) {
  switch (PROP_TYPE(value.ulPropTag)) {
    case PT_I2:
      return number(value.Value.i);
    case PT_LONG:
      return number(value.Value.l);
    case PT_BOOLEAN:
      return number(value.Value.b ? 1 : 0);
    case PT_I8:
      return number(value.Value.li.QuadPart);
    case PT_CURRENCY:
      return number(value.Value.cur.int64);
    case PT_SYSTIME:
      return number(static_cast<LONGLONG>(value.Value.ft.dwHighDateTime) << 32 |
                    value.Value.ft.dwLowDateTime);
    case PT_R4:
      return real(value.Value.flt);
    case PT_DOUBLE:
      return real(value.Value.dbl);
    default:
      return bytes(text_of(value).value());
  }
}

Record read_record(const SRow& row) {
  Record record;
  for (ULONG i = 0; i < row.cValues; ++i) {
    const SPropValue& value = row.lpProps[i];
    if (error_of(value) == S_OK) record[PROP_ID(value.ulPropTag)] = read_value(value);
  }
  return record;
}

std::vector<Message> read_messages(Session& session, IMAPIFolder& folder, const std::vector<ULONG>& columns) {
  std::vector<ULONG> all = columns;
  all.push_back(PR_ENTRYID);
  const auto table = contents_table(folder);
  const Rows rows = all_rows(*table, all);
  std::vector<Message> messages;
  for (ULONG row = 0; row < rows.size(); ++row) {
    Message& read =
        messages.emplace_back(Message{text_in(rows[row], PR_ENTRYID), read_record(rows[row]), {}, {}});
    const auto message = session.open_message(read.entry_id, 0);
    read.recipients = read_records(*recipient_table(*message), {PR_DISPLAY_NAME_W, PR_RECIPIENT_TYPE});
    read.attachments =
        read_records(*attachment_table(*message), {PR_ATTACH_LONG_FILENAME_W, PR_RENDERING_POSITION});
  }
  return messages;
}

void add_scalar(Values& values, ULONG tag, const Scalar& scalar) {
  SPropValue value{};
  value.ulPropTag = tag;
  switch (PROP_TYPE(tag)) {
    case PT_UNICODE:
    case PT_STRING8:
    case PT_BINARY:
      values.add(tag, scalar.bytes);
      return;
    case PT_LONG:
    case PT_BOOLEAN:
      values.add(tag, static_cast<LONG>(scalar.number));
      return;
    case PT_I2:
      value.Value.i = static_cast<short>(scalar.number);
      break;
    case PT_I8:
      value.Value.li.QuadPart = scalar.number;
      break;
    case PT_CURRENCY:
      value.Value.cur.int64 = scalar.number;
      break;
    case PT_SYSTIME:
      value.Value.ft = {static_cast<DWORD>(scalar.number), static_cast<DWORD>(scalar.number >> 32)};
      break;
    case PT_R4:
      value.Value.flt = static_cast<float>(scalar.real);
      break;
    case PT_DOUBLE:
      value.Value.dbl = scalar.real;
      break;
    default:
      throw std::logic_error("a type that the reference does not know");
  }
  values.add_raw(value);
}

}  // namespace mapi_host
