// A store "shop", accounts for it, and postroomd itself, which serves it on a free port.
#pragma once

#include <postroom/open.h>

#include "cli/program.h"
#include "server/client.h"
#include "support/ground.h"

namespace postroom::server_tests {

using tests::Ended;
using tests::Program;
using tests::Words;

inline const std::string kPassword = "correct horse";  // of ana and ben

// Everything that fails here throws std::runtime_error with a sentence.
class Served {
 public:
  explicit Served(testing::MakeGround make_ground = testing::sqlite_ground,
                  testing::Place place = testing::Place::memory);

  // The program with the flags that serve this store, and more.
  Program run(const Words& more = {}) const;
  // The same; returns once it answers.
  Program start(const Words& more = {});
  // Of the program that was started last: "http://127.0.0.1:41234", and where else it listens.
  const std::string& address() const { return addresses_.front(); }
  const std::vector<std::string>& addresses() const { return addresses_; }

  // "ana" and "ben", by tokens of theirs.
  Fields bearer(const std::string& name) const;
  Client client(const std::string& name) const { return Client(address(), bearer(name)); }

  Store open() const;
  const Session& session() const { return session_; }  // Ana's, beside the server
  MessageId add_message(const std::string& subject) const;
  std::string path(const std::string& name) const { return ground_->folder().path(name); }
  testing::Ground& ground() const { return *ground_; }
  const std::string& store_address() const { return store_; }
  const std::string& accounts_address() const { return accounts_; }
  std::string log() const;  // all of the server's log

 private:
  void make_accounts();

  const std::unique_ptr<testing::Ground> ground_;
  const std::string store_, accounts_;
  const Session session_;
  std::map<std::string, std::string> secrets_;  // of tokens, by account
  std::vector<std::string> addresses_;
};

// The environment in which postroomd runs here.
const tests::Variables& plain_environment();

std::string text_of_file(const std::string& path);

}  // namespace postroom::server_tests
