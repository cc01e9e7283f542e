// Entries of a form that are added at once, without a round to the server. Django's forms count them in <name>-TOTAL_FORMS.

const form = document.querySelector("[data-entries]");

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-adds]");
  if (!button) return;
  event.preventDefault();
  const name = button.dataset.adds;
  const total = form.elements[`${name}-TOTAL_FORMS`];
  const pattern = document.getElementById(`${name}-pattern`);
  const made = pattern.content.firstElementChild.cloneNode(true);
  for (const part of made.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const attribute of ["name", "id", "for", "aria-describedby"]) {
      const value = part.getAttribute(attribute);
      if (value) part.setAttribute(attribute, value.replaceAll("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  document.getElementById(`${name}-entries`).append(made);
  made.querySelector("input:not([type=hidden])").focus();
});
