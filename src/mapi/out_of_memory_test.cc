// What stays where memory runs out between two steps of one call. operator new is this program's own, for all
// its tests.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <new>

#include "mapi/testing/with_attachments.h"

namespace {

constexpr long kUnlimited = -1;
thread_local long allocations_left = kUnlimited;  // of this thread

}  // namespace

// All of them, as a sanitizer's own do not fit these.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (allocations_left == 0) return nullptr;
  if (allocations_left > 0) --allocations_left;
  return std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size) {
  if (void* const made = operator new(size, std::nothrow)) return made;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return operator new(size, std::nothrow);
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t) noexcept { std::free(made); }
void operator delete(void* made, const std::nothrow_t&) noexcept { std::free(made); }
void operator delete[](void* made) noexcept { std::free(made); }
void operator delete[](void* made, std::size_t) noexcept { std::free(made); }
void operator delete[](void* made, const std::nothrow_t&) noexcept { std::free(made); }

namespace postroom::mapi {
namespace {

using Open = std::function<HRESULT(LPUNKNOWN* opened)>;

class OutOfMemory : public testing::WithAttachments {
 protected:
  static HRESULT open_with(long allocations, const Open& open) {
    LPUNKNOWN opened = nullptr;
    allocations_left = allocations;
    const HRESULT result = open(&opened);
    allocations_left = kUnlimited;
    if (opened) opened->Release();
    return result;
  }
  // Lets each allocation of `open` fail once; after that the same thing opens as ever.
  static void fails_and_opens_again(
      const Open& open, const std::function<void()>& check = [] {},
      const std::function<void()>& prepare = [] {}) {
    long allocations = 0;
    for (;; ++allocations) {
      prepare();
      const HRESULT result = open_with(allocations, open);
      if (result == S_OK) break;
      ASSERT_EQ(result, MAPI_E_NOT_ENOUGH_MEMORY) << allocations;
      check();
      ASSERT_EQ(open_with(kUnlimited, open), S_OK) << allocations;
    }
    EXPECT_GT(allocations, 1);
  }
};

TEST_F(OutOfMemory, AStreamThatCouldNotBeOpenedForWritingCanBeOpenedLater) {
  const Ref<IMessage> message = open(hers, add_with("plan.pdf", "data"));
  ASSERT_EQ(set_text(*message, PR_BODY, "text"), S_OK);
  fails_and_opens_again([&](LPUNKNOWN* opened) {
    return message->OpenProperty(PR_BODY_W, &IID_IStream, 0, MAPI_MODIFY, opened);
  });
  EXPECT_EQ(text(*message, PR_BODY), "text");
}

TEST_F(OutOfMemory, AStreamThatCouldNotBeMadeReplacesNothing) {
  const Ref<IMessage> message = open(hers, add_with("plan.pdf", "data"));
  const auto set = [&] { ASSERT_EQ(set_text(*message, PR_BODY, "text"), S_OK); };
  fails_and_opens_again(
      [&](LPUNKNOWN* opened) {
        return message->OpenProperty(PR_BODY_W, &IID_IStream, 0, MAPI_MODIFY | MAPI_CREATE, opened);
      },
      [&] { EXPECT_EQ(text(*message, PR_BODY), "text"); }, set);
}

TEST_F(OutOfMemory, AnAttachmentThatCouldNotBeOpenedForWritingCanBeOpenedLater) {
  const Ref<IMessage> message = open(hers, add_with("plan.pdf", "data"));
  fails_and_opens_again([&](LPUNKNOWN* opened) {
    LPATTACH attachment = nullptr;
    const HRESULT result = message->OpenAttach(0, nullptr, MAPI_MODIFY, &attachment);
    *opened = attachment;
    return result;
  });
}

TEST_F(OutOfMemory, AMessageInsideThatCouldNotBeOpenedForWritingCanBeOpenedLater) {
  const Ref<IMessage> message = create(hers);
  const Ref<IAttach> attachment = create_in(message);
  ASSERT_EQ(set_number(*attachment, PR_ATTACH_METHOD, ATTACH_EMBEDDED_MSG), S_OK);
  embed(attachment, "inside");
  fails_and_opens_again([&](LPUNKNOWN* opened) {
    return attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IMessage, 0, MAPI_MODIFY, opened);
  });
  EXPECT_EQ(text(*inner(attachment, 0), PR_SUBJECT), "inside");
}

}  // namespace
}  // namespace postroom::mapi
