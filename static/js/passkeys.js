// Passkey buttons stand hidden in the page and show where the browser can use them. allauth's own scripts do the work;
// when the browser or the person says no, they raise "allauth.error", and the notice for it comes out of its template.

const show = (works) => {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !works;
  for (const part of document.querySelectorAll("[data-passkey-missing]")) part.hidden = works;
};

show(Boolean(window.PublicKeyCredential));

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const place of document.querySelectorAll("[data-passkey-refused]")) {
    const pattern = place.querySelector("template");
    // built anew each time, so that a second refusal is read out too
    place.replaceChildren(pattern, pattern.content.cloneNode(true));
  }
});
