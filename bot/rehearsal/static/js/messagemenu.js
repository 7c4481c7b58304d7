/** What a person can do with one message: answer, react, edit, forward, pin, delete. */

import { act } from "./api.js";
import { coloured, h } from "./dom.js";
import { openMenu, openPicker, openSheet } from "./dialogs.js";
import { chatAvatar } from "./avatars.js";
import { t } from "./text.js";
import { chatOf, chatsFor, isAdmin, isMine, isPrivate, membershipOf, titleOf } from "./world.js";

const EMOJI = ["👍", "❤", "🔥", "🎉", "😁", "🤔", "👏", "👎"];

export function openMessageMenu({ message, anchor, column, view }) {
  const chat = chatOf(message.chat.id);
  const place = { chat_id: message.chat.id, message_id: message.message_id };
  const doing = (deed, fields) => () => view.trying(() => act(column.person, deed, { ...place, ...fields }));
  const mine = isMine(message, column.person);
  const officer = isPrivate(chat) || isAdmin(membershipOf(chat, column.person));
  const pinned = chat.pinned?.includes(message.message_id);
  const own = Object.entries(message.reactions ?? {}).find(([, people]) => people.includes(column.person))?.[0];
  const items = [{ label: t("reply"), sign: "↩", testid: "menu-reply", run: () => view.replyTo(message) }];
  if (mine && message.text !== undefined) items.push({ label: t("edit"), sign: "✎", testid: "menu-edit", run: () => view.edit(message) });
  items.push({ label: t("forward"), sign: "↪", testid: "menu-forward", run: () => forward(message, column, view, anchor) });
  if (officer) {
    items.push({ label: pinned ? t("unpin") : t("pin"), sign: "📌", testid: "menu-pin", run: doing(pinned ? "unpin" : "pin") });
  }
  const text = message.text ?? message.caption;
  if (text) items.push({ label: t("copy"), sign: "📋", run: () => copy(text, view) });
  items.push({ label: t("show-json"), sign: "{ }", run: () => showJson(message) });
  if (mine || officer) items.push(null, { label: t("delete"), sign: "🗑", danger: true, testid: "menu-delete", run: doing("delete") });
  const head = (close) =>
    h(
      "div",
      { class: "quick-reactions", role: "group", "aria-label": t("react") },
      EMOJI.map((emoji) =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(own === emoji),
            "aria-label": t("react-with", { emoji }),
            "data-testid": "react",
            "data-emoji": emoji,
            on: {
              click: () => {
                close();
                doing("react", { emoji: own === emoji ? null : emoji })();
              },
            },
          },
          coloured(emoji),
        ),
      ),
    );
  openMenu(anchor, message.deleted ? items.filter((item) => item && item.sign !== "🗑") : items, { label: t("message-menu"), head: message.deleted ? null : head });
}

async function copy(text, view) {
  await navigator.clipboard?.writeText(text).catch(() => null);
  view.toast(t("copied"));
}

function showJson(message) {
  openSheet({ title: `message ${message.message_id}`, wide: true, content: h("pre", { class: "json", tabindex: "0" }, JSON.stringify(message, null, 2)) });
}

function forward(message, column, view, anchor) {
  const { mine } = chatsFor(column.person);
  openPicker({
    title: t("forward-to"),
    anchor,
    entries: (words) =>
      mine
        .filter((chat) => titleOf(chat).toLocaleLowerCase().includes(words))
        .map((chat) => ({
          key: chat.id,
          node: [chatAvatar(chat), h("bdi", { class: "row-name" }, titleOf(chat))],
          run: () =>
            view.trying(async () => {
              await act(column.person, "send", { chat_id: chat.id, forward_of: { chat_id: message.chat.id, message_id: message.message_id } });
              view.toast(t("forwarded"));
            }),
        })),
  });
}
