#include <postroom/tags.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/message_page.h"
#include "cli/message_text.h"
#include "cli/property_table.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"
#include "cli/store_texts.h"

namespace postroom::cli {
namespace {

class ShowCommand final : public Command {
 public:
  CommandText text() const override {
    return {
        "show",
        "show a message: its text, headers or properties",
        "",
        {"show mail.postroom 42", "show mail.postroom 42 --properties", "show mail.postroom 42 --version 3"}};
  }

  void declare(Arguments& arguments) override {
    store_.declare(arguments);
    arguments.operand(id_, "ID", "the message: its number, or its entry ID in hexadecimal");
    arguments.flag(headers_, "--headers", "the headers with which it came over the Internet");
    arguments.flag(properties_, "--properties", "every property by its MAPI name, computed ones too");
    arguments.option(version_, "--version", "N", "an earlier version, as history lists them");
    arguments.flag(json_, "--json", "print as JSON; --properties adds all of them");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    TRY_SET(OpenedStore opened, store_.open_to_read(around));
    TRY_SET(const MessageId id, parse_message_id(id_, opened.store.guid()));
    TRY_SET(const MessagePage page, load_page(opened, id));
    const Texts texts = store_texts(opened.store, opened.session);
    const Look look = around.terminal.output();
    if (json_) {
      around.terminal.print(message_page_json(page, texts, properties_));
    } else if (properties_) {
      around.terminal.print(property_table(page.properties, texts, look));
    } else if (headers_) {
      around.terminal.print(headers(page, texts));
    } else {
      around.terminal.print(message_page(page, look));
    }
    return ExitStatus::done;
  }

 private:
  Result<MessagePage> load_page(OpenedStore& opened, MessageId id) const {
    MessagePage page;
    page.id = id;
    if (version_) {
      TRY_SET(page.version, parse_version(*version_));
      TRY_SET(page.content, opened.store.version(opened.session, id, page.version));
      page.properties = page.content.properties;
    } else {
      TRY_SET(const Message message, opened.store.open_message(opened.session, id, Access::read_only, true));
      page.version = message.version();
      page.content = message.content();
      page.properties = message.properties();
    }
    if (auto summary = opened.store.summary(opened.session, id)) {
      page.folder = folder_path(opened.store, opened.session, summary->folder);
    }
    page.body = body_text(page.content.properties, opened.store.large_values());
    return page;
  }

  static std::string headers(const MessagePage& page, const Texts& texts) {
    const Property* headers = page.content.properties.find_id(tag::transport_message_headers.id());
    if (!headers) return "(This message did not come over the Internet: it has no headers.)\n";
    std::string text = safe_text(texts.value(headers->tag, headers->value));
    if (text.empty() || text.back() != '\n') text += '\n';
    return text;
  }

  StoreArguments store_;
  std::string id_;
  bool headers_ = false;
  bool properties_ = false;
  std::optional<std::string> version_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> show_command() { return std::make_unique<ShowCommand>(); }

}  // namespace postroom::cli
