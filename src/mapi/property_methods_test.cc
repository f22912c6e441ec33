#include "mapi/property_methods.h"

#include <gtest/gtest.h>
#include <mapi/mapicode.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include "mapi/html_body.h"
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

constexpr ULONG kUnspecifiedSubject = PROP_TAG(PT_UNSPECIFIED, 0x0037);
constexpr PropertyTag kWords(0x6610101F);

class PropertyMethodsTest : public ::testing::Test {
 protected:
  struct Got {
    HRESULT result = E_FAIL;
    ULONG count = 99;
    Given<SPropValue> values;
    const SPropValue& operator[](int i) const { return values.get()[i]; }
    SCODE error(int i) const {
      return PROP_TYPE((*this)[i].ulPropTag) == PT_ERROR ? (*this)[i].Value.err : S_OK;
    }
  };
  Got get(LPSPropTagArray tags, ULONG flags = 0) {
    Got got;
    LPSPropValue values = nullptr;
    got.result = must(get_props(state_, properties_, tags, flags, &got.count, &values));
    got.values.reset(values);
    return got;
  }
  std::vector<ULONG> list(ULONG flags) {
    LPSPropTagArray tags = nullptr;
    EXPECT_EQ(must(get_prop_list(state_, properties_, flags, &tags)), S_OK);
    const Given<SPropTagArray> given(tags);
    return {tags->aulPropTag, tags->aulPropTag + tags->cValues};
  }

  testing::OneStore store_;
  ObjectState state_{store_.open()};
  testing::PropertiesInMemory properties_;
};

TEST_F(PropertyMethodsTest, get_props_answers_in_the_order_of_the_tags) {
  properties_.held = {{tag::subject, std::string("Hello")}, {tag::importance, std::int32_t{2}}};
  const Got got = get(Tags{PR_IMPORTANCE, PR_MESSAGE_CLASS_W, PR_SUBJECT_W});
  EXPECT_EQ(got.result, MAPI_W_ERRORS_RETURNED);
  ASSERT_EQ(got.count, 3U);
  EXPECT_EQ(got[0].ulPropTag, PR_IMPORTANCE);
  EXPECT_EQ(got[0].Value.l, 2);
  EXPECT_EQ(got[1].ulPropTag, PROP_TAG(PT_ERROR, 0x001A));
  EXPECT_EQ(got[1].Value.err, MAPI_E_NOT_FOUND);
  EXPECT_STREQ(got[2].Value.lpszW, L"Hello");
}

TEST_F(PropertyMethodsTest, get_props_gives_texts_in_the_type_that_is_asked_for) {
  properties_.held = {{tag::subject, std::string("\xC3\x84")}};
  Got got = get(Tags{PR_SUBJECT_W, PR_SUBJECT_A, kUnspecifiedSubject});
  EXPECT_EQ(got.result, S_OK);
  EXPECT_STREQ(got[0].Value.lpszW, L"\u00C4");
  EXPECT_EQ(got[1].ulPropTag, PR_SUBJECT_A);
  EXPECT_STREQ(got[1].Value.lpszA, "\xC3\x84");
  EXPECT_EQ(got[2].ulPropTag, PR_SUBJECT_A);
  got = get(Tags{PR_SUBJECT_A, kUnspecifiedSubject}, MAPI_UNICODE);
  EXPECT_EQ(got[0].ulPropTag, PR_SUBJECT_A);  // a type that is asked for wins over the flag
  EXPECT_EQ(got[1].ulPropTag, PR_SUBJECT_W);
}

TEST_F(PropertyMethodsTest, get_props_has_nothing_of_another_type) {
  properties_.held = {{tag::subject, std::string("Hello")}, {kWords, std::vector<std::string>{"a"}}};
  const Got got =
      get(Tags{PROP_TAG(PT_LONG, 0x0037), PROP_TAG(PT_MV_UNICODE, 0x0037), PROP_TAG(PT_UNICODE, 0x6610)});
  EXPECT_EQ(got.result, MAPI_W_ERRORS_RETURNED);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(got.error(i), MAPI_E_NOT_FOUND);
}

TEST_F(PropertyMethodsTest, get_props_leaves_long_values_to_streams) {
  properties_.held = {{tag::body, LargeValue{{}, 100'000}},
                      {tag::subject, std::string(kMaxGivenValue, 'x')},
                      {tag::comment, std::string(kMaxGivenValue + 1, 'x')},
                      {tag::search_key, Bytes(kMaxGivenValue + 1)}};
  const Got got =
      get(Tags{PR_BODY_W, PR_BODY_A, PR_SUBJECT_W, PR_COMMENT_W, PR_SEARCH_KEY, PROP_TAG(PT_LONG, 0x1000)});
  EXPECT_EQ(got.result, MAPI_W_ERRORS_RETURNED);
  EXPECT_EQ(got.error(0), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got.error(1), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got.error(2), S_OK);
  EXPECT_EQ(got.error(3), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got.error(4), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got.error(5), MAPI_E_NOT_FOUND);
}

TEST_F(PropertyMethodsTest, get_props_leaves_objects_to_open_property) {
  properties_.opened = {PropertyTag(PR_CONTAINER_CONTENTS)};
  const Got got = get(Tags{PR_CONTAINER_CONTENTS, PROP_TAG(PT_UNSPECIFIED, PROP_ID(PR_CONTAINER_CONTENTS)),
                           PROP_TAG(PT_LONG, PROP_ID(PR_CONTAINER_CONTENTS))});
  EXPECT_EQ(got.error(0), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got.error(1), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got.error(2), MAPI_E_NOT_FOUND);
}

TEST_F(PropertyMethodsTest, get_props_of_one_asks_for_one) {
  properties_.held = {{tag::subject, std::string("Hello")}};
  EXPECT_EQ(get(Tags{PR_SUBJECT_W}).result, S_OK);
  EXPECT_EQ(get(Tags{PR_BODY_W}).error(0), MAPI_E_NOT_FOUND);
}

TEST_F(PropertyMethodsTest, get_props_without_tags_gives_all_but_objects_and_secrets) {
  properties_.opened = {PropertyTag(PR_MESSAGE_RECIPIENTS)};
  properties_.held = {{tag::subject, std::string("Hello")},
                      {tag::attach_data_obj, LargeValue{{}, 10}},
                      {PropertyTag(0x67F0001F), std::string("secret")},
                      {kWords, std::vector<std::string>{}}};
  const Got got = get(nullptr, MAPI_UNICODE);
  EXPECT_EQ(got.result, S_OK);
  ASSERT_EQ(got.count, 1U);
  EXPECT_EQ(got[0].ulPropTag, PR_SUBJECT_W);
  EXPECT_EQ(get(Tags{PROP_TAG(PT_UNICODE, 0x67F0)}).result, S_OK);
  EXPECT_EQ(get(Tags{kWords.value}).error(0),
            MAPI_E_NOT_FOUND);  // never several values of which there are none
}

TEST_F(PropertyMethodsTest, get_props_without_tags_says_what_is_too_long) {
  properties_.held = {{tag::body, LargeValue{{}, 100'000}}};
  const Got got = get(nullptr);
  EXPECT_EQ(got.result, MAPI_W_ERRORS_RETURNED);
  ASSERT_EQ(got.count, 1U);
  EXPECT_EQ(got.error(0), MAPI_E_NOT_ENOUGH_MEMORY);
}

TEST_F(PropertyMethodsTest, get_props_of_nothing_succeeds) {
  const Got got = get(nullptr);
  EXPECT_EQ(got.result, S_OK);
  EXPECT_EQ(got.count, 0U);
  EXPECT_EQ(got.values, nullptr);
}

TEST_F(PropertyMethodsTest, get_props_refuses_arguments_that_make_no_sense) {
  ULONG count = 7;
  LPSPropValue values = nullptr;
  EXPECT_EQ(must(get_props(state_, properties_, Tags{}, 0, &count, &values)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count, 0U);
  EXPECT_EQ(must(get_props(state_, properties_, nullptr, 0, &count, nullptr)), MAPI_E_INVALID_PARAMETER);
  ULONG hostile[] = {kMaxTags + 1};
  EXPECT_EQ(
      code_of(get_props(state_, properties_, reinterpret_cast<LPSPropTagArray>(hostile), 0, &count, &values)),
      Code::too_big);
  EXPECT_EQ(values, nullptr);
}

TEST_F(PropertyMethodsTest, get_props_reads_html_as_text_and_as_bytes) {
  properties_.held = {{tag::html, to_bytes("<b>\x80</b>")}, {tag::internet_cpid, std::int32_t{1252}}};
  Got got = get(Tags{PR_HTML, PR_BODY_HTML_W, PR_BODY_HTML_A, PROP_TAG(PT_UNSPECIFIED, 0x1013)});
  EXPECT_EQ(got.result, S_OK);
  EXPECT_EQ(got[0].Value.bin.cb, 8U);
  EXPECT_STREQ(got[1].Value.lpszW, L"<b>\u20AC</b>");
  EXPECT_STREQ(got[2].Value.lpszA, "<b>\xE2\x82\xAC</b>");
  EXPECT_EQ(got[3].ulPropTag, PR_HTML);
  properties_.held.set(tag::internet_cpid, std::int32_t{932});
  EXPECT_EQ(get(Tags{PR_BODY_HTML_W}).error(0), MAPI_E_UNKNOWN_CPID);
  properties_.held.set(tag::html, LargeValue{{}, 100'000});
  EXPECT_EQ(get(Tags{PR_BODY_HTML_W}).error(0), MAPI_E_NOT_ENOUGH_MEMORY);
}

TEST_F(PropertyMethodsTest, get_props_gives_html_as_one_value_alone) {
  for (const Property& html :
       {Property{tag::html, to_bytes("<b>")}, Property{kHtmlText, std::string("<b>")}}) {
    properties_.held = {html};
    const Got got =
        get(Tags{PROP_TAG(PT_MV_BINARY, 0x1013), PROP_TAG(PT_MV_UNICODE, 0x1013), PR_BODY_HTML_A});
    EXPECT_EQ(got.error(0), MAPI_E_NOT_FOUND);
    EXPECT_EQ(got.error(1), MAPI_E_NOT_FOUND);
    EXPECT_STREQ(got[2].Value.lpszA, "<b>");
  }
}

TEST_F(PropertyMethodsTest, get_prop_list_has_objects_and_texts_in_the_width_of_the_flags) {
  properties_.opened = {PropertyTag(PR_CONTAINER_CONTENTS)};
  properties_.held = {{tag::subject, std::string()},
                      {tag::importance, std::int32_t{1}},
                      {kWords, std::vector<std::string>{"a"}}};
  EXPECT_EQ(list(0), (std::vector<ULONG>{PR_IMPORTANCE, PR_SUBJECT_A, 0x6610101E, PR_CONTAINER_CONTENTS}));
  EXPECT_EQ(list(MAPI_UNICODE),
            (std::vector<ULONG>{PR_IMPORTANCE, PR_SUBJECT_W, 0x6610101F, PR_CONTAINER_CONTENTS}));
  properties_.held = {};
  properties_.opened = {};
  EXPECT_EQ(list(0), std::vector<ULONG>{});
  EXPECT_EQ(must(get_prop_list(state_, properties_, 0, nullptr)), MAPI_E_INVALID_PARAMETER);
}

TEST_F(PropertyMethodsTest, a_column_that_makes_a_row_for_each_value_has_the_tag_of_one) {
  Block block(testing::kMemory, sizeof(SPropValue));
  SPropValue& out = *block.as<SPropValue>();
  const PropertyTag column(0x6610301F);
  const Property text{PropertyTag(0x6610001F), std::string("a")};
  give_property(&text, column, Width::wide, block, out);
  EXPECT_EQ(out.ulPropTag, 0x6610001FU);
  const Property error{PropertyTag(0x6610000A), ErrorValue{0x8004010F}};
  give_property(&error, column, Width::wide, block, out);
  EXPECT_EQ(out.ulPropTag, 0x6610000AU);
  const Property null{PropertyTag(PR_NULL), Null{}};
  give_property(&null, PropertyTag(PR_NULL), Width::wide, block, out);
  EXPECT_EQ(out.ulPropTag, PR_NULL);
}

}  // namespace
}  // namespace postroom::mapi
