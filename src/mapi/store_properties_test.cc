#include "mapi/store_properties.h"

#include <gtest/gtest.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::mapi {
namespace {

using testing::code_of;
using testing::must;

constexpr PropertyTag kOwn(PROP_TAG(PT_UNICODE, 0x6610));

class StorePropertiesTest : public ::testing::Test {
 protected:
  SharedContext context(bool is_writable) {
    StoreContext::Options options;
    options.memory = {MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer};
    options.is_writable = is_writable;
    options.store_entry_id = to_bytes("wrapped");
    return std::make_shared<StoreContext>(store_, ana_, std::move(options));
  }
  static std::optional<SCODE> problem(const Problems& problems) {
    return problems.empty() ? std::nullopt : std::optional(problems.front().scode);
  }
  std::optional<SCODE> problem_of_setting(PropertyTag tag, Value value) {
    const Property property{tag, std::move(value)};
    return problem(must(properties_.set({&property, 1})));
  }
  std::optional<SCODE> problem_of_removing(PropertyTag tag) {
    return problem(must(properties_.remove({&tag, 1})));
  }

  testing::TemporaryFolder folder_{testing::Place::memory};
  const Session ana_ = make_session("Ana Ruiz", "test");
  Store store_ = must(create_store(folder_.path("mail.postroom"), ana_));
  StoreProperties properties_{context(true)};
};

TEST_F(StorePropertiesTest, show_the_entry_id_as_the_host_has_wrapped_it) {
  const PropertySet all = must(properties_.all());
  EXPECT_EQ(*all.get<Bytes>(tag::entryid), to_bytes("wrapped"));
  EXPECT_EQ(*all.get<Bytes>(tag::store_entryid), to_bytes("wrapped"));
  EXPECT_EQ(*all.get<Bytes>(tag::store_record_key), *all.get<Bytes>(tag::record_key));
}

TEST_F(StorePropertiesTest, name_the_special_folders) {
  const PropertySet all = must(properties_.all());
  for (const ULONG tag :
       {PR_IPM_SUBTREE_ENTRYID, PR_IPM_OUTBOX_ENTRYID, PR_IPM_SENTMAIL_ENTRYID, PR_IPM_WASTEBASKET_ENTRYID,
        PR_VIEWS_ENTRYID, PR_COMMON_VIEWS_ENTRYID, PR_FINDER_ENTRYID}) {
    const auto* id = all.get<Bytes>(PropertyTag(tag));
    ASSERT_NE(id, nullptr);
    must(store_.folder(ana_, std::get<FolderId>(must(decode_entry_id(*id)).target)));
  }
  EXPECT_EQ(all.get_or(PropertyTag(PR_VALID_FOLDER_MASK), std::int32_t{0}), 0xFF);
}

TEST_F(StorePropertiesTest, can_be_set_but_for_what_is_computed) {
  EXPECT_EQ(problem_of_setting(tag::display_name, std::string("Ana's mail")), std::nullopt);
  EXPECT_EQ(problem_of_setting(kOwn, std::string("kept")), std::nullopt);
  EXPECT_EQ(problem_of_setting(tag::store_support_mask, std::int32_t{1}), MAPI_E_COMPUTED);
  EXPECT_EQ(problem_of_setting(PropertyTag(PR_FINDER_ENTRYID), Bytes{1}), MAPI_E_COMPUTED);
  const PropertySet all = must(properties_.all());
  EXPECT_EQ(all.get_or(tag::display_name, std::string()), "Ana's mail");
  EXPECT_EQ(all.get_or(kOwn, std::string()), "kept");
}

TEST_F(StorePropertiesTest, that_fit_are_set_where_others_do_not) {
  const Property both[] = {{kOwn, std::string(kInlineLimit + 1, 'x')},
                           {tag::display_name, std::string("new")}};
  const Problems problems = must(properties_.set(both));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].index, 0u);
  EXPECT_EQ(problems[0].scode, MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(must(properties_.all()).get_or(tag::display_name, std::string()), "new");
}

TEST_F(StorePropertiesTest, can_be_removed_but_for_the_name) {
  EXPECT_EQ(problem_of_setting(kOwn, std::string("kept")), std::nullopt);
  EXPECT_EQ(problem_of_removing(kOwn), std::nullopt);
  EXPECT_EQ(problem_of_removing(kOwn), MAPI_E_NOT_FOUND);
  EXPECT_EQ(problem_of_removing(tag::display_name), MAPI_E_NO_ACCESS);
  EXPECT_EQ(problem_of_removing(tag::entryid), MAPI_E_COMPUTED);
}

TEST_F(StorePropertiesTest, stay_as_they_are_where_the_store_was_opened_for_reading) {
  StoreProperties reading(context(false));
  EXPECT_FALSE(reading.is_writable());
  const Property name{tag::display_name, std::string("other")};
  EXPECT_EQ(code_of(reading.set({&name, 1})), Code::no_access);
  const PropertySet all = must(reading.all());
  EXPECT_EQ(all.get_or(tag::access_level, std::int32_t{7}), 0);
  const auto mask = static_cast<ULONG>(all.get_or(tag::store_support_mask, std::int32_t{0}));
  EXPECT_EQ(mask & (STORE_READONLY | STORE_MODIFY_OK | STORE_CREATE_OK), STORE_READONLY);
  EXPECT_EQ(mask & (STORE_SUBMIT_OK | STORE_RTF_OK | STORE_OLE_OK), 0u);
}

}  // namespace
}  // namespace postroom::mapi
