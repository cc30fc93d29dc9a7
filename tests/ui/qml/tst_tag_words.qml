import QtQuick
import QtTest
import Panier

// Each strange tag has a fact and a gesture of its own, for one and for several.
TestCase {
    id: testCase

    name: "TagWords"

    readonly property var kinds: [KioskView.SoldTag, KioskView.ForeignTag, KioskView.UnknownTag, KioskView.ClaimedTag]

    TagWords {
        id: words
    }

    function test_each_has_its_own() {
        const facts = new Set();
        for (const kind of kinds)
            for (const count of [1, 3]) {
                const fact = words.fact(kind, count, "");
                verify(fact !== "");
                verify(words.gesture(kind, count, "Karim") !== "");
                compare(fact.includes("3"), count === 3);
                facts.add(fact);
            }
        compare(facts.size, 2 * kinds.length);
        compare(words.fact(KioskView.AgeCheck, 1, ""), "");
    }

    function test_who_has_it_and_who_comes() {
        verify(words.fact(KioskView.ClaimedTag, 1, "caisse 2").endsWith("caisse 2"));
        verify(words.gesture(KioskView.ClaimedTag, 1, "Karim").includes("Karim"));
        verify(words.gesture(KioskView.UnknownTag, 2, "Karim").includes("Karim"));
    }

    function test_what_only_the_camera_sees() {
        verify(words.uncountedFact(1) !== words.uncountedFact(2));
        verify(words.uncountedFact(2).includes("2"));
        verify(words.uncountedGesture(1) !== words.uncountedGesture(2));
    }

    function test_a_count_that_differs() {
        const said = [7, 6, 4, 3].map(counted => words.countGesture(counted, 5));
        compare(new Set(said).size, 4);
        verify(said[0].includes("manque") && said[1].includes("manque"));
        verify(said[2].includes("de trop") && said[3].includes("de trop"));
        verify(words.countFact(6, 5).includes("6") && words.countFact(6, 5).includes("5"));
    }
}
