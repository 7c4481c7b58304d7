/** Menus, sheets and questions; each is a modal dialog, so Escape and the keyboard work alike. */

import { h, iconButton } from "./dom.js";
import { t } from "./text.js";

const GAP = 6;

function show(dialog, anchor) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  dialog.showModal();
  if (anchor && innerWidth > 640) place(dialog, anchor.getBoundingClientRect());
  return dialog;
}

function place(dialog, box) {
  dialog.classList.add("anchored");
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const below = box.bottom + GAP + height <= innerHeight - 8;
  const top = below ? box.bottom + GAP : Math.max(8, Math.min(box.top - height - GAP, innerHeight - height - 8));
  dialog.style.left = `${left}px`;
  dialog.style.top = `${Math.max(8, top)}px`;
}

/** A list of deeds: `{label, run, sign?, danger?, checked?, testid?}` or null between groups. */
export function openMenu(anchor, items, { label, head = null } = {}) {
  const run = (item) => {
    dialog.close();
    item.run();
  };
  const list = h(
    "div",
    { class: "menu-list", role: "menu", "aria-label": label ?? t("menu") },
    items.map((item) =>
      item === null
        ? h("hr", null)
        : h(
            "button",
            {
              type: "button",
              role: item.checked === undefined ? "menuitem" : "menuitemradio",
              "aria-checked": item.checked === undefined ? null : String(item.checked),
              class: item.danger ? "menu-item danger" : "menu-item",
              "data-testid": item.testid ?? null,
              on: { click: () => run(item) },
            },
            item.sign ? h("span", { class: "menu-sign", "aria-hidden": "true" }, item.sign) : null,
            h("bdi", null, item.label),
          ),
    ),
  );
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  });
  const dialog = h("dialog", { class: "menu", "aria-label": label ?? t("menu") }, head ? head(() => dialog.close()) : null, list);
  return show(dialog, anchor);
}

/** A titled sheet; `content` is a node, `anchor` places it beside a button on a wide screen. */
export function openSheet({ title, content, anchor = null, testid = null, wide = false }) {
  const dialog = h(
    "dialog",
    { class: wide ? "sheet wide" : "sheet", "aria-label": title, "data-testid": testid },
    h("header", { class: "sheet-head" }, h("h2", null, h("bdi", null, title)), iconButton("close", t("close"), () => dialog.close())),
    h("div", { class: "sheet-body" }, content),
  );
  return show(dialog, anchor);
}

/** An alert of the bot's that must be confirmed. */
export function openAlert(text, name) {
  const dialog = h(
    "dialog",
    { class: "alert", role: "alertdialog", "data-testid": "alert", "aria-label": t("answer-for", { name }) },
    h("p", { class: "alert-words", dir: "auto" }, text),
    h("p", { class: "alert-for" }, t("answer-for", { name })),
    h("button", { type: "button", class: "primary", autofocus: true, on: { click: () => dialog.close() } }, t("ok")),
  );
  return show(dialog);
}

/** A small form; `fields` are `{name, label, kind?, value?, options?, required?, hint?}`. */
export function openForm({ title, fields, submit, run, anchor = null, testid = null, wide = false }) {
  const inputs = new Map();
  const form = h("form", { class: "form", autocomplete: "off" });
  for (const field of fields) {
    const input = control(field);
    inputs.set(field.name, input);
    const label =
      field.kind === "check"
        ? h("label", { class: "check" }, input, h("span", null, field.label))
        : h("label", { class: "field" }, h("span", { class: "field-label" }, field.label), input, field.hint ? h("small", null, field.hint) : null);
    form.append(label);
  }
  const error = h("p", { class: "form-error", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, submit);
  form.append(error, h("div", { class: "form-end" }, button));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...inputs].map(([name, input]) => [name, input.type === "checkbox" ? input.checked : input.value.trim()]));
    button.disabled = true;
    error.textContent = "";
    try {
      await run(values);
      sheet.close();
    } catch (refused) {
      error.textContent = refused.message;
      button.disabled = false;
    }
  });
  const sheet = openSheet({ title, content: form, anchor, testid, wide });
  form.querySelector("input:not([type=checkbox]), select, textarea")?.focus();
  return sheet;
}

function control({ name, kind = "text", value = "", options, required }) {
  if (kind === "select") {
    return h("select", { name }, options.map((option) => h("option", { value: option.value, selected: option.value === value }, option.label)));
  }
  if (kind === "check") return h("input", { type: "checkbox", name, checked: Boolean(value) });
  if (kind === "lines") return h("textarea", { name, rows: "3", value, required });
  return h("input", { type: kind, name, value, required, dir: "auto" });
}

/** A searchable list of at most eighty rows; `entries(words)` gives `{key, node, run}`. */
export function openPicker({ title, entries, anchor = null, testid = null, extra = null }) {
  const list = h("div", { class: "picker-list" });
  const search = h("input", { type: "search", class: "search", "aria-label": t("search"), placeholder: t("search"), on: { input: () => draw() } });
  const draw = () => {
    const found = entries(search.value.trim().toLocaleLowerCase()).slice(0, 80);
    list.replaceChildren(
      ...found.map(({ key, node, run }) =>
        h(
          "button",
          {
            type: "button",
            class: "picker-row",
            "data-testid": "picker-row",
            "data-key": key,
            on: {
              click: () => {
                sheet.close();
                run();
              },
            },
          },
          node,
        ),
      ),
    );
    if (found.length === 0) list.replaceChildren(h("p", { class: "nothing" }, t("nothing-found")));
  };
  draw();
  const sheet = openSheet({ title, content: h("div", { class: "picker" }, search, list, extra ? extra(() => sheet.close()) : null), anchor, testid });
  if (innerWidth > 640) search.focus();
  return sheet;
}
