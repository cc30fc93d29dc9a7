import QtQuick
import QtTest
import Panier

// `heard` is made by the test's program: antenna 1 in two runs and antenna 2 once, of which the last is off the scale.
TestCase {
    id: testCase

    name: "SignalPlot"

    readonly property SignalView told: heard
    when: windowShown
    width: 984
    height: 480
    visible: true

    Component {
        id: maker
        SignalPlot {
            width: testCase.width
            height: testCase.height
            tag: testCase.told
            about: "Besace en toile"
        }
    }

    function test_says_what_it_draws() {
        const made = createTemporaryObject(maker, testCase);
        compare(made.Accessible.role, Accessible.Chart);
        compare(made.Accessible.name, "Besace en toile. Antenne 1\u00a0: \u221248\u00a0dBm, lue il y a 0,1\u00a0s. "
                + "Antenne 2\u00a0: \u2212110\u00a0dBm, lue il y a 12,4\u00a0s");
        Say.language = "en";
        verify(made.Accessible.name.includes("12.4\u00a0s"));
        Say.language = "fr";
    }

    function test_every_point_lies_in_the_chart() {
        const made = createTemporaryObject(maker, testCase);
        verify(made.chartHeight > 200);
        for (const series of told.series)
            for (const run of series.runs)
                for (const point of made.drawn(run)) {
                    verify(point.x >= 0 && point.x <= made.chartWidth);
                    verify(point.y >= 0 && point.y <= made.chartHeight);
                }
        fuzzyCompare(made.drawn(told.series[1].runs[0])[0].y, made.chartHeight, 0.01);
    }

    function test_a_lone_reading_is_as_wide_as_its_step() {
        const made = createTemporaryObject(maker, testCase);
        const lone = made.drawn(told.series[1].runs[0]);
        compare(lone.length, 2);
        fuzzyCompare(lone[1].x - lone[0].x, made.chartWidth * told.stepMs / told.spanMs, 0.01);
        compare(made.drawn(told.series[0].runs[0]).length, 2);
        compare(told.series[0].runs.length, 2);
    }

    function test_marks_differ_without_colour() {
        const made = createTemporaryObject(maker, testCase);
        const corners = [0, 1, 2, 3].map(style => made.outline(style, 0, 0, 20).length);
        compare(corners[0] > corners[1] && corners[1] > corners[2], true);
        verify(made.outline(1, 0, 0, 20)[0].x !== made.outline(3, 0, 0, 20)[0].x);
        compare(made.own.dashes.length, 4);
    }

    function test_silence_is_said() {
        const made = createTemporaryObject(maker, testCase, {
            tag: silent
        });
        compare(made.Accessible.name, "Besace en toile. Pas lue depuis 30\u00a0s");
    }
}
