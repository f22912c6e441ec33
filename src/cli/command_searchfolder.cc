#include <fmt/format.h>

#include "base/try.h"
#include "cli/commands.h"
#include "cli/identifiers.h"
#include "cli/json.h"
#include "cli/safe_text.h"
#include "cli/store_arguments.h"
#include "cli/where_argument.h"

namespace postroom::cli {
namespace {

struct StateWord {
  std::uint32_t bit;
  const char* word;
};

constexpr StateWord kStateWords[] = {
    {search_state::running, "running"},       {search_state::complete, "complete"},
    {search_state::partial, "partial"},       {search_state::recursive, "recursive"},
    {search_state::foreground, "foreground"}, {search_state::static_, "static"},
};

std::vector<std::string> words_of(std::uint32_t state) {
  std::vector<std::string> words;
  for (const auto& [bit, word] : kStateWords) {
    if ((state & bit) != 0) words.emplace_back(word);
  }
  return words;
}

class SearchFolderCommand final : public Command {
 public:
  CommandText text() const override {
    return {"searchfolder",
            "make a folder of all messages that meet a condition, or look at one",
            "create makes it in Finder, or where a NAME with “/” says, and fills it; from then on it follows "
            "what "
            "happens to the messages. list, show, mark and delete work on what is in it. show says what it "
            "holds and how "
            "far its search has come. To delete the folder deletes no message.",
            {"searchfolder create mail.postroom Invoices --where 'subject contains \"invoice\"'",
             "searchfolder create mail.postroom Urgent --in Inbox --recursive --where 'importance = high and "
             "not read'",
             "searchfolder show mail.postroom Invoices"}};
  }

  void declare(Arguments& arguments) override {
    arguments.operand(what_, "ACTION", "create or show");
    store_.declare_writing(arguments);
    arguments.operand(name_, "NAME", "the search folder's name in Finder, its path or number");
    arguments.repeatable(
        in_, "--in", "FOLDER",
        "create: look in this folder (default: all but what only programs use, with --recursive)");
    arguments.flag(recursive_, "--recursive", "create: and in all folders below");
    arguments.flag(static_, "--static", "create: find once, and follow deletions alone");
    arguments.option(where_, "--where", "EXPR",
                     "create: which messages, such as 'from contains \"ana\" and not read'");
    arguments.flag(json_, "--json", "print as JSON");
  }

  Result<ExitStatus> run(Surroundings& around) override {
    if (what_ == "create") return create(around);
    if (what_ == "show") {
      const bool has_more = !in_.empty() || recursive_ || static_ || where_;
      if (has_more) return Error{Code::invalid_argument, "show takes none of the options of create.", {}};
      TRY_SET(OpenedStore opened, store_.open_to_read(around));
      TRY_SET(const FolderId folder, find_folder(opened.store, opened.session, name_));
      return show(around, opened, folder);
    }
    return Error{Code::invalid_argument, "“" + what_ + "” is not create or show.", {}};
  }

 private:
  Result<ExitStatus> create(Surroundings& around) {
    if (!where_) return Error{Code::invalid_argument, "Say with --where which messages are to be in it.", {}};
    TRY_SET(OpenedStore opened, store_.open_to_write(around));
    TRY_SET(Restriction restriction, parse_where(opened.store, opened.session, around, *where_));
    std::vector<FolderId> scope;
    for (const std::string& folder : in_) {
      TRY_SET(const FolderId id, find_folder(opened.store, opened.session, folder));
      scope.push_back(id);
    }
    const bool everywhere = scope.empty();
    if (everywhere) scope.push_back(opened.store.special(SpecialFolder::ipm_subtree));
    SearchFlags flags;
    if (recursive_ || everywhere) flags.depth = SearchDepth::recursive;
    if (static_) flags.updates = SearchUpdates::static_;
    TRY_SET(const FolderId made, make(opened));
    auto set = opened.store.set_search_criteria(opened.session, made, std::move(restriction),
                                                std::move(scope), flags);
    if (!set.ok()) {
      (void)opened.store.delete_folder(opened.session, made, {});
      return std::move(set).error();
    }
    return show(around, opened, made);
  }

  Result<FolderId> make(OpenedStore& opened) const {
    const std::size_t slash = name_.rfind('/');
    if (slash == std::string::npos) {
      return opened.store.create_search_folder(opened.session, opened.store.special(SpecialFolder::finder),
                                               name_);
    }
    const std::string above = name_.substr(0, slash + 1);
    TRY_SET(const FolderId parent, opened.store.find_folder(opened.session, above));
    return opened.store.create_search_folder(opened.session, parent, name_.substr(slash + 1));
  }

  Result<ExitStatus> show(Surroundings& around, OpenedStore& opened, FolderId folder) const {
    ListOptions one;
    one.limit = 1;
    TRY(opened.store.search_criteria(opened.session, folder));  // says what is wrong with any other folder
    TRY(opened.store.list(opened.session, folder, one));        // ends a search that is under way
    TRY_SET(const SearchCriteria criteria, opened.store.search_criteria(opened.session, folder));
    TRY_SET(const FolderInfo info, opened.store.folder(opened.session, folder));
    around.terminal.print(json_ ? as_json(opened, criteria, info) : as_text(opened, criteria, info));
    return ExitStatus::done;
  }

  static std::string as_json(OpenedStore& opened, const SearchCriteria& criteria, const FolderInfo& info) {
    Json json;
    json.begin_object().member("id", info.id.value).member("name", info.name).member("path", info.path);
    json.member("where", where_text(opened.store, opened.session, criteria.restriction))
        .key("in")
        .begin_array();
    for (const FolderId folder : criteria.folders) json.value(folder.value);
    json.end_array().key("state").begin_array();
    for (const std::string& word : words_of(criteria.state)) json.value(word);
    json.end_array().member("messages", info.content_count).member("unread", info.unread_count);
    return json.end_object().line();
  }

  static std::string as_text(OpenedStore& opened, const SearchCriteria& criteria, const FolderInfo& info) {
    std::string in;
    for (const FolderId folder : criteria.folders) {
      in += (in.empty() ? "" : ", ") + safe_line(folder_path(opened.store, opened.session, folder));
    }
    std::string state;
    for (const std::string& word : words_of(criteria.state)) state += (state.empty() ? "" : ", ") + word;
    return fmt::format(
        "Folder:    {} ({})\nWhere:     {}\nIn:        {}\nState:     {}\nMessages:  {}, {} unread\n",
        safe_line(info.path), info.id.value,
        safe_line(where_text(opened.store, opened.session, criteria.restriction)), in, state,
        info.content_count, info.unread_count);
  }

  std::string what_;
  StoreArguments store_;
  std::string name_;
  std::vector<std::string> in_;
  std::optional<std::string> where_;
  bool recursive_ = false;
  bool static_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> searchfolder_command() { return std::make_unique<SearchFolderCommand>(); }

}  // namespace postroom::cli
