/** The frame of the page: the bar, the columns, the calls; it hands changes on to all of them. */

import { begin, changed, store, subscribe } from "./store.js";
import { chooseLanguage, currentLanguage, setLanguage, t } from "./text.js";
import { chooseWho, createColumn } from "./column.js";
import { createCalls } from "./calls.js";
import { createClock } from "./clock.js";
import { fill, h, iconButton } from "./dom.js";
import { inviteSome, newColumn, restoreSession, saveSession, session } from "./session.js";
import { newPerson } from "./people.js";
import { openFaults, openScenes } from "./tools.js";
import { personAvatar } from "./avatars.js";
import { nameOf, personOf } from "./world.js";

const MOST_COLUMNS = 6;
const app = document.getElementById("app");
let views = [];
let clock = null;
let calls = null;
let parts = {};

const frame = {
  close: (column) => {
    session.columns = session.columns.filter((one) => one !== column);
    session.active = Math.min(session.active, session.columns.length - 1);
    drawColumns();
  },
  become: (column, anchor) =>
    chooseWho(anchor, (person) => {
      const at = session.columns.indexOf(column);
      const next = newColumn(person.id, column.chat !== null && column.chat < 0 ? column.chat : null);
      session.columns.splice(at, 1, next);
      drawColumns();
    }),
  addPerson: (person, chat = null) => {
    const there = session.columns.findIndex((column) => column.person === person);
    if (there >= 0) {
      session.active = there;
      views[there].host.open(chat ?? session.columns[there].chat);
    } else {
      if (session.columns.length >= MOST_COLUMNS) session.columns.pop();
      session.columns.push(newColumn(person, chat));
      session.active = session.columns.length - 1;
    }
    drawColumns();
  },
  activate: (column) => {
    const at = session.columns.indexOf(column);
    if (at < 0 || at === session.active) return;
    session.active = at;
    drawTabs();
    saveSession();
  },
};

function say(text, kind = "error") {
  const view = views[session.active] ?? views[0];
  if (view) view.host.toast(text, kind);
}

function addColumn(anchor) {
  const chat = session.columns[session.active]?.chat ?? null;
  chooseWho(anchor, (person) => frame.addPerson(person.id, chat !== null && chat < 0 ? chat : null));
}

function switchLanguage() {
  setLanguage(currentLanguage() === "en" ? "zh-CN" : "en");
  localStorage.setItem("hearth.language", currentLanguage());
  build();
}

function toggleCalls() {
  session.showsCalls = !session.showsCalls;
  saveSession();
  drawFrame();
}

function build() {
  clock?.close();
  document.title = t("page-title");
  clock = createClock(say);
  calls = createCalls(toggleCalls);
  parts = {
    tabs: h("nav", { class: "tabs", "aria-label": t("people") }),
    columns: h("main", { class: "columns" }),
    banner: h("div", { class: "banner", role: "status", hidden: true }),
    lost: h("div", { class: "banner lost", role: "alert", hidden: true }, t("reconnecting")),
    callsButton: iconButton("calls", t("calls"), toggleCalls, { "data-testid": "calls-toggle" }),
    faultsButton: iconButton("faults", t("faults"), (event) => openFaults(event.currentTarget, say), { "data-testid": "faults-menu" }),
  };
  const bar = h(
    "header",
    { class: "bar" },
    h("div", { class: "brand" }, h("img", { src: "/static/logo.svg", alt: "", width: "32", height: "32" }), h("h1", null, "Hearth", h("small", null, t("rehearsal")))),
    clock.element,
    h(
      "div",
      { class: "tools" },
      iconButton("scenes", t("scenes"), (event) => openScenes(event.currentTarget, say), { "data-testid": "scenes-menu" }),
      parts.faultsButton,
      iconButton("members", t("add-column"), (event) => addColumn(event.currentTarget), { "data-testid": "add-column" }),
      parts.callsButton,
      h("button", { type: "button", class: "language", "data-testid": "language-switch", lang: currentLanguage() === "en" ? "zh-CN" : "en", "aria-label": t("other-language-label"), title: t("other-language-label"), on: { click: switchLanguage } }, t("other-language")),
    ),
  );
  fill(app, bar, parts.lost, parts.banner, parts.tabs, h("div", { class: "stage" }, parts.columns, calls.element));
  drawColumns();
}

function drawColumns() {
  for (const view of views) view.close();
  views = session.columns.map((column) => createColumn(column, frame));
  fill(parts.columns, views.length ? views.map(({ element }) => element) : welcome());
  drawFrame();
  saveSession();
}

function welcome() {
  const first = (event) => newPerson({ anchor: event.currentTarget, run: (person) => frame.addPerson(person.id) });
  return h(
    "div",
    { class: "welcome empty" },
    h("img", { src: "/static/logo.svg", alt: "", width: "72", height: "72" }),
    h("h2", null, t("welcome-title")),
    h("p", null, t("welcome-words")),
    h("button", { type: "button", class: "primary", "data-testid": "first-person", on: { click: first } }, t("new-person")),
  );
}

function drawFrame() {
  app.classList.toggle("with-calls", session.showsCalls);
  parts.callsButton.setAttribute("aria-pressed", String(session.showsCalls));
  calls.element.hidden = !session.showsCalls;
  calls.draw();
  drawTabs();
  drawBanners();
}

function drawTabs() {
  for (const [index, view] of views.entries()) view.element.classList.toggle("active", index === session.active);
  fill(
    parts.tabs,
    session.columns.map((column, index) => {
      const person = personOf(column.person);
      const active = index === session.active;
      const press = (event) => {
        if (active) {
          frame.become(column, event.currentTarget);
          return;
        }
        session.active = index;
        drawTabs();
        saveSession();
      };
      return h(
        "button",
        { type: "button", class: active ? "tab active" : "tab", "data-testid": "person-tab", "data-person": column.person, "aria-current": active ? "true" : null, "aria-label": t("i-am-name", { name: nameOf(person) }), on: { click: press } },
        personAvatar(person),
        active ? h("span", { class: "tab-words" }, h("small", null, t("i-am")), h("bdi", { class: "row-name" }, nameOf(person))) : null,
      );
    }),
    iconButton("plus", t("add-column"), (event) => addColumn(event.currentTarget)),
    session.columns.length ? iconButton("more", t("person-menu"), (event) => views[session.active]?.personMenu(event.currentTarget)) : null,
  );
}

function drawBanners() {
  parts.lost.hidden = store.connected;
  const { progress } = store;
  parts.banner.hidden = !progress && store.ready;
  if (parts.banner.hidden) return;
  const { done = 0, total = 0 } = progress ?? {};
  const words = progress?.title?.[currentLanguage()] ?? progress?.text ?? progress?.title ?? (typeof progress === "string" ? progress : t("preparing"));
  const bar = h("i", { class: "banner-bar" });
  bar.style.setProperty("--share", total ? `${Math.min(100, (done / total) * 100)}%` : "30%");
  fill(parts.banner, h("span", null, typeof words === "string" ? words : t("preparing"), total ? ` ${done}/${total}` : ""), bar);
}

function update(topics) {
  if (session.columns.some(({ person }) => !store.people.has(person))) {
    session.columns = session.columns.filter(({ person }) => store.people.has(person));
    session.active = 0;
    drawColumns();
  }
  if (session.columns.length === 0 && store.people.size) {
    inviteSome();
    drawColumns();
  }
  for (const view of views) view.update(topics);
  if (topics.has("calls")) calls.draw();
  if (topics.has("clock") || topics.has("state")) clock.draw();
  if (topics.has("people") || topics.has("state")) drawTabs();
  parts.faultsButton.classList.toggle("lit", store.faults.length > 0);
  drawBanners();
}

async function open() {
  chooseLanguage();
  const waiting = () => fill(app, h("div", { class: "welcome empty" }, h("img", { src: "/static/logo.svg", alt: "", width: "72", height: "72" }), h("p", null, t("preparing"))));
  const patience = setTimeout(waiting, 400);
  await begin();
  clearTimeout(patience);
  restoreSession();
  build();
  subscribe(update);
  changed("state");
}

open();
