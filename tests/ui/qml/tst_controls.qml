import QtQuick
import QtTest
import Panier

TestCase {
    id: testCase

    name: "Controls"
    when: windowShown
    width: 1080
    height: 1080
    visible: true

    Component {
        id: button
        Button {
            text: "Rester"
        }
    }
    Component {
        id: segmented
        Segmented {
            texts: ["Non", "1", "2", "3"]
        }
    }
    Component {
        id: pinPad
        PinPad {
            width: 900
        }
    }
    Component {
        id: countdown
        Countdown {}
    }
    Component {
        id: utilityBar
        UtilityBar {
            property int acted: 0

            width: testCase.width
            items: [
                {
                    icon: "clock",
                    text: "Suspendre",
                    off: "en paiement",
                    act: () => acted += 1
                },
                {
                    icon: "door",
                    text: "Sortir",
                    act: () => acted += 10
                }
            ]
        }
    }
    SignalSpy {
        id: spy
    }

    function test_button_is_large_enough_and_presses() {
        const made = createTemporaryObject(button, testCase);
        verify(made.height >= Theme.size.targetMin);
        verify(made.width >= Theme.size.targetMin);
        spy.signalName = "clicked";
        spy.target = made;
        spy.clear();
        mouseClick(made);
        made.forceActiveFocus();
        keyClick(Qt.Key_Space);
        compare(spy.count, 2);
    }

    function test_segmented_picks_and_waits_to_be_told() {
        const made = createTemporaryObject(segmented, testCase);
        spy.signalName = "picked";
        spy.target = made;
        spy.clear();
        mouseClick(made, made.width - Theme.part.segment.min / 2, made.height / 2);
        compare(spy.signalArguments[0][0], 3);
        compare(made.current, 0);
    }

    function test_pin_pad_types_and_stops_at_its_longest() {
        const made = createTemporaryObject(pinPad, testCase);
        for (const key of ["1", "2", "3", "back", "9"])
            made.press(key);
        compare(made.typed, "129");
        for (let i = 0; i < 40; ++i)
            made.press("7");
        compare(made.typed.length, made.longest);
    }

    function test_countdown_share_stays_between_nothing_and_all() {
        const made = createTemporaryObject(countdown, testCase, {
            seconds: 90,
            whole: 45
        });
        compare(made.share, 1);
        made.seconds = 0;
        compare(made.share, 0);
        made.seconds = 15;
        fuzzyCompare(made.share, 1 / 3, 0.001);
    }

    function test_control_that_would_do_nothing_says_why() {
        const made = createTemporaryObject(utilityBar, testCase);
        mouseClick(made, made.width / 4, made.height / 2);
        compare(made.acted, 0);
        mouseClick(made, made.width * 3 / 4, made.height / 2);
        compare(made.acted, 10);
        const off = made.children[0].children[0];
        verify(!off.enabled);
        compare(off.Accessible.name, "Suspendre");
        compare(off.Accessible.description, "indisponible, en paiement");
        compare(made.children[0].children[1].Accessible.description, "");
    }
}
