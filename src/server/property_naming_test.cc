#include "server/property_naming.h"

#include <postroom/tags.h>

#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

class Naming : public ApiTest {
 protected:
  PropertyNaming naming{shop(), session("Ana Ruiz")};
  PropertyTag make(const std::string& name) {
    return must(naming.make({&name, 1}, [](std::size_t, Error error) { return error; })).front();
  }
};

TEST_F(Naming, a_property_has_its_mapi_name) {
  EXPECT_EQ(naming.name(tag::subject), "PR_SUBJECT");
  EXPECT_EQ(naming.name(PropertyTag(0x0037001E)), "PR_SUBJECT_A");
  EXPECT_EQ(naming.name(PropertyTag(0x66AB0003)), "0x66AB0003");
  EXPECT_EQ(naming.name(PropertyTag(0x00370003)), "0x00370003");  // the id of another type
}

TEST_F(Naming, every_name_reads_back_as_its_tag) {
  for (const PropertyTag tag :
       {tag::subject, tag::body, tag::html, tag::message_size, tag::message_size_extended,
        tag::conflict_items, PropertyTag(0x0037001E), PropertyTag(0x66AB101F), PropertyTag(0x00370003)}) {
    EXPECT_EQ(must(naming.find(naming.name(tag))), tag) << naming.name(tag);
    EXPECT_EQ(make(naming.name(tag)), tag) << naming.name(tag);
  }
}

TEST_F(Naming, named_properties_are_made_once_and_found_again) {
  const std::string name = "{00062002-0000-0000-c000-000000000046}:\"our own name\"/text[]";
  EXPECT_EQ(code_of(naming.find(name)), Code::not_found);
  const PropertyTag made = make(name);
  EXPECT_TRUE(made.is_named());
  EXPECT_EQ(made.raw_type(), 0x101F);
  EXPECT_EQ(make(name), made);
  EXPECT_EQ(must(naming.find(naming.name(made))), made) << naming.name(made);
  EXPECT_EQ(naming.name(made), "PSETID_Appointment:\"our own name\"/text[]");
  EXPECT_EQ(must(naming.find("PSETID_Appointment:\"our own name\"")).id(), made.id());
}

TEST_F(Naming, one_of_mapis_own_needs_no_type) {
  EXPECT_EQ(naming.name(make("keywords")), "PS_PUBLIC_STRINGS:Keywords");
  EXPECT_EQ(make("PSETID_Appointment:0x8208").raw_type(), 0x001F);
}

TEST_F(Naming, what_is_no_single_property_is_refused) {
  for (const char* name :
       {"", "x", "subject, body", "each keywords", "-subject", "0x0037", "PR_SUBJECT/text",
        "PS_PUBLIC_STRINGS:", "PS_PUBLIC_STRINGS:a b", "{x}:y/text", "\"subject\"", "\xFF"}) {
    EXPECT_EQ(code_of(naming.find(name)), Code::invalid_argument) << name;
  }
}

}  // namespace
}  // namespace postroom::server::testing
