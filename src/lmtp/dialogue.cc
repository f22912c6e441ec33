#include "lmtp/dialogue.h"

#include <postroom/text.h>

#include <algorithm>
#include <cassert>
#include <charconv>

namespace postroom::lmtp {
namespace {

constexpr std::size_t kMaxShownAddress = 100;  // bytes of it in a reply

Reply too_big(std::uint64_t most) {
  return {552, "5.3.4", "The mail is larger than the " + std::to_string(most) + " bytes that are taken"};
}

// Addresses hold no control characters; a reply is one line.
std::string shown(std::string_view address) {
  return "<" + std::string(truncate_utf8(address, kMaxShownAddress)) + ">";
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), size);
  if (text.empty() || parsed.ec == std::errc::invalid_argument || parsed.ptr != text.data() + text.size())
    return std::nullopt;
  return parsed.ec == std::errc() ? size : UINT64_MAX;
}

}  // namespace

Dialogue::Dialogue(std::string host, const Addressees& addressees, DialogueLimits limits)
    : host_(std::move(host)), addressees_(addressees), limits_(limits) {
  say({220, "", host_ + " Postroom LMTP"});
}

void Dialogue::say(Reply reply) { replies_ += to_wire(reply); }

void Dialogue::refuse(Reply reply) {
  say(std::move(reply));
  if (++bad_commands_ < limits_.bad_commands) return;
  end("Too many commands that made no sense");
}

void Dialogue::end(std::string_view reason) {
  assert(!has_mail());
  if (std::exchange(over_, true)) return;
  say({421, "4.3.2", host_ + " " + std::string(reason)});
}

std::size_t Dialogue::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !over_ && !has_mail()) {
    taken += data_ ? data_->take(bytes.substr(taken)) : take_line(bytes.substr(taken));
  }
  return taken;
}

std::size_t Dialogue::take_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t taken = end == bytes.npos ? bytes.size() : end + 1;
  if (line_.size() + taken > limits_.command_line) skipping_ = true;
  if (!skipping_) line_ += bytes.substr(0, taken);
  if (end == bytes.npos) return taken;
  std::string line = std::exchange(line_, {});
  if (std::exchange(skipping_, false)) {
    refuse({500, "5.5.6", "The line is longer than " + std::to_string(limits_.command_line) + " bytes"});
    return taken;
  }
  line.pop_back();
  if (line.ends_with('\r')) line.pop_back();
  obey(line);
  return taken;
}

void Dialogue::obey(std::string_view line) {
  const bool odd = std::any_of(line.begin(), line.end(),
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (odd) return refuse({501, "5.5.2", "The command has control characters"});
  const Command command = split_command(line);
  if (command.verb == "LHLO") return greet(command.rest);
  if (command.verb == "MAIL") return begin_mail(command.rest);
  if (command.verb == "RCPT") return add_recipient(command.rest);
  if (command.verb == "DATA") return begin_data(command.rest);
  if (command.verb == "RSET") {
    forget_mail();
    return say({250, "2.0.0", "Nothing is under way"});
  }
  if (command.verb == "NOOP") return say({250, "2.0.0", "Nothing done"});
  if (command.verb == "VRFY") return say({252, "2.5.2", "RCPT tells whether there is a mailbox"});
  if (command.verb == "QUIT") {
    over_ = true;
    return say({221, "2.0.0", "Goodbye"});
  }
  if (command.verb == "HELO" || command.verb == "EHLO")
    return refuse({500, "5.5.1", "This is LMTP: say LHLO"});
  refuse({500, "5.5.1", "There is no such command"});
}

void Dialogue::greet(std::string_view name) {
  if (name.empty() || !is_valid_utf8(name))
    return refuse({501, "5.5.4", "LHLO has to be followed by a name"});
  forget_mail();
  envelope_.client = name;
  replies_ += "250-" + host_ + "\r\n250-PIPELINING\r\n250-SIZE " + std::to_string(limits_.mail) +
              "\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n";
}

Reply Dialogue::check_mail(const PathCommand& command) const {
  for (const auto& [name, value] : command.parameters) {
    if (name == "SIZE") {
      const auto size = parse_size(value);
      if (!size) return {501, "5.5.4", "SIZE has to be a number of bytes"};
      if (*size > limits_.mail) return too_big(limits_.mail);
    } else if (name == "BODY") {
      if (!equals_ignoring_ascii_case(value, "7BIT") && !equals_ignoring_ascii_case(value, "8BITMIME")) {
        return {501, "5.5.4", "BODY has to be 7BIT or 8BITMIME"};
      }
    } else if (name != "SMTPUTF8") {
      return {555, "5.5.4", "MAIL has a parameter that is not known"};
    }
  }
  if (!is_ascii(command.address) && !command.parameters.contains("SMTPUTF8")) {
    return {550, "5.6.7", "An address that is not ASCII needs SMTPUTF8"};
  }
  return {250, "2.1.0", "The sender is noted"};
}

void Dialogue::begin_mail(std::string_view rest) {
  if (envelope_.client.empty()) return refuse({503, "5.5.1", "Say LHLO first"});
  if (in_mail_) return refuse({503, "5.5.1", "A mail has begun already"});
  const auto command = parse_path_command(rest, "FROM:");
  if (!command.ok()) return refuse({501, "5.5.4", command.error().message});
  Reply reply = check_mail(*command);
  if (!reply.is_good()) return refuse(std::move(reply));
  in_mail_ = true;
  envelope_.sender = command->address;
  envelope_.utf8 = command->parameters.contains("SMTPUTF8");
  say(std::move(reply));
}

Reply Dialogue::check_recipient(const PathCommand& command) const {
  if (envelope_.recipients.size() >= limits_.recipients) {
    return {
        452, "4.5.3",
        "A mail can have " + std::to_string(limits_.recipients) + " recipients; send it again to the others"};
  }
  if (!command.parameters.empty()) return {555, "5.5.4", "RCPT has a parameter that is not known"};
  if (!is_ascii(command.address) && !envelope_.utf8) {
    return {553, "5.6.7", "An address that is not ASCII needs SMTPUTF8"};
  }
  if (!addressees_.find(command.address)) {
    return {550, "5.1.1", "Nobody here has the address " + shown(command.address)};
  }
  return {250, "2.1.5", "The recipient is noted"};
}

void Dialogue::add_recipient(std::string_view rest) {
  if (!in_mail_) return refuse({503, "5.5.1", "Say MAIL first"});
  const auto command = parse_path_command(rest, "TO:");
  if (!command.ok()) return refuse({501, "5.5.4", command.error().message});
  Reply reply = check_recipient(*command);
  if (reply.is_good())
    envelope_.recipients.push_back({command->address, *addressees_.find(command->address)});
  say(std::move(reply));  // an unknown recipient is no nonsense of the client's
}

void Dialogue::begin_data(std::string_view rest) {
  if (!rest.empty()) return refuse({501, "5.5.4", "DATA takes no parameters"});
  if (envelope_.recipients.empty()) return refuse({503, "5.5.1", "There is no recipient"});
  data_ = std::make_unique<DataReader>(limits_.mail);
  say({354, "", "Send the mail, and a line with a dot alone"});
}

std::optional<Reply> Dialogue::obstacle() const {
  if (data_->is_too_big()) return too_big(limits_.mail);
  if (!data_->failure()) return std::nullopt;
  if (data_->failure()->code == Code::disk_full)
    return Reply{452, "4.3.1", "There is no room for the mail now"};
  return Reply{451, "4.3.0", "The mail cannot be taken now"};
}

void Dialogue::answer(const std::vector<Reply>& outcomes) {
  assert(has_mail() && outcomes.size() == envelope_.recipients.size());
  for (const Reply& outcome : outcomes) say(outcome);
  forget_mail();
}

void Dialogue::forget_mail() {
  in_mail_ = false;
  data_.reset();
  envelope_ = {std::move(envelope_.client), {}, {}, false};
}

}  // namespace postroom::lmtp
