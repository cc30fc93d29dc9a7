// LLRP inside TLS: who the reader is must be proved, and who we are where it asks. Certificates are made here and now.
#include "tests/rfid/llrp/llrp_pair.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QTemporaryDir>

using namespace panier;
using namespace panier::tests;
using peripherals::link::TlsSettings;

namespace {

// An authority, and what it has signed, in a folder that goes with it.
class Authority {
public:
    Authority() {
        run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=shop authority", "-keyout", path("ca.key"), "-out", path("ca.crt")});
    }
    // A certificate for `name`, and its key: NAME.crt and NAME.key.
    void sign(const QString &name) const {
        QFile extensions(path("names"));
        REQUIRE(extensions.open(QIODevice::WriteOnly | QIODevice::Truncate));
        extensions.write("subjectAltName=DNS:" + name.toUtf8());
        extensions.close();
        run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=" + name,
             "-keyout", path(name + ".key"), "-out", path(name + ".csr")});
        run({"x509", "-req", "-days", "2", "-in", path(name + ".csr"), "-CA", path("ca.crt"), "-CAkey", path("ca.key"),
             "-CAcreateserial", "-extfile", path("names"), "-out", path(name + ".crt")});
    }
    [[nodiscard]] QString path(const QString &file) const { return m_folder.filePath(file); }
    [[nodiscard]] std::string file(const QString &name) const { return path(name).toStdString(); }
    [[nodiscard]] std::string fingerprint(const QString &name) const {
        const auto certificates = QSslCertificate::fromPath(path(name + ".crt"));
        REQUIRE(certificates.size() == 1);
        return certificates.front().digest(QCryptographicHash::Sha256).toHex(':').toUpper().toStdString();
    }

private:
    static void run(const QStringList &arguments) {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), arguments);
        REQUIRE(openssl.waitForFinished(20'000));
        CAPTURE(openssl.readAllStandardError().toStdString());
        REQUIRE(openssl.exitCode() == 0);
    }
    QTemporaryDir m_folder;
};

// A reader with a certificate for reader.shop, and what becomes of a client with these settings.
struct TlsCase {
    TlsCase(const Authority &authority, const TlsSettings &settings, const std::string &clientCa = {})
        : reader(withTls(authority, clientCa)) {
        REQUIRE(reader.listen());
        auto config = hastyConfig(reader.port());
        config.tls = settings;
        config.responseMs = 2000;
        config.silenceMs = 4000;
        watched = std::make_unique<Watched>(config);
        watched->client.start();
        REQUIRE(waitFor([&] { return watched->isReady() || watched->isLost(); }));
    }
    static EmulatorConfig withTls(const Authority &authority, const std::string &clientCa) {
        EmulatorConfig config;
        config.tls = {authority.file("reader.shop.crt"), authority.file("reader.shop.key"), clientCa};
        return Pair::quick(config);
    }
    LlrpReaderEmulator reader;
    std::unique_ptr<Watched> watched;
};

} // namespace

TEST_CASE("TLS to a reader that proves who it is, and to no other") {
    Authority authority;
    authority.sign("reader.shop");
    authority.sign("kiosk.shop");
    Authority stranger;
    stranger.sign("kiosk.shop");
    TlsSettings settings;
    settings.caFile = authority.file("ca.crt");
    settings.peerName = "reader.shop";

    SECTION("by its authority and its name; the whole session works") {
        TlsCase tls(authority, settings);
        REQUIRE(tls.watched->isReady());
        REQUIRE(tls.reader.putTag(shirt, TagPlace::OnTray));
        CHECK(waitFor([&] { return tls.watched->seen[shirt].size() > 3; }));
        tls.watched->client.stop();
        CHECK(waitFor([&] { return tls.watched->stops == 1 && !tls.reader.hasClient(); }));
    }
    SECTION("by its fingerprint alone, or besides") {
        settings.fingerprint = authority.fingerprint("reader.shop");
        CHECK(TlsCase(authority, settings).watched->isReady());
        settings.caFile.clear();
        CHECK(TlsCase(authority, settings).watched->isReady());
        settings.fingerprint = authority.fingerprint("kiosk.shop");
        CHECK(TlsCase(authority, settings).watched->isLost());
        settings.caFile = authority.file("ca.crt");
        TlsCase other(authority, settings);
        REQUIRE(other.watched->isLost());
        CHECK(other.watched->reasons.front().contains("another one"));
    }
    SECTION("another name, another authority, or nobody to ask") {
        settings.peerName.clear(); // the host's: 127.0.0.1
        TlsCase name(authority, settings);
        REQUIRE(name.watched->isLost());
        CHECK(name.watched->reasons.front().contains("isn't who it should be"));
        settings.peerName = "reader.shop";
        settings.caFile = stranger.file("ca.crt");
        CHECK(TlsCase(authority, settings).watched->isLost());
        settings.caFile = authority.file("none.crt");
        CHECK(TlsCase(authority, settings).watched->isLost());
        TlsCase nobody(authority, {});
        REQUIRE(nobody.watched->isLost());
        CHECK(nobody.watched->reasons.front().contains("fingerprint"));
        CHECK_FALSE(nobody.reader.hasClient());
    }
    SECTION("a reader that asks who we are") {
        const auto clientCa = authority.file("ca.crt");
        CHECK(TlsCase(authority, settings, clientCa).watched->isLost());
        settings.certificateFile = authority.file("kiosk.shop.crt");
        settings.keyFile = authority.file("kiosk.shop.key");
        CHECK(TlsCase(authority, settings, clientCa).watched->isReady());
        settings.certificateFile = stranger.file("kiosk.shop.crt");
        settings.keyFile = stranger.file("kiosk.shop.key");
        CHECK(TlsCase(authority, settings, clientCa).watched->isLost());
        settings.keyFile = authority.file("none.key");
        CHECK(TlsCase(authority, settings, clientCa).watched->isLost());
    }
    SECTION("a reader that speaks in the clear") {
        LlrpReaderEmulator plain;
        REQUIRE(plain.listen());
        auto config = hastyConfig(plain.port());
        config.tls = settings;
        Watched watched(config);
        watched.client.start();
        CHECK(waitFor([&] { return watched.isLost(); }));
    }
}
