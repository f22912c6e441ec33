// What a command accepts: declared once with the variable that receives each value, then parsed. The
// declarations also make the help text and the reference, so that these never say something else.
#pragma once

#include <postroom/result.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace postroom::cli {

// The name of an option begins with "--"; an operand's is its place holder, such as STORE.
struct Declaration {
  std::string name;
  std::string value;  // place holder; empty for flags and operands
  std::string help;
  bool required = false;
  bool repeatable = false;
  std::function<Status(const std::vector<std::string>&)> take;

  bool is_operand() const { return name.empty() || name[0] != '-'; }
  bool is_flag() const { return !is_operand() && value.empty(); }
};

class Arguments {
 public:
  // Operands, in order.
  void operand(std::string& target, std::string name, std::string help);
  void optional_operand(std::string& target, std::string name, std::string help);
  void operands(std::vector<std::string>& target, std::string name, std::string help);
  void optional_operands(std::vector<std::string>& target, std::string name, std::string help);

  void flag(bool& target, std::string name, std::string help);
  void option(std::string& target, std::string name, std::string value, std::string help);
  void option(std::optional<std::string>& target, std::string name, std::string value, std::string help);
  void repeatable(std::vector<std::string>& target, std::string name, std::string value, std::string help);
  void number(std::optional<std::int64_t>& target, std::string name, std::string value, std::string help,
              std::int64_t least, std::int64_t most);
  // One of `choices`.
  void choice(std::string& target, std::string name, std::vector<std::string> choices, std::string help);

  // Code::invalid_argument says what does not fit.
  Status parse(std::vector<std::string> words);

  const std::vector<Declaration>& declarations() const { return declarations_; }

 private:
  std::vector<Declaration> declarations_;
};

Result<std::int64_t> parse_number(const std::string& text, std::int64_t least, std::int64_t most);

}  // namespace postroom::cli
