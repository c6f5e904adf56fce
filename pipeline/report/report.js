"use strict";
(() => {
  const data = document.getElementById("data");
  const list = document.getElementById("list");
  if (!list) return;
  const { page, samples } = JSON.parse(data.textContent);
  const filters = document.getElementById("filters");
  const selects = [...filters.querySelectorAll("select")];
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  let matching = samples;
  let count = 0;

  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const child of children) if (child !== null) element.append(child);
    return element;
  };
  const text = (tag, className, content) => {
    const element = make(tag, className);
    element.textContent = content;
    return element;
  };

  const piece = ([kind, content]) => {
    if (kind === "ins") return make("ins", "", text("span", "said", "[put in: "), content, text("span", "said", "]"));
    if (kind === "mark") return text("mark", "", content);
    if (kind === "del") return text("span", "cut", `[${content}]`);
    return kind ? text("span", kind, content) : document.createTextNode(content);
  };

  const fields = (entries) => {
    const all = make("dl");
    for (const [label, pieces] of entries) {
      const value = make("dd", "", ...pieces.map(piece));
      value.dir = "auto";
      all.append(text("dt", "", label), value);
    }
    return all;
  };

  const side = (one) => make("div", "side",
    text("h4", "", one.title),
    one.id ? make("p", "where", text("code", "", one.id)) : null,
    one.note ? text("p", "note", one.note) : null,
    one.fields.length ? fields(one.fields) : null);

  const where = (sample) => make("p", "where",
    text("bdi", "", sample.source), ` · ${sample.stage} · `, text("code", "", sample.id),
    ...(sample.place ? [" · ", text("bdi", "", sample.place)] : []));

  const item = (sample) => {
    const title = make("h3", "", text("span", "reason", sample.reason), " ", text("span", "tag", sample.verdict));
    title.tabIndex = -1;
    return make("li", "sample", title, where(sample),
      ...sample.evidence.map((line) => text("p", "evidence", line)),
      sample.measure ? text("p", "where", sample.measure) : null,
      sample.sides.length ? make("div", "sides", ...sample.sides.map(side)) : null);
  };

  const grow = () => {
    const next = matching.slice(count, count + page).map(item);
    list.append(...next);
    count += next.length;
    const left = matching.length - count;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(page, left)} more`;
    shown.textContent = matching.length
      ? `Showing ${count.toLocaleString("en")} of ${matching.length.toLocaleString("en")} samples.`
      : "No sample matches; choose “Show all” or another filter.";
    return next[0];
  };

  const apply = () => {
    matching = samples.filter((sample) => selects.every((s) => !s.value || sample[s.dataset.field] === s.value));
    list.replaceChildren();
    count = 0;
    grow();
  };

  for (const select of selects) select.addEventListener("change", apply);
  document.getElementById("clear").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    apply();
  });
  more.addEventListener("click", () => grow()?.querySelector("h3").focus());
  filters.hidden = false;
  apply();
})();
