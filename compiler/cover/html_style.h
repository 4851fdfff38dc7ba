// How the coverage page looks. Private to this room.
#pragma once
#include <string_view>

namespace jur::cover {

inline constexpr std::string_view kStyle = R"css(:root { color-scheme: light dark; --fg: #1d1f21; --bg: #fff; --line: #d8dadd;
  --ok: #d9f2e0; --miss: #ffd9d4; --miss-fg: #9b1c10; --never: #e8e6f0; --never-fg: #5b5578; --dim: #6b7075; }
@media (prefers-color-scheme: dark) { :root { --fg: #e3e5e8; --bg: #16181b; --line: #34383d;
  --ok: #1d3b28; --miss: #55201b; --miss-fg: #ff9c8f; --never: #332f45; --never-fg: #b9b2dd; --dim: #959ba1; } }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--fg);
  background: var(--bg); }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .8rem; text-align: left; white-space: nowrap; }
tr:last-child > * { border-top: 2px solid var(--line); }
small, td.none { color: var(--dim); }
td.miss b, p.miss { color: var(--miss-fg); }
p.never { color: var(--never-fg); }
summary { cursor: pointer; font-weight: 600; padding: .6rem 0; }
.src { border: 1px solid var(--line); overflow-x: auto; font: .85rem/1.45 ui-monospace, monospace; }
.l { display: flex; }
.l i { flex: none; width: 3.5rem; padding-right: .8rem; text-align: right; font-style: normal; color: var(--dim);
  user-select: none; }
.l code { font: inherit; white-space: pre; tab-size: 2; }
.src p { margin: 0; padding: 0 0 .2rem 4.3rem; font-family: system-ui, sans-serif; }
p.miss::before { content: "✗ "; }
p.never::before { content: "∅ "; }
mark { color: inherit; border-radius: 2px; background: var(--ok); }
mark.miss { background: var(--miss); text-decoration: underline wavy var(--miss-fg); }
mark.never { background: var(--never); text-decoration: underline dotted var(--never-fg); }
#only:checked ~ main .l:not(.hit) { display: none; }
)css";

}  // namespace jur::cover
