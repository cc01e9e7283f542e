// Files are sent as soon as they are chosen, a few at a time. Each has a row that says how far it is: first how much has
// arrived, then what the server says about reading it. Without this file the form sends all of them at once.

const AT_ONCE = 3;
// Between two looks at those that are being read: soon at first, and seldom where nothing changes.
const SOON = 1000;
const SELDOM = 10000;

const form = document.querySelector("[data-uploads]");
const list = document.getElementById("uploads");
const pattern = document.getElementById("upload-pattern");
const said = document.getElementById("uploads-said");
const queue = [];
let sending = 0;
let pause = SOON;
let timer = null;

const tell = () => {
  const all = list.children.length;
  const open = queue.length + sending + list.querySelectorAll("[data-waiting]").length;
  list.hidden = said.hidden = !all;
  said.textContent = said.dataset.words.replace("{done}", all - open).replace("{all}", all);
};

const rowIn = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector("li.upload");
};

const lookLater = () => {
  timer ??= setTimeout(look, pause);
};

const look = async () => {
  timer = null;
  const waiting = [...list.querySelectorAll("[data-waiting]")];
  if (!waiting.length) return;
  const query = new URLSearchParams(waiting.map((row) => ["resume", row.dataset.waiting]));
  pause = Math.min(pause * 1.5, SELDOM);
  try {
    const answer = await fetch(`${form.dataset.states}?${query}`);
    const holder = document.createElement("template");
    holder.innerHTML = answer.ok ? await answer.text() : "";
    for (const row of holder.content.querySelectorAll("li.upload")) {
      const before = document.getElementById(row.id);
      if (!before || before.textContent === row.textContent) continue;
      before.replaceWith(row);
      pause = SOON;
    }
  } catch {
    // offline: the next look finds out
  }
  tell();
  lookLater();
};

const fail = (row, status, file) => {
  const words = { 0: list.dataset.lost, 413: list.dataset.large };
  row.querySelector("[data-note]").textContent = "";
  row.querySelector("progress").hidden = true;
  row.querySelector("[data-trouble]").hidden = false;
  row.querySelector("[data-sentence]").textContent = words[status] ?? list.dataset.failed;
  row.querySelector("[data-again]").onclick = () => {
    const fresh = rowFor(file);
    row.replaceWith(fresh);
    queue.push({ file, row: fresh });
    sendNext();
  };
};

const settle = (row, request, file) => {
  const made = [200, 422].includes(request.status) ? rowIn(request.responseText) : null;
  if (!made) {
    fail(row, request.status, file);
    return;
  }
  const name = made.querySelector("[data-name]");
  if (!name.textContent.trim()) name.textContent = file.name;
  row.replaceWith(made);
  if (request.status === 200) document.body.dispatchEvent(new CustomEvent("uploaded"));
  pause = SOON;
  lookLater();
};

const send = ({ file, row }) => {
  const bar = row.querySelector("progress");
  const note = row.querySelector("[data-note]");
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("documents", file);
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
    note.textContent = `${Math.floor((100 * loaded) / total)} %`;
  });
  request.addEventListener("loadend", () => {
    sending -= 1;
    settle(row, request, file);
    sendNext();
  });
  request.open("POST", form.dataset.uploads);
  sending += 1;
  note.textContent = note.dataset.sending;
  request.send(data);
};

const sendNext = () => {
  while (sending < AT_ONCE && queue.length) send(queue.shift());
  tell();
};

const rowFor = (file) => {
  const row = pattern.content.firstElementChild.cloneNode(true);
  row.querySelector("[data-name]").textContent = file.name;
  row.querySelector("progress").setAttribute("aria-label", file.name);
  return row;
};

form.addEventListener("change", ({ target }) => {
  for (const file of target.files) {
    const row = rowFor(file);
    list.append(row);
    queue.push({ file, row });
  }
  // so that the same file can be chosen once more
  target.value = "";
  sendNext();
});

window.addEventListener("beforeunload", (event) => {
  if (sending || queue.length) event.preventDefault();
});

for (const part of form.querySelectorAll("[data-plain]")) part.hidden = true;
