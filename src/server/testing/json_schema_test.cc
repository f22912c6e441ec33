#include "server/testing/json_schema.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

bool fits(std::string_view schema, std::string_view value) {
  const boost::json::value document = json("{'defs': {'short': {'type': 'string', 'maxLength': 2}}}");
  return JsonSchemas(document).faults(json(schema), json(value)).empty();
}

TEST(JsonSchemas, know_the_types_of_json) {
  EXPECT_TRUE(fits("{'type': 'integer'}", "2"));
  EXPECT_TRUE(fits("{'type': 'integer'}", "2.0"));
  EXPECT_FALSE(fits("{'type': 'integer'}", "2.5"));
  EXPECT_TRUE(fits("{'type': 'number'}", "2.5"));
  EXPECT_FALSE(fits("{'type': ['string', 'null']}", "true"));
  EXPECT_TRUE(fits("{'type': ['string', 'null']}", "null"));
  EXPECT_FALSE(fits("{'type': 'word'}", "true"));
}

TEST(JsonSchemas, hold_numbers_texts_and_lists_to_their_limits) {
  EXPECT_TRUE(fits("{'maximum': 9223372036854775807}", "9223372036854775807"));
  EXPECT_FALSE(fits("{'maximum': 9223372036854775807}", "9223372036854775808"));
  EXPECT_FALSE(fits("{'minimum': 1}", "0.5"));
  EXPECT_TRUE(fits("{'maxLength': 2}", "'\u00e9\u00e9'")) << "characters, not bytes";
  EXPECT_FALSE(fits("{'maxLength': 2}", "'abc'"));
  EXPECT_FALSE(fits("{'pattern': '^a+$'}", "'b'"));
  EXPECT_FALSE(fits("{'maxItems': 1, 'items': {'type': 'integer'}}", "[1, 2]"));
  EXPECT_FALSE(fits("{'items': {'type': 'integer'}}", "['a']"));
  EXPECT_TRUE(fits("{'minimum': 1, 'maxLength': 1, 'maxItems': 0}", "true")) << "each is for its type alone";
}

TEST(JsonSchemas, hold_objects_to_their_members) {
  const std::string_view schema =
      "{'required': ['a'], 'properties': {'a': {'const': 1}}, 'additionalProperties': false}";
  EXPECT_TRUE(fits(schema, "{'a': 1}"));
  EXPECT_FALSE(fits(schema, "{}"));
  EXPECT_FALSE(fits(schema, "{'a': 2}"));
  EXPECT_FALSE(fits(schema, "{'a': 1, 'b': 1}"));
  EXPECT_FALSE(fits("{'additionalProperties': {'type': 'string'}}", "{'b': 1}"));
}

TEST(JsonSchemas, combine) {
  EXPECT_FALSE(fits("{'anyOf': [{'const': 1}, {'const': 2}]}", "3"));
  EXPECT_TRUE(fits("{'anyOf': [{'const': 1}, {'type': 'integer'}]}", "1"));
  EXPECT_FALSE(fits("{'oneOf': [{'const': 1}, {'type': 'integer'}]}", "1"));
  EXPECT_FALSE(fits("{'allOf': [{'type': 'integer'}, {'enum': [2, 'x']}]}", "1"));
  EXPECT_FALSE(fits("{'$ref': '#/defs/short'}", "'abc'"));
}

TEST(JsonSchemas, refuse_what_they_do_not_know) { EXPECT_FALSE(fits("{'uniqueItems': true}", "[1]")); }

TEST(JsonSchemas, name_the_place_that_does_not_fit) {
  const boost::json::value nothing;
  const auto faults = JsonSchemas(nothing).faults(
      json("{'properties': {'a': {'items': {'type': 'string'}}}}"), json("{'a': ['x', 1]}"));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults.front(), "/a/1: is not of type \"string\"");
}

}  // namespace
}  // namespace postroom::server::testing
