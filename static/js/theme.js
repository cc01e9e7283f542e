// Light, dark or as the system says. Runs before the first paint, as a plain script, so that nobody sees the wrong theme flash.
(() => {
  const KEY = "colloquy.theme";
  const root = document.documentElement;

  const remembered = () => {
    try {
      return localStorage.getItem(KEY) || "system";
    } catch {
      return "system"; // storage may be forbidden; the choice then lasts for this page
    }
  };

  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };

  const mark = (choice) => {
    for (const input of document.querySelectorAll("[data-theme-choice]")) input.checked = input.value === choice;
  };

  show(remembered());

  document.addEventListener("DOMContentLoaded", () => mark(remembered()));
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-theme-choice]")) return;
    const choice = event.target.value;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // as above
    }
    show(choice);
    mark(choice);
  });
  // another tab may have chosen
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    show(remembered());
    mark(remembered());
  });
})();
