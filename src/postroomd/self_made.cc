#include "postroomd/self_made.h"

#include <fcntl.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <memory>

#include "base/try.h"

namespace postroom::daemon {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Stream = std::unique_ptr<BIO, Freed<BIO_free>>;

Error failed(const std::string& what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  return {Code::io_error, "The server could not make its own certificate: " + what + " failed.", reason.data()};
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    const bool is_address = name.find(':') != std::string::npos ||
                            name.find_first_not_of("0123456789.") == std::string::npos;
    text += (text.empty() ? "" : ",") + std::string(is_address ? "IP:" : "DNS:") + name;
  }
  return text;
}

Status add_extension(X509& certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  if (!extension || X509_add_ext(&certificate, extension.get(), -1) != 1) return failed("naming " + value);
  return ok_status();
}

Result<Certificate> make_certificate(EVP_PKEY& key, const std::vector<std::string>& names, FileTime now) {
  Certificate made(X509_new());
  std::array<unsigned char, 16> serial{};
  if (!made || RAND_bytes(serial.data(), serial.size()) != 1) return failed("drawing a number");
  serial[0] &= 0x7F;
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_bin2bn(serial.data(), serial.size(), nullptr));
  const std::time_t from = to_unix_seconds(now) - 3600;  // clocks of clients may be behind
  const std::time_t until = to_unix_seconds(now) + std::chrono::seconds(kSelfMadeFor).count();
  X509_set_version(made.get(), 2);
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(made.get()));
  ASN1_TIME_set(X509_getm_notBefore(made.get()), from);
  ASN1_TIME_set(X509_getm_notAfter(made.get()), until);
  X509_set_pubkey(made.get(), &key);
  X509_NAME* const subject = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Postroom"), -1, -1, 0);
  X509_set_issuer_name(made.get(), subject);
  TRY(add_extension(*made, NID_basic_constraints, "critical,CA:FALSE"));
  TRY(add_extension(*made, NID_key_usage, "critical,digitalSignature"));
  TRY(add_extension(*made, NID_ext_key_usage, "serverAuth"));
  TRY(add_extension(*made, NID_subject_alt_name, alternative_names(names)));
  if (X509_sign(made.get(), &key, EVP_sha256()) == 0) return failed("signing");
  return made;
}

std::string fingerprint_of(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  X509_digest(&certificate, EVP_sha256(), digest.data(), &size);
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    if (i) text += ':';
    text += kHex[digest[i] >> 4];
    text += kHex[digest[i] & 15];
  }
  return text;
}

bool is_for(X509& certificate, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const bool is_address = name.find(':') != std::string::npos ||
                            name.find_first_not_of("0123456789.") == std::string::npos;
    const int fits = is_address ? X509_check_ip_asc(&certificate, name.c_str(), 0)
                                : X509_check_host(&certificate, name.data(), name.size(), 0, nullptr);
    if (fits != 1) return false;
  }
  return true;
}

// Null where there is none that can be used for long enough.
Certificate usable(const http::TlsFiles& files, const std::vector<std::string>& names, FileTime now) {
  const Stream file(BIO_new_file(files.certificate.c_str(), "r"));
  const Stream key_file(BIO_new_file(files.key.c_str(), "r"));
  if (!file || !key_file) return nullptr;
  Certificate found(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
  const Key key(PEM_read_bio_PrivateKey(key_file.get(), nullptr, nullptr, nullptr));
  if (!found || !key || X509_check_private_key(found.get(), key.get()) != 1 || !is_for(*found, names)) return nullptr;
  std::time_t renewed_from = to_unix_seconds(now) + std::chrono::seconds(kRenewedBefore).count();
  return X509_cmp_time(X509_get0_notAfter(found.get()), &renewed_from) == 1 ? std::move(found) : nullptr;
}

// Under a name of its own first, so that there never is half a file.
template <class Write>
Status write_file(const std::string& path, mode_t mode, const Write& write) {
  const std::string partial = path + ".partial";
  ::unlink(partial.c_str());
  const int file = ::open(partial.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
  if (file < 0) return failed("writing " + partial);
  const Stream stream(BIO_new_fd(file, BIO_CLOSE));
  if (!stream || !write(stream.get()) || ::fsync(file) != 0 || ::rename(partial.c_str(), path.c_str()) != 0) {
    return failed("writing " + path);
  }
  return ok_status();
}

}  // namespace

Result<SelfMade> self_made_certificate(const std::string& folder, const std::vector<std::string>& names, FileTime now) {
  SelfMade made;
  made.files = {folder + "/certificate.pem", folder + "/certificate.key"};
  if (const Certificate found = usable(made.files, names, now)) {
    made.fingerprint = fingerprint_of(*found);
    return made;
  }
  const Key key(EVP_EC_gen("P-256"));
  if (!key) return failed("making a key");
  TRY_SET(const Certificate certificate, make_certificate(*key, names, now));
  TRY(write_file(made.files.key, 0600, [&](BIO* out) {
    return PEM_write_bio_PKCS8PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
  }));
  TRY(write_file(made.files.certificate, 0644,
                 [&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()) == 1; }));
  made.fingerprint = fingerprint_of(*certificate);
  made.is_new = true;
  return made;
}

std::vector<std::string> names_of_this_machine() {
  std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) == 0 && name[0] && std::string(name.data()) != "localhost") {
    names.emplace_back(name.data());
  }
  return names;
}

}  // namespace postroom::daemon
