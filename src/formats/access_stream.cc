#include "formats/access_stream.h"

namespace postroom {
namespace {

// The names and layout that GObject asks of a subclass.
struct AccessStream {
  GMimeStream parent;
  RandomAccess* bytes;
  std::optional<Error>* failure;
};
struct AccessStreamClass {
  GMimeStreamClass parent;
};

AccessStream* self(GMimeStream* stream) { return reinterpret_cast<AccessStream*>(stream); }

gint64 end_of(GMimeStream* stream) {
  return stream->bound_end != -1 ? stream->bound_end : static_cast<gint64>(self(stream)->bytes->size());
}

ssize_t read_stream(GMimeStream* stream, char* buffer, size_t length) {
  const gint64 rest = end_of(stream) - stream->position;
  if (rest <= 0 || *self(stream)->failure) return 0;
  const auto wanted = std::min<std::uint64_t>(length, static_cast<std::uint64_t>(rest));
  auto count = self(stream)->bytes->read_at(static_cast<std::uint64_t>(stream->position),
                                            {reinterpret_cast<std::uint8_t*>(buffer), wanted});
  if (!count.ok()) {
    *self(stream)->failure = std::move(count).error();
    return 0;
  }
  stream->position += static_cast<gint64>(*count);
  return static_cast<ssize_t>(*count);
}

ssize_t refuse_write(GMimeStream*, const char*, size_t) { return -1; }
int succeed(GMimeStream*) { return 0; }
gboolean at_end(GMimeStream* stream) { return stream->position >= end_of(stream) || *self(stream)->failure; }
int rewind_stream(GMimeStream* stream) { return stream->position = stream->bound_start, 0; }
gint64 tell(GMimeStream* stream) { return stream->position; }
gint64 length(GMimeStream* stream) { return end_of(stream) - stream->bound_start; }

gint64 seek(GMimeStream* stream, gint64 offset, GMimeSeekWhence whence) {
  const gint64 base = whence == GMIME_STREAM_SEEK_SET   ? stream->bound_start
                      : whence == GMIME_STREAM_SEEK_CUR ? stream->position
                                                        : end_of(stream);
  if (base + offset < stream->bound_start || base + offset > end_of(stream)) return -1;
  return stream->position = base + offset;
}

GMimeStream* substream(GMimeStream* stream, gint64 start, gint64 end);

void set_up_class(gpointer type_class, gpointer) {
  auto* stream = reinterpret_cast<GMimeStreamClass*>(type_class);
  stream->read = read_stream;
  stream->write = refuse_write;
  stream->flush = succeed;
  stream->close = succeed;
  stream->eos = at_end;
  stream->reset = rewind_stream;
  stream->seek = seek;
  stream->tell = tell;
  stream->length = length;
  stream->substream = substream;
}

GType stream_type() {
  static const GType type =
      g_type_register_static_simple(GMIME_TYPE_STREAM, "PostroomAccessStream", sizeof(AccessStreamClass),
                                    set_up_class, sizeof(AccessStream), nullptr, GTypeFlags{});
  return type;
}

GMimeStream* make_stream(RandomAccess* bytes, std::optional<Error>* failure, gint64 start, gint64 end) {
  auto* stream = static_cast<AccessStream*>(g_object_new(stream_type(), nullptr));
  stream->bytes = bytes;
  stream->failure = failure;
  g_mime_stream_construct(&stream->parent, start, end);
  return &stream->parent;
}

GMimeStream* substream(GMimeStream* stream, gint64 start, gint64 end) {
  return make_stream(self(stream)->bytes, self(stream)->failure, start, end);
}

}  // namespace

GObjectPtr<GMimeStream> make_access_stream(RandomAccess& bytes, std::optional<Error>& failure) {
  return GObjectPtr<GMimeStream>(make_stream(&bytes, &failure, 0, -1));
}

}  // namespace postroom
