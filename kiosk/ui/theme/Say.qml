pragma Singleton
import QtQuick

// How amounts, counts and times are written in the screen's language.
QtObject {
    property string language: "fr"

    readonly property string nbsp: "\u00a0"

    // Minor units as a person writes them: "132,81 €", "€132.81".
    function money(minor: real): string {
        const sign = minor < 0 ? "\u2212" : "";
        const digits = String(Math.abs(Math.round(minor))).padStart(3, "0");
        let units = digits.slice(0, -2);
        for (let end = units.length - 3; end > 0; end -= 3)
            units = units.slice(0, end) + (language === "fr" ? "\u202f" : ",") + units.slice(end);
        const cents = digits.slice(-2);
        return language === "fr" ? sign + units + "," + cents + nbsp + "€" : sign + "€" + units + "." + cents;
    }

    function percentOff(percent: int): string {
        return "\u2212" + percent + (language === "fr" ? nbsp : "") + "%";
    }

    // Milliseconds since 1970 as the clock on the wall: "14 h 32", "14:32".
    function clock(ms: real): string {
        const at = new Date(ms);
        const minutes = String(at.getMinutes()).padStart(2, "0");
        return at.getHours() + (language === "fr" ? nbsp + "h" + nbsp : ":") + minutes;
    }

    // Milliseconds as tenths of a second: "0,2 s", "12,4 s".
    function moment(ms: real): string {
        return (Math.round(ms / 100) / 10).toFixed(1).replace(".", language === "fr" ? "," : ".") + nbsp + "s";
    }

    // "40 s", "2 min", "2 min 40".
    function lasting(seconds: int, exact: bool): string {
        if (seconds < 60)
            return seconds + nbsp + "s";
        const minutes = Math.floor(seconds / 60);
        const rest = seconds % 60;
        return minutes + nbsp + "min" + (exact && rest > 0 ? nbsp + String(rest).padStart(2, "0") : "");
    }
}
