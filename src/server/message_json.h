// Messages as the API shows them: docs/api.md "Messages".
#pragma once

#include <postroom/store.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "server/call.h"
#include "server/property_naming.h"

namespace postroom::server {

// What it takes to show properties: their names, their long values, and where those are to be had one by one.
struct Showing {
  PropertyNaming naming;
  LargeValues& large;
  std::string values;      // ".../messages/57/properties/": the name follows; empty: they have no address
  std::string parameters;  // behind the name: "?version=3"
};
Showing showing(Call& call, MessageId message, std::optional<VersionNumber> version = std::nullopt);
Showing showing_without_addresses(Call& call);

// An object of properties.
Result<boost::json::object> properties_json(const Showing& showing, const PropertySet& properties);
Result<boost::json::array> recipients_json(const Showing& showing, const MessageContent& content);
Result<boost::json::array> attachments_json(const Showing& showing, const MessageContent& content);

// An attachment's key in addresses and JSON.
std::string attachment_key(const Attachment& attachment);
std::string attachment_name(const PropertySet& properties);  // may be empty
std::uint64_t attachment_bytes(const PropertySet& properties);

// What a message in an attachment is: {properties, recipients, attachments}.
Result<boost::json::object> embedded_json(Call& call, const MessageContent& content);

// The whole message as its ETag names it: nothing in it changes unless the version does. So what others do to
// it otherwise (reading, marking, moving, linking) and what depends on who asks is not in it but in its
// state.
Result<boost::json::object> message_json(Call& call, const Message& message);
// As it was at a version that the handle was opened at.
Result<boost::json::object> version_json(Call& call, const Message& message);

// A version that the history has, to look at; Code::not_found where it has not.
Result<Message> open_version(Call& call, MessageId id, VersionNumber version);

std::string message_path(const Call& call, MessageId message);  // "/api/v1/stores/shop/messages/57"

}  // namespace postroom::server
