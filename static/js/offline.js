// A line at the top while the device is offline. A page marked data-returns loads again when the connection is back.

const line = document.getElementById("offline");

const show = () => {
  if (line) line.hidden = navigator.onLine;
};

addEventListener("offline", show);
addEventListener("online", () => {
  show();
  if (document.querySelector("[data-returns]")) location.reload();
});
show();
