/** The Bot API calls as they happen: filter, parameters, answers, errors. */

import { fill, h, iconButton, reconcile } from "./dom.js";
import { session } from "./session.js";
import { store } from "./store.js";
import { clockSeconds, t } from "./text.js";
import { chatOf, nameOf, personOf, titleOf } from "./world.js";

const SHOWN = 150;

export function createCalls(close) {
  let words = "";
  let errorsOnly = false;
  let since = 0;
  const opened = new Set();
  const rows = h("div", { class: "call-rows", role: "list", "aria-label": t("calls") });
  const count = h("small", { class: "call-count" });
  const search = h("input", {
    type: "search",
    class: "search",
    placeholder: t("filter-calls"),
    "aria-label": t("filter-calls"),
    "data-testid": "call-filter",
    on: {
      input: () => {
        words = search.value.trim().toLowerCase();
        draw();
      },
    },
  });
  const errors = h(
    "button",
    {
      type: "button",
      class: "chip",
      "aria-pressed": "false",
      "data-testid": "call-errors",
      on: {
        click: () => {
          errorsOnly = !errorsOnly;
          errors.setAttribute("aria-pressed", String(errorsOnly));
          draw();
        },
      },
    },
    t("errors-only"),
  );
  const clear = h("button", { type: "button", class: "chip", on: { click: () => ((since = store.calls.at(-1)?.seq ?? 0), draw()) } }, t("clear"));
  const element = h(
    "aside",
    { class: "calls", "aria-label": t("calls"), "data-testid": "calls" },
    h("header", { class: "calls-head" }, h("h2", null, t("calls"), count), iconButton("close", t("close"), close, { "data-testid": "close-calls" })),
    h("div", { class: "calls-tools" }, search, errors, clear),
    rows,
  );

  function draw() {
    if (!session.showsCalls) return;
    const found = [];
    // After a restart numbers begin anew, and what was cleared before says nothing.
    if ((store.calls.at(-1)?.seq ?? 0) < since) since = 0;
    for (let index = store.calls.length - 1; index >= 0 && found.length < SHOWN; index -= 1) {
      const call = store.calls[index];
      if (call.seq <= since) break;
      if (errorsOnly && call.ok) continue;
      if (words && !call.method.toLowerCase().includes(words) && !JSON.stringify(call.params).toLowerCase().includes(words)) continue;
      found.push(call);
    }
    count.textContent = store.calls.length ? ` ${found.length}` : "";
    reconcile(rows, found.length ? found.map((call) => ({ key: call.seq, parts: [call, opened.has(call.seq)], build: () => row(call) })) : [{ key: "none", parts: [words, errorsOnly], build: () => h("p", { class: "nothing" }, t("no-calls")) }]);
  }

  function row(call) {
    const open = opened.has(call.seq);
    const toggle = () => {
      if (open) opened.delete(call.seq);
      else opened.add(call.seq);
      draw();
    };
    const chat = call.params?.chat_id === undefined ? null : chatOf(Number(call.params.chat_id));
    return h(
      "div",
      { class: call.ok ? "call" : "call failed", role: "listitem", "data-testid": "call-row", "data-method": call.method, "data-ok": String(call.ok) },
      h(
        "button",
        { type: "button", class: "call-line", "aria-expanded": String(open), "data-focus": "call", on: { click: toggle } },
        h("time", null, clockSeconds(moment(call.at))),
        h("span", { class: "call-method" }, call.method),
        chat ? h("bdi", { class: "call-chat" }, chat.type === "private" ? nameOf(personOf(chat.id)) : titleOf(chat)) : null,
        h("span", { class: "call-end" }, call.ok ? h("small", null, `${Math.round(call.ms ?? 0)} ms`) : h("span", { class: "call-code" }, call.error_code ?? "×")),
      ),
      call.ok || open ? null : h("p", { class: "call-error" }, call.description ?? ""),
      call.ok && !open && excerpt(call) ? h("p", { class: "call-words", dir: "auto" }, excerpt(call)) : null,
      open ? details(call) : null,
    );
  }

  function details(call) {
    return h(
      "div",
      { class: "call-details" },
      call.ok ? null : h("p", { class: "call-error" }, call.description ?? ""),
      h("h3", null, t("parameters")),
      json(call.params),
      h("h3", null, t("result")),
      json(call.result ?? null),
    );
  }

  return { element, draw };
}

const excerpt = (call) => (call.params?.text ?? call.params?.caption ?? call.params?.question ?? "").toString().slice(0, 90);

function moment(at) {
  return typeof at === "number" ? at : new Date(at).getTime() / 1000;
}

/** Indented JSON, its names and values in quiet colours. */
function json(value) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  const box = h("pre", { class: "json", tabindex: "0" });
  if (text.length > 20000) return fill(box, text.slice(0, 20000), "…");
  const parts = text.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/);
  return fill(
    box,
    parts.map((part, index) => {
      if (index % 2 === 0) return part;
      const kind = part.endsWith(":") ? "json-name" : part.startsWith('"') ? "json-text" : "json-value";
      return h("span", { class: kind }, part);
    }),
  );
}
