// Offers the browser's own time zone where nobody has chosen one yet.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const select of document.querySelectorAll("[data-own-zone]")) {
  const known = [...select.options].some((option) => option.value === zone);
  if (known && select.value === "UTC") select.value = zone;
}
