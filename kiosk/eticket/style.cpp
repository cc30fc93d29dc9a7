#include "eticket/style.h"

namespace panier::eticket {

std::string_view styleSheet() {
    return R"css(
:root{color-scheme:light dark;
--mirror:#DCE5E1;--edge:#BFCDC6;--paper:#FFFFFF;--well:#F1F4F1;--line:#CDD3CF;--ink:#141A26;--ink2:#3F4755;
--accent:#2340C8;--good:#0B5D3B;--onGood:#FFFFFF;--goodText:#0A5636;--warn:#FFC640;--onWarn:#141A26;
--bad:#A31B16;--onBad:#FFFFFF;--badText:#94170F;--badWell:#FBE3E0}
@media (prefers-color-scheme:dark){:root{
--mirror:#222C39;--edge:#151C26;--paper:#10151D;--well:#19212C;--line:#364152;--ink:#F5F6F2;--ink2:#BEC7D2;
--accent:#9DBBFF;--good:#5CCB93;--onGood:#06150D;--goodText:#74D6A5;--warn:#FFC640;--onWarn:#141A26;
--bad:#FF8F82;--onBad:#2A0705;--badText:#FFA69B;--badWell:#411B19}}
*{box-sizing:border-box}
body,h1,h2,p,dl,dd,ul,table,pre{margin:0;padding:0}
body{background:var(--mirror);color:var(--ink);font:400 16px/24px Inter,system-ui,-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
main{max-width:560px;margin:0 auto;background:var(--paper)}
a{color:var(--accent)}
a:focus-visible{outline:3px solid currentColor;outline-offset:3px}
svg{display:block;flex:none}
h1 svg{width:36px;height:36px}
.band{position:relative;overflow:hidden;padding:8px 20px 28px;background:var(--ink);color:var(--paper)}
.band.good{background:var(--good);color:var(--onGood)}
.band.bad{background:var(--bad);color:var(--onBad)}
.band.warn{background:var(--warn);color:var(--onWarn)}
.mast{position:relative;display:flex;justify-content:space-between;align-items:center;gap:16px;min-height:48px}
.shop{font-weight:700;font-size:20px;letter-spacing:-.02em}
.tongues{display:flex;flex:none;gap:4px;margin-right:-8px}
.tongues>*{min-width:44px;padding:10px 8px;text-align:center;color:inherit}
.tongues>[aria-current]{font-weight:700}
.band h1{position:relative;display:flex;align-items:center;gap:10px;margin-top:20px;font-size:40px;line-height:44px;font-weight:600;letter-spacing:-.02em}
.band .say{position:relative;margin-top:8px;max-width:440px}
.band.good .say{max-width:170px}
.band .sum{position:relative;margin-top:20px;font-size:28px;line-height:36px;font-weight:600;letter-spacing:-.01em;
font-variant-numeric:tabular-nums}
.band .what{position:relative}
.bag{position:absolute;right:-8px;bottom:-44px;width:200px;height:222px}
.flag{position:sticky;top:0;z-index:1;padding:10px 20px;background:var(--bad);color:var(--onBad);font-weight:600;
border-top:2px solid var(--onBad)}
.untrusted{border-left:8px solid var(--bad)}
section{padding:24px 20px;overflow-x:auto;border-bottom:2px solid var(--line)}
section:last-child{border-bottom:0}
h2{font-size:20px;line-height:28px;font-weight:600;letter-spacing:-.01em;margin-bottom:8px}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:0}
th{text-align:left;font-weight:400}
thead th{font-size:14px;line-height:20px;color:var(--ink2);padding-bottom:4px}
tbody th,tbody td{padding-top:12px;padding-bottom:12px;border-top:2px solid var(--line);vertical-align:top}
.code{width:1%;padding-left:12px;padding-right:12px;text-align:center;white-space:nowrap;color:var(--ink2)}
.figure{width:1%;text-align:right;white-space:nowrap}
.name{display:block;font-weight:600}
.more{display:block;font-size:14px;line-height:20px;color:var(--ink2)}
.less{color:var(--goodText)}
tfoot th,tfoot td{border-top:2px solid var(--ink);font-weight:600}
.total{display:flex;justify-content:space-between;gap:16px;padding-top:12px;border-top:2px solid var(--ink);
font-size:22px;line-height:28px;font-weight:600;font-variant-numeric:tabular-nums}
.count{margin-top:4px;font-size:14px;line-height:20px;color:var(--ink2)}
.rates{font-size:14px;line-height:20px}
.rates tbody th,.rates tbody td{padding-top:8px;padding-bottom:8px}
.rates th{white-space:nowrap}
.rates .figure{width:auto;padding-left:8px}
.rates tfoot th,.rates tfoot td{padding-top:8px}
dl{display:grid;grid-template-columns:minmax(35%,1fr) auto;gap:4px 16px}
dt{color:var(--ink2)}
dd{text-align:right;font-variant-numeric:tabular-nums}
.well{background:var(--well)}
.checks{list-style:none}
.checks li{display:flex;gap:12px;padding:6px 0}
.checks .name{display:inline}
.checks svg{margin-top:2px;color:var(--goodText)}
.checks .broken svg,.checks .broken{color:var(--badText)}
.quiet{margin-top:12px;font-size:14px;line-height:20px;color:var(--ink2)}
pre{font:13px/18px ui-monospace,"DejaVu Sans Mono",Menlo,monospace;white-space:pre-wrap}
address{font-style:normal;margin-bottom:12px}
@media (min-width:600px){main{margin:32px auto;box-shadow:0 8px 0 var(--edge)}
.band,section,.flag{padding-left:32px;padding-right:32px}.bag{right:16px}.band.good .say{max-width:280px}}
@media print{:root{color-scheme:light;--paper:#FFFFFF;--mirror:#FFFFFF;--well:#FFFFFF;--line:#CDD3CF;--ink:#000000;
--ink2:#3F4755;--goodText:#0A5636;--badText:#94170F}
main{max-width:none;margin:0;box-shadow:none}.bag,.tongues{display:none}
.band,.band.good,.band.warn{background:#FFFFFF;color:#000000;border-bottom:2px solid #000000}
.band.bad,.flag{background:#FFFFFF;color:#94170F;border:4px solid #94170F}.flag{position:static}
body{font-size:13px;line-height:18px}section{break-inside:avoid;padding:10px 0}.band h1{font-size:28px;line-height:32px}
tbody th,tbody td{padding-top:4px;padding-bottom:4px}section.goods{break-inside:auto}tr{break-inside:avoid}}
)css";
}

std::string_view bagDrawing() {
    return R"svg(<svg class="bag" viewBox="0 0 560 620" aria-hidden="true" focusable="false">)svg"
           R"svg(<path fill="none" stroke="#8A5F36" stroke-width="16" d="M196 250V170C196 60 364 60 364 170V250"/>)svg"
           R"svg(<path fill="#4A6FAE" d="M96 150C96 118 120 104 148 104H214C242 104 262 120 262 150V330H96Z"/>)svg"
           R"svg(<path fill="#3D5F99" d="M96 168H262V196H96Z"/>)svg"
           R"svg(<path fill="none" stroke="#EDBB58" stroke-width="4" stroke-dasharray="10 8" d="M96 206H262"/>)svg"
           R"svg(<circle cx="179" cy="182" r="8" fill="#EDBB58"/>)svg"
           R"svg(<path fill="#FFFDF7" d="M226 206C226 168 250 150 284 150H340C376 150 396 170 396 206V340H226Z"/>)svg"
           R"svg(<path fill="#20305C" d="M226 200H396V214H226ZM226 234H396V248H226ZM229 178H393L395.500 186L396 188H226.500Z"/>)svg"
           R"svg(<path fill="#DE5540" d="M350 128C382 96 452 104 470 150L486 330H340Z"/>)svg"
           R"svg(<path fill="#C4432F" d="M420 118C462 124 474 150 480 186L500 318L446 330L428 210Z"/>)svg"
           R"svg(<path fill="#A93524" d="M500 318L446 330L452 362L506 348Z"/>)svg"
           R"svg(<path fill="#A93524" d="M346 132C372 104 404 100 424 110L418 130C396 122 374 130 360 148Z"/>)svg"
           R"svg(<path fill="#FBEBD3" d="M366 186l9-9 9 9-9 9ZM392 182l9-9 9 9-9 9Z"/>)svg"
           R"svg(<path fill="#E5A82E" d="M70 214L118 196L150 330H96Z"/>)svg"
           R"svg(<path fill="#CB8F1C" d="M70 214L118 196L127 234L80 250Z"/>)svg"
           R"svg(<path fill="#C9955E" d="M72 250H488L516 600H44Z"/>)svg"
           R"svg(<path fill="#B07D48" d="M488 250L516 600H430L412 250Z"/>)svg"
           R"svg(<path fill="#B07D48" d="M72 250H488L490.200 278H69.800Z"/>)svg"
           R"svg(<path fill="#C4432F" d="M448 250H487L504 340L455 352Z"/>)svg"
           R"svg(<path fill="#A93524" d="M455 352L504 340L510 372L461 384Z"/>)svg"
           R"svg(<path fill="none" stroke="#8A5F36" stroke-width="16" d="M180 300V226C180 130 332 130 332 226V300"/>)svg"
           R"svg(<path fill="#8A5F36" d="M166 296H194V322H166ZM318 296H346V322H318Z"/>)svg"
           R"svg(<path fill="#FBEBD3" d="M176 440H316L300 520H192ZM200 434C200 356 292 356 292 434H274C274 380 218 380 218 434Z"/>)svg"
           "</svg>";
}

std::string_view checkIcon() {
    return R"svg(<svg width="20" height="20" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path fill="none" )svg"
           R"svg(stroke="currentColor" stroke-width="6" stroke-linecap="round" d="M8 26l10 10L40 12"/></svg>)svg";
}

std::string_view crossIcon() {
    return R"svg(<svg width="20" height="20" viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path fill="none" )svg"
           R"svg(stroke="currentColor" stroke-width="6" stroke-linecap="round" d="M12 12L36 36M36 12L12 36"/></svg>)svg";
}

} // namespace panier::eticket
