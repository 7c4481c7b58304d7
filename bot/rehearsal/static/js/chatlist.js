/** The list of one person's chats, and of groups this person could join. */

import { chatAvatar } from "./avatars.js";
import { h, iconButton, reconcile } from "./dom.js";
import { isService } from "./service.js";
import { openNewChat } from "./newchat.js";
import { preview } from "./preview.js";
import { now } from "./store.js";
import { currentLanguage, dayKey, shortMoment, t } from "./text.js";
import { unreadOf } from "./session.js";
import { authorOf, chatsFor, isMine, isPrivate, titleOf } from "./world.js";

export function createChatList(column, host) {
  let words = "";
  const rows = h("div", { class: "chat-rows", role: "list" });
  const search = h("input", {
    type: "search",
    class: "search",
    placeholder: t("search-chats"),
    "aria-label": t("search-chats"),
    on: {
      input: () => {
        words = search.value.trim().toLocaleLowerCase();
        draw();
      },
    },
  });
  const add = iconButton("plus", t("new-chat"), (event) => openNewChat(event.currentTarget, column.person, host.open), { "data-testid": "new-chat" });
  const element = h("nav", { class: "chat-list", "aria-label": t("chats") }, h("div", { class: "list-head" }, search, add), rows);

  function draw() {
    const { mine, others } = chatsFor(column.person);
    const fits = (chat) => !words || titleOf(chat).toLocaleLowerCase().includes(words);
    const today = dayKey(now());
    const items = mine.filter(fits).map((chat) => item(chat, today));
    const joinable = others.filter(fits);
    if (joinable.length) {
      items.push({ key: "others", parts: [currentLanguage()], build: () => h("h3", { class: "list-title" }, t("could-join")) });
      items.push(...joinable.map((chat) => item(chat, today)));
    }
    if (items.length === 0) items.push({ key: "none", parts: [], build: () => h("p", { class: "nothing" }, t("nothing-found")) });
    reconcile(rows, items);
  }

  function item(chat, today) {
    const unread = unreadOf(column.person, chat.id);
    const open = column.chat === chat.id;
    const title = titleOf(chat);
    return {
      key: chat.id,
      parts: [title, chat.last, unread, open, today],
      build: () =>
        h(
          "button",
          {
            type: "button",
            class: "chat-row",
            "data-testid": "chat-list-item",
            "data-chat": chat.id,
            "data-focus": "row",
            "aria-current": open ? "true" : null,
            on: { click: () => host.open(chat.id) },
          },
          chatAvatar(chat),
          h(
            "span",
            { class: "row-words" },
            h("span", { class: "row-line" }, h("bdi", { class: "row-name" }, title), chat.last ? h("time", null, shortMoment(chat.last.date, now())) : null),
            h("span", { class: "row-line" }, lastWords(chat), unread ? h("span", { class: "unread", "aria-label": t("unread", { count: unread }) }, unread > 99 ? "99+" : unread) : null),
          ),
        ),
    };
  }

  function lastWords(chat) {
    if (!chat.last) return h("small", { class: "row-last" }, t(isPrivate(chat) ? "no-talk-yet" : "quiet-here"));
    const who = isMine(chat.last, column.person) ? t("you") : isPrivate(chat) ? null : authorOf(chat.last).name;
    const named = who && !isService(chat.last);
    return h("small", { class: "row-last" }, named ? h("span", { class: "row-who" }, h("bdi", null, who), t("colon")) : null, h("span", { dir: "auto" }, preview(chat.last)));
  }

  draw();
  return { element, draw };
}
