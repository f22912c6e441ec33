// Any bytes, as the JSON of a request, as header fields and as a value of each type: refused, or shown again
// as what reads back to the same.
#include <boost/json/serialize.hpp>

#include <cstdlib>

#include "server/etags.h"
#include "server/json_parsing.h"
#include "server/json_values.h"
#include "server/preferences.h"

namespace {

using namespace postroom;

void expect_to_read_back(const boost::json::value& sent) {
  constexpr PropertyType kTypes[] = {
      PropertyType::integer16, PropertyType::integer32, PropertyType::integer64,   PropertyType::float32,
      PropertyType::float64,   PropertyType::currency,  PropertyType::app_time,    PropertyType::boolean,
      PropertyType::string8,   PropertyType::unicode,   PropertyType::system_time, PropertyType::class_id,
      PropertyType::binary,    PropertyType::null,      PropertyType::object};
  for (const PropertyType type : kTypes) {
    for (const PropertyTag tag : {PropertyTag(0x6601, type), multi_valued(PropertyTag(0x6601, type))}) {
      const auto value = server::from_json(tag, server::JsonPlace(sent));
      if (!value.ok()) continue;
      if (!fits(tag, *value)) std::abort();
      const auto shown = server::to_json(tag, *value, nullptr);
      const auto parsed = server::parse_json(boost::json::serialize(*shown));
      const auto again = server::from_json(tag, server::JsonPlace(*parsed));
      if (!again.ok() || !identical(*again, *value)) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  if (const auto parsed = server::parse_json(text); parsed.ok()) expect_to_read_back(*parsed);
  http::Fields fields;
  for (const char* name : {"If-Match", "If-None-Match", "Prefer"}) fields.add(name, std::string(text));
  if (const auto version = server::parse_if_match(fields); version.ok() && *version) {
    if (text.find(server::etag_of(**version)) == text.npos) std::abort();
  }
  (void)server::is_known(fields, text);
  (void)server::parse_prefer(fields);
  return 0;
}
