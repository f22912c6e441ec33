#include "server/upload_name.h"

#include <gtest/gtest.h>

namespace postroom::server {
namespace {

const std::string kId = "00112233445566778899aabbccddeeff";

TEST(UploadNames, come_back_as_they_went) {
  const UploadName name{kId, 7, 1000, FileTime{123456789}, 400};
  EXPECT_EQ(to_text(name), kId + ".7.1000.123456789.400");
  EXPECT_EQ(parse_upload_name(to_text(name)), name);
}

TEST(UploadNames, are_no_other_names_of_files) {
  for (const std::string& text :
       {std::string(), std::string("readme"), kId, kId + ".7.1000.1", kId + ".7.1000.1.400.1",
        kId + ".7.1000.1.1001", kId + ".-7.1000.1.4", kId + ".07.1000.1.4", kId + ".7.1000.1.4 ",
        "x" + kId + ".7.1000.1.4", kId + ".7.99999999999999999999.1.4", "../" + kId.substr(3) + ".7.1.1.1",
        kId + "/7.1.1.1"}) {
    EXPECT_EQ(parse_upload_name(text), std::nullopt) << text;
  }
}

TEST(UploadNames, have_ids_that_are_nothing_else_in_a_path) {
  EXPECT_TRUE(is_upload_id(kId));
  for (const std::string& text :
       {std::string("../../etc/passwd"), kId + "0", kId.substr(1), "G" + kId.substr(1)}) {
    EXPECT_FALSE(is_upload_id(text)) << text;
  }
}

}  // namespace
}  // namespace postroom::server
