// Messages as a client has read them from a table, by value: what the reference of row 101 evaluates.
#pragma once

#include <map>

#include "mapi/host/table.h"

namespace mapi_host {

struct Scalar {
  LONGLONG number = 0;  // whole numbers, booleans, times, money
  double real = 0;
  std::string bytes;  // texts and binaries
};
struct Stored {
  ULONG type = PT_NULL;  // of one value
  std::vector<Scalar> values;
  bool is_many = false;
};
using Record = std::map<ULONG, Stored>;  // by property ID; nothing for what the row lacks
struct Message {
  std::string entry_id;
  Record own;
  std::vector<Record> recipients, attachments;
};

// Of the types that add_scalar() knows.
Scalar read_scalar(const SPropValue& value);
Record read_record(const SRow& row);
// What the folder's table has in these columns, with the rows of recipients and attachments.
std::vector<Message> read_messages(Session& session, IMAPIFolder& folder, const std::vector<ULONG>& columns);

// Values of these types: PT_I2, PT_LONG, PT_I8, PT_R4, PT_DOUBLE, PT_CURRENCY, PT_BOOLEAN, PT_SYSTIME,
// PT_UNICODE, PT_STRING8, PT_BINARY.
void add_scalar(Values& values, ULONG tag, const Scalar& scalar);

}  // namespace mapi_host
