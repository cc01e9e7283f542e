// A form's rows that come and go, and a word before unsaved work is left. The same buttons go by the server where this does not run.
// data-rows="id of a template": the place of the rows; data-adds-row="id of that place"; data-removes-row: inside a row;
// data-aside: a field that changes nothing

let added = 0;

export const addRow = (rows) => {
  const row = document.getElementById(rows.dataset.rows).content.firstElementChild.cloneNode(true);
  added += 1;
  for (const part of row.querySelectorAll("[id], [for]")) {
    if (part.id) part.id = part.id.replace("new", `new-${added}`);
    if (part.htmlFor) part.htmlFor = part.htmlFor.replace("new", `new-${added}`);
  }
  rows.append(row);
  return row;
};

const firstField = (row) => row.querySelector("input:not([type=hidden]), textarea, select");

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let changed = "changed" in form.dataset;

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-adds-row], [data-removes-row]");
    if (!button) return;
    event.preventDefault();
    changed = true;
    if (button.dataset.addsRow) {
      firstField(addRow(document.getElementById(button.dataset.addsRow))).focus();
      return;
    }
    const row = button.closest("[data-row]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next ? firstField(next) : form.querySelector("[data-adds-row]")).focus();
  });

  form.addEventListener("input", (event) => {
    // what is no part of what is saved
    if ("aside" in (event.target.dataset ?? {})) return;
    changed = true;
  });

  form.addEventListener("submit", () => {
    changed = false;
  });

  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
