// The form of a question: rows that come and go, proposals that fill what is empty, and a word before unsaved work is left.
// Without this file the same buttons go by the server.

const form = document.getElementById("write");
const rows = document.getElementById("rows");
const pattern = document.getElementById("row-pattern");
let changed = "changed" in form.dataset;
let added = 0;

const addRow = () => {
  const row = pattern.content.firstElementChild.cloneNode(true);
  added += 1;
  for (const part of row.querySelectorAll("[id], [for]")) {
    if (part.id) part.id = part.id.replace("new", `new-${added}`);
    if (part.htmlFor) part.htmlFor = part.htmlFor.replace("new", `new-${added}`);
  }
  rows.append(row);
  return row;
};

const part = (row, name) => row.querySelector(`[name="${name}"]`);
const isEmpty = (row) => !part(row, "when").value.trim() && !part(row, "follow_up").value.trim();

const markProposed = (field, isProposed) => {
  const place = field.closest("[data-written]") ?? field.closest("[data-row]");
  const mark = place?.querySelector("[data-proposed]");
  if (!mark) return;
  mark.hidden = !isProposed;
  // the server marks it again where saving finds a fault
  for (const kept of mark.querySelectorAll("input")) kept.disabled = !isProposed;
  const row = place.querySelector("[name=is_drafted]");
  if (row) row.value = isProposed ? "yes" : "";
};

const fill = (answer) => {
  const replaces = form.elements.replace.checked;
  for (const { dataset, content } of answer.querySelectorAll("[data-fill]")) {
    const field = form.elements[dataset.fill];
    // they may have written something while they waited
    if (field.value.trim() && !replaces) continue;
    field.value = content.textContent;
    markProposed(field, true);
    changed = true;
  }
  const proposed = [...answer.querySelectorAll("[data-follow-up]")];
  const all = () => [...rows.querySelectorAll("[data-row]")];
  if (replaces && proposed.length) for (const row of all()) row.remove();
  for (const { dataset, content } of proposed) {
    if (all().filter((row) => !isEmpty(row)).length >= 2) break;
    const row = all().find(isEmpty) ?? addRow();
    part(row, "when").value = dataset.when;
    part(row, "follow_up").value = content.textContent;
    markProposed(part(row, "when"), true);
    changed = true;
  }
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-adds-row], [data-removes-row]");
  if (!button) return;
  event.preventDefault();
  changed = true;
  if ("addsRow" in button.dataset) {
    part(addRow(), "when").focus();
    return;
  }
  const row = button.closest("[data-row]");
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next ? part(next, "when") : form.querySelector("[data-adds-row]")).focus();
});

form.addEventListener("input", (event) => {
  if (event.target.name === "replace") return;
  changed = true;
  // what a person has touched is theirs
  if (event.target.value !== undefined) markProposed(event.target, false);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const answer = document.getElementById("draft");
  if (event.detail.target.id === "draft" && answer) fill(answer);
});

form.addEventListener("submit", () => {
  changed = false;
});

window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
