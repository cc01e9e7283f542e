// data-opens="id" opens a <dialog>, data-closes closes the one it stands in. The browser brings Esc and the way back of the focus.
// An opener may be a link to a page that asks the same: that is what happens without JavaScript.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (!dialog) return;
    event.preventDefault();
    // a menu closes behind us, and then its summary is the place to come back to
    const menu = opener.closest("details.menu");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
  }
});

// A dialog that HTMX has fetched into #asking is there to be answered now.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "asking") event.detail.target.querySelector("dialog")?.showModal();
});
