// A drop area says which file was chosen, and lights up while one is held over it.

const area = (event) => (event.target instanceof Element ? event.target.closest(".drop") : null);

document.addEventListener("change", (event) => {
  const label = area(event)?.querySelector("[data-chosen]");
  if (!label) return;
  label.dataset.empty ??= label.textContent;
  label.textContent = [...event.target.files].map((file) => file.name).join(", ") || label.dataset.empty;
});

document.addEventListener("dragover", (event) => area(event)?.classList.add("is-over"));
for (const type of ["dragleave", "drop"]) {
  document.addEventListener(type, (event) => area(event)?.classList.remove("is-over"));
}
