// Draws what Python holds (widget.py) and sends back what the reader asks for. Texts of articles are set as text, never as markup;
// the one exception is the article view, whose markup show_article has escaped.

const FACETS = { outlet: "Outlet", voice: "Voice", language: "Language", role: "Role" };
const SORTS = { position: "as in the articles", before: "by the words before", keyword: "by the word found", after: "by the words after" };

function element(tag, { attributes = {}, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function render({ model, el }) {
  const ask = (message) => model.send(message);
  const id = `cx${Math.random().toString(36).slice(2, 9)}`; // labels need names; nothing else depends on it
  let shown = model.get("shown");
  let opened = null;

  const input = element("input", { type: "search", id: `${id}-query`, dir: "auto", autocomplete: "off", attributes: { list: `${id}-list` } });
  const sort = element("select", { id: `${id}-sort` }, ...Object.entries(SORTS).map(([value, text]) => element("option", { value }, text)));
  const since = element("input", { type: "date", id: `${id}-since` });
  const until = element("input", { type: "date", id: `${id}-until` });
  const list = element("datalist", { id: `${id}-list` }, ...model.get("suggestions").map((value) => element("option", { value })));
  const error = element("p", { className: "cx-error", attributes: { role: "alert" } });
  const total = element("p", { className: "cx-total", attributes: { role: "status" } });
  const facets = element("div", { className: "cx-facets" });
  const months = element("div", { className: "cx-months" });
  const lines = element("ol", { className: "cx-lines", attributes: { "aria-label": "Lines found" } });
  const more = element("button", { type: "button", onclick: () => wait({ kind: "more" }) }, "Show more lines");
  const code = element("pre", { tabIndex: 0, dir: "ltr", attributes: { "aria-label": "Code that shows this again" } });
  const copied = element("span", { attributes: { role: "status" } });
  const reader = element("section", { className: "cx-reader", tabIndex: -1, hidden: true, attributes: { "aria-label": "Article" } });

  const label = (control, text) => element("label", { htmlFor: control.id }, text);
  const form = element("form", { attributes: { role: "search", "aria-label": "Search the corpus" }, onsubmit: (event) => { event.preventDefault(); search({ query: input.value }); } },
    element("div", { className: "cx-field cx-query" }, label(input, "Words, @referent, lemma:word or speaker:source"), input, list),
    element("button", { type: "submit" }, "Search"),
    element("div", { className: "cx-field" }, label(sort, "Order"), sort),
    element("div", { className: "cx-field" }, label(since, "From"), since),
    element("div", { className: "cx-field" }, label(until, "To"), until));
  sort.onchange = () => search({ sort: sort.value });
  since.onchange = () => search({ since: since.value });
  until.onchange = () => search({ until: until.value });

  const exports = ["csv", "xlsx", "png", "py"].map((format) => element("button", { type: "button", onclick: () => wait({ kind: "export", format }) }, format.toUpperCase()));
  const copy = element("button", { type: "button", onclick: copyCode }, "Copy");
  const away = element("div", { className: "cx-away", attributes: { role: "group", "aria-label": "Take away what is shown" } }, "Save as ", ...exports);

  el.classList.add("cx");
  el.dataset.lmSuppressShortcuts = "true"; // Lab's own keys (Enter, the arrows, letters) would answer before the listener below
  el.append(form, error, element("div", { className: "cx-body" }, facets,
    element("div", { className: "cx-main" }, total, months, lines, more, away,
      element("details", {}, element("summary", {}, "The code that shows this again"), code, copy, copied))), reader);

  async function copyCode() {
    try {
      await navigator.clipboard.writeText(shown.code);
      copied.textContent = " Copied.";
    } catch {
      getSelection().selectAllChildren(code);
      copied.textContent = " Selected: press Ctrl+C.";
    }
  }
  function wait(message) {
    el.setAttribute("aria-busy", "true");
    ask(message);
  }
  function search(state) {
    error.textContent = "";
    wait({ kind: "search", state });
  }

  function drawFacet(name, values) {
    const most = Math.max(1, ...values.map((one) => one.count));
    const boxes = values.map((one) => {
      const box = element("input", { type: "checkbox", checked: shown[name].includes(one.value), attributes: { "data-facet": name, "data-value": one.value } });
      box.onchange = () => search({ [name]: box.checked ? [...shown[name], one.value] : shown[name].filter((value) => value !== one.value) });
      const bar = element("span", { className: "cx-bar", attributes: { "aria-hidden": "true" } });
      bar.style.setProperty("--share", `${(100 * one.count) / most}%`);
      return element("label", {}, box, element("bdi", {}, one.name), element("span", { className: "cx-count" }, String(one.count)), bar);
    });
    return element("fieldset", {}, element("legend", {}, FACETS[name]), element("div", { className: "cx-values" }, ...boxes));
  }

  function drawLine(line, row) {
    const found = element("button", { type: "button", className: "cx-keyword", attributes: { "data-row": row, "aria-label": `${line.keyword}: open the article` } }, line.keyword);
    found.onclick = () => { opened = row; wait({ kind: "open", row }); };
    const part = (name) => element("span", { className: `cx-${name}` }, element("span", {}, line[name]));
    const words = element("div", { className: "cx-words", dir: line.dir, lang: line.lang }, part("before"), " ", found, " ", part("after"));
    const about = element("div", { className: "cx-about" }, element("bdi", {}, line.outlet), ` · ${line.day} · ${line.role} · `, element("bdi", {}, line.voice));
    return element("li", {}, words, about);
  }

  function drawMonths() {
    const most = Math.max(1, ...shown.months.map(([, count]) => count));
    months.replaceChildren(element("table", {}, element("caption", {}, "Lines a month"), element("tbody", {}, ...shown.months.map(([month, count]) => {
      const bar = element("span", { className: "cx-bar" });
      bar.style.setProperty("--share", `${(100 * count) / most}%`);
      return element("tr", {}, element("th", { scope: "row" }, month), element("td", { className: "cx-count" }, String(count)), element("td", {}, bar));
    }))));
    months.hidden = shown.months.length < 2;
  }

  function draw() {
    shown = model.get("shown");
    el.removeAttribute("aria-busy");
    error.textContent = shown.error;
    if (shown.error) return;
    const focused = document.activeElement?.dataset ?? {};
    const scrolled = Object.fromEntries([...facets.querySelectorAll(".cx-values")].map((box, at) => [at, box.scrollTop]));
    input.value = shown.query;
    [sort.value, since.value, until.value] = [shown.sort, shown.since, shown.until];
    total.textContent = `${shown.total.toLocaleString("en")} lines in ${shown.documents.toLocaleString("en")} articles`;
    facets.replaceChildren(...Object.keys(FACETS).map((name) => drawFacet(name, shown.facets[name])));
    [...facets.querySelectorAll(".cx-values")].forEach((box, at) => { box.scrollTop = scrolled[at] ?? 0; });
    drawMonths();
    lines.replaceChildren(...shown.lines.map(drawLine));
    more.hidden = shown.lines.length >= shown.total;
    code.textContent = shown.code;
    copied.textContent = "";
    if (focused.facet) {
      [...facets.querySelectorAll("input")].find((box) => box.dataset.facet === focused.facet && box.dataset.value === focused.value)?.focus();
    }
  }

  function openArticle() {
    el.removeAttribute("aria-busy");
    const back = element("button", { type: "button", onclick: closeArticle }, "Back to the lines");
    const page = element("div", {});
    page.innerHTML = model.get("article").markup;
    reader.replaceChildren(back, page);
    reader.hidden = false;
    reader.focus({ preventScroll: true });
    (page.querySelector(".here") ?? reader).scrollIntoView({ block: "center" });
  }
  function closeArticle() {
    reader.hidden = true;
    reader.replaceChildren();
    lines.querySelector(`[data-row="${opened}"]`)?.focus();
  }

  el.addEventListener("keydown", (event) => {
    // The notebook has keys of its own; what is typed here is meant for here.
    event.stopPropagation();
    const row = document.activeElement?.dataset?.row;
    if (event.key === "Escape" && !reader.hidden) closeArticle();
    if (row !== undefined && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      lines.querySelector(`[data-row="${Number(row) + (event.key === "ArrowDown" ? 1 : -1)}"]`)?.focus();
    }
  });

  model.on("change:shown", draw);
  model.on("change:article", openArticle);
  model.on("msg:custom", (message, buffers) => {
    el.removeAttribute("aria-busy");
    if (message.kind === "hello") document.querySelectorAll(`.ca-static[data-explorer="${model.get("static")}"]`).forEach((one) => { one.hidden = true; });
    if (message.kind === "file") {
      const link = element("a", { href: URL.createObjectURL(new Blob([buffers[0]])), download: message.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }
  });
  draw();
  ask({ kind: "hello" });
}

export default { render };
