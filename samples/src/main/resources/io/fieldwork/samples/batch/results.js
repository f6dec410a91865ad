"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const at = id => document.getElementById(id);
const header = data.header;
const isNumber = c => data.rows.some(r => num(r[c]) !== null) && data.rows.every(r => r[c] === null || num(r[c]) !== null);
const colours = ["#3b82f6", "#ef4444", "#10b981", "#f59e0b", "#8b5cf6", "#ec4899", "#14b8a6", "#84cc16", "#64748b", "#d97706"];
const state = {sort: 0, down: false, chosen: -1};

/** A cell as a number: numbers, and texts of keys that are numbers. */
function num(value) {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "" || isNaN(Number(value))) return null;
  return Number(value);
}

const numeric = header.map((_, c) => isNumber(c));

function shown(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 0.01 && size < 100000 ? String(Number(value.toPrecision(5))) : value.toExponential(2);
}

function compare(a, b, c) {
  const x = data.rows[a][c], y = data.rows[b][c];
  if (x === null || y === null) return x === y ? a - b : x === null ? 2 : -2;
  const order = numeric[c] ? num(x) - num(y) : String(x).localeCompare(String(y), undefined, {numeric: true});
  return (order === 0 ? 0 : Math.sign(order)) || 0;
}

/** Rows that the filter leaves, sorted; rows without a value stay last. */
function order() {
  const words = at("filter").value.toLowerCase().split(/\s+/).filter(w => w);
  return data.rows.map((_, i) => i)
    .filter(i => words.every(w => data.rows[i].some(cell => String(cell).toLowerCase().includes(w))))
    .sort((a, b) => {
      const o = compare(a, b, state.sort);
      return (Math.abs(o) === 2 ? o : state.down ? -o : o) || a - b;
    });
}

function element(name, attributes, text) {
  const svg = ["svg", "g", "line", "path", "circle", "text", "title", "rect"].includes(name);
  const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  if (text !== undefined) e.textContent = text;
  return e;
}

function fill(id, children) { at(id).replaceChildren(...children); }

function drawTable() {
  fill("head", header.map((name, c) => {
    const th = element("th", c === state.sort ? {[state.down ? "data-down" : "data-up"]: ""} : {}, name);
    if (numeric[c]) th.className = "number";
    th.onclick = () => { state.down = state.sort === c && !state.down; state.sort = c; draw(); };
    return th;
  }));
  const rows = order();
  at("count").textContent = rows.length + " of " + data.rows.length;
  fill("rows", rows.map(i => {
    const tr = element("tr", i === state.chosen ? {class: "chosen"} : {});
    data.rows[i].forEach((cell, c) => tr.append(element("td", {class: numeric[c] ? "number" : "text", title: shown(cell)}, shown(cell))));
    tr.onclick = () => choose(i);
    return tr;
  }));
}

function choose(i) { state.chosen = state.chosen === i ? -1 : i; draw(); }

/** A scale from values to 0..1 with its ticks. */
function scale(values, log) {
  const good = values.filter(v => v !== null && isFinite(v) && (!log || v > 0));
  if (good.length === 0) return null;
  let low = Math.min(...good), high = Math.max(...good);
  if (low === high) { const pad = log ? 2 : Math.abs(low) / 10 || 1; low = log ? low / pad : low - pad; high = log ? high * pad : high + pad; }
  const f = log ? Math.log10 : v => v;
  const a = f(low) - 0.04 * (f(high) - f(low)), b = f(high) + 0.04 * (f(high) - f(low));
  const ticks = [];
  if (log) {
    const decades = b - a;
    for (let e = Math.floor(a); e <= Math.ceil(b); e++) for (const m of decades > 4 ? [1] : decades > 1.2 ? [1, 3] : [1, 1.5, 2, 3, 5, 7]) ticks.push(m * 10 ** e);
  } else {
    const rough = (b - a) / 5, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= rough);
    for (let t = Math.ceil(a / step) * step; t <= b; t += step) ticks.push(Math.abs(t) < step / 1e6 ? 0 : t);
  }
  return {of: v => v === null || !isFinite(v) || (log && v <= 0) ? null : (f(v) - a) / (b - a), ticks: ticks.filter(t => f(t) >= a && f(t) <= b)};
}

const W = 560, H = 340, L = 62, B = 40, T = 10, R = 12;

function frame(xs, ys, xname, yname) {
  const svg = element("svg", {viewBox: `0 0 ${W} ${H}`});
  const px = u => L + u * (W - L - R), py = u => H - B - u * (H - B - T);
  for (const t of xs.ticks) {
    svg.append(element("line", {class: "axis", x1: px(xs.of(t)), x2: px(xs.of(t)), y1: T, y2: H - B}));
    svg.append(element("text", {x: px(xs.of(t)), y: H - B + 15, "text-anchor": "middle"}, shown(t)));
  }
  for (const t of ys.ticks) {
    svg.append(element("line", {class: "axis", x1: L, x2: W - R, y1: py(ys.of(t)), y2: py(ys.of(t))}));
    svg.append(element("text", {x: L - 6, y: py(ys.of(t)) + 4, "text-anchor": "end"}, shown(t)));
  }
  svg.append(element("text", {x: (L + W - R) / 2, y: H - 6, "text-anchor": "middle"}, xname));
  svg.append(element("text", {x: 12, y: (T + H - B) / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${(T + H - B) / 2})`}, yname));
  return {svg, px, py};
}

function legend(entries) {
  const box = element("div", {class: "legend"});
  for (const [text, colour] of entries) {
    const span = element("span", {});
    span.append(element("i", {style: "background:" + colour}), text);
    box.append(span);
  }
  return box;
}

function drawScatter() {
  const x = Number(at("x").value), y = Number(at("y").value), by = Number(at("by").value);
  const rows = order();
  const xs = scale(rows.map(i => num(data.rows[i][x])), at("xlog").checked);
  const ys = scale(rows.map(i => num(data.rows[i][y])), at("ylog").checked);
  if (!xs || !ys) return fill("scatter", [element("p", {}, "No numbers to show.")]);
  const {svg, px, py} = frame(xs, ys, header[x], header[y]);
  const groups = by < 0 ? [] : [...new Set(rows.map(i => shown(data.rows[i][by])))];
  for (const i of rows) {
    const u = xs.of(num(data.rows[i][x])), v = ys.of(num(data.rows[i][y]));
    if (u === null || v === null) continue;
    const colour = colours[Math.max(0, by < 0 ? 0 : groups.indexOf(shown(data.rows[i][by]))) % colours.length];
    const dot = element("circle", {cx: px(u), cy: py(v), r: i === state.chosen ? 8 : 5, fill: colour, "fill-opacity": .75, stroke: i === state.chosen ? "currentColor" : "none"});
    dot.append(element("title", {}, `${data.rows[i][0]}\n${header[x]} ${shown(data.rows[i][x])}\n${header[y]} ${shown(data.rows[i][y])}`));
    dot.onclick = () => choose(i);
    svg.append(dot);
  }
  fill("scatter", [svg, legend(groups.slice(0, 20).map((g, k) => [g || "none", colours[k % colours.length]]))]);
}

function drawCurves() {
  const name = at("metric").value, across = Number(at("across").value), rank = Number(at("rank").value), high = at("high").checked;
  const all = order().filter(i => data.curves[i][name]);
  const best = all.filter(i => num(data.rows[i][rank]) !== null)
    .sort((a, b) => (high ? -1 : 1) * (num(data.rows[a][rank]) - num(data.rows[b][rank])) || a - b)
    .slice(0, Math.max(1, Number(at("best").value) || 8));
  const drawn = best.map(i => data.curves[i][name]);
  const xs = scale(drawn.flatMap(c => c[across]), false);
  const log = !/psnr/i.test(name) && drawn.some(c => c[2].some(v => v > 0));
  const ys = scale(drawn.flatMap(c => c[2]), log);
  if (!xs || !ys) return fill("curves", [element("p", {}, "No curves to show.")]);
  const {svg, px, py} = frame(xs, ys, across === 0 ? "steps" : "minutes", name);
  drawn.forEach((c, k) => {
    let path = "", pen = "M";
    c[across].forEach((t, j) => {
      const v = ys.of(c[2][j]);
      if (v === null) { pen = "M"; return; }
      path += pen + px(xs.of(t)).toFixed(1) + " " + py(v).toFixed(1);
      pen = "L";
    });
    const line = element("path", {d: path, fill: "none", stroke: colours[k % colours.length], "stroke-width": best[k] === state.chosen ? 3.5 : 1.7});
    line.append(element("title", {}, data.rows[best[k]][0]));
    svg.append(line);
  });
  fill("curves", [svg, legend(best.map((i, k) => [data.rows[i][0], colours[k % colours.length]]))]);
}

function drawPictures() {
  fill("pictures", order().filter(i => data.pictures[i]).map(i => {
    const figure = element("figure", {});
    figure.append(element("img", {src: data.pictures[i], alt: data.rows[i][0], loading: "lazy"}));
    const c = Number(at("rank").value);
    figure.append(element("figcaption", {}, data.rows[i][0] + (c >= 0 && data.rows[i][c] !== null ? ", " + header[c] + " " + shown(data.rows[i][c]) : "")));
    return figure;
  }));
}

function draw() { drawTable(); drawScatter(); drawCurves(); drawPictures(); }

function options(id, columns, first) {
  fill(id, columns.map(c => element("option", {value: c}, c < 0 ? "nothing" : header[c])));
  if (columns.includes(first)) at(id).value = first;
  at(id).onchange = draw;
}

const numbers = header.map((_, c) => c).filter(c => numeric[c]);
const main = numbers.find(c => ["relativeL2", "psnr", "relativeResidual"].includes(header[c])) ?? numbers[0] ?? -1;
const varied = numbers.find(c => data.keys.includes(header[c]) && new Set(data.rows.map(r => r[c])).size > 1);
options("x", numbers, varied ?? header.indexOf("minutes"));
options("y", numbers, main);
options("by", [-1, ...data.keys.map(k => header.indexOf(k))], data.keys.length ? header.indexOf(data.keys[0]) : -1);
options("rank", numbers, main);
const names = [...new Set(data.curves.flatMap(c => Object.keys(c)))];
fill("metric", names.map(n => element("option", {value: n}, n)));
at("high").checked = /psnr|ssim|iou|fScore/i.test(header[main] ?? "");
at("ylog").checked = /relative|loss|error/i.test(header[main] ?? "");
at("xlog").checked = /rate/i.test(header[Number(at("x").value)] ?? "");
for (const id of ["filter", "best"]) at(id).oninput = draw;
for (const id of ["xlog", "ylog", "high", "metric", "across"]) at(id).onchange = draw;
draw();
