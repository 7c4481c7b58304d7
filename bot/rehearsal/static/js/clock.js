/** The clock of the rehearsal: what time it is there, and how to push it on. */

import { post } from "./api.js";
import { fill, h, icon } from "./dom.js";
import { openSheet } from "./dialogs.js";
import { now, readDue, store } from "./store.js";
import { clockSeconds, dayAndTime, longDay, t, utcTime } from "./text.js";

const HOUR = 3600;
const MORNING = 8;

/** `say` tells a refusal. */
export function createClock(say) {
  const time = h("strong", { class: "clock-time", "data-testid": "clock-now" });
  const day = h("small", { class: "clock-day" });
  const face = h("button", { type: "button", class: "clock-face", "aria-haspopup": "dialog", title: t("clock-open"), on: { click: () => sheet() } }, icon("clock"), h("span", { class: "clock-words" }, time, day));
  const due = h("small", { class: "due-words", "data-testid": "clock-next-due" });
  const bar = h("i", { class: "push-bar", role: "progressbar", "aria-label": t("pushing"), hidden: true });
  const deeds = h("div", { class: "clock-deeds" });
  const element = h("div", { class: "clock", role: "group", "aria-label": t("clock") }, face, deeds, bar);
  let busy = false;

  async function push(body) {
    if (busy) return;
    busy = true;
    draw();
    try {
      await post("/control/clock", body);
    } catch (refused) {
      say(refused.message);
    } finally {
      busy = false;
      readDue();
      draw();
    }
  }

  const buttons = () => [
    h("button", { type: "button", class: "clock-button", "data-testid": "clock-plus-hour", on: { click: () => push({ advance_s: HOUR }) } }, t("plus-hour")),
    h("button", { type: "button", class: "clock-button", "data-testid": "clock-tomorrow", on: { click: () => push({ to: tomorrowMorning().toISOString() }) } }, t("tomorrow")),
    h("button", { type: "button", class: "clock-button", "data-testid": "clock-to-due", disabled: !store.nextDue, on: { click: () => push({ next_due: true }) } }, t("next-due")),
  ];

  function sheet() {
    const at = new Date(now() * 1000);
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    const until = h("input", { type: "datetime-local", value: local, "aria-label": t("push-to") });
    const go = () => {
      const target = new Date(until.value);
      if (Number.isNaN(target.getTime())) return;
      dialog.close();
      push({ to: target.toISOString() });
    };
    const dialog = openSheet({
      title: t("clock"),
      anchor: face,
      testid: "clock-sheet",
      content: h(
        "div",
        { class: "clock-sheet" },
        h("p", { class: "clock-large" }, dayAndTime(now()), h("small", null, `UTC ${utcTime(now())}`)),
        h("p", { class: "info-note" }, dueWords()),
        h("div", { class: "chips" }, buttons()),
        h("div", { class: "field" }, h("span", { class: "field-label" }, t("push-to")), h("div", { class: "line" }, until, h("button", { type: "button", class: "primary", on: { click: go } }, t("push")))),
        h("p", { class: "info-note" }, t("clock-note")),
      ),
    });
    for (const button of dialog.querySelectorAll(".clock-button")) button.addEventListener("click", () => dialog.close());
  }

  function dueWords() {
    const moment = dueMoment();
    return moment === null ? t("nothing-due") : t("due-at", { when: dayAndTime(moment) });
  }

  function draw() {
    const pushing = busy || store.pushing;
    element.classList.toggle("pushing", pushing);
    bar.hidden = !pushing;
    due.textContent = pushing ? t("pushing") : dueWords();
    fill(deeds, buttons(), due);
    for (const button of deeds.querySelectorAll("button")) if (pushing) button.disabled = true;
    tick();
  }

  function tick() {
    const moment = now();
    time.textContent = clockSeconds(moment);
    time.dataset.now = new Date(moment * 1000).toISOString();
    day.textContent = `${longDay(moment)} · UTC ${utcTime(moment)}`;
  }

  const timer = setInterval(tick, 1000);
  draw();
  return { element, draw, close: () => clearInterval(timer) };
}

function dueMoment() {
  const due = store.nextDue;
  const moment = new Date(typeof due === "object" && due ? due.at : (due ?? NaN)).getTime() / 1000;
  return Number.isNaN(moment) ? null : moment;
}

function tomorrowMorning() {
  const next = new Date(now() * 1000);
  next.setDate(next.getDate() + 1);
  next.setHours(MORNING, 0, 0, 0);
  return next;
}
