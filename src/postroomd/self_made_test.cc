#include "postroomd/self_made.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::daemon {
namespace {

using postroom::testing::must;

class SelfMadeCertificate : public ::testing::Test {
 protected:
  SelfMade made(FileTime now, const std::vector<std::string>& names = {"localhost", "127.0.0.1", "::1"}) {
    return must(self_made_certificate(folder_.path(), names, now));
  }
  const FileTime now_ = system_clock()->now();
  postroom::testing::TemporaryFolder folder_;
};

TEST_F(SelfMadeCertificate, is_made_once_and_kept) {
  const SelfMade first = made(now_);
  EXPECT_TRUE(first.is_new);
  EXPECT_EQ(first.fingerprint.size(), 32u * 3 - 1);
  const SelfMade second = made(now_);
  EXPECT_FALSE(second.is_new);
  EXPECT_EQ(second.fingerprint, first.fingerprint);
}

TEST_F(SelfMadeCertificate, has_a_key_that_only_its_owner_reads) {
  struct stat status {};
  ASSERT_EQ(::stat(made(now_).files.key.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(SelfMadeCertificate, is_renewed_before_its_end) {
  const std::string first = made(now_).fingerprint;
  EXPECT_EQ(made(now_ + (kSelfMadeFor - kRenewedBefore - std::chrono::hours(1))).fingerprint, first);
  EXPECT_NE(made(now_ + (kSelfMadeFor - kRenewedBefore + std::chrono::hours(1))).fingerprint, first);
}

TEST_F(SelfMadeCertificate, is_made_anew_for_other_names) {
  const std::string first = made(now_).fingerprint;
  const SelfMade second = made(now_, {"localhost", "mail.example.com"});
  EXPECT_TRUE(second.is_new);
  EXPECT_NE(second.fingerprint, first);
}

TEST_F(SelfMadeCertificate, is_made_anew_where_the_files_are_no_good) {
  const SelfMade first = made(now_);
  std::ofstream(first.files.key) << "nothing";
  EXPECT_TRUE(made(now_).is_new);
}

TEST_F(SelfMadeCertificate, that_cannot_be_written_is_an_error) {
  const auto failed = self_made_certificate(folder_.path() + "/not there", {"localhost"}, now_);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, Code::io_error);
}

}  // namespace
}  // namespace postroom::daemon
