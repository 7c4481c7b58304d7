/** One person of the rehearsal: who I am, my chats, my open chat, and what the bot tells me. */

import { act } from "./api.js";
import { choosePerson, personFields, trimmed } from "./people.js";
import { createChatList } from "./chatlist.js";
import { createConversation } from "./conversation.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { markRead, saveSession, session } from "./session.js";
import { openForm, openMenu } from "./dialogs.js";
import { personAvatar } from "./avatars.js";
import { store } from "./store.js";
import { t } from "./text.js";
import { chatOf, nameOf, personOf } from "./world.js";

const TOAST_MS = 4500;

/** `frame` opens and closes columns: `{close, become, addPerson}`. */
export function createColumn(column, frame) {
  const head = h("header", { class: "column-head" });
  const toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  const pane = h("div", { class: "pane" });
  const body = h("div", { class: "column-body" });
  const element = h("section", { class: "column", "data-testid": "column", "data-person": column.person }, head, body, toasts);
  let conversation = null;

  const host = { toast, trying, open, back: () => open(null), openPerson: frame.addPerson };
  const chats = createChatList(column, host);
  body.append(chats.element, pane);

  function toast(text, kind = "") {
    const node = h("div", { class: `toast ${kind}`, "data-testid": "toast", dir: "auto" }, text);
    toasts.append(node);
    while (toasts.childElementCount > 3) toasts.firstChild.remove();
    setTimeout(() => {
      node.classList.add("leaving");
      setTimeout(() => node.remove(), 250);
    }, TOAST_MS);
  }

  /** Runs one act; a refusal is told in this column. */
  async function trying(run) {
    try {
      return (await run()) ?? true;
    } catch (refused) {
      toast(refused.message, "error");
      return null;
    }
  }

  function open(chatId) {
    if (column.chat !== chatId) {
      column.chat = chatId;
      column.thread = null;
      column.reply = null;
      column.edit = null;
      column.anonymous = undefined;
      column.keyboard = true;
    }
    markRead(column);
    show();
    chats.draw();
    saveSession();
    if (chatId !== null && matchMedia("(hover: hover)").matches) conversation?.focus();
  }

  function show() {
    conversation?.close();
    conversation = null;
    const chat = column.chat === null ? null : chatOf(column.chat);
    body.dataset.view = chat ? "chat" : "list";
    if (chat) {
      conversation = createConversation(column, host);
      fill(pane, conversation.element);
    } else {
      fill(pane, h("div", { class: "empty" }, h("img", { src: "/static/logo.svg", alt: "", width: "52", height: "52" }), h("p", null, t("choose-chat"))));
    }
  }

  function drawHead() {
    const person = personOf(column.person);
    element.setAttribute("aria-label", t("i-am-name", { name: nameOf(person) }));
    fill(
      head,
      h(
        "button",
        { type: "button", class: "who", "data-testid": "person-switch", on: { click: (event) => frame.become(column, event.currentTarget) } },
        personAvatar(person),
        h("span", { class: "row-words" }, h("small", null, t("i-am")), h("bdi", { class: "row-name" }, nameOf(person))),
        icon("down"),
      ),
      iconButton("more", t("person-menu"), (event) => personMenu(event.currentTarget, person), { "data-testid": "person-menu" }),
      session.columns.length > 1 ? iconButton("close", t("close-column"), () => frame.close(column), { "data-testid": "close-column" }) : null,
    );
  }

  function personMenu(anchor, person) {
    openMenu(
      anchor,
      [
        { label: t("switch-person"), sign: "⇄", run: () => frame.become(column, anchor) },
        { label: t("rename"), sign: "✎", run: () => rename(anchor, person) },
        { label: t("open-dm"), sign: "💬", testid: "open-dm", run: () => open(person.id) },
        person.blocked
          ? { label: t("unblock"), sign: "✓", run: () => trying(() => act(person.id, "unblock", {})) }
          : { label: t("block"), sign: "🚫", danger: true, testid: "block", run: () => trying(() => act(person.id, "block", {})) },
        ...(session.columns.length > 1 ? [null, { label: t("close-column"), sign: "×", run: () => frame.close(column) }] : []),
      ],
      { label: t("person-menu") },
    );
  }

  function rename(anchor, person) {
    openForm({
      title: t("rename"),
      anchor,
      submit: t("save"),
      fields: personFields(person),
      run: (values) => act(person.id, "rename", { ...trimmed(values), last_name: values.last_name, username: values.username }),
    });
  }

  element.addEventListener("focusin", () => frame.activate(column));
  drawHead();
  show();

  return {
    element,
    column,
    host,
    personMenu: (anchor) => personMenu(anchor, personOf(column.person)),
    update: (topics) => {
      if (topics.has("people") || topics.has("state") || topics.has("columns")) drawHead();
      if (column.chat !== null && conversation === null && store.chats.has(column.chat)) show();
      const moved = column.chat === null ? null : chatOf(column.chat)?.migrated_to;
      if (moved && store.chats.has(moved)) open(moved);
      if (topics.has("chats") || topics.has("people") || topics.has("state") || topics.has("unread")) chats.draw();
      conversation?.update(topics);
    },
    close: () => conversation?.close(),
  };
}

/** Who else this column could be. */
export function chooseWho(anchor, run) {
  choosePerson({ title: t("who-am-i"), anchor, run });
}
