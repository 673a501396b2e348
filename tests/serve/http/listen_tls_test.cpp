// The port over TLS: which versions, which certificates.
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include "tests/serve/http/echo.h"

namespace banthuek::serve {
namespace listen_tls_test {

// A certificate of this test's own, and its key, as PEM files.
class Tls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* made = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), 0);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, key);
    X509_sign(made, key, EVP_sha256());
    write("certificate.pem", [&](FILE* file) { PEM_write_X509(file, made); });
    write("key.pem", [&](FILE* file) { PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr); });
    EVP_PKEY* other = EVP_EC_gen("P-256");
    write("other.pem", [&](FILE* file) { PEM_write_PrivateKey(file, other, nullptr, nullptr, 0, nullptr, nullptr); });
    EVP_PKEY_free(other);
    X509_free(made);
    EVP_PKEY_free(key);
  }
  static void TearDownTestSuite() { delete folder_; }
  static void write(const char* name, const std::function<void(FILE*)>& what) {
    FILE* file = std::fopen(path(name).c_str(), "w");
    what(file);
    std::fclose(file);
  }
  static std::string path(const char* name) { return (*folder_ / name).string(); }
  static http::ListenOptions options(const char* certificate = "certificate.pem", const char* key = "key.pem") {
    http::ListenOptions out;
    out.certificate = path(certificate);
    out.key = path(key);
    return out;
  }
  // As talk, over TLS of that version or none that is agreed on.
  static std::string talk(int port, const std::string& bytes, int version = 0) {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_cipher_list(context.get(), "ALL:@SECLEVEL=0");
    if (version) SSL_CTX_set_max_proto_version(context.get(), version);
    const int socket = connect_to(port);
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
    SSL_set_fd(ssl.get(), socket);
    std::string out = "no handshake";
    if (SSL_connect(ssl.get()) == 1) {
      out.clear();
      SSL_write(ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
      SSL_shutdown(ssl.get());
      char piece[16384];
      for (int n; (n = SSL_read(ssl.get(), piece, sizeof piece)) > 0;) out.append(piece, static_cast<std::size_t>(n));
    }
    ::close(socket);
    return out;
  }
  static TemporaryFolder* folder_;
};
TemporaryFolder* Tls::folder_ = nullptr;

TEST_F(Tls, CarriesRequestsBothWays) {
  Port port(options());
  const std::string body(2000, 'b');
  const std::string answer = talk(port.number(), "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n" + body);
  EXPECT_EQ(status_of(answer), 200) << answer;
  EXPECT_EQ(said(answer)["body"], body);
  EXPECT_EQ(said(answer)["secure"], true);
  EXPECT_EQ(said(answer)["address"], "127.0.0.1");
  EXPECT_EQ(times(talk(port.number(), "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200"), 2);
  EXPECT_EQ(talk(port.number(), "GET / HTTP/1.1\r\n\r\n", TLS1_1_VERSION), "no handshake") << "nothing before TLS 1.2";
  EXPECT_EQ(status_of(talk(port.number(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n", TLS1_2_VERSION)), 200);
  EXPECT_NE(status_of(port.ask("GET /")), 200) << "nor anything without";
}

// Of TLS 1.2 only what keeps the past secret where the key is stolen, and tells a changed byte.
TEST_F(Tls, AgreesOnNoWeakCipher) {
  Port port(options());
  const auto with = [&](const char* ciphers) {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
    if (SSL_CTX_set_cipher_list(context.get(), ciphers) != 1) return std::string("not known here");
    const int socket = connect_to(port.number());
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
    SSL_set_fd(ssl.get(), socket);
    const std::string out = SSL_connect(ssl.get()) == 1 ? SSL_get_cipher(ssl.get()) : "refused";
    ::close(socket);
    return out;
  };
  EXPECT_EQ(with("ECDHE-ECDSA-AES256-GCM-SHA384"), "ECDHE-ECDSA-AES256-GCM-SHA384");
  EXPECT_EQ(with("ECDHE-ECDSA-CHACHA20-POLY1305"), "ECDHE-ECDSA-CHACHA20-POLY1305");
  for (const char* weak :
       {"ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0", "ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0", "AES128-GCM-SHA256:@SECLEVEL=0", "AES256-SHA:@SECLEVEL=0",
        "DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0", "ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0"})
    EXPECT_TRUE(with(weak) == "refused" || with(weak) == "not known here") << weak << ": " << with(weak);
}

TEST_F(Tls, NeedsACertificateAndItsKey) {
  Echo echo;
  const auto refused = [&](const char* certificate, const char* key) {
    return message_of([&] { http::Listener listener(options(certificate, key), echo); });
  };
  EXPECT_EQ(refused("none.pem", "key.pem"), path("none.pem") + ": no certificate can be read; give a PEM file with --certificate");
  EXPECT_EQ(refused("key.pem", "key.pem"), path("key.pem") + ": no certificate can be read; give a PEM file with --certificate");
  for (const char* key : {"none.pem", "certificate.pem", "other.pem"})
    EXPECT_EQ(refused("certificate.pem", key), path(key) + ": no key of that certificate can be read; give a PEM file with --key");
}

}  // namespace listen_tls_test
}  // namespace banthuek::serve
