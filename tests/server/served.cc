#include "server/served.h"

#include <postroom/tags.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "accounts/directory.h"
#include "open/accounts.h"
#include "support/keep_everything.h"
#include "support/must.h"

namespace postroom::server_tests {
namespace {

using testing::must;

constexpr char kAnnounced[] = "postroomd answers at ";

std::vector<std::string> announced(const std::string& output) {
  std::vector<std::string> addresses;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kAnnounced)) addresses.push_back(line.substr(sizeof(kAnnounced) - 1));
  }
  return addresses;
}

}  // namespace

Served::Served(testing::MakeGround make_ground, testing::Place place)
    : ground_(make_ground(place)),
      store_(ground_->address("shop.postroom")),
      accounts_(ground_->make_accounts_address()),
      session_(make_session("Ana Ruiz", "the tests")) {
  Store store = must(create_store(store_, session_));
  must(store.set_retention(session_, testing::keep_everything()));
  make_accounts();
}

void Served::make_accounts() {
  accounts::DirectoryOptions options;
  options.cost = {1, 8192};  // libsodium's least
  accounts::Directory directory(must(open_accounts(accounts_, MakeAccounts::if_there_are_none)),
                                session_.clock, session_.random, options);
  for (const auto& [name, who] : {std::pair("ana", "Ana Ruiz"), std::pair("ben", "Ben Okafor")}) {
    must(directory.add(name, who, kPassword));
    must(directory.grant(name, "shop", Rights::read_write));
    secrets_[name] = must(directory.add_token(name, "the tests", Rights::read_write)).secret;
  }
}

Program Served::run(const Words& more) const {
  Words words{"--store",     "shop=" + store_, "--accounts",  accounts_,    "--state",
              path("state"), "--listen",       "127.0.0.1:0", "--log-file", path("log")};
  if (std::find(more.begin(), more.end(), "--web") == more.end()) words.push_back("--serve-page=false");
  words.insert(words.end(), more.begin(), more.end());
  return Program::start(words, plain_environment());
}

Program Served::start(const Words& more) {
  Program program = run(more);
  if (!program.wait_for(kAnnounced))
    throw std::runtime_error("postroomd did not start: " + program.wait().err);
  addresses_ = announced(program.output());
  return program;
}

Fields Served::bearer(const std::string& name) const {
  return {{"Authorization", "Bearer " + secrets_.at(name)}};
}

Store Served::open() const { return must(open_store(store_)); }

MessageId Served::add_message(const std::string& subject) const {
  Store store = open();
  Message message = must(store.create_message(session_, store.special(SpecialFolder::inbox)));
  must(message.set(tag::subject, subject));
  return must(message.save()).message;
}

std::string Served::log() const { return text_of_file(path("log")); }

const tests::Variables& plain_environment() {
  static const tests::Variables kVariables{{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"TZ", "UTC"}};
  return kVariables;
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace postroom::server_tests
