// Whether JSON fits a schema: the part of JSON Schema 2020-12 that the OpenAPI document of the API uses.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace postroom::server::testing {

// Schemas of one document, which outlives this.
class JsonSchemas {
 public:
  explicit JsonSchemas(const boost::json::value& document);

  // What does not fit, each with its place; empty if all does. A keyword that is not known here is a fault of
  // the schema, so that nothing in it stays unread.
  std::vector<std::string> faults(const boost::json::value& schema, const boost::json::value& value) const;
  // What "$ref" names, as often as it does; the value itself where there is none.
  const boost::json::value& resolved(const boost::json::value& value) const;
  bool matches(const std::string& text, const std::string& pattern) const;

 private:
  void add_patterns(const boost::json::value& in);

  const boost::json::value& document_;
  std::map<std::string, std::regex> patterns_;  // those of the document, which take long to make
};

// What a parameter's text is as JSON: its schema may want a number, true or false.
boost::json::value json_of_text(std::string_view text);

}  // namespace postroom::server::testing
