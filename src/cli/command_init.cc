#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"

namespace postroom::cli {
namespace {

class InitCommand final : public Command {
 public:
  CommandText text() const override {
    return {"init", "make a new store with its default folders", "", {"init mail.postroom"}};
  }

  void declare(Arguments& arguments) override { store_.declare_writing(arguments); }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY(create_store(store_.address, make_cli_session(around, store_.who)));
    around.terminal.print(fmt::format("Made a new store in {}.\n", safe_line(shown_address(store_.address))));
    return ExitStatus::done;
  }

 private:
  StoreArguments store_;
};

}  // namespace

std::unique_ptr<Command> init_command() { return std::make_unique<InitCommand>(); }

}  // namespace postroom::cli
