import QtQuick
import QtTest
import Panier

TestCase {
    id: testCase

    name: "Tally"
    when: windowShown
    width: 984
    height: 600
    visible: true

    Component {
        id: maker
        Tally {
            width: testCase.width
            spoken: count + " articles"
            onWanted: units => count = units
        }
    }

    function find(item: Item, name: string): Item {
        for (let i = 0; i < item.children.length; ++i) {
            const child = item.children[i];
            if (child.Accessible.name === name)
                return child;
            const deeper = find(child, name);
            if (deeper !== null)
                return deeper;
        }
        return null;
    }

    function test_keys_are_large_and_count() {
        const made = createTemporaryObject(maker, testCase);
        for (const key of ["Un de plus", "Un de moins", "5 de plus", "5 de moins"]) {
            const tap = find(made, key);
            verify(tap !== null, key);
            verify(tap.height >= Theme.size.buttonPrimaryMin, key);
            verify(tap.width >= Theme.size.button, key);
        }
        mouseClick(find(made, "5 de plus"));
        mouseClick(find(made, "Un de plus"));
        compare(made.count, 6);
        verify(find(made, "6 articles") !== null);
        mouseClick(find(made, "Un de moins"));
        compare(made.count, 5);
    }

    function test_stays_between_nothing_and_its_most() {
        const made = createTemporaryObject(maker, testCase, {
            count: 3
        });
        mouseClick(find(made, "5 de moins"));
        compare(made.count, 0);
        mouseClick(find(made, "Un de moins"));
        compare(made.count, 0);
        made.count = made.most;
        mouseClick(find(made, "Un de plus"));
        compare(made.count, made.most);
    }
}
