// Every text of the screens has its translation, with the same blanks to fill and the typography of its language.
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

namespace {

struct Message {
    QStringList forms;
    bool numerus = false;
    bool unfinished = false;
};
using Key = std::pair<QString, QString>; // context, source

std::map<Key, Message> readTs(const QString &language) {
    QFile file(QStringLiteral(PANIER_ASSETS "/translations/panier_%1.ts").arg(language));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    std::map<Key, Message> out;
    QString context;
    QString source;
    Message message;
    while (!xml.atEnd()) {
        xml.readNext();
        const auto name = xml.name();
        if (xml.isEndElement() && name == u"message")
            out[{context, source}] = message;
        if (!xml.isStartElement())
            continue;
        if (name == u"name")
            context = xml.readElementText();
        else if (name == u"message")
            message = Message{{}, xml.attributes().value("numerus") == u"yes", false};
        else if (name == u"source")
            source = xml.readElementText();
        else if (name == u"numerusform")
            message.forms.append(xml.readElementText());
        else if (name == u"translation") {
            message.unfinished = xml.attributes().hasAttribute("type");
            if (!message.numerus)
                message.forms.append(xml.readElementText());
        }
    }
    CHECK_FALSE(xml.hasError());
    return out;
}

// The texts as the QML files have them: file name without ending, and source.
std::set<Key> texts() {
    static const QRegularExpression call(QStringLiteral("qsTr\\(\"((?:[^\"\\\\]|\\\\.)*)\""));
    std::set<Key> out;
    for (const auto *folder : {"theme", "components", "screens"})
        for (QDirIterator files(QStringLiteral(PANIER_UI "/") + folder, {"*.qml"}, QDir::Files,
                                QDirIterator::Subdirectories);
             files.hasNext();) {
            QFile file(files.next());
            const QFileInfo info(file);
            REQUIRE(file.open(QIODevice::ReadOnly));
            for (auto it = call.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();)
                out.insert({info.baseName(), it.next().captured(1).replace("\\n", "\n")});
        }
    return out;
}

std::multiset<QString> blanks(const QString &text) {
    static const QRegularExpression blank(QStringLiteral("%(\\d|n)"));
    std::multiset<QString> out;
    for (auto it = blank.globalMatch(text); it.hasNext();)
        out.insert(it.next().captured());
    return out;
}

} // namespace

TEST_CASE("English has every text") {
    const auto english = readTs("en");
    const auto wanted = texts();
    CHECK(wanted.size() > 100);
    for (const auto &key : wanted) {
        INFO(key.first.toStdString() << ": " << key.second.toStdString());
        REQUIRE(english.contains(key));
        const auto &message = english.at(key);
        CHECK_FALSE(message.unfinished);
        CHECK(message.forms.size() == (message.numerus ? 2 : 1));
        for (const auto &form : message.forms) {
            CHECK(form != "");
            CHECK(blanks(form) == blanks(key.second));
        }
    }
    for (const auto &[key, message] : english) {
        INFO("no longer used: " << key.first.toStdString() << ": " << key.second.toStdString());
        CHECK(wanted.contains(key));
    }
}

TEST_CASE("French has its plurals") {
    const auto french = readTs("fr");
    for (const auto &key : texts())
        if (key.second.contains("%n")) {
            INFO(key.second.toStdString());
            REQUIRE(french.contains(key));
            CHECK(french.at(key).forms.size() == 2);
            CHECK_FALSE(french.at(key).unfinished);
        }
}

TEST_CASE("the house's voice") {
    for (const auto &[file, text] : texts()) {
        INFO(file.toStdString() << ": " << text.toStdString());
        CHECK_FALSE(text.contains('!'));
        CHECK_FALSE(
            text.contains(QRegularExpression("erreur|oups|veuillez", QRegularExpression::CaseInsensitiveOption)));
        CHECK_FALSE(text.contains(QRegularExpression("[^\u202f][?;]")));
        CHECK_FALSE(text.contains(QRegularExpression("[^\u00a0]:")));
        CHECK_FALSE(text.contains('\''));
    }
}
