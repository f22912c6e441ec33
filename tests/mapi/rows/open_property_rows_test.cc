// Rows 79, 85 and 86: OpenProperty, text beyond the first plane, streams.
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

Ptr<IStream> open_stream(IMAPIProp& object, ULONG tag, ULONG flags) {
  Ptr<IStream> stream;
  EXPECT_HR(S_OK, object.OpenProperty(tag, &IID_IStream, 0, flags, stream.unknown()));
  return stream;
}

HRESULT write(IStream& stream, const std::string& bytes) {
  return stream.Write(bytes.data(), static_cast<ULONG>(bytes.size()), nullptr);
}

ULONGLONG seek(IStream& stream, LONGLONG by, DWORD origin) {
  LARGE_INTEGER move{};
  move.QuadPart = by;
  ULARGE_INTEGER now{};
  EXPECT_HR(S_OK, stream.Seek(move, origin, &now));
  return now.QuadPart;
}

constexpr ULONG kBinary = PROP_TAG(PT_BINARY, 0x6F10);

TEST_F(RowTest, r079_without_create_there_has_to_be_something) {
  const auto message = create_message(*ana().inbox());
  Ptr<IStream> stream;
  EXPECT_HR(MAPI_E_NOT_FOUND, message->OpenProperty(PR_BODY_W, &IID_IStream, 0, MAPI_MODIFY, stream.unknown()));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->OpenProperty(PR_BODY_W, &IID_IStream, 0, MAPI_CREATE, stream.unknown()));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, message->OpenProperty(PR_BODY_W, nullptr, 0, 0, stream.unknown()));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            message->OpenProperty(PROP_TAG(PT_UNSPECIFIED, PROP_ID(PR_BODY_W)), &IID_IStream, 0, 0, stream.unknown()));
  EXPECT_HR(MAPI_E_INTERFACE_NOT_SUPPORTED,
            message->OpenProperty(PR_BODY_W, &IID_IMAPITable, 0, 0, stream.unknown()));
}

TEST_F(RowTest, r079_create_drops_what_was_there) {
  const auto message = ana().open_message(add("one", "a long first body"));
  ASSERT_HR(S_OK, write_stream(*message, PR_BODY_W, utf16le_from_utf8("short")));
  EXPECT_EQ(get_text(*message, PR_BODY_W), "short");
}

TEST_F(RowTest, r079_a_message_for_reading_has_no_writable_streams) {
  const auto message = ana().open_message(add("one"), 0);
  Ptr<IStream> stream;
  EXPECT_HR(MAPI_E_NO_ACCESS, message->OpenProperty(PR_BODY_W, &IID_IStream, 0, MAPI_MODIFY, stream.unknown()));
}

TEST_F(RowTest, r085_text_of_every_plane_comes_back) {
  const std::string text = "a Ω 漢字 \xF0\x9F\x98\x80 \xF0\x90\x8D\x88";
  const std::string id = add(text, text);
  const auto message = ana().open_message(id, 0);
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), text);
  EXPECT_EQ(get_text(*message, PR_SUBJECT_A), text);
  EXPECT_EQ(read_stream(*message, PR_BODY_W), utf16le_from_utf8(text));
}

TEST_F(RowTest, r085_long_text_comes_back_where_pieces_meet) {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += i % 3 == 0 ? "a" : i % 3 == 1 ? "Ω" : "\xF0\x9F\x98\x80";
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, write_stream(*message, PR_BODY_W, utf16le_from_utf8(text)));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  const auto again = ana().open_message(entry_id_of(*message), 0);
  EXPECT_TRUE(read_stream(*again, PR_BODY_W) == utf16le_from_utf8(text));
  EXPECT_TRUE(read_stream(*again, PR_BODY_A) == text);
}

TEST_F(RowTest, r085_text_of_bytes_that_is_no_utf8_is_taken_for_windows_1252) {
  const std::string narrow = "gr\xFCn 5 \x80", utf8 = "gr\xC3\xBCn 5 \xE2\x82\xAC";
  const std::string many(20'000, 'x');
  for (const std::string& before : {std::string(), many}) {
    const auto message = create_message(*ana().inbox());
    ASSERT_HR(S_OK, write_stream(*message, PR_BODY_A, before + narrow));
    ASSERT_HR(S_OK, write_stream(*message, PR_SUBJECT_A, narrow));
    EXPECT_TRUE(utf8_from_utf16le(read_stream(*message, PR_BODY_W)) == before + utf8) << before.size();
    EXPECT_TRUE(read_stream(*message, PR_BODY_A) == before + utf8) << before.size();
    EXPECT_EQ(get_text(*message, PR_SUBJECT_W), utf8);
    EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  }
  const auto folder = create_folder(*ana().inbox(), "with a comment");
  ASSERT_HR(S_OK, write_stream(*folder, PR_COMMENT_A, narrow));
  EXPECT_EQ(get_text(*folder, PR_COMMENT_W), utf8);
}

TEST_F(RowTest, r079_a_stream_of_another_type_than_a_folder_has_is_not_found_and_writes_nothing) {
  const auto folder = create_folder(*ana().inbox(), "with a comment");
  ASSERT_HR(S_OK, set_text(*folder, PR_COMMENT_W, "what it is for"));
  Ptr<IStream> stream;
  for (const ULONG tag : {CHANGE_PROP_TYPE(PR_COMMENT_W, PT_BINARY), CHANGE_PROP_TYPE(PR_ENTRYID, PT_UNICODE)}) {
    EXPECT_HR(MAPI_E_NOT_FOUND, folder->OpenProperty(tag, &IID_IStream, 0, 0, stream.unknown())) << std::hex << tag;
  }
  const auto object = open_stream(*folder, PR_ATTACH_DATA_OBJ, MAPI_MODIFY | MAPI_CREATE);
  ASSERT_HR(S_OK, write(*object, "bytes"));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, object->Commit(0));
  EXPECT_FALSE(get_text(*folder, CHANGE_PROP_TYPE(PR_ATTACH_DATA_OBJ, PT_UNICODE)));
}

TEST_F(RowTest, r086_a_stream_that_is_committed_is_durable_with_the_message_alone) {
  const std::string id = add("one", "first");
  {
    const auto message = ana().open_message(id);
    ASSERT_HR(S_OK, write_stream(*message, PR_BODY_W, utf16le_from_utf8("second")));
    EXPECT_EQ(get_text(*message, PR_BODY_W), "second");
  }
  EXPECT_EQ(stored(id, PR_BODY_W), "first");
  const auto message = ana().open_message(id);
  ASSERT_HR(S_OK, write_stream(*message, PR_BODY_W, utf16le_from_utf8("third")));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  EXPECT_EQ(stored(id, PR_BODY_W), "third");
}

TEST_F(RowTest, r086_what_was_written_is_there_when_the_stream_is_released) {
  const auto message = create_message(*ana().inbox());
  {
    const auto stream = open_stream(*message, kBinary, MAPI_CREATE | MAPI_MODIFY);
    ASSERT_HR(S_OK, write(*stream, "abc"));
  }
  EXPECT_EQ(get_text(*message, kBinary), "abc");
}

TEST_F(RowTest, r086_writing_past_the_end_fills_with_zeros) {
  const auto message = create_message(*ana().inbox());
  const auto stream = open_stream(*message, kBinary, MAPI_CREATE | MAPI_MODIFY);
  EXPECT_EQ(seek(*stream, 4, STREAM_SEEK_SET), 4U);
  ASSERT_HR(S_OK, write(*stream, "end"));
  ULARGE_INTEGER longer{};
  longer.QuadPart = 9;
  ASSERT_HR(S_OK, stream->SetSize(longer));
  ASSERT_HR(S_OK, stream->Commit(0));
  EXPECT_EQ(get_text(*message, kBinary), std::string("\0\0\0\0end\0\0", 9));
  STATSTG status{};
  ASSERT_HR(S_OK, stream->Stat(&status, STATFLAG_NONAME));
  EXPECT_EQ(status.cbSize.QuadPart, 9U);
}

TEST_F(RowTest, r086_a_clone_has_the_same_bytes_and_a_place_of_its_own) {
  const auto message = create_message(*ana().inbox());
  const auto stream = open_stream(*message, kBinary, MAPI_CREATE | MAPI_MODIFY);
  ASSERT_HR(S_OK, write(*stream, "abcdef"));
  Ptr<IStream> clone;
  ASSERT_HR(S_OK, stream->Clone(clone.out()));
  EXPECT_EQ(seek(*clone, 0, STREAM_SEEK_CUR), 6U);
  EXPECT_EQ(seek(*clone, -4, STREAM_SEEK_END), 2U);
  ASSERT_HR(S_OK, write(*clone, "X"));
  seek(*stream, 0, STREAM_SEEK_SET);
  char bytes[10];
  ULONG got = 0;
  ASSERT_HR(S_OK, stream->Read(bytes, sizeof bytes, &got));
  EXPECT_EQ(std::string(bytes, got), "abXdef");
}

TEST_F(RowTest, r086_streams_copy_to_one_another_and_refuse_what_cannot_be) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, write_stream(*message, kBinary, std::string(50'000, 'q')));
  const auto from = open_stream(*message, kBinary, 0);
  const auto to = open_stream(*message, PROP_TAG(PT_BINARY, 0x6F11), MAPI_CREATE | MAPI_MODIFY);
  ULARGE_INTEGER all{}, read{}, written{};
  all.QuadPart = 1'000'000;
  EXPECT_HR(S_OK, from->CopyTo(to.get(), all, &read, &written));
  EXPECT_EQ(written.QuadPart, 50'000U);
  EXPECT_HR(STG_E_ACCESSDENIED, write(*from, "no"));
  EXPECT_HR(STG_E_ACCESSDENIED, from->SetSize(all));
  LARGE_INTEGER before{};
  before.QuadPart = -1;
  EXPECT_HR(STG_E_INVALIDFUNCTION, from->Seek(before, STREAM_SEEK_SET, nullptr));
  ULARGE_INTEGER huge{};
  huge.QuadPart = 0x80000000U;
  EXPECT_HR(MAPI_E_TOO_BIG, to->SetSize(huge));
}

}  // namespace
}  // namespace mapi_host
