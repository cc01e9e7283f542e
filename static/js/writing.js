// The form of a question: proposals fill what is empty. Without this file the same buttons go by the server.

import { addRow } from "./rows.js";

const form = document.getElementById("write");
const rows = document.getElementById("rows");

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
  let hasFilled = false;
  for (const { dataset, content } of answer.querySelectorAll("[data-fill]")) {
    const field = form.elements[dataset.fill];
    // they may have written something while they waited
    if (field.value.trim() && !replaces) continue;
    field.value = content.textContent;
    markProposed(field, true);
    hasFilled = true;
  }
  const proposed = [...answer.querySelectorAll("[data-follow-up]")];
  const all = () => [...rows.querySelectorAll("[data-row]")];
  if (replaces && proposed.length) for (const row of all()) row.remove();
  for (const { dataset, content } of proposed) {
    if (all().filter((row) => !isEmpty(row)).length >= 2) break;
    const row = all().find(isEmpty) ?? addRow(rows);
    part(row, "when").value = dataset.when;
    part(row, "follow_up").value = content.textContent;
    markProposed(part(row, "when"), true);
    hasFilled = true;
  }
  if (hasFilled) form.dispatchEvent(new Event("input"));
};

form.addEventListener("input", (event) => {
  // what a person has touched is theirs
  if (event.target.value !== undefined) markProposed(event.target, false);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const answer = document.getElementById("draft");
  if (event.detail.target.id === "draft" && answer) fill(answer);
});

// Nobody has to wait for proposals that they want no more; what comes late goes nowhere.
form.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-cancels]")) return;
  const button = form.querySelector("[data-drafts]");
  window.htmx.trigger(button, "htmx:abort");
  button.focus();
});
