// Holds a line to the server while a company's page is open. When the server ends it for good, because the membership or
// the session ended, the page says so and stops being usable. A line that merely breaks is tried again.
const LOGGED_OUT = 4401;
const NO_LONGER_ALLOWED = 4403;
const LONGEST_WAIT_MS = 30000;
const gone = document.getElementById("gone");
let wait = 1000;

function listen() {
  const address = new URL(gone.dataset.line, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  const line = new WebSocket(address);
  line.addEventListener("open", () => { wait = 1000; });
  line.addEventListener("close", (event) => {
    if (event.code === LOGGED_OUT || event.code === NO_LONGER_ALLOWED) {
      // what stood there may no longer be read
      document.getElementById("main").replaceChildren();
      for (const part of gone.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== String(event.code);
      gone.showModal();
      return;
    }
    setTimeout(listen, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  });
}

if (gone) {
  gone.addEventListener("cancel", (event) => event.preventDefault());
  listen();
}
