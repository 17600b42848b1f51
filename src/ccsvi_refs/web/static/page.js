"use strict";
// The page works without this: it adds dropping, copying, progress without reloading, and styles as one types.

const byId = (id) => document.getElementById(id);

function problem(text) {
  let shown = byId("problem");
  if (!shown) {
    shown = document.createElement("p");
    shown.id = "problem";
    shown.className = "problem";
    shown.setAttribute("role", "alert");
    byId("ask").before(shown);
  }
  shown.textContent = text;
  shown.scrollIntoView({ block: "nearest" });
}

function dropping(form) {
  const file = byId("file");
  const area = byId("drop");
  const fits = () => {
    const large = [...file.files].find((one) => one.size > Number(form.dataset.most));
    if (large) {
      problem(`${large.name} is larger than ${Math.floor(form.dataset.most / 1048576)} MB, which is the most that is read.`);
      file.value = "";
      return false;
    }
    return true;
  };
  file.addEventListener("change", fits);
  for (const type of ["dragover", "dragleave", "drop"]) {
    window.addEventListener(type, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      area.classList.toggle("over", type === "dragover");
      if (type !== "drop" || !event.dataTransfer.files.length) return;
      file.files = event.dataTransfer.files;
      if (fits()) file.focus();
    });
  }
  form.addEventListener("submit", (event) => { if (!fits()) event.preventDefault(); });
}

async function watching(area) {
  const show = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
  try {
    const answer = await fetch(area.dataset.state, { cache: "no-store" });
    if (!answer.ok) return location.reload();
    const seen = await answer.json();
    if (seen.over) return location.reload();
    show("said", seen.said);
    show("count", seen.count);
    show("time", seen.time);
    if (seen.part === null) byId("bar").removeAttribute("value"); else byId("bar").value = seen.part;
  } catch {
    show("said", "The program has been stopped, or does not answer.");
  }
  setTimeout(watching, 700, area);
}

function copying(button) {
  const source = byId(button.dataset.copy);
  const said = button.parentElement.querySelector(".copied");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      if (said) said.textContent = "Copied.";
      button.classList.add("done");
      if (!said) { button.textContent = "Copied"; }
    } catch {
      if (source.select) source.select();
      if (said) said.textContent = "Press Ctrl+C to copy.";
    }
  });
}

function suggesting(input) {
  let latest = "";
  input.addEventListener("input", async () => {
    const word = latest = input.value;
    const answer = await fetch(`${input.dataset.styles}?word=${encodeURIComponent(word)}`);
    if (!answer.ok || word !== latest) return;
    byId("styles").replaceChildren(...(await answer.json()).map(([name, title]) => {
      const option = document.createElement("option");
      option.value = name;
      option.textContent = title;
      return option;
    }));
  });
}

if (byId("ask")) dropping(byId("ask"));
if (byId("progress")) watching(byId("progress"));
document.querySelectorAll("button.copy").forEach(copying);
document.querySelectorAll("input[data-styles]").forEach(suggesting);
