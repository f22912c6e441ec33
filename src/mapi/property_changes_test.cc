#include <gtest/gtest.h>
#include <mapi/mapicode.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include "mapi/property_methods.h"
#include "mapi/testing/one_store.h"
#include "mapi/testing/properties_in_memory.h"
#include "mapi/testing/tags.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using testing::Given;
using testing::Tags;

class PropertyChangesTest : public ::testing::Test {
 protected:
  struct Outcome {
    HRESULT result = E_FAIL;
    Given<SPropProblemArray> problems;
    ULONG count() const { return problems ? problems->cProblem : 0; }
    const SPropProblem& operator[](int i) const { return problems->aProblem[i]; }
  };
  Outcome set(std::vector<SPropValue> values) {
    Outcome outcome;
    LPSPropProblemArray problems = nullptr;
    outcome.result =
        must(set_props(state_, properties_, static_cast<ULONG>(values.size()), values.data(), &problems));
    outcome.problems.reset(problems);
    return outcome;
  }
  Outcome remove(LPSPropTagArray tags) {
    Outcome outcome;
    LPSPropProblemArray problems = nullptr;
    outcome.result = must(delete_props(state_, properties_, tags, &problems));
    outcome.problems.reset(problems);
    return outcome;
  }
  SPropValue value(PropertyTag tag, const Value& held) {
    SPropValue made;
    write_value(tag, held, block_, made);
    return made;
  }
  SPropValue bare(ULONG tag) {
    SPropValue made{};
    made.ulPropTag = tag;
    return made;
  }

  testing::OneStore store_;
  ObjectState state_{store_.open()};
  testing::PropertiesInMemory properties_;
  Block block_{testing::kMemory, 1};
  const std::string hello_ = "Hello";
};

TEST_F(PropertyChangesTest, set_props_takes_texts_of_both_widths) {
  const Outcome outcome = set({value(PropertyTag(PR_SUBJECT_A), hello_), value(tag::body, hello_)});
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_EQ(outcome.problems, nullptr);
  EXPECT_EQ(properties_.held, (PropertySet{{tag::subject, hello_}, {tag::body, hello_}}));
}

TEST_F(PropertyChangesTest, set_props_passes_over_null_and_errors) {
  const Outcome outcome = set({bare(PR_NULL), bare(PROP_TAG(PT_ERROR, 0x0037)), value(tag::body, hello_)});
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_EQ(outcome.count(), 0U);
  EXPECT_EQ(properties_.held.size(), 1U);
  EXPECT_EQ(set({bare(PR_NULL)}).result, S_OK);
}

TEST_F(PropertyChangesTest, set_props_says_which_properties_are_a_problem_and_sets_the_others) {
  properties_.computed = {tag::message_size, tag::entryid};
  const Outcome outcome =
      set({bare(PR_NULL), value(tag::message_size, std::int32_t{1}), bare(PROP_TAG(0x0999, 0x6600)),
           value(tag::subject, hello_), value(tag::entryid, Bytes{1}), bare(0x66010000)});
  EXPECT_EQ(outcome.result, S_OK);
  ASSERT_EQ(outcome.count(), 4U);
  EXPECT_EQ(outcome[0].ulIndex, 1U);
  EXPECT_EQ(outcome[0].ulPropTag, PR_MESSAGE_SIZE);
  EXPECT_EQ(outcome[0].scode, MAPI_E_COMPUTED);
  EXPECT_EQ(outcome[1].ulIndex, 2U);
  EXPECT_EQ(outcome[1].scode, MAPI_E_INVALID_TYPE);
  EXPECT_EQ(outcome[2].ulIndex, 4U);
  EXPECT_EQ(outcome[2].ulPropTag, PR_ENTRYID);
  EXPECT_EQ(outcome[3].ulIndex, 5U);
  EXPECT_EQ(outcome[3].scode, MAPI_E_INVALID_TYPE);
  EXPECT_EQ(properties_.held, (PropertySet{{tag::subject, hello_}}));
}

TEST_F(PropertyChangesTest, set_props_leaves_what_is_too_long_to_streams) {
  Bytes bytes(kMaxBinary + 1);
  SPropValue binary = bare(PR_SEARCH_KEY);
  binary.Value.bin = {static_cast<ULONG>(bytes.size()), bytes.data()};
  const Outcome outcome = set({binary, value(tag::subject, hello_)});
  ASSERT_EQ(outcome.count(), 1U);
  EXPECT_EQ(outcome[0].scode, MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(properties_.held.size(), 1U);
}

TEST_F(PropertyChangesTest, set_props_of_an_object_or_of_no_values_sets_nothing) {
  for (const ULONG tag :
       {PR_MESSAGE_RECIPIENTS, PROP_TAG(PT_MV_LONG, 0x6600), PROP_TAG(PT_MV_UNICODE, 0x6600)}) {
    EXPECT_EQ(set({value(tag::subject, hello_), bare(tag)}).result, MAPI_E_INVALID_PARAMETER);
  }
  EXPECT_TRUE(properties_.was_set.empty());
}

TEST_F(PropertyChangesTest, set_props_with_broken_pointers_sets_nothing) {
  SPropValue values[] = {value(tag::subject, hello_), bare(PR_BODY_W)};
  LPSPropProblemArray problems = nullptr;
  EXPECT_EQ(code_of(set_props(state_, properties_, 2, values, &problems)), Code::invalid_argument);
  EXPECT_EQ(must(set_props(state_, properties_, 0, values, &problems)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(must(set_props(state_, properties_, 1, nullptr, &problems)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(code_of(set_props(state_, properties_, kMaxTags + 1, values, &problems)), Code::too_big);
  EXPECT_TRUE(properties_.was_set.empty());
}

TEST_F(PropertyChangesTest, need_no_array_for_problems) {
  properties_.computed = {tag::message_size};
  SPropValue size = value(tag::message_size, std::int32_t{1});
  EXPECT_EQ(must(set_props(state_, properties_, 1, &size, nullptr)), S_OK);
  EXPECT_EQ(must(delete_props(state_, properties_, Tags{PR_MESSAGE_SIZE}, nullptr)), S_OK);
}

TEST_F(PropertyChangesTest, need_an_object_that_may_be_changed) {
  properties_.writable = false;
  EXPECT_EQ(set({value(tag::subject, hello_)}).result, MAPI_E_NO_ACCESS);
  EXPECT_EQ(remove(Tags{PR_SUBJECT_W}).result, MAPI_E_NO_ACCESS);
}

TEST_F(PropertyChangesTest, that_fail_as_a_whole_have_no_problems_to_tell) {
  properties_.failure = Error{Code::disk_full, "The disk is full.", {}};
  SPropValue subject = value(tag::subject, hello_);
  LPSPropProblemArray problems = nullptr;
  EXPECT_EQ(code_of(set_props(state_, properties_, 1, &subject, &problems)), Code::disk_full);
  EXPECT_EQ(problems, nullptr);
}

TEST_F(PropertyChangesTest, set_props_stores_html_text_as_bytes_in_the_code_page_of_the_message) {
  const std::string euro = "\xE2\x82\xAC";
  set({value(PropertyTag(PR_BODY_HTML_W), euro)});
  EXPECT_EQ(properties_.held, (PropertySet{{tag::html, to_bytes(euro)}}));
  set({value(PropertyTag(PR_BODY_HTML_A), euro), value(tag::internet_cpid, std::int32_t{1252})});
  EXPECT_EQ(properties_.held.get_or(tag::html, Bytes{}), (Bytes{0x80}));
  set({value(PropertyTag(PR_BODY_HTML_W), std::string("\xE6\xBC\xA2"))});
  EXPECT_EQ(properties_.held.get_or(tag::html, Bytes{}), to_bytes("&#28450;"));
}

TEST_F(PropertyChangesTest, delete_props_looks_at_ids_alone) {
  properties_.held = {{tag::subject, hello_}, {tag::body, hello_}};
  properties_.computed = {tag::entryid};
  const Outcome outcome =
      remove(Tags{PROP_TAG(PT_LONG, 0x0037), PR_ENTRYID, PROP_TAG(PT_UNSPECIFIED, 0x1000), PR_COMMENT_W});
  EXPECT_EQ(outcome.result, S_OK);
  EXPECT_TRUE(properties_.held.empty());
  ASSERT_EQ(outcome.count(), 2U);
  EXPECT_EQ(outcome[0].ulIndex, 1U);
  EXPECT_EQ(outcome[0].scode, MAPI_E_COMPUTED);
  EXPECT_EQ(outcome[1].ulIndex, 3U);
  EXPECT_EQ(outcome[1].scode, MAPI_E_NOT_FOUND);
}

TEST_F(PropertyChangesTest, delete_props_needs_tags) {
  EXPECT_EQ(remove(nullptr).result, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(remove(Tags{}).result, MAPI_E_INVALID_PARAMETER);
  ULONG hostile[] = {kMaxTags + 1};
  EXPECT_EQ(code_of(delete_props(state_, properties_, reinterpret_cast<LPSPropTagArray>(hostile), nullptr)),
            Code::too_big);
}

}  // namespace
}  // namespace postroom::mapi
