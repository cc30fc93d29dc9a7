import QtQuick
import QtTest
import Panier

TestCase {
    name: "Say"

    function cleanup() {
        Say.language = "fr";
    }

    function test_money_data() {
        return [
            {
                minor: 0,
                fr: "0,00\u00a0€",
                en: "€0.00"
            },
            {
                minor: 5,
                fr: "0,05\u00a0€",
                en: "€0.05"
            },
            {
                minor: 13281,
                fr: "132,81\u00a0€",
                en: "€132.81"
            },
            {
                minor: 123456789,
                fr: "1\u202f234\u202f567,89\u00a0€",
                en: "€1,234,567.89"
            },
            {
                minor: -20,
                fr: "\u22120,20\u00a0€",
                en: "\u2212€0.20"
            }
        ];
    }

    function test_money(row) {
        Say.language = "fr";
        compare(Say.money(row.minor), row.fr);
        Say.language = "en";
        compare(Say.money(row.minor), row.en);
    }

    function test_lasting() {
        compare(Say.lasting(40, true), "40\u00a0s");
        compare(Say.lasting(160, true), "2\u00a0min\u00a040");
        compare(Say.lasting(160, false), "2\u00a0min");
        compare(Say.lasting(125, true), "2\u00a0min\u00a005");
    }
}
