// Row 38: what mapisvc.inf says of the service and its provider.
#include <fstream>

#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Section = std::map<std::string, std::string>;
using Sections = std::map<std::string, Section>;

// A file of Windows: sections in brackets, key=value, comments after a semicolon.
Sections read_sections() {
  std::ifstream file(POSTROOM_MAPISVC_INF);
  EXPECT_TRUE(file) << POSTROOM_MAPISVC_INF;
  Sections sections;
  Section* current = nullptr;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == ';') continue;
    if (line[0] == '[' && line.back() == ']') {
      current = &sections[line.substr(1, line.size() - 2)];
      continue;
    }
    const std::size_t equals = line.find('=');
    EXPECT_TRUE(current && equals != std::string::npos) << line;
    if (current && equals != std::string::npos) (*current)[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return sections;
}

std::string as_hex(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(byte));
    text += digits;
  }
  return text;
}

TEST_F(RowTest, r038_the_service_is_listed_with_the_keys_that_a_service_has) {
  Sections sections = read_sections();
  ASSERT_EQ(sections["Services"].size(), 1U);
  Section& service = sections[sections["Services"].begin()->first];
  for (const char* key : {"PR_DISPLAY_NAME", "Providers", "PR_SERVICE_DLL_NAME", "PR_SERVICE_ENTRY_NAME",
                          "PR_SERVICE_SUPPORT_FILES", "PR_SERVICE_DELETE_FILES", "PR_RESOURCE_FLAGS"}) {
    EXPECT_NE(service[key], "") << key;
  }
  EXPECT_EQ(service["PR_SERVICE_ENTRY_NAME"], "MSGServiceEntry") << "as it is exported";
  EXPECT_EQ(sections.count(service["Providers"]), 1U);
}

TEST_F(RowTest, r038_the_section_of_the_provider_has_the_five_required_keys) {
  Sections sections = read_sections();
  Section& provider = sections[sections[sections["Services"].begin()->first]["Providers"]];
  EXPECT_NE(provider["PR_DISPLAY_NAME"], "");
  EXPECT_EQ(provider["PR_PROVIDER_DISPLAY"], get_text(ana().store(), PR_PROVIDER_DISPLAY_W));
  EXPECT_EQ(provider["PR_RESOURCE_TYPE"], "MAPI_STORE_PROVIDER");
  EXPECT_THAT(provider["PR_RESOURCE_FLAGS"], HasSubstr("STATUS_NO_DEFAULT_STORE"));
  const std::string library = provider["PR_PROVIDER_DLL_NAME"];
  ULONG type = 0;
  void* entry = nullptr;
  ASSERT_HR(S_OK, ana().logon()->OpenStatusEntry(nullptr, 0, &type, &entry));
  const Ptr<IMAPIStatus> status(static_cast<IMAPIStatus*>(entry));
  EXPECT_EQ(get_text(*status, PR_PROVIDER_DLL_NAME_W), library);
  EXPECT_EQ(library.find('/'), std::string::npos);
}

TEST_F(RowTest, r038_lines_by_number_say_what_the_store_says) {
  Sections sections = read_sections();
  Section& provider = sections[sections[sections["Services"].begin()->first]["Providers"]];
  EXPECT_EQ(provider["34140102"], as_hex(get_text(ana().store(), PR_MDB_PROVIDER).value_or("")));
}

TEST_F(RowTest, r038_there_is_no_secret_in_it) {
  for (const auto& [name, section] : read_sections()) {
    for (const auto& [key, value] : section) EXPECT_THAT(key, Not(::testing::StartsWith("67F"))) << name;
  }
}

}  // namespace
}  // namespace mapi_host
