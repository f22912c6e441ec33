// A Postfix of a test's own: its configuration, queue and data are in the test's folder, it listens on no
// port, and what it is given by its sendmail goes to one LMTP server. The machine's Postfix, where there is
// one, is left alone.
#pragma once

#include <sys/types.h>

#include <string>

namespace postroom::lmtp_tests {

// Why there can be none here; empty where there can.
std::string postfix_obstacle();

// Everything that fails here throws std::runtime_error with a sentence.
class Postfix {
 public:
  // In a new folder, for "lmtp:unix:/…".
  Postfix(std::string folder, const std::string& destination);
  ~Postfix();  // it has ended
  Postfix(const Postfix&) = delete;
  Postfix& operator=(const Postfix&) = delete;

  // Returns once it is in the queue, durably.
  void send(const std::string& from, const std::string& to, const std::string& mail) const;
  // Tries at once what waits for a later attempt.
  void flush() const;
  std::string queue() const;  // what is still to be delivered, as mailq shows it
  std::string log() const;

 private:
  void write_settings(const std::string& destination) const;
  std::string run(const std::string& program, const std::string& arguments,
                  const std::string& input = {}) const;

  const std::string folder_, etc_;
  pid_t master_ = -1;
};

}  // namespace postroom::lmtp_tests
