import QtQuick
import QtTest
import Panier

TestCase {
    name: "Amount"
    when: windowShown
    width: 800
    height: 400
    visible: true

    Component {
        id: maker
        Amount {}
    }

    function digits(item: Item): var {
        const cells = item.children[0].children;
        const found = [];
        for (let i = 0; i < cells.length; ++i)
            if (cells[i].objectName === "digit")
                found.push(cells[i]);
        return found;
    }

    function test_digits_stand_in_equal_cells() {
        const amount = createTemporaryObject(maker, this, {
            text: "111,88 €"
        });
        const cells = digits(amount);
        compare(cells.length, 5);
        for (const cell of cells)
            compare(cell.width, cells[0].width);
    }

    function test_amounts_of_one_length_are_of_one_width() {
        const narrow = createTemporaryObject(maker, this, {
            text: "111,11 €"
        });
        const wide = createTemporaryObject(maker, this, {
            text: "888,88 €"
        });
        compare(narrow.implicitWidth, wide.implicitWidth);
    }
}
