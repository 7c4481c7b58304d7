/** Below the messages: the composer, or the gate one has to pass first (Start, join, unblock). */

import { act } from "./api.js";
import { createComposer } from "./composer.js";
import { fill, h, iconButton } from "./dom.js";
import { replyKeyboard, standingKeyboard } from "./keyboards.js";
import { store } from "./store.js";
import { dayAndTime, t } from "./text.js";
import { commandsFor, hasAsked, isAdmin, isIn, isPrivate, membershipOf } from "./world.js";

export function createFoot(column, view) {
  const gate = h("div", { class: "gate" });
  const keyboard = h("div", { class: "keyboard-frame", hidden: true });
  const element = h("footer", { class: "foot" }, gate, keyboard);
  let composer = null;
  let standing = null;
  let signature = null;
  let shownKeyboard = null;

  view.keyboardButton = iconButton("keyboard", t("keyboard"), () => {
    column.keyboard = !column.keyboard;
    drawKeyboard();
  }, { hidden: true });
  view.hideKeyboard = () => {
    column.keyboard = false;
    drawKeyboard();
  };

  function update(chat) {
    const closed = gateOf(chat);
    const next = JSON.stringify([closed?.key, closed?.until, column.thread, isAdmin(membershipOf(chat, column.person)), commandsFor(chat, column.person)]);
    if (next === signature) return;
    signature = next;
    composer = null;
    if (closed) fill(gate, gateView(closed, chat));
    else {
      composer = createComposer(column, chat, view);
      fill(gate, composer.element);
    }
    shownKeyboard = null;
    drawKeyboard();
  }

  /** Why this person cannot write here now, or null. */
  function gateOf(chat) {
    const person = store.people.get(column.person);
    if (isPrivate(chat)) {
      if (person?.blocked) return { key: "blocked" };
      return person?.started ? null : { key: "start" };
    }
    const membership = membershipOf(chat, column.person);
    if (membership?.status === "kicked") return { key: "banned" };
    if (!isIn(membership)) {
      if (hasAsked(chat, column.person)) return { key: "asked" };
      return { key: chat.join_by_request ? "ask" : "join" };
    }
    if (chat.type === "channel" && !isAdmin(membership)) return { key: "reader" };
    if (membership.status === "restricted" && membership.can_send_messages === false) return { key: "muted", until: membership.until_date };
    return null;
  }

  function gateView({ key, until }, chat) {
    const place = { chat_id: chat.id };
    const doing = (deed, fields = place) => () => view.trying(() => act(column.person, deed, fields));
    const large = (label, run, testid) => h("button", { type: "button", class: "primary gate-button", "data-testid": testid, on: { click: run } }, label);
    switch (key) {
      case "start":
        return large(t("start"), doing("start", {}), "start");
      case "blocked":
        return large(t("unblock"), doing("unblock", {}), "unblock");
      case "join":
        return large(t(chat.type === "channel" ? "join-channel" : "join"), doing("join"), "join");
      case "ask":
        return [h("p", { class: "gate-words" }, t("asks-first")), large(t("ask-to-join"), doing("join"), "join")];
      case "asked":
        return [h("p", { class: "gate-words", "data-testid": "asked" }, t("asked")), h("button", { type: "button", class: "quiet", on: { click: doing("withdraw_request") } }, t("withdraw"))];
      case "banned":
        return h("p", { class: "gate-words" }, t("you-are-banned"));
      case "muted":
        return h("p", { class: "gate-words" }, until ? t("you-are-muted-until", { when: dayAndTime(until) }) : t("you-are-muted"));
      default:
        return h("p", { class: "gate-words" }, t("admins-post"));
    }
  }

  function drawKeyboard() {
    const rows = standing?.keyboard;
    view.keyboardButton.hidden = !rows;
    view.keyboardButton.setAttribute("aria-pressed", String(column.keyboard));
    keyboard.hidden = !rows || !column.keyboard || !composer;
    if (keyboard.hidden || shownKeyboard === standing.message) return;
    shownKeyboard = standing.message;
    fill(keyboard, replyKeyboard(standing, column, column.chat, view));
  }

  return {
    element,
    update,
    keyboard: (messages) => {
      const before = standing?.message;
      standing = standingKeyboard(messages, column.person);
      if (standing && standing.message.message_id !== before?.message_id) {
        column.keyboard = true;
        if (standing.force_reply && before) reply(standing.message);
      }
      drawKeyboard();
    },
    reply,
    edit: (message) => {
      column.reply = null;
      column.edit = message;
      composer?.refresh();
    },
    insert: (text) => composer?.insert(text),
    focus: () => composer?.focus(),
  };

  function reply(message) {
    column.edit = null;
    column.reply = message;
    composer?.refresh();
  }
}
