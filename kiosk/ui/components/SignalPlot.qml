pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Panier

// How one tag was heard lately: a line an antenna, each with its own dash and mark, over time and dBm. Where the tag was
// not read the line is broken. It is drawn anew when its data changes, and at no other time.
Item {
    id: plot

    required property SignalView tag
    property string about // what is heard, for who doesn't see it

    readonly property var own: Theme.part.signal
    readonly property real chartWidth: width - own.label
    readonly property real chartHeight: height - legend.height - Theme.type.label.line - own.gap
    readonly property string spoken: about + ". " + (tag.series.length === 0 ? silence.text : plot.said(tag.series))
    readonly property string nbsp: "\u00a0"

    function said(all: var): string {
        return all.map(series => plot.named(series) + nbsp + ": " + plot.heard(series)).join(". ");
    }
    function named(series: var): string {
        return series.antenna > 0 ? qsTr("Antenne %1").arg(series.antenna) : qsTr("Antenne");
    }
    function decibels(dbm: int): string {
        return (dbm < 0 ? "\u2212" : "") + Math.abs(dbm) + nbsp + "dBm";
    }
    function heard(series: var): string {
        return decibels(series.dbm) + ", " + qsTr("lue il y a %1").arg(Say.moment(series.msAgo));
    }
    function across(msAgo: real): real {
        return chartWidth * (1 - msAgo / tag.spanMs);
    }
    function down(dbm: real): real {
        const share = (tag.highDbm - dbm) / Math.max(1, tag.highDbm - tag.lowDbm);
        return chartHeight * Math.max(0, Math.min(1, share));
    }
    // A lone reading is as wide as its step, or it would be no line.
    function drawn(run: var): var {
        const half = run.length > 1 ? 0 : tag.stepMs / 2;
        const points = run.map(point => Qt.point(across(point.x + half), down(point.y)));
        return half > 0 ? points.concat([Qt.point(across(run[0].x - half), down(run[0].y))]) : points;
    }

    // The mark of one antenna as a closed line around a point: a disc, a square, a triangle or a diamond, so that colour
    // need not say it.
    function outline(style: int, x: real, y: real, side: real): var {
        const corners = [12, 4, 3, 4][style];
        const turn = style === 1 ? Math.PI / 4 : 0;
        const points = [];
        for (let corner = 0; corner <= corners; ++corner) {
            const angle = turn + 2 * Math.PI * corner / corners;
            points.push(Qt.point(x + Math.sin(angle) * side / 2, y - Math.cos(angle) * side / 2));
        }
        return points;
    }
    // A small mark where a run ends, a large one at the last reading.
    function marks(series: var): var {
        const last = series.runs.length - 1;
        return series.runs.map((run, index) => {
            const point = run[run.length - 1];
            return outline(series.style, across(point.x), down(point.y), index === last ? own.mark : own.markSmall);
        });
    }

    Accessible.role: Accessible.Chart
    Accessible.name: spoken

    Rectangle {
        width: parent.width
        height: Theme.shape.stroke
        color: Theme.color.staffLine
    }
    Rectangle {
        y: plot.chartHeight - height
        width: parent.width
        height: Theme.shape.stroke
        color: Theme.color.staffLine
    }
    Rectangle {
        x: plot.chartWidth
        width: Theme.shape.hairline
        height: plot.chartHeight
        color: Theme.color.staffLine
    }

    Repeater {
        model: [
            {
                dbm: plot.tag.trayDbm,
                text: qsTr("Sur le plateau")
            },
            {
                dbm: plot.tag.strayDbm,
                text: qsTr("À côté")
            }
        ]

        Item {
            id: level

            required property var modelData
            required property int index

            // The two labels never meet, however close their levels are.
            readonly property real reach: (index === 0 ? -1 : 1) * label.height / 2
            readonly property real middle: (plot.down(plot.tag.trayDbm) + plot.down(plot.tag.strayDbm)) / 2

            y: plot.down(modelData.dbm)

            Rectangle {
                width: plot.chartWidth
                height: Theme.shape.hairline
                color: Theme.color.staffLine
            }
            Column {
                id: label
                x: plot.chartWidth + plot.own.labelGap
                y: (level.index === 0 ? Math.min(level.y, level.middle + level.reach)
                                      : Math.max(level.y, level.middle + level.reach)) - level.y - height / 2

                Words {
                    text: level.modelData.text
                    color: Theme.color.onStaff
                }
                Words {
                    text: plot.decibels(level.modelData.dbm)
                    color: Theme.color.onStaff2
                }
            }
        }
    }

    Repeater {
        model: plot.tag.series

        Item {
            id: line

            required property var modelData

            readonly property color ink: Theme.color[plot.own.colors[modelData.style]]

            Shape {
                width: plot.chartWidth
                height: plot.chartHeight

                ShapePath {
                    fillColor: "transparent"
                    strokeColor: line.ink
                    strokeWidth: Theme.shape.stroke
                    strokeStyle: line.modelData.style === 0 ? ShapePath.SolidLine : ShapePath.DashLine
                    dashPattern: plot.own.dashes[line.modelData.style]
                    capStyle: ShapePath.FlatCap
                    joinStyle: ShapePath.RoundJoin
                    PathMultiline {
                        paths: line.modelData.runs.map(run => plot.drawn(run))
                    }
                }
                ShapePath {
                    fillColor: line.ink
                    strokeColor: "transparent"
                    PathMultiline {
                        paths: plot.marks(line.modelData)
                    }
                }
            }
        }
    }
    Words {
        id: silence
        visible: plot.tag.series.length === 0
        x: Math.round((plot.chartWidth - width) / 2)
        y: Math.round((plot.chartHeight - height) / 2)
        color: Theme.color.onStaff
        text: qsTr("Pas lue depuis %1").arg(Say.lasting(plot.tag.spanMs / 1000, false))
    }

    Words {
        y: plot.chartHeight
        color: Theme.color.onStaff
        text: qsTr("il y a %1").arg(Say.lasting(plot.tag.spanMs / 1000, false))
    }
    Words {
        x: plot.chartWidth - width
        y: plot.chartHeight
        color: Theme.color.onStaff
        text: qsTr("maintenant")
    }

    Grid {
        id: legend

        readonly property real cell: (plot.width - (columns - 1) * columnSpacing) / columns

        y: plot.height - height
        columns: Theme.portrait ? 2 : 1
        columnSpacing: Theme.space.xl

        Repeater {
            model: plot.tag.series

            Item {
                id: entry

                required property var modelData

                readonly property color ink: Theme.color[plot.own.colors[modelData.style]]

                width: legend.cell
                height: Theme.type.label.line

                Shape {
                    width: plot.own.sample
                    height: parent.height

                    ShapePath {
                        strokeColor: entry.ink
                        strokeWidth: Theme.shape.stroke
                        strokeStyle: entry.modelData.style === 0 ? ShapePath.SolidLine : ShapePath.DashLine
                        dashPattern: plot.own.dashes[entry.modelData.style]
                        capStyle: ShapePath.FlatCap
                        startX: 0
                        startY: entry.height / 2
                        PathLine {
                            x: plot.own.sample
                            y: entry.height / 2
                        }
                    }
                    ShapePath {
                        fillColor: entry.ink
                        strokeColor: "transparent"
                        PathMultiline {
                            paths: [plot.outline(entry.modelData.style, plot.own.sample - plot.own.mark / 2,
                                                 entry.height / 2, plot.own.mark)]
                        }
                    }
                }
                Words {
                    x: plot.own.sample + plot.own.sampleGap
                    color: Theme.color.onStaff
                    text: plot.named(entry.modelData)
                }
                Words {
                    x: parent.width - width
                    color: Theme.color.onStaff2
                    text: plot.decibels(entry.modelData.dbm)
                }
            }
        }
        Words {
            visible: plot.tag.weaker > 0
            color: Theme.color.onStaff2
            text: qsTr("et %1 plus faibles").arg(plot.tag.weaker)
        }
    }
}
