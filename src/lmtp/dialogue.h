// What is said on one connection (LMTP, RFC 2033, over RFC 5321's commands): bytes in, replies out. It
// delivers nothing itself: when a mail is complete, whoever drives it says what became of it. Pure but for
// the spool of the mail; one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lmtp/addressees.h"
#include "lmtp/command.h"
#include "lmtp/data_reader.h"
#include "lmtp/reply.h"

namespace postroom::lmtp {

struct DialogueLimits {
  std::size_t command_line = 2048;  // bytes, with its end
  std::size_t recipients = 1000;    // of one mail
  std::size_t bad_commands = 50;    // then the connection ends
  std::uint64_t mail = 256 << 20;   // bytes
};

struct Recipient {
  std::string address;  // as the client wrote it
  std::string store;
};

struct Envelope {
  std::string client;  // what it calls itself
  std::string sender;  // empty: nobody is to be told of failures
  std::vector<Recipient> recipients;
  bool utf8 = false;  // SMTPUTF8
};

class Dialogue {
 public:
  // `host` is what this server calls itself; `addressees` outlives it.
  Dialogue(std::string host, const Addressees& addressees, DialogueLimits limits = {});

  // Takes some of what the client has sent and returns how much: all of it, unless a mail is complete or the
  // dialogue has ended; the rest is given again then.
  std::size_t take(std::string_view bytes);
  // What is to be sent now.
  std::string take_replies() { return std::exchange(replies_, {}); }

  // A mail waits for answer().
  bool has_mail() const { return data_ && data_->is_done(); }
  const Envelope& envelope() const { return envelope_; }
  transfer::Spool& mail() { return data_->mail(); }
  // Why nobody can have it, where that is so: answer() takes this reply for every recipient.
  std::optional<Reply> obstacle() const;
  // One for each recipient, in order.
  void answer(const std::vector<Reply>& outcomes);

  // No more commands are taken: the client comes again. Not while a mail waits.
  void end(std::string_view reason);
  // The connection is to be closed once the replies have gone.
  bool is_over() const { return over_; }

 private:
  std::size_t take_line(std::string_view bytes);
  void obey(std::string_view line);
  void greet(std::string_view name);
  void begin_mail(std::string_view rest);
  void add_recipient(std::string_view rest);
  void begin_data(std::string_view rest);
  Reply check_mail(const PathCommand& command) const;
  Reply check_recipient(const PathCommand& command) const;
  void forget_mail();
  void say(Reply reply);
  void refuse(Reply reply);  // and counts it

  const std::string host_;
  const Addressees& addressees_;
  const DialogueLimits limits_;
  std::string replies_;
  std::string line_;       // what has come of one
  bool skipping_ = false;  // the rest of a line that is too long
  std::size_t bad_commands_ = 0;
  bool in_mail_ = false, over_ = false;
  Envelope envelope_;
  std::unique_ptr<DataReader> data_;  // null outside of DATA
};

}  // namespace postroom::lmtp
