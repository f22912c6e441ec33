// Row 141: whoever asks for it is shown how far an operation is.
#include <algorithm>
#include <functional>

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::IsEmpty;

using Call = ProgressRecorder::Call;
// An operation that shows its progress on this object if the flag is given.
using Operation = std::function<HRESULT(LPMAPIPROGRESS, bool with_dialog)>;

struct Case {
  std::string name;
  Operation run;
};

// Every method that has progress, each on things of its own.
class Cases {
 public:
  explicit Cases(Session& session) : inbox_(session.inbox()) {}

  std::vector<Case> all() {
    return {{"CopyMessages", copy_messages(0)},
            {"CopyMessages, moving", copy_messages(MESSAGE_MOVE)},
            {"CopyFolder", copy_folder(0)},
            {"CopyFolder, moving", copy_folder(FOLDER_MOVE)},
            {"DeleteMessages", delete_messages()},
            {"DeleteFolder", delete_folder()},
            {"EmptyFolder", empty_folder()},
            {"SetReadFlags", set_read_flags()},
            {"CopyTo", copy_to()},
            {"CopyProps", copy_props()},
            {"CopyTo of a folder", copy_folder_to()},
            {"DeleteAttach", delete_attachment()}};
  }

 private:
  // A folder with three messages, an associated one and a folder in it.
  Ptr<IMAPIFolder> full_folder() {
    auto folder = create_folder(*inbox_, "full" + std::to_string(++made_));
    for (const char* subject : {"one", "two", "three"}) add_message(*folder, subject);
    EXPECT_HR(S_OK, create_message(*folder, MAPI_ASSOCIATED)->SaveChanges(0));
    add_message(*create_folder(*folder, "child"), "in child");
    return folder;
  }
  Ptr<IMAPIFolder> empty() { return create_folder(*inbox_, "empty" + std::to_string(++made_)); }

  Operation copy_messages(ULONG flags) {
    return [=, from = full_folder(), to = empty()](LPMAPIPROGRESS progress, bool dialog) {
      EntryList list(column(*contents_table(*from), PR_ENTRYID));
      return from->CopyMessages(list.get(), nullptr, to.get(), 0, progress,
                                flags | (dialog ? MESSAGE_DIALOG : 0));
    };
  }
  Operation copy_folder(ULONG flags) {
    return [=, from = inbox_, id = entry_id_of(*full_folder()), to = empty()](LPMAPIPROGRESS progress,
                                                                              bool dialog) {
      return from->CopyFolder(id_size(id), id_ptr(id), nullptr, to.get(), nullptr, 0, progress,
                              flags | COPY_SUBFOLDERS | (dialog ? FOLDER_DIALOG : 0));
    };
  }
  Operation delete_messages() {
    return [folder = full_folder()](LPMAPIPROGRESS progress, bool dialog) {
      EntryList list(column(*contents_table(*folder), PR_ENTRYID));
      return folder->DeleteMessages(list.get(), 0, progress, dialog ? MESSAGE_DIALOG : 0);
    };
  }
  Operation delete_folder() {
    return [from = inbox_, id = entry_id_of(*full_folder())](LPMAPIPROGRESS progress, bool dialog) {
      return from->DeleteFolder(id_size(id), id_ptr(id), 0, progress,
                                DEL_MESSAGES | DEL_FOLDERS | (dialog ? FOLDER_DIALOG : 0));
    };
  }
  Operation empty_folder() {
    return [folder = full_folder()](LPMAPIPROGRESS progress, bool dialog) {
      return folder->EmptyFolder(0, progress, DEL_ASSOCIATED | (dialog ? FOLDER_DIALOG : 0));
    };
  }
  Operation set_read_flags() {
    return [folder = full_folder()](LPMAPIPROGRESS progress, bool dialog) {
      return folder->SetReadFlags(nullptr, 0, progress, CLEAR_READ_FLAG | (dialog ? MESSAGE_DIALOG : 0));
    };
  }
  Ptr<IMessage> full_message() {
    auto message = create_message(*inbox_);
    EXPECT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "one"));
    EXPECT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@x.org"}}));
    Ptr<IAttach> attachment;
    EXPECT_HR(S_OK, message->CreateAttach(nullptr, 0, &number_, attachment.out()));
    EXPECT_HR(S_OK, attachment->SaveChanges(0));
    return message;
  }
  Operation copy_to() {
    return [from = full_message(), to = create_message(*inbox_)](LPMAPIPROGRESS progress, bool dialog) {
      return from->CopyTo(0, nullptr, nullptr, 0, progress, &IID_IMessage, to.get(), dialog ? MAPI_DIALOG : 0,
                          nullptr);
    };
  }
  Operation copy_props() {
    return [from = full_message(), to = create_message(*inbox_)](LPMAPIPROGRESS progress, bool dialog) {
      return from->CopyProps(Tags({PR_SUBJECT_W, PR_MESSAGE_RECIPIENTS}).get(), 0, progress, &IID_IMessage,
                             to.get(), dialog ? MAPI_DIALOG : 0, nullptr);
    };
  }
  Operation copy_folder_to() {
    return [from = full_folder(), to = empty()](LPMAPIPROGRESS progress, bool dialog) {
      return from->CopyTo(0, nullptr, Tags({PR_DISPLAY_NAME_W}).get(), 0, progress, &IID_IMAPIFolder,
                          to.get(), dialog ? MAPI_DIALOG : 0, nullptr);
    };
  }
  Operation delete_attachment() {
    return [message = full_message(), number = number_](LPMAPIPROGRESS progress, bool dialog) {
      return message->DeleteAttach(number, 0, progress, dialog ? ATTACH_DIALOG : 0);
    };
  }

  const Ptr<IMAPIFolder> inbox_;
  int made_ = 0;
  ULONG number_ = 0;
};

void expect_rising(const std::vector<ULONG>& values, ULONG least, ULONG most) {
  ASSERT_FALSE(values.empty());
  EXPECT_TRUE(std::is_sorted(values.begin(), values.end())) << ::testing::PrintToString(values);
  EXPECT_GE(values.front(), least);
  EXPECT_EQ(values.back(), most);
}

TEST_F(RowTest, r141_at_the_top_level_values_rise_to_a_thousand) {
  for (const Case& each : Cases(ana()).all()) {
    SCOPED_TRACE(each.name);
    const Ptr<ProgressRecorder> progress(new ProgressRecorder(MAPI_TOP_LEVEL, 0, 7));
    EXPECT_HR(S_OK, each.run(progress.get(), true));
    ASSERT_GE(progress->calls.size(), 3u);
    EXPECT_EQ(progress->calls[0], Call::get_flags);
    EXPECT_EQ(progress->calls[1], Call::set_limits);
    expect_rising(progress->values, 0, 1000);
    EXPECT_EQ(progress->references(), 1u);
  }
}

TEST_F(RowTest, r141_below_the_top_level_the_range_of_the_caller_is_kept_to) {
  for (const Case& each : Cases(ana()).all()) {
    SCOPED_TRACE(each.name);
    const Ptr<ProgressRecorder> progress(new ProgressRecorder(0, 100, 200));
    EXPECT_HR(S_OK, each.run(progress.get(), true));
    ASSERT_GE(progress->calls.size(), 3u);
    EXPECT_EQ(progress->calls[0], Call::get_flags);
    expect_rising(progress->values, 100, 200);
  }
}

TEST_F(RowTest, r141_without_the_flag_a_progress_object_is_not_used) {
  for (const Case& each : Cases(ana()).all()) {
    SCOPED_TRACE(each.name);
    const Ptr<ProgressRecorder> progress(new ProgressRecorder);
    ana().support().dialog = progress;
    EXPECT_HR(S_OK, each.run(progress.get(), false));
    EXPECT_THAT(progress->calls, IsEmpty());
  }
  ana().support().dialog.reset();
  EXPECT_EQ(ana().support().record().progress_dialogs, 0);
}

TEST_F(RowTest, r141_with_the_flag_and_no_object_the_dialog_of_the_host_is_used_once) {
  int dialogs = 0;
  for (const Case& each : Cases(ana()).all()) {
    SCOPED_TRACE(each.name);
    const Ptr<ProgressRecorder> progress(new ProgressRecorder);
    ana().support().dialog = progress;
    EXPECT_HR(S_OK, each.run(nullptr, true));
    EXPECT_EQ(ana().support().record().progress_dialogs, ++dialogs);
    expect_rising(progress->values, 0, 1000);
    ana().support().dialog.reset();
    EXPECT_EQ(progress->references(), 1u);
  }
}

TEST_F(RowTest, r141_a_host_without_a_dialog_is_no_reason_to_fail) {
  for (const Case& each : Cases(ana()).all()) EXPECT_HR(S_OK, each.run(nullptr, true)) << each.name;
}

TEST_F(RowTest, r141_a_copy_to_another_store_shows_each_message) {
  const auto from = create_folder(*ana().inbox(), "from"), to = session_on(other_address()).inbox();
  for (const char* subject : {"one", "two", "three", "four"}) add_message(*from, subject);
  const std::string id = entry_id_of(*from);
  const Ptr<ProgressRecorder> progress(new ProgressRecorder);
  EXPECT_HR(S_OK, ana().inbox()->CopyFolder(id_size(id), id_ptr(id), nullptr, to.get(), nullptr, 0,
                                            progress.get(), FOLDER_DIALOG));
  EXPECT_EQ(progress->values, (std::vector<ULONG>{250, 500, 750, 1000}));
}

}  // namespace
}  // namespace mapi_host
