// Rows 70, 71 and 140: messages in messages, OLE objects as streams, attachments by reference, bodies in
// HTML.
#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;

Ptr<IAttach> new_attachment(IMessage& message, LONG method) {
  Ptr<IAttach> attachment;
  ULONG number = 0;
  EXPECT_HR(S_OK, message.CreateAttach(nullptr, 0, &number, attachment.out()));
  EXPECT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, method));
  return attachment;
}
Ptr<IAttach> only_attachment(IMessage& message, ULONG flags = 0) {
  const Rows rows = all_rows(*attachment_table(message), {PR_ATTACH_NUM});
  Ptr<IAttach> attachment;
  const LONG number = rows.size() == 1 ? number_of(rows[0].lpProps[0]).value_or(-1) : -1;
  EXPECT_HR(S_OK, message.OpenAttach(static_cast<ULONG>(number), nullptr, flags, attachment.out()));
  return attachment;
}
Ptr<IMessage> open_inside(IAttach& attachment, ULONG flags = 0) {
  Ptr<IMessage> inside;
  EXPECT_HR(S_OK, attachment.OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IMessage, 0, flags, inside.unknown()));
  return inside;
}

// A message in an attachment, with what it is in.
struct Level {
  explicit Level(Ptr<IMessage> in, const std::string& subject)
      : outer(std::move(in)),
        attachment(new_attachment(*outer, ATTACH_EMBEDDED_MSG)),
        inner(open_inside(*attachment, MAPI_CREATE | MAPI_MODIFY)) {
    EXPECT_HR(S_OK, set_text(*inner, PR_SUBJECT_W, subject));
  }
  void save() const {
    EXPECT_HR(S_OK, inner->SaveChanges(KEEP_OPEN_READWRITE));
    EXPECT_HR(S_OK, attachment->SaveChanges(KEEP_OPEN_READWRITE));
  }
  const Ptr<IMessage> outer;
  const Ptr<IAttach> attachment;
  const Ptr<IMessage> inner;
};

// Three levels deep; the entry ID of the outermost.
std::string add_three_levels(IMAPIFolder& folder) {
  const Level first(create_message(folder), "first"), second(first.inner, "second"),
      third(second.inner, "third");
  EXPECT_HR(S_OK, modify_recipients(*third.inner, MODRECIP_ADD, {{"Cy", "cy@x.org"}}));
  for (const Level* level : {&third, &second, &first}) level->save();
  EXPECT_HR(S_OK, first.outer->SaveChanges(KEEP_OPEN_READONLY));
  return entry_id_of(*first.outer);
}

TEST_F(RowTest, r070_a_message_three_levels_deep_is_saved_from_the_inside_out) {
  const auto outer = ben().open_message(add_three_levels(*ana().inbox()), 0);
  const auto first = open_inside(*only_attachment(*outer)), second = open_inside(*only_attachment(*first));
  const auto third = open_inside(*only_attachment(*second));
  EXPECT_EQ(get_text(*first, PR_SUBJECT_W), "first");
  EXPECT_EQ(get_text(*second, PR_SUBJECT_W), "second");
  EXPECT_EQ(get_text(*third, PR_SUBJECT_W), "third");
  EXPECT_THAT(recipient_names(*third), ElementsAre("Cy"));
  EXPECT_EQ(get_text(*third, PR_DISPLAY_TO_W), "Cy");
  EXPECT_EQ(get_number(*second, PR_HASATTACH), 1);
}

TEST_F(RowTest, r070_the_innermost_message_is_changed_through_the_whole_chain) {
  const std::string id = add_three_levels(*ana().inbox());
  const auto outer = ana().open_message(id);
  const auto at_first = only_attachment(*outer, MAPI_MODIFY);
  const auto first = open_inside(*at_first, MAPI_MODIFY);
  const auto at_second = only_attachment(*first, MAPI_MODIFY);
  const auto second = open_inside(*at_second, MAPI_MODIFY);
  ASSERT_HR(S_OK, set_text(*second, PR_SUBJECT_W, "changed"));
  const auto stored = [&] {
    const auto fresh = ben().open_message(id, 0), above = open_inside(*only_attachment(*fresh));
    return get_text(*open_inside(*only_attachment(*above)), PR_SUBJECT_W);
  };
  for (IMAPIProp* object : {static_cast<IMAPIProp*>(second.get()), static_cast<IMAPIProp*>(at_second.get()),
                            static_cast<IMAPIProp*>(first.get()), static_cast<IMAPIProp*>(at_first.get())}) {
    ASSERT_HR(S_OK, object->SaveChanges(KEEP_OPEN_READWRITE));
    EXPECT_EQ(stored(), "second");
  }
  ASSERT_HR(S_OK, outer->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(), "changed");
}

TEST_F(RowTest, r070_a_link_missing_in_the_chain_of_saves_loses_what_is_inside) {
  const auto message = create_message(*ana().inbox());
  {
    const Level level(message, "inside");
    ASSERT_HR(S_OK, level.attachment->SaveChanges(0)) << "without the message inside";
  }
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto again = ana().open_message(entry_id_of(*message), 0);
  Ptr<IMessage> inside;
  EXPECT_HR(MAPI_E_NOT_FOUND,
            only_attachment(*again)->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IMessage, 0, 0, inside.unknown()));
}

TEST_F(RowTest, r070_only_the_outermost_save_conflicts) {
  const std::string id = add_three_levels(*ana().inbox());
  const auto outer = ana().open_message(id), other = ben().open_message(id);
  const auto attachment = only_attachment(*outer, MAPI_MODIFY);
  const auto inside = open_inside(*attachment, MAPI_MODIFY);
  ASSERT_HR(S_OK, set_text(*other, PR_SUBJECT_W, "Ben's"));
  ASSERT_HR(S_OK, other->SaveChanges(0));
  ASSERT_HR(S_OK, set_text(*inside, PR_SUBJECT_W, "Ana's"));
  EXPECT_HR(S_OK, inside->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(S_OK, attachment->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, outer->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r070_a_message_inside_outlives_the_pointers_to_what_it_is_in) {
  const std::string id = add_three_levels(*ana().inbox());
  const auto inside = open_inside(*only_attachment(*ana().open_message(id)));
  EXPECT_EQ(get_text(*inside, PR_SUBJECT_W), "first");
  EXPECT_THAT(column(*attachment_table(*inside), PR_ATTACH_NUM).size(), 1u);
}

TEST_F(RowTest, r071_a_docfile_keeps_its_bytes) {
  std::string bytes("\xD0\xCF\x11\xE0", 4);
  bytes.append(50'000, 'o');
  const auto message = create_message(*ana().inbox());
  const auto attachment = new_attachment(*message, ATTACH_OLE);
  Ptr<IStream> stream;
  ASSERT_HR(S_OK, attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IStreamDocfile, 0,
                                           MAPI_CREATE | MAPI_MODIFY, stream.unknown()));
  ASSERT_HR(S_OK, stream->Write(bytes.data(), static_cast<ULONG>(bytes.size()), nullptr));
  ASSERT_HR(S_OK, stream->Commit(0));
  stream.reset();
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto stored = only_attachment(*ben().open_message(entry_id_of(*message), 0));
  EXPECT_EQ(get_number(*stored, PR_ATTACH_METHOD), LONG{ATTACH_OLE});
  ASSERT_HR(S_OK, stored->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IStreamDocfile, 0, 0, stream.unknown()));
  STATSTG status{};
  ASSERT_HR(S_OK, stream->Stat(&status, STATFLAG_NONAME));
  EXPECT_EQ(status.cbSize.QuadPart, bytes.size());
  std::string read(bytes.size(), '\0');
  ULONG got = 0;
  ASSERT_HR(S_OK, stream->Read(read.data(), static_cast<ULONG>(read.size()), &got));
  EXPECT_TRUE(got == bytes.size() && read == bytes);
}

TEST_F(RowTest, r071_what_the_store_cannot_open_as_a_storage_it_says) {
  const auto message = create_message(*ana().inbox());
  const auto attachment = new_attachment(*message, ATTACH_OLE);
  Ptr<IStream> opened;
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IStorage, 0, MAPI_CREATE | MAPI_MODIFY,
                                     opened.unknown()));
  EXPECT_FALSE(opened);
}

TEST_F(RowTest, r071_a_message_is_no_stream) {
  const auto outer = ana().open_message(add_three_levels(*ana().inbox()), 0);
  const auto attachment = only_attachment(*outer);
  Ptr<IStream> stream;
  for (const IID* iid : {&IID_IStream, &IID_IStreamDocfile}) {
    EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
              attachment->OpenProperty(PR_ATTACH_DATA_OBJ, iid, 0, 0, stream.unknown()));
  }
}

TEST_F(RowTest, r071_an_attachment_by_reference_keeps_its_path) {
  const auto message = create_message(*ana().inbox());
  const auto attachment = new_attachment(*message, ATTACH_BY_REFERENCE);
  ASSERT_HR(S_OK, set_text(*attachment, PR_ATTACH_LONG_PATHNAME_W, "/srv/files/plan.odt"));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto stored = only_attachment(*ana().open_message(entry_id_of(*message), 0));
  EXPECT_EQ(get_text(*stored, PR_ATTACH_LONG_PATHNAME_W), "/srv/files/plan.odt");
  EXPECT_EQ(get_number(*stored, PR_ATTACH_METHOD), LONG{ATTACH_BY_REFERENCE});
}

TEST_F(RowTest, r140_html_keeps_its_bytes_and_its_code_page) {
  const std::string html = "<p>caf\xE9</p>";
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_HTML, html));
  ASSERT_HR(S_OK, set_number(*message, PR_INTERNET_CPID, 1252));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto stored = ana().open_message(entry_id_of(*message), 0);
  EXPECT_EQ(get_text(*stored, PR_HTML), html);
  EXPECT_EQ(read_stream(*stored, PR_HTML), html);
  EXPECT_EQ(get_number(*stored, PR_INTERNET_CPID), 1252);
  EXPECT_EQ(get_text(*stored, PR_BODY_HTML_W), "<p>caf\xC3\xA9</p>") << "the same as text";
}

TEST_F(RowTest, r140_long_html_is_streamed) {
  std::string html = "<p>";
  html.append(200'000, 'h').append("</p>");
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, write_stream(*message, PR_HTML, html));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto stored = ana().open_message(entry_id_of(*message), 0);
  EXPECT_TRUE(read_stream(*stored, PR_HTML) == html);
  EXPECT_EQ(get_error(*stored, PR_HTML), MAPI_E_NOT_ENOUGH_MEMORY);
}

}  // namespace
}  // namespace mapi_host
