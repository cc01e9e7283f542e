// Links swatches, the colour field and the preview. The server says how a colour is made readable; we only show it.
const group = document.querySelector("[data-accents]");
const field = group?.querySelector("input");
const said = group?.querySelector("[data-accent-said]");
const dark = window.matchMedia("(prefers-color-scheme: dark)");

async function show() {
  const answer = await fetch(`${group.dataset.colours}?accent=${encodeURIComponent(field.value)}`).catch(() => null);
  if (!answer?.ok) return;
  const colours = await answer.json();
  const theme = document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
  for (const preview of document.querySelectorAll("[data-accent-preview]")) {
    preview.style.setProperty("--accent", colours[theme]);
    preview.style.setProperty("--accent-ink", colours[`${theme}_ink`]);
  }
  said.textContent = colours.adjusted ? "Made a little darker or lighter, so that text on it is easy to read." : "Text on it is easy to read, in light and in dark.";
}

if (group) {
  group.addEventListener("click", (event) => {
    const tint = event.target.closest("[data-tint]");
    if (!tint) return;
    field.value = tint.dataset.tint;
    show();
  });
  field.addEventListener("change", show);
  dark.addEventListener("change", show);
  show();
}
