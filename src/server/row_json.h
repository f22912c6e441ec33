// Messages as the rows of a list: docs/api.md "Lists".
#pragma once

#include <postroom/store.h>

#include <boost/json/object.hpp>

#include <span>

namespace postroom::server {

// The columns that a table needs for them; those that a client asks for come behind.
std::span<const PropertyTag> row_columns();
// Of a row with these columns first.
MessageId row_message(const RowValues& values);
// In the storage of whatever it is to be a part of.
boost::json::object row_json(const RowValues& values, boost::json::storage_ptr storage = {});

// The same of a message that was found in another way: a search, a pair of conflict copies. Opens the
// message, for what is not in its summary.
Result<boost::json::object> row_json(Store& store, const Session& session, const MessageSummary& summary);

}  // namespace postroom::server
