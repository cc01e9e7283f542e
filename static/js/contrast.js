// The style guide's figures, read from the tokens of this very page, in both themes.

const PAIRS = [
  ["ink", "paper"], ["ink", "surface"], ["ink", "sunken"],
  ["ink-2", "paper"], ["ink-2", "surface"], ["ink-2", "sunken"],
  ["ink-3", "paper"], ["ink-3", "surface"], ["ink-3", "sunken"], ["ink-3", "accent-soft"],
  ["accent", "paper"], ["accent", "surface"], ["accent", "sunken"], ["accent", "accent-soft"], ["accent-ink", "accent"],
  ["good", "good-soft"], ["warn", "warn-soft"], ["warn", "surface"],
  ["bad", "bad-soft"], ["bad", "surface"], ["bad", "paper"], ["info", "info-soft"],
  ["ink", "good-soft"], ["ink", "warn-soft"], ["ink", "bad-soft"], ["ink", "info-soft"], ["ink", "accent-soft"],
  ["paper", "ink"],
  ["focus", "paper", 3], ["focus", "surface", 3], ["focus", "sunken", 3],
  ["control", "surface", 3], ["control", "paper", 3], ["accent", "line", 3],
];
const TEXT = 4.5;

const root = document.documentElement;

const inTheme = (theme, read) => {
  const before = root.dataset.theme;
  root.dataset.theme = theme;
  try {
    return read(getComputedStyle(root));
  } finally {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
  }
};

const names = new Set([...PAIRS.flatMap(([text, ground]) => [text, ground]), ...[...document.querySelectorAll("[data-token]")].map((el) => el.dataset.token)]);
const tokensOf = (theme) => inTheme(theme, (style) => Object.fromEntries([...names].map((name) => [name, style.getPropertyValue(`--${name}`).trim()])));

const luminance = (hex) => {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

const light = tokensOf("light");
const dark = tokensOf("dark");

for (const cell of document.querySelectorAll("[data-token]")) {
  cell.textContent = `${light[cell.dataset.token]} · ${dark[cell.dataset.token]}`;
}

const table = document.querySelector("[data-contrast]");
const pattern = document.getElementById("contrast-row");
for (const [text, ground, needs = TEXT] of table && pattern ? PAIRS : []) {
  const row = pattern.content.firstElementChild.cloneNode(true);
  const put = (name, value) => (row.querySelector(`[data-${name}]`).textContent = value);
  const figures = [contrast(light[text], light[ground]), contrast(dark[text], dark[ground])];
  const passes = figures.every((figure) => figure >= needs);
  row.querySelector("rect").setAttribute("fill", `var(--${ground})`);
  // an edge is shown as an edge, a text as a text
  const [words, edge] = [row.querySelector("text"), row.querySelector("[data-edge]")];
  words.setAttribute("fill", `var(--${text})`);
  edge.setAttribute("stroke", `var(--${text})`);
  (needs === TEXT ? edge : words).remove();
  put("pair", `${text} on ${ground}`);
  put("needs", needs === TEXT ? "Text 4.5" : "Edge 3");
  put("light", figures[0].toFixed(2));
  put("dark", figures[1].toFixed(2));
  put("result", passes ? "Passes" : `Below ${needs}`);
  row.querySelector("[data-result]").classList.add(passes ? "badge-good" : "badge-bad");
  table.append(row);
}
document.querySelector("[data-contrast-wait]")?.remove();
