#include "mapi/stream_object.h"

#include <gtest/gtest.h>
#include <mapi/mapitags.h>

#include "mapi/copying_whole.h"
#include "mapi/open_stream.h"
#include "mapi/testing/one_store.h"
#include "mapi/testing/properties_in_memory.h"
#include "mapi/testing/recording_sink.h"
#include "mapi/testing/short_files.h"

namespace postroom::mapi {
namespace {

using testing::ShortFiles;

const Bytes kInMemory(kMaxStreamInMemory, 'm');  // as much as there can be

class Streams : public ::testing::Test {
 protected:
  Ref<IStream> open(ULONG tag, ULONG flags) {
    LPUNKNOWN opened = nullptr;
    EXPECT_EQ(state_.call([&] {
      return open_stream(state_, properties_, *owner_, PropertyTag(tag), IID_IStream, 0, flags, &opened);
    }),
              S_OK);
    return Ref<IStream>::take(static_cast<IStream*>(opened));
  }
  static HRESULT write(IStream& stream, const Bytes& bytes) {
    ULONG done = 0;
    const HRESULT result = stream.Write(bytes.data(), static_cast<ULONG>(bytes.size()), &done);
    EXPECT_EQ(done, result == S_OK ? bytes.size() : 0);
    return result;
  }
  static HRESULT set_size(IStream& stream, std::uint64_t size) {
    ULARGE_INTEGER wanted{};
    wanted.QuadPart = size;
    return stream.SetSize(wanted);
  }
  static std::uint64_t size_of(IStream& stream) {
    STATSTG status{};
    EXPECT_EQ(stream.Stat(&status, 0), S_OK);
    return status.cbSize.QuadPart;
  }
  Bytes held(ULONG tag) { return std::get<Bytes>(properties_.held.find_id(PROP_ID(tag))->value); }

  testing::OneStore one_;
  ObjectState state_{one_.open()};
  testing::PropertiesInMemory properties_;
  const Ref<testing::RecordingSink> owner_ = make_object<testing::RecordingSink>();
};

TEST_F(Streams, WithoutRoomForATemporaryFileSayItAndKeepWhatTheyHave) {
  const Ref<IStream> stream = open(PR_HTML, MAPI_CREATE | MAPI_MODIFY);
  ASSERT_EQ(write(*stream, kInMemory), S_OK);
  {
    const ShortFiles until(64 * 1024);
    EXPECT_EQ(write(*stream, {'a'}), STG_E_MEDIUMFULL);
    EXPECT_EQ(set_size(*stream, 2 * kMaxStreamInMemory), STG_E_MEDIUMFULL);
    EXPECT_EQ(size_of(*stream), kInMemory.size());
    EXPECT_EQ(stream->Commit(0), S_OK);
    EXPECT_EQ(held(PR_HTML), kInMemory);
  }
  EXPECT_EQ(write(*stream, {'b'}), S_OK);
  EXPECT_EQ(stream->Commit(0), S_OK);
  Bytes expected = kInMemory;
  expected.push_back('b');
  EXPECT_EQ(held(PR_HTML), expected);
}

TEST_F(Streams, CopiedWhereThereIsNoRoomFailTheCopyAsAWhole) {
  properties_.held.set(PropertyTag(PR_HTML), kInMemory);
  const Ref<IStream> from = open(PR_HTML, 0), to = open(PR_RTF_COMPRESSED, MAPI_CREATE | MAPI_MODIFY);
  ASSERT_EQ(write(*to, {'a'}), S_OK);
  const ShortFiles until(64 * 1024);
  EXPECT_EQ(copy_bytes(*from, *to), MAPI_E_NOT_ENOUGH_DISK);
}

}  // namespace
}  // namespace postroom::mapi
