import QtQuick
import QtTest
import Panier

TestCase {
    id: testCase

    name: "LineRow"
    when: windowShown
    width: 1080
    height: 400
    visible: true

    Component {
        id: maker
        LineRow {
            width: testCase.width
            height: implicitHeight
            label: "Miel"
            detail: "Pot de 250 g"
            quantity: 2
            priceMinor: 1480
            onToggled: open = !open
        }
    }
    SignalSpy {
        id: units
        signalName: "unitsWanted"
    }
    SignalSpy {
        id: removed
        signalName: "removed"
    }

    function find(item: Item, name: string): Item {
        for (let i = 0; i < item.children.length; ++i) {
            const child = item.children[i];
            if (child.visible && child.Accessible.name === name)
                return child;
            const deeper = find(child, name);
            if (deeper !== null)
                return deeper;
        }
        return null;
    }

    function test_opens_in_place() {
        const line = createTemporaryObject(maker, testCase);
        const height = line.height;
        verify(find(line, "Retirer") === null);
        mouseClick(line, Theme.layout.textStart, height / 2);
        verify(line.open);
        compare(line.height, height);
        units.target = line;
        removed.target = line;
        mouseClick(find(line, "Un de plus, Miel"));
        compare(units.signalArguments[0][0], 3);
        mouseClick(find(line, "Un de moins, Miel"));
        compare(units.signalArguments[1][0], 1);
        mouseClick(find(line, "Retirer"));
        compare(removed.count, 1);
    }

    function test_tagged_articles_are_taken_off_the_tray() {
        const line = createTemporaryObject(maker, testCase, {
            trayUnits: 2,
            open: true
        });
        verify(find(line, "Retirer") === null);
    }

    function test_says_quantity_and_price() {
        const line = createTemporaryObject(maker, testCase);
        compare(line.spoken, "2 × Miel, " + Say.money(1480));
        verify(find(line, line.spoken) !== null);
    }
}
