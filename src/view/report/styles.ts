// The one style sheet of the report: light and dark by the reader's setting, narrow screens, print. No colour carries a meaning
// alone: alerts are also diamonds, verdicts also words.

export const STYLES = `
:root{color-scheme:light dark;--paper:#fbfbf9;--card:#fff;--ink:#1b2430;--soft:#55606e;--line:#dfe3e8;--faint:#f0f2f4;
--sea:#f3f6f9;--land:#dde3e6;--border:#fff;--blue:#1f6aa5;--blue-ink:#174f7c;
--h1:#d9e7f3;--h2:#a9cbe4;--h3:#6fa6cf;--h4:#357fb5;--h5:#0f4f85;
--alert:#b8420a;--alert-fill:#d9540f;--alert-wash:#fdf1ea;--confirmed:#8c1d40;--closed:#66707c;--focus:#1f6aa5}
@media (prefers-color-scheme:dark){:root{--paper:#11151a;--card:#181e25;--ink:#e4e8ed;--soft:#a0abb8;--line:#2c353f;--faint:#1f262e;
--sea:#141a21;--land:#2a333d;--border:#141a21;--blue:#66aee3;--blue-ink:#8cc4ee;
--h1:#1d3345;--h2:#23506f;--h3:#2f76a6;--h4:#52a0d6;--h5:#a6d5f7;
--alert:#ff9a5c;--alert-fill:#ff8438;--alert-wash:#2b1d14;--confirmed:#f58bab;--closed:#98a3af;--focus:#8cc4ee}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;background:var(--paper);color:var(--ink);
-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:76rem;padding:2rem 1.5rem 4rem;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.2;margin:0;letter-spacing:-.01em}
h1{font-size:2rem;font-weight:650}h2{font-size:1.35rem;font-weight:650}h3{font-size:1.05rem;font-weight:600}
p{margin:.5rem 0;max-width:46rem}
a{color:var(--blue-ink)}
a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
svg a:focus-visible{outline:none}svg a:focus-visible .mark{stroke:var(--ink);stroke-width:3}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem}
.kicker{color:var(--soft);font-size:.8rem;font-weight:600;letter-spacing:.09em;text-transform:uppercase;margin:0 0 .35rem}
.window{color:var(--soft);margin:.4rem 0 0}
.lead{font-size:1.1rem;margin-top:1rem}
nav{margin:1.25rem 0 0;border-bottom:1px solid var(--line)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0 0 .75rem}
nav a{text-decoration:none;font-size:.95rem;padding:.15rem 0}nav a:hover{text-decoration:underline}
section{margin-top:2.75rem}
section>h2{padding-bottom:.1rem}
.note{color:var(--soft);font-size:.92rem;margin:.3rem 0 .9rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.25rem,1fr));gap:.75rem;margin:1.25rem 0 0;padding:0;list-style:none}
.figures li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.8rem .95rem}
.figures b{display:block;font-size:1.75rem;line-height:1.15;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.02em}
.figures span{color:var(--soft);font-size:.85rem}
.figures .hot{border-color:var(--alert);background:var(--alert-wash)}.figures .hot b{color:var(--alert)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:.9rem 0;break-inside:avoid}
.card.open{border-left:5px solid var(--alert-fill)}.card.confirmed{border-left:5px solid var(--confirmed)}
.card header,.card summary{color:var(--ink)}.card .who{font-size:1.1rem;margin:0 .25rem}.card .when{color:var(--soft);font-size:.9rem;margin:0 .25rem}
details.card{padding:.6rem 1.25rem;margin:.5rem 0}details.card[open]{padding-bottom:1.1rem}details.card .who{font-size:1rem}
h3{margin-top:1.5rem}.card>h3{margin:0}
.no{display:inline-block;min-width:1.6em;text-align:center;border-radius:1em;background:var(--alert-fill);color:#1b0d04;font-weight:700;font-size:.85rem;padding:.05em .45em}
.closed .no,.confirmed .no{background:var(--faint);color:var(--ink);outline:1px solid var(--line)}
.tag{font-size:.82rem;font-weight:600;border:1px solid currentColor;border-radius:1em;padding:.03em .65em;white-space:nowrap}
.tag.open{color:var(--alert)}.tag.confirmed{color:var(--confirmed)}.tag.dismissed,.tag.muted,.tag.plain{color:var(--closed)}
.id{font:600 .85rem ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;color:var(--soft)}
code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;background:var(--faint);border-radius:4px;padding:.12em .35em}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.7rem 0 0}
.facts dt{color:var(--soft);font-size:.9rem}.facts dd{margin:0}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 2rem}
ul.why{margin:.4rem 0 0;padding-left:1.15rem}ul.why li{margin:.2rem 0}
h4{font-size:.8rem;text-transform:uppercase;letter-spacing:.07em;color:var(--soft);margin:.9rem 0 0;font-weight:600}
.gauge{display:block;width:100%;max-width:22rem;height:26px;margin-top:.5rem}
figure{margin:.6rem 0 0;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.75rem;break-inside:avoid}
figcaption{color:var(--soft);font-size:.88rem;padding:.6rem .25rem .1rem}
.wide{overflow-x:auto;border-radius:8px}
.wide svg{display:block;width:100%;height:auto}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;margin:0;padding:0}
.legend li{display:inline-flex;align-items:center;gap:.45rem}
.legend svg{flex:none}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;fill:var(--soft);unicode-bidi:isolate}
.sea{fill:var(--sea)}.land{fill:var(--land)}.borders{fill:none;stroke:var(--border);stroke-width:.7}
.graticule{fill:none;stroke:var(--line);stroke-width:.5}
.spot{fill:var(--blue);fill-opacity:.5;stroke:var(--blue);stroke-width:1}
.spot.vague{fill-opacity:.12;stroke-dasharray:3 2}
.spot.failed{fill:none;stroke:var(--closed)}
.way{fill:none;stroke:var(--blue);stroke-opacity:.45;stroke-linecap:round}
.leap{fill:none;stroke:var(--alert-fill);stroke-width:1.8;stroke-dasharray:5 4;stroke-linecap:round}
.label{fill:var(--ink);paint-order:stroke;stroke:var(--sea);stroke-width:3px;stroke-linejoin:round}
.frame{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:4 3}
.mark{fill:var(--alert-fill);stroke:var(--card);stroke-width:1.5}
.mark.confirmed{fill:var(--confirmed)}.mark.dismissed,.mark.muted{fill:var(--card);stroke:var(--closed);stroke-width:2}
.on-mark{fill:#1b0d04;font-weight:700;font-size:11px;text-anchor:middle;pointer-events:none}
.confirmed+.on-mark{fill:var(--card)}.dismissed+.on-mark,.muted+.on-mark{fill:var(--ink)}
.c0{fill:var(--faint)}.c1{fill:var(--h1)}.c2{fill:var(--h2)}.c3{fill:var(--h3)}.c4{fill:var(--h4)}.c5{fill:var(--h5)}
.axis{stroke:var(--line);stroke-width:1}.limit{fill:none;stroke:var(--alert-fill);stroke-width:1.6}
.dot{fill:var(--h4);fill-opacity:.75}.dot.learning{fill:none;stroke:var(--h4)}
.track{fill:var(--faint)}.fill{fill:var(--h4)}.fill.over{fill:var(--alert-fill)}
.ink{stroke:var(--ink);stroke-width:2}
.end{text-anchor:end}.middle{text-anchor:middle}
.scroll{overflow:auto;max-height:34rem;margin:.6rem 0 0;border:1px solid var(--line);border-radius:10px;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.7rem .8rem .35rem}
th,td{text-align:left;vertical-align:top;padding:.42rem .8rem;border-top:1px solid var(--line);overflow-wrap:break-word}
thead th{position:sticky;top:0;background:var(--card);border-top:0;color:var(--soft);font-weight:600;font-size:.84rem;line-height:1.3;vertical-align:bottom}
tbody th{font-weight:600}
td.n,th.n{text-align:right}td.n,td.t{white-space:nowrap}td.wrap{min-width:20rem}td{min-width:4.5rem}td.n{min-width:0}
tr.hot td:first-child,tr.hot th:first-child{box-shadow:inset 4px 0 var(--alert-fill)}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}th button:hover{text-decoration:underline}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
.filter{display:flex;gap:.6rem;align-items:center;margin:.7rem 0 0;font-size:.92rem;color:var(--soft)}
.filter input{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:8px;padding:.3rem .6rem;min-width:0;width:16rem}
.more{color:var(--soft);font-size:.9rem;margin:.5rem .2rem 0}
.habits{grid-template-columns:repeat(auto-fit,minmax(min(29rem,100%),1fr))}.percent{display:inline-block;min-width:2.6em}.hours{max-width:32rem}
.share{display:inline-block;width:4.5rem;height:8px;margin-right:.6em}
details{margin:.7rem 0}summary{cursor:pointer;color:var(--blue-ink)}
.warn{color:var(--alert);font-weight:600}
.good{color:var(--soft)}
footer{margin-top:3.5rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.88rem}
@media (max-width:44rem){body{padding:1.25rem 1rem 3rem}h1{font-size:1.55rem}.card{padding:.9rem 1rem}.wide svg{min-width:52rem}
.figures{grid-template-columns:repeat(2,1fr)}.facts{grid-template-columns:1fr;gap:0}.facts dt{margin-top:.4rem}figure{padding:.5rem}}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--faint:#f0f0f0;--sea:#f6f8fa;--land:#dde3e6;--border:#fff;
--blue:#1f6aa5;--blue-ink:#174f7c;--h1:#d9e7f3;--h2:#a9cbe4;--h3:#6fa6cf;--h4:#357fb5;--h5:#0f4f85;--alert:#a63a06;--alert-fill:#d9540f;--alert-wash:#fff;--confirmed:#8c1d40;--closed:#555}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}html{font-size:11px}body{max-width:none;padding:0}nav,.filter,.skip{display:none}
section{margin-top:1.6rem}h2,h3,caption{break-after:avoid}tr,.card,figure{break-inside:avoid}thead{display:table-header-group}.wide,.scroll{overflow:visible;max-height:none}thead th{position:static}
a{color:inherit;text-decoration:none}details::details-content{content-visibility:visible;block-size:auto}}
`;
