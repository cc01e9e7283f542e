// A text field with a list beside it: typing narrows, arrows move, Enter takes, Esc closes.
// <div class="combo" data-combo> <input role="combobox" aria-controls="…"> <div role="listbox" hidden> <div role="option" data-value="…">
// Taking an option writes its value and sends "change" from the input, so that htmx or a form can act on it.

const parts = (combo) => ({
  input: combo.querySelector("[role=combobox]"),
  list: combo.querySelector("[role=listbox]"),
  options: [...combo.querySelectorAll("[role=option]")],
});

const visible = (options) => options.filter((option) => !option.hidden);

const activate = (combo, option) => {
  const { input, options } = parts(combo);
  for (const other of options) other.classList.toggle("is-active", other === option);
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
};

const open = (combo, isOpen) => {
  const { input, list, options } = parts(combo);
  const shown = isOpen && visible(options).length > 0;
  list.hidden = !shown;
  input.setAttribute("aria-expanded", String(shown));
  if (!shown) activate(combo, null);
};

const narrow = (combo) => {
  const { input, options } = parts(combo);
  const wanted = input.value.trim().toLocaleLowerCase();
  for (const option of options) option.hidden = !option.dataset.value.toLocaleLowerCase().includes(wanted);
  open(combo, true);
};

const take = (combo, option) => {
  const { input, options } = parts(combo);
  input.value = option.dataset.value;
  for (const other of options) other.setAttribute("aria-selected", String(other === option));
  open(combo, false);
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const move = (combo, step) => {
  const { list, options } = parts(combo);
  if (list.hidden) {
    for (const option of options) option.hidden = false;
    open(combo, true);
  }
  const reachable = visible(options);
  const now = reachable.findIndex((option) => option.classList.contains("is-active"));
  const next = now < 0 && step < 0 ? reachable.length - 1 : (now + step + reachable.length) % reachable.length;
  activate(combo, reachable[next]);
};

const comboOf = (event) => (event.target instanceof Element ? event.target.closest("[data-combo]") : null);

document.addEventListener("input", (event) => {
  const combo = comboOf(event);
  if (combo) narrow(combo);
});

document.addEventListener("keydown", (event) => {
  const combo = comboOf(event);
  if (!combo) return;
  const active = combo.querySelector(".is-active");
  if (event.key === "ArrowDown") move(combo, 1);
  else if (event.key === "ArrowUp") move(combo, -1);
  else if (event.key === "Enter" && active) take(combo, active);
  else if (event.key === "Escape") open(combo, false);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("[data-combo] [role=option]");
  if (option) take(option.closest("[data-combo]"), option);
});

document.addEventListener("focusout", (event) => {
  const combo = comboOf(event);
  if (combo && !combo.contains(event.relatedTarget)) open(combo, false);
});

// the list must not take the focus from the field, or it would close before the click arrives
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-combo] [role=listbox]")) event.preventDefault();
});
