import QtQuick
import QtTest
import Panier

TestCase {
    id: testCase

    name: "Unsure"
    when: windowShown
    width: 1080
    height: 700
    visible: true

    Component {
        id: row
        UnsureRow {
            width: testCase.width
            height: implicitHeight
        }
    }
    Component {
        id: spot
        Spot {
            side: 324
        }
    }
    SignalSpy {
        id: notMine
        signalName: "notMine"
    }

    function cleanup() {
        Theme.reduced = false;
    }

    function test_row_has_the_designs_height_and_says_what_to_do() {
        const made = createTemporaryObject(row, testCase, {
            label: "Besace en toile",
            priceMinor: 3495
        });
        compare(made.height, 140);
        compare(made.Accessible.name, "Besace en toile, " + Say.money(3495) + ", à confirmer. À déplacer un peu");
    }

    function test_unknown_article_has_neither_name_nor_price() {
        const made = createTemporaryObject(row, testCase);
        compare(made.Accessible.name, "Un article, à confirmer. Déplacez-le un peu");
        notMine.target = made;
        mouseClick(made, made.width * 0.65, made.height / 2);
        compare(notMine.count, 1);
    }

    function test_spot_nudges_three_times_and_stands() {
        const made = createTemporaryObject(spot, testCase);
        const seen = [];
        made.beatChanged.connect(() => seen.push(made.shift));
        verify(made.nudging);
        tryCompare(made, "beat", 6, 6 * Theme.motion.nudge.durationMs + 3000);
        verify(!made.nudging);
        compare(seen, [8, 0, 8, 0, 8, 0]);
        made.visible = false;
        made.visible = true; // unsure again
        compare(made.beat, 0);
        verify(made.nudging);
    }

    function test_spot_stands_still_when_motion_is_reduced() {
        Theme.reduced = true;
        const made = createTemporaryObject(spot, testCase);
        verify(!made.nudging);
        compare(made.shift, 0);
    }
}
