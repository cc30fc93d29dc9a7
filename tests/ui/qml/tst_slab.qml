import QtQuick
import QtTest
import Panier

TestCase {
    id: testCase

    name: "Slab"
    when: windowShown
    width: 1080
    height: 300
    visible: true

    Component {
        id: maker
        Slab {
            width: testCase.width
            means: "Par carte"
            verb: "Payer"
            about: "Total, 0 article"
            amount: "0,00 €"
        }
    }
    SignalSpy {
        id: spy
        signalName: "clicked"
    }

    function init() {
        Theme.reduced = true;
        spy.clear();
    }
    function cleanup() {
        Theme.reduced = false;
    }

    function test_is_never_dead() {
        const slab = createTemporaryObject(maker, testCase);
        verify(slab.enabled);
        spy.target = slab;
        mouseClick(slab);
        compare(spy.count, 1);
        slab.forceActiveFocus();
        keyClick(Qt.Key_Return);
        compare(spy.count, 2);
    }

    function test_sinks_when_pressed() {
        const slab = createTemporaryObject(maker, testCase);
        const face = findChild(slab, "face");
        compare(face.y, 0);
        mousePress(slab);
        compare(face.y, Theme.elevation.edge);
        mouseRelease(slab);
        compare(face.y, 0);
    }

    function test_says_its_amount() {
        const slab = createTemporaryObject(maker, testCase);
        compare(slab.Accessible.name, "Payer, 0,00 €");
        compare(slab.Accessible.role, Accessible.Button);
    }
}
